"""The advisors' side of the door: a JSON API, and pages under /desk."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from sanic import Sanic

from helpline.web.desk.api import QUERY_LIMIT, desk, signed_in
from helpline.web.desk.board import board
from helpline.web.desk.entrance import entrance
from helpline.web.desk.event import event
from helpline.web.desk.oversight import oversight
from helpline.web.desk.rendering import to_customer
from helpline.web.desk.staff import staff
from helpline.web.desk.talk import talk

__all__ = ["QUERY_LIMIT", "desk", "keep_swept", "open_desk", "signed_in"]
log = logging.getLogger(__name__)
SWEPT_EVERY = 20.0
STATIC = Path(__file__).parent / "static"


def open_desk(app: Sanic) -> None:
    """Register the pages and the files that they load."""
    for pages in (entrance, board, event, talk, staff, oversight):
        app.blueprint(pages)
    for path in sorted(STATIC.iterdir()):
        app.static(f"/desk/static/{path.name}", path, name=f"desk-{path.stem}-{path.suffix[1:]}")


async def keep_swept(app: Sanic) -> None:
    """Put back what dropped advisors hold, though nobody looks at the queue."""
    while True:
        await asyncio.sleep(SWEPT_EVERY)
        try:
            await asyncio.to_thread(app.ctx.desk_services.queue.sweep, to_customer)
        except Exception:  # a database that is away now is back later
            log.exception("the desk could not be swept")
