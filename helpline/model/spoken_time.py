"""Times as people say them."""

from __future__ import annotations

from datetime import datetime

from helpline.model.times import SHANGHAI


def spoken_clock(moment: datetime) -> str:
    """The hour with its half of the day, as people say it.

    >>> spoken_clock(datetime(2026, 10, 10, 15, 30, tzinfo=SHANGHAI)), spoken_clock(datetime(2026, 10, 10, 9, tzinfo=SHANGHAI))
    ('下午三点半', '上午九点')
    """
    local = moment.astimezone(SHANGHAI)
    period = next(name for name, until in (("凌晨", 6), ("上午", 12), ("中午", 13), ("下午", 18), ("晚上", 24)) if local.hour < until)
    hour = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"][
        local.hour - 12 if local.hour > 12 else local.hour
    ]
    hour = "两" if hour == "二" else hour
    return f"{period}{hour}点{ {0: '', 30: '半'}.get(local.minute, f'{local.minute:02d}分') }"
