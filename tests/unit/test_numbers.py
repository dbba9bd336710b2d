"""Versions, codes, order numbers and counts in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.model.numbers import find_counts, find_error_codes, find_order_number, find_os_version
from helpline.model.text import align


@pytest.mark.parametrize(("text", "version"), [
    ("升级到iOS18.6以后很卡", "iOS 18.6"), ("iOS 18", "iOS 18"), ("ios 26", "iOS 26"), ("ＩＯＳ１８．６．２", "iOS 18.6.2"), ("iOS版本18.2", "iOS 18.2"),
    ("iPadOS17", "iPadOS 17"), ("macOS 14.5", "macOS 14.5"), ("mac os 15", "macOS 15"), ("macOS Sonoma", "macOS Sonoma"), ("sequoia", "macOS Sequoia"),
    ("watchOS 10.1", "watchOS 10.1"), ("tvOS 18", "tvOS 18"), ("visionOS 2.1", "visionOS 2.1"), ("系统版本17.5", "17.5"), ("系统是16", "16"),
    ("版本号 18.1", "18.1"), ("18.6.2", "18.6.2"), ("升级到18.6", "18.6"), ("ios15升到16.2", "iOS 15"), ("ios18有bug", "iOS 18"),
])  # fmt: skip
def test_finds_the_version_of_a_system(text: str, version: str) -> None:
    found = find_os_version(align(text).text)
    assert found is not None and found[0] == version


@pytest.mark.parametrize("text", [
    "", "iPhone 15", "电量18.6%", "12.9寸", "12.9 英寸", "15.5元", "价格12.9元", "3.5", "192.168.1.1", "iOS 18.6.2.1", "系统3个", "ios 13天", "ios x", "A2634",
])  # fmt: skip
def test_sees_no_version_in_other_numbers(text: str) -> None:
    assert find_os_version(align(text).text) is None


@pytest.mark.parametrize(("text", "codes"), [
    ("错误4013", ["4013"]), ("错误代码 4013", ["4013"]), ("错误代码：1109", ["1109"]), ("报错9", ["9"]), ("error 53", ["53"]), ("error code -36", ["-36"]),
    ("显示错误-54", ["-54"]), ("iTunes恢复时4013", ["4013"]), ("code 0x80070005", ["0x80070005"]), ("错误码nq-103", ["NQ-103"]),
    ("错误3194和错误4005", ["3194", "4005"]), ("错误提示4013", ["4013"]), ("1109", ["1109"]),
    ("", []), ("13145", []), ("4013年", []), ("错误 3个", []), ("报错3次", []), ("密码错误4次", []), ("验证码4013", []), ("验证码是4013", []), ("iPhone 13", []),
])  # fmt: skip
def test_finds_error_codes(text: str, codes: list[str]) -> None:
    assert [code for code, _, _ in find_error_codes(align(text).text)] == codes


@pytest.mark.parametrize(("text", "number"), [
    ("W1234567890", "W1234567890"), ("订单w123456789到哪了", "W123456789"), ("订单号1234567890", "1234567890"), ("订单号是 D1234567", "D1234567"),
    ("单号：SF1234567890123", "SF1234567890123"), ("订单", None), ("订单3天", None), ("订单号 12345", None), ("w123", None), ("aw12345678", None),
    ("13812345678", None), ("", None),
    ("W4470128853，啊不对，是W4470128835", "W4470128835"), ("不是W4470128853，是W4470128835", "W4470128835"), ("W4470128853、W4470128835", "W4470128853"),
    ("W4470128835，不是W4470128853", "W4470128835"), ("订单号4470128853，写错了，订单号4470128835", "4470128835"),
])  # fmt: skip
def test_finds_an_order_number(text: str, number: str | None) -> None:
    found = find_order_number(align(text).text)
    assert (found[0] if found else None) == number


@pytest.mark.parametrize(("text", "counts"), [
    ("采购两百台", ["200"]), ("200台ipad", ["200"]), ("二十多台", ["20"]), ("十来台", ["10"]), ("一百二十部", ["120"]), ("三百五台", ["350"]),
    ("两台mac和三台ipad", ["2", "3"]), ("3个设备", ["3"]), ("零台", []), ("3个", []), ("iPhone 13", []), ("", []),
])  # fmt: skip
def test_counts_devices(text: str, counts: list[str]) -> None:
    assert [count for count, _, _ in find_counts(align(text).text)] == counts


@given(st.text(max_size=60))
def test_every_span_lies_in_the_text(text: str) -> None:
    plain = align(text).text
    spans = [*find_error_codes(plain), *find_counts(plain)]
    spans += [found for found in (find_os_version(plain), find_order_number(plain)) if found]
    assert all(0 <= start < end <= len(plain) for _, start, end in spans)
