"""A visit to a store (US-24): the city, the store, the time."""

from __future__ import annotations

import pytest

from helpline.model.event import Mode
from tests.services.talk import ANSWERS, Talk, tapped


@pytest.fixture
def at_place(issued: Talk) -> Talk:
    """A broken screen that is to be taken to a store."""
    issued.tap("到店维修")
    assert issued.keys == ["utter_ask_place"]
    return issued


@pytest.fixture
def in_shanghai(at_place: Talk) -> Talk:
    at_place.say("上海")
    assert at_place.keys == ["utter_ask_store"]
    return at_place


@pytest.mark.parametrize(("text", "count"), [("上海", 8), ("我在上海市", 8), ("魔都", 8), ("深圳", 3), ("北京海淀", 5), ("杭州那边", 2)])
def test_a_city_with_stores_lists_them_with_their_addresses(at_place: Talk, text: str, count: int) -> None:
    said = at_place.say(text)
    assert at_place.keys == ["utter_ask_store"] and f"{count} 家" in said and "路" in said
    assert len(at_place.buttons) == count


@pytest.mark.parametrize(("text", "store"), [("苏州", "苏州"), ("长沙", "长沙"), ("青岛市", "青岛万象城"), ("我在昆明呢", "昆明")])
def test_a_city_with_one_store_goes_on_to_the_time(at_place: Talk, text: str, store: str) -> None:
    said = at_place.say(text)
    assert at_place.asking == "visit_time" and store in said


@pytest.mark.parametrize(("text", "store"), [
    ("浦东", "浦东"), ("浦东那家吧", "浦东"), ("南京东路", "南京东路"), ("环贸", "上海环贸 iapm"), ("iapm", "上海环贸 iapm"), ("就五角场吧", "五角场"),
    ("去香港广场店", "香港广场"), ("静安", "静安"), ("徐汇那家", "上海环贸 iapm"), ("陆家嘴", "浦东"), ("第二家", "浦东"), ("1", "南京东路"), ("闵行", "七宝"),
])  # fmt: skip
def test_a_store_by_its_name_or_a_part_of_it(in_shanghai: Talk, text: str, store: str) -> None:
    said = in_shanghai.say(text)
    assert in_shanghai.asking == "visit_time", in_shanghai.keys
    assert f"好的，{store}" in said


def test_a_store_by_its_quick_reply(in_shanghai: Talk) -> None:
    in_shanghai.tap("环球港")
    assert in_shanghai.asking == "visit_time" and in_shanghai.draft.facts["place"] == "上海"


@pytest.mark.parametrize(
    ("text", "store"),
    [("上海环贸那家", "上海环贸 iapm"), ("我想去三里屯", "三里屯"), ("深圳万象城", "深圳万象城"), ("南京新街口", "新街口")],
)
def test_a_store_named_where_the_city_is_asked(at_place: Talk, text: str, store: str) -> None:
    said = at_place.say(text)
    assert at_place.asking == "visit_time" and store in said


def test_a_name_of_a_store_in_another_city_is_not_that_store(at_place: Talk) -> None:
    """新街口 is in Beijing too, but the store of that name is in Nanjing."""
    at_place.say("北京新街口")
    assert at_place.asking == "place" and at_place.draft.facts["place"] == "北京"


def test_what_fits_several_stores_narrows_the_list(at_place: Talk) -> None:
    at_place.say("北京")
    at_place.say("朝阳")
    assert at_place.keys == ["utter_ask_store_which"] and at_place.asking == "place"
    assert set(at_place.buttons) == {"三里屯", "华贸购物中心", "朝阳大悦城"}


@pytest.mark.parametrize("text", ["随便", "都可以", "哪家都行"])
def test_any_store_will_do(in_shanghai: Talk, text: str) -> None:
    in_shanghai.say(text, "talk_unknown")
    assert in_shanghai.asking == "visit_time"


def test_the_nearest_store_is_not_guessed(at_place: Talk) -> None:
    at_place.say("最近的店")
    assert at_place.asking == "place" and at_place.keys == ["utter_place_unknown"]
    at_place.say("上海")
    at_place.say("离我最近的")
    assert at_place.keys == ["utter_store_nearest", "utter_ask_store"]


