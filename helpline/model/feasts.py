"""Feasts by the words that people use, and when they fall: to date what was bought then."""

from __future__ import annotations

FESTIVALS = (
    (r"双(?:十一|11)", 11, 11),
    (r"双(?:十二|12)|圣诞", 12, 12),
    (r"(?<!\d)618(?!\d)|六一八|端午", 6, 6),
    (r"国庆|十一(?:长假|假期|黄金周)", 10, 10),
    (r"中秋", 9, 10),
    (r"五一|劳动节", 5, 5),
    (r"元旦", 1, 1),
    (r"春节|过年|新年", 1, 2),
    (r"暑假", 7, 8),
)  # where a day moves with the moon, both months that it may fall in
# Feasts of one day. A long holiday goes on for days: only 「国庆那天」 is its first.
FEAST_DAYS = (
    (r"双(?:十一|11)", 11, 11, True),
    (r"双(?:十二|12)", 12, 12, True),
    (r"(?<!\d)618(?!\d)|六一八", 6, 18, True),
    (r"国庆", 10, 1, False),
    (r"(?<!\d)(?:五一|5\.1)(?!\d)|劳动节", 5, 1, False),
    (r"元旦", 1, 1, False),
    (r"圣诞节?", 12, 25, True),
    (r"情人节", 2, 14, True),
    (r"教师节", 9, 10, True),
    (r"六一(?!八)|儿童节", 6, 1, True),
    (r"三八|妇女节", 3, 8, True),
    (r"光棍节", 11, 11, True),
)
# The first day of the lunar year, from its month and day (PyPI lunardate 0.3.0, as in catalogue/holidays.yml).
SPRING = {2016: (2, 8), 2017: (1, 28), 2018: (2, 16), 2019: (2, 5), 2020: (1, 25), 2021: (2, 12), 2022: (2, 1), 2023: (1, 22),
           2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3)}  # fmt: skip
