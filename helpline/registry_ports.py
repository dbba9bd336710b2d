"""The shapes of what is known of devices and parts, and of what fills it. `ports.py` has the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from helpline.model.registry import RegisteredDevice
from helpline.model.sheet import Value
from helpline.model.stock import Stock


class Registry(Protocol):
    """The devices that were sold, as their keeper has them."""

    def find(self, serial_or_imei: str) -> RegisteredDevice | None:
        """The device of a serial or IMEI in canonical form; None where there is none. Raises OutsideUnavailable."""


class Parts(Protocol):
    """The parts that places have in stock."""

    def stock(self, place_id: str, model: str, parts: Sequence[str]) -> dict[str, Stock]:
        """What the place has of these parts for a device of the catalogue; a part that nobody counted is left out."""


class Bulk(Protocol):
    """Takes very many rows into one table, or none: they wait aside until they are published."""

    def stage(self, rows: Sequence[tuple[Value, ...]]) -> None:
        """Lay rows aside, each with its line first."""

    def twice(self, limit: int) -> list[tuple[int, str, str, int]]:
        """Of what is laid aside: line, column, value and earlier line of what must stand there once and does not."""

    def publish(self) -> tuple[int, int, int]:
        """Take all into the table in one transaction: how many are new, how many were there, how many samples gave way."""

    def empty(self) -> bool:
        """True where the table has no row."""
