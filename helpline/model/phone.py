"""Telephone numbers, as typed, dictated or pasted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import phonenumbers

from helpline.model.event_number import is_valid
from helpline.model.landline import extension_after, find_landline
from helpline.model.mending import mends, swap, swapped
from helpline.model.phone_given_up import denied, given_up, out_of_use
from helpline.model.text import in_place, mask, spoken_digits
from helpline.model.turns import turned


@dataclass(frozen=True)
class FoundPhone:
    """A mainland number as national digits, or any other in E.164, with its span; of a landline the extension, where one is told."""

    value: str
    start: int
    end: int
    extension: str = ""


_EXTENSION = re.compile(r"\s*(?:转|轉|分机|分機)\s*(?=\d)")
_LETTERED = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,2}[ -]?\d+(?:[ -]\d+)*")  # 「W 887 123 4455」 is an order
# A mobile number however grouped, with the pauses of dictation too; the matcher of the library misses unusual groups.
_PAUSE = r"[\s\-—–_~·.…‥,，、。/]{0,6}"
_GROUPED = rf"1[ -]?[3-9](?:[ -]?\d){{9}}|1[3-9]\d{_PAUSE}(?:\d{{4}}{_PAUSE}\d{{4}}|\d{{3}}{_PAUSE}\d{{5}}|\d{{2}}{_PAUSE}\d{{3}}{_PAUSE}\d{{3}}|\d{{4}}{_PAUSE}\d\d{_PAUSE}\d\d)"
_MOBILE = re.compile(rf"(?<![\dWw+])(?:(?:\+|00)?86[ -]?)?({_GROUPED})(?!\d)")
# What follows is the number of an event, an order or a device.
_NUMBERED = re.compile(r"(?:事件|编号|編號|编码|[订訂]?[单單][号號]|序列[号號])(?:编号|號|号|是|为|[:：\s])*$")


def find_phone(text: str) -> FoundPhone | None:
    """The first telephone number in `text`, or None; that of an event is none, though it may look like a landline.

    >>> find_phone("我的电话是 138-1234 5678").value, find_phone("事件 510 7856 6154")
    ('13812345678', None)
    """
    plain = spoken_digits(text)
    mobile = _MOBILE.search(plain)
    if mobile:
        return FoundPhone(re.sub(r"\D", "", mobile.group(1)), mobile.start(), mobile.end())
    if sum(c.isdigit() for c in plain) < 7:
        return None
    if (landline := find_landline(plain)) and not _NUMBERED.search(plain[: landline[1]]):
        return _dialled(FoundPhone(*landline), plain)
    dialled = _LETTERED.sub(lambda m: " " * len(m.group()), _EXTENSION.sub(lambda m: "x".ljust(len(m.group())), plain))
    for match in phonenumbers.PhoneNumberMatcher(dialled, "CN"):
        if is_valid(re.sub(r"\D", "", plain[match.start : match.end])) or _NUMBERED.search(plain[: match.start]):
            continue
        return _dialled(FoundPhone(_canonical(match.number), match.start, match.end, match.number.extension or ""), plain)
    return None


def _dialled(phone: FoundPhone, plain: str) -> FoundPhone:
    """The number with the extension behind it, of which the library passes over some."""
    beside = extension_after(plain, phone.end)
    return replace(phone, extension=phone.extension or beside[0], end=beside[1]) if beside else phone


_OTHER_NUMBER = re.compile(r"序列号|序号|串号|订单|(?<![a-z])(?:imei|sn)(?![a-z])", re.IGNORECASE)


# 「138…，哎不对 4537」: the end once more.
_TAIL_AGAIN = re.compile(
    r"(?:[\s，,。…、.]|[啊哦噢呃哎诶嗯呀]|等等|说错了?)*(?:不对|不是|错了|说错了|打错了)[啊哦呀了\s，,。…、]*(?:应该?是|后面是|最后是|是)?\s*(\d{2,5})\s*(?:结尾的?|才对|才是|的)?[。.!！\s]*"
)


def told_phone(text: str, passed: Callable[[FoundPhone], bool] | None = None) -> FoundPhone | None:
    """The number that the words end with, where they put right what they began with; one that they deny, or that is `passed`, is none.

    >>> told_phone("13912345678，哦不对最后是5687").value, told_phone("是13912345678，不是13912345687").value
    ('13912345687', '13912345678')
    """
    told, start = None, 0
    while (next_one := find_phone(text[start:])) is not None:
        found = replace(next_one, start=start + next_one.start, end=start + next_one.end)
        another = find_phone(text[found.end :]) is not None
        none = (another and given_up(text, found.start, found.end)) or denied(text[start : found.start]) or (passed and passed(found))
        if not none and (told is None or turned(text, told.end, found.start)):
            told = found
        start = found.end
    if told is None or start != told.end or _OTHER_NUMBER.search(text, told.end):
        return told
    rest, told_first = text[told.end :], told.value
    if tail := _TAIL_AGAIN.fullmatch(spoken_digits(rest)):
        return replace(told, value=told.value[: -len(tail[1])] + tail[1], end=len(text))
    for mend in mends(rest):  # 「15266778898 哦不是 最后一位是9」
        value = mend.apply(told.value) if mend.old or turned(rest) else None
        told = replace(told, value=value, end=len(text)) if value and value != told.value else told
    wrong = swap(rest) if told.value == told_first else None  # 「…，说错了，里头那个4应该是7」
    value = swapped(told.value, *wrong) if wrong else None
    return replace(told, value=value, end=len(text)) if value else told


# 「打我的那个号码是 …」: the one from which somebody called. 「打我的号码 …」 wishes for a call.
CALLED_ME = r"(?:(?:打|拨|骚扰|联系)(?:了|过)?(?:给)?我(?:手机|电话)?的(?:[那这]个?|是)(?:人|家伙|骗子)?|(?:给|跟)我(?:打|来|拨)(?:来|过|了)*(?:的)?(?:电话|骗子?)?的(?:[那这]个?|是)|(?:called|phoned|scamm(?:ed|er))(?: me)?)"
_OF_ANOTHER = re.compile(
    rf"(?:(?<![打系找拨留写记])[他她它]|[让叫要]我[^，,。]{{0,3}}[他她它]|对方|骗子|人家|那个?人|那边|客服|来电|打来|陌生)[^，,。；;！!？?\n]{{0,4}}(?:号码|电话|手机号?|号)[^，,。；;！!？?\n\d+]{{0,4}}$|(?:来电|对方|骗子|陌生)[^，,。；;！!？?\n\d+]{{0,6}}$|{CALLED_ME}[^，,。；;！!？?\n\d+]{{0,6}}$|(?:有一?个|有人|接到)[^，,。；;！!？?\n\d]{{0,10}}打(?:来|过来|给我)[^，,。；;！!？?\n\d]{{0,4}}$"
)
# 「不要打给我爸」 says whom to call, not who called.
_CALLED = re.compile(
    r"^(?![^，,。；;！!？?\n]{0,6}(?:不要|别|不用|不能|勿|请|可以|记得|麻烦))(?P<when>[^，,。；;！!？?\n]{0,6}?)"
    r"(?:(?P<me>打给我(?!爸|妈|老|爱|媳|对|儿|女|家|哥|姐|弟|妹|同|们?单)|给我打)|(?P<here>打(?:来|过来)(?!之?前|以前|时|的时候|的话))|发来|发过来|发的|加我|骗)(?P<then>[^，,。；;！!？?\n]{0,6})"
)
# 「下午两点 138… 打给我」, 「138… 快点打给我」 wish for a call, 「刚才 138… 打给我」, 「138… 打给我说…」 tell of one.
_RANG = re.compile(r"刚|有[个人]|接到|收到|[昨前]天|昨晚|老是?|总是?|一直|天天|谁|这个?号|又")
_OF_ONE = re.compile(r"(?:个?电话)?(?:了|过|的(?!话)|说|让|叫|要|称|自称|骗|问|推销)")
_URGED = re.compile(
    r"你们|您|顾问|快|赶|尽|马上|立[刻即]|早[点些]|现在|直接|随时|一定|最好|要是|如果|就|再|今|明|后天|[上下中]午|晚上|早上|周|[点号]"
)
_OF_FAMILY = re.compile(r"[他她它](?:本人|自己)?的?(?:手机号?码?|电话号?码?|号码?|联系方式)(?:是|为|[:：])?[\s]*$")


# 「他电话 …，到时打他的」: they are to be called; 「骗子让我打他的电话」 tells of one.
_CALL_THEM = re.compile(
    r"(?<![不别勿甭])(?<!不要)(?<!不用)(?<!让我)(?<!叫我)(?<!要我)(?:打|拨|联系|找)(?:给|到)?(?:他|她)(?!们)(?:本人|那个|这个|的)*(?:手机|电话|号码?)?(?:就[行好]|就可以|吧|哈|啊|即可)*(?=$|[，,。；;！!\s])"
)


def of_another(text: str, phone: FoundPhone, *, asked: bool = False) -> bool:
    """True for 「他的号码是 …」 and 「… 打来的」: whoever tells it cannot be called there.

    Where it was `asked` whom to call, 「她的手机 …」 is the answer.
    """
    before = text[: phone.start]
    family = (asked or _CALL_THEM.search(text[phone.end :]) is not None) and _OF_FAMILY.search(before) is not None
    return bool((_OF_ANOTHER.search(before) and not family) or _told_of_call(before, text[phone.end :]))


def _told_of_call(before: str, after: str) -> bool:
    """True for a number from which somebody called or wrote, and not for one at which a call is wished for."""
    call = _CALLED.match(after)
    if call is None:
        return False
    if _RANG.search(before + call["when"]) or _OF_ONE.match(call["then"]) or not (call["me"] or call["here"]):
        return True
    return bool(call["here"]) and not _URGED.search(call["when"])


def without_phone(text: str) -> str:
    """The text with a comma in the place of its phone number.

    >>> without_phone("明天三点13812345678打我")
    '明天三点，打我'
    """
    phone = find_phone(text)
    return f"{text[: phone.start]}，{text[phone.end :]}" if phone else text


def own_phone(text: str, *, asked: bool = False) -> FoundPhone | None:
    """The number at which whoever wrote the text, or whom they name where it was `asked`, can be called; any other is passed over.

    >>> own_phone("他的号码是 13311112222，我的是 13812345678").value
    '13812345678'
    """
    return told_phone(
        text, lambda found: of_a_line(found.value) or of_another(text, found, asked=asked) or (not asked and out_of_use(text, found.start))
    )


def all_phones(text: str) -> list[FoundPhone]:
    """Every number in the words, whoever's it is, in their order.

    >>> [one.value for one in all_phones("座机 0755-26731840，或者 13632571094")]
    ['075526731840', '13632571094']
    """
    found, left = list[FoundPhone](), text
    while (one := find_phone(left)) is not None:
        found.append(one)
        left = left[: one.start] + "；" * (one.end - one.start) + left[one.end :]
    return sorted(found, key=lambda one: one.start)


_TO_CALL = re.compile(
    r"(?<!不要)(?<!别)(?<!不好)(?<!不用)(?<!甭)(?<!莫)(?<!再)(?:打|拨|联系)(?:给|到)?[^，,。；;！!\d不别]{0,10}[，,：:\s]*$"
)
_IF_NOT = re.compile(r"[不没][^，,。；;]{0,3}[通接]|备[用选份]|也(?:行|可以)")


def phone_to_call(text: str) -> FoundPhone | None:
    """Of several numbers the one that is to be called, where the words before it say so of this one alone.

    >>> phone_to_call("校长的电话是 13906584417，打我这个 15305843069").value
    '15305843069'
    """
    phones, wished, start = all_phones(text), list[FoundPhone](), 0
    for one in phones:
        before, start = text[start : one.start], one.end
        wished += [one] if _TO_CALL.search(in_place(before)) and not _IF_NOT.search(before) and not of_a_line(one.value) else []
    return wished[0] if len(phones) > 1 and len(wished) == 1 else None


def others_told(text: str, chosen: FoundPhone) -> list[str]:
    """The clauses with numbers beside the one that is `chosen`; none where it puts them right."""
    others = [one for one in all_phones(text) if one.value != chosen.value]
    if turned(text) or not others:
        return []
    cuts = [0, *(match.end() for match in re.finditer(r"[，,。；;！!？?\n]+", text)), len(text)]
    spans = [
        (a, b) for a, b in zip(cuts, cuts[1:], strict=False) if any(a <= one.start < b for one in others) and not a <= chosen.start < b
    ]
    return [text[a:b].strip("，,。；;！!？? \n") for a, b in spans]


_OF_A_LINE = re.compile(r"[48]00\d{7}|9[56]\d+")


def of_a_line(number: str) -> bool:
    """True for the number of a service line: hardly anybody can be called back there."""
    return _OF_A_LINE.fullmatch(number) is not None


def line_told(text: str) -> FoundPhone | None:
    """Such a number, where it is not said to be that of somebody else."""
    found = told_phone(text, lambda found: of_another(text, found, asked=True))
    return found if found and of_a_line(found.value) else None


def _canonical(number: phonenumbers.PhoneNumber) -> str:
    if number.country_code == 86:
        plain = phonenumbers.PhoneNumber(country_code=86, national_number=number.national_number)  # no extension
        return re.sub(r"\D", "", phonenumbers.format_number(plain, phonenumbers.PhoneNumberFormat.NATIONAL))
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def with_extension(phone: FoundPhone) -> str | None:
    """The number with its extension, as an advisor dials it, 「02161234567转8012」; None where it has none."""
    return f"{phone.value}转{phone.extension}" if phone.extension else None


def extension_of(dialled: str, phone: str) -> str | None:
    """The extension of `phone` in what was kept of it; None where that was another number.

    >>> extension_of("02161234567转8012", "02161234567"), extension_of("02161234567转8012", "13812345678")
    ('8012', None)
    """
    number, _, extension = dialled.partition("转")
    return extension if extension and number == phone else None


def masked_phone(phone: str) -> str:
    """Only the last four digits readable.

    >>> masked_phone("13812345678")
    '*******5678'
    """
    return mask(phone)


def tail(phone: str) -> str:
    """The last four digits, by which a customer proves that an event is theirs."""
    return re.sub(r"\D", "", phone)[-4:]


def phones_in(text: str, but: str | None = None) -> list[FoundPhone]:
    """All numbers at which whoever wrote the text can be called, in their order; `but` is the number of an event, and one out of use is none."""
    found, start = list[FoundPhone](), 0
    while (phone := own_phone(text[start:])) is not None:
        found += [phone] if phone.value != but else []
        start += phone.end
    return found
