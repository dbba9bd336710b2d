"""The rules of the online store, read from online_store.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

FILES = {"online_store": ("return_days", "refunds", "education", "status_delay_hours", "sellers")}


@dataclass(frozen=True)
class OnlineStore:
    """How long goods may be returned, when money is back, who gets the price for education, and who else sells."""

    as_of: str
    return_days: int
    refunds: str
    education_who: str
    education_limits: str
    status_delay_hours: int
    sellers: dict[str, tuple[str, ...]]

    def other_seller(self, plain: str) -> str | None:
        """The seller that a comparable text says something was bought from; 「不是京东」 names none."""
        for name, words in self.sellers.items():
            for word in words:
                found = re.search(rf"(?<!不是)(?<!不是在)(?<!没在){re.escape(word)}", plain)
                if found and not re.match(
                    r"(?:上|那边)?(?:的)?(?:便宜|更|比|卖|价|也有|白条|客服[^，,。]{0,4}(?:打|电话))", plain[found.end() :]
                ):
                    return name
        return None


def read_online_store(content: dict[str, Any]) -> OnlineStore:
    """Raises KeyError, ValueError or TypeError, naming what is wrong."""
    days = int(content["return_days"])
    if days < 1:
        raise ValueError("return_days must be at least 1")
    education = content["education"]
    return OnlineStore(
        as_of=str(content["as_of"]),
        return_days=days,
        refunds=str(content["refunds"]),
        education_who=str(education["who"]),
        education_limits=str(education["limits"]),
        status_delay_hours=int(content["status_delay_hours"]),
        sellers={str(name): tuple(map(str, words)) for name, words in content["sellers"].items()},
    )