@pytest.mark.parametrize(("text", "shown"), [("兰州", "兰州"), ("我在西安", "西安"), ("乌鲁木齐", "乌鲁木齐")])
def test_a_city_without_a_store_says_so_and_offers_other_ways(at_place: Talk, text: str, shown: str) -> None:
    said = at_place.say(text)
    assert at_place.keys == ["utter_no_store_near"] and shown in said
    assert at_place.buttons[:3] == ["寄修", "顾问回电", "到店维修"] and at_place.asking == "service_mode"


def test_a_city_near_one_with_a_store_names_that(at_place: Talk) -> None:
    said = at_place.say("绍兴")
    assert at_place.keys == ["utter_no_store_near"] and "杭州" in said and "上海" not in said
    at_place.say("那去杭州吧")
    assert at_place.keys == ["utter_ask_store"] and "杭州" in at_place.checked()


def test_a_city_without_a_store_and_then_the_post(at_place: Talk) -> None:
    at_place.say("兰州")
    at_place.say("那就寄修吧")
    assert at_place.keys == ["utter_mail_in_cracked", "utter_mail_in_arranged"]
    assert at_place.event.hand_off is not None and at_place.event.hand_off.mode is Mode.MAIL_IN


def test_a_city_without_a_store_and_then_another_city(at_place: Talk) -> None:
    at_place.say("兰州")
    at_place.tap("到店维修")
    assert at_place.keys == ["utter_ask_place_near"] and at_place.draft.facts["place"] == "兰州", "it is not asked where they are once more"
    at_place.say("成都")
    assert at_place.keys == ["utter_ask_store"]


@pytest.mark.parametrize(("text", "city"), [("朝阳", "北京"), ("鼓楼", "南京")])
def test_a_name_of_several_cities_asks_which(at_place: Talk, text: str, city: str) -> None:
    at_place.say(text)
    assert at_place.keys == ["utter_place_which_city"] and any(city in title for title in at_place.buttons)
    at_place.tap(city)
    assert at_place.draft.facts["place"] == city


@pytest.mark.parametrize(("text", "city"), [("beijing", "北京"), ("shen zhen", "深圳"), ("I'm in Guangzhou", "广州"), ("Xi'an", "西安")])
def test_a_city_in_pinyin(at_place: Talk, text: str, city: str) -> None:
    assert city in at_place.say(text, "talk_wait", 0.9)


@pytest.mark.parametrize(("text", "city"), [("深证", "广东深圳"), ("guangzou", "广东广州"), ("我在上还", "上海"), ("辽宁朝杨", "辽宁朝阳")])
def test_a_city_that_is_written_wrong_is_asked_back(at_place: Talk, text: str, city: str) -> None:
    at_place.say(text)
    if at_place.keys == ["utter_place_meant"]:
        assert city in at_place.buttons
    else:
        assert at_place.keys == ["utter_place_city_of_province"]


def test_a_place_of_several_cities_and_then_its_province(at_place: Talk) -> None:
    at_place.say("朝阳")
    assert at_place.buttons == ["辽宁朝阳", "北京", "吉林长春"]
    said = at_place.say("辽宁的")
    assert "沈阳（约 250 公里）" in said and "沈阳" in at_place.buttons
    at_place.tap("沈阳")
    assert at_place.keys == ["utter_ask_store"]


def test_a_district_said_first_narrows_the_city_said_next(at_place: Talk) -> None:
    at_place.say("鼓楼")
    assert "玄武湖" in at_place.say("南京") and at_place.asking == "visit_time"


@pytest.mark.parametrize(("text", "key", "stores"), [
    ("中关村", "utter_store_none_near", 5), ("望京", "utter_store_same_district", 3), ("春熙路", "utter_store_same_district", 1),
])  # fmt: skip
def test_a_landmark_leads_to_the_stores_of_its_district(at_place: Talk, text: str, key: str, stores: int) -> None:
    at_place.say(text)
    assert at_place.keys[0] == key and len(at_place.buttons) == stores


