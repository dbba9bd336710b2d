"""The advisors' side of the door: a JSON API, and pages under /desk."""

from __future__ import annotations

from pathlib import Path

from sanic import Sanic

from helpline.web.desk.api import QUERY_LIMIT, desk, signed_in
from helpline.web.desk.board import board
from helpline.web.desk.calls import calls
from helpline.web.desk.entrance import entrance
from helpline.web.desk.event import event
from helpline.web.desk.oversight import oversight
from helpline.web.desk.staff import staff
from helpline.web.desk.talk import talk

__all__ = ["QUERY_LIMIT", "desk", "open_desk", "signed_in"]
STATIC = Path(__file__).parent / "static"


def open_desk(app: Sanic) -> None:
    """Register the pages and the files that they load."""
    for pages in (entrance, board, event, calls, talk, staff, oversight):
        app.blueprint(pages)
    for path in sorted(STATIC.iterdir()):
        app.static(f"/desk/static/{path.name}", path, name=f"desk-{path.stem}-{path.suffix[1:]}")
