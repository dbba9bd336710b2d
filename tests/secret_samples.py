"""Secrets as people give them away, and harmless numbers that look like them: digits are drawn, sentences were written by hand.

A planted secret is a list of messages with the plain values that may stand nowhere afterwards.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stdnum import luhn

from helpline.model.event_number import new_event_number, shown


@dataclass(frozen=True)
class Planted:
    """What is typed, line by line, and every way in which the value stands in it."""

    lines: tuple[str, ...]
    traces: tuple[str, ...]


CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
FORMAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
SPOKEN = str.maketrans("0123456789", "洞幺两三四五六拐八勾")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
BOLD = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")

DISGUISES: tuple[Callable[[str], str], ...] = (
    lambda d: d,
    " ".join,
    "-".join,
    lambda d: d.translate(WIDE),
    lambda d: d.translate(CHINESE),
    lambda d: d.translate(FORMAL),
    lambda d: d.translate(SPOKEN),
    lambda d: d.translate(CIRCLED),
    lambda d: "、".join(d.translate(CHINESE)),
    "点".join,
    "\u200b".join,
    "，".join,
    lambda d: d.translate(BOLD),
    lambda d: f"{d[: len(d) // 2]} {d[len(d) // 2 :]}",
    ".".join,
    lambda d: "\ufe0f\u20e3".join(d) + "\ufe0f\u20e3",
)

CODE_SAYINGS = (
    "验证码是{}",
    "验证码 收到的是 {}，5分钟内有效",
    "刚收到的验证码{}",
    "六位数是{}",
    "那个六位数字 {} 是对的吗",
    "{} 是我刚收到的验证码",
    "短信里的数字是{}",
    "我把验证码{}念给客服了",
    "他让我报验证码，我说了{}",
    "動態碼：{}",
    "驗證碼 {} 為什麼沒用",
    "我的锁屏密码是{}",
    "密码{}一直提示错误",
    "解锁密码：{}，输了好多次",
    "开机密码设的是{}，进不去",
    "passcode {} 不对",
    "PIN码{}",
    "iPad 的屏幕使用时间密码是 {} 怎么关",
    "verification code: {}",
    "有人给我打电话要验证码，我就给了他 {}，怎么办",
    "{}，这是验证码",
    "支付密码是不是{}我忘了",
)
PASSWORD_SAYINGS = (
    "密码是{}",
    "我的密码是 {}，登不上去",
    "pwd: {}",
    "password={}",
    "Apple ID 密码：{}",
    "账号 zhang.wei@qq.com 密码 {}",
    "邮箱 li_na88@163.com 密码是「{}」帮我看看",
    "密碼是{} 登入不了",
    "密码我设的是{}，一直说错误",
    "口令 {}",
    "我的iCloud密码就是{}",
    "mima {}",
    "账号：wang@icloud.com／密码：{}",
)
CARD_SAYINGS = (
    "卡号{}",
    "我的银行卡是 {}",
    "{}",
    "钱转到这张卡了：{}",
    "我用 {} 付的款，怎么退",
    "信用卡号 {} 有效期 08/27 CVV 123",
    "退款打到{}这个卡",
)
ID_SAYINGS = ("身份证{}", "我的身份证号是{}", "{}", "证件号：{}，帮我查一下", "实名信息 {} 张三", "我把身份证 {} 发给对方了")


def _digits(rng: random.Random, count: int) -> str:
    """Digits that do not begin like a year, nor all alike."""
    while True:
        value = "".join(rng.choice("0123456789") for _ in range(count))
        if value[:2] not in ("19", "20") and len(set(value)) > 2 and value[0] != "0":
            return value


def _password(rng: random.Random) -> str:
    words = ("Abc", "woaini", "Zhang", "Qwer", "xiaoming", "Apple", "Hello", "lihua", "Passw0rd", "sunny")
    return rng.choice(words) + rng.choice(("", "@", "#", "_", "!")) + _digits(rng, rng.choice((4, 5, 6))) + rng.choice(("", "", "@", "Xy"))


def card(rng: random.Random) -> str:
    """A number of 16 or 19 digits with a right check digit."""
    body = rng.choice(("6222", "6217", "4512", "5187", "6214")) + _digits(rng, rng.choice((11, 14)))
    return body + luhn.calc_check_digit(body)


def identity(rng: random.Random) -> str:
    """Region, birthday, serial and a check character."""
    region = rng.choice(("110101", "310115", "440305", "320106", "510107"))
    born = f"{rng.randint(1955, 2005)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    body = region + born + f"{rng.randint(0, 999):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def _grouped(value: str, by: str, size: int = 4) -> str:
    return by.join(value[i : i + size] for i in range(0, len(value), size))


def recovery_key(rng: random.Random) -> str:
    """28 characters."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    return "".join(rng.choice(letters) for _ in range(26)) + "7K"


