"""Entitlement through the running system: a device of the registry, a price, the law, and a system that cannot be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from helpline.settings import ROOT
from tests.journeys.conftest import System, Talk
from tests.services.talk import PHONE

pytestmark = pytest.mark.journey
ROW = "serial,model,purchase_date,sold_in_mainland,source,as_of\nXG4K2H7Q0P,iphone-15,2026-03-05,1,登记数据,2026-11-20\n"


def finish(talk: Talk) -> None:
    """Leave the number, confirm, and be called back."""
    answers = {"contact_phone": PHONE, "confirm": "确认", "service_mode": "顾问回电", "callback_time": "明天下午三点半"}
    for _ in range(8):
        if not talk.asking:
            return
        talk.say(answers.get(talk.asking, "跳过"))


def test_a_device_of_the_registry(system: System, talk: Talk, tmp_path: Path) -> None:
    file = tmp_path / "devices.csv"
    file.write_text(ROW, encoding="utf-8")
    command = [sys.executable, "-m", "helpline", "registry", "import", str(file)]
    subprocess.run(command, cwd=ROOT, env=system.env, check=True, capture_output=True)
    talk.say("帮我查一下我的 iPhone 15 还在不在保修期")
    assert talk.asking == "serial_number"
    said = "\n".join(talk.say("xg4k 2h7q 0p"))
    assert "2027年3月5日（含）" in said and "还剩 101 天" in said and "登记数据" in said
    assert talk.asking == "contact_phone"
    finish(talk)
    coverage = system.desk(f"events/{talk.event_number}").json()["coverage"]
    assert (coverage["status"], coverage["ends"], coverage["sample"]) == ("covered", "2027-03-05", False)


def test_a_price_with_its_day_and_another_one_for_another_model(system: System, talk: Talk) -> None:
    said = "\n".join(talk.say("iPhone 13 换屏多少钱"))
    assert "¥2149" in said and "2021年" in said and "检测后才能最终确定" in said
    assert "¥2559" in "\n".join(talk.say("不是 13，是 13 Pro Max"))


def test_the_seventh_day(system: System, talk: Talk) -> None:
    talk.say("iPhone 15 开不了机了，2026年11月17日买的，能三包退换吗")
    while talk.asking in ("serial_number", "symptom", "fault_cause"):
        talk.say("跳过")
    said = "\n".join(message["text"] for message in talk.thread())
    assert "购买第 7 天" in said and "退货、换货、修理" in said and "2026年11月24日（含）" in said


def test_a_system_that_the_device_cannot_run(system: System, talk: Talk) -> None:
    talk.say("iPhone XS 更新到 iOS 26 以后邮件一直收不了")
    assert talk.asking == "confirm"  # a step to try goes first
    said = "\n".join(talk.say("跳过"))
    assert "iOS 26 不支持 iPhone XS" in said and talk.asking == "os_version"
