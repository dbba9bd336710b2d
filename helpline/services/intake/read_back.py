"""Everything that was collected, read back before it is submitted."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.model.coverage import Basis
from helpline.model.draft import Draft
from helpline.model.phone import extension_of, masked_phone
from helpline.model.purchase import bought_from
from helpline.model.text import normalise, shorten
from helpline.model.understanding import Heard
from helpline.services.case import shown_bought, shown_date
from helpline.services.events import device_told
from helpline.services.handover.wish_beside import wish_line
from helpline.services.intake.telling import PLAN
from helpline.services.reply import Say

_AGREES = r"confirm(?:ed)?|all right|correct|looks? good|lgtm|就是这些|没毛病|没啥问题|妥|挺好|冇错|冇问题|啱|得啦|要得|嗯|恩|好|对(?!了)|行|是|可以|没错|没问题|正确|确认|确定|ok|yes|提交|无误|就这样"
_YES = re.compile(
    r"(?:confirm(?:ed)?|(?:it|that)(?:'?s| is)|all (?:is )?(?:right|good|correct|fine)|correct|looks? good(?: to me)?|lgtm|(?:我)?(?:都|全)?(?:核对|检查|看|读|念)(?:过|了|完|好|一遍|一下|两遍|下来)+|是?这样的|就是这些|没毛病|没啥问题|没什么问题|妥妥?|挺好|全|着呢|thanks|thank you|谢谢|冇错|冇问题|啱|得啦|要得|嗯+|恩|啊|哦|好|对(?!了)|行|是|可以|没错|没问题|正确|确认|确定|ok|okay|yes|提交|登记|无误|就这样|都|的|了|呢|哈|信息|资料|数据|喔|内容|以上|填写|吧|呀|啊|哒|滴|，|,|。|\.|!|！|~|\s)+"
)
_YES_FIRST = re.compile(
    r"(?:(?:行|好|可以|嗯|对)的?[，,\s]*确认|确认|确定|没问题|没错|对的?|是的|是(?!\s)|好的?|可以|行|无误|ok|yes|confirm(?:ed)?)[，,。.!！\s]"
)
# 「没有了」: none of the lines is wrong.
_NOTHING_WRONG = re.compile(
    r"(?:都|暂时|目前)?(?:没有?|没啥|没什么|无|不用|不需要|无需)(?:什么|需要|要)?(?:再)?(?:改|修改|更改|变|问题|错|补充|别的|其他|不对)*的?(?:地方)?[了啦呀哦吧哈]?[。.!！~\s]*"
)
_YES_LAST = re.compile(
    r"[，,。 ]?(?:那就?|就|先|帮我|麻烦)+(?:登记|提交|这样|按这个)(?:办|登记)?(?:吧|好了|了)?[。.!！~]*$"
)  # 「这么贵啊，那先登记吧」
# 「算了 确认吧」, 「谁付钱我得问所里 确认」: the last clause is the answer, and gives nothing up.
_SUBMITS_LAST = re.compile(
    r"(?:^|[，,。；;！!、\s])(?:那|就|先|行|好|对|嗯|可以|没错|帮我|直接|麻烦|你们?|您|我|还是|这样|这么){0,4}(?:确认|确定|提交)(?:提交|登记|无误)?(?:吧|了|啦|就行|就好|一下|呗|哈)*[。.!！~\s]*$"
)
_SUBMITS_FIRST = re.compile(
    r"(?:(?:行|好|可以|嗯|对|成|算了)[的吧嘛呗了啦]*[，,。.!！\s]*)?(?:确认|确定|提交)(?:提交|登记|无误)?[吧了啦嘛哦啊呀]*[，,。.!！\s]"
)
# 「没有单位，确认，周四下午两点打给我」
_SUBMITS_AMID = re.compile(r"[，,。；;！!\s](?:请|麻烦|帮我|就)?(?:确认|确定|提交)(?:提交|登记|无误)?[吧了啦]?[，,。；;！!\s]")
_TAKES_BACK = re.compile(r"(?:不|别|先别|先不|没|怎么|如何|要不要|[等待])[\s，,]*(?:确认|确定|提交)|[?？吗]|取消|是不是")
# 「确认。啊不行，我周六有事」
_AFTER_ALL_NOT = re.compile(r"[，,。；;！!\s][啊哦噢呃哎唉诶]*[，,\s]*(?:不行|不对|不成|等等|等一?下|慢着)(?=[，,。；;！!\s]|$)")
_OTHERS_RIGHT = re.compile(
    r"(?:^|[，,。；;！!\s])(?:别的|其[他它余]的?|剩下的?|另外的)(?:都|也|就|全)*(?:是)?(?:对(?!不)|没错|没问题|正确|没毛病|可以)的?[了吧啊呀]*[。.!！~\s]*$"
)
_PICTURES = re.compile(r"[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]+")
# 「都对，谢谢你」, 「没错 辛苦您啦小姐姐」: thanks and names beside a yes say neither yes nor no.
_COURTESY = re.compile(
    r"(?:[，,。.!！~、\s]|^)*(?:那|就|先|真是?|太|非常|十分|实在)*(?:谢谢|多谢|感谢|谢|唔该|辛苦|麻烦|有劳|费心|拜托|爱|thanks?(?: ?you| ?u)?|thank ?(?:you|u)|thx|tks|cheers)"
    r"(?:谢|感谢|麻烦|辛苦|你们?|您们?|妳|侬|晒|大家|各位|客服|顾问|小?(?:姐姐|哥哥|妹妹|姑娘|伙子)|老师|师傅|亲|哈|了|啦|呀|啊|哦|噢|咯|喽|呢|a lot|so much|[，,。.!！~、\s])*"
)
# 「读了一遍，都对」, 「没问题，跟我说的一样」, 「信息没错，快给我安排」: clauses that agree, and such as may stand beside them.
_READ = re.compile(
    r"^(?:我|自己|都|全|再|又|刚|已经?|仔细|认真|从头到尾|上面|内容)*(?:核对|检查|对照|核查|确认|看|读|瞧|瞅|过目)(?:过|了|完|好|一?[遍下眼])+(?:了|的)?"
)
_AS_TOLD = (
    r"(?:就|都|全|跟|和|与|内容|信息|资料|以上|情况|写得?|记得?|[是我您你]|们|说|讲|报|填|的|很|挺|得|也|均)*"
    r"(?:一样|一致|属实|清楚|准确|齐全|完整|一?个?字(?:都|也)?[不没](?:差|错)|[没不木]有?(?:啥|什么|任何|半点|一点)?(?:差|问题|错误?|毛病|遗漏|出入)|对头|没得问题)(?:的|了|呀|啊|哈|呢)*"
)
_AGREED = re.compile(
    rf"(?:{_AS_TOLD}|(?:就|那就)?(?:按|照)(?:这个|这样|此|上面的?|您说的)(?:来|办|报|登记|提交|交|弄|走)?(?:吧|了|就行|就好)*"
    r"|(?:就|是)*这(?:样|么着)(?:的|吧|了)*|(?:可以|那就|就)?(?:成|中|得|妥)|(?:可以|那就|就)?(?:定|交|成|中|得|妥|齐)(?:了|吧|啦|上去|嘞)+|(?:都|全)?是我的(?:信息|资料)?|[\u2705\u2714\U0001f44c\U0001f44d]+|(?:请)?(?:submit|go ahead)(?:吧|it)?)"
)
_HASTENS = r"(?:请|快|赶紧|赶快|尽快|麻溜|麻利|利索|利落|速度?|速办|搞快|搞紧|抓紧|麻烦|帮我|给我|你们?|您|继续|予以?|点|些|安排|处理|办理?|弄|整|搞|报|交|解决|联系我?|提交|登记|往下走?|走起|上|to|me|now|please|pls|吧|了|呗|啊|呀|嘛|的|儿|下|一下|谢谢|就(?:这样|得了|完了)|别(?:再)?(?:磨[叽蹭]|墨迹|啰嗦|废话|耽误)了?)"
_HASTE = re.compile(rf"{_HASTENS}+")
# 「行行行赶紧的」, 「中中 麻利儿的」: yes, said over and over or with haste behind it.
_ASSENT = r"(?:[行好中成得妥嗯昂哎诶哈](?!不|没|像|了吗)|对(?![不没了])|可以|阔以|要得|没错|没差|没跑儿?|没问题|木问题|没毛病|对头|是(?:的|呀|啊|滴)|(?<!不)是这么回事|就是[它他这](?:个|些|样)?|okk*|k+|欧[了克]|系(?:㗎|嘅|啊|的)?|啱(?:㗎|嘅|晒)?|冇(?:错|问题)|得|确认|确定|yes+|yep|yeah|sure|fine)"
_EAGER = re.compile(rf"(?!好[麻快慢])(?:{_ASSENT}|可(?!以))(?:{_ASSENT}|[的了吧啊呀嘞咧呗嘛哈哒滴呐哦噢喽啦哟，,~!！\s]|着呢)*{_HASTENS}*")
_ASKS_IF = re.compile(r"(?:[吗么]|对[吧不]|没错吧|是吧|不是)[?？\s]*$|[?？]\s*$")
_BY_THE_WAY = re.compile(r"(?:啊|哦|嗯)*对了[，,\s]+(?=.)")  # 「对了，还有件事」
_AFFIRMED = 0.5
_NO_REPAIR = ("applecare_buy", "applecare_renew", "applecare_transfer", "applecare_cancel", "applecare_ask_terms")  # nothing is brought
_BEGINS, _ENDS = 60, 60  # characters that are read back of what is wrong


def submits(text: str) -> bool:
    """True where the words confirm outright, before or after whatever else they say, and ask nothing."""
    plain = normalise(text)
    return (
        bool(_OTHERS_RIGHT.search(plain) or _SUBMITS_LAST.search(plain) or _SUBMITS_FIRST.match(plain) or _SUBMITS_AMID.search(plain))
        and _TAKES_BACK.search(plain) is None
        and _AFTER_ALL_NOT.search(plain) is None
    )


def without_yes(plain: str) -> str:
    """What is said before the words that confirm."""
    return _OTHERS_RIGHT.sub("", _SUBMITS_LAST.sub("", plain)).strip("，,。；;！!、 ")


def says_yes(heard: Heard) -> bool:
    """True where the message agrees, be it with something after it."""
    plain = normalise(heard.text)
    bare = _without_thanks(plain)
    if _AFTER_ALL_NOT.search(plain) or _ASKS_IF.search(plain):
        return False
    if submits(plain) or _agreed(plain):
        return True
    if _BY_THE_WAY.match(plain) and not bare.endswith("对了"):
        return False
    if plain.startswith(("不", "别", "先别", "先不")):
        return False
    if heard.intent == "talk_affirm" and heard.confidence >= _AFFIRMED:
        return True
    if _YES_LAST.search(plain) and not re.search(r"不|别|改|错|[?？吗]", plain):
        return True
    agrees = re.search(_AGREES, bare) is not None
    return (agrees and _YES.fullmatch(bare) is not None) or _YES_FIRST.match(plain) is not None


def _agreed(plain: str) -> bool:
    """True where every clause agrees, thanks or hurries, and one agrees."""
    clauses = [_READ.sub("", clause) for clause in re.split(r"[，,。；;！!~]+|\s(?![a-z])", _without_thanks(plain) or plain)]
    rest = [clause for clause in clauses if clause and not agrees(clause)]
    return any(map(agrees, clauses)) and all(_HASTE.fullmatch(clause) for clause in rest)


def agrees(clause: str) -> bool:
    """True for a clause that says yes and no more: 「就这么着吧」."""
    clause = normalise(clause)
    if _AGREED.fullmatch(clause) or _NOTHING_WRONG.fullmatch(clause) or _EAGER.fullmatch(clause):
        return True
    return _YES.fullmatch(clause) is not None and re.search(_AGREES, clause) is not None


def _without_thanks(plain: str) -> str:
    """The words without thanks, names and pictures around them."""
    return _PICTURES.sub("", _COURTESY.sub(" ", plain)).strip("，,。.!！~、 ")


def nothing_wrong(text: str) -> bool:
    """True for who, told what was written down, says that there is nothing to change."""
    plain = normalise(text)
    return _NOTHING_WRONG.fullmatch(plain) is not None and plain.strip("。.!！~ ") not in ("不用", "不需要", "无需")


def read_back(catalogue: Catalogue, draft: Draft, now: datetime) -> Say:
    """All facts by their names."""
    lines = _lines(catalogue, draft, now)
    return Say("utter_read_back", {"lines": told_so_far(catalogue, draft, now)}, card={"kind": "read_back", "lines": lines})


def told_so_far(catalogue: Catalogue, draft: Draft, now: datetime) -> str:
    """The same for who wonders what is written down, before there is anything to confirm."""
    return "\n".join(f"{line['label']}：{line['value']}" for line in _lines(catalogue, draft, now))


def _lines(catalogue: Catalogue, draft: Draft, now: datetime) -> list[dict[str, str]]:
    rights = (draft.findings.get("coverage") or {}).get("rights") or {}
    known = {
        **draft.facts,
        "device_model": device_told(draft),
        "coverage": _coverage(catalogue, draft),
        "proof": None if draft.intent in _NO_REPAIR else rights.get("proof"),
        "wish": wish_line(catalogue, draft, now),
    }
    titles = {kind.name: kind.title for kind in catalogue.entitlements.faults.kinds}  # as the quick replies name them
    cause = known.get("fault_cause")
    known["fault_cause"] = f"{cause}（{known['cause_words']}）" if cause and known.get("cause_words") else titles.get(str(cause), cause)
    told = {slot: _shown(slot, known[slot]) for slot in catalogue.fact_names if known.get(slot)}
    if extension := extension_of(str(known.get("contact_dial") or ""), str(known.get("contact_phone") or "")):
        told["contact_phone"] += f"转{extension}"
    names = catalogue.fact_names
    return [{"slot": slot, "label": names[slot], "name": names[slot], "value": value} for slot, value in told.items()]


def _coverage(catalogue: Catalogue, draft: Draft) -> str:
    """The same, and that a plan which is owned by the customer's word is not in it."""
    line = _by_date(catalogue, draft)
    owned = draft.facts.get("plan") == PLAN and (draft.findings.get("coverage") or {}).get("basis") != Basis.PLAN.value
    return catalogue.coverage_lines["and_plan"].format(line=line) if line and owned else line


