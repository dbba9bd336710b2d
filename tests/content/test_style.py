"""What customers read: full-width, polite, short, and without a fact that belongs into the catalogue."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
import yaml

from helpline.model.phone import find_phone
from tests.content import reading

BUBBLE, TITLE = 160, 12
# Lines for emergencies are the same everywhere and for ever: a sentence that saves a life does not wait for a blank.
EMERGENCY = {"110", "119", "120", "96110", "12356"}

FACTS = reading.catalogue()


def named(texts: dict[str, str]) -> list[Any]:
    return [pytest.param(text, id=where) for where, text in texts.items()]


COPY = named({f"{key} {i}": wording["text"] for key, wordings in reading.copy().items() for i, wording in enumerate(wordings)})
DOOR = named(reading.read(reading.ROOT / "helpline" / "web" / "copy.yml"))
NAMES = named(
    {"notice": FACTS.notice}
    | {f"{tier.label.value} {at}": text for tier in FACTS.tiers.values() for at, text in enumerate((tier.name, tier.short, tier.plain))}
    | {route.intent: route.name for route in FACTS.routes.values()}
)
STEPS = named(
    {f"{article.id} {step.name}": step.do for article in FACTS.articles.values() for step in article.steps}
    | {article.id: article.title for article in FACTS.articles.values()}
)
TITLES = [
    *FACTS.buttons.values(),
    *FACTS.mode_names.values(),
    *(tier.short for tier in FACTS.tiers.values()),
    *(button["title"] for wordings in reading.copy().values() for wording in wordings for button in wording.get("buttons", [])),
]


def bare(text: str) -> str:
    """Without its blanks."""
    return re.sub(r"{[^{}\n]+}", "", text)


@pytest.mark.parametrize("text", [*COPY, *DOOR, *NAMES, *STEPS])
def test_punctuation_is_full_width(text: str) -> None:
    assert re.findall(r"[,;:!?()\"'<>]|\.\.|(?<![0-9A-Za-z])\.|\.(?![0-9A-Za-z])", bare(text)) == []


@pytest.mark.parametrize("text", [*COPY, *DOOR, *NAMES, *STEPS])
def test_customers_are_spoken_to_politely(text: str) -> None:
    assert "你" not in text and "亲" not in text


@pytest.mark.parametrize("text", [*COPY, *DOOR])
def test_a_bubble_is_short(text: str) -> None:
    assert 0 < len(bare(text)) <= BUBBLE


@pytest.mark.parametrize("title", sorted(set(TITLES)))
def test_a_quick_reply_is_short(title: str) -> None:
    assert 0 < len(title) <= TITLE and not re.search(r"[。，,.!！?？]$", title)


@pytest.mark.parametrize("text", [*COPY, *DOOR, *STEPS])
def test_no_number_hour_or_price_stands_in_copy(text: str) -> None:
    assert find_phone(text) is None and not re.search(r"\d{3,4}-\d", text)
    assert set(re.findall(r"(?<!\d)(?:1[12]\d|9\d{4}|\d{5,})(?!\d)", text)) <= EMERGENCY
    assert not re.search(r"\d{1,2}\s*[:：]\s*\d{2}|\d\s*点|每天|周[一二三四五六日]至", text)
    assert not re.search(r"[¥￥$]|\d\s*(?:元|块|折)|免费", text)


@pytest.mark.parametrize("text", STEPS)
def test_a_step_can_be_done_by_ear(text: str) -> None:
    """No colours, no 「点右边的」: whoever listens, or sees no colours, must be able to follow."""
    assert not re.search(r"[红绿蓝黄橙紫黑白灰]色|(?:左|右)(?:边|侧)的|看下图|如图|哦|呢|亲", text)


@pytest.mark.parametrize("text", [*COPY, *STEPS])
def test_nothing_secret_is_asked_for(text: str) -> None:
    """Passwords and codes may be named, to keep or to change them; never to hand them over."""
    assert not re.search(
        r"(?:请|把|麻烦)[^。，；？\n不]{0,8}(?:发|提供|告诉|报|输入|说)[^。，；？\n]{0,10}(?:密码|验证码|银行卡|身份证)", text
    )


def test_lines_keep_no_blank_at_their_ends() -> None:
    lines = [line for (text,) in (parameters.values for parameters in COPY) for line in str(text).split("\n")]
    assert [line for line in lines if line != line.strip()] == []


def test_no_key_stands_in_two_files() -> None:
    files = (reading.ROOT / "domain" / "responses").rglob("*.yml")
    keys = Counter(key for file in files for key in _keys(file.read_text(encoding="utf-8")))
    assert [key for key, count in keys.items() if count > 1] == []


def _keys(source: str) -> list[str]:
    """The keys under `responses` as they are written: a mapping that was read would hide one that stands twice."""
    ((_, responses),) = (pair for pair in yaml.compose(source).value if pair[0].value == "responses")
    return [key.value for key, _ in responses.value]


def test_no_two_keys_say_the_same() -> None:
    said = Counter(parameters.values for parameters in COPY)
    assert [text for text, count in said.items() if count > 1] == []
