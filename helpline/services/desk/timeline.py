"""What happened to an event, in order: its history and the notes of advisors as one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from helpline.model.desk import Note
from helpline.model.event import Event


@dataclass(frozen=True)
class Step:
    """One thing that happened. `detail` is a mode, or the count of a try; `note` what an advisor wrote at it."""

    at: datetime
    who: str
    what: str
    detail: str = ""
    note: Note | None = None


def timeline(event: Event, notes: list[Note]) -> list[Step]:
    """The newest first. What stands as a note does not stand twice, and what a customer said at once is one step."""
    noted = {f"desk:{note.kind}" for note in notes}
    steps: list[Step] = []
    before: Step | None = None
    for line in event.history:
        what, _, detail = str(line["what"]).removeprefix("desk:").partition(":")
        step = Step(datetime.fromisoformat(line["at"]), str(line["who"]), what, detail)
        repeated = before is not None and what == "facts" and before.what == "facts"
        if str(line["what"]) not in noted and not repeated:
            steps.append(step)
        before = step
    steps += [Step(note.at, note.who, note.kind, note=note) for note in notes]
    return sorted(steps, key=lambda step: step.at)[::-1]
