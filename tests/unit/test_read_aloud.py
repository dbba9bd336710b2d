"""What a voice says."""

from __future__ import annotations

from datetime import datetime

import pytest

from helpline.model.read_aloud import number_aloud, time_aloud, words_aloud

NOW = datetime.fromisoformat("2026-11-24T22:30:00+08:00")


@pytest.mark.parametrize(("moment", "said"), [
    ("2026-11-24T23:00:00+08:00", "今天晚上11点"),
    ("2026-11-25T09:00:00+08:00", "明天上午9点"),
    ("2026-11-25T01:00:00+00:00", "明天上午9点"),
    ("2026-11-25T12:30:00+08:00", "明天中午12点半"),
    ("2026-11-26T15:45:00+08:00", "后天下午3点45分"),
    ("2026-11-28T04:05:00+08:00", "11月28日星期六凌晨4点5分"),
    ("2026-11-23T09:00:00+08:00", "11月23日星期一上午9点"),
])  # fmt: skip
def test_a_time_is_said_as_people_say_it(moment: str, said: str) -> None:
    assert time_aloud(datetime.fromisoformat(moment), NOW) == said


@pytest.mark.parametrize(("written", "said"), [
    ("购买 AppleCare+", "购买 AppleCare Plus"),
    ("iPad Air（第 5 代）", "iPad Air"),
    ("「查找」", "查找"),
    ("浦东", "浦东"),
])  # fmt: skip
def test_signs_that_no_voice_can_say_are_left_out(written: str, said: str) -> None:
    assert words_aloud(written) == said


def test_a_number_is_dialled_digit_by_digit() -> None:
    assert number_aloud("400-666-8800") == "四零零，六六六，八八零零" and number_aloud("110") == "幺幺零"
