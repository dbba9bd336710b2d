"""A table of what people say for a time, against stopped clocks, beside the cases of test_times.py."""

from __future__ import annotations

import contextlib
import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.errors import TimeUnclear
from helpline.model.times import SHANGHAI, read_time
from tests.content import reading

CLOCKS = {
    name: datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    for name, text in {
        "WED": "2026-11-04 10:00",
        "SEP": "2026-09-23 10:15",
        "FRI": "2026-11-06 22:30",
        "SUN": "2026-11-08 09:15",
        "EARLY": "2026-11-04 06:30",
        "LATE": "2026-11-04 21:40",
        "END": "2026-11-30 16:20",
        "NYE": "2026-12-31 20:00",
        "LEAP": "2028-02-29 11:00",
        "CNY": "2027-02-03 10:15",
    }.items()
}
HOLIDAYS = reading.catalogue().holidays
LINES = (Path(__file__).parent / "times.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]


def shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(("clock", "phrase", "start", "end"), ROWS)
def test_reads_what_people_say(clock: str, phrase: str, start: str, end: str) -> None:
    when = read_time(phrase, CLOCKS[clock], HOLIDAYS)
    read = ("-", "") if when is None else (shown(when.start), "" if when.exact else shown(when.end))
    assert read == (start, end)


@pytest.mark.parametrize(("phrase", "holds", "leaves_out"), [
    ("除了周三都行", "2026-11-05 10:00", "2026-11-04 15:00"),
    ("除了周五都可以", "2026-11-05 10:00", "2026-11-06 10:00"),
    ("周三以外都行", "2026-11-05 10:00", "2026-11-04 15:00"),
    ("周末除外都可以", "2026-11-06 10:00", "2026-11-07 10:00"),
    ("周四没空，其他时间都可以", "2026-11-06 10:00", "2026-11-05 10:00"),
    ("周一除外，下午三点以后都行", "2026-11-06 16:00", "2026-11-09 16:00"),
    ("除了周末都行", "2026-11-06 10:00", "2026-11-07 10:00"),
    ("工作日", "2026-11-06 10:00", "2026-11-08 10:00"),
    ("工作日晚上", "2026-11-06 19:00", "2026-11-06 10:00"),
    ("周末下午", "2026-11-08 15:00", "2026-11-08 09:00"),
    ("明天上午或者后天下午", "2026-11-06 15:00", "2026-11-05 15:00"),
    ("明天下午三点或者五点", "2026-11-05 17:00", "2026-11-05 16:00"),
])  # fmt: skip
def test_a_window_with_parts_holds_only_what_was_meant(phrase: str, holds: str, leaves_out: str) -> None:
    when = read_time(phrase, CLOCKS["WED"])
    assert when is not None
    assert when.holds(datetime.fromisoformat(holds).replace(tzinfo=SHANGHAI))
    assert not when.holds(datetime.fromisoformat(leaves_out).replace(tzinfo=SHANGHAI))


@pytest.mark.parametrize(("phrase", "assumed"), [
    ("明天三点", ("afternoon",)), ("三点", ("afternoon", "day")), ("明天下午三点", ()), ("明天15点", ()), ("下午七点", ("day",)),
    ("下周", ("dates",)), ("工作日", ("working_days",)), ("明天午饭后", ("meal",)), ("月初", ("dates",)),
])  # fmt: skip
def test_tells_what_it_assumed(phrase: str, assumed: tuple[str, ...]) -> None:
    when = read_time(phrase, CLOCKS["WED"])
    assert when is not None and when.assumed == assumed


@given(
    st.text(alphabet="除了都行或者明后天周末一到五国庆前后元旦月初底中工作日下午饭过内零点十三半:./-19asap pm", max_size=40),
    st.sampled_from(list(CLOCKS.values())),
)
def test_no_words_make_it_fail_or_name_the_past(phrase: str, now: datetime) -> None:
    try:
        when = read_time(phrase, now)
    except TimeUnclear:
        return
    assert when is None or now <= when.start <= when.end
    assert when is None or all(when.start <= start <= end <= when.end for start, end in when.parts)


@pytest.mark.parametrize(
    "piece", ["下", "十", "一", "1", "9:", "除了", "周", "到", "点", "天后", "或者", "1-", "国庆", "过半", " ", "月", "12/"]
)
def test_a_hostile_length_is_bounded(piece: str) -> None:
    began = time.process_time()
    with contextlib.suppress(TimeUnclear):
        read_time(piece * (5000 // len(piece)), CLOCKS["WED"])
    assert time.process_time() - began < 1
