"""The content of pictures in the database: where many machines serve the same conversations, a folder on one of them will not do."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from helpline.errors import PictureRefused
from helpline.storage import tables as t


class SqlFiles:
    """As `Uploads`, in a table."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, name: str, content: bytes, small: bytes) -> None:
        """Insert. Raises PictureRefused where there is no room."""
        try:
            with self._engine.begin() as connection:
                connection.execute(t.picture_files.insert().values(id=name, content=content, small=small))
        except sa.exc.OperationalError as error:
            raise PictureRefused("picture_no_room") from error

    def drop(self, name: str) -> None:
        """Delete."""
        with self._engine.begin() as connection:
            connection.execute(t.picture_files.delete().where(t.picture_files.c.id == name))

    def read(self, name: str, *, small: bool = False) -> bytes | None:
        """By primary key."""
        column = t.picture_files.c.small if small else t.picture_files.c.content
        with self._engine.connect() as connection:
            found = connection.execute(sa.select(column).where(t.picture_files.c.id == name)).scalar_one_or_none()
        return bytes(found) if found is not None else None
