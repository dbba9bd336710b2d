"""One event: the page, and the forms on it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, raw

from helpline.errors import BadRequest, Refused
from helpline.model.call_back import Outcome
from helpline.model.desk import Account
from helpline.model.event import Mode, Role
from helpline.model.times import SHANGHAI
from helpline.services.desk.casework import Escalation
from helpline.services.desk.concluding import Conclusion
from helpline.services.desk.dossier import Dossier
from helpline.web.desk.board import services_of
from helpline.web.desk.guard import csrf_of, desk_page, field, see_other, status_of, told
from helpline.web.desk.rendering import HEADERS, labels, page, say, to_customer

event = Blueprint("desk_event", url_prefix="/desk")
_KEPT = (
    "text",
    "disposition",
    "next_step",
    "owner",
    "due",
    "reason",
    "tried",
    "evidence",
    "skip_reason",
    "level",
    "group",
    "to",
    "other",
    "day",
)


@event.get("/events/<number:str>")
@desk_page()
async def show(request: Request, number: str) -> HTTPResponse:
    """The event on one screen."""
    said = request.args.get("said") or ""
    return await show_event(request, number, sentence=say(said) if said in labels()["messages"] else "")


async def show_event(
    request: Request, number: str, *, sentence: str = "", status: int = 200, reveal: bool = False, form: str = ""
) -> HTTPResponse:
    """The page, with what was typed where a form was refused."""
    services, account = services_of(request), request.ctx.account
    found = services.dossiers.number(number) or number
    dossier = await asyncio.to_thread(services.dossiers.open, account, found, reveal=reveal)
    typed = {name: field_or_nothing(request, name) for name in _KEPT} if form else dict.fromkeys(_KEPT, "")
    facts = await asyncio.to_thread(_around, request, account, dossier)
    return page(
        "event.html",
        once=secrets.token_urlsafe(12),
        status=status,
        account=account,
        csrf=csrf_of(request),
        d=dossier,
        sentence=sentence,
        form=form,
        typed=typed,
        **facts,
    )


def _around(request: Request, account: Account, dossier: Dossier) -> dict[str, Any]:
    """What the page shows beside the event."""
    services = services_of(request)
    catalogue = services.catalogue
    number, day = dossier.event.number, request.args.get("day") or ""
    store = request.args.get("store") or ""
    store = store if store in catalogue.stores else ""
    now = services.clock.now()
    route = catalogue.route_of(dossier.event.label, dossier.event.topic)
    return {
        "topic": route.name if route else dossier.event.topic,
        "line": catalogue.line_of(dossier.event.label),
        "modes": {mode.value: name for mode, name in catalogue.mode_names.items()},
        "facts": catalogue.fact_names,
        "rules": catalogue.desk,
        "levels": [role for role in Role if list(Role).index(role) > list(Role).index(dossier.work.level)],
        "groups": services.groups,
        "stores": sorted(catalogue.stores.values(), key=lambda s: (s.city != dossier.event.facts.get("place"), s.city, s.name)),
        "store": store,
        "day": day,
        "free": services.rebooking.free(number, day, store) if day and (dossier.mine or account.role is Role.SUPERVISOR) else [],
        "stage": services.posting.stage(number),
        "stages": catalogue.bookings.mail_in_stages,
        "stage_names": {one.id: one.name for one in catalogue.bookings.mail_in_stages},
        "call": services.calling.seen(account, number),
        "call_outcomes": [outcome.value for outcome in Outcome],
        "today": now.astimezone(SHANGHAI),
        "now": now,
        "in_person": (Mode.GENIUS_BAR.value, Mode.AASP.value),
    }


@event.get("/events/<number:str>/pictures/<name:str>")
@desk_page()
async def picture(request: Request, number: str, name: str) -> HTTPResponse:
    """A picture of the event, for who may read the event unveiled; that is on record."""
    account = request.ctx.account
    await asyncio.to_thread(services_of(request).dossiers.may_see, account, number, name)
    small = request.args.get("small") == "yes"
    # The small ones are part of the look at the page that shows them.
    kind, content = await asyncio.to_thread(request.app.ctx.studio.service.show, account.advisor, name, small=small, record=not small)
    return raw(content, content_type=kind, headers={**HEADERS, "content-disposition": "inline"})


@event.post("/events/<number:str>/reveal")
@desk_page()
async def reveal(request: Request, number: str) -> HTTPResponse:
    """Read what is masked, once; that is on record."""
    return await show_event(request, number, reveal=True, sentence=say("revealed"))


@event.post("/events/<number:str>/note")
@desk_page()
async def note(request: Request, number: str) -> HTTPResponse:
    """Disposition and next step, and closing."""
    conclusion = Conclusion(
        field(request, "disposition"), field(request, "next_step"), field(request, "text"), field(request, "owner", 20),
        _moment(request, "due"), close=field(request, "do") == "close", once=field(request, "once", 40),
    )  # fmt: skip
    return await act(request, number, "note", services_of(request).concluding.conclude, conclusion, to_customer)


@event.post("/events/<number:str>/escalate")
@desk_page()
async def escalate(request: Request, number: str) -> HTTPResponse:
    """Up the ladder."""
    try:
        level = Role(field(request, "level"))
    except ValueError as error:
        raise BadRequest("not_up") from error
    wish = Escalation(
        level, field(request, "reason"), field(request, "tried"), field(request, "evidence"), field(request, "group", 40),
        field(request, "skip_reason"), _moment(request, "due"),
    )  # fmt: skip
    return await act(request, number, "escalate", services_of(request).casework.escalate, wish)


@event.post("/events/<number:str>/transfer")
@desk_page()
async def transfer(request: Request, number: str) -> HTTPResponse:
    """To another group or advisor."""
    group, to = field(request, "group", 40), field(request, "to", 20)
    return await act(request, number, "transfer", services_of(request).casework.transfer, group, to, field(request, "text"))


@event.post("/events/<number:str>/return")
@desk_page()
async def give_back(request: Request, number: str) -> HTTPResponse:
    """Back into the queue."""
    return await act(request, number, "return", services_of(request).casework.give_back, field(request, "text"))


@event.post("/events/<number:str>/reopen")
@desk_page()
async def reopen(request: Request, number: str) -> HTTPResponse:
    """Open a closed one again."""
    return await act(request, number, "reopen", services_of(request).casework.reopen, field(request, "text"), said="reopened")


@event.post("/events/<number:str>/link")
@desk_page()
async def link(request: Request, number: str) -> HTTPResponse:
    """Join two events, or take them apart."""
    apart = field(request, "do") == "apart"

    def run(account: Any, number: str, other: str) -> None:
        services_of(request).casework.link(account, number, other, apart=apart)

    return await act(request, number, "link", run, field(request, "other", 60), said="unlinked" if apart else "linked")


@event.post("/events/<number:str>/booking")
@desk_page()
async def booking(request: Request, number: str) -> HTTPResponse:
    """Another time, or none."""
    rebooking = services_of(request).rebooking
    if field(request, "do") == "cancel":
        return await act(request, number, "booking", rebooking.cancel, to_customer, said="booking_cancelled")
    try:
        starts_at = datetime.fromisoformat(field(request, "starts_at", 40))
    except ValueError as error:
        raise BadRequest("time_missing") from error
    if starts_at.tzinfo is None:
        raise BadRequest("time_missing")
    return await act(
        request, number, "booking", rebooking.change, starts_at, field(request, "store", 60), to_customer, said="booking_changed"
    )


@event.post("/events/<number:str>/mail-in")
@desk_page()
async def mail_in(request: Request, number: str) -> HTTPResponse:
    """How far a repair by post has come."""

    def run(account: Account, number: str, stage: str) -> None:
        services_of(request).posting.advance(account.number, number, stage, to_customer)

    return await act(request, number, "mail_in", run, field(request, "stage", 40), said="stage_told")


async def act(request: Request, number: str, form: str, step: Callable[..., Any], *parts: Any, said: str = "") -> HTTPResponse:
    """Do it and show the event; where it is refused, with the reason and what was typed."""
    try:
        outcome = await asyncio.to_thread(step, request.ctx.account, number, *parts)
    except Refused as reason:
        return await show_event(request, number, sentence=told(reason), status=status_of(reason), form=form)
    return see_other(f"/desk/events/{number}?said={outcome or said}")


def field_or_nothing(request: Request, name: str) -> str:
    """What was typed, where it was not too much."""
    try:
        return field(request, name)
    except BadRequest:
        return ""


def _moment(request: Request, name: str) -> datetime | None:
    """A day and time as a browser sends them, in Shanghai."""
    given = field(request, name, 40)
    if not given:
        return None
    try:
        return datetime.fromisoformat(given).replace(tzinfo=SHANGHAI)
    except ValueError as error:
        raise BadRequest("time_missing") from error
