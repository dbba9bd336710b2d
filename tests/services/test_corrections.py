"""A change of mind (US-18): the corrected fact only, the rest kept."""

from __future__ import annotations

import pytest

from tests.services.talk import ANSWERS, MAIL, PHONE, SCREEN, SERIAL, Talk

OTHER = "13900001111"

# What is said at the read-back, and what it changes. A None is a fact that must be asked again.
AT_READ_BACK = [
    ("电话错了，是13900001111", "talk_deny", {"contact_phone": OTHER}),
    ("手机号改成 139 0000 1111", "talk_inform", {"contact_phone": OTHER}),
    ("不对，电话应该是13900001111", "talk_deny", {"contact_phone": OTHER}),
    ("确认，不过电话换成13900001111", "talk_affirm", {"contact_phone": OTHER}),
    ("13900001111", "talk_inform", {"contact_phone": OTHER}),
    ("等等，不是 iPhone 13 是 14 Pro", "talk_deny", {"device_model": "iPhone 14 Pro"}),
    ("不是 13 是 14 Pro", "talk_deny", {"device_model": "iPhone 14 Pro"}),
    ("不是13，是14", "talk_deny", {"device_model": "iPhone 14"}),
    ("型号是 iPhone 14 Pro", "talk_inform", {"device_model": "iPhone 14 Pro"}),
    ("是 iPhone 14 Pro 不是 iPhone 13", "talk_deny", {"device_model": "iPhone 14 Pro"}),
    ("我说错了，型号是14pro", "talk_deny", {"device_model": "iPhone 14 Pro"}),
    ("序列号写错了，是 XG4K2H7Q0P", "talk_deny", {"serial_number": "XG4K2H7Q0P"}),
    ("型号应该是 iPhone 14 Pro，电话是 13900001111", "talk_deny", {"device_model": "iPhone 14 Pro", "contact_phone": OTHER}),
    ("电话13900001111，序列号XG4K2H7Q0P，都写错了", "talk_deny", {"contact_phone": OTHER, "serial_number": "XG4K2H7Q0P"}),
    ("刚才的电话写错了", "talk_deny", {"contact_phone": None}),
    ("序列号不对", "talk_deny", {"serial_number": None}),
    ("手机型号填错了", "talk_deny", {"device_model": None}),
]


@pytest.mark.parametrize(("text", "intent", "changes"), AT_READ_BACK)
def test_at_the_read_back(read_back: Talk, text: str, intent: str, changes: dict[str, str | None]) -> None:
    before = read_back.draft.facts
    read_back.say(text, intent)
    asked = [slot for slot, value in changes.items() if value is None]
    assert read_back.asking == (asked[0] if asked else "confirm")
    after = {slot: read_back.draft.facts.get(slot) for slot in before}
    assert after == {**before, **changes}
    assert asked or "utter_corrected" in read_back.keys
    assert read_back.events() == []


def test_what_must_be_asked_again_leads_back_to_the_read_back(read_back: Talk) -> None:
    read_back.say("刚才的电话写错了", "talk_deny")
    said = read_back.say(OTHER)
    assert read_back.asking == "confirm" and "1111" in said
    read_back.say("确认", "talk_affirm")
    assert read_back.event.facts["contact_phone"] == OTHER


@pytest.mark.parametrize("words", ["不对", "写错了", "有一项要改", "等等，我说错了"])
def test_what_is_wrong_is_asked_and_then_its_name_is_enough(read_back: Talk, words: str) -> None:
    read_back.say(words, "talk_deny")
    assert read_back.keys == ["utter_confirm_what_to_change"]
    read_back.say("电话", "talk_inform")
    assert read_back.asking == "contact_phone"


@pytest.mark.parametrize(("text", "slot", "value"), [
    ("称呼写错了，是王方", "contact_name", "王方"),
    ("名字不是王芳，是王方", "contact_name", "王方"),
    ("单位应该是星海科技有限公司", "organisation", "星海科技有限公司"),
])  # fmt: skip
def test_facts_without_a_shape_by_their_names(talk: Talk, text: str, slot: str, value: str) -> None:
    talk.say("我们要采购 200 台 iPad 并统一管理", "enterprise_buy")
    talk.fill(ANSWERS, until="confirm")
    talk.say(text, "talk_inform")
    assert talk.draft.facts[slot] == value
    assert talk.asking == "confirm"


def test_the_day_of_purchase_by_its_name(talk: Talk) -> None:
    talk.say("帮我看看我的 iPhone 13 还在不在保修期", "hardware_check_coverage")
    talk.fill(ANSWERS, until="confirm")
    talk.say("购买日期不对，是2026年9月1日", "talk_deny")
    assert talk.draft.facts["purchase_date"] == "2026-09-01"


