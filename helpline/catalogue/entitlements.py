"""What customers are entitled to, read from rights.yml, applecare.yml, programmes.yml and prices.yml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from helpline.model.coverage import PlanTerms, Warranty
from helpline.model.faults import FaultBook, FaultKind
from helpline.model.plans import Fee, PlanRules
from helpline.model.prices import Price, PriceBook, PricedPart
from helpline.model.programmes import Programme
from helpline.model.rights import Fault, Ground, Part, RegionalTerm, Regulation, Remedy, Window
from helpline.model.terms import Source

FILES = {
    "rights": ("short", "remedies", "changes", "not_mainland", "regulations", "warranty"),
    "applecare": ("name", "families", "windows", "terms", "fees"),
    "programmes": ("programmes",),
    "prices": ("parts", "prices", "estimate_at"),
    "serials": ("where", "elsewhere"),
    "faults": ("kinds", "implied", "telltale", "cause", "occurrence", "no_fault", "error_words"),
}


@dataclass(frozen=True)
class Entitlements:
    """The rules and values, each with its source."""

    short_law: str
    remedy_names: dict[Remedy, str]
    change_names: dict[Ground, str]
    not_mainland: str
    regulations: tuple[Regulation, ...]
    warranty: Warranty
    not_covered: str
    plan: PlanRules
    programmes: tuple[Programme, ...]
    prices: PriceBook
    serial_at: dict[str, str]
    serial_elsewhere: dict[str, str]
    serial_unlit: str
    faults: FaultBook

    def regulation_of(self, family: str | None) -> Regulation | None:
        """The regulation that speaks of a family of devices."""
        return next((regulation for regulation in self.regulations if family in regulation.families), None)

    def region_of(self, regulation: Regulation, device_id: str, province: str | None) -> RegionalTerm | None:
        """The longer term that a province grants this device."""
        fitting = (r for r in regulation.regional if r.province == province and device_id.startswith(r.devices))
        return next(fitting, None)

    def where_serial(self, *kinds: str) -> str:
        """Where the serial of a device stands, by the first of its kinds (device, family) that we know of."""
        return next((self.serial_at[kind] for kind in kinds if kind in self.serial_at), self.serial_at["default"])

    def where_serial_unlit(self, *kinds: str) -> str:
        """The same of a device whose screen shows nothing."""
        return self.serial_unlit.format(elsewhere=self.elsewhere_serial(*kinds))

    def elsewhere_serial(self, *kinds: str) -> str:
        """Where it stands beside the device itself."""
        return next((self.serial_elsewhere[kind] for kind in kinds if kind in self.serial_elsewhere), self.serial_elsewhere["default"])


def read_entitlements(files: dict[str, dict[str, Any]], devices: set[str], families: set[str]) -> Entitlements:
    """All of it. Raises KeyError, ValueError or TypeError, each naming the entry."""
    rights, care, prices = files["rights"], files["applecare"], files["prices"]
    warranty = rights["warranty"]
    programmes = tuple(_programme(v, files["programmes"]) for v in files["programmes"]["programmes"])
    book = _prices(prices)
    regulations = tuple(_regulation(v, rights) for v in rights["regulations"])
    _known({d for p in programmes for d in p.devices} | {price.device for price in book.prices.values()}, devices, "device")
    plan = _plan(care)
    _known({f for r in regulations for f in r.families} | plan.families, families, "family")
    _known({*files["serials"]["where"], *files["serials"]["elsewhere"]} - {"default"}, families | devices, "family or device")
    return Entitlements(
        short_law=rights["short"],
        remedy_names={Remedy(k): v for k, v in rights["remedies"].items()},
        change_names={Ground(k): v for k, v in rights["changes"].items()},
        not_mainland=rights["not_mainland"],
        regulations=regulations,
        warranty=Warranty(warranty["name"], int(warranty["months"]), tuple(warranty["not_covered"]), read_source(warranty, rights)),
        not_covered=warranty["not_covered_short"],
        plan=plan,
        programmes=programmes,
        prices=book,
        serial_at={k: str(v) for k, v in files["serials"]["where"].items()},
        serial_elsewhere={k: str(v) for k, v in files["serials"]["elsewhere"].items()},
        serial_unlit=str(files["serials"]["unlit"]),
        faults=_faults(files["faults"]),
    )


def _faults(v: dict[str, Any]) -> FaultBook:
    return FaultBook(
        kinds=tuple(
            FaultKind(k["id"], k["name"], k["title"], tuple(k["causes"]), tuple(k["words"]), tuple(k.get("unasked", ())))
            for k in v["kinds"]
        ),
        implied=dict(v["implied"]),
        telltale=tuple(v["telltale"]),
        ask_cause=frozenset(v["cause"]),
        ask_occurrence={topic: tuple(slots) for topic, slots in v["occurrence"].items()},
        no_fault=tuple(v["no_fault"]),
        error_words=tuple(str(word) for word in v["error_words"]),
    )


def read_source(v: dict[str, Any], file: dict[str, Any]) -> Source:
    """Where an entry comes from: its own word before that of its file. Each needs all four."""
    source, as_of, confidence = (str(v.get(key) or file[key]) for key in ("source", "as_of", "confidence"))
    if confidence not in ("H", "M", "L"):
        raise ValueError(f"confidence {confidence!r} is none of H, M, L")
    date.fromisoformat(f"{as_of}-01-01"[:10] if len(as_of) != 7 else f"{as_of}-01")  # a year, a month or a day
    return Source(source, as_of, date.fromisoformat(str(v.get("review_by") or file["review_by"])), confidence)


def _known(named: set[str], known: set[str], what: str) -> None:
    if named - known:
        raise ValueError(f"unknown {what}: {', '.join(sorted(named - known))}")


def _regulation(v: dict[str, Any], file: dict[str, Any]) -> Regulation:
    return Regulation(
        id=v["id"],
        name=v["name"],
        families=tuple(v["families"]),
        parts=tuple(
            Part(
                p["id"], p["name"], int(p["months"]), bool(p.get("accessory")), p.get("test", ""), tuple(str(w) for w in p.get("words", ()))
            )
            for p in v["parts"]
        ),
        windows=tuple(
            Window(int(w["until_day"]), tuple(Remedy(c) for c in w["choices"]), w.get("article", ""))
            for w in sorted(v["windows"], key=lambda w: int(w["until_day"]))
        ),
        in_term=v.get("in_term", ""),
        repairs=v.get("repairs"),
        repairs_article=v.get("repairs_article", ""),
        delay_days=v.get("delay_days"),
        delay_article=v.get("delay_article", ""),
        replaced=v.get("replaced"),
        replaced_article=v.get("replaced_article", ""),
        faults=tuple(Fault(f["id"], f["name"], tuple(str(w) for w in f["words"])) for f in v.get("faults", ())),
        proof=v["proof"],
        proof_lost=v["proof_lost"],
        exclusions=tuple(v["exclusions"]),
        regional=tuple(
            RegionalTerm(r["province"], r["name"], int(r["months"]), tuple(r["devices"]), read_source(r, file))
            for r in v.get("regional", ())
        ),
        source=read_source(v, file),
    )


def _plan(v: dict[str, Any]) -> PlanRules:
    windows = v["windows"]
    return PlanRules(
        name=v["name"],
        on_device_days=int(windows["on_device_days"]),
        in_store_days=int(windows["in_store_days"]),
        in_store_needs=windows["in_store_needs"],
        terms=PlanTerms(int(v["terms"]["incidents"]), int(v["terms"]["months"])),
        whole_terms=frozenset(v.get("whole_term", ())),
        fees=tuple(Fee(f["family"], f["part"], f["name"], _amount(f), read_source(f, v)) for f in v["fees"]),
        families=frozenset(v["families"]),
        windows_source=read_source(windows, v),
        free=v["free"],
    )


def _amount(v: dict[str, Any]) -> int:
    if not isinstance(v["amount"], int) or v["amount"] < 0:
        raise ValueError(f"amount {v['amount']!r} is no sum in whole yuan")
    return v["amount"]


def _programme(v: dict[str, Any], file: dict[str, Any]) -> Programme:
    built_from, built_to = (date.fromisoformat(v[key]) if key in v else None for key in ("built_from", "built_to"))
    if built_from and built_to and built_to < built_from:
        raise ValueError(f"{v['id']}: built_to lies before built_from")
    return Programme(
        id=v["id"],
        name=v["name"],
        devices=frozenset(v["devices"]),
        topics=frozenset(v["topics"]),
        words=tuple(v["words"]),
        built_from=built_from,
        built_to=built_to,
        built=v["built"],
        months=v.get("months"),
        over=bool(v.get("over")),
        safety=bool(v.get("safety")),
        remedy=v["remedy"],
        source=read_source(v, file),
    )


def _prices(v: dict[str, Any]) -> PriceBook:
    parts = tuple(PricedPart(p["id"], p["name"], tuple(p["components"]), tuple(p["topics"])) for p in v["parts"])
    prices: dict[tuple[str, str], Price] = {}
    for entry in v["prices"]:
        _known({entry["part"]}, {part.id for part in parts}, "part")
        for device in entry["devices"]:
            if (device, entry["part"]) in prices:
                raise ValueError(f"{device}, {entry['part']}: stands twice")
            if not entry.get("as_of") or not entry.get("source"):
                raise ValueError(f"{device}, {entry['part']}: a price needs its own source and as_of")
            prices[device, entry["part"]] = Price(device, entry["part"], _amount(entry), read_source(entry, v))
    return PriceBook(parts, prices, v["estimate_at"])
