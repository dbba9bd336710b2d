"""A customer's side of the chat API: opening, talking, reading back, quick replies, and sending again."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from json import dumps

import httpx
import pytest

from helpline.model.draft import Draft
from tests.web.conftest import Door

OFFER = [
    {"text": "请问是哪一种？", "buttons": [{"title": "屏幕损坏", "payload": '/choose{"topic": "hardware_report_screen"}'}]},
]
CARD = {"kind": "event", "number": "23456789016", "shown": "234 5678 9016"}


def titles(reply: httpx.Response) -> list[str]:
    return [message["text"] for message in reply.json()["messages"]]


def test_opening_greets_and_gives_a_name_of_its_own(door: Door):
    door.bot.script["/talk_greet"] = [{"text": "您好"}, {"text": "请问有什么可以帮您？", "buttons": OFFER[0]["buttons"]}]
    first, second = (door.http.post("/api/chat/conversations").json() for _ in range(2))
    assert [message["text"] for message in first["messages"]] == ["您好", "请问有什么可以帮您？"]
    assert first["messages"][1]["buttons"] == OFFER[0]["buttons"]
    assert first["asking"] is None and first["event_number"] is None
    assert first["conversation"] != second["conversation"]
    assert door.thread(first["conversation"]) == [("bot", "您好"), ("bot", "请问有什么可以帮您？")]


def test_a_first_message_opens_a_conversation_too(door: Door):
    reply = door.post(text="手机充不进电")
    assert titles(reply) == ["听到：手机充不进电"]
    assert door.thread(reply.json()["conversation"]) == [("customer", "手机充不进电"), ("bot", "听到：手机充不进电")]


def test_the_thread_has_who_when_cards_and_quick_replies(door: Door):
    door.bot.script["转人工"] = [{"text": "编号是"}, {"custom": CARD}, {"text": "选一种", "buttons": OFFER[0]["buttons"]}]
    conversation = door.open()
    reply = door.post(conversation=conversation, text="转人工", id="m-1")
    assert reply.json()["messages"] == [
        {"id": "m-1/0", "text": "编号是", "buttons": [], "card": CARD},
        {"id": "m-1/1", "text": "选一种", "buttons": OFFER[0]["buttons"]},
    ]
    lines = door.http.get("/api/chat/messages", params={"conversation": conversation}).json()["messages"][1:]
    assert [line["who"] for line in lines] == ["customer", "bot", "bot"]
    assert lines[0] == {"id": "m-1", "at": "2026-11-24T10:15:00+08:00", "who": "customer", "text": "转人工", "buttons": []}
    assert lines[1]["card"] == CARD and lines[2]["buttons"] == OFFER[0]["buttons"]


def test_what_is_asked_and_the_event_number_stand_in_every_answer(door: Door):
    def ask_for_the_serial(conversation_id: str) -> None:
        with door.unit_of_work() as work:
            work.drafts.save(Draft(conversation_id, asking="serial_number", event_number=CARD["number"]))
            work.commit()

    door.bot.on["屏幕碎了"] = ask_for_the_serial
    conversation = door.open()
    reply = door.post(conversation=conversation, text="屏幕碎了").json()
    thread = door.http.get("/api/chat/messages", params={"conversation": conversation}).json()
    assert reply["asking"] == thread["asking"] == "serial_number"
    assert reply["event_number"] == thread["event_number"] == CARD["number"]


def test_conversations_do_not_see_each_other(door: Door):
    one, other = door.open(), door.open()
    door.say(one, "只给一边听")
    assert door.thread(one)[-1] == ("bot", "听到：只给一边听")
    assert door.thread(other) == [("bot", "听到：/talk_greet")]


def test_an_answered_message_sent_again_gets_the_same_answer_and_is_heard_once(door: Door):
    conversation = door.open()
    first = door.post(conversation=conversation, text="确认", id="tap-1")
    again = door.post(conversation=conversation, text="确认", id="tap-1")
    assert again.json()["messages"] == first.json()["messages"]
    assert door.bot.heard.count("确认") == 1
    assert door.thread(conversation).count(("customer", "确认")) == 1


def test_the_same_id_in_two_conversations_names_two_messages(door: Door):
    one, other = door.open(), door.open()
    door.bot.away = True
    door.say(other, "那边在等", id="1")
    door.bot.away = False
    assert door.say(one, "这边", id="1") == ["听到：这边"]
    assert door.say(other, "接着说", id="2") == ["听到：那边在等", "听到：接着说"]


def test_the_same_text_twice_without_id_is_said_twice(door: Door):
    conversation = door.open()
    door.say(conversation, "在吗")
    door.say(conversation, "在吗")
    assert door.bot.heard.count("在吗") == 2


def test_a_message_sent_again_while_the_first_is_on_its_way_is_heard_once(door: Door):
    conversation = door.open()
    door.bot.slow["确认"] = 0.3
    with ThreadPoolExecutor(4) as clients:
        replies = list(clients.map(lambda _: door.say(conversation, "确认", id="tap"), range(4)))
    assert replies == [["听到：确认"]] * 4
    assert door.bot.heard.count("确认") == 1


def test_a_client_that_hangs_up_finds_the_answer_and_is_heard_once(door: Door):
    conversation = door.open()
    door.bot.slow["确认"] = 0.4
    body = {"conversation": conversation, "text": "确认", "id": "tap"}
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{door.url}/api/chat/messages", json=body, timeout=0.15, trust_env=False)
    assert door.say(conversation, "确认", id="tap") == ["听到：确认"]
    assert door.bot.heard.count("确认") == 1


def test_messages_at_once_are_answered_in_the_order_in_which_they_came(door: Door):
    conversation = door.open()
    door.bot.slow["第0句"] = 0.4
    with ThreadPoolExecutor(5) as clients:
        replies = []
        for index in range(5):
            replies.append(clients.submit(door.say, conversation, f"第{index}句"))
            time.sleep(0.05)
    assert [reply.result() for reply in replies] == [[f"听到：第{index}句"] for index in range(5)]
    assert door.bot.heard[1:] == [f"第{index}句" for index in range(5)]
    assert door.thread(conversation)[1:] == [line for i in range(5) for line in (("customer", f"第{i}句"), ("bot", f"听到：第{i}句"))]


def test_a_tap_does_not_lose_its_place_to_a_later_text(door: Door):
    door.bot.script["屏幕"] = OFFER
    payload = OFFER[0]["buttons"][0]["payload"]
    conversation = door.open()
    door.say(conversation, "屏幕")
    door.bot.slow["屏幕"] = 0.3
    with ThreadPoolExecutor(3) as clients:
        for body in ({"text": "屏幕"}, {"payload": payload}, {"text": "等等"}):
            clients.submit(door.post, conversation=conversation, **body)
            time.sleep(0.05)
    assert door.bot.heard[-3:] == ["屏幕", payload, "等等"]


def test_one_slow_conversation_does_not_hold_up_another(door: Door):
    slow, quick = door.open(), door.open()
    door.bot.slow["慢"] = 1.0
    with ThreadPoolExecutor(1) as clients:
        waiting = clients.submit(door.say, slow, "慢")
        time.sleep(0.1)
        door.say(quick, "快")
        assert not waiting.done()
        assert waiting.result() == ["听到：慢"]


def test_a_quick_reply_that_was_offered_reaches_the_bot_as_a_command_and_the_thread_as_its_title(door: Door):
    door.bot.script["屏幕"] = OFFER
    payload = OFFER[0]["buttons"][0]["payload"]
    conversation = door.open()
    door.say(conversation, "屏幕")
    assert door.post(conversation=conversation, payload=payload).status_code == 200
    assert door.bot.heard[-1] == payload
    assert door.thread(conversation)[-2] == ("customer", "屏幕损坏")


@pytest.mark.parametrize("payload", ["/restart", "/talk_affirm", '/choose{"topic": "hazard_swollen"}', "屏幕损坏", "/choose"])
def test_a_quick_reply_that_was_not_offered_is_refused_and_not_kept(door: Door, payload: str):
    door.bot.script["屏幕"] = OFFER
    conversation = door.open()
    door.say(conversation, "屏幕")
    heard, thread = list(door.bot.heard), door.thread(conversation)
    reply = door.post(conversation=conversation, text="屏幕损坏", payload=payload)
    assert reply.status_code == 400 and reply.json()["error"]["code"] == "payload_unknown"
    assert (door.bot.heard, door.thread(conversation)) == (heard, thread)


def test_a_quick_reply_offered_in_another_conversation_is_refused(door: Door):
    door.bot.script["屏幕"] = OFFER
    door.say(door.open(), "屏幕")
    reply = door.post(conversation=door.open(), payload=OFFER[0]["buttons"][0]["payload"])
    assert reply.json()["error"]["code"] == "payload_unknown"


def test_a_quick_reply_cannot_open_a_conversation(door: Door):
    assert door.post(payload="/talk_greet").json()["error"]["code"] == "payload_unknown"


# fmt: off
COMMANDS = [
    "/restart", " /restart", "\n\t/restart", "　/restart", "\u00a0/restart", "\x1f/restart", "\x00/restart", "\ud800/restart",
    "//restart", "/ restart", "／restart", "／/restart", " ／/restart", '/choose{"confirm": "yes"}', "/session_start", "/back", "/",
]
# fmt: on


@pytest.mark.parametrize("typed", COMMANDS)
def test_free_text_never_reaches_the_bot_as_a_command(door: Door, typed: str):
    conversation = door.open()
    body = {"conversation": conversation, "text": typed}
    assert door.http.post("/api/chat/messages", content=dumps(body)).status_code == 200
    # Rasa strips a message before it looks for the slash of a command.
    assert not door.bot.heard[-1].strip().startswith("/")
    assert door.bot.heard[-1].strip()


@pytest.mark.parametrize("typed", COMMANDS)
def test_free_text_that_waited_is_no_command_either(door: Door, typed: str):
    conversation = door.open()
    door.bot.away = True
    door.http.post("/api/chat/messages", content=dumps({"conversation": conversation, "text": typed}))
    door.bot.away = False
    door.say(conversation, "好了吗")
    assert not any(text.strip().startswith("/") for text in door.bot.heard[1:])


@pytest.mark.parametrize(
    "typed", ["", " ", "。", "👍🏻🔋💥", "<script>alert(1)</script>", "ｉｐｈｏｎｅ　１５", "手機充不進電", "a" * 5000]
)
def test_odd_text_is_kept_as_it_was_typed(door: Door, typed: str):
    conversation = door.open()
    assert door.post(conversation=conversation, text=typed).status_code == 200
    assert door.thread(conversation)[1] == ("customer", typed)


def test_what_the_app_knows_of_the_device_reaches_the_bot_and_nothing_else_does(door: Door):
    known = {"device_model": "iPhone 15 Pro", "os_version": "18.6", "serial_number": "C39XK2ABC123"}
    other = {"account": "boss@example.com", "admin": True, "os_version_2": "1"}
    door.post(text="你好", metadata={**known, **other})
    assert door.bot.told[-1] == known
    door.post(text="你好", metadata={"device_model": 15, "os_version": ["18"], "serial_number": "C" * 81})
    assert door.bot.told[-1] == {}
    door.post(text="你好", metadata=None)
    assert door.bot.told[-1] == {}