def planted(count: int, seed: int = 6) -> list[Planted]:
    """`count` secrets, every kind and disguise in turn."""
    rng = random.Random(seed)
    makers = (_codes(rng), _codes(rng), _passwords(rng), _cards(rng), _identities(rng), _two_lines(rng), _keys(rng))
    return [next(makers[i % len(makers)]) for i in range(count)]


def _codes(rng: random.Random) -> Iterator[Planted]:
    turn = 0
    while True:
        turn += 1
        value = _digits(rng, rng.choice((6, 6, 6, 4)))
        said = DISGUISES[turn % len(DISGUISES)](value)
        yield Planted((rng.choice(CODE_SAYINGS).format(said),), (said,))


def _passwords(rng: random.Random) -> Iterator[Planted]:
    while True:
        value = _password(rng)
        yield Planted((rng.choice(PASSWORD_SAYINGS).format(value),), (value,))


def _cards(rng: random.Random) -> Iterator[Planted]:
    turn = 0
    while True:
        turn += 1
        value = card(rng) if turn % 4 else _digits(rng, 16)
        said = _grouped(value, " ") if turn % 3 == 0 else DISGUISES[turn % len(DISGUISES)](value)
        yield Planted((rng.choice(CARD_SAYINGS).format(said),), (said,))


def _identities(rng: random.Random) -> Iterator[Planted]:
    turn = 0
    while True:
        turn += 1
        value = identity(rng)
        said = value if turn % 3 else _grouped(value, " ", 6)
        yield Planted((rng.choice(ID_SAYINGS).format(said),), (said,))


def _two_lines(rng: random.Random) -> Iterator[Planted]:
    turn = 0
    while True:
        turn += 1
        code, word = _digits(rng, 6), _password(rng)
        half, rest = code[:3], code[3:]
        yield (
            Planted(("我的密码是", word), (word,)),
            Planted(("验证码发你：", DISGUISES[turn % len(DISGUISES)](code)), (DISGUISES[turn % len(DISGUISES)](code),)),
            Planted((f"验证码前三位是{half}，", f"后三位是{rest}"), (f"前三位是{half}", f"后三位是{rest}")),
            Planted(("锁屏密码", " ".join(code)), (" ".join(code),)),
            Planted((f"卡号前八位 62220{half}", f"后面是 4{rest}7788"), (f"62220{half}", f"4{rest}7788")),
        )[turn % 5]


def _keys(rng: random.Random) -> Iterator[Planted]:
    turn = 0
    while True:
        turn += 1
        key = recovery_key(rng)
        said = _grouped(key, "-" if turn % 2 else " ") if turn % 3 else key
        yield Planted(((f"恢复密钥是 {said}" if turn % 2 else said),), (said,))


# -- harmless ----------------------------------------------------------------------------------------

Harmless = tuple[str, str | None, str]  # the text, what was asked for, and what must survive in it


def harmless(count: int, seed: int = 7) -> list[Harmless]:
    """`count` texts with a number in each that nobody needs to hide."""
    rng = random.Random(seed)
    made = [maker(rng) for maker in HARMLESS]
    while len(made) < count:
        made.append(HARMLESS[len(made) % len(HARMLESS)](rng))
    return made


def _phone(rng: random.Random) -> str:
    return "1" + rng.choice("3578") + _digits(rng, 9)


def _serial(rng: random.Random) -> str:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    return "".join(rng.choice(letters + "0123456789") for _ in range(10)) + rng.choice(letters) + rng.choice("123456789")


def _imei(rng: random.Random) -> str:
    body = rng.choice(("35", "86", "01")) + _digits(rng, 12)
    return body + luhn.calc_check_digit(body)


def _in(saying: str, value: str, asking: str | None = None, shows: str | None = None) -> Harmless:
    return saying.format(value), asking, shows or value


