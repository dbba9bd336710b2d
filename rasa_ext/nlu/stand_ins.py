"""One name for all devices of a family, and one for all other makers, so that what is learned of one holds for each.

「13 promax 屏幕碎了」 and 「14p 屏幕碎了」 are the same to the classifier; so are 「vivo 充不进电」 and 「荣耀充不进电」. The catalogue knows the
names: a new device or maker needs no examples.
"""

from __future__ import annotations

import re

from helpline.catalogue import Catalogue
from helpline.catalogue.device_names import DeviceNames, NamedDevice
from helpline.model.text import align, normalise

OTHER_MAKER = "华为"  # the one with most examples
_OUR_MAKER = "苹果"


class StandIns:
    """Built once from the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._devices = DeviceNames(catalogue)
        self._families = {family.id: family.name for family in catalogue.families.values()}
        self._generic = {word for family in catalogue.families.values() for word in family.generic}
        words = sorted(catalogue.other_makers, key=len, reverse=True)
        self._makers = re.compile("|".join(rf"(?<![a-z]){re.escape(w)}(?![a-z])" if w.isascii() else re.escape(w) for w in words))

    def devices(self, text: str) -> list[NamedDevice]:
        """What `plain` wants to know of a text."""
        return self._devices.find(text)

    def plain(self, text: str, spans: list[tuple[int, int]], named: list[NamedDevice]) -> list[str]:
        """Each span of `text`, normalised, its names stood in for. Beside a device of ours another maker keeps his name."""
        made = [normalise(self._without_models(text, *span, named)) for span in spans]
        ours = any(_OUR_MAKER in one for one in made) or any(self._is_ours(text, one) for one in named)
        return made if ours else [self._makers.sub(OTHER_MAKER, one) for one in made]

    def whole(self, text: str) -> str:
        """All of a text so."""
        return self.plain(text, [(0, len(text))], self.devices(text))[0]

    def _is_ours(self, text: str, one: NamedDevice) -> bool:
        return one.device is not None or align(text[one.start : one.end]).text not in self._generic

    def _without_models(self, text: str, start: int, end: int, named: list[NamedDevice]) -> str:
        pieces, position = [], start
        for one in named:
            if one.device is not None and start <= one.start and one.end <= end:
                pieces += [text[position : one.start], f" {self._families[one.family]} "]
                position = one.end
        return "".join([*pieces, text[position:end]])
