"""Secrets are hidden in every disguise, and harmless numbers stay (US-04)."""

from __future__ import annotations

import time

import pytest

from helpline.model.secrets import MASK, Told, masked, told
from tests.secret_samples import Harmless, Planted, harmless, planted


def kept(lines: tuple[str, ...]) -> list[str]:
    """The lines as they are stored, each knowing those before it."""
    done: list[str] = []
    for line in lines:
        done.append(masked(line, None, tuple(done)))
    return done


def test_every_planted_secret_is_hidden() -> None:
    found: list[Planted] = [one for one in planted(900) if any(trace in "\n".join(kept(one.lines)) for trace in one.traces)]
    assert [(one.lines, kept(one.lines)) for one in found] == []


def test_hardly_any_harmless_number_is_hidden() -> None:
    samples = harmless(1200)
    lost: list[Harmless] = [(text, asking, value) for text, asking, value in samples if value not in masked(text, asking)]
    assert len(lost) <= len(samples) // 100, lost


@pytest.mark.parametrize(("text", "asking", "earlier", "shown"), [
    ("我的密码是 Abc@12345，登不上", None, (), f"我的密码是 {MASK}，登不上"),
    ("验证码 收到的是 830291，5分钟内有效", None, (), f"验证码 收到的是 {MASK}，5分钟内有效"),
    ("830291", None, (), MASK),
    ("830291", "order_number", (), "830291"),
    ("830291", "order_number", ("我的密码是",), MASK),
    ("13812345678", "contact_phone", ("我的密码是",), "13812345678"),
    ("5678", "contact_phone", ("忘记密码了",), "5678"),
    ("13", "device_model", ("密码是 ******",), "13"),
    ("iPhone 13", "device_model", ("忘记密码",), "iPhone 13"),
    ("C39XK2ABC01J", "serial_number", ("锁屏密码忘了",), "C39XK2ABC01J"),
    ("6222 0212 3456 7890", None, (), MASK),
    ("622202123456789015", "order_number", (), "622202123456789015"),
    ("6222021234567890", "order_number", (), MASK),
    ("622202123456789015付的款", "order_number", (), f"{MASK}付的款"),
    ("钱转到这张卡了：621718944 0617604249", None, (), f"钱转到这张卡了：{MASK}"),
    ("6222021234567894", "order_number", (), MASK),
    ("密码是不是要重置", None, (), "密码是不是要重置"),
    ("密码是什么意思", None, (), "密码是什么意思"),
    ("密码是对的，就是登不上", None, (), "密码是对的，就是登不上"),
    ("password is wrong on iPhone 13", None, (), "password is wrong on iPhone 13"),
    ("密码是四十八二十九十七", None, (), f"密码是{MASK}"),
    ("密码是大写A小写b123", None, (), f"密码是{MASK}"),
    ("密码是我爱你1314", None, (), f"密码是{MASK}"),
    ("信用卡有效期 08/27 cvv 123", None, (), f"信用卡有效期 {MASK} cvv {MASK}"),
    ("保修有效期到 2026/08", None, (), "保修有效期到 2026/08"),
    ("https://x.cn/pay?card=6222021234567894", None, (), f"https://x.cn/pay?card={MASK}"),
    ("我填了账号密码，验证码也报给他了，还转了4980", None, (), "我填了账号密码，验证码也报给他了，还转了4980"),
    ("验证码给了，付款1299", None, (), "验证码给了，付款1299"),
    ("对方要验证码，我报了4980", None, (), "对方要验证码，我报了******"),
    ("我把验证码转给他了是884213", None, (), "我把验证码转给他了是******"),
])  # fmt: skip
def test_what_stands_around_a_number_decides(text: str, asking: str | None, earlier: tuple[str, ...], shown: str) -> None:
    assert masked(text, asking, earlier) == shown


@pytest.mark.parametrize(("text", "found"), [
    (f"我的密码是 {MASK}", Told.ALONE),
    (MASK, Told.ALONE),
    (f"密码是 {MASK}，iPhone 13 屏幕碎了", Told.BESIDE),
    ("联系电话：*******5678", None),
    ("屏幕碎了", None),
])  # fmt: skip
def test_a_kept_line_tells_that_it_held_a_secret(text: str, found: Told | None) -> None:
    assert told(text) is found


@pytest.mark.parametrize("piece", ["1 ", "密码", "密码是一二三四五六七八", "1", "a1-", "a.b.", "1, ", "6222 ", "a@", "abcd-", "。,"])
def test_no_text_takes_long(piece: str) -> None:
    started = time.process_time()
    masked((piece * 5000)[:5000])
    assert time.process_time() - started < 4
