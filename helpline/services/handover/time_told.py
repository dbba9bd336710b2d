"""What is told beside a time: what was assumed of it, and what the store has of the parts."""

from __future__ import annotations

from datetime import datetime, timedelta

from helpline.model.spoken_time import spoken_clock
from helpline.model.times import SHANGHAI, When, shown_day, shown_time
from helpline.services.handover.appointments import Schedule
from helpline.services.reply import Say


def told(when: When, starts_at: datetime, now: datetime) -> list[Say]:
    """What was assumed, and the time that was found for one between two slots."""
    local, day = starts_at.astimezone(SHANGHAI), shown_day(starts_at)
    facts = {"day": day, "clock": spoken_clock(starts_at), "time": shown_time(starts_at)}
    if when.exact and abs(when.start - starts_at) >= timedelta(minutes=1):
        return [Say("utter_time_nearest", facts)]
    unsaid = [word for word in ("day", "afternoon") if word in when.assumed]
    if unsaid == ["day"] and local.date() == now.astimezone(SHANGHAI).date():
        return []  # 「下午五点」 is today's: nobody means another
    if unsaid == ["day", "afternoon"]:
        return [Say("utter_time_assumed_both", facts)]
    return [Say("utter_time_assumed_day" if unsaid == ["day"] else "utter_time_assumed_afternoon", facts)] if unsaid else []


def of_parts(schedule: Schedule) -> list[Say]:
    """What the store has of the parts, where somebody counted them."""
    supply = schedule.supply
    if supply is None:
        return []
    if supply.there:
        return [Say("utter_parts_there_sample" if supply.sample else "utter_parts_there")]
    if supply.days is None:
        return [Say("utter_parts_unknown")]
    return [Say("utter_parts_to_come_sample" if supply.sample else "utter_parts_to_come", {"days": str(supply.days)})]
