"""Who writes in traditional characters is answered in them, through the door."""

from __future__ import annotations

from helpline.model.draft import Draft
from helpline.model.times import SHANGHAI
from tests.web.conftest import NOW, Door

BUTTON = {"title": "转人工", "payload": "/service_request_human"}


def test_answers_history_and_quick_replies_are_traditional_from_then_on(door: Door):
    store = next(iter(door.services.catalogue.stores.values()))
    ask = [{"text": f"请问设备是什么型号？{store.name}，{store.address}。", "buttons": [BUTTON]}]
    door.bot.script |= {"螢幕壞了": ask, "13": ask, "/service_request_human": ask}
    conversation = door.open()
    reply = door.post(conversation=conversation, text="螢幕壞了").json()["messages"]
    wanted = f"請問設備是什麼型號？{store.name}，{store.address}。"
    assert [message["text"] for message in reply] == [wanted]
    assert reply[0]["buttons"] == [{"title": "轉人工", "payload": "/service_request_human"}]
    assert door.say(conversation, "13") == [wanted], "a number does not tell: remembered"
    assert door.post(conversation=conversation, payload="/service_request_human").json()["messages"][0]["text"] == wanted
    assert door.thread(conversation)[-2:] == [("customer", "轉人工"), ("bot", wanted)]
    assert door.bot.heard[-3:] == ["螢幕壞了", "13", "/service_request_human"]


def test_back_to_simplified_when_he_is(door: Door):
    conversation = door.open()
    door.bot.script |= {"螢幕壞了": [{"text": "请问型号？", "buttons": [BUTTON]}], "没坏": [{"text": "请问型号？"}]}
    assert door.say(conversation, "螢幕壞了") == ["請問型號？"]
    assert door.say(conversation, "没坏") == ["请问型号？"]


def test_an_old_quick_reply_does_not_decide(door: Door):
    offer = [{"text": "请问型号？", "buttons": [BUTTON]}]
    door.bot.script |= {"你好": offer, "螢幕壞了": offer, "/service_request_human": offer}
    conversation = door.open()
    assert door.say(conversation, "你好") == ["请问型号？"]
    assert door.say(conversation, "螢幕壞了") == ["請問型號？"]
    door.post(conversation=conversation, payload=BUTTON["payload"])
    assert door.thread(conversation)[-1] == ("bot", "請問型號？")


def test_what_the_customer_told_is_repeated_as_it_was_written(door: Door):
    def keep(conversation_id: str) -> None:
        with door.unit_of_work() as work:
            work.drafts.save(Draft(conversation_id, facts={"contact_name": "范伟", "organisation": "东风国际学校"}))
            work.commit()

    door.bot.on["螢幕壞了"] = keep
    door.bot.script["螢幕壞了"] = [{"text": "范伟，东风国际学校，请确认。"}]
    conversation = door.open()
    assert door.say(conversation, "螢幕壞了") == ["范伟，东风国际学校，請確認。"]


def test_other_conversations_and_the_bot_away(door: Door):
    traditional, simplified = door.open(), door.open()
    door.say(traditional, "螢幕壞了")
    door.bot.away = True
    assert "系統正在恢復" in door.say(traditional, "在嗎")[0]
    assert "系统正在恢复" in door.say(simplified, "在吗")[0]


def test_the_greeting_of_who_is_back(door: Door):
    conversation = door.open()
    door.say(conversation, "螢幕壞了")
    with door.unit_of_work() as work:
        name = door.app.ctx.door.conversation_of(conversation)
        draft = Draft(name, intent="hardware_report_screen", asking="serial_number", touched=NOW.isoformat())
        work.drafts.save(draft)
        work.commit()
    door.clock.moment = NOW.astimezone(SHANGHAI).replace(hour=11)
    door.bot.script["/talk_greet"] = [{"text": "欢迎回来，请问序列号？"}]
    back = door.http.post("/api/chat/conversations", json={"conversation": conversation}).json()
    assert [message["text"] for message in back["messages"]] == ["歡迎回來，請問序列號？"]
