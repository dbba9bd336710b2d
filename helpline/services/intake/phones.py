"""The number to call, as an answer: in one piece or two, one's own or that of whom the matter is about, with a wish about calling."""

from __future__ import annotations

import re
from dataclasses import replace

from helpline.catalogue.facts import Catalogue
from helpline.model.dictation import dictated_mobile
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.landline import begun_landline
from helpline.model.name_shapes import RELATED
from helpline.model.phone import FoundPhone, line_told, others_told, own_phone, phone_to_call
from helpline.model.phone_in_pieces import BEGUN, begun_phone, joined_phone
from helpline.model.statements import rules_out_hours
from helpline.model.text import align, normalise, spoken_digits
from helpline.model.understanding import Heard
from helpline.services.events import joined
from helpline.services.intake.telling import phone_told
from helpline.services.reply import Answer

_EXTENSION = "phone extension"
_MAIL = re.compile(r"[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}")
_OWN_MAIL = re.compile(
    rf"(?:我|联系|公司|单位|工作|常用|备用|接收|发到|发我|抄送)[^，,。；;！!？?\s]{{0,6}}(?:邮箱|邮件|e-?mail|mail)(?:地址)?(?:也?是|为|[:：])*\s*(?P<mail>{_MAIL.pattern})"
    rf"|(?P<that>{_MAIL.pattern})[，,\s]*(?:这?个?是)?我(?:的|自己的?)(?:公司|工作)?(?:邮箱|邮件)"
)
OF_A_LINE = "utter_contact_of_a_line"
_OWNED = re.compile(
    r"^(?:对|是|嗯|没错|确实)(?!不)|(?:是|就)我(?:自己|本人)?的|(?<!你们)(?<!他们)(?:公司|单位|学校|店里|前台|总机)(?:的)?(?:电话|座机|总机|号码)?|我们的"
)
_WHOM = re.compile(
    r"(?:你们|麻烦|请|千万|一定|最好|也)*(?:不要|别|不用|勿|请勿|不能|只能?)(?:再)?(?:打|联系|告诉|通知|找|发)(?:电话)?(?:给|到)?(?!了|通|[旧老原]|我(?:了|这|那|的|$|[，,。]))[^，,。；;！!？?\d\s]{1,12}"
)
_OTHER_NUMBER = re.compile(
    r"(?:打|发|找|联系)(?:我|俺)?[^，,。；;！!？?\s给]{0,6}(?:的|号码?|那个)(?:$|[，,。；;！!？?\s])"
)  # 「别打我妈的」
_OF_WHOM = re.compile(
    rf"(?:写|留|打|联系|用|找|填|记)(?:给|到)?(?:我|俺|咱)?家?的?(?P<who>{RELATED})(?:那个)?的(?:这个|那个|手机|电话|号码?|吧|[:：，,\s])*$"
)
_IS_OF_WHOM = re.compile(rf"[，,\s]*(?:这个?|那个?)?(?:号码?|电话|手机)?(?:号)?是(?:我|俺|咱)家?的?(?P<who>{RELATED})的")
_AS_BEFORE = re.compile(
    r"(?:我?的?(?:联系)?(?:手机|电话)?(?:号码?|电话|手机))?(?:就|还是|还|用|写|留|打)*(?:我|原来|之前|刚才|上面|前面|登记)的?(?:那个|这个|号码?|手机号?|电话)*(?:就?(?:行|好|可以)|吧|了|不变)*[。.!！~ ]*"
)


