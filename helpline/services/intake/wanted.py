"""What is still to be asked: the route's slots in order, but for those that this case does not need."""

from __future__ import annotations

import re

from helpline.catalogue.device_lines import by_ports, shared
from helpline.catalogue.facts import Article, Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.faults import ACCIDENT, happened, lost
from helpline.model.systems import Runs, runs
from helpline.model.text import normalise
from helpline.services.danger.first_aid import TOLD, wet_first
from helpline.services.help.steps import Steps
from helpline.services.intake.device_words import after_words
from helpline.services.intake.look_up import LookUp, record_of
from helpline.services.reply import Button, Say, choose

# Routes that tell of a term: there the day of purchase matters whatever broke it.
_SHORTLY = "symptom told shortly"  # once, in few words
OF_A_TERM = frozenset({"hardware_check_coverage", "hardware_ask_rights", "hardware_ask_programme", "applecare_buy"})
_SPARED = frozenset({"os_version", "tried_steps", "error_code", "fault_cause", "serial_number", "purchase_date"})
_UNLIT = re.compile(
    r"黑屏|[开打]不[了开]机|不开机|开不起来|没电了|(?:屏幕?|画面)(?:都|也|完全|就)?不亮|亮不了|死机"
)  # nothing can be read off it
_OUTAGE = re.compile(r"停电|跳闸|打雷")  # after which it is plain how it came about
WHERE = "where to go"  # counted once it was asked where a repair is done


