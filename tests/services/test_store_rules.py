"""Orders of the online store: the days of a return, money on its way, who gets the price for education, and other sellers (US-29)."""

from __future__ import annotations

import pytest

from tests.services.talk import Talk

ORDER = ("我在官网买的耳机想退", "store_return_order")


@pytest.mark.parametrize(("received", "key", "told"), [
    ("11月24号收到的", "utter_store_return_left", "还剩 14 天"),
    ("13号到的", "utter_store_return_left", "还剩 3 天"),
    ("11月10日签收", "utter_store_return_last", "最后一天"),  # day 14
    ("11月9号到货", "utter_store_return_over", "11月23日已经过了"),  # day 15
])  # fmt: skip
def test_the_days_of_a_return_are_counted_from_the_day_of_receipt(talk: Talk, received: str, key: str, told: str) -> None:
    said = talk.say(f"官网买的耳机，{received}，想退", "store_return_order")
    assert key in talk.keys and told in said and "以官方为准" in said
    assert talk.asking == "order_number"


def test_a_return_without_its_day_hears_the_term_and_then_the_day(talk: Talk) -> None:
    assert "14 天" in talk.say(*ORDER) and "utter_store_return" in talk.keys
    said = talk.say("13号收到的")
    assert "还剩 3 天" in said and talk.asking == "order_number"
    talk.say("W1234567890")
    assert not any(key.startswith("utter_store") for key in talk.keys), "told once"
    assert talk.draft.facts["received"] == "2026-11-13"


def test_money_on_its_way_is_no_question_of_days(talk: Talk) -> None:
    said = talk.say("官网退的货，退款一个星期了还没到账", "store_return_order")
    assert "utter_store_refund" in talk.keys and "2 周" in said and "14 天" not in said


def test_who_gets_the_price_for_education_is_told_and_told_again(talk: Talk) -> None:
    said = talk.say("毕业半年了还能用教育优惠买电脑不", "store_ask_education_price")
    assert "毕业" in said and "Mac 2 台" in said
    talk.say("你先回答我能不能用啊", "talk_inform", 0.3)
    assert talk.keys == ["utter_store_education", "utter_ask_contact_phone"]


@pytest.mark.parametrize("text", ["我在京东买的耳机想退", "天猫上下的单，发票怎么开"])
def test_what_was_bought_elsewhere_goes_to_its_seller(talk: Talk, text: str) -> None:
    said = talk.say(text, "store_return_order")
    assert "utter_store_other_seller" in talk.keys and ("京东" in said or "天猫" in said)
    assert talk.asking is None


def test_the_seller_may_be_named_in_the_middle(talk: Talk) -> None:
    talk.say(*ORDER)
    talk.say("没有订单号，我是在拼多多买的")
    assert talk.keys == ["utter_store_other_seller"] and talk.asking is None


@pytest.mark.parametrize("text", ["不是京东买的，官网买的，想退", "官网买的，比京东便宜，现在想退", "官网买贵了，京东便宜两百，想退"])
def test_a_seller_that_is_denied_or_compared_with_is_none(talk: Talk, text: str) -> None:
    talk.say(text, "store_return_order")
    assert talk.asking == "order_number"
