"""All that the pages of the desk work with, wired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from helpline.catalogue.facts import Catalogue
from helpline.ports import Clock, UnitOfWork
from helpline.services.desk.calling import Calling
from helpline.services.desk.casework import Casework
from helpline.services.desk.concluding import Concluding
from helpline.services.desk.desk import Desk
from helpline.services.desk.dossier import Dossiers
from helpline.services.desk.oversight import Oversight
from helpline.services.desk.posting import Posting
from helpline.services.desk.queue import Queue
from helpline.services.desk.rebooking import Rebooking
from helpline.services.desk.signing_in import SignIn, Staff
from helpline.services.desk.takeover import Takeover
from helpline.services.handover.appointments import Appointments
from helpline.services.handover.call_backs import CallBacks

AWAY_AFTER = timedelta(minutes=3)


@dataclass(frozen=True)
class DeskServices:
    """The use cases of the desk's pages. `groups` are the skill groups that events go to."""

    catalogue: Catalogue
    clock: Clock
    sign_in: SignIn
    staff: Staff
    queue: Queue
    casework: Casework
    concluding: Concluding
    calling: Calling
    takeover: Takeover
    dossiers: Dossiers
    rebooking: Rebooking
    posting: Posting
    oversight: Oversight
    groups: tuple[str, ...]


def desk_services(
    catalogue: Catalogue,
    appointments: Appointments,
    call_backs: CallBacks,
    unit_of_work: Callable[[], UnitOfWork],
    clock: Clock,
    away: timedelta = AWAY_AFTER,
) -> DeskServices:
    """The use cases over given storage and clock. Whoever was not seen for `away` is taken for gone."""
    groups = tuple(dict.fromkeys(route.skill_group for route in catalogue.routes.values() if route.event))
    queue = Queue(catalogue, unit_of_work, clock, away)
    casework = Casework(catalogue, unit_of_work, clock, away)
    return DeskServices(
        catalogue=catalogue,
        clock=clock,
        sign_in=SignIn(unit_of_work, clock),
        staff=Staff(unit_of_work, clock),
        queue=queue,
        casework=casework,
        concluding=Concluding(catalogue, appointments, unit_of_work, clock),
        calling=Calling(catalogue, call_backs, casework, unit_of_work, clock),
        takeover=Takeover(unit_of_work, clock),
        dossiers=Dossiers(catalogue, unit_of_work, clock, Desk(catalogue, unit_of_work, clock)),
        rebooking=Rebooking(catalogue, appointments, unit_of_work, clock),
        posting=Posting(catalogue, unit_of_work, clock),
        oversight=Oversight(catalogue, unit_of_work, clock, queue, groups, away),
        groups=groups,
    )
