"""The catalogue that the settings name, read once a process: each component of the pipeline needs it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from helpline.catalogue import Catalogue, load_catalogue
from helpline.settings import Settings


def the_catalogue() -> Catalogue:
    """That of `HELPLINE_CATALOGUE_DIR`. Raises CatalogueError."""
    return _of(Settings.from_environment().catalogue_dir)


@lru_cache(maxsize=1)
def _of(folder: Path) -> Catalogue:
    return load_catalogue(folder)
