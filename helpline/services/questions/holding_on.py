"""Who looks for what is asked, or asks somebody for it, or sends it in a while, answers nothing yet: the question waits."""

from __future__ import annotations

import re

from helpline.model.acts import Move
from helpline.model.asking import asks
from helpline.model.name_shapes import RELATED
from helpline.model.statements import clauses
from helpline.model.text import normalise
from helpline.model.understanding import Heard

# What may be looked for while the desk waits. Of a fault or a time any such words may be the answer.
LOOKED_FOR = frozenset(
    {
        "serial_number",
        "order_number",
        "contact_phone",
        "contact_name",
        "organisation",
        "purchase_date",
        "device_model",
        "os_version",
        "plan",
    }
)
_SOMEBODY = rf"(?:{RELATED}|[他她](?:们)?|人家|家里?人|别人|公司|学校|那边)"
_ONCE = r"(?:一?[下眼遍]|一会儿?|[看翻查找问瞅瞧想核对]+|出来|给[你您我])"
_WAITS = re.compile(
    r"^(?:[哦噢嗯啊欸诶那先请您你稍,，\s]|麻烦|不好意思)*(?:等(?!级|于|不[及了]|着|待|候|很久|了|好久)|稍[等候]|慢着|别[急催]|wait\b|hold on|hang on|(?:one|a|just a) (?:sec|moment|min))"
)
_FETCHES = re.compile(
    rf"(?<![帮给替让叫跟请])我(?:先|去|来|再|得|要|这就|现在|马上|给你|帮你|等下|[，,\s])*(?:(?:问|喊|叫|让|找|请|催)(?:问|一?下)?(?:我|俺|我们?|咱)?的?{_SOMEBODY}|(?:查|看|找|翻|瞅|瞧|核对|确认|回忆|想|拿|check|double check){_ONCE})"
)
_SENDS = re.compile(
    r"(?:过|等|再过|晚|待)(?:个|上)?(?:[一二两三四五六七八九十几半\d]+(?:来|多)?个?(?:分钟|小时|钟头)|一?会儿?|一?下|一?阵子?|点)[^，,。]{0,6}(?:发|给|报|告诉|补)(?:给)?(?:你|您|过来|过去|上)"
)

_PUTS_RIGHT = re.compile(r"不是|不对|[改换][成为到]|应该是|错了")  # 「等等不是13，是14」


def holds_on_for(asked: str, heard: Heard) -> bool:
    """True for 「先等会儿 我问下财务抬头咋写」 and 「过十来分钟发你可以伐」 where the one thing asked is looked for, and nothing else is asked.

    >>> holds_on_for("organisation", Heard("wait，等我check一下营业执照", "", 0)), holds_on_for("organisation", Heard("问下能开票吗", "", 0))
    (True, False)
    """
    named = any(found.entity != "device_family" for found in heard.found)  # 「我把电脑翻过来看」
    if asked not in LOOKED_FOR or named or re.search(r"\d{4}", heard.text) or _PUTS_RIGHT.search(normalise(heard.text)):
        return False
    if heard.surely(Move.WAITS):
        return True
    said = [(clause, _puts_off(normalise(clause))) for clause, _ in clauses(heard.text)]
    return any(waits for _, waits in said) and not any(asks(clause, heard.acts) for clause, waits in said if not waits)


_IN_SETTINGS = re.compile(r"(?:正|我在|刚)[^，,。]{0,10}(?:点|翻|找|看|查|开)(?:着|进去?)?呢")  # 「正往设置里头点着呢」


def _puts_off(plain: str) -> bool:
    return any(words.search(plain) for words in (_WAITS, _FETCHES, _SENDS, _IN_SETTINGS))
