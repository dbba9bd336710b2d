"""Joins `domain.yml` (the interface) with `domain/**/*.yml` (the copy) into the one domain that Rasa sees."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import rasa.shared.utils.io
from rasa.shared.core.domain import Domain
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.rasa import RasaFileImporter


class SplitDomainImporter(RasaFileImporter):
    """Rasa's own importer but for the domain. A key that stands in two files stops the training."""

    def get_domain(self) -> Domain:
        """The joined domain."""
        if not self._domain_path:  # `rasa train nlu` passes none
            return super().get_domain()
        interface = Path(self._domain_path)
        copy = sorted((interface.parent / "domain").rglob("*.yml"))
        self._refuse_repeated_keys(copy)
        return Domain.load([interface, *copy])

    @staticmethod
    def _refuse_repeated_keys(files: list[Path]) -> None:
        keys = Counter(key for file in files for key in rasa.shared.utils.io.read_yaml_file(file).get("responses", {}))
        repeated = sorted(key for key, count in keys.items() if count > 1)
        if repeated:
            raise RasaException(f"copy that stands in two files: {', '.join(repeated)}")