def test_an_unknown_town_asks_for_the_province_and_names_its_stores(at_place: Talk) -> None:
    assert "哪个省" in at_place.say("柳树屯", "", 0.0)
    at_place.say("甘肃")
    at_place.say("一个小镇", "", 0.0)
    assert at_place.keys == ["utter_place_in_province"] and "成都" in at_place.buttons


def test_a_time_where_the_place_is_asked_is_kept(at_place: Talk) -> None:
    at_place.say("周六下午三点")
    assert at_place.keys == ["utter_time_noted", "utter_ask_place"]
    at_place.say("浦东")
    assert at_place.asking == "confirm" and "11月28日（周六）15:00" in at_place.checked()


@pytest.mark.parametrize(("text", "province"), [("广东", "广东"), ("我在江苏省", "江苏"), ("新疆", "新疆")])
def test_a_province_asks_for_the_city(at_place: Talk, text: str, province: str) -> None:
    said = at_place.say(text)
    assert at_place.keys == ["utter_place_city_of_province"] and province in said and at_place.asking == "place"


def test_an_unknown_place_is_asked_again_and_then_called(at_place: Talk) -> None:
    for _ in range(2):
        at_place.say("桃花源", "", 0.0)
        assert at_place.keys == ["utter_ask_place_again"]
    at_place.say("桃花源", "", 0.0)
    assert at_place.keys[0] == "utter_handover_to_call_back" and at_place.asking == "callback_time"


@pytest.mark.parametrize(("text", "store"), [("三里屯那边", "三里屯"), ("义乌", None), ("昆山", None)])
def test_towns_and_landmarks(at_place: Talk, text: str, store: str | None) -> None:
    at_place.say(text)
    assert at_place.keys[0] != "utter_ask_place_again"
    assert store is None or at_place.asking == "visit_time"


# -- the time of a visit -----------------------------------------------------------------------


@pytest.fixture
def at_time(in_shanghai: Talk) -> Talk:
    in_shanghai.tap("浦东")
    return in_shanghai


def test_a_visit_is_booked_with_all_that_one_needs(at_time: Talk) -> None:
    said = at_time.say("周六下午三点")
    assert "11月28日（周六）15:00" in said and "世纪大道" in said
    said = at_time.say("确认", "talk_affirm")
    hand_off = at_time.event.hand_off
    assert hand_off is not None and hand_off.mode is Mode.GENIUS_BAR and hand_off.place is not None and hand_off.place.id == "sh-pudong"
    assert f"预约码：{hand_off.code}" in said and "示例排期" in said and "备份" in said and "购买凭证" in said and "400-617-1305" in said
    card = at_time.reply.says[0].card
    assert card is not None and card["kind"] == "booking" and card["store"] == "浦东"


@pytest.mark.parametrize(("text", "key"), [
    ("周六早上八点", "utter_error_time_closed"), ("明晚九点", "utter_error_time_closed"), ("今天上午十点半", "utter_error_time_past"), ("12月20日", "utter_error_time_too_far"),
])  # fmt: skip
def test_a_visit_at_a_time_that_cannot_be(at_time: Talk, text: str, key: str) -> None:
    at_time.say(text)
    assert at_time.keys == [key] and at_time.asking == "visit_time" and len(at_time.buttons) == 3


@pytest.mark.parametrize(("text", "store"), [("换成五角场那家吧", "五角场"), ("还是去静安的店吧", "静安")])
@pytest.mark.parametrize("state", ["visit_time", "confirm"])
def test_another_store_later_on(at_time: Talk, text: str, store: str, state: str) -> None:
    if state == "confirm":
        at_time.say("周六下午三点")
    said = at_time.say(text, "service_change_booking")
    assert at_time.asking == state and store in said
    assert state != "confirm" or "11月28日（周六）15:00" in said


def test_another_city_later_on(at_time: Talk) -> None:
    at_time.say("我周六在北京，去北京的店吧")
    assert at_time.asking == "place" and "北京" in at_time.checked()
    at_time.say("王府井")
    assert at_time.asking == "visit_time" or "王府井" in at_time.checked()


@pytest.mark.parametrize("text", ["换个店", "想去别的门店"])
def test_another_store_without_its_name_shows_the_list(at_time: Talk, text: str) -> None:
    at_time.say(text, "service_change_booking")
    assert at_time.keys == ["utter_ask_store_other"]


