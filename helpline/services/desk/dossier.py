"""The event on one screen: who, what, since when, what was tried, what is wanted, and where each fact comes from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from helpline.catalogue.facts import Article, Catalogue
from helpline.errors import NotAllowed, NotFound, NumberMistyped
from helpline.model.desk import Account, Note, Work
from helpline.model.event import Event
from helpline.model.event_number import near, read_event_number
from helpline.model.phone import tail
from helpline.model.text import mask, normalise
from helpline.model.veil import HIDDEN, Veil, sensitive
from helpline.ports import Clock, UnitOfWork
from helpline.services.conversations import CUSTOMER
from helpline.services.desk import codes
from helpline.services.desk.casework import found
from helpline.services.desk.desk import Desk, search_key
from helpline.services.desk.looks import looked
from helpline.services.desk.timeline import Step, timeline

AT_MOST = 20
EARLIER = 5
_TAIL_AND_NAME = re.compile(r"(?:尾号)?\s*(?<!\d)(\d{4})(?!\d)\s*[,，、/]?\s*(\D{1,20})|(\D{1,20}?)\s*(?:尾号)?\s*(?<!\d)(\d{4})(?!\d)")


@dataclass(frozen=True)
class Found:
    """One result of a search, masked."""

    number: str
    status: str
    topic: str
    device: str
    name: str
    phone: str
    group: str
    created_at: datetime


@dataclass(frozen=True)
class Dossier:
    """All that the page shows. `view` is the event as the API gives it, veiled where `masked`."""

    event: Event
    work: Work
    view: dict[str, Any]
    masked: bool
    may_reveal: bool
    mine: bool
    chat_owner: str | None
    sources: dict[str, int]
    timeline: list[Step]
    upset: list[str]
    earlier: list[tuple[str, Found]]
    linked: list[Found]
    articles: list[Article] = field(default_factory=list)


class Dossiers:
    """Finds and opens events for the desk's pages. Every look is recorded."""

    def __init__(self, catalogue: Catalogue, unit_of_work: Callable[[], UnitOfWork], clock: Clock, desk: Desk) -> None:
        self._catalogue = catalogue
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._desk = desk

    def open(self, account: Account, number: str, *, reveal: bool = False) -> Dossier:
        """The event for the one who looks. Raises NotFound; NotAllowed where a reveal is not theirs to have."""
        now = self._clock.now()
        with self._unit_of_work() as work:
            event = found(work, number)
            case = work.works.get(event)
            holds = case.owner == account.number
            if reveal and not holds and not account.may_reveal:
                raise NotAllowed("reveal_refused")
            masked = not holds and not reveal
            looked(work, account.number, "event_revealed" if reveal and not holds else "event_seen", event.number, now)
            dossier = self._made(work, account, event, case, masked=masked)
            work.commit()
        return dossier

    def _made(self, work: UnitOfWork, account: Account, event: Event, case: Work, *, masked: bool) -> Dossier:
        view = self._desk.whole(event, work)
        if not masked and codes.may_read(work, event, account.number, account.role):
            codes.read(work, event, account.number, self._clock.now())
        else:
            codes.hide(view, instead=codes.HIDDEN)
        said = [(line["who"], str(line["text"])) for line in view["transcript"]]
        veil = Veil(sensitive(event.facts))
        notes = work.works.notes(event.number)
        if masked:
            view = veil.over(view) | {"event_number": event.number}
            notes = [Note(**{**vars(note), "text": veil.over(note.text), "details": veil.over(note.details)}) for note in notes]
        return Dossier(
            event=event,
            work=case,
            view=view,
            masked=masked,
            may_reveal=masked and account.may_reveal,
            mine=case.owner == account.number,
            chat_owner=work.works.chat_owner(event.conversation_id),
            sources=_sources(event, said),
            timeline=timeline(event, notes),
            upset=[word for word in self._catalogue.desk.upset if any(who == CUSTOMER and word in text for who, text in said)],
            earlier=self._earlier(work, event),
            linked=[self._found(found(work, other)) for other in work.works.linked(event.number)],
            articles=self._catalogue.articles_on(event.label, event.topic),
        )

    def may_see(self, account: Account, number: str, picture: str) -> None:
        """Raise NotFound, or NotAllowed, unless the picture is one of an event that the account may read unveiled."""
        with self._unit_of_work() as work:
            event = found(work, number)
            if picture not in (event.facts.get("screenshot") or []):
                raise NotFound("attachment_not_found")
            if work.works.get(event).owner != account.number and not account.may_reveal:
                raise NotAllowed("reveal_refused")

    def search(self, account: Account, text: str) -> list[Found]:
        """By event number however said, account, phone, serial, or the tail of the phone with the name. Raises NumberMistyped."""
        with self._unit_of_work() as work:
            events = work.events.search(search_key(text), AT_MOST) or self._by_tail(work, text)
            for event in events:
                looked(work, account.number, "event_found", event.number, self._clock.now())
            work.commit()
        return [self._found(event) for event in events]

    def near(self, account: Account, text: str) -> list[str]:
        """Numbers that were issued and differ from the one typed by one digit, or by two that changed places."""
        with self._unit_of_work() as work:
            numbers = work.works.issued(near(text))
            for number in numbers:
                looked(work, account.number, "event_near", number, self._clock.now())
            work.commit()
        return numbers

    def number(self, text: str) -> str | None:
        """The event number in what was typed; None where there is none, or a wrong one."""
        try:
            return read_event_number(text)
        except NumberMistyped:
            return None

    def _by_tail(self, work: UnitOfWork, text: str) -> list[Event]:
        match = _TAIL_AND_NAME.fullmatch(text.strip())
        if not match:
            return []
        digits, name = match[1] or match[4], (match[2] or match[3]).strip(" ,，、/")
        same = [event for event in work.works.with_phone_tail(digits, 200) if tail(event.facts.get("contact_phone", "")) == digits]
        return [event for event in same if name and name in str(event.facts.get("contact_name", ""))][:AT_MOST]

    def _earlier(self, work: UnitOfWork, event: Event) -> list[tuple[str, Found]]:
        """What else the same person or device had, the newest first, each with what they share."""
        shared: dict[str, tuple[str, Event]] = {}
        for name, kind in (("contact_phone", "person"), ("account", "person"), ("serial_number", "device"), ("imei", "device")):
            value = str(event.facts.get(name) or "")
            for other in work.events.search(value, EARLIER + 1) if value else []:
                if other.number != event.number:
                    shared.setdefault(other.number, (kind, other))
        newest = sorted(shared.values(), key=lambda pair: pair[1].created_at, reverse=True)
        return [(kind, self._found(other)) for kind, other in newest[:EARLIER]]

    def _found(self, event: Event) -> Found:
        facts = event.facts
        route = self._catalogue.route_of(event.label, event.topic)
        return Found(
            number=event.number,
            status=event.status.value,
            topic=route.name if route else event.topic,
            device=str(facts.get("device_model") or ""),
            name=str(facts.get("contact_name") or ""),
            phone=mask(str(facts.get("contact_phone") or "")),
            group=event.skill_group,
            created_at=event.created_at,
        )


def _sources(event: Event, said: list[tuple[str, str]]) -> dict[str, int]:
    """For each fact the line, counted from 1, in which the customer said it; facts that no line holds are left out."""
    lines = [(place, _bare(text)) for place, (who, text) in enumerate(said, start=1) if who == CUSTOMER]
    sources = {}
    for name, value in event.facts.items():
        first = value[0] if isinstance(value, list) and value else value
        wanted = _bare(str(first).partition("；")[0])
        place = next((place for place, text in lines if wanted and wanted in text), None)
        if place is not None:
            sources[name] = place
    return sources


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", normalise(text))


__all__ = ["HIDDEN", "Dossier", "Dossiers", "Found"]