def _by_date(catalogue: Catalogue, draft: Draft) -> str:
    """Status and last day, as they were found; empty where nothing was."""
    found, lines = draft.findings.get("coverage") or {}, catalogue.coverage_lines
    if not found.get("ends"):
        return lines["away"] if draft.record.get("away") else ""
    over, about = found["status"] == "expired", (found.get("approximate") or {}).get("ends")
    others = [one["ends"] for one in found.get("protections") or [] if one["basis"] != Basis.LAW_PARTS.value]
    parts_alone = found.get("basis") == Basis.LAW_PARTS.value and bool(others) and not over
    whole = shown_date(date.fromisoformat(max(others))) if parts_alone else ""
    if about and about[0] != about[1]:
        first, last = (shown_date(date.fromisoformat(day)) for day in about)
        line = "about_over" if over else "about_parts" if parts_alone else "about"
        return lines[line].format(first=first, last=last, whole=whole)
    ends = shown_date(date.fromisoformat(found["ends"]))
    if parts_alone:
        return lines["parts"].format(whole=whole, ends=ends)
    last_day = not over and found["days_left"] == 0
    return lines["last_day" if last_day else found["status"]].format(ends=ends)


def _shown(slot: str, value: Any) -> str:
    if slot == "contact_phone":
        return masked_phone(str(value))
    if slot == "screenshot":
        return f"{len(value)} 张"
    if isinstance(value, list):
        return "、".join(str(part) for part in value)
    if slot == "received":
        return shown_date(date.fromisoformat(str(value)))
    if slot == "purchase_date":
        return shown_bought(bought_from(str(value)))
    return _told(str(value)) if slot == "symptom" else shorten(str(value), 60)


def _told(text: str) -> str:
    """What is wrong, from its beginning; of a long story also how it ends, for what was added last must be seen."""
    return text if len(text) <= _BEGINS + _ENDS else f"{text[:_BEGINS].rstrip()}……{text[-_ENDS:].lstrip()}"
