"""Pages from templates: labels from labels.yml, times in Shanghai, everything else escaped."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined
from sanic.response import HTTPResponse, html

from helpline.model.event_number import shown
from helpline.model.text import mask
from helpline.model.times import SHANGHAI

HERE = Path(__file__).parent
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


@lru_cache(maxsize=1)
def labels() -> dict[str, Any]:
    """All words of the desk."""
    return dict(yaml.safe_load((HERE / "labels.yml").read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["L"] = labels()
    environment.filters.update(number=shown, time=_time, moment=_moment, minutes=_minutes, name=_name, masked=mask)
    return environment


def page(template: str, *, status: int = 200, **facts: Any) -> HTTPResponse:
    """A whole page, or a part of one."""
    return html(_environment().get_template(template).render(**facts), status=status, headers=dict(HEADERS))


def say(key: str, **facts: str) -> str:
    """A sentence of labels.yml about what happened, or did not."""
    known = labels()["messages"]
    return str(known.get(key, known["unexpected"])).format_map(_Blanks(facts))


def offered(times: str) -> str:
    """「最近的空位：…」 for ISO times joined by blanks; nothing where there are none."""
    return say("free_times", times="、".join(_time(moment) for moment in times.split())) if times else ""


def to_customer(key: str, **facts: str) -> str:
    """A sentence of labels.yml that the desk has said to a customer."""
    return str(labels()["customer"][key]).format(**facts)


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _time(moment: datetime | str | None) -> str:
    """Day and time."""
    return _as_moment(moment).strftime(str(labels()["formats"]["time"])) if moment else ""


def _moment(moment: datetime | str | None) -> str:
    """The time alone."""
    return _as_moment(moment).strftime("%H:%M") if moment else ""


def _as_moment(moment: datetime | str) -> datetime:
    return (datetime.fromisoformat(moment) if isinstance(moment, str) else moment).astimezone(SHANGHAI)


def _minutes(count: int) -> str:
    """A length of time as people say it."""
    said, count = labels()["formats"], abs(count)
    if count < 60:
        return str(said["minutes"]).format(m=count)
    if count < 24 * 60 and count % 60 == 0:
        return str(said["whole_hours"]).format(h=count // 60)
    if count < 24 * 60:
        return str(said["hours"]).format(h=count // 60, m=count % 60)
    return str(said["days"]).format(d=count // (24 * 60), h=count % (24 * 60) // 60)


def _name(key: Any, kind: str) -> str:
    """The word for a value of a closed set; the value itself where it has none."""
    if key is None or isinstance(key, Undefined):
        return ""
    value = str(getattr(key, "value", key))
    return str(labels()["names"][kind].get(value, value))
