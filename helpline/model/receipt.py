"""Whether goods came, and on which day: one that was promised is none, and what is denied did not come."""

from __future__ import annotations

import re
from datetime import date

from helpline.errors import TimeUnclear
from helpline.model.purchase import read_bought
from helpline.model.text import normalise

_RECEIVED = re.compile(
    r"(?P<when>[^，。,；;！!？?\n]{1,14}?)(?:才|刚|就)?(?:收到|收的?货|到货|到手|签收|拿到|取的?货|送到|寄到|到的)(?!了?短信|了?邮件|了?通知|了?验证)"
    r"|(?:收到|到货|到手|签收|拿到)(?:货)?(?:已经|都|才|刚)?(?:有)?(?P<since>\d{1,2}|[一二两三四五六七八九十]{1,3})天"
)

# 「今天收到一条短信」, 「验证码昨天收到了」: no goods.
_WORDS_CAME = r"(?:短信|信息|邮件|电话|来电|验证码|链接|通知|提醒|推送|私信|微信|彩信|账单|发票|退款|钱|款项|返现|赠品|礼品|回复|回信|消息|答复|确认函|收据|凭证)"
_NO_GOODS = re.compile(rf"[^，,。；;！!\s]{{0,8}}?{_WORDS_CAME}")
_NO_GOODS_BEFORE = re.compile(rf"{_WORDS_CAME}[^，,。；;！!\s]{{0,6}}$")
# 「说好20号送到」, 「本来13号就该到货的」, 「20号没收到」: a day on which it should have come. 「说13号就签收了」 tells that it has.
_PROMISED = re.compile(
    r"(?<![我他她])说(?!错)|[讲约定]好|预[计定估约期]|估计|本来|本该|原[本定来]|承诺|答应|保证|应[该当]|该|写|显示|计划|最[晚迟快早]|[会将能要]$|(?:没有?|未)$"
)
_CAME_INDEED = re.compile(r"[货到收]了|已经?|实际")
_DENIED = re.compile(
    r"(?<!有)(?<!是)(?:没有?|未)(?:能|曾|真的|按时|准时)*(?:收到|到货|到手|签收|收过?货|拿到(?![^，,。；;！!\s货手东机])|送[到来达]|寄[到来]|等到|见到货|到(?=[呢啊呀的，,。；;！!\s]|$))"
)
_IF = re.compile(r"(?:如果|要是|万一|假如|若|怕)[^，,。；;！!]{0,8}$")
_NO_DENIAL = re.compile(r"货?[吗么?？]|货?(?:之前|以前|前)")


def not_received(text: str) -> bool:
    """True where the words say that the goods have not come; an invoice or money that has not, or a mere 「如果没收到」, is another matter.

    >>> not_received("到现在都没收到呢"), not_received("发票还没收到"), not_received("20号才收到")
    (True, False, False)
    """
    plain = normalise(text)
    return any(_of_goods(plain[: match.start()], plain[match.end() :]) for match in _DENIED.finditer(plain))


def _of_goods(before: str, after: str) -> bool:
    return not (_IF.search(before) or _NO_DENIAL.match(after) or _NO_GOODS.match(after) or _NO_GOODS_BEFORE.search(before))


def received_on(text: str, today: date) -> date | None:
    """The day on which goods came, where it was named; never one that lies ahead, or on which they should have come.

    >>> received_on("MacBook Air 13号到的", date(2026, 11, 24)).isoformat()
    '2026-11-13'
    """
    plain = normalise(text)
    if not_received(plain):
        return None
    for match in _RECEIVED.finditer(plain):
        clause = re.split(r"[，。,；;！!？?\n]", plain[: match.end("when") if match["when"] else match.start()])[-1]
        if _NO_GOODS.match(plain, match.end()) or _NO_GOODS_BEFORE.search(plain[: match.start()]):
            continue
        if _PROMISED.search(clause) and not _CAME_INDEED.search(plain[match.start() : match.end() + 1]):
            continue
        said = f"{match['since']}天前" if match["since"] else match["when"]
        try:
            day = read_bought(said, today)
        except TimeUnclear:
            continue
        if day is not None and day.exact and day.first <= today:
            return day.first
    return None
