"""The web part: routes, error handlers, headers, health."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from itsdangerous import Signer
from sanic import Request, Sanic
from sanic.response import HTTPResponse, file, json

from helpline import logs, metrics
from helpline.bootstrap import Services, counts_of, retention_of
from helpline.outbound.rasa import RasaBot
from helpline.outbound.turns import RedisTurns
from helpline.ports import Bot
from helpline.scheduler import start
from helpline.settings import Settings
from helpline.web.app_token import keys_of
from helpline.web.calendar import calendar
from helpline.web.chat import chat
from helpline.web.desk import desk, open_desk
from helpline.web.desk.rendering import to_customer
from helpline.web.door import Door
from helpline.web.embed import allow_origins, embed
from helpline.web.pictures import Studio, pictures
from helpline.web.problems import handle_problems
from helpline.web.stream import push
from helpline.web.telephone import telephone

PAGE = Path(__file__).parent / "page"
BODY_LIMIT = 64 * 1024
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


def create_app(
    services: Services,
    bot: Bot,
    signing_key: str,
    name: str = "helpline",
    *,
    origins: frozenset[str] = frozenset(),
    accent: str | None = None,
    app_keys: dict[str, str] | None = None,
    turns: RedisTurns | None = None,
    proxies: int = 0,
) -> Sanic:
    """The application over given services.

    `origins` are the sites that may embed the chat, `accent` is its colour, as #rrggbb, `app_keys` are those of support apps by name,
    `turns` are needed where other processes serve the same conversations, `proxies` says how many of one's own stand in front.
    """
    app = Sanic(name, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = BODY_LIMIT
    app.config.PROXIES_COUNT = proxies or None
    app.config.FALLBACK_ERROR_FORMAT = "json"
    signers = Signer(signing_key, salt="conversation"), Signer(signing_key, salt="calendar")
    app.ctx.door = Door(services.conversations, bot, services.allowance, *signers, app_keys or {}, services.clock.now, turns=turns)
    app.ctx.calendars = services.calendars
    app.ctx.telephone = services.telephone
    app.ctx.desk = services.desk
    app.ctx.studio = Studio(services.attachments)
    app.ctx.brand = {"name": services.catalogue.name, "notice": services.catalogue.notice, "accent": accent}
    app.ctx.desk_services = services.desk_services
    for handlers in (chat, push, calendar, embed, pictures, desk, telephone):
        app.blueprint(handlers)
    open_desk(app)
    handle_problems(app)
    allow_origins(app, origins)
    _serve_page(app)
    _serve_health(app)
    _add_headers(app)
    return app


def _add_headers(app: Sanic) -> None:
    @app.on_response
    async def headers(request: Request, response: HTTPResponse) -> None:
        for header, value in _HEADERS.items():
            response.headers.setdefault(header, value)
        private = request.path.startswith("/api/")
        response.headers.setdefault("cache-control", "no-store" if private else "no-cache")


def _serve_page(app: Sanic) -> None:
    @app.get("/")
    async def page(request: Request) -> HTTPResponse:
        return await file(PAGE / "index.html", mime_type="text/html; charset=utf-8")

    for path in sorted(PAGE.iterdir()):  # each by its name: a whole directory answers 500 to its own address
        app.static(f"/static/{path.name}", path, name=f"page-{path.stem}-{path.suffix[1:]}")

    @app.get("/api/openapi.yml")
    async def openapi(request: Request) -> HTTPResponse:
        return await file(Path(__file__).parent / "openapi.yml", mime_type="application/yaml")


def _serve_health(app: Sanic) -> None:
    @app.get("/healthz")
    async def alive(request: Request) -> HTTPResponse:
        return json({"status": "ok"})

    @app.get("/readyz")
    async def ready(request: Request) -> HTTPResponse:
        door: Door = app.ctx.door
        parts = {"rasa": await door.bot.ready(), "database": await asyncio.to_thread(door.conversations.reachable)}
        fine = all(parts.values())
        return json({"status": "ready" if fine else "not ready", "parts": parts}, status=200 if fine else 503)


def serve(settings: Settings, services: Services) -> None:
    """Run until stopped."""
    bot = RasaBot(settings.rasa_address, settings.bot_timeout)
    origins = frozenset(settings.embed_origins.split())
    logs.configure(settings)
    metrics.serve(settings, counts_of(settings))
    turns = RedisTurns(settings.redis_url, "turn") if settings.redis_url else None
    app = create_app(
        services,
        bot,
        settings.signing_key(),
        origins=origins,
        accent=settings.brand_accent or None,
        app_keys=keys_of(settings.app_keys),
        turns=turns,
        proxies=settings.proxies,
    )

    retention = retention_of(settings)

    @app.before_server_start
    async def keep_promises(app: Sanic, loop: object) -> None:
        app.ctx.scheduler = start(services.chores, partial(services.desk_services.queue.sweep, to_customer), retention.once_an_hour)

    @app.after_server_stop
    async def close(app: Sanic, loop: object) -> None:
        app.ctx.scheduler.shutdown()
        services.chores.give_up()
        await bot.close()
        if turns:
            await turns.close()

    app.run(host=settings.host, port=settings.web_port, workers=1, access_log=False, motd=False)
