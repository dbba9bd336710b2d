"""Which device a message is about, and what is kept of one without a model (services/intake/device_words.py)."""

from __future__ import annotations

import pytest

from helpline.model.understanding import Found, Heard
from helpline.services.intake.device_words import described, main_device, main_family
from helpline.services.intake.misheard import as_meant
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


@pytest.mark.parametrize(("text", "kind", "value", "word", "kept"), [
    ("平板插上充电器没反应", "device_model", "电源适配器", "充电器", False),
    ("换了根线，充电器坏了", "device_model", "电源适配器", "充电器", True),
    ("手表屏幕掉下来了", "fault_cause", "摔落", "掉下来", False),
    ("键帽也松了，快掉下来了", "fault_cause", "摔落", "掉下来", False),
    ("摄像头圈一碰就掉下来", "fault_cause", "摔落", "掉下来", False),
    ("音量键松动，今天掉下来了", "fault_cause", "摔落", "掉下来", False),
    ("手机从桌上掉下来了，屏幕花了", "fault_cause", "摔落", "掉下来", True),
])  # fmt: skip
def test_what_was_only_used_or_came_off_is_not_what_it_sounds_like(text: str, kind: str, value: str, word: str, kept: bool) -> None:
    at = text.index(word)
    said = Heard(text, "hardware_report_charging", 1.0, found=(Found(kind, value, word, at, at + len(word)),))
    assert bool(as_meant(reading.catalogue(), said).found) is kept
