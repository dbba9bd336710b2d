"""What Helpline refuses, as a tree.

HelplineError
├── CatalogueError        the reviewed facts do not hold together; nothing starts
├── SettingsError         a setting is missing or wrong; nothing starts
├── ImportRefused        a file has mistakes; nothing of it was taken
├── DeviceBooked          the device has a booking of another event; whoever books offers to move it
├── OutsideUnavailable    a part that we depend on does not answer
└── Refused               a use case said no for a reason that the person should hear
    ├── BadRequest        the request itself cannot be read
    │   └── PictureRefused    a picture cannot be taken
    ├── NotAllowed        who asks has no right to it
    ├── NotFound          there is no such thing, or it is not theirs to know
    ├── NumberMistyped    the check digit of an event number is wrong
    ├── TooFast               more than one person types; a little later it will go
    ├── Busy              too many at once; later it will go
    ├── TimeUnclear       no instant can be read out of the words
    ├── TimeClosed        the line or store is closed then
    ├── TimeTaken         the last place at that time is gone
    │   └── PartsToCome   the parts are not at the store by then
    ├── HeldByAnother     another advisor works on it
    └── TooManyTries      a secret was guessed at too often
"""

from __future__ import annotations


class HelplineError(Exception):
    """Base of everything raised on purpose."""


class CatalogueError(HelplineError):
    """All problems found in the catalogue, each with its file and entry."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class SettingsError(HelplineError):
    """A setting cannot be used; the message names it and says how to mend it."""


class ImportRefused(HelplineError):
    """Mistakes in a file, the first ones told, `wrong` of them in all. Nothing of the file was taken."""

    def __init__(self, mistakes: list[str], wrong: int) -> None:
        more = [f"… and {wrong - len(mistakes)} more."] if wrong > len(mistakes) else []
        super().__init__("\n".join([*mistakes, *more, "Nothing was imported."]))
        self.mistakes = mistakes
        self.wrong = wrong


class OutsideUnavailable(HelplineError):
    """A part outside this process did not answer in time."""


class DeviceBooked(HelplineError):
    """The device has a booking to come; `other` is the event that it belongs to."""

    def __init__(self, other: str) -> None:
        super().__init__("the device is booked")
        self.other = other


class Refused(HelplineError):
    """A use case said no. `copy_key` names what to say, `facts` fill its blanks."""

    copy_key = "utter_error_unexpected"

    def __init__(self, **facts: str) -> None:
        super().__init__(f"{type(self).__name__} {facts}" if facts else type(self).__name__)
        self.facts = facts


class BadRequest(Refused):
    """The request cannot be read; `code` says which rule it broke."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(**facts)
        self.code = code


class PictureRefused(BadRequest):
    """A picture cannot be taken; `code` says why."""


class NotAllowed(Refused):
    """Who asks did not prove a right to it."""

    def __init__(self, code: str = "not_allowed") -> None:
        super().__init__()
        self.code = code


class NotFound(Refused):
    """No such thing, or not theirs to know: the answer is the same."""

    copy_key = "utter_error_event_not_found"

    def __init__(self, code: str = "not_found") -> None:
        super().__init__()
        self.code = code


class NumberMistyped(Refused):
    """The check digit does not fit: at least one digit was misread."""

    copy_key = "utter_error_number_mistyped"


class Busy(Refused):
    """Too many ask at once; the same request will go later."""

    code = "busy"


class TooFast(Refused):
    """One customer or one address does more than people do; after `seconds` it will go."""

    def __init__(self, code: str, seconds: int) -> None:
        super().__init__(seconds=str(seconds))
        self.code = code
        self.seconds = seconds


class TimeUnclear(Refused):
    """The words hold no day or hour that we can read."""

    copy_key = "utter_error_time_unclear"


class NoSuchTime(TimeUnclear):
    """A day or hour that no calendar or clock has: 13月, 32日, 25点."""

    copy_key = "utter_error_time_no_such"


class TimePast(TimeUnclear):
    """The time asked for is over."""

    copy_key = "utter_error_time_past"


class TimeTooFar(TimeUnclear):
    """The time asked for lies beyond what can be booked."""

    copy_key = "utter_error_time_too_far"


class TimeClosed(Refused):
    """Nobody works then; `why` and `opens` say so."""

    copy_key = "utter_error_time_closed"


class TimeTaken(Refused):
    """No place is left then; `times` holds the nearest free ones."""

    copy_key = "utter_error_time_taken"


class PartsToCome(TimeTaken):
    """The parts that are likely to be needed are not at the store by then."""

    copy_key = "utter_error_time_before_parts"


class TooManyTries(Refused):
    """Locked for a while after wrong guesses."""

    copy_key = "utter_error_too_many_tries"


class HeldByAnother(Refused):
    """Another advisor works on it; `who` has the advisor number. Only the desk hears it."""

    code = "held_by_another"

    def __init__(self, who: str) -> None:
        super().__init__()
        self.who = who
