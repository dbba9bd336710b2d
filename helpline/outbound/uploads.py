"""Where pictures lie: under the state directory, each by a random name, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from helpline.errors import PictureRefused

_NAME = re.compile(r"[A-Za-z0-9_-]{20,64}")


class Uploads:
    """Files by id. Nothing serves this folder: only the desk reads from it, for advisors."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, name: str, content: bytes, small: bytes) -> None:
        """Write both, or leave nothing behind. Raises PictureRefused where there is no room."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for path, data in ((self._path(name), content), (self._path(name, small=True), small)):
                _write(path, data)
        except OSError as error:
            self.drop(name)
            raise PictureRefused("picture_no_room") from error

    def drop(self, name: str) -> None:
        """Remove what there is of it."""
        for path in (self._path(name), self._path(name, small=True)):
            for one in (path, path.with_suffix(".part")):
                with contextlib.suppress(OSError):
                    one.unlink()

    def read(self, name: str, *, small: bool = False) -> bytes | None:
        """The content; None where it is gone."""
        try:
            return self._path(name, small=small).read_bytes()
        except OSError:
            return None

    def _path(self, name: str, *, small: bool = False) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("no name of ours")
        return self._folder / f"{name}{'-small' if small else ''}.img"


def _write(path: Path, data: bytes) -> None:
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