class Wanted:
    """Decides what is asked next, and how."""

    def __init__(self, catalogue: Catalogue, look_up: LookUp) -> None:
        self._catalogue = catalogue
        self._faults = catalogue.entitlements.faults
        self._look_up = look_up
        self._steps = Steps(catalogue)

    def next(self, draft: Draft) -> str | None:
        """The slot to ask for; None where all is known that this case needs."""
        self._look_up.refresh(draft)
        if (missing := self._missing_of(draft)) is None and draft.event_number is None and self._look_up.away(draft):
            self._look_up.refresh(draft, again=True)  # all is about to be read back
            missing = self._missing_of(draft)
        return missing

    def up_to_date(self, draft: Draft) -> None:
        """What the registry says of the serial as it is now. Raises NotLookedUp."""
        self._look_up.refresh(draft)

    def look_again(self, draft: Draft) -> None:
        """Before the number is issued: try once more what could not be looked up."""
        self._look_up.refresh(draft, again=True)

    def _missing_of(self, draft: Draft) -> str | None:
        if self.helps(draft):
            return "confirm"
        return next((slot for slot in self._asked(draft) if not self.settled(draft, slot)), None)

    def to_come(self, draft: Draft) -> list[str]:
        """What will still be asked before the number is issued."""
        return [] if draft.event_number else [slot for slot in self._asked(draft) if not self.settled(draft, slot)]

    def _asked(self, draft: Draft) -> list[str]:
        """The route's slots; after the symptom the error code, where it speaks of an error without naming its code."""
        route = self._catalogue.routes[draft.intent or ""]
        slots = list(route.ask)
        if draft.tries.get(WHERE) and "place" not in slots and not draft.event_number:
            slots.insert(0, "place")  # where to go was asked: without the city nobody can say
        names_error = any(word in symptom_of(draft) for word in self._faults.error_words)
        if names_error and "symptom" in slots and route.label in (Label.GENERAL, Label.HARDWARE) and not draft.event_number:
            slots.insert(slots.index("symptom") + 1, "error_code")
        return slots

    def helps(self, draft: Draft) -> bool:
        """True while an article has a step for this customer: whether it helped is a question of yes or no."""
        return self._steps.due(draft, self._family(draft), cause_kind(self._catalogue, draft))

    def helping(self, draft: Draft) -> tuple[Article, list[int]] | None:
        """The article that is being followed, and the places of the steps that are left."""
        article = self._steps.article(draft, self._family(draft)) if draft.asking == "confirm" and self.helps(draft) else None
        return (article, self._steps.left(draft, article)) if article else None

    def meant(self, draft: Draft, text: str) -> Article | None:
        """The article that fits better than the one that is followed, by what the customer puts right."""
        return self._steps.meant(draft, self._family(draft), text)

    def tips(self, draft: Draft) -> list[Say]:
        """What to do at once with a wet device; what a customer whose device broke of itself may check meanwhile."""
        return [*wet_first(self._catalogue, draft), *self._steps.tip(draft, self._family(draft), cause_kind(self._catalogue, draft))]

    def _family(self, draft: Draft) -> str:
        return family_of(self._catalogue, str(draft.facts.get("device_model") or draft.facts.get("device_family") or ""))

    def settled(self, draft: Draft, slot: str) -> bool:
        """True where `slot` need not be asked. What is lost has no cause."""
        route = self._catalogue.routes[draft.intent or ""]
        if slot == "fault_cause" and route.label is Label.HARDWARE and lost(symptom_of(draft)):
            return True
        if slot == "symptom":
            return draft.settled(slot) and draft.tries.get(_SHORTLY) != 1 and not self._more_to_tell(draft, route)
        if slot == "os_version":
            family = self._catalogue.families.get(self._family(draft))
            if family is not None and not family.system:  # earphones have none to look up
                return True
            return (draft.settled(slot) or self.spared(draft, slot)) and not self.doubted_system(draft)
        if draft.settled(slot) or self.spared(draft, slot):
            return True
        if slot == "serial_number":
            return draft.settled("imei")
        if slot == "fault_cause":
            told = _OUTAGE.search(str(draft.facts.get("after") or "")) is not None
            return told or route.topic not in self._faults.ask_cause or cause_kind(self._catalogue, draft) == ACCIDENT
        if slot == "purchase_date" and route.intent not in OF_A_TERM:
            record = record_of(draft)
            return cause_kind(self._catalogue, draft) == ACCIDENT or bool(record and record.purchase_date)
        return False

    def spared(self, draft: Draft, slot: str) -> bool:
        """True for what somebody in haste did not tell and is not asked, unless it is what the matter is about."""
        return draft.urgent and slot in _SPARED and slot != draft.asking and draft.intent not in OF_A_TERM and not draft.settled(slot)

    def ask(self, draft: Draft, slot: str) -> Say:
        """The question for a slot, fitted to the device and to what is known."""
        facts = draft.facts
        article = self._steps.article(draft, self._family(draft)) if slot == "confirm" and self.helps(draft) else None
        if article is not None:
            return self._steps.say(draft, article)
        if slot == "device_model" and facts.get("device_family"):
            family, of_line = str(facts["device_family"]), facts.get("device_options")
            if of_line:
                return which_of(self._catalogue, family, of_line)
            return Say("utter_ask_device_model_which", {"family": after_words(family)})
        if slot == "symptom":
            draft.tries["occurrence"] = 1
            missing, shortly = self._missing(draft), draft.tries.pop(_SHORTLY, None)
            if facts.get("symptom") and missing and not shortly:
                return Say("utter_ask_symptom_since" if missing == ["since"] else "utter_ask_symptom_occurrence")
        if slot == "fault_cause":
            unsure = self._faults.unknown
            kinds = [kind for kind in self._faults.kinds if kind is not unsure]
            return Say("utter_ask_fault_cause", {}, tuple(choose(slot, kind.name, kind.title) for kind in (*kinds, unsure)))
        if slot == "os_version" and draft.settled(slot):
            return self._ask_system_again(draft)
        return Say(f"utter_ask_{slot}", {"where": where_serial(self._catalogue, draft)} if slot == "serial_number" else {})

    # -- what more of the symptom ---------------------------------------------------------------

    def _missing(self, draft: Draft) -> list[str]:
        """What the topic asks of when and how often, and nobody has said."""
        route = self._catalogue.routes[draft.intent or ""]
        wanted = self._faults.ask_occurrence.get(route.topic, ())
        return [name for name in wanted if not draft.facts.get(name) and not (name == "since" and draft.facts.get("after"))]

    def _more_to_tell(self, draft: Draft, route: Route) -> bool:
        """True once, where the symptom was told but not since when; what broke in an accident needs neither."""
        if (
            draft.tries.get("occurrence")
            or draft.event_number
            or draft.urgent
            or route.first
            or cause_kind(self._catalogue, draft) == ACCIDENT
            or lost(symptom_of(draft))
        ):
            return False
        missing = self._missing(draft)
        return bool(missing) and len(missing) == len(self._faults.ask_occurrence[route.topic])

    # -- system and device ----------------------------------------------------------------------

    def doubted_system(self, draft: Draft) -> Runs | None:
        """Why device and system do not go together, unless the customer was asked about just these already."""
        told, device = str(draft.facts.get("os_version") or ""), self._catalogue.device_named(str(draft.facts.get("device_model") or ""))
        if not told or device is None or draft.tries.get(f"system {told} {device.id}"):
            return None
        verdict = runs(told, self._catalogue.families[device.family].system, device.last_system, device.year)
        return None if verdict is Runs.PLAUSIBLE else verdict

    def _ask_system_again(self, draft: Draft) -> Say:
        """Say why it cannot be, and ask once more."""
        verdict = self.doubted_system(draft)
        told = str(draft.facts["os_version"])
        device = self._catalogue.device_named(str(draft.facts.get("device_model") or ""))
        if verdict is None or device is None:
            return Say("utter_ask_os_version")
        draft.tries[f"system {told} {device.id}"] = 1
        system = self._catalogue.families[device.family].system
        facts = {"told": told if re.match("[A-Za-z]", told) else f"{system} {told}", "device": device.name}
        if verdict is Runs.TOO_NEW:
            return Say("utter_system_too_new", {**facts, "last": f"{system} {device.last_system}"})
        if verdict is Runs.OTHER_SYSTEM:
            return Say("utter_system_other", {**facts, "system": system})
        return Say("utter_system_doubtful", facts)


