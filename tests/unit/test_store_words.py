"""Places that are named, and that are not where the customer is (services/handover/store_words.py)."""

from __future__ import annotations

import pytest

from helpline.services.handover.store_words import passed_by


@pytest.mark.parametrize(("text", "place", "passed"), [
    ("上个月带着手机去三亚玩，回来就这样", "三亚", True),
    ("在上海出差期间坏的", "上海", True),
    ("从成都回来以后充不进电", "成都", True),
    ("我在北京出差，能修吗", "北京", False),
    ("我去上海修", "上海", False),
    ("周末去苏州玩，顺便修", "苏州", False),
    ("我那天要带队去兰州比赛", "兰州", True),
    ("那天要去兰州比赛，顺便修", "兰州", False),
])  # fmt: skip
def test_where_one_was_once_is_passed_by(text: str, place: str, passed: bool) -> None:
    at = text.index(place)
    assert passed_by(text, at, at + len(place)) is passed
