"""Signs and sounds in place of words (services/signs.py)."""

from __future__ import annotations

import pytest

from helpline.model.understanding import Heard
from helpline.services.signs import spelled_out


@pytest.mark.parametrize(("text", "intent"), [
    ("👌", "talk_affirm"),
    ("👍🏽👍", "talk_affirm"),
    ("🙅‍♀️", "talk_deny"),
    ("❌！", "talk_deny"),
    ("🤷‍♂️", "talk_unknown"),
    ("呃……", "talk_wait"),
    ("嗯…", "talk_wait"),
    ("嗯嗯", "outside_other"),  # agrees: the understanding knows it
    ("👌 不对", "outside_other"),
    ("👌❌", "outside_other"),  # two meanings are none
    ("😭😭", "outside_other"),
    ("", "outside_other"),
])  # fmt: skip
def test_a_sign_alone_is_spelled_out(text: str, intent: str) -> None:
    assert spelled_out(Heard(text, "outside_other", 0.4)).intent == intent


def test_a_sign_that_means_something_is_certain_and_in_words() -> None:
    heard = spelled_out(Heard("🙅", "outside_other", 0.4))
    assert (heard.text, heard.confidence) == ("不要", 1.0)
