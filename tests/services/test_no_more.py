"""Once there is a number nobody is held: who wants nothing more is let go, and questions about what is arranged open no form."""

from __future__ import annotations

import pytest

from helpline.services.danger.scams import given_away
from tests.services.talk import ANSWERS, Talk

WAY = {**ANSWERS, "service_mode": "到店维修"}
NO_MORE = [
    ("都不要,先这样", "talk_deny", 0.72),
    ("不用处理了,我自己再观察几天", "service_cancel_booking", 0.13),
    ("不用打给我了", "service_request_call", 0.74),
    ("先不约了", "service_cancel_booking", 0.76),
    ("不需要回电", "talk_deny", 0.44),
    ("算了先不弄了", "talk_cancel", 0.8),
    ("不用了谢谢", "talk_deny", 0.8),
    ("不用麻烦你们打电话了", "talk_deny", 0.6),
    ("那先这样吧", "talk_bye", 0.5),
    ("我再看看吧", "talk_wait", 0.6),
    ("需要的时候再联系你们", "talk_bye", 0.4),
]


@pytest.mark.parametrize(("words", "intent", "sure"), NO_MORE)
@pytest.mark.parametrize("asked", ["service_mode", "callback_time", "place"])
def test_who_wants_nothing_more_is_let_go(issued: Talk, words: str, intent: str, sure: float, asked: str) -> None:
    issued.fill(WAY if asked == "place" else ANSWERS, until=asked)
    number = issued.reply.event_number
    issued.say(words, intent, sure)
    assert issued.keys[0] == "utter_cancelled_with_event" and issued.asking is None
    assert issued.event.number == number and issued.event.hand_off is None


def test_nor_is_a_time_at_a_store_pressed_on_anybody(issued: Talk) -> None:
    issued.fill(WAY, until="visit_time")
    issued.say("先不约了", "service_cancel_booking", 0.76)
    assert issued.keys[0] == "utter_cancelled_with_event"


@pytest.mark.parametrize(
    "words", ["不用打电话，我去店里", "不用打了，寄修吧", "先不约周六，约周日下午三点", "现在不用打，明天上午十点打", "不用回电吗？"]
)
def test_who_wants_it_otherwise_is_not_let_go(issued: Talk, words: str) -> None:
    issued.fill(ANSWERS, until="callback_time")
    issued.say(words)
    assert "utter_cancelled_with_event" not in issued.keys


# -- questions about what is arranged -----------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "intent", "sure", "key"),
    [
        ("那我需要先备份吗", "general_fix_icloud", 0.42, "utter_side_data"),
        ("可以帶兩台嗎", "outside_carrier", 0.25, "utter_question_noted"),
        ("那天如果我没接到怎么办", "store_track_delivery", 0.57, "utter_call_if_missed"),
        ("没接到还会再打吗", "service_request_call", 0.5, "utter_call_if_missed"),
        ("顾问打来之前我要不要先别用手机", "service_request_call", 0.26, "utter_question_noted"),
        ("那个照片还能恢复吗", "general_fix_icloud", 0.2, "utter_question_noted"),
    ],
)
def test_a_question_about_the_call_opens_no_form(called_back: Talk, words: str, intent: str, sure: float, key: str) -> None:
    number = called_back.event.number
    called_back.say(words, intent, sure)
    assert called_back.keys == [key] and called_back.asking is None
    if key == "utter_question_noted":
        assert called_back.event_of(number).facts["open_questions"]


@pytest.mark.parametrize(
    ("words", "intent", "sure", "topic"),
    [
        ("AppleCare 怎么买?", "applecare_buy", 0.95, "applecare_buy"),
        ("另外我的订单什么时候到?", "store_track_delivery", 0.95, "store_track_delivery"),
    ],
)
def test_a_question_of_another_matter_begins_it(called_back: Talk, words: str, intent: str, sure: float, topic: str) -> None:
    called_back.say(words, intent, sure)
    assert called_back.draft.intent == topic


@pytest.fixture
def posted(issued: Talk) -> Talk:
    issued.fill({**ANSWERS, "service_mode": "寄修"})
    assert issued.event.hand_off is not None and issued.event.hand_off.mode.value == "mail_in"
    return issued


def test_what_goes_into_the_parcel_is_told(posted: Talk) -> None:
    posted.say("麻烦问下盒子要不要一起寄", "hardware_ask_mail_in", 0.84)
    assert posted.keys == ["utter_mail_in_pack"]


@pytest.mark.parametrize(
    "words", ["我不寄的,我要去杭州的店,后天下午两点", "不想寄了，去杭州的店，后天下午两点", "不寄修，改去杭州店里，后天下午两点"]
)
def test_a_visit_in_place_of_the_post_is_booked_for_the_same_event(posted: Talk, words: str) -> None:
    number = posted.event.number
    posted.say(words, "hardware_ask_mail_in", 0.47)
    assert posted.asking in ("place", "confirm", "visit_time"), posted.keys
    assert posted.draft.event_number == number and posted.draft.facts["place"] == "杭州"
    posted.fill({**WAY, "place": "杭州西湖"})
    assert posted.event_of(number).hand_off.mode.value == "genius_bar"


def test_an_invoice_waits_for_no_repair(talk: Talk) -> None:
    talk.say("我要换发票抬头", "store_ask_invoice")
    talk.fill(ANSWERS)
    talk.say("我那个发票大概几天能换好?", "store_ask_invoice", 0.77)
    assert "utter_side_duration" not in talk.keys and talk.asking is None


