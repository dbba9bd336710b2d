"""The advisors' side: who they are, and what they may see. Every look at a customer is recorded."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.errors import NotAllowed, NotFound
from helpline.model.desk import Note
from helpline.model.event import Advisor, Event, HandOff, Mode, Role
from helpline.model.event_number import read_event_number
from helpline.model.phone import extension_of, find_phone
from helpline.model.serial import SerialKind, read_serial
from helpline.model.times import SHANGHAI
from helpline.ports import Clock, UnitOfWork
from helpline.services.desk import codes
from helpline.services.handover.mail_in import posted, stage_of
from helpline.services.intake.attachments import view as attachment_view

FOUND_AT_MOST = 20


class Desk:
    """Reads events for advisors."""

    def __init__(self, catalogue: Catalogue, unit_of_work: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._catalogue = catalogue
        self._unit_of_work = unit_of_work
        self._clock = clock

    def add_advisor(self, number: str, name: str, role: Role) -> str:
        """A new advisor, or a new token for a known one. The token is shown once and kept only as a hash."""
        token = secrets.token_urlsafe(32)
        with self._unit_of_work() as work:
            work.advisors.add(Advisor(number, name, role, _hash(token)))
            work.audit.record(self._clock.now(), "operator", "advisor_added", number)
            work.commit()
        return token

    def advisor(self, token: str) -> Advisor:
        """Who holds the token. Raises NotAllowed."""
        with self._unit_of_work() as work:
            found = work.advisors.by_token_hash(_hash(token)) if token else None
        if found is None:
            raise NotAllowed("token_unknown")
        return found

    def event(self, advisor: Advisor, number: str) -> dict[str, Any]:
        """One event with its transcript; the code of its call back only for who may call. Raises NotFound, or NumberMistyped."""
        read = read_event_number(number)
        with self._unit_of_work() as work:
            event = work.events.get(read) if read else None
            if event is None:
                raise NotFound("event_not_found")
            now = self._clock.now()
            work.audit.record(now, advisor.number, "event_seen", event.number)
            view = self.whole(event, work)
            if codes.may_read(work, event, advisor.number, advisor.role):
                codes.read(work, event, advisor.number, now)
            elif view["handoff"]["kind"] == Mode.CALL_BACK.value:
                codes.hide(view, instead=None)
            work.commit()
        return view

    def search(self, advisor: Advisor, text: str) -> list[dict[str, Any]]:
        """Events by number, account, phone or serial, the newest first, without transcript."""
        wanted = search_key(text)
        with self._unit_of_work() as work:
            found = work.events.search(wanted, FOUND_AT_MOST)
            for event in found:
                work.audit.record(self._clock.now(), advisor.number, "event_found", event.number)
            work.commit()
        return [self._summary(event) for event in found]

    def _summary(self, event: Event) -> dict[str, Any]:
        facts = event.facts
        return {
            "event_number": event.number,
            "label": event.label.value,
            "topic": event.topic,
            "skill_group": event.skill_group,
            "priority": event.priority.value,
            "status": event.status.value,
            "created_at": event.created_at.astimezone(SHANGHAI).isoformat(),
            "device_model": facts.get("device_model"),
            "os_version": facts.get("os_version"),
            "serial_number": facts.get("serial_number"),
            "imei": facts.get("imei"),
            "symptom": facts.get("symptom"),
            "tried_steps": _listed(facts.get("tried_steps")),
            "error_codes": _listed(facts.get("error_code")),
            "fault_cause": facts.get("fault_cause"),
            "since": facts.get("since"),
            "frequency": facts.get("frequency"),
            "after": facts.get("after"),
            "serial_check": facts.get("serial_check"),
            "place": facts.get("place"),
            "order_number": facts.get("order_number"),
            "organisation": facts.get("organisation"),
            "plan": facts.get("plan"),
            "reported": _listed(facts.get("reported")),
            "purchase_date": facts.get("purchase_date"),
            "part_number": facts.get("part_number"),
            "sold_in": facts.get("sold_in"),
            "received": facts.get("received"),
            "open_questions": _listed(facts.get("open_questions")),
            "also": _listed(facts.get("also")),
            "contact": {"name": facts.get("contact_name"), "phone": facts.get("contact_phone"), "extension": _extension(facts)},
            "account": facts.get("account"),
            "handoff": {**_hand_off(event.hand_off, None), **self._stage(event)},
        }

    def _stage(self, event: Event) -> dict[str, str]:
        """How far a repair by post has come."""
        return {"stage": self._catalogue.bookings.mail_in_stages[stage_of(self._catalogue, event)].id} if posted(event) else {}

    def whole(self, event: Event, work: UnitOfWork) -> dict[str, Any]:
        """The event with its transcript, notes and history."""
        transcript = [
            {"at": line.at.astimezone(SHANGHAI).isoformat(), "who": line.who, "text": line.text}
            for line in work.threads.lines(event.conversation_id)
        ]
        call, hand_off = work.call_backs.of_event(event.number), event.hand_off
        code = call.code_at(self._clock.now()) if call else hand_off.code if hand_off and hand_off.mode is not Mode.CALL_BACK else None
        return {
            **self._summary(event),
            "handoff": {**_hand_off(hand_off, code), **self._stage(event)},
            "coverage": event.facts.get("coverage") or {"status": "unknown"},
            "prices": event.facts.get("prices") or [],
            "transcript": transcript,
            "attachments": [attachment_view(one) for one in work.attachments.these(event.facts.get("screenshot") or [])],
            "notes": [_note(note) for note in work.works.notes(event.number)],
            "history": event.history,
        }


def _note(note: Note) -> dict[str, Any]:
    return {
        "at": note.at.astimezone(SHANGHAI).isoformat(),
        "who": note.who,
        "kind": note.kind,
        "text": note.text,
        "disposition": note.disposition,
        "next_step": note.next_step,
        "owner": note.owner,
        "due_at": note.due_at.astimezone(SHANGHAI).isoformat() if note.due_at else None,
    }


def _hand_off(hand_off: HandOff | None, code: str | None) -> dict[str, Any]:
    if hand_off is None:
        return {"kind": Mode.NONE.value, "starts_at": None, "place": None, "status": None}
    place = hand_off.place
    return {
        "kind": hand_off.mode.value,
        "starts_at": hand_off.starts_at.astimezone(SHANGHAI).isoformat() if hand_off.starts_at else None,
        "place": {"id": place.id, "name": place.name, "city": place.city} if place else None,
        "status": hand_off.status.value,
        "code": code,
        "line": hand_off.line,
    }


def _listed(value: Any) -> list[str]:
    if not value:
        return []
    return [str(part) for part in value] if isinstance(value, list) else [str(value)]


def search_key(text: str) -> str:
    """What was typed, in the form in which it is stored."""
    phone = find_phone(text)
    if phone and phone.value.startswith("+"):  # +852 and eight digits are eleven, but no event number
        return phone.value
    number = read_event_number(text)
    if number:
        return number
    if phone:
        return phone.value
    serial = read_serial(text)
    if serial.kind in (SerialKind.SERIAL, SerialKind.IMEI, SerialKind.DIGITS):
        return serial.value
    return text.strip()


def _extension(facts: dict[str, Any]) -> str | None:
    return extension_of(str(facts.get("contact_dial") or ""), str(facts.get("contact_phone") or ""))


def _hash(token: str) -> str:
    # Tokens are 256 random bits: a plain hash cannot be turned back by guessing.
    return hashlib.sha256(token.encode()).hexdigest()