@pytest.mark.parametrize("slot", ["place", "visit_time", "confirm"])
@pytest.mark.parametrize(("text", "intent"), [
    ("算了还是打电话给我吧", "talk_cancel"), ("算了，还是你们给我打个电话吧", "service_request_call"), ("不想去店里了，回电吧", "talk_deny"),
])  # fmt: skip
def test_a_call_instead_of_the_visit(in_shanghai: Talk, slot: str, text: str, intent: str) -> None:
    if slot != "place":
        in_shanghai.tap("浦东")
    if slot == "confirm":
        in_shanghai.say("周六下午三点")
    in_shanghai.say(text, intent)
    assert in_shanghai.asking == "callback_time" and in_shanghai.draft.parked == []
    in_shanghai.fill(ANSWERS)
    assert in_shanghai.event.hand_off is not None and in_shanghai.event.hand_off.mode is Mode.CALL_BACK


def test_a_call_with_its_time_instead_of_the_visit(at_time: Talk) -> None:
    said = at_time.say("算了，还是明天下午三点打电话给我吧", "service_request_call")
    assert at_time.asking == "confirm" and "11月25日（周三）15:00" in said and "5678" in said


def test_a_visit_instead_of_the_call(issued: Talk) -> None:
    issued.say("顾问回电")
    issued.say("算了，我还是去店里吧", "talk_cancel")
    assert issued.asking == "place"


def test_the_post_instead_of_the_visit(at_time: Talk) -> None:
    at_time.say("没空去店里，还是寄修吧", "hardware_ask_mail_in")
    assert at_time.keys == ["utter_mail_in_cracked", "utter_mail_in_arranged"]


def test_an_earlier_quick_reply_still_means_what_it_says(at_time: Talk) -> None:
    at_time.hear(tapped('/choose{"place": "sh-jingan"}'))
    assert at_time.asking == "visit_time" and at_time.draft.store == "sh-jingan"
    at_time.hear(tapped('/choose{"service_mode": "call_back"}'))
    assert at_time.asking == "callback_time"


@pytest.mark.parametrize(("text", "asking"), [
    ("我iPhone 13屏幕摔碎了，想去上海修", "place"), ("我iPhone 13屏幕摔碎了，想去店里修一下", "place"), ("我iPhone 13屏幕摔碎了，想寄修", None),
    ("我iPhone 13屏幕摔碎了，麻烦给我回电", "callback_time"), ("我iPhone 13京东店里买的，屏幕碎了", "service_mode"), ("我iPhone 13快递收到屏幕就是碎的", "service_mode"),
    ("我iPhone 13屏幕去年修过，现在又碎了", "service_mode"),
])  # fmt: skip
def test_a_way_wished_for_in_the_first_message(talk: Talk, text: str, asking: str | None) -> None:
    talk.say(text, "hardware_report_screen")
    talk.fill(ANSWERS, until="confirm")
    talk.say("确认", "talk_affirm")
    assert talk.asking == asking


@pytest.mark.parametrize(("text", "mode"), [
    ("给我打个电话吧", "call_back"), ("你们打过来", "call_back"), ("我自己打", "line_number"), ("不寄了，我去店里", "genius_bar"), ("拿去店里修", "genius_bar"), ("寄过去吧", "mail_in"),
])  # fmt: skip
def test_ways_in_words(issued: Talk, text: str, mode: str) -> None:
    issued.say(text)
    assert issued.draft.mode == mode
    assert issued.asking in {"call_back": ("callback_time",), "genius_bar": ("place",)}.get(mode, (None,))


def test_a_way_with_place_and_time_at_once(issued: Talk) -> None:
    said = issued.say("到店吧，苏州，周六下午三点")
    assert issued.asking == "confirm" and "11月28日（周六）15:00" in said and "苏州" in said


def test_no_store_for_an_order(talk: Talk) -> None:
    talk.say("上周在官网买的手机一直没发货", "store_track_delivery")
    talk.fill(ANSWERS, until="callback_time")
    talk.say("我去店里问行吗")
    assert talk.draft.mode == "call_back" and talk.asking == "callback_time"
