"""Which device a message is about, and what is kept of one without a model (services/device_words.py)."""

from __future__ import annotations

import pytest

from helpline.model.understanding import Found, Heard
from helpline.services.device_words import described, main_device, main_family
from tests.content import reading


def named(*devices: tuple[str, str]) -> Heard:
    return Heard("", "talk_inform", 1.0, found=tuple(Found(kind, value, value, at, at + 1) for at, (kind, value) in enumerate(devices)))


def test_the_device_before_what_belongs_to_it() -> None:
    catalogue = reading.catalogue()
    accessory = next(device.name for device in catalogue.devices.values() if device.family == "accessory")
    assert main_device(catalogue, named(("device_model", accessory), ("device_model", "iPhone 15"))) == "iPhone 15"
    assert main_device(catalogue, named(("device_model", "iPhone 15"), ("device_model", "iPhone 14"))) == "iPhone 15"
    assert main_device(catalogue, named(("device_model", accessory))) == accessory


def test_the_line_after_its_family() -> None:
    catalogue = reading.catalogue()
    assert main_family(catalogue, named(("device_family", "Mac"), ("device_family", "iMac"))) == "iMac"
    assert main_family(catalogue, named(("device_family", "iPhone"), ("device_family", "iPad"))) == "iPhone"
    assert main_family(catalogue, named()) is None


@pytest.mark.parametrize(("family", "text", "kept"), [
    ("iPad Pro", "M2那个", "iPad Pro M2"),
    ("iPad Pro", "iPad Pro M2", "iPad Pro M2"),
    ("AirTag", "AirTag呀,不然呢?", "AirTag"),
    ("MacBook Air", "就是那个吧", "MacBook Air"),
    ("", "老款的播放器呀", "老款的播放器"),
])  # fmt: skip
def test_what_an_advisor_reads_of_a_model_that_is_not_known(family: str, text: str, kept: str) -> None:
    assert described(family, text) == kept
