"""Which device people mean, in the spellings that they use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.catalogue.device_names import DeviceNames
from helpline.catalogue.loader import load_catalogue

CATALOGUE = load_catalogue(Path(__file__).parents[2] / "catalogue")
NAMES = DeviceNames(CATALOGUE)


def ids(text: str, *, asked: bool = False) -> list[str | None]:
    return [named.device.id if named.device else None for named in NAMES.find(text, asked=asked)]


@pytest.mark.parametrize(("text", "device"), [
    ("iPhone 15", "iphone-15"), ("iphone15", "iphone-15"), ("ＩＰＨＯＮＥ　１５", "iphone-15"), ("苹果15", "iphone-15"), ("蘋果15", "iphone-15"),
    ("苹果十五", "iphone-15"), ("苹果手机15", "iphone-15"), ("ip15", "iphone-15"), ("IPHONE 15 PRO MAX", "iphone-15-pro-max"),
    ("iPhone15ProMax", "iphone-15-pro-max"), ("苹果15promax", "iphone-15-pro-max"), ("15pro max", "iphone-15-pro-max"), ("苹果15pro", "iphone-15-pro"),
    ("苹果的15pro", "iphone-15-pro"), ("苹果十五pro", "iphone-15-pro"), ("15p", "iphone-15-pro"), ("15 plus", "iphone-15-plus"), ("果14", "iphone-14"),
    ("我的果14", "iphone-14"), ("平果14", "iphone-14"), ("果14pro", "iphone-14-pro"), ("14p", "iphone-14-pro"), ("苹果14por", "iphone-14-pro"),
    ("iphone 十四 pro", "iphone-14-pro"), ("14plus", "iphone-14-plus"), ("14+", "iphone-14-plus"), ("哀凤14plus", "iphone-14-plus"),
    ("13 promax", "iphone-13-pro-max"), ("13pm", "iphone-13-pro-max"), ("ip13pm", "iphone-13-pro-max"), ("13 pro max", "iphone-13-pro-max"),
    ("我的13pro屏幕碎了", "iphone-13-pro"), ("爱疯十三", "iphone-13"), ("十三香", "iphone-13"), ("13香", "iphone-13"), ("iphnoe 13", "iphone-13"),
    ("苹果13电池鼓包了", "iphone-13"), ("iphone 13天天死机", "iphone-13"), ("iPhone13个人热点", "iphone-13"), ("13mini", "iphone-13-mini"),
    ("12 迷你", "iphone-12-mini"), ("爱凤12", "iphone-12"), ("11pro", "iphone-11-pro"), ("XS Max", "iphone-xs-max"), ("xsmax", "iphone-xs-max"),
    ("肾xs", "iphone-xs"), ("xr", "iphone-xr"), ("iPhone X", "iphone-x"), ("苹果10", "iphone-x"), ("8plus", "iphone-8-plus"), ("8p", "iphone-8-plus"),
    ("7p", "iphone-7-plus"), ("iphone 6p", "iphone-6-plus"), ("6s", "iphone-6s"), ("6sp", "iphone-6s-plus"), ("6s plus", "iphone-6s-plus"),
    ("苹果6splus", "iphone-6s-plus"), ("肾6", "iphone-6"), ("se2", "iphone-se-2"), ("iPhone SE 第三代", "iphone-se-3"), ("iPhone SE 2022", "iphone-se-3"),
    ("16e", "iphone-16e"), ("se4", "iphone-16e"), ("iPhone Air", "iphone-air"), ("17 air", "iphone-air"), ("苹果17pm", "iphone-17-pro-max"),
    ("A2634", "iphone-13"), ("华为 iPhone 13", "iphone-13"), ("小米和苹果15", "iphone-15"),
    ("ipad 9", "ipad-9"), ("iPad第九代", "ipad-9"), ("九代ipad", "ipad-9"), ("iPad 10代", "ipad-10"), ("iPad 2022", "ipad-10"), ("mini6", "ipad-mini-6"),
    ("ipad air5", "ipad-air-5"), ("ipad air 13寸 m2", "ipad-air-13-m2"), ("iPad Pro 11寸 M4", "ipad-pro-11-m4"), ("ipad pro 12.9 2021", "ipad-pro-12-9-5"),
    ("m1 air", "macbook-air-m1-2020"), ("m1 macbook air", "macbook-air-m1-2020"), ("15寸m2 air", "macbook-air-15-m2-2023"),
    ("14寸m3 pro", "macbook-pro-14-2023-11"), ("16寸 mbp m1 pro", "macbook-pro-16-2021"), ("macbook pro 2019 16寸", "macbook-pro-16-2019"),
    ("iMac 24 M1", "imac-24-m1-2021"), ("m4 mac mini", "mac-mini-2024"), ("手表s8", "watch-series-8"), ("苹果手表s7", "watch-series-7"),
    ("Apple Watch Series 9", "watch-series-9"), ("s10手表", "watch-series-10"), ("ultra2", "watch-ultra-2"), ("watch se2", "watch-se-2"),
    ("AirPods Pro 2", "airpods-pro-2"), ("airpods pro二代", "airpods-pro-2"), ("airpods3", "airpods-3"), ("苹果耳机二代", "airpods-2"),
    ("airpods4降噪版", "airpods-4-anc"), ("AirPods 4 带降噪的", "airpods-4-anc"), ("airpods4 没有降噪", "airpods-4"), ("airpods 4 左耳没声音", "airpods-4"),
    ("usb-c 的苹果笔", "apple-pencil-usb-c"), ("小homepod", "homepod-mini"), ("apple tv 4k 三代", "apple-tv-4k-3"), ("苹果笔二代", "apple-pencil-2"),
])  # fmt: skip
def test_knows_a_device_by_its_many_names(text: str, device: str) -> None:
    assert ids(text)[0] == device


@pytest.mark.parametrize("text", [
    "", "小米15pro", "小米15 pro", "小米手机15", "红米note 13 pro", "华为mate60", "华为的平板", "三星s24", "荣耀 100 pro", "vivo x100", "我有13个苹果",
    "苹果13斤", "水果14斤", "如果14天内没修好", "结果15号还没到", "我们买了苹果15台", "15号", "13号下午", "买了14天", "iOS 15", "系统版本17", "15块", "12点",
    "15%", "吃苹果", "苹果公司", "果汁", "macos 14", "max", "pro", "13", "11号线", "s6", "p30", "15寸",
])  # fmt: skip
def test_sees_no_device_in_other_words(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize("text", ["iPhone 135", "iPhone 1", "iphone 99", "iphone18", "iPhone 7天无理由退货吗", "手机", "爱疯", "肾机"])
def test_only_the_family_is_clear(text: str) -> None:
    (named,) = NAMES.find(text)
    assert named.device is None and named.family == "iphone"


@pytest.mark.parametrize(
    ("text", "family", "options"),
    [
        ("iPhone SE", "iphone", {"iphone-se-1", "iphone-se-2", "iphone-se-3"}),
        ("MacBook Air M2", "mac", {"macbook-air-m2-2022", "macbook-air-15-m2-2023"}),
        ("mac studio", "mac", {"mac-studio-2022", "mac-studio-2023", "mac-studio-2025"}),
        ("AirTag", "airtag", {"airtag", "airtag-2"}),
    ],
)
def test_a_line_leaves_its_models_to_choose_from(text: str, family: str, options: set[str]) -> None:
    (named,) = NAMES.find(text)
    assert (named.device, named.family, {device.id for device in named.options}) == (None, family, options)


@pytest.mark.parametrize(("text", "device"), [
    ("13", "iphone-13"), ("十四", "iphone-14"), ("是15", "iphone-15"), ("11的", "iphone-11"), ("X", "iphone-x"), ("8p", "iphone-8-plus"),
])  # fmt: skip
def test_where_a_device_was_asked_for_a_bare_number_is_an_iphone(text: str, device: str) -> None:
    assert ids(text, asked=True) == [device]


@pytest.mark.parametrize("text", [
    "13个", "15号", "买了14天", "13年买的", "14:30", "iOS 15", "macos 14", "系统版本17", "s6", "15m", "15寸", "x max", "oppo find x7", "我13岁", "99",
])  # fmt: skip
def test_where_a_device_was_asked_for_other_numbers_stay_numbers(text: str) -> None:
    assert ids(text, asked=True) == []


@pytest.mark.parametrize("text", ["SE", "air", "m2 air", "13寸的macbook"])
def test_where_a_device_was_asked_for_nothing_ambiguous_is_guessed(text: str) -> None:
    (named,) = NAMES.find(text, asked=True)
    assert named.device is None and len(named.options) > 1


def test_names_all_devices_in_order_with_their_spans() -> None:
    text = "我的ｉＰｈｏｎｅ１３和ipad air 5都坏了"
    found = NAMES.find(text)
    assert [named.device.id for named in found if named.device] == ["iphone-13", "ipad-air-5"]
    assert [text[named.start : named.end] for named in found] == ["ｉＰｈｏｎｅ１３", "ipad air 5"]


@pytest.mark.parametrize("device", CATALOGUE.devices.values(), ids=lambda device: device.id)
def test_every_device_answers_to_its_own_name(device) -> None:  # type: ignore[no-untyped-def]
    found = NAMES.find(device.name)
    assert found and device in found[0].options


def test_finds_a_device_by_identifier_or_model_number() -> None:
    for identifier in ("A2634", " a2634 "):
        device = NAMES.by_identifier(identifier)
        assert device is not None and device.id == "iphone-13"
    assert NAMES.by_identifier("iPhone7,2") is CATALOGUE.devices["iphone-6"]
    assert NAMES.by_identifier("iPhone99,9") is None


@given(st.text(max_size=80), st.booleans())
def test_no_text_makes_it_fail(text: str, asked: bool) -> None:
    for named in NAMES.find(text, asked=asked):
        assert 0 <= named.start < named.end <= len(text) and named.options


@pytest.mark.parametrize(("said", "left"), [
    ("带降噪的", {"AirPods 4（主动降噪）", "AirPods Pro（第 1 代）", "AirPods Pro 2", "AirPods Pro 2（USB-C）", "AirPods Pro 3", "AirPods Max"}),
    ("type-c那个，不带降噪", {"AirPods 4"}),
    ("没有降噪效果了", {"AirPods 4（主动降噪）", "AirPods Pro（第 1 代）", "AirPods Pro 2", "AirPods Pro 2（USB-C）", "AirPods Pro 3", "AirPods Max"}),
    ("usb-c那个", {"AirPods 4", "AirPods 4（主动降噪）", "AirPods Pro 2（USB-C）", "AirPods Pro 3", "AirPods Max"}),
])  # fmt: skip
def test_a_trait_narrows_a_line_down(said: str, left: set[str]) -> None:
    [named] = NAMES.find(f"AirPods {said}")
    assert {device.name for device in named.options} == left


@pytest.mark.parametrize(("family", "said", "left"), [
    ("MacBook", "嗯都不是 是那个M2的Air 十三寸的", "MacBook Air（M2，2022 年）"),
    ("Mac", "是14吋的，M3那一代", "MacBook Pro（14 英寸，2023 年 11 月）"),
    ("iMac", "M3，插口后面有两个", "iMac（24 英寸，2023 年，两个端口）"),
    ("HomePod", "小的那个 mini", "HomePod mini"),
    ("iPad", "Air 第五代", "iPad Air（第 5 代）"),
    ("HomePod", "最小的那种", "HomePod mini"),
    ("MacBook Pro", "14 寸，2023 年 11 月那款", "MacBook Pro（14 英寸，2023 年 11 月）"),
])  # fmt: skip
def test_within_a_family_its_name_need_not_be_said(family: str, said: str, left: str) -> None:
    assert NAMES.within(family, said) == [left]


@pytest.mark.parametrize(("said", "left"), [
    ("小一点的那个", ["iPad Pro 11 英寸（M4）"]), ("声音小的那个", ["iPad Pro 11 英寸（M4）", "iPad Pro 13 英寸（M4）"]), ("13 寸的", ["iPad Pro 13 英寸（M4）"]),
])  # fmt: skip
def test_the_smaller_of_two(said: str, left: list[str]) -> None:
    assert NAMES.fitting(["iPad Pro 11 英寸（M4）", "iPad Pro 13 英寸（M4）"], said) == left


@pytest.mark.parametrize(("known", "said", "meant"), [
    ("AirPods Pro 2", "不是二代 是usb-c那个", ["AirPods Pro 2（USB-C）"]),
    ("Apple Pencil（第 2 代）", "不是二代，是 type-c 的", ["Apple Pencil（USB-C）"]),
    ("AirPods Pro 2（USB-C）", "是 USB-C 的", []),
])  # fmt: skip
def test_a_trait_puts_another_of_the_line_in_its_place(known: str, said: str, meant: list[str]) -> None:
    assert NAMES.instead(known, said) == meant


@pytest.mark.parametrize(("text", "device"), [
    ("你先说修电池要多少钱?手机是14", "iPhone 14"), ("13这阵子烫手得很", "iPhone 13"), ("手机型号：15", "iPhone 15"), ("15的屏幕碎了", "iPhone 15"),
    ("手机是14年买的", None), ("手机是17.5", None), ("手机是16G的", None), ("14天无理由", None), ("12点前打给我", None), ("11一直没人接", None),
])  # fmt: skip
def test_a_bare_number_that_is_said_to_be_the_phone(text: str, device: str | None) -> None:
    assert next((one.device.name for one in NAMES.find(text) if one.device), None) == device


@pytest.mark.parametrize("text", ["KJ6P2XW9QM", "序列号 DX6SQ9W2LM 谢谢", "F17P2QW9LMN"])
def test_the_characters_of_a_serial_name_no_device(text: str) -> None:
    assert ids(text) == []
