"""The copy of the chat, for what is said while nobody waits for an answer: reminders, and calls that were missed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Copy:
    """Sentences with their quick replies, by key."""

    responses: dict[str, dict[str, Any]]

    def text(self, key: str, facts: dict[str, Any]) -> str:
        """The sentence with its blanks filled."""
        return str(self.responses[key]["text"]).format_map(facts)

    def buttons(self, key: str) -> list[dict[str, str]]:
        """The quick replies under it."""
        return [dict(button) for button in self.responses[key].get("buttons", [])]


def read_copy(root: Path) -> Copy:
    """All files under `root`, the first wording of each key."""
    responses: dict[str, dict[str, Any]] = {}
    for path in sorted(root.glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        responses |= {key: variants[0] for key, variants in content["responses"].items()}
    return Copy(responses)
