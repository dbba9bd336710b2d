"""When a customer would like something: phrases read against stopped clocks."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.errors import TimePast, TimeUnclear
from helpline.model.purchase import read_bought
from helpline.model.times import SHANGHAI, find_time_span, read_time, shown_day, shown_time


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


WEDNESDAY = at("2026-11-04 10:00")
BEFORE_HOURS = at("2026-11-04 06:30")
AFTER_HOURS = at("2026-11-04 21:40")
FRIDAY_NIGHT = at("2026-11-06 22:30")
SUNDAY = at("2026-11-08 09:15")
MONTH_END = at("2026-11-30 16:20")
YEAR_END = at("2026-12-31 20:00")
LEAP_DAY = at("2028-02-29 11:00")

INSTANTS = [
    (WEDNESDAY, "明天下午三点半", "2026-11-05 15:30"),
    (WEDNESDAY, "明天下午3点半", "2026-11-05 15:30"),
    (WEDNESDAY, "明天下午3點半", "2026-11-05 15:30"),
    (WEDNESDAY, "明天下午３：３０", "2026-11-05 15:30"),
    (WEDNESDAY, "明天15:30", "2026-11-05 15:30"),
    (WEDNESDAY, "明天15点30分", "2026-11-05 15:30"),
    (WEDNESDAY, "明天十五点三十", "2026-11-05 15:30"),
    (WEDNESDAY, "明儿下午三点", "2026-11-05 15:00"),
    (WEDNESDAY, "明日下午三点", "2026-11-05 15:00"),
    (WEDNESDAY, "明天 下午 3 点", "2026-11-05 15:00"),
    (WEDNESDAY, "明天下午3点钟", "2026-11-05 15:00"),
    (WEDNESDAY, "明天下午三点整", "2026-11-05 15:00"),
    (WEDNESDAY, "明天下午15点", "2026-11-05 15:00"),
    (WEDNESDAY, "明天早上九点", "2026-11-05 09:00"),
    (WEDNESDAY, "明天早上8点", "2026-11-05 08:00"),
    (WEDNESDAY, "明天08:30", "2026-11-05 08:30"),
    (WEDNESDAY, "2026-11-10 08:30", "2026-11-10 08:30"),
    (WEDNESDAY, "明早9点", "2026-11-05 09:00"),
    (WEDNESDAY, "明天上午10点一刻", "2026-11-05 10:15"),
    (WEDNESDAY, "明天上午10点三刻", "2026-11-05 10:45"),
    (WEDNESDAY, "明天一点半", "2026-11-05 13:30"),
    (WEDNESDAY, "明晚8点", "2026-11-05 20:00"),
    (WEDNESDAY, "明天晚上八点", "2026-11-05 20:00"),
    (WEDNESDAY, "明天晚上12点", "2026-11-06 00:00"),
    (WEDNESDAY, "今晚1点", "2026-11-05 01:00"),
    (WEDNESDAY, "今天24点", "2026-11-05 00:00"),
    (WEDNESDAY, "明天凌晨三点", "2026-11-05 03:00"),
    (WEDNESDAY, "明天凌晨12点", "2026-11-05 00:00"),
    (WEDNESDAY, "后天中午12点", "2026-11-06 12:00"),
    (WEDNESDAY, "后天中午1点", "2026-11-06 13:00"),
    (WEDNESDAY, "后天10:05", "2026-11-06 10:05"),
    (WEDNESDAY, "大后天下午2点", "2026-11-07 14:00"),
    (WEDNESDAY, "今天下午3点", "2026-11-04 15:00"),
    (WEDNESDAY, "今晚7点", "2026-11-04 19:00"),
    (WEDNESDAY, "今天晚上九点半", "2026-11-04 21:30"),
    (WEDNESDAY, "下午七点", "2026-11-04 19:00"),
    (WEDNESDAY, "三点", "2026-11-04 15:00"),
    (WEDNESDAY, "三点零五分", "2026-11-04 15:05"),
    (WEDNESDAY, "3点20", "2026-11-04 15:20"),
    (WEDNESDAY, "下午一点给我打电话", "2026-11-04 13:00"),
    (WEDNESDAY, "早9点", "2026-11-05 09:00"),
    (WEDNESDAY, "晚8点半", "2026-11-04 20:30"),
    (WEDNESDAY, "九点", "2026-11-05 09:00"),
    (WEDNESDAY, "上午11點", "2026-11-04 11:00"),
    (WEDNESDAY, "这周五下午2点", "2026-11-06 14:00"),
    (WEDNESDAY, "本周五下午两点", "2026-11-06 14:00"),
    (WEDNESDAY, "週五下午三點", "2026-11-06 15:00"),
    (WEDNESDAY, "周五晚8点", "2026-11-06 20:00"),
    (WEDNESDAY, "星期五晚上7点", "2026-11-06 19:00"),
    (WEDNESDAY, "周1下午3点", "2026-11-09 15:00"),
    (WEDNESDAY, "下周三下午三点", "2026-11-11 15:00"),
    (WEDNESDAY, "下下周一上午十点", "2026-11-16 10:00"),
    (WEDNESDAY, "11月10日下午3点", "2026-11-10 15:00"),
    (WEDNESDAY, "十一月十号下午三点", "2026-11-10 15:00"),
    (WEDNESDAY, "11/10 下午3点", "2026-11-10 15:00"),
    (WEDNESDAY, "11-10 15:00", "2026-11-10 15:00"),
    (WEDNESDAY, "2026-11-10 15:00", "2026-11-10 15:00"),
    (WEDNESDAY, "明年1月5号下午3点", "2027-01-05 15:00"),
    (WEDNESDAY, "二十号下午两点", "2026-11-20 14:00"),
    (WEDNESDAY, "半小时后", "2026-11-04 10:30"),
    (WEDNESDAY, "半个小时以后", "2026-11-04 10:30"),
    (WEDNESDAY, "十分钟后", "2026-11-04 10:10"),
    (WEDNESDAY, "两小时后", "2026-11-04 12:00"),
    (WEDNESDAY, "1.5小时后", "2026-11-04 11:30"),
    (WEDNESDAY, "一个半小时后", "2026-11-04 11:30"),
    (BEFORE_HOURS, "九点", "2026-11-04 09:00"),
    (BEFORE_HOURS, "早上8点", "2026-11-04 08:00"),
    (BEFORE_HOURS, "六点", "2026-11-04 18:00"),
    (BEFORE_HOURS, "凌晨三点", "2026-11-05 03:00"),
    (AFTER_HOURS, "九点", "2026-11-05 09:00"),
    (AFTER_HOURS, "八点", "2026-11-05 20:00"),
    (AFTER_HOURS, "三小时后", "2026-11-05 00:40"),
    (AFTER_HOURS, "今晚12点", "2026-11-05 00:00"),
    (FRIDAY_NIGHT, "今晚11点", "2026-11-06 23:00"),
    (FRIDAY_NIGHT, "明天上午10点", "2026-11-07 10:00"),
    (FRIDAY_NIGHT, "下午三点", "2026-11-07 15:00"),
    (FRIDAY_NIGHT, "凌晨1点", "2026-11-07 01:00"),
    (FRIDAY_NIGHT, "周六下午两点", "2026-11-07 14:00"),
    (SUNDAY, "周日下午3点", "2026-11-08 15:00"),
    (SUNDAY, "八点", "2026-11-08 20:00"),
    (MONTH_END, "明天上午10点", "2026-12-01 10:00"),
    (MONTH_END, "五点", "2026-11-30 17:00"),
    (MONTH_END, "四点", "2026-12-01 16:00"),
    (YEAR_END, "明天上午10点", "2027-01-01 10:00"),
    (YEAR_END, "1月2日下午三点", "2027-01-02 15:00"),
    (YEAR_END, "今晚12点", "2027-01-01 00:00"),
    (YEAR_END, "八点", "2027-01-01 20:00"),
    (LEAP_DAY, "明天下午3点", "2028-03-01 15:00"),
    (LEAP_DAY, "2月29号下午三点", "2028-02-29 15:00"),
    (LEAP_DAY, "29号下午2点", "2028-02-29 14:00"),
]  # fmt: skip

DAYS = [
    (WEDNESDAY, "明天", "2026-11-05"),
    (WEDNESDAY, "后天", "2026-11-06"),
    (WEDNESDAY, "大后天", "2026-11-07"),
    (WEDNESDAY, "周五", "2026-11-06"),
    (WEDNESDAY, "下周三", "2026-11-11"),
    (WEDNESDAY, "禮拜六", "2026-11-07"),
    (WEDNESDAY, "星期天", "2026-11-08"),
    (WEDNESDAY, "11月10号", "2026-11-10"),
    (WEDNESDAY, "2026年11月10日", "2026-11-10"),
    (WEDNESDAY, "2026/11/10", "2026-11-10"),
    (WEDNESDAY, "12号", "2026-11-12"),
    (WEDNESDAY, "下个月3号", "2026-12-03"),
    (WEDNESDAY, "下月3号", "2026-12-03"),
    (WEDNESDAY, "月底", "2026-11-30"),
    (WEDNESDAY, "三天后", "2026-11-07"),
    (WEDNESDAY, "两天以后", "2026-11-06"),
    (WEDNESDAY, "一周后", "2026-11-11"),
    (WEDNESDAY, "两个星期后", "2026-11-18"),
    (FRIDAY_NIGHT, "明天", "2026-11-07"),
    (FRIDAY_NIGHT, "周一", "2026-11-09"),
    (FRIDAY_NIGHT, "下周一", "2026-11-09"),
    (FRIDAY_NIGHT, "下周五", "2026-11-13"),
    (FRIDAY_NIGHT, "这周日", "2026-11-08"),
    (SUNDAY, "下周一", "2026-11-09"),
    (SUNDAY, "下周日", "2026-11-15"),
    (MONTH_END, "1号", "2026-12-01"),
    (MONTH_END, "15号", "2026-12-15"),
    (MONTH_END, "1月5号", "2027-01-05"),
    (MONTH_END, "下月底", "2026-12-31"),
    (YEAR_END, "明天", "2027-01-01"),
    (YEAR_END, "1号", "2027-01-01"),
    (YEAR_END, "周五", "2027-01-01"),
    (YEAR_END, "下周一", "2027-01-04"),
    (YEAR_END, "下个月3号", "2027-01-03"),
    (LEAP_DAY, "明天", "2028-03-01"),
    (LEAP_DAY, "后天", "2028-03-02"),
    (LEAP_DAY, "1月1日", "2029-01-01"),
    (LEAP_DAY, "下周二", "2028-03-07"),
]

WINDOWS = [
    (WEDNESDAY, "今天下午", "2026-11-04 12:00", "2026-11-04 18:00"),
    (WEDNESDAY, "今晚", "2026-11-04 18:00", "2026-11-04 22:00"),
    (WEDNESDAY, "明天上午", "2026-11-05 08:00", "2026-11-05 12:00"),
    (WEDNESDAY, "明天中午", "2026-11-05 11:00", "2026-11-05 14:00"),
    (WEDNESDAY, "明天傍晚", "2026-11-05 17:00", "2026-11-05 19:00"),
    (WEDNESDAY, "周五上午", "2026-11-06 08:00", "2026-11-06 12:00"),
    (WEDNESDAY, "周五晚", "2026-11-06 18:00", "2026-11-06 22:00"),
    (WEDNESDAY, "下週三下午", "2026-11-11 12:00", "2026-11-11 18:00"),
    (WEDNESDAY, "12日上午", "2026-11-12 08:00", "2026-11-12 12:00"),
    (WEDNESDAY, "下午三点到五点", "2026-11-04 15:00", "2026-11-04 17:00"),
    (WEDNESDAY, "明天下午3到5点", "2026-11-05 15:00", "2026-11-05 17:00"),
    (WEDNESDAY, "明天下午2-3点", "2026-11-05 14:00", "2026-11-05 15:00"),
    (WEDNESDAY, "明天上午9-11点", "2026-11-05 09:00", "2026-11-05 11:00"),
    (WEDNESDAY, "明天上午9点-11点", "2026-11-05 09:00", "2026-11-05 11:00"),
    (WEDNESDAY, "明天9点到12点", "2026-11-05 09:00", "2026-11-05 12:00"),
    (WEDNESDAY, "明天上午11点到1点", "2026-11-05 11:00", "2026-11-05 13:00"),
    (WEDNESDAY, "明天上午10点到下午3点", "2026-11-05 10:00", "2026-11-05 15:00"),
    (WEDNESDAY, "明天下午两三点", "2026-11-05 14:00", "2026-11-05 15:00"),
    (WEDNESDAY, "下午四五点", "2026-11-04 16:00", "2026-11-04 17:00"),
    (WEDNESDAY, "明天下午三点以后", "2026-11-05 15:00", "2026-11-05 23:59"),
    (WEDNESDAY, "明天下午五点之前", "2026-11-05 00:00", "2026-11-05 17:00"),
    (WEDNESDAY, "明天下班后", "2026-11-05 18:00", "2026-11-05 23:59"),
    (WEDNESDAY, "明天中午以后", "2026-11-05 14:00", "2026-11-05 23:59"),
    (WEDNESDAY, "上午", "2026-11-04 10:00", "2026-11-04 12:00"),
    (BEFORE_HOURS, "上午", "2026-11-04 08:00", "2026-11-04 12:00"),
    (AFTER_HOURS, "上午", "2026-11-05 08:00", "2026-11-05 12:00"),
    (AFTER_HOURS, "今晚", "2026-11-04 21:40", "2026-11-04 22:00"),
    (AFTER_HOURS, "明早", "2026-11-05 07:00", "2026-11-05 10:00"),
    (FRIDAY_NIGHT, "周五", "2026-11-06 22:30", "2026-11-06 23:59"),
    (FRIDAY_NIGHT, "早上", "2026-11-07 07:00", "2026-11-07 10:00"),
    (SUNDAY, "周末", "2026-11-08 09:15", "2026-11-08 23:59"),
    (MONTH_END, "30号", "2026-11-30 16:20", "2026-11-30 23:59"),
    (MONTH_END, "后天下午", "2026-12-02 12:00", "2026-12-02 18:00"),
    (YEAR_END, "今晚", "2026-12-31 20:00", "2026-12-31 22:00"),
    (LEAP_DAY, "月底", "2028-02-29 11:00", "2028-02-29 23:59"),
    (LEAP_DAY, "今天中午", "2028-02-29 11:00", "2028-02-29 14:00"),
]

OVER = [
    (WEDNESDAY, "今天上午9点"), (WEDNESDAY, "今天早上8点"), (WEDNESDAY, "昨天下午"), (WEDNESDAY, "前天"), (WEDNESDAY, "11月1号"),
    (WEDNESDAY, "上周三"), (WEDNESDAY, "上个月3号"), (WEDNESDAY, "去年11月10号"), (WEDNESDAY, "前年11月10号"), (WEDNESDAY, "上月底"), (FRIDAY_NIGHT, "今晚"),
    (SUNDAY, "这周一"), (SUNDAY, "星期天早上9点"), (YEAR_END, "12月30日"), (AFTER_HOURS, "今天下午三点"),
]  # fmt: skip

ON_NO_CALENDAR = [
    (WEDNESDAY, "13月5号"), (WEDNESDAY, "11月32号"), (WEDNESDAY, "2月30号"), (WEDNESDAY, "32号"), (WEDNESDAY, "25点"),
    (WEDNESDAY, "明天下午3点70分"), (WEDNESDAY, "0月5号"), (LEAP_DAY, "2029年2月29日"),
]  # fmt: skip

NAMES_NO_TIME = [
    "iPhone 13", "iPhone 15 Pro", "iPhone 13/14", "iOS 18.3", "macOS 14.5", "版本18.6.2", "256G", "电池85%", "错误4013", "3个月了",
    "用了两年", "三个小时了", "我不知道", "好的", "A2634", "坏了三次", "400-666-8800", "13812345678", "138-1234-5678", "有点卡", "快点",
    "有时候", "13寸", "掉电快", "开机要半天", "星期", "周杰伦", "有一点卡", "差一点", "一点反应都没有", "晚一点再打", "早就坏了", "晚了",
    "坏了1-2天了", "3-5个工作日", "一周一次", "iPhone 13点不亮", "点击没反应", "W1234567890", "C39XK2ABC123", "", "🎉",
]  # fmt: skip


@pytest.mark.parametrize(("now", "phrase", "expected"), INSTANTS)
def test_reads_an_instant(now: datetime, phrase: str, expected: str) -> None:
    when = read_time(phrase, now)
    assert when is not None and when.exact
    assert when.start == at(expected)


@pytest.mark.parametrize(("now", "phrase", "expected"), DAYS)
def test_reads_a_whole_day(now: datetime, phrase: str, expected: str) -> None:
    when = read_time(phrase, now)
    assert when is not None and when.day_named
    assert (when.start, when.end) == (at(f"{expected} 00:00"), at(f"{expected} 23:59"))


@pytest.mark.parametrize(("now", "phrase", "start", "end"), WINDOWS)
def test_reads_a_window_that_does_not_begin_before_now(now: datetime, phrase: str, start: str, end: str) -> None:
    when = read_time(phrase, now)
    assert when is not None
    assert (when.start, when.end) == (at(start), at(end))


@pytest.mark.parametrize("phrase", ["尽快", "越快越好", "现在", "马上", "随时", "什么时候都行", "都可以"])
@pytest.mark.parametrize("now", [WEDNESDAY, AFTER_HOURS, YEAR_END])
def test_as_soon_as_possible_is_the_week_ahead(phrase: str, now: datetime) -> None:
    when = read_time(phrase, now)
    assert when is not None and not when.day_named
    assert (when.start, when.end) == (now, now + timedelta(days=7))


@pytest.mark.parametrize(("now", "phrase"), OVER)
def test_refuses_what_is_over(now: datetime, phrase: str) -> None:
    with pytest.raises(TimePast):
        read_time(phrase, now)


@pytest.mark.parametrize(("now", "phrase"), ON_NO_CALENDAR)
def test_refuses_what_no_calendar_has(now: datetime, phrase: str) -> None:
    with pytest.raises(TimeUnclear) as refusal:
        read_time(phrase, now)
    assert not isinstance(refusal.value, TimePast)


@pytest.mark.parametrize("phrase", NAMES_NO_TIME)
def test_what_names_no_time_is_none(phrase: str) -> None:
    assert read_time(phrase, WEDNESDAY) is None


@pytest.mark.parametrize("phrase", ["下午七点", "三点", "上午", "尽快"])
def test_tells_that_no_day_was_named(phrase: str) -> None:
    when = read_time(phrase, WEDNESDAY)
    assert when is not None and not when.day_named


def test_a_now_of_another_zone_is_taken_to_shanghai() -> None:
    when = read_time("明天上午10点", datetime(2026, 11, 4, 17, 0, tzinfo=timezone.utc))  # 01:00 on the 5th in Shanghai
    assert when is not None and when.start == at("2026-11-06 10:00")


@given(st.text(alphabet="明后今天上下周一二三四五六日末月号年点半刻早晚午凌晨到至-/:.0123456789小时分钟后前以个 iPhone", max_size=24))
def test_no_words_make_it_fail_or_name_the_past(phrase: str) -> None:
    try:
        when = read_time(phrase, WEDNESDAY)
    except TimeUnclear:
        return
    assert when is None or WEDNESDAY <= when.start <= when.end


@pytest.mark.parametrize(("text", "expected"), [
    ("那就明天下午三点半吧", "明天下午三点半"),
    ("麻烦周五上午10点到11点打给我", "周五上午10点到11点"),
    ("11月10号下午3点可以吗", "11月10号下午3点"),
    ("月底再说", "月底"),
    ("明天上午9-11点有空", "明天上午9-11点"),
    ("我的iphone 15 pro屏幕碎了", None),
    ("一点反应都没有", None),
])  # fmt: skip
def test_finds_the_words_of_a_time(text: str, expected: str | None) -> None:
    span = find_time_span(text)
    assert (text[slice(*span)] if span else None) == expected


def test_shows_day_and_time_as_read_out() -> None:
    assert shown_day(at("2026-10-10 08:00")) == "10月10日（周六）"
    assert shown_time(at("2026-10-10 08:00")) == "10月10日（周六）08:00"
    assert shown_time(datetime(2026, 10, 9, 16, 5, tzinfo=timezone.utc)) == "10月10日（周六）00:05"


@pytest.mark.parametrize(("text", "day"), [
    ("去年11月10号", date(2025, 11, 10)), ("2025年3月1日买的", date(2025, 3, 1)), ("昨天", date(2026, 11, 3)), ("3月5号", date(2026, 3, 5)),
    ("12月5号", date(2025, 12, 5)), ("明年1月5号", date(2027, 1, 5)), ("忘了", None),
])  # fmt: skip
def test_reads_a_day_of_the_past_and_leaves_a_future_one_to_be_refused(text: str, day: date | None) -> None:
    found = read_bought(text, WEDNESDAY.date())
    assert (found.first if found else None) == day and (found is None or found.exact)
