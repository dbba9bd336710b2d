"""「确认，另外音量键也不灵了」: a yes to what was read back with more behind it. The yes counts at once; the rest is heard as a message of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Does, Move
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.phone import find_phone
from helpline.model.statements import ANNOUNCED, asks_something, clauses, states
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.bearing import notes
from helpline.services.afterwards.told_late import put_down
from helpline.services.handover.extensions import keep_extension
from helpline.services.handover.note_apart import note_apart
from helpline.services.handover.noted import keep_note
from helpline.services.handover.second_phone import keep_second
from helpline.services.handover.wishes import names_clock, wished_mode
from helpline.services.intake.answers import Answers
from helpline.services.intake.read_back import says_yes
from helpline.services.intake.told_beside import keep_beside, keep_with_yes
from helpline.services.matters.dismissed import beside_dismissed
from helpline.services.matters.turning_back import goes_back
from helpline.services.questions.in_vain import question_in
from helpline.services.reply import Say

_PIECE = re.compile(r"[^，,。；;！!、？?\s…~～]+")
_YES = re.compile(
    r"(?:(?:核对|信息|内容|时间|地址|以上|这些?|都|全部?)*(?:无误|没错|没问题|对(?!了)的?|可以)|(?:就)?(?:这样|这么定|这么办)|嗯+|哦|好嘞|妥|中)[了的吧啊呀哈]*"
)
# It goes on to put right what was read back, or takes the yes away.
_BUT = re.compile(
    r"不过|但|可是|只是|除了|等等|等一?下|稍等|先别|别先|还是|不对|不是|不(?:要|用|想|约|去)|改|换|错|取消|算了|应该|才对|其实|最后|序列号|型号|(?:电话|号码|手机号)(?!注册|绑定|登录|停机|没停)"
)
_NOT_YET = re.compile(r"等等|等一?下|稍等|先别|别先|取消|算了|换一?个?(?:时间|天|店)|改(?:天|期|时间|约)|[?？]")
_MERE = re.compile(r"(?:谢谢|多谢|感谢|辛苦|麻烦|拜托|拜拜|再见|哈|了|你们?|您|啦|啊|呀|确认|提交|登记|[\s，,。！!~～])*")
_OPENS = re.compile(rf"^(?:哦|噢|啊|对了|{ANNOUNCED}|还有|然后|那个?(?![天年月次边台部人时])|[，,。！!、\s…])+")
_PUT_RIGHT = ("serial_number", "imei", "contact_phone", "order_number", "event_number")
_LEAST = 2
_NEXT = re.compile(r"另外|还有|对了|顺便|再就是|也")
_HURRY = re.compile(r"^(?:能不能|可不可以|能否|能|可以|麻烦|请|最好|希望)?(?:尽量)?(?:快|早)一?[点些]|^(?:请|麻烦)?(?:尽快|加急)")
_ANNOUNCED, _SURE = 0.5, 0.85  # how sure another matter must be behind 「另外」, and without it


def yes_apart(heard: Heard) -> tuple[Heard, Heard] | None:
    """The yes, and what follows it; None where there is no such yes, or what follows puts something right."""
    end, rest = _yes_and_rest(heard)
    if not end:
        return None
    puts_right = find_phone(rest) or any(found.entity in _PUT_RIGHT for found in heard.found)
    if _BUT.search(normalise(rest)) or puts_right or names_clock(rest) or wished_mode(rest):
        return None
    more = replace(only_part(heard, rest, heard.intent), confidence=heard.confidence, ranking=heard.ranking, problems=heard.problems)
    return only_part(heard, heard.text[:end], "talk_affirm"), replace(more, intent="talk_inform") if heard.intent == "talk_affirm" else more


def _yes_and_rest(heard: Heard) -> tuple[int, str]:
    """Where the yes ends, and what follows it; 0 where it is no such message."""
    end = 0
    for piece in _PIECE.finditer("" if heard.chosen else heard.text):
        if piece.group() in ("是", "就是") and re.match(r"\s+(?!的)", heard.text[piece.end() :]):
            break  # 「是 AirPods 4」
        if not (_YES.fullmatch(normalise(piece.group())) or says_yes(only_part(heard, piece.group(), "talk_inform"))):
            break
        end = piece.end()
    rest = _OPENS.sub("", heard.text[end:])
    return (0, "") if len(rest.strip()) < _LEAST or _MERE.fullmatch(normalise(rest)) else (end, rest)


def _number_beside_yes(work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> Heard | None:
    """The yes of 「确认！序列号H4QX7L2M9P你们先查好」 to a time, once the number stands in the event; it says nothing of the time."""
    event, (end, rest) = work.events.get(draft.event_number or ""), _yes_and_rest(heard)
    number = next((one for one in reversed(heard.found) if one.entity in ("serial_number", "imei") and one.start >= end), None)
    of_time = find_phone(rest) or names_clock(rest) or wished_mode(rest) or _NOT_YET.search(normalise(rest))
    if event is None or not end or number is None or of_time:
        return None
    put_down(work, draft, event, {number.entity: str(number.value)}, now)
    return only_part(heard, heard.text[:end], "talk_affirm")


Hearing = Callable[[UnitOfWork, Draft, Heard, datetime], list[Say]]


def yes_and_more(
    catalogue: Catalogue, answers: Answers, hear: Hearing, asked: str | None, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime
) -> list[Say] | None:
    """What is said to both, the question that waits but once; None where no yes is `asked`, or the message is none with more.

    So it is with a note, a second number to call or an extension, whatever is asked.
    """
    if (rest := _noted_beside(answers, work, draft, heard, now)) is not None:
        return [Say("utter_noted"), *hear(work, draft, rest, now)]
    if (rest := beside_dismissed(catalogue, draft, heard)) is not None:
        return [Say("utter_switched"), *hear(work, draft, rest, now)]
    if asked != "confirm" or heard.chosen:
        return None
    if (agreed := _number_beside_yes(work, draft, heard, now)) is not None:
        return [Say("utter_noted"), *hear(work, draft, agreed, now)]
    if (parts := yes_apart(heard)) is None:
        if draft.event_number and says_yes(heard):  # 「对，我左耳听不清」, once a time is agreed on
            keep_beside(answers, draft, heard, now)
            events.keep_facts(work, draft, now)
        return None
    yes, more = parts
    event = work.events.get(draft.event_number or "")
    if (
        event is not None and asks_something(more.text, more.acts) and notes(more.text)
    ):  # 「可以，打之前先发个短信给我行吗」, once a time is agreed on
        events.tell_more(event, more.text)
        work.events.update(event)
        return hear(work, draft, yes, now)
    if draft.event_number and question_in(more):
        return None  # once the time is agreed on, that is put down for the advisor
    mere_talk = _of_this(catalogue, draft, heard, more)  # 「对！别再让我等」, 「可以。户口本我都有」
    if mere_talk or more.intent == "talk_inform":
        keep_with_yes(catalogue, answers, draft, more, now)
        events.keep_facts(work, draft, now)
    says = hear(work, draft, yes, now)
    if mere_talk or draft.asking == "confirm":  # or the time was gone, or something must be looked at again
        return says
    still = draft.asking
    told = hear(work, draft, more, now)
    return [*(says[:-1] if still and draft.asking else says), *told]


def _noted_beside(answers: Answers, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> Heard | None:
    """What is left of a message once its note, its second number or the extension is kept; None where it has none of them."""
    if draft.asking and keep_extension(work, draft, heard, now):
        return heard.part("", intent="talk_repeat", confidence=1.0, ranking=(), problems=())
    if (apart := note_apart(answers, draft, heard, now)) is not None:
        keep_note(draft, apart[0])
        events.keep_facts(work, draft, now)
        return apart[1]
    return keep_second(work, draft, heard, now)


def _of_this(catalogue: Catalogue, draft: Draft, heard: Heard, more: Heard) -> bool:
    """True where what follows the yes is mere talk, or what is told of the matter at hand; another matter is surely one, or announced."""
    route = catalogue.routes.get(more.intent)
    if _HURRY.search(normalise(more.text)):
        return True
    if route is None or more.intent == "talk_inform" or question_in(more) or heard.problems:
        return False
    if draft.parked and goes_back(more.text):
        return False  # 「嗯 接着说会员扣费那个」
    if route.talk:
        return more.intent.startswith("talk_")
    said = [clause for clause, _ in clauses(more.text)]
    if route.label is Label.SERVICE and said and (heard.surely(Move.AGREES) or all(more.does(clause) is Does.TROUBLE for clause in said)):
        return True  # 「确认，你们上回说没事结果又坏了」 asks after no event
    told = [clause for clause in said if states(clause, more.acts)]
    if route.first or route.label in (Label.HAZARD, Label.SAFETY, Label.SERVICE) or not told:
        return False
    announced = _NEXT.search(heard.text) is not None
    return heard.confidence < (_ANNOUNCED if announced else _SURE) or (more.intent == draft.intent and not announced)


def only_part(heard: Heard, text: str, intent: str) -> Heard:
    """That part of the message."""
    return heard.part(text, intent=intent, confidence=1.0, ranking=(), problems=())
