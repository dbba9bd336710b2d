"""Serial numbers, and what people give in their place (US-07)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from helpline.model.serial import SerialKind, find_serial, read_serial

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
serials = st.sampled_from([10, 12]).flatmap(
    lambda size: st.builds(
        lambda head, rest: head + rest,
        st.sampled_from(["C3", "F2", "K7", "G6", "D9"]),
        st.text(alphabet=LETTERS + "0123456789", min_size=size - 2, max_size=size - 2),
    )
)
imeis = st.integers(min_value=10**13, max_value=10**14 - 1).map(lambda n: str(n) + luhn.calc_check_digit(str(n)))


@pytest.mark.parametrize(("text", "value"), [
    ("C39XK2ABC123", "C39XK2ABC123"), ("c39xk2abc123", "C39XK2ABC123"), ("K7GQ9W2LMN", "K7GQ9W2LMN"), ("k7gq9w2lmn", "K7GQ9W2LMN"),
    ("F2L-XK12 3ABCD", "F2LXK123ABCD"), ("Ｃ３９ＸＫ２ＡＢＣ１２３", "C39XK2ABC123"), ("序列号是C39XK2ABC123谢谢", "C39XK2ABC123"),
    ("SN: C39XK2ABC123", "C39XK2ABC123"), ("S/N C39 XK2 ABC 123", "C39XK2ABC123"), ("Serial No. C39XK2ABC123", "C39XK2ABC123"),
    ("C三九XK二ABC一二三", "C39XK2ABC123"), ("C 3 9 X K 2 A B C 1 2 3", "C39XK2ABC123"), ("iphone12 c39xk2abc123", "C39XK2ABC123"),
    ("型号A2634 序列号C39XK2ABC123", "C39XK2ABC123"), ("C39XK2ABC123 13812345678", "C39XK2ABC123"),
    ("C39XK2ABC1SN", "C39XK2ABC1SN"), ("DMAXK2ABC123", "DMAXK2ABC123"), ("C39XK2ABC12", "C39XK2ABC12"),
])  # fmt: skip
def test_accepts_a_serial_however_it_is_written(text: str, value: str) -> None:
    reading = read_serial(text)
    assert (reading.kind, reading.value) == (SerialKind.SERIAL, value)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("C39XK2ABCO23", SerialKind.LETTERS, "C39XK2ABC023"),
        ("C39XK2ABCI23", SerialKind.LETTERS, "C39XK2ABC123"),
        ("o39xk2abci23", SerialKind.LETTERS, "039XK2ABC123"),
        ("356938035643809", SerialKind.IMEI, "356938035643809"),
        ("IMEI:35 693803 564380 9", SerialKind.IMEI, "356938035643809"),
        ("356938035643808", SerialKind.IMEI_MISREAD, "356938035643808"),
        ("A2634", SerialKind.MODEL_NUMBER, "A2634"),
        ("型号 a2634", SerialKind.MODEL_NUMBER, "A2634"),
        ("MLDX3CH/A", SerialKind.PART_NUMBER, "MLDX3CH/A"),
        ("mldx3ch / a", SerialKind.PART_NUMBER, "MLDX3CH/A"),
        ("ABC1234", SerialKind.LENGTH, "ABC1234"),
        ("C39XK2ABC1234567", SerialKind.LENGTH, "C39XK2ABC1234567"),
        ("13812345678", SerialKind.PHONE, "13812345678"),
        ("我的电话138 1234 5678", SerialKind.PHONE, "13812345678"),
    ],
)
def test_tells_what_else_it_is(text: str, kind: SerialKind, value: str) -> None:
    reading = read_serial(text)
    assert (reading.kind, reading.value) == (kind, value)


@pytest.mark.parametrize(
    "text", ["", "不知道", "在哪看", "屏幕碎了", "iPhone 13 Pro", "iPhone 15 Pro Max 256G", "iOS 18.6.2", "2023年5月买的", "aaaaaaaaaa"]
)
def test_sees_nothing_in_words(text: str) -> None:
    assert read_serial(text).kind is SerialKind.NOTHING


@pytest.mark.parametrize("text", [
    "iPhone 15 Pro Max 256G", "MacBook Air M2 2022", "macOS 14.5.1", "Wi-Fi 6", "13812345678", "ABC1234", "C39XK2ABCO23", "1234567890", "A2634",
])  # fmt: skip
def test_running_text_holds_no_serial_unless_it_is_certain(text: str) -> None:
    assert find_serial(text) is None


@given(serials)
def test_every_serial_reads_back_with_its_span(serial: str) -> None:
    text = f"序列号：{serial.lower()}，谢谢"
    reading = find_serial(text)
    assert reading is not None and reading.value == serial
    assert text[reading.start : reading.end] == serial.lower()


@given(serials, st.lists(st.sampled_from(["", "", " ", "-"]), min_size=12, max_size=12))
def test_blanks_and_dashes_do_not_change_a_serial(serial: str, gaps: list[str]) -> None:
    grouped = "".join(character + gap for character, gap in zip(serial, gaps)).strip(" -")
    reading = read_serial(grouped)
    shorter = len(reading.value) < len(serial)  # a part between blanks may be a serial by itself
    assert reading.value == serial or shorter


@given(imeis)
def test_every_imei_is_one_and_with_a_wrong_digit_is_misread(imei: str) -> None:
    assert read_serial(imei).kind is SerialKind.IMEI
    wrong = imei[:-1] + str((int(imei[-1]) + 3) % 10)
    assert read_serial(wrong).kind is SerialKind.IMEI_MISREAD


@given(st.text(max_size=120))
def test_any_text_gives_a_reading_inside_it(text: str) -> None:
    reading = read_serial(text)
    assert 0 <= reading.start <= reading.end
    assert "O" not in reading.value and "I" not in reading.value or reading.kind is not SerialKind.SERIAL


@pytest.mark.parametrize("text", ["1 " * 2500, "A1" * 2500, "C3-" * 1700], ids=["digits", "one word", "groups"])
def test_five_thousand_characters_are_read(text: str) -> None:
    assert isinstance(read_serial(text).kind, SerialKind)


@pytest.mark.parametrize(("text", "value"), [
    ("序列号是F九F，K三二，A B C一二J", "F9FK32ABC12J"),
    ("序列号：C39、XK2、ABC、123", "C39XK2ABC123"),
    ("序列号是C39XK2ABC123，13812345678", "C39XK2ABC123"),
    ("SN C39XK2ABC123, M2, 2022", "C39XK2ABC123"),
])  # fmt: skip
def test_the_pauses_of_dictation_belong_to_it(text: str, value: str) -> None:
    reading = find_serial(text)
    assert reading is not None and reading.value == value


def test_digits_alone_are_asked_about() -> None:
    assert read_serial("一二三四五六七八九零").kind is SerialKind.DIGITS and find_serial("一二三四五六七八九零") is None


@pytest.mark.parametrize(
    "text", ["周四 10am please", "Beats Solo 4", "fri 3pm please thx", "thursday 10 am works, call me", "星期三 11:30am ok"]
)
def test_hours_days_and_words_make_no_serial(text: str) -> None:
    assert find_serial(text) is None and read_serial(text).kind not in (SerialKind.SERIAL, SerialKind.LETTERS)
