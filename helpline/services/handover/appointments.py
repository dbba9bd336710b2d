"""Times that a line or store still has free, and taking one so that nobody else gets it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from helpline.catalogue.facts import Catalogue, PhoneLine, Store
from helpline.errors import DeviceBooked, PartsToCome, TimeClosed, TimePast, TimeTaken, TimeTooFar, TimeUnclear
from helpline.model.event import Event, HandOff, HandOffStatus, Mode, Place
from helpline.model.hours import Hours
from helpline.model.times import SHANGHAI, When, read_time, shown_time
from helpline.ports import UnitOfWork
from helpline.registry_ports import Parts
from helpline.services.handover.confirmation import component_of
from helpline.services.handover.retries import new_code

CALL_HORIZON = timedelta(days=14)
CALL_LEAD = timedelta(minutes=15)
OFFERED = 3
_AFTERNOON = (12, 18)  # hours of the window that 下午 means
_APART = timedelta(hours=1)  # of times that are offered from an hour on
ALL = 1000  # more starts than any horizon holds


@dataclass(frozen=True)
class Supply:
    """Whether a place has the parts that a repair is likely to need; `days` until they come, where it has not."""

    there: bool
    days: int | None
    sample: bool


@dataclass(frozen=True)
class Schedule:
    """When a line calls back, or a store is visited. A slot has `minutes` and `seats`; `holder` is the event that asks."""

    resource: str
    hours: Hours
    minutes: int
    seats: int
    lead: timedelta
    horizon: timedelta
    holder: str = ""
    supply: Supply | None = None


class Appointments:
    """Finds, checks and takes times. Every path to a seat goes through `take`."""

    def __init__(self, catalogue: Catalogue, parts: Parts) -> None:
        self._catalogue = catalogue
        self._parts = parts

    def of_line(self, line: PhoneLine) -> Schedule:
        """The call backs of a line."""
        return Schedule(f"line:{line.id}", line.hours, line.minutes, line.seats, CALL_LEAD, CALL_HORIZON)

    def of_store(self, store: Store, event: Event | None = None) -> Schedule:
        """The visits to a store; for an event whose parts have to be ordered, from the day on which they are there."""
        visits = self._catalogue.visits_of(store)
        supply = self.supply(store, event) if event else None
        lead, horizon = timedelta(minutes=visits.lead_minutes), timedelta(days=visits.horizon_days)
        if supply and not supply.there and supply.days and timedelta(days=supply.days) < horizon:
            lead = max(lead, timedelta(days=supply.days))
        return Schedule(f"store:{store.id}", visits.hours, visits.minutes, visits.seats, lead, horizon, supply=supply)

    def supply(self, store: Store, event: Event) -> Supply | None:
        """What the store has of the parts that the fault is likely to need; None where nobody counted them, or none is needed."""
        needed = self._catalogue.bookings.needs.get(component_of(self._catalogue, event) or "", ())
        device = self._catalogue.device_named(str(event.facts.get("device_model", "")))
        stock = self._parts.stock(store.id, device.id, needed) if device and needed else {}
        if set(stock) != set(needed) or not needed:
            return None
        missing = [one for one in stock.values() if not one.there]
        known = [one.restock_days for one in missing if one.restock_days is not None]
        days = max(known) if missing and len(known) == len(missing) else None
        return Supply(not missing, days, any(one.sample for one in stock.values()))

    def free(self, work: UnitOfWork, schedule: Schedule, window: When, now: datetime, limit: int = OFFERED) -> list[datetime]:
        """The first free starts in `window`, at most `limit`."""
        earliest, latest = now + schedule.lead, now + schedule.horizon
        inside = replace(window, start=max(window.start, earliest), end=min(window.end, latest))
        if inside.end < inside.start:
            return []
        taken = work.seats.taken(schedule.resource, inside.start, inside.end, now, schedule.holder)
        days = (inside.end - inside.start).days + 1
        starts = schedule.hours.starts(inside, minutes=schedule.minutes, days=days)
        free: list[datetime] = []
        for start in starts:
            if taken.get(start, 0) < schedule.seats:
                free.append(start)
                if len(free) == limit:
                    break
        return free

    def read(self, work: UnitOfWork, schedule: Schedule, text: str, now: datetime) -> tuple[When, list[datetime]]:
        """What the customer said, and the free starts that fit: one for an instant or for any time, else some spread over the window.

        Raises TimeUnclear, TimePast, TimeTooFar, TimeClosed or TimeTaken, each with what is needed to say why.
        """
        when = read_time(text, now, self._catalogue.holidays)
        if when is None:
            raise TimeUnclear
        if when.start > now + schedule.horizon:
            raise TimeTooFar(days=str(schedule.horizon.days))
        if when.exact and "counted" in when.assumed:  # 「一小时后」 is not before that
            later = self.free(work, schedule, When(when.start, when.start + schedule.horizon), now, limit=1)
            return when, later or [self.nearest(work, schedule, when.start, now)]
        if when.exact:
            return when, [self.nearest(work, schedule, when.start, now)]
        free = self.free(work, schedule, when, now, limit=1 if {"soon", "first"} & set(when.assumed) else ALL)
        if not when.day_named and not when.parts and when.end.minute == 59:  # 「三点以后都可以」: tomorrow's three o'clock too
            next_day = When(when.start + timedelta(days=1), when.end + timedelta(days=1))
            free = [*free[:2], *self.free(work, schedule, next_day, now, limit=1)]
        if not free:
            self._explain(work, schedule, self._open_in(schedule, when, now) or when.start, now)
        return when, soon_after(free) if "after" in when.assumed else spread(free, when)

    def hold(self, work: UnitOfWork, schedule: Schedule, event: Event, starts_at: datetime, now: datetime) -> None:
        """Keep a seat while the customer makes up their mind. Raises what `take` raises."""
        self._check(work, schedule, starts_at, now)
        until = now + self._catalogue.bookings.hold
        if work.seats.hold(schedule.resource, starts_at, schedule.seats, event.number, now, until) is None:
            raise TimeTaken(times=self._nearby(work, schedule, starts_at, now), at=starts_at.isoformat())

    def take(self, work: UnitOfWork, schedule: Schedule, event: Event, starts_at: datetime, now: datetime) -> int:
        """A seat at `starts_at` for the event, in place of the one it may have.

        Raises TimePast, TimeTooFar, TimeClosed, TimeTaken, or DeviceBooked where the device has a booking of another event.
        """
        self._check(work, schedule, starts_at, now)
        device = device_key(schedule, event)
        self._one_a_device(work, device, event, now)
        seat = work.seats.take(schedule.resource, starts_at, schedule.seats, event.number, now, device)
        if seat is None:
            self._one_a_device(work, device, event, now)  # it may have been booked this very moment
            raise TimeTaken(times=self._nearby(work, schedule, starts_at, now), at=starts_at.isoformat())
        return seat

    def _check(self, work: UnitOfWork, schedule: Schedule, starts_at: datetime, now: datetime) -> None:
        """A time that can be had at all, full or not."""
        if starts_at < now:
            raise TimePast
        if starts_at > now + schedule.horizon:
            raise TimeTooFar(days=str(schedule.horizon.days))
        if _before_parts(schedule, starts_at, now):
            raise PartsToCome(times=self._nearby(work, schedule, now + schedule.lead, now))
        if starts_at not in list(schedule.hours.starts(When(starts_at, starts_at), minutes=schedule.minutes, days=0)):
            self._explain(work, schedule, starts_at, now)

    def _one_a_device(self, work: UnitOfWork, device: str | None, event: Event, now: datetime) -> None:
        other = work.seats.booked_for(device, now) if device else None
        if other not in (None, event.number):
            raise DeviceBooked(str(other))

    def nearest(self, work: UnitOfWork, schedule: Schedule, moment: datetime, now: datetime) -> datetime:
        """The free slot that holds `moment`, or begins within half an hour of it. Raises TimePast, TimeTooFar, TimeClosed, TimeTaken."""
        if moment > now + schedule.horizon:
            raise TimeTooFar(days=str(schedule.horizon.days))
        reach = timedelta(minutes=max(schedule.minutes, 30))
        around = When(moment - reach, moment + reach)
        starts = [s for s in schedule.hours.starts(around, minutes=schedule.minutes) if s >= now]
        if not schedule.hours.is_open(moment) or not starts:
            self._explain(work, schedule, moment, now)
        nearest = min(starts, key=lambda start: (abs(start - moment), start))
        if self.free(work, schedule, When(nearest, nearest), now) != [nearest]:
            if nearest < now + schedule.lead and not _before_parts(schedule, nearest, now):
                raise TimePast
            self._explain(work, schedule, nearest, now)
        return nearest

    def _open_in(self, schedule: Schedule, when: When, now: datetime) -> datetime | None:
        """The first start in the window, be it taken: a day that begins at night is full, not closed."""
        inside = replace(when, start=max(when.start, now + schedule.lead))
        return next(iter(schedule.hours.starts(inside, minutes=schedule.minutes, days=(inside.end - inside.start).days + 1)), None)

    def _explain(self, work: UnitOfWork, schedule: Schedule, moment: datetime, now: datetime) -> None:
        """Raise why nothing can be had at `moment`."""
        day = moment.astimezone(SHANGHAI).date()
        opens = schedule.hours.next_opening(max(moment, now))
        if schedule.hours.is_open(moment):
            refused = PartsToCome if _before_parts(schedule, moment, now) else TimeTaken
            raise refused(times=self._nearby(work, schedule, moment, now), at=moment.isoformat())
        why = schedule.hours.why_closed(day) or ""
        raise TimeClosed(why=why, opens=shown_time(opens) if opens else "", times=self._nearby(work, schedule, moment, now))

    def _nearby(self, work: UnitOfWork, schedule: Schedule, moment: datetime, now: datetime) -> str:
        """ISO times of the free starts nearest to `moment`, joined by blanks: the refusal offers them."""
        later = self.free(work, schedule, When(moment, moment + timedelta(days=7)), now)
        earlier = self.free(work, schedule, When(moment - timedelta(hours=3), moment), now, limit=12)[-1:]
        return " ".join(start.isoformat() for start in sorted({*earlier, *later})[:OFFERED])


def _before_parts(schedule: Schedule, moment: datetime, now: datetime) -> bool:
    """True where the store waits for the parts until later than that."""
    return schedule.supply is not None and not schedule.supply.there and moment < now + schedule.lead


def spread(free: list[datetime], window: When) -> list[datetime]:
    """At most three of the starts: an early, a middle and a late one. Between nine and eleven, eleven is late."""
    inside = [start for start in free if start != window.end] or free
    if (window.start.astimezone(SHANGHAI).hour, window.end.astimezone(SHANGHAI).hour) == _AFTERNOON:
        inside = [start for start in inside if start.astimezone(SHANGHAI).hour > _AFTERNOON[0]] or inside  # at noon people eat
    if len(inside) <= OFFERED:
        return inside
    return [inside[0], inside[len(inside) // 2], inside[-1]]


def soon_after(free: list[datetime]) -> list[datetime]:
    """「三点以后都可以」: the first of the starts, each an hour after the one before; where there are several days the first of each."""
    days = [start.astimezone(SHANGHAI).date() for start in free]
    offered: list[datetime] = []
    for start, day in zip(free, days):
        on = offered[-1].astimezone(SHANGHAI).date() if offered else None
        if on is None or (day != on if len(set(days)) >= OFFERED else start - offered[-1] >= _APART):
            offered.append(start)
    return offered[:OFFERED] if len(free) > OFFERED and len(offered) > 1 else free[:OFFERED]


def device_key(schedule: Schedule, event: Event) -> str | None:
    """What makes two visits ones with the same device: its serial or IMEI, else phone and model. None for calls: they may be about two things."""
    if schedule.resource.startswith("line:"):
        return None
    facts = event.facts
    known = facts.get("serial_number") or facts.get("imei")
    if not known and facts.get("contact_phone") and facts.get("device_model"):
        known = f"{facts['contact_phone']}/{facts['device_model']}"
    return str(known)[:120] if known else None


def confirmed(mode: Mode, starts_at: datetime, seat: int | None, *, line: PhoneLine | None = None, store: Store | None = None) -> HandOff:
    """A hand-over at a time, with the code by which the customer knows that it is us."""
    place = Place(store.id, store.name, store.city) if store else None
    return HandOff(mode, HandOffStatus.CONFIRMED, starts_at, place, new_code(), line.id if line else None, seat)
