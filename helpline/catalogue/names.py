"""All that is named in a message and can be told by its shape or by the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from helpline.catalogue.device_names import DeviceNames, NamedDevice
from helpline.catalogue.facts import Catalogue
from helpline.model.event_number import find_event_number
from helpline.model.numbers import find_counts, find_error_codes, find_order_number, find_os_version
from helpline.model.phone import find_phone
from helpline.model.serial import SerialKind, find_serial
from helpline.model.text import align, spoken_digits
from helpline.model.times import find_time_span
from helpline.model.understanding import Found


class Names:
    """Finds devices, numbers, codes and times. Spans are on the text as it was typed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._devices = DeviceNames(catalogue)

    def find(self, text: str, devices: list[NamedDevice] | None = None) -> list[Found]:
        """Everything found, in order. A span taken by one kind is not given to another. `devices` are those in it, where they are known."""
        found: list[Found] = []
        for candidate in self._candidates(text, devices):
            if all(candidate.end <= other.start or candidate.start >= other.end for other in found):
                found.append(candidate)
        return sorted(found, key=lambda item: item.start)

    def _candidates(self, text: str, devices: list[NamedDevice] | None) -> Iterator[Found]:
        """The surest kinds first."""
        aligned = align(text)
        event = find_event_number(text)
        if event:
            start, end = _digits_span(text, event)
            yield Found("event_number", event, text[start:end], start, end)
        phone = find_phone(text) if not event else None
        if phone:
            yield Found("contact_phone", phone.value, text[phone.start : phone.end], phone.start, phone.end)
        order = find_order_number(aligned.text)
        if order:
            yield _found("order_number", order, text, aligned.origin(order[1], order[2]))
        for named in self._devices.find(text) if devices is None else devices:
            entity = "device_model" if named.device else "device_family"
            yield Found(entity, named.name, text[named.start : named.end], named.start, named.end)
        serial = find_serial(text) if not order else None
        if serial:
            entity = "imei" if serial.kind is SerialKind.IMEI else "serial_number"
            yield Found(entity, serial.value, text[serial.start : serial.end], serial.start, serial.end)
        for code in find_error_codes(aligned.text):
            yield _found("error_code", code, text, aligned.origin(code[1], code[2]))
        version = find_os_version(aligned.text)
        if version:
            yield _found("os_version", version, text, aligned.origin(version[1], version[2]))
        for count in find_counts(aligned.text):
            yield _found("count", count, text, aligned.origin(count[1], count[2]))
        span = find_time_span(aligned.text)
        if span:
            start, end = aligned.origin(*span)
            yield Found("time", text[start:end], text[start:end], start, end)


def _found(entity: str, value: tuple[str, int, int], text: str, span: tuple[int, int]) -> Found:
    return Found(entity, value[0], text[span[0] : span[1]], *span)


def _digits_span(text: str, number: str) -> tuple[int, int]:
    """Where the digits of `number` stand: others, of a device or a phone, may stand beside them."""
    digits = [(position, digit) for position, plain in enumerate(map(spoken_digits, text)) for digit in plain if digit in "0123456789"]
    first = "".join(digit for _, digit in digits).index(number)
    return digits[first][0], digits[first + len(number) - 1][0] + 1
