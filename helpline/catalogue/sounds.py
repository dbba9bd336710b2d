"""Whether two characters sound alike."""

from __future__ import annotations


def same_sound(one: str, other: str) -> bool:
    """True where they are read alike, whatever the tone.

    >>> same_sound("琴", "芹"), same_sound("琴", "雅")
    (True, False)
    """
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its table is large, and few conversations need it

    return bool(lazy_pinyin(one) == lazy_pinyin(other))
