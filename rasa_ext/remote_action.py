"""Rasa's call of the action server, without what it does anew each time: the check of the schema by itself, a connection, and the events."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import aiohttp
import rasa
from jsonschema import Draft202012Validator
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import EndpointConfig

ANSWERED = 15.0  # seconds: less than the door waits for Rasa, so that no turn outlives who asked for it
_SLOT = {"event", "timestamp", "name", "value"}
KEPT_OPEN = 3.0  # seconds: less than the action server keeps a connection, so that none is used that it is closing


def install() -> None:
    """From now on every remote action of this process is called so."""
    RemoteAction._action_call_format = _call
    RemoteAction._validate_action_result = _valid
    EndpointConfig.session = _session


def _call(self: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """As Rasa has it, without the past events and the domain: our actions read the latest message and the slots."""
    state = {**tracker.current_state(EventVerbosity.NONE), "events": []}
    return {"next_action": self.name(), "sender_id": tracker.sender_id, "tracker": state, "version": rasa.__version__}


def _valid(self: RemoteAction, result: dict[str, Any]) -> bool:
    """Raises jsonschema's ValidationError as Rasa does; Rasa compiles the schema and checks it against its own each time: 10 to 40 ms."""
    if not _plain(result):
        _validator().validate(result)
    return True


def _plain(result: Any) -> bool:
    """What our actions answer, messages and slots, needs no search through the forms of all events."""
    if not isinstance(result, dict) or not all(isinstance(result.get(name), list) for name in ("events", "responses")):
        return False
    return all(map(_slot, result["events"])) and all(isinstance(one, dict) for one in result["responses"])


def _slot(event: Any) -> bool:
    known = isinstance(event, dict) and event.keys() == _SLOT and event["event"] == "slot" and event["timestamp"] is None
    return known and isinstance(event["name"], str)


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