@pytest.mark.parametrize(("text", "slot", "value"), [
    ("三个星期你没有写", "since", "三个星期"),
    ("开始时间是三个星期前", "since", "三个星期前"),
    ("开始时间那行改成「上个月」", "since", "上个月"),
    ("没记错 就是今年3月20号买的", "purchase_date", "2026-03-20"),
    ("发生在那栏改成 洗衣机洗了一遍", "after", "洗衣机洗了一遍"),
    ("她姓褚", "contact_name", "褚"),
    ("称呼写褚女士", "contact_name", "褚女士"),
    ("单位那行删掉", "organisation", None),
    ("单位 无", "organisation", None),
    ("没有公司 是我自己的手机!", "organisation", None),
    ("什么星河科技", "organisation", None),
    ("把「开始时间」去掉", "since", None),
    ("购买日期不用写", "purchase_date", None),
    ("不是摔的!", "fault_cause", "不清楚"),
    ("掉过那次也没坏,所以应该不算摔的吧", "fault_cause", "不清楚"),
    ("原因写错了吧 我说了不算摔 写不清楚", "fault_cause", "不清楚"),
    ("不是摔的，是进水了", "fault_cause", "进水"),
])  # fmt: skip
def test_a_line_is_put_right_or_struck_out_by_its_name(talk: Talk, text: str, slot: str, value: str | None) -> None:
    talk.say("我们是星河科技有限公司，我的 iPhone 13 昨天开始充不进电", "hardware_report_charging")
    talk.fill({**ANSWERS, "fault_cause": "摔过", "purchase_date": "去年3月20号"}, until="confirm")
    with talk.work() as work:
        draft = work.drafts.get(talk.conversation)
        draft.facts |= {"purchase_date": "2025-03-20", "organisation": "星河科技有限公司"}
        work.drafts.save(draft)
        work.commit()
    talk.say(text, "talk_unknown", 0.4)
    assert talk.draft.facts.get(slot) == value
    assert talk.draft.event_number is None
    assert value or talk.asking == "confirm"


@pytest.mark.parametrize("text", ["没进过水", "名字叫什么都行", "昨天还打过电话", "原装的电池没换过"])
def test_what_strikes_nothing_out(read_back: Talk, text: str) -> None:
    before = {k: v for k, v in read_back.draft.facts.items() if k != "symptom"}
    read_back.say(text, "talk_unknown", 0.4)
    assert {k: v for k, v in read_back.draft.facts.items() if k != "symptom"} == before


@pytest.mark.parametrize(
    "text",
    ["算了 确认吧", "算了就这样吧，提交", "确认 我已经报警了 银行也打过了", "行 确认 京东买的要紧吗", "这回头谁付钱我得跟所里说 确认"],
)
def test_a_yes_beside_other_words_submits(read_back: Talk, text: str) -> None:
    read_back.say(text, "talk_cancel")
    assert read_back.draft.event_number


@pytest.mark.parametrize("text", ["算了不弄了", "先别提交", "确认取消"])
def test_what_gives_up_does_not_submit(read_back: Talk, text: str) -> None:
    read_back.say(text, "talk_cancel")
    assert read_back.draft.event_number is None


def test_what_nobody_has_is_no_cause_and_what_is_unknown_is_not_asked(read_back: Talk) -> None:
    before = read_back.draft.facts.get("fault_cause")
    read_back.say("没有公司", "enterprise_manage_devices", 0.5)
    read_back.say("名字不要了", "talk_deny", 0.3)
    assert read_back.asking == "confirm" and read_back.draft.facts.get("fault_cause") == before


def test_when_to_call_beside_the_number_of_another(talk: Talk) -> None:
    talk.say(*SCREEN)
    talk.fill(ANSWERS, until="contact_phone")
    talk.say("他的电话13912340057，白天别打，晚上八点以后打", "service_request_call", 0.8)
    assert talk.draft.facts["contact_phone"] == "13912340057"
    assert talk.draft.facts["wished_time"] == "晚上八点以后打"


def test_a_doubtful_yes_is_one_where_it_confirms(read_back: Talk) -> None:
    read_back.say("这回头谁付钱我得跟所里说 确认", "safety_ask_identity", 0.44)
    assert read_back.draft.event_number


def test_who_is_not_sure_of_a_fall_says_so(talk: Talk) -> None:
    talk.say("我的 iPhone 13 昨天开始充不进电", "hardware_report_charging")
    talk.fill(ANSWERS, until="fault_cause")
    talk.say("不太清楚,可能是孩子掉过一次,没当回事", "general_check_camera", 0.2)
    assert talk.draft.facts["fault_cause"] == "不清楚"
    assert "孩子掉过一次" in talk.draft.facts["symptom"]


def test_there_and_back_again(read_back: Talk) -> None:
    read_back.say("不是 iPhone 13，是 iPhone 14 Pro", "talk_deny")
    read_back.say("还是 iPhone 13，刚才没说错", "talk_deny")
    assert read_back.draft.facts["device_model"] == "iPhone 13"


def test_in_the_middle_the_same_slot_is_asked_again_once(talk: Talk) -> None:
    talk.say(*SCREEN)
    assert talk.asking == "serial_number"
    talk.say("等等，不是 iPhone 13 是 14 Pro", "talk_deny")
    assert talk.keys == ["utter_corrected", "utter_ask_serial_number"]
    assert talk.draft.facts["device_model"] == "iPhone 14 Pro"