# -- way, place and time ------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["都太远了,换成寄修行吗", "太远了 那就寄吧", "改成邮寄可以吗"])
def test_the_post_in_place_of_a_store_that_is_far(issued: Talk, words: str) -> None:
    issued.fill(WAY, until="place")
    issued.say(words, "hardware_ask_mail_in", 0.76)
    assert issued.event.hand_off is not None and issued.event.hand_off.mode.value == "mail_in"


def test_a_question_for_the_post_changes_nothing(issued: Talk) -> None:
    issued.fill(WAY, until="place")
    issued.say("能不能寄修？", "hardware_ask_mail_in", 0.76)
    assert issued.event.hand_off is None and issued.asking == "place"


@pytest.mark.parametrize("words", ["益田假日广场", "益田那家", "益田的吧"])
def test_a_piece_of_its_name_settles_the_store(issued: Talk, words: str) -> None:
    issued.fill(WAY, until="place")
    issued.say(words, "outside_other", 0.49)
    assert issued.asking == "visit_time" and issued.draft.facts["place"] == "深圳"


@pytest.mark.parametrize("words", ["她不会用手机要我替她约可以吗", "能帮我妈约吗", "可以替老人约吗"])
def test_another_may_arrange_it(issued: Talk, words: str) -> None:
    issued.fill(WAY, until="place")
    issued.say(words, "hardware_book_repair", 0.55)
    assert issued.keys[0] == "utter_visit_for_another" and issued.asking == "place"


@pytest.mark.parametrize("words", ["十点半行不行,不行就十一点", "十点半有吗，没有的话就十一点", "十点半，不行就十一点"])
def test_two_hours_are_of_the_offered_day(issued: Talk, words: str) -> None:
    issued.fill(WAY, until="visit_time")
    issued.say("周日")
    issued.say(words, "service_request_call", 0.27)
    assert issued.draft.starts_at == "2026-11-29T10:30:00+08:00"


@pytest.mark.parametrize("words", ["改到周五同一时间", "改到周五，时间不变", "换到周五同样的时间"])
def test_the_hour_stays_where_only_the_day_changes(called_back: Talk, words: str) -> None:
    called_back.say(words, "service_change_booking", 1.0)
    assert called_back.draft.starts_at == "2026-11-27T15:30:00+08:00"


def test_number_and_time_at_once_after_a_person_was_asked_for(talk: Talk) -> None:
    talk.say("转人工", "service_request_human")
    talk.say("13011112222,周四上午十点行吗", "talk_inform", 0.64)
    assert talk.asking == "confirm" and talk.draft.starts_at == "2026-11-26T10:00:00+08:00"


def test_a_call_in_place_of_the_chat_that_is_waited_for(talk: Talk) -> None:
    talk.say("转人工", "service_request_human")
    talk.tap("在这里")
    talk.say("我改成预约回电,周五下午三点,13012345678", "service_change_booking", 0.9)
    assert talk.draft.starts_at == "2026-11-27T15:00:00+08:00" and talk.asking == "confirm"
    talk.say("确认", "talk_affirm")
    assert talk.event.facts["contact_phone"] == "13012345678" and talk.event.hand_off.mode.value == "call_back"


# -- one call for two events --------------------------------------------------------------------


@pytest.fixture
def second(called_back: Talk) -> Talk:
    called_back.say("另外我的 iPad 第9代 充不进电", "hardware_report_charging")
    called_back.fill({**ANSWERS, "device_model": "iPad 第9代"}, until="service_mode")
    called_back.say("电话")
    assert called_back.keys == ["utter_call_together_offer"]
    return called_back


@pytest.mark.parametrize("words", ["好的", "可以，一起说", "不用再登记了吧 我上面已经约了四点的", "明天下午三点半", "跟前面那个一起"])
def test_nobody_is_called_twice_at_one_hour(second: Talk, words: str) -> None:
    second.say(words, "talk_affirm" if words == "好的" else "talk_inform")
    if second.asking == "confirm":
        second.say("确认", "talk_affirm")
    assert second.keys[-1] == "utter_call_together" and second.event.facts["related_event"]
    with second.work() as work:
        assert len(work.call_backs.live()) == 1


def test_by_the_button_too_and_its_state_is_told_so(second: Talk) -> None:
    second.tap("一起说")
    assert second.keys == ["utter_call_together"]
    second.say("我这个约的是几点", "service_check_event")
    assert second.keys == ["utter_call_together"]


def test_another_hour_is_a_call_of_its_own(second: Talk) -> None:
    second.say("后天上午十点")
    second.say("确认", "talk_affirm")
    assert second.keys[0] == "utter_call_back_confirmed"


def test_a_password_that_was_changed_was_not_given_away() -> None:
    assert given_away("那个验证码给了我现在改了密码 还要做什么") == ["code"]
    assert given_away("密码给了他，我马上改了密码") == ["password"]
    assert given_away("我把密码改了，钱没转") == []


# -- steps that were told ahead -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "intent", "words", "never"),
    [
        ("iPhone 15 iCloud 备份不了", "general_fix_icloud", "提示空间满了，我已经删了两千张了", "空间有没有满"),
        ("iPhone 15 wifi 连不上", "general_check_network", "不是路由器的问题,重启过也还原过网络设置了", "路由器断电"),
        ("iPhone 15 wifi 连不上", "general_check_network", "路由器没问题的,别的手机都能连", "路由器断电"),
    ],
)
def test_what_was_told_is_not_offered(talk: Talk, first: str, intent: str, words: str, never: str) -> None:
    told = [talk.say(first, intent), talk.say(words, intent, 0.6)]
    while talk.asking == "confirm":
        told.append(talk.say("还不行", "talk_deny"))
    assert never not in "".join(told)
