"""What pages of other sites need to embed the chat: its name and colour, and leave to call the chat API."""

from __future__ import annotations

from sanic import Blueprint, Request, Sanic
from sanic.response import HTTPResponse, empty, json

embed = Blueprint("embed", url_prefix="/api/chat")

PREFIX = "/api/chat/"
_ALLOWED = {"access-control-allow-methods": "GET, POST", "access-control-allow-headers": "content-type", "access-control-max-age": "600"}


@embed.get("/brand")
async def brand(request: Request) -> HTTPResponse:
    """How the assistant calls itself, and the colour that the operator chose."""
    return json(request.app.ctx.brand, ensure_ascii=False)


def allow_origins(app: Sanic, origins: frozenset[str]) -> None:
    """Lets pages of these origins, and no others, call the chat API. It takes no cookies, so none are allowed."""

    def of(request: Request) -> str | None:
        origin = request.headers.get("origin")
        return origin if origin in origins and request.path.startswith(PREFIX) else None

    @app.on_request
    async def preflight(request: Request) -> HTTPResponse | None:
        if request.method == "OPTIONS" and of(request):
            return empty(headers=dict(_ALLOWED))
        return None

    @app.on_response
    async def allow(request: Request, response: HTTPResponse) -> None:
        origin = of(request)
        if origins and request.path.startswith(PREFIX):
            response.headers["vary"] = "origin"
        if origin:
            response.headers["access-control-allow-origin"] = origin
        if request.path.startswith("/static/"):
            response.headers["cross-origin-resource-policy"] = "cross-origin"  # the script is there to be embedded
