"""Every setting is in .env.example with its default, and the other way round."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from helpline.settings import Settings
from tests.content import reading

EXAMPLE = (reading.ROOT / ".env.example").read_text(encoding="utf-8")
SHOWN = dict(re.findall(r"^(HELPLINE_\w+)=(.*)$", EXAMPLE, re.MULTILINE))
NAMES = {f"HELPLINE_{field.name.upper()}" for field in fields(Settings)}


def test_the_example_names_every_setting_and_no_other() -> None:
    assert SHOWN.keys() == NAMES
    assert len(re.findall(r"^HELPLINE_", EXAMPLE, re.MULTILINE)) == len(NAMES)


def test_the_example_as_it_is_changes_nothing() -> None:
    assert Settings.from_environment(SHOWN) == Settings.from_environment({})


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_setting_is_explained(name: str) -> None:
    before = EXAMPLE[: EXAMPLE.index(f"\n{name}=")].rsplit("\n\n", 1)[-1]
    assert before.lstrip().startswith("#")
