"""A registry of devices that an organisation keeps, over HTTP: docs/registry.md has the contract.

A look-up has one deadline over all its tries, however slowly the other side drips. After failures in a row it is not asked for a while.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Coroutine
from datetime import date, datetime, timedelta
from typing import Any

import httpx

from helpline.errors import OutsideUnavailable
from helpline.model.registry import Plan, RegisteredDevice, Repair
from helpline.ports import Clock

log = logging.getLogger(__name__)
TRIES = 3
PAUSE = 0.1  # seconds, then twice as long
BODY = 64 * 1024
FAILURES = 5  # in a row, and the registry is left alone
REST = timedelta(seconds=30)


class HttpRegistry:
    """Asks on a loop of its own in a thread, because whoever looks up may stand within another loop."""

    def __init__(self, address: str, token: str, seconds: float, clock: Clock) -> None:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self._address, self._headers, self._seconds, self._clock = address.rstrip("/"), headers, seconds, clock
        self._lock = threading.Lock()
        self._failures = 0
        self._rests_until: datetime | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: httpx.AsyncClient | None = None

    def find(self, serial_or_imei: str) -> RegisteredDevice | None:
        """GET /devices/{serial or IMEI}. Raises OutsideUnavailable."""
        if not (serial_or_imei.isascii() and serial_or_imei.isalnum()):
            return None
        self._refuse_while_resting()
        try:
            found = self._run(asyncio.wait_for(self._ask(serial_or_imei), self._seconds))
        except asyncio.TimeoutError as error:
            self._note(failed=True)
            raise OutsideUnavailable(f"the registry did not answer within {self._seconds} s") from error
        except OutsideUnavailable:
            self._note(failed=True)
            raise
        self._note(failed=False)
        return found

    def _refuse_while_resting(self) -> None:
        """After the rest one look-up goes ahead; the others still wait for how it ends."""
        with self._lock:
            if self._rests_until is not None:
                if self._clock.now() < self._rests_until:
                    raise OutsideUnavailable("the registry failed often and is left alone for a while")
                self._rests_until = self._clock.now() + REST

    def _note(self, *, failed: bool) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            if not failed:
                self._rests_until = None
            elif self._failures >= FAILURES:
                if self._failures == FAILURES:
                    log.error("the registry failed %s times in a row: it is asked again in %s", FAILURES, REST)
                self._rests_until = self._clock.now() + REST

    async def _ask(self, key: str) -> RegisteredDevice | None:
        for tries_left in range(TRIES - 1, -1, -1):
            try:
                return await self._once(key)
            except (httpx.TransportError, _Passing) as error:
                if not tries_left:
                    raise OutsideUnavailable(f"the registry: {type(error).__name__} {error}") from error
            await asyncio.sleep(PAUSE * 2 ** (TRIES - 1 - tries_left))
        raise AssertionError("the last try returns or raises")

    async def _once(self, key: str) -> RegisteredDevice | None:
        if self._client is None:
            self._client = httpx.AsyncClient(headers=self._headers, timeout=self._seconds, follow_redirects=False, trust_env=False)
        async with self._client.stream("GET", f"{self._address}/devices/{key}") as response:
            code = response.status_code
            if code == 404:
                return None
            if code >= 500 or code == 429:
                raise _Passing(f"answered {code}")
            if code in (401, 403):
                raise OutsideUnavailable(f"the registry answered {code}: check HELPLINE_REGISTRY_TOKEN")
            if code != 200:  # a redirect is not followed: it would take our token elsewhere
                raise OutsideUnavailable(f"the registry answered {code}: check HELPLINE_REGISTRY_URL")
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > BODY:
                    raise OutsideUnavailable(f"the registry answered with more than {BODY} bytes")
        return _device(bytes(body), key)

    def _run(self, work: Coroutine[Any, Any, RegisteredDevice | None]) -> RegisteredDevice | None:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="registry", daemon=True).start()
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


class _Passing(Exception):
    """May be over at the next try."""


def _device(body: bytes, key: str) -> RegisteredDevice:
    """The device, every field of the right kind. One that is another than asked for is no answer."""
    try:
        found = json.loads(body)
        plan = found.get("plan")
        device = RegisteredDevice(
            serial=_text(found, "serial", 24) or "",
            imei=_text(found, "imei", 15),
            model=_text(found, "model", 60),
            purchase_date=_day(found.get("purchase_date")),
            sold_in_mainland=_flag(found.get("sold_in_mainland")),
            plan=_plan(plan) if plan is not None else None,
            repairs=tuple(_repair(one) for one in found.get("repairs") or ()),
            sample=bool(_flag(found.get("sample"))),
            source=_text(found, "source", 120) or "",
            as_of=_day(found.get("as_of")),
        )
        if key not in (device.serial, device.imei):
            raise ValueError("another device than was asked for")
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise OutsideUnavailable(f"the registry's answer is not as agreed: {type(error).__name__} {str(error)[:80]}") from error
    return device


def _plan(plan: dict[str, Any]) -> Plan:
    starts, ends = _day(plan["starts"]), _day(plan["ends"])
    if starts is None or ends is None or ends < starts:
        raise ValueError("a plan needs its days in order")
    incidents = [_day(day) for day in plan.get("incidents") or ()]
    return Plan(_text(plan, "name", 80) or "", starts, ends, tuple(day for day in incidents if day is not None))


def _repair(stay: dict[str, Any]) -> Repair:
    handed_in, returned = _day(stay["in"]), _day(stay.get("out"))
    if handed_in is None or (returned is not None and returned < handed_in):
        raise ValueError("a repair needs its days in order")
    return Repair(handed_in, returned)


def _day(value: object) -> date | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise TypeError("a day is a string like 2026-11-24")
    return date.fromisoformat(value)


def _flag(value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise TypeError("a flag is true, false or null")
    return value


def _text(found: dict[str, Any], name: str, limit: int) -> str | None:
    value = found.get(name)
    if value is not None and not (isinstance(value, str) and len(value) <= limit):
        raise TypeError(f"{name} is a string of at most {limit} characters")
    return value
