"""A change of mind about what was said before: 「不是 13 是 14 Pro」, 「电话写错了」."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Move
from helpline.model.devices_meant import not_mine_but_theirs, only_beside, theirs_at_hand
from helpline.model.draft import Draft
from helpline.model.institutions import institution_in
from helpline.model.phone import own_phone
from helpline.model.phone_instead import phone_instead
from helpline.model.receipt import not_received
from helpline.model.serial import all_serials
from helpline.model.symptom import repairs_told
from helpline.model.text import align, normalise
from helpline.model.understanding import Heard
from helpline.services.corrections.amending import amended, struck_out, unquoted
from helpline.services.corrections.bought_anew import bought_anew, day_in, other_day
from helpline.services.corrections.by_value import WISH, began_anew, by_value, day_anew, of_buying
from helpline.services.corrections.device_anew import DeviceAnew, version_anew
from helpline.services.corrections.fact_words import BETWEEN, IN_CORRECTIONS, RENAMED
from helpline.services.corrections.in_the_end import TakenBack, taken_back
from helpline.services.corrections.listed import listed
from helpline.services.corrections.mended import beside_the_part, mended
from helpline.services.corrections.objections import Correction, objected, outcome, restated, reworded, taken_up_again, told_wrongly
from helpline.services.corrections.pieces import of_a_character, put_right
from helpline.services.handover.store_words import passed_by
from helpline.services.intake.answers import Answers
from helpline.services.intake.device_words import ACCESSORY
from helpline.services.intake.misheard import in_its_place, of_another_device
from helpline.services.intake.naming import name_anew
from helpline.services.intake.of_numbers import beside_the_number
from helpline.services.intake.read_back import submits
from helpline.services.intake.refusals import refused_ahead
from helpline.services.intake.which_device import line_anew
from helpline.services.reply import Say

# Facts that a message may correct by naming them anew.
NAMED_ANEW = ("device_model", "os_version", "serial_number", "imei", "contact_phone", "order_number", "place", "organisation")
FREE_TEXT = frozenset({"symptom", "tried_steps", "organisation", "contact_name", "plan"})  # where any text may be the answer
_ADDED = ("contact_name", "since", "after", "frequency")  # what may be named at the reading back though nobody asked
_BY_LINE = ("device_family", "device_options")  # what is known of a device without its model
_OF_DEVICES = ("device_model",)  # a device that is denied without another is asked again where that is meant
_TOLD_AT_LENGTH = ("symptom", "tried_steps")
_WRONG = re.compile(
    r"(?:一直|还|都|老)以为|不对(?!劲|头|称)|(?<!是)不是(?!吧)|错了|有误|[写说讲念抄读看听给留发填输打弄搞记选](?:错|岔)|[写说填输打弄搞记]反|漏[写说讲填打字了]|[写填打]漏|不完整|少[写说讲填打]了|(?<![a-z])not (?=iphone|ipad|mac|\d)|[说写填打]成(?!功)|改成|改做|改为|改一下|要改|换成|换一?个|更正|纠正|应该是|应为|其实是|才对|重新[填写说输]|改回|换回|又改|[改换](?:我的?)?(?:手机|电话|号码|联系)|以[^，,。；;]{1,8}为准"
)
_SAID_RIGHT = re.compile(r"(?:是|也|都|就|写得)*(?:对(?!不)|没错|正确|没问题)的?(?:了|啊|呀)?(?=$|[，,。；;！!~\s])")
_NEGATED = re.compile(r"(?:不是|并非|不要|不用|(?<!在)不[在去]|原来的?|之前的?|刚才的?)\s*(?:那个|我的)?\s*$")
_MERE_PHONE = re.compile(r"\s*(?:[改换]|更[正新]|修改)?(?:一?下|一?个|掉)?(?:我的?)?手机")
_OF_A_DEAL = re.compile(r"发票|[专普增]票|开票|合同|报价|折扣|优惠|对公|转账|付款|预算")  # 「我们公司要专票」 names none
# What stands between the name of a fact and its new value.
_STRIKES = re.compile(r"(?:[那这]个?|就|也|都)*(?:不要|去掉|删|拿掉|不用|别写|不写|不填|取消)")
_NOT_BUT = re.compile(r"不是(?P<old>.{1,24}?)[\s，,]*(?:而|应该)?是(?P<new>.{1,60})$")


def _certain(draft: Draft, text: str) -> bool:
    """True where the words are about what was said, not about a device that is not right."""
    if draft.asking in ("symptom", "tried_steps"):
        return told_wrongly(text)
    if not _WRONG.search(normalise(text)):
        return len(text.strip()) <= 6  # 「电话」, when it was asked what to change
    return draft.asking == "confirm" or len(text.strip()) <= 10 or told_wrongly(text)


def _reading_back(draft: Draft) -> bool:
    """True while all is read back, and no step of an article is followed."""
    return draft.asking == "confirm" and draft.event_number is None and (not draft.help or bool(draft.help.get("over")))


class Corrections:
    """Finds what a message corrects, and puts it right."""

    def __init__(self, catalogue: Catalogue, answers: Answers) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._device = DeviceAnew(catalogue, answers)

    def find(self, draft: Draft, heard: Heard, now: datetime, *, worded: bool = False, arranging: bool = False) -> Correction | None:
        """What the message changes of what is known; where `worded`, only if it says so. While `arranging`, places and times are answers."""
        if (back := self._taken_back(draft, heard, now)) is not None:
            rest = heard.part(back.rest)
            found = self.find(draft, rest, now, worded=worded, arranging=arranging) if back.rest else None
            return replace(found or Correction(), rest=back.rest)
        return self._found(draft, heard, now, worded=worded, arranging=arranging)

    def _found(self, draft: Draft, heard: Heard, now: datetime, *, worded: bool, arranging: bool) -> Correction | None:
        """The same of a message that takes nothing back of its own."""
        if (before := taken_up_again(draft, heard.text)) is not None:
            return Correction(before, words="" if before else heard.text)
        if (part := self.partly(draft, heard)) is not None:
            return part if arranging else self._with_the_rest(draft, part, heard, now)
        bought = {} if arranging else {**bought_anew(draft, heard, now), **self._device.back_again(draft, heard, now)}
        heard = in_its_place(self._catalogue, heard, draft)
        wrong = _WRONG.search(normalise(heard.text)) is not None or heard.surely(Move.CORRECTS)
        gone, words = self._never_came(draft, heard.text), ""
        if worded and not wrong:
            return Correction(bought, gone=tuple(gone)) if gone or bought else None
        facts = self._named_anew(draft, heard) | (version_anew(draft, heard.text) if wrong else {})
        facts = {k: v for k, v in facts.items() if not arranging or (k != "place" and (wrong or k != "os_version"))}
        sold, again = repairs_told(normalise(heard.text)).get("sold_in"), None
        facts |= {"sold_in": sold} if wrong and sold and draft.facts.get("sold_in") not in (None, sold) else {}
        if wrong or (draft.asking == "confirm" and not arranging):
            told, again = self._fields(draft, heard, now)
            facts = {**told, **facts, **({"organisation": whole} if (whole := told.get("organisation")) else {})}
            facts |= {} if "device_model" in facts else self._device.meant(draft, heard, now, wrong=wrong)
            bare = wrong and not (facts or arranging) and again in (None, "purchase_date")
            facts |= other_day(self._answers, draft, heard, now) if bare else {}
            again = again or ("device_model" if "device_options" in facts else None)
            if "device_model" not in facts and self._other_family(draft, heard):
                again, facts = "device_model", facts | line_anew(self._answers.gather(heard, now), self._last(heard, "device_family"))
        facts |= bought
        if heard.surely(Move.REARRANGES):  # 「周四要去老年大学，换到周五吧」: where else one goes is no organisation of the matter
            facts, again = {k: v for k, v in facts.items() if k != "organisation"}, None if again == "organisation" else again
        if _reading_back(draft) and not arranging:
            facts, again, gone = self._line_by_line(draft, heard, now, facts, again)
            facts |= {} if facts.keys() - {"contact_phone", "contact_name", "organisation"} else reworded(draft, unquoted(heard.text))
            words = heard.text if objected(draft, heard.text) - {*facts, *gone, again, *_OF_DEVICES} else ""
        else:
            facts |= began_anew(draft, heard.text, named=True) if wrong else {}
            facts |= {} if arranging or "since" in facts else day_anew(draft, heard.text)
        again = None if again in {*facts, *gone, *(stands := restated(draft, heard.text))} else again
        facts = facts or ({} if again or gone or words or not wrong else stands)
        another = "device_model" in facts and not_mine_but_theirs(heard.text)
        return Correction(facts, again, tuple(gone), words, another=another) if facts or again or gone or words else None

    def _taken_back(self, draft: Draft, heard: Heard, now: datetime) -> TakenBack | None:
        if heard.chosen:
            return None
        return taken_back(
            draft, heard, lambda clause: self._device.in_clause(draft, heard, clause, now), lambda clause: day_in(draft, clause, now)
        )

    def _with_the_rest(self, draft: Draft, part: Correction, heard: Heard, now: datetime) -> Correction:
        """A part of a number, with what the other clauses put right: 「电话尾号是6621，购买日期是去年双十一不是双十二」, 「称呼改为陈静怡。另外电话末尾两位有误」."""
        rest = heard.part(beside_the_part(heard.text, {*part.facts, part.again}))
        found = self.find(draft, rest, now) if rest.text and self.partly(draft, rest) is None else None
        if found is None:
            return part
        again = part.again or (found.again if found.again not in part.facts else None)
        return replace(part, facts={**found.facts, **part.facts}, again=again, gone=found.gone)

    def _never_came(self, draft: Draft, text: str) -> list[str]:
        """The day on which goods came, where it must go: 「到现在都没收到」."""
        off = not_received(text) or "received" in struck_out(self._catalogue, draft, text)
        return ["received"] if off and draft.facts.get("received") else []

    def _line_by_line(
        self, draft: Draft, heard: Heard, now: datetime, facts: dict[str, Any], again: str | None
    ) -> tuple[dict[str, Any], str | None, list[str]]:
        """What is said of the lines that were read back, by their value or as whole lines."""
        told, off = by_value(self._catalogue, draft, heard, now)
        of_other = objected(draft, heard.text) - {"purchase_date"}
        if (off or of_other or told.keys() & {"since", "wished_time"}) and not of_buying(heard.text):
            facts = {k: v for k, v in facts.items() if k != "purchase_date"}  # a day is of one line only
            again = None if again == "purchase_date" else again
        gone = list(dict.fromkeys([*struck_out(self._catalogue, draft, heard.text), *off, *self._never_came(draft, heard.text)]))
        told |= amended(self._catalogue, draft, heard, now)
        told |= {"contact_name": facts["contact_name"]} if "contact_name" in facts else {}  # by its name, it is surer
        return {k: v for k, v in {**facts, **told}.items() if k not in gone}, again, gone

    def partly(self, draft: Draft, heard: Heard) -> Correction | None:
        """「序列号最后是L5」: a number of which a few characters are put right, with what else is named anew."""
        facts, again = mended(draft, heard)
        if not facts and again is None:
            return None
        # What looks like a device or a serial is a piece of the number; once it is issued, a city is where to go.
        beside = ("contact_phone", "imei", "order_number", *(() if draft.event_number else ("place",)))
        others = {k: v for k, v in self._named_anew(draft, heard).items() if k in beside}
        return Correction({**others, **facts}, None if again in others else again, partly=True)

    def beside_doubt(self, draft: Draft, heard: Heard) -> list[Say]:
        """A part of a number that is put right beside a doubt: 「序列号第四位是B。给你们会不会泄露隐私」."""
        part = self.partly(draft, heard) if draft.asking == "confirm" and not draft.event_number else None
        return self.apply(draft, part) if part and part.facts and not part.again else []

    def apply(self, draft: Draft, correction: Correction) -> list[Say]:
        """Put it right. A fact without its new value is forgotten, and will be asked."""
        before = dict(draft.facts)
        if correction.facts.get("device_model") and draft.facts.get("device_model"):
            self._device.forget(draft, correction.facts, another=correction.another)
        for slot, value in correction.facts.items():
            draft.know(slot, value)
        if draft.facts.get("fault_cause") != before.get("fault_cause"):
            draft.facts.pop("cause_words", None)
        for slot in correction.gone:
            draft.facts = {k: v for k, v in draft.facts.items() if k != slot and not (slot == "device_model" and k in _BY_LINE)}
            draft.passed += [slot] if slot not in (*draft.passed, *WISH) else []  # how and when is still asked in its turn
        if correction.again:
            draft.facts.pop(correction.again, None)
            draft.tries.pop(correction.again, None)
        return outcome(draft, correction, before)

    def _named_anew(self, draft: Draft, heard: Heard) -> dict[str, Any]:
        """Entities other than what is known. Of 「不是 A，是 B」 the second counts."""
        facts: dict[str, Any] = {}
        for slot in NAMED_ANEW:
            value = self._last(heard, slot, but=draft.facts.get(slot), matter=str(draft.facts.get("symptom") or ""))
            if slot == "place":
                value = self._answers.city_of_who_goes(heard) or (None if self._lies_in(draft, heard) else value)
            if slot == "contact_phone" and heard.first(slot):
                value = phone_instead(heard.text, str(draft.facts.get(slot) or ""))
            if slot == "serial_number" and value is None and (known := draft.facts.get(slot)):
                others = [one for one in all_serials(heard.text) if one != known]
                value = others[0] if len(others) == 1 and known in all_serials(heard.text) else None  # 「不是…，关于本机显示…」
            if value is not None and not (slot == "device_model" and self._mere_accessory(draft, value, heard.text)):
                facts[slot] = value
        if not facts.get("device_model") and not draft.facts.get("device_model"):
            family, line = self._last(heard, "device_family"), str(draft.facts.get("device_family") or "")
            facts |= {"device_family": family} if family and not line.startswith(family) else {}
        return facts

    def _lies_in(self, draft: Draft, heard: Heard) -> bool:
        """True where the place named last is only gone to on another errand, or may be a part of the city that is known: 「朝阳大悦城」, of Beijing."""
        last = next((found for found in reversed(heard.found) if found.entity == "place"), None)
        if last is None or passed_by(heard.text, last.start, last.end):
            return last is not None
        return draft.facts.get("place") in self._answers.place_of(last.text)[0]

    def _mere_accessory(self, draft: Draft, named: str, text: str) -> bool:
        """True for 「充电头是67W」 told of a Mac: it is what the Mac is used with, unless that is said to be wrong."""
        of = [
            device.family for name in (named, str(draft.facts.get("device_model") or "")) if (device := self._catalogue.device_named(name))
        ]
        return len(of) == 2 and of[0] == ACCESSORY != of[1] and not _WRONG.search(normalise(text))

    def _last(self, heard: Heard, entity: str, but: Any = None, matter: str = "") -> str | None:
        named = [f for f in heard.found if f.entity == entity and f.value != but and not _NEGATED.search(normalise(heard.text[: f.start]))]
        at_hand = theirs_at_hand(heard.text, matter)
        named = [f for f in named if not (of_another_device(heard.text, f, at_hand=at_hand) or only_beside(heard.text, f.start, f.end))]
        return named[-1].value if named else None

    def _fields(self, draft: Draft, heard: Heard, now: datetime) -> tuple[dict[str, Any], str | None]:
        """What is said of facts by their names; a fact that was known and is only said to be wrong."""
        if several := listed(unquoted(heard.text)):
            return {slot: value for slot, value in several.items() if value != draft.facts.get(slot)}, None
        text = said = (aligned := align(unquoted(heard.text))).text  # 「開始時間」 too
        facts: dict[str, Any] = {}
        again = None
        for slot, pattern in IN_CORRECTIONS:
            match = re.search(pattern, text, re.IGNORECASE)
            if match is None or not self._may_change(draft, slot, text) or (slot == "tried_steps" and _reading_back(draft)):
                continue
            if slot == "organisation" and any(one.entity == slot and one.start < match.start() < one.end for one in heard.found):
                continue  # 「…有限公司，现在开成了个人」: the word ends a name
            if slot == "contact_phone" and _MERE_PHONE.fullmatch(match.group()) and self._names_device(draft, heard, now):
                continue  # 「手机说错了，是 13 Pro」
            text = text[: match.start()] + "，" * (match.end() - match.start()) + text[match.end() :]
            if _SAID_RIGHT.match(said, match.end()):
                continue
            told = BETWEEN.sub("", said[match.end() :])
            told = RENAMED.sub("", told) if slot == "organisation" else told
            if slot in ("contact_name", "organisation") and told:  # 「名字改成 Kevin Zhou」, as it is written
                told = aligned.original[aligned.starts[len(said) - len(told)] :]
            number = own_phone(said) if slot == "contact_phone" else None  # 「电话写错了啊，13900001111才对」, said once more
            value = number.value if number else self._value(slot, told, heard, draft, now)
            value = None if slot == "organisation" and _OF_A_DEAL.search(told) else value
            value = name_anew(draft, heard) if value is None and slot == "contact_name" else value  # 「名字打错了！是王芬不是王芳」
            if value is None:
                named = (draft.facts.get(slot) or slot in draft.passed) and slot not in refused_ahead(said)
                again = again or (slot if named and _certain(draft, heard.text) else None)
            elif value != draft.facts.get(slot):
                facts[slot] = value
        return facts, again

    def _names_device(self, draft: Draft, heard: Heard, now: datetime) -> bool:
        return heard.first("device_model") is not None or self._device.other(draft, heard, now) != {}

    def _may_change(self, draft: Draft, slot: str, text: str) -> bool:
        """True for what is known; at the reading back also for what was passed over before."""
        bought = slot == "purchase_date" and re.search("[买购]", text) is not None  # a bare 「日期」 may be any
        if slot == "purchase_date" and not bought and draft.event_number and draft.asking in ("visit_time", "callback_time", "confirm"):
            return False  # that of the visit
        if not draft.facts.get(slot):
            return _reading_back(draft) and (slot in draft.passed or slot in _ADDED or bought)
        return slot not in _TOLD_AT_LENGTH or _WRONG.search(text) is not None

    def _value(self, slot: str, text: str, heard: Heard, draft: Draft, now: datetime) -> Any:
        if slot == "organisation" and ((piece := put_right(draft.facts.get(slot), heard.text)) or of_a_character(heard.text)):
            return piece
        swapped = _NOT_BUT.search(text)
        if slot == "organisation" and (whole := institution_in(text)):
            return whole[0]  # 「公司上月刚更名，现登记为…」
        first = text if slot == "symptom" else re.split(r"[，,。；;]", text)[0]
        wanted = swapped["new"] if swapped and slot != "symptom" else first
        if not wanted.strip() or submits(wanted) or _STRIKES.match(wanted.strip()):
            return None
        said = self._answers.read(slot, replace(heard, text=wanted.strip(), found=()), draft, now)
        return said.facts.get(slot)

    def _other_family(self, draft: Draft, heard: Heard) -> bool:
        device = self._catalogue.device_named(str(draft.facts.get("device_model", "")))
        family = self._last(heard.part(beside_the_number(heard.text)), "device_family")  # 「那是我 iPad 的卡，打 …」
        known = self._catalogue.families[device.family].name if device else None
        return bool(known and family and family != known and not str(draft.facts.get("device_model")).startswith(family))
