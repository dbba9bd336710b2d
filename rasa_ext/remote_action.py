"""Rasa's call of the action server, without what it does anew each time: the check of the schema by itself, and a connection."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import aiohttp
from jsonschema import Draft202012Validator
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

ANSWERED = 15.0  # seconds: less than the door waits for Rasa, so that no turn outlives who asked for it
KEPT_OPEN = 3.0  # seconds: less than the action server keeps a connection, so that none is used that it is closing


def install() -> None:
    """From now on every remote action of this process is called so."""
    RemoteAction._validate_action_result = _valid
    EndpointConfig.session = _session


def _valid(self: RemoteAction, result: dict[str, Any]) -> bool:
    """Raises jsonschema's ValidationError as Rasa does; Rasa compiles the schema and checks it against its own each time: 10 to 40 ms."""
    _validator().validate(result)
    return True


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    return Draft202012Validator(RemoteAction.action_response_format_spec())


class _Lent:
    """A session whose user does not close it."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_: object) -> None:
        """It stays open."""


def _session(self: EndpointConfig) -> _Lent:
    kept: aiohttp.ClientSession | None = vars(self).get("kept_session")
    if kept is None or kept.closed:
        auth = aiohttp.BasicAuth(self.basic_auth["username"], self.basic_auth["password"]) if self.basic_auth else None
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEPT_OPEN)
        timeout = aiohttp.ClientTimeout(total=ANSWERED, sock_connect=2.0)
        kept = aiohttp.ClientSession(headers=self.headers, auth=auth, timeout=timeout, connector=connector)
        vars(self)["kept_session"] = kept
    return _Lent(kept)
