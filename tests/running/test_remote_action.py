"""The call of the action server: checked as Rasa checks it, over one connection."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

from rasa_ext import remote_action


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    monkeypatch.setattr(EndpointConfig, "session", EndpointConfig.session)
    remote_action.install()


def test_an_answer_out_of_form_is_refused():
    action = RemoteAction("action_turn", None)
    assert action._validate_action_result({"events": [{"event": "slot", "name": "asking", "value": None}], "responses": []})
    for wrong in ({"events": "none"}, {"responses": ["好"]}, []):
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
