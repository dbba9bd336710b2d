"""Another number to call, told once an event has its own: the event keeps all else, and the time that is arranged stands."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.model.as_before import goes_back
from helpline.model.draft import Draft
from helpline.model.event import Event, Mode
from helpline.model.event_number import find_event_number, shown
from helpline.model.name_shapes import RELATED
from helpline.model.phone import phones_in, tail
from helpline.model.text import normalise
from helpline.model.times import shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.handover.second_phone import second_phone
from helpline.services.reply import Say

_CALL_THERE = re.compile(
    r"改|换|(?:电话|手机|号码?)[^，,。；;]{0,6}(?:写|填|留|报|登记|输)?错了?|应该?是|应为|更新|新的?(?:手机|电话|号)|停机|停用|注销|(?:不|没)(?:再)?(?:用|在用)|(?:写|填)(?:成|我|[他她]|爱人|家里|[老儿女闺][\u4e00-\u9fff])|打(?!来|过来|不|开|算)|拨|联系|留|填|登记|用这|回(?:电|个?电话|我)"
)
_PIECES = re.compile(r"[，,。；;！!？?…\n]+")
# Whom to call and whom not, and that the time stands: it moves nothing that is arranged.
_WHOM_ALONE = re.compile(
    rf"[^，,。；;]{{0,8}}?(?:别|不要|不用|甭|不)(?:再)?(?:打|拨|联系|找)(?:给|到)?(?:我|这个|那个|原来|旧|老)[^，,。；;]{{0,6}}"
    rf"|[^，,。；;]{{0,6}}?(?:打|拨|联系|找|写|填|留)(?:给|到|成)?(?:我|咱|俺)?(?:家|们)?的?(?:{RELATED}|[他她]|办公室|座机|家里)[^，,。；;]{{0,6}}"
    r"|时间[^，,。；;]{0,4}(?:不变|照旧|不动|不改|没变|还是那个)[^，,。；;]{0,3}"
)
_OF_THE_TIME = re.compile(r"时间|日子|钟点|几点|预约|其[他它余]|别的")  # 「时间照旧」
_LITTLE = 6  # characters beside a number that tell no more
_OF_A_CALLER = re.compile(r"骗|冒充|来电|打来(?!的时候)|打过来(?!的时候)|收到|接到(?!不)|短信|链接|[是的]谁|是不?是|真的|真假|官方|你们的")
_ASKS_OF_IT = re.compile(
    r"(?:电话|手机|号码?|联系方式)[^，,。\d]{0,8}(?:改|换|更新)(?:好|过来|过|成功|掉|上)?了?(?:没|吗)|(?:改|换)(?:好|成|过来)?了?(?:没|吗)"
)
_OF_A_PHONE = re.compile(r"电话|手机号?|号码|联系方式|停机|停用|那个?号|原来的?号|\d{7}|改了?没|换了?没")


def new_phone(text: str, event_number: str | None = None) -> str | None:
    """The number to be called at from now on: the last one, where the words say to call there. 「这个号 … 是谁」 gives none.

    >>> new_phone("17720836195停机了，打18080561247吧"), new_phone("刚才13812345678打来的")
    ('18080561247', None)
    """
    phones = phones_in(text, event_number)
    behind = _PIECES.split(text[text.rfind(phones[-1].value[-4:]) + 4 :]) if phones else []
    if any(goes_back(piece) and not _OF_THE_TIME.search(piece) for piece in behind):
        return None  # 「改成 159…，算了还是原来的」
    wished = phones and _CALL_THERE.search(normalise(text)) and not _OF_A_CALLER.search(normalise(text))
    return phones[-1].value if wished else None


def change_phone(work: UnitOfWork, draft: Draft, event: Event, phone: str, now: datetime) -> Say:
    """Put it into the event and, where that is dealt with, the draft."""
    if event.facts.get("contact_phone") != phone:
        event.facts = {**{k: v for k, v in event.facts.items() if k != "contact_dial"}, "contact_phone": phone}
        event.note(now, "facts", "customer")
        work.events.update(event)
    draft.know("contact_phone", phone)
    return Say("utter_phone_now", {"event": shown(event.number), "tail": tail(phone)})


def phone_anew(work: UnitOfWork, draft: Draft, event: Event, heard: Heard, now: datetime) -> Say | None:
    """What is said to another number, or to who asks whether it was taken; None for anything else."""
    said, known = find_event_number(heard.text), str(event.facts.get("contact_phone") or "")
    if heard.chosen or (said not in (None, event.number) and not phones_in(heard.text, event.number)):
        return None
    if second := second_phone(known or None, heard.text):
        events.tell_more(event, second[0])
        work.events.update(event)
        return Say("utter_event_added", {"event": shown(event.number)})
    phone = new_phone(heard.text, event.number)
    asked = _ASKS_OF_IT.search(normalise(heard.text)) and _OF_A_PHONE.search(normalise(heard.text))
    if phone is None and not (asked and known):
        return None
    return change_phone(work, draft, event, phone or known, now)


def kept_after(work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
    """What is put right once all is arranged goes into the event; with another number to call it is told that the call stands."""
    event, number = work.events.get(draft.event_number or ""), draft.event_number or ""
    another = event is not None and draft.facts.get("contact_phone") not in (None, event.facts.get("contact_phone"))
    events.keep_facts(work, draft, now)
    updated = Say("utter_event_updated", {"event": shown(number)})
    hand_off = event.hand_off if event and another and events.is_live(event, now) else None
    if hand_off is None or hand_off.starts_at is None or hand_off.mode is not Mode.CALL_BACK:
        return [updated]
    return [updated, Say("utter_status_call_back", {"event": shown(number), "time": shown_time(hand_off.starts_at)})]


def beside_phone(heard: Heard) -> Heard | None:
    """What else the message tells: 「电话改成 …，表冠也转不动了」."""
    rest = "，".join(_clauses_beside(heard.text))
    return heard.part(rest, intent="talk_inform", problems=()) if rest else None


def without_whom(text: str) -> str:
    """The words that may move what is arranged, where another number was told.

    >>> without_whom("周五那个电话别打我了，打同事的吧，时间不变"), without_whom("打我爱人的，改到周六")
    ('', '改到周六')
    """
    return "，".join(part for piece in _PIECES.split(text) if (part := piece.strip()) and not _WHOM_ALONE.fullmatch(normalise(part)))


def only_phone(text: str) -> bool:
    """True where another number is told and little else: 「原来的停机了，电话改成 …」."""
    return new_phone(text) is not None and len(re.sub(r"\W", "", "".join(_clauses_beside(text)))) < _LITTLE


def _clauses_beside(text: str) -> list[str]:
    clauses = [part.strip() for part in re.split(r"[，,。；;！!\n]", text)]
    return [part for part in clauses if part and not _OF_A_PHONE.search(normalise(part)) and not re.search(r"\d{4}", part)]