def phone_answer(catalogue: Catalogue, heard: Heard, draft: Draft) -> Answer:
    """The number. The beginning of one is kept until the rest comes; that of 「她」 counts, but in a fraud, where it may be anybody's."""
    route = catalogue.routes.get(draft.intent or "")
    about_fraud = route is not None and route.label is Label.SAFETY
    called = None if about_fraud else phone_to_call(heard.text)
    found = called or own_phone(heard.text, asked=not about_fraud) or joined_phone(str(draft.tries.get(BEGUN) or ""), heard.text)
    if found is None and (dictated := dictated_mobile(heard.text)):
        found = FoundPhone(dictated, 0, len(heard.text))
    if found:
        if draft.asking == "contact_phone" and not about_fraud and (others := others_told(heard.text, found)):
            draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), "，".join(others))  # 「收货那个 … 是我爸的」
        extension = str(draft.tries.pop(_EXTENSION, "")) if not called else ""
        return Answer(phone_told(replace(found, extension=found.extension or extension)))
    if not about_fraud and (answer := _of_a_line(heard, draft)):
        return answer
    if begun := begun_phone(heard.text):
        draft.tries[BEGUN] = int(begun)
        return Answer(hint="utter_contact_phone_begun", hint_facts={"begun": begun})
    if local := begun_landline(spoken_digits(heard.text).strip()):
        draft.tries |= {BEGUN: int(local[0]), **({_EXTENSION: int(local[1])} if local[1] else {})}
        return Answer(hint="utter_contact_area_code", hint_facts={"local": local[0]})
    return Answer(hint="utter_contact_not_mail" if keep_mail(draft, heard.text) else "utter_ask_contact_phone_again")


def keep_mail(draft: Draft, text: str) -> bool:
    """True where an address for mail is given in place of a number: it stands with what was said."""
    mail = _MAIL.search(normalise(text))
    if mail is not None:
        draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), f"邮箱 {mail.group()}")
    return mail is not None


def beside_own_mail(text: str) -> str | None:
    """What is said beside one's own address for mail, 「确认，联系邮箱 …」; None where none is called one's own."""
    plain = align(text)
    told = _OWN_MAIL.search(plain.text)
    if told is None:
        return None
    start, end = plain.origin(*told.span())
    return re.sub(r"^[，,。；;\s]+|[，,。；;\s]+$", "", f"{text[:start]}{text[end:]}")


def _of_a_line(heard: Heard, draft: Draft) -> Answer | None:
    """「400-820-1234」 is taken only from who says that it is theirs, or sends it once more."""
    line, asked = line_told(heard.text), draft.tries.get(OF_A_LINE)
    owned = _OWNED.search(normalise(heard.text)) is not None
    if line is None:
        return Answer({"contact_phone": str(asked)}) if asked and owned else None
    if owned or asked == int(line.value):
        return Answer(phone_told(line))
    return Answer(hint=OF_A_LINE, hint_facts={"line": line.value})


def as_own(text: str) -> str:
    """The words as if the number were that of who writes: when to call counts beside 「她的手机」 too."""
    return re.sub(r"[他她]的?(?=手机|电话|号码)", "", text)


def whom_to_call(text: str) -> str | None:
    """Whom to call and whom not, as the customer says it beside a number: 「你们不要打给我爸」."""
    ruled_out = any(rules_out_hours(clause) for clause in re.split(r"[，,。；;！!\n]+", text))  # which is kept as a whole
    match = None if ruled_out else _WHOM.search(normalise(text))
    return match.group().strip() if match else None


def of_the_call(text: str) -> str:
    """Whom to call and whom not, and whose the number is, for whoever rings: 「电话写我闺女的吧137…」."""
    whom, whose = whom_to_call(text), _whose(text)
    return "，".join(one for one in (whom if whom and not of_other_number(whom) else "", f"电话是{whose}的" if whose else "") if one)


def _whose(text: str) -> str:
    """Who of the customer's own people answers at the number."""
    phone = own_phone(text, asked=True)
    if phone is None:
        return ""
    said = _OF_WHOM.search(normalise(text[: phone.start])) or _IS_OF_WHOM.match(normalise(text[phone.end :]))
    return said["who"] if said else ""


def of_other_number(whom: str) -> bool:
    """True for 「别打我妈的」, which only says which number is meant."""
    return _OTHER_NUMBER.search(whom) is not None


def phone_stays(text: str) -> bool:
    """True for 「号码还是我的就行」: no new number, and nothing of the matter."""
    plain = normalise(text)
    return re.search(r"号|电话|手机", plain) is not None and _AS_BEFORE.fullmatch(plain) is not None
