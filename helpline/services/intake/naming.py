"""Whose name stands in the event: the one that was given, and what is put in its place later."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.model.acts import Does
from helpline.model.draft import Draft
from helpline.model.event import Event
from helpline.model.event_number import shown
from helpline.model.name_shapes import DESK, FAMILY, LATIN_GIVEN, POST, RELATED, SURNAMES, THEN, TITLE, WHOLE, no_name
from helpline.model.person import Named, Weight, better_name, given_name, leading_name, read_name, whole_name
from helpline.model.phone import own_phone
from helpline.model.turns import last_meant
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.events import keep_facts
from helpline.services.handover.wishes import names_clock
from helpline.services.reply import Answer, Say

_MAY_STAND_ALONE = ("contact_name", "confirm")  # what is asked while a bare 「顾敏」 is a name
_ROLE_BEHIND = re.compile(
    r"\s*(?P<name>[\u4e00-\u9fff]{2,4})[，,、/\s(（]+(?:我?是)?[\u4e00-\u9fffA-Za-z]{0,6}?(?:经理|主任|总监|老师|校长|主管|采购|行政|财务|运维|负责人|助理|专员|总务|科员|科长|部长|主席|工程师|it|IT)(?:的)?(?=$|[，,。；;)）\s])"
)
_TITLED = re.compile(rf"[{SURNAMES}]{TITLE}")  # 「罗老师」 greets nobody where a name is asked
_FIRST = re.compile(r"[^\w\s·'-]+\s*|\s+(?=\d)")
_WILL_DO = re.compile(r"(?:就(?:行|好|可以|成|ok|OK)|即可|吧)[了啦]?$")  # 「Vivian就行，大家都这么喊我」
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2,12}(?![A-Za-z0-9])")
_LETTER = re.compile(r"[A-Za-z]")
# 「由我们行政李伟对接」, 「接手的是信息组的赵敏」, 「他叫周建国…登记成他的吧」: who is to be spoken to from now on.
_INSTEAD = re.compile(
    r"联系人|对接|接手|接替|负责|登记|(?:以后|之后|后续|后面|后期|回头|到时候?|今后)[^，,。；;]{0,8}(?:找|联系|联络)|换成|改成|打给(?=我[^，,。；;\d他她]{2})|[找搵揾][他她]|联系[他她]|打给?[他她]|那天是|拿过去|送过去"
)
_WHO = re.compile(
    r"(?:联系人[^，,。]{0,8}?[，,。\s]*(?:就|请|应该|其实)*(?:[写填留记登]记?(?:成|为)?|是|叫)|[他她]叫|名字?[叫是]|(?<![\u4e00-\u9fff])叫|由|(?:接手|接替|负责|对接|联系)的?(?:人|同事)?[是为改换叫]?(?:成|为)?|换成|改成|改为|打给|[找搵揾]|联系)(?:我们?|你们?|一下|的|是)*"
    r"(?:[\u4e00-\u9fff]{0,5}?(?:部门?|组|科|室|处|行政|采购|财务|人事|前台|同事|老师|主任|经理|老公|老婆|儿子|女儿|助理|秘书|主管|负责人|总监|会计|IT|HR|it|hr)的?\s*){0,2}(?![我你您])(?P<name>[\u4e00-\u9fff]{2,4}?)(?=老师|先生|女士|小姐|经理|主任|对接|负责|接手|接替|跟进|来|联系|就[行好可]|吧|$|[^\u4e00-\u9fff])"
)
# 「我姓周，周敏。不过后续对接请找我同事陈立老师」
_TO_SPEAK_TO = re.compile(
    r"(?:(?:不过|但是?|只是)[^，,。；;]{0,6}|以后|之后|后续|后面|后期|回头|到时候?|今后)[^，,。；;]{0,8}(?:找|联系|联络|对接|打给|打电话)|由[^，,。；;]{2,10}(?:对接|负责|跟进)"
)
# 「我姓高，真管事的是教务处白雪梅，写她吧」
_POINTS_AT = re.compile(
    r"(?:真正?|实际|平时|主要|具体)(?:管|负责|经手|对接|拿主意)(?:这个?|这块)?(?:事儿?)?的?是|(?:写|填|留|找|记)(?:她|他)(?:吧|就|的|$|[，,。])"
)
_REPLACED = re.compile(
    r"(?:联系人|对接人|负责人|收[货件]人)[^，,。；;]{0,4}(?:改|换|别写|不写|不是|应该?是)|(?:真正?|实际|平时|主要|具体)(?:管|负责|经手|对接|拿主意)(?:这个?|这块)?(?:事儿?)?的?是|(?:写|填|留|找|记)(?:她|他)(?:吧|就|的|$|[，,。])"
)
# Surnames that are words of daily life elsewhere, and none behind 「联系人改成」.
_SELDOM = re.compile(r"[区麦盘植粟揭危占练幸涵补睢揣逄冷苟](?![域号别分当古])[\u4e00-\u9fff]{1,2}")
# 「我姓龙，不过别写我」, 「后面不是我对接」: who writes is not meant.
_NOT_ME = re.compile(
    r"(?:别|不要|不用|甭|不)(?:写|填|留|登记|记|用|找|联系|打给?)我(?!们|的?[电手号])|(?<!是)不是我(?=本人|自己|对接|负责|联系|跟进|管|来|了|$|[，,。；;\s])"
)
# 「写校办的丁晓燕」, 「换成我爱人李娜」, 「填我们财务，叫王丽」, where somebody is to be called in place of another.
_OTHER_ONE = re.compile(
    r"(?:[写填留记]|登记|换|改|用|找|联系|打给|由|让|是)(?:成|为|作)?(?:一下)?"
    rf"(?:(?:[\u4e00-\u9fff]{{0,10}}?(?:的|对门|隔壁|楼[上下]|{RELATED}|{TITLE}|{POST}|办公?室?|部门?|[组科室处院系队班馆店])(?:的?(?:{RELATED}|{POST}))?的?)(?:(?:名字|姓名)?[，,:：\s]*[叫是]?(?:名字|姓名)?[，,:：\s]*))?"
    rf"(?!(?<=[写填留记换改录])成)(?P<name>{WHOLE}|[小老阿][{SURNAMES}]|{FAMILY}(?:{TITLE}|[姨叔婶伯嫂]))(?:{TITLE}|(?=[接听负对跟])|{THEN})"
)
# 「喊老周就成」
_CALL = re.compile(
    rf"^(?:您|你们?|就|可以|直接|请|麻烦)*(?:[叫喊]|称呼|[写填留记])(?=(?!上|成|全)(?:{WHOLE}|[小老阿][{SURNAMES}]|{FAMILY}{TITLE}|{LATIN_GIVEN}))"
)
# 「留我们采购部的梅若兰就行」
_AT_DESK = re.compile(
    rf"^(?:那|就|还是|请|麻烦|你们?|您|可以|直接)*(?:[写填留记找叫喊]|联系|打给|登记)(?:成|为)?(?:我们?|咱们?|我司)?{DESK}(?={WHOLE})"
)
_CLAUSES = re.compile(r"[，,。；;：:！!\n]+")
_OF_A_NAME = re.compile(r"名字|姓名|全名|称呼|大名")
_CAPITAL = re.compile(r"(?!Hello|Hey|Sure|Okay|Yes|Thanks)[A-Z][A-Za-z'-]+(?: [A-Z][a-z]+)?")
_NO_NAME = (Does.QUESTION, Does.REFUSE, Does.TROUBLE)
_NOT_OF_PEOPLE = ("place", "organisation", "device_model", "device_family", "component")
_BESIDE = 8  # characters beside a name that only say that it is one


def name_answer(heard: Heard, draft: Draft) -> Answer:
    """How somebody is called; 「刚说了我叫顾敏」 is the answer, whatever else it sounds like."""
    said = text = _of_who_is_meant(heard.text)
    for found in heard.found:
        text = text.replace(found.text, "") if found.entity == "contact_phone" else text
    text = _CALL.sub("", re.sub(r"(?:电话|手机号?|号码)(?:是|为|:|：)?\s*$", "", text.strip("。，,. ")))
    after_all = _opens_with(f"{last_meant(text)}，")  # 「欧阳峰……打错 欧阳锋 金字旁的」
    told, apart = name_in(heard), _clause_apart(heard, said)
    name = after_all or read_name(text) or apart or _beside_phone(heard.part(said)) or _with_role(text) or _opens_with(text)
    bare = re.fullmatch(r"[\u4e00-\u9fff]{2,3}", text) and heard.does(text) is Does.FACT and not no_name(text)  # 「乐嘉伟」
    if name is None and ((draft.tries.get("contact_name") and 1 <= len(text) <= 8) or bare):  # asked twice: a name that we do not know
        return Answer({"contact_name": text}, loose=True)
    mixed = name is not None and not name.isascii() and _LETTER.search(name) is not None  # 「阿May」 is hardly anything else
    sure = (
        mixed
        or _TITLED.fullmatch(text) is not None
        or (name == text and whole_name(text))
        or name in (_with_role(text), _opens_with(text), after_all, apart)
        or (told is not None and told.name == name and told.weight >= Weight.OWN)
    )
    if name and (phone := own_phone(heard.text, asked=True)) and own_phone(heard.text) is None:
        return Answer({"contact_name": name, "contact_phone": phone.value})  # 「请联系 Rachel，她手机 …」
    if name is None and (phone := own_phone(heard.text)):  # the number before the name
        return Answer({"contact_phone": phone.value}, hint="utter_ask_contact_name_again")
    return Answer({"contact_name": name}, loose=not sure) if name else Answer(hint="utter_ask_contact_name_again")


def _of_who_is_meant(text: str) -> str:
    """Whoever is to be spoken to, 「后续请找陈立老师」, else the words behind 「别写我」: the name before is that of who writes, and not to be called."""
    if _POINTS_AT.search(text) and (one := next(_OTHER_ONE.finditer(text), None)):
        return str(one["name"])
    if _TO_SPEAK_TO.search(text) and not _replaced(text) and (other := contact_instead(text)):
        return other
    *_, last = [None, *_NOT_ME.finditer(text)]
    rest = _CLAUSES.sub("，", text[last.end() :]).strip("， ") if last else ""
    return rest if rest else text


def _clause_apart(heard: Heard, text: str) -> str | None:
    """「写我们主任吧，戴文斌」, 「立早章，章若楠」: the one whole name that is all of a clause; 「Kevin，韩凯」 has another in Latin letters."""
    clauses = [clause for clause in (piece.strip() for piece in _CLAUSES.split(text)) if heard.does(clause) not in _NO_NAME]
    names = [name for clause in clauses if (name := leading_name(_AT_DESK.sub("", clause)))]
    other = [found.text for found in heard.found if found.entity in _NOT_OF_PEOPLE]
    whole = [name for name in names if whole_name(name) and not any(name in one or one in name for one in other)]
    if len(whole) != 1 or (len(clauses) == 1 and not _AT_DESK.match(clauses[0])):
        return None
    latin = [name for name in names if _CAPITAL.fullmatch(name)]
    return f"{whole[0]}（{latin[0]}）" if len(latin) == 1 and len(clauses) == len(names) else whole[0]


def _with_role(text: str) -> str | None:
    """「王海涛，经理。数量改了，要150台」: the name before what somebody is."""
    told = _ROLE_BEHIND.match(text)
    name = read_name(told["name"]) if told else None
    return name if name and not name.isascii() else None


def leads_with_name(draft: Draft, text: str) -> bool:
    """True for 「裴勇。另外数量改成 80 台」 where it is asked who writes."""
    return draft.asking == "contact_name" and _opens_with(text) is not None


def _opens_with(text: str) -> str | None:
    """「裴勇。另外数量改成 80 台」, 「Kevin，公司里都这么叫我」: the name before anything else."""
    first, *rest = _FIRST.split(text.strip(), maxsplit=1)
    return leading_name(_WILL_DO.sub("", first)) if rest else None


def _beside_phone(heard: Heard) -> str | None:
    """The name in one of the pieces, where a number to call stands beside: 「刘 15927001188 后天上午十点半」."""
    if heard.first("contact_phone") is None:
        return None
    text = heard.text
    for found in heard.found:
        text = text.replace(found.text, "，") if found.entity in ("contact_phone", "time", "place") else text
    pieces = [piece for piece in re.split(r"[，,。；;！!\s]+|(?:电话|手机号?|号码)(?:是|为|:|：)?", text) if piece]
    return next((name for piece in pieces if (name := read_name(piece)) and not name.isascii()), None)


def name_in(heard: Heard, *, alone: bool = False) -> Named | None:
    """The name that the message gives; 「13800001111 苏州」 gives a city."""
    told = given_name(_of_who_is_meant(heard.text), alone=alone)
    if told is None or told.weight is Weight.AS_IT_SHOULD_STAND:
        return told
    other = ("place", "device_model", "device_family", "component") if told.weight is Weight.BARE else ("place",)
    return None if any(found.entity in other and (found.text in told.name or told.name in found.text) for found in heard.found) else told


def name_anew(draft: Draft, heard: Heard) -> str | None:
    """The name that the message gives, where it should stand in place of what is known."""
    told, known = name_in(heard, alone=draft.asking in _MAY_STAND_ALONE), str(draft.facts.get("contact_name") or "")
    if _replaced(heard.text) and (other := contact_instead(heard.text)) not in (None, known):
        return other  # 「联系人改成我们运营经理段志远」
    if known and _OF_A_NAME.search(heard.text) and (whole := _clause_apart(heard, heard.text)) not in (None, known):
        return whole  # 「名字还是写全吧，陈若兰」
    phone = own_phone(heard.text) if draft.facts.get("contact_phone") else None
    with_phone = phone is not None and phone.value != draft.facts["contact_phone"]  # 「联系人和电话都换：陈静 139…」
    goes = told is not None and (better_name(known, told) or (with_phone and not known.startswith(told.name)))
    return told.name if told and goes else None


def contact_instead(text: str) -> str | None:
    """The name of whoever is to be spoken to from now on, in place of who was: 「由我们行政李伟对接」."""
    replaced = _replaced(text)
    if not (_INSTEAD.search(text) or replaced):
        return None
    whose = text if not replaced or _POINTS_AT.search(text) else _of_who_is_meant(text)
    other = _OTHER_ONE.finditer(whose) if replaced else ()
    names = (match["name"] for match in (*other, *_WHO.finditer(text)))
    return next((name for name in names if _is_name(name) or (replaced and _SELDOM.fullmatch(name) and not no_name(name))), None)


def _replaced(text: str) -> bool:
    """True where it is said that somebody else is to be called than who was."""
    return any(pattern.search(text) for pattern in (_REPLACED, _NOT_ME, _POINTS_AT))


def _is_name(text: str) -> bool:
    return whole_name(text) or re.fullmatch(rf"[小老阿][{SURNAMES}]|{FAMILY}(?:{TITLE}|[姨叔婶伯嫂])", text) is not None


def name_again(draft: Draft, heard: Heard) -> str | None:
    """The name that is known, where it is told once more by who did not see that it stands there."""
    told = name_in(heard)
    return told.name if told and told.weight >= Weight.OWN and told.name == draft.facts.get("contact_name") else None


def renamed(work: UnitOfWork, draft: Draft, event: Event, heard: Heard, now: datetime) -> list[Say] | None:
    """The name put right of an event that is arranged, where the message says no more."""
    if draft.event_number != event.number or not only_named(draft, heard):
        return None
    draft.facts = {**event.facts, **draft.facts}
    if name := name_anew(draft, heard):
        draft.know("contact_name", name)
        keep_facts(work, draft, now)
    return [Say("utter_event_updated", {"event": shown(event.number)})]


def keep_name_beside(work: UnitOfWork, draft: Draft, event: Event, heard: Heard) -> None:
    """The name beside another number, told once all is arranged: 「改成我婆婆的，137…，她姓尤」."""
    told, known = name_in(heard), str(event.facts.get("contact_name") or "")
    name = contact_instead(heard.text) or (told.name if told and not known.startswith(told.name) else None)
    if name:
        event.facts = {**event.facts, "contact_name": name}
        work.events.update(event)
        draft.know("contact_name", name)


def only_named(draft: Draft, heard: Heard) -> bool:
    """True for 「刚说了我叫顾敏」 where somebody is asked for a name: it tells that and no more."""
    told = name_in(heard, alone=draft.asking in _MAY_STAND_ALONE)
    text = heard.text.strip()
    rest = text if told is None or told.name.isascii() else _LATIN.sub("", text)  # 「叫我Kevin就行，周凯文」
    timed = draft.asking in ("visit_time", "callback_time") and names_clock(rest)  # 「三点可以 我姓唐」
    return told is not None and not timed and len(rest) - len(told.name) <= _BESIDE
