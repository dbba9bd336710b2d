"""The call of the action server: checked as Rasa checks it, over one connection."""

from __future__ import annotations

import json

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk import Tracker

from rasa_ext import remote_action

DOMAIN = Domain.from_yaml(
    "version: '3.1'\nintents: [ask]\nslots: {asking: {type: text, mappings: [{type: custom}]}}\nactions: [action_turn]\n"
)


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    monkeypatch.setattr(RemoteAction, "_action_call_format", RemoteAction._action_call_format)
    monkeypatch.setattr(EndpointConfig, "session", EndpointConfig.session)
    remote_action.install()


def test_an_answer_out_of_form_is_refused():
    action = RemoteAction("action_turn", None)
    slot = {"event": "slot", "timestamp": None, "name": "asking", "value": None}
    for right in (
        [],
        [slot],
        [{"event": "slot", "name": "asking", "value": None}],
        [slot, {"event": "restart"}],
        [{**slot, "timestamp": 1.5}],
    ):
        assert action._validate_action_result({"events": right, "responses": [{"response": "utter_notice"}]})
    assert action._validate_action_result({})
    wrong_events = (
        None,
        "slot",
        {**slot, "name": 1},
        {**slot, "timestamp": "now"},
        {"event": "slot"},
        {**slot, "event": 1},
        {**slot, "metadata": 1},
    )
    for wrong in ({"events": "none"}, {"responses": ["好"]}, [], *({"events": [slot, event], "responses": []} for event in wrong_events)):
        with pytest.raises(ValidationError):
            action._validate_action_result(wrong)


async def test_calls_share_a_connection_and_outlive_the_server():
    peers = []

    async def answer(request: web.Request) -> web.Response:
        peers.append(request.transport.get_extra_info("peername"))
        return web.json_response({"events": [], "responses": []})

    app = web.Application()
    app.router.add_post("/webhook", answer)
    server = TestServer(app)
    await server.start_server()
    port, endpoint = server.port, EndpointConfig(str(server.make_url("/webhook")))
    for _ in range(3):
        assert await endpoint.request(json={"next_action": "action_turn"}) == {"events": [], "responses": []}
    assert len(set(peers)) == 1
    await server.close()

    again = web.Application()
    again.router.add_post("/webhook", answer)
    server = TestServer(again, port=port)
    await server.start_server()
    assert await endpoint.request(json={"next_action": "action_turn"}) == {"events": [], "responses": []}
    await server.close()
    await endpoint.kept_session.close()


def test_the_action_server_hears_the_latest_message_and_the_slots_but_not_the_past():
    tracker = DialogueStateTracker.from_events(
        "someone", [UserUttered("一"), SlotSet("asking", "colour"), UserUttered("二", {"name": "ask"})], DOMAIN.slots
    )
    call = RemoteAction("action_turn", None)._action_call_format(tracker, DOMAIN)
    heard = Tracker.from_dict(json.loads(json.dumps(call))["tracker"])
    assert (call["next_action"], call["sender_id"], "domain" in call) == ("action_turn", "someone", False)
    assert (heard.latest_message["text"], heard.latest_message["intent"], heard.get_slot("asking"), heard.events) == (
        "二",
        {"name": "ask"},
        "colour",
        [],
    )
