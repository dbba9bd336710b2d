"""What a place has of the parts that a repair may need."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stock:
    """Of one part for one model at one place: how many there are, and in how many days more come; None where that is not known.

    `sample` is true for figures that were made up for trying out.
    """

    count: int
    restock_days: int | None = None
    sample: bool = False

    @property
    def there(self) -> bool:
        """True where one can be had today."""
        return self.count > 0