def cause_kind(catalogue: Catalogue, draft: Draft) -> str:
    """The kind of cause as far as it is known: told, or told by the topic."""
    faults = catalogue.entitlements.faults
    told = str(draft.facts.get("fault_cause") or "")
    if not told and draft.intent:
        told = faults.implied.get(catalogue.routes[draft.intent].topic, "")
    if not told and any(happened(word, symptom_of(draft)) for word in faults.telltale):
        return ACCIDENT
    return faults.kind_of(told)


def symptom_of(draft: Draft) -> str:
    """What was said of the symptom, made comparable."""
    return normalise(str(draft.facts.get("symptom") or ""))


def which_of(catalogue: Catalogue, line: str, names: list[str]) -> Say:
    """The question which of these it is; who told all but the ports is asked for them alone."""
    buttons = of_these(catalogue, line, names)
    if by_ports(names):
        return Say("utter_ask_device_model_ports", {"line": shared(names)}, buttons)
    return Say("utter_ask_device_model_of", {"family": line}, buttons)


def of_these(catalogue: Catalogue, family: str, names: list[str]) -> tuple[Button, ...]:
    """The devices of a line as quick replies, by what tells them apart."""
    titles = [_apart(catalogue, family, name) for name in names]
    titles = names if len(names) == 2 and set(titles) & set(names) else titles  # of two, both in full or neither
    return tuple(choose("device_model", name, title) for name, title in zip(names, titles))


_BARE = 2  # characters of a title that says too little: 「2」 of AirPods Pro 2


def _apart(catalogue: Catalogue, family: str, name: str) -> str:
    """「14 英寸，2023 年，M2 Pro / M2 Max」"""
    device = catalogue.device_named(name)
    rest = name.removeprefix(family).strip()
    rest = rest[1:-1] if rest.startswith("（") and rest.endswith("）") else rest
    if device and device.chips and not any(chip in rest for chip in device.chips):
        rest = f"{rest}，{' / '.join(device.chips)}"
    return rest if len(rest) > _BARE else name


def where_serial(catalogue: Catalogue, draft: Draft) -> str:
    """Where the serial of this kind of device stands."""
    kinds = _kinds(catalogue, draft)
    return catalogue.entitlements.where_serial(*kinds) if lit(catalogue, draft) else catalogue.entitlements.where_serial_unlit(*kinds)


def lit(catalogue: Catalogue, draft: Draft) -> bool:
    """True where the device itself can show its serial; what is wet stays off."""
    off = draft.tries.get(TOLD) or _UNLIT.search(symptom_of(draft))
    return "airpods" in _kinds(catalogue, draft) or not off


def elsewhere_serial(catalogue: Catalogue, draft: Draft) -> str:
    """Where else it stands, where the device itself cannot show it."""
    return catalogue.entitlements.elsewhere_serial(*_kinds(catalogue, draft))


def _kinds(catalogue: Catalogue, draft: Draft) -> tuple[str, str]:
    """Its device and its family, as the catalogue calls them: AirPods Max have no case with a lid."""
    device = catalogue.device_named(str(draft.facts.get("device_model") or ""))
    return device.id if device else "", family_of_draft(catalogue, draft)


def family_of(catalogue: Catalogue, named: str) -> str:
    """The family of a device, or of a line of devices, by its name."""
    device = catalogue.device_named(named)
    if device or not named:
        return device.family if device else ""
    line = named.partition("（")[0]
    of_line = next((d.family for d in catalogue.devices.values() if d.name.startswith(line)), "")  # 「iMac」
    return next((f.id for f in catalogue.families.values() if named.startswith(f.name)), of_line)


def family_of_draft(catalogue: Catalogue, draft: Draft) -> str:
    """The family of the device that the draft is about; empty where it is not known."""
    return family_of(catalogue, str(draft.facts.get("device_model") or draft.facts.get("device_family") or ""))