HARMLESS: tuple[Callable[[random.Random], Harmless], ...] = (
    lambda r: _in("我的电话是{}", _phone(r)),
    lambda r: _in("{}", _phone(r), "contact_phone"),
    lambda r: _in("手机{}，密码忘了", _phone(r)),
    lambda r: _in("打我 138 {} 这个号", f"{r.randint(1000, 9999)} {r.randint(1000, 9999)}"),
    lambda r: _in("座机 010-{}", str(r.randint(50000000, 89999999))),
    lambda r: _in("0755{}", str(r.randint(20000000, 89999999)), "contact_phone"),
    lambda r: _in("400-666-{}是官方的吗", str(r.randint(1000, 9999))),
    lambda r: _in("有个 +852 {} 的号码打给我", f"{r.randint(2000, 9999)} {r.randint(1000, 9999)}"),
    lambda r: _in("{}", _digits(r, 6), "order_number"),
    lambda r: _in("订单号 {}", _digits(r, r.choice((6, 8, 10, 12)))),
    lambda r: _in("订单号是{}，验证码收不到", _digits(r, 8)),
    lambda r: _in("订单 W{} 还没发货", _digits(r, 9)),
    lambda r: _in("W{}", _digits(r, 10), "order_number"),
    lambda r: _in("{}", _digits(r, 12), "order_number"),
    lambda r: _in("快递单号 SF{}", _digits(r, 13)),
    lambda r: _in("运单号{}一直没动", _digits(r, 12)),
    lambda r: _in("{}", _serial(r), "serial_number"),
    lambda r: _in("序列号是{}，锁屏密码忘了", _serial(r)),
    lambda r: _in("忘记密码了，序列号 {}", _serial(r)),
    lambda r: _in("SN: {}", _serial(r)),
    lambda r: _in("IMEI {}", _imei(r)),
    lambda r: _in("{}", _imei(r), "serial_number"),
    lambda r: _in("IMEI是{}，帮我查保修", _imei(r)),
    lambda r: _in("事件编号 {}", shown(new_event_number())),
    lambda r: _in("{}", new_event_number(), "event_number"),
    lambda r: _in("我的事件 {} 到哪了", new_event_number()),
    lambda r: _in("{}", str(r.randint(1000, 9999)), "contact_phone"),
    lambda r: _in("手机尾号{}", str(r.randint(1000, 9999))),
    lambda r: _in("型号 A{}", str(r.randint(2100, 3300))),
    lambda r: _in("忘记密码，型号A{}的平板", str(r.randint(2100, 3300))),
    lambda r: _in("升级到 iOS {} 以后验证码收不到", f"{r.randint(15, 26)}.{r.randint(0, 7)}.{r.randint(0, 4)}"),
    lambda r: _in("{}", f"{r.randint(15, 26)}.{r.randint(0, 7)}.{r.randint(0, 4)}", "os_version"),
    lambda r: _in("刷机报错 {}", r.choice(("4013", "4014", "3194", "1109"))),
    lambda r: _in("忘记密码恢复的时候错误{}", r.choice(("4013", "4014", "9", "2005", "1671"))),
    lambda r: _in("错误代码 -{}", str(r.randint(100, 99999))),
    lambda r: _in("{}", str(r.randint(1000, 9999)), "error_code"),
    lambda r: _in("换屏要{}元吗", str(r.randint(1000, 9999))),
    lambda r: _in("花了{}块，密码还是解不开", str(r.randint(100, 9999))),
    lambda r: _in("一共￥{}", f"{r.randint(1000, 9999)}.00"),
    lambda r: _in("{}买的", f"{r.randint(2021, 2026)}年{r.randint(1, 12)}月{r.randint(1, 28)}日"),
    lambda r: _in("{}", f"{r.randint(2021, 2026)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}", "purchase_date"),
    lambda r: _in("{}", f"{r.randint(2021, 2026)}{r.randint(1, 12):02d}{r.randint(1, 28):02d}", "purchase_date"),
    lambda r: _in("保修从 {} 2026.11.14", f"2025.{r.randint(1, 12):02d}.{r.randint(1, 28):02d} 到"),
    lambda r: _in("{}忘记密码进不去", f"iPhone {r.randint(11, 17)} Pro"),
    lambda r: _in("密码输错{}，已停用", f"{r.randint(5, 10)}次"),
    lambda r: _in("验证码等了{}都没来", f"{r.randint(10, 90)}分钟"),
    lambda r: _in("电池健康{}，循环{}次".replace("{}次", "812次"), f"{r.randint(70, 99)}%"),
    lambda r: _in("我们公司要买{}，要统一密码管理", f"{r.randint(20, 2000)}台"),
    lambda r: _in("明天下午{}可以打给我", f"{r.randint(1, 8)}点{r.randint(10, 59)}分"),
    lambda r: _in("{}", f"{r.randint(9, 20)}:{r.choice(('00', '30', '15'))}", "callback_time"),
    lambda r: _in("{}", f"{r.randint(10, 28)} 号 {r.randint(10, 19)}:{r.choice(('00', '30'))}", "visit_time"),
    lambda r: _in("{}", f"{r.randint(10, 28)}日{r.randint(10, 19)}点", "visit_time"),
    lambda r: _in("地址是世纪大道{}号", str(r.randint(10, 9999))),
    lambda r: _in("邮编{}", str(r.randint(100000, 999999))),
    lambda r: _in("{} 存储空间满了", f"{r.choice((64, 128, 256, 512))}GB"),
    lambda r: _in("ICCID {}", "8986" + _digits(r, 16)),
    lambda r: _in("我的密码忘了，{}年买的", str(r.randint(2018, 2026))),
    lambda r: _in("店员工号{}", str(r.randint(1000, 99999))),
    lambda r: _in("显示“iPhone 已停用，请在 {} 后再试”，密码不对", f"{r.randint(1, 60)} 分钟"),
    lambda r: _in("发票号码 {}", _digits(r, r.choice((8, 20)))),
    lambda r: _in("订单号 {}", "7" + _digits(r, 15)),
    lambda r: _in("两步验证的验证码发到旧手机 {} 了", _phone(r)),
)
