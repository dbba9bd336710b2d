"""What a newcomer is told about exists, and what exists is told about."""

from __future__ import annotations

import re

import pytest

from tests.content import reading

README = reading.ROOT / "README.md"
MAKEFILE = (reading.ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE)


@pytest.mark.skipif(not README.exists(), reason="README.md is not written yet")
@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_is_told_about(target: str) -> None:
    texts = [README, *(reading.ROOT / "docs").rglob("*.md"), *reading.ROOT.glob("CONTRIBUTING.md")]
    assert any(re.search(rf"make {target}\b|`{target}`", path.read_text(encoding="utf-8")) for path in texts)


def test_the_targets_are_found() -> None:
    assert {"run", "test", "check"} <= set(TARGETS)