def test_wrong_without_more_in_the_middle_asks_what(talk: Talk) -> None:
    talk.say(*SCREEN)
    talk.say(SERIAL)
    talk.say("哎呀写错了", "talk_deny")
    assert talk.keys == ["utter_confirm_what_to_change"]
    assert talk.asking == "contact_phone"
    talk.say("序列号是 XG4K2H7Q0P", "talk_inform")
    assert talk.draft.facts["serial_number"] == "XG4K2H7Q0P"
    assert talk.asking == "contact_phone"


def test_an_answer_and_a_correction_in_one_message(talk: Talk) -> None:
    talk.say(*SCREEN)
    talk.say(SERIAL)
    talk.say(f"{PHONE}，对了型号说错了，是 iPhone 14 Pro", "talk_inform")
    assert talk.draft.facts == {**talk.draft.facts, "contact_phone": PHONE, "device_model": "iPhone 14 Pro"}
    assert talk.asking == "confirm"


def test_the_system_goes_with_the_device(talk: Talk) -> None:
    """A version of iPadOS says nothing of a Mac: it is asked again."""
    talk.say(*MAIL)
    talk.say("iPad Air 5")
    talk.fill(ANSWERS, until="os_version")
    talk.say("iPadOS 18.6")
    assert talk.asking == "tried_steps"
    talk.say("我说错了，不是 iPad Air 5，是 MacBook Air M2 13寸", "talk_deny")
    assert talk.asking == "os_version"
    assert "MacBook Air" in talk.draft.facts["device_model"]


def test_another_family_is_asked_which(read_back: Talk) -> None:
    read_back.say("不对，坏的不是手机，是我的 iPad", "talk_deny")
    assert read_back.asking == "device_model"
    assert "iPad" in read_back.checked()


@pytest.mark.parametrize("text", ["系统不对劲，老是重启", "是不是电池的问题", "有时候好有时候不对"])
def test_a_description_is_no_correction(talk: Talk, text: str) -> None:
    talk.say("卡", "general_fix_system")
    talk.say("iPhone 13")
    talk.say("18.6")
    talk.say(text, "general_fix_system")
    assert talk.draft.facts["symptom"] == text
    assert talk.draft.facts["os_version"] == "18.6"


def test_a_no_is_no_cancel(read_back: Talk) -> None:
    read_back.say("不是", "talk_deny")
    assert read_back.asking == "confirm"
    assert read_back.draft.facts["contact_phone"] == PHONE


# -- while arranging, and afterwards -------------------------------------------------------------


def test_the_phone_while_a_time_is_asked(issued: Talk) -> None:
    issued.say("顾问回电")
    issued.say("等下，电话写错了，是13900001111", "talk_deny")
    assert issued.asking == "callback_time"
    assert issued.event.facts["contact_phone"] == OTHER


def test_the_phone_while_the_time_is_confirmed(issued: Talk) -> None:
    issued.say("顾问回电")
    issued.say("明天下午三点半")
    said = issued.say("电话号码不对，应该是13900001111", "talk_deny")
    assert issued.asking == "confirm" and "1111" in said and "15:30" in said
    issued.say("刚才的电话写错了", "talk_deny")
    assert issued.asking == "contact_phone"
    said = issued.say(PHONE)
    assert issued.asking == "confirm" and "5678" in said and "15:30" in said


def test_no_call_please_is_not_about_the_phone_number(issued: Talk) -> None:
    issued.say("顾问回电")
    issued.say("不要打电话了，改成到店吧", "talk_deny")
    assert issued.asking == "place"
    assert issued.event.facts["contact_phone"] == PHONE


@pytest.mark.parametrize(("text", "intent"), [
    ("刚才电话写错了，应该是13900001111", "service_change_booking"), ("电话是13900001111", "talk_inform"),
])  # fmt: skip
def test_after_all_is_done_the_event_is_put_right(called_back: Talk, text: str, intent: str) -> None:
    booked = called_back.event.hand_off
    said = called_back.say(text, intent)
    assert {"utter_event_updated", "utter_phone_now"} & set(called_back.keys) and "事件" in said
    assert called_back.event.facts["contact_phone"] == OTHER
    assert called_back.event.hand_off == booked
    assert called_back.asking is None


def test_after_all_is_done_the_wrong_phone_is_asked_again(called_back: Talk) -> None:
    called_back.say("我的电话写错了", "talk_deny")
    assert called_back.asking == "contact_phone"
    called_back.say(OTHER)
    assert called_back.keys == ["utter_event_updated", "utter_status_call_back"]
    assert called_back.event.facts["contact_phone"] == OTHER


def test_a_new_problem_that_sounds_like_a_correction_is_a_new_problem(called_back: Talk) -> None:
    first = called_back.event.number
    called_back.say("不是说手机，我的 iPad 充不进电了", "hardware_report_charging")
    assert called_back.asking == "device_model"
    assert called_back.event_of(first).facts["device_model"] == "iPhone 13"
