"""How people write times in haste, brought to the words that the grammar knows: slips, dialect, English, dots."""

from __future__ import annotations

import re

from helpline.model.spelt_time import in_characters

_N = r"(?:\d{1,3}|[零一二两三四五六七八九十半]{1,3})"
_ENGLISH_DAYS = {"mon": "一", "tue": "二", "wed": "三", "thu": "四", "fri": "五", "sat": "六", "sun": "日"}
_ENGLISH_DAY = re.compile(
    r"(?<![a-z])(?P<next>next\s+)?(?P<day>mon|tue|wed|thu|fri|sat|sun)(?:day|sday|s|nesday|rsday|rs|urday|r)?(?![a-z])"
)
_ENGLISH_HOUR = re.compile(r"(?<![\d.])(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?\s*(?P<half>a\.?m\.?|p\.?m\.?)(?![a-z])")
_WORDS = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"[明名][天夭](?!气)|(?:赶?明儿个?|明个儿?)(?!天)|听日", "明天"),
        (r"听晚", "明天晚上"),
        (r"后夭|(?<![大外])后儿个?|后日", "后天"),
        (r"上[昼晏]|朝早|[前头]晌午?|头午|前半[晌天日]|上半[晌天日]", "上午"),
        (r"下[昼晏]|(?:后|过)晌午?|后半[晌天日]|下半[晌天日]", "下午"),
        (r"(?:中午|晌午|晌)头|(?<!作)日中(?!午)", "中午"),
        (r"黢早|清早八早|大?清早", "早上"),
        (r"夜晚黑?|晚黑|下黑|晚夕", "晚上"),
        (r"大后[儿个]个?|外后(?:[天日]|儿个?)", "大后天"),
        (r"大大后天", "4天后"),
        (r"今夭|今儿个?", "今天"),
        (r"(?<=[天日号一二三四五六末周])\s*[下夏](?:[舞武午屋]|五(?=[\d一二两三四五六七八九十]{1,2}点))", "下午"),
        (r"(?<=[天日号一二三四五六末周])\s*上[舞武屋]", "上午"),
        (r"(?<![a-z])asap(?![a-z])", "越快越好"),
        (r"(?<![a-z])(?:the )?day after tomorrow(?![a-z])", "后天"),
        (r"(?<![a-z])(?:tomorrow|tmrw?|tmw|2moro)(?![a-z])", "明天"),
        (r"(?<![a-z])today(?![a-z])", "今天"),
        (r"(?<![a-z])tonight(?![a-z])", "今天晚上"),
        (r"(?<![a-z])next week(?![a-z])", "下周"),
        (r"(?<![a-z])(?:this )?weekend(?![a-z])", "周末"),
        (r"(?<![a-z])morning(?![a-z])|(?<=天)\s*am(?![a-z])", "上午"),
        (r"(?<![a-z])(?<!good )afternoon(?![a-z])|(?<=天)\s*pm(?![a-z])", "下午"),
        (r"(?<![a-z])evening(?![a-z])", "晚上"),
        (r"(?<![a-z])noon(?![a-z])", "中午12点"),
        (r"(?<![a-z])(?:any ?time )?after\s+((?:[上下中]午|晚上)?\d{1,2}(?:点|:)\d{0,2})", r"\1以后"),
        (r"(?<![a-z])before\s+((?:[上下中]午|晚上)?\d{1,2}(?:点|:)\d{0,2})", r"\1以前"),
        (r"(?<![a-z])the (?:earliest|soonest|first)(?! (?:day|week))", "最早"),
        (r"(?<!\d)(20\d\d)\.(\d{1,2})\.(\d{1,2})(?![\d.])", r"\1-\2-\3"),
        (r"(?<![\d.])(\d{1,2})\.(\d{1,2})(?=\s*[号日])", r"\1月\2"),
        *((rf"(?<![点时:])[{n}]刻钟", f"{minutes}分钟") for n, minutes in (("一1", 15), ("两二2", 30), ("三3", 45))),
        (rf"(?:再)?过({_N})(个?半?)(分钟|小时|钟头|天|周|星期|礼拜)(?!以?之?后)", r"\1\2\3后"),
        (r"(?:(?:等|待|过)一?|一|(?<![那这机])(?=会儿))会儿?(?=打|给|再|来|联系|吧|$)(?<![开机])", "一小时内"),
        (r"(?:早饭|早餐)(?:以后|之后|后)", "早上"),
        (r"(?:午饭|中饭|午餐)(?:以前|之前|前)", "中午12点之前"),
        (r"(?:吃完|吃过)?(?:午饭|中饭|中午饭)(?:以后|之后|后)?|(?<=中午)吃完饭", "午饭后"),
        (r"(?:吃完|吃过)?(?:晚饭|夜饭)(?:以后|之后|后)?|(?<=晚上)吃完饭", "晚饭后"),
        (r"吃完饭(?:以后|之后|后)?|(?<![午晚早])饭后", "午饭后"),
        (r"晌午|午休(?:的?时(?:候|间|段)?|期间|那会儿?|(?=[可都就再]?以?(?:打|来电|接|回|方便|有空|行)))", "中午"),
        (r"下课|(?:接|接完|接好|接了)(?:孩子|小孩|娃)(?:放学)?", "放学"),
        (r"(?:下晚?自习|睡觉?前)", "晚上"),
        (r"过完年|(?<![\d一二两三四五六七八九十几半多])年后(?!\d)", "春节后"),
        (r"(?<![\d一二两三四五六七八九十几半多])年前(?!\d)", "春节前"),
        (r"(今天|明天|后天)[、和跟]?(?=明天|后天|大后天)", r"\1或者"),
        (r"(下+个?)周([一二三四五六日天])(\s*(?:或者?|or|还是|[、,，和跟])\s*)周(?=[一二三四五六日天])", r"\1周\2\3\1周"),
        (r"还是(?=.{1,12}(?:都行|都可以|都成|都好|均可))", "或者"),
        (r"廿(?=[一二三四五六七八九])", "二十"),
        (r"廿(?=[号日])", "二十"),
        (r"^(\d{1,2})\.(\d{1,2})(?=\s*(?:[上下中]午|早上|晚上))", r"\1月\2日"),
        (r"零晨|淩晨|凌辰", "凌晨"),
        (r"这个?礼拜|这个?星期(?![一二三四五六日天末])", "这周"),
        (r"(下+个?)(?:礼拜|星期)(?![一二三四五六日天末])", r"\1周"),
    )
)


_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_ENGLISH_MONTHS)})(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\.?"
_ENGLISH_DATES = (
    re.compile(rf"(?<![a-z]){_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![a-z\d:])"),
    re.compile(rf"(?<![\da-z])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of )?{_MONTH}(?![a-z])"),
)
_ENGLISH_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SPELT_HOUR = re.compile(rf"(?<![a-z])(?P<hour>{'|'.join(_ENGLISH_NUMBERS)})(?=\s*(?:[ap]\.?m|o'?clock))")

# 「in two hours」, 「in half an hour」
_SPELT_AHEAD = re.compile(
    rf"(?<![a-z])in\s+(?:about\s+)?(?P<n>half an?|an?|{'|'.join(_ENGLISH_NUMBERS)}|\d{{1,3}})\s*(?P<unit>hours?|hrs?|minutes?|mins?)(?![a-z])"
)


def plain_words(text: str) -> str:
    """`text`, already normalised, with slips and borrowed words replaced.

    >>> plain_words("tmr 3pm"), plain_words("明夭下舞三点"), plain_words("12.5号")
    ('明天 下午3点', '明天下午三点', '12月5号')
    """
    plain = in_characters(text)
    if re.search(r"[a-z]", plain):
        plain = _in_chinese(plain)
    for pattern, word in _WORDS:
        plain = pattern.sub(word, plain)
    return plain


def _in_chinese(plain: str) -> str:
    """Weekdays, dates and hours in English: 「nov 30 at five pm」."""
    plain = _SPELT_AHEAD.sub(_ahead, plain)
    for date in _ENGLISH_DATES:
        plain = date.sub(lambda said: f"{_ENGLISH_MONTHS.index(said['month']) + 1}月{said['day']}日", plain)
    plain = _SPELT_HOUR.sub(lambda said: str(_ENGLISH_NUMBERS.index(said["hour"]) + 1), _ENGLISH_DAY.sub(_weekday, plain))
    return _ENGLISH_HOUR.sub(_hour, plain)


def _ahead(match: re.Match[str]) -> str:
    said = match["n"]
    number = "半" if said.startswith("half") else "1" if said in ("a", "an") else said
    number = str(_ENGLISH_NUMBERS.index(said) + 1) if said in _ENGLISH_NUMBERS else number
    return f"{number}{'小时' if match['unit'].startswith('h') else '分钟'}后"


def _weekday(match: re.Match[str]) -> str:
    return f"{'下' if match['next'] else ''}周{_ENGLISH_DAYS[match['day']]}"


def _hour(match: re.Match[str]) -> str:
    hour, morning = int(match["hour"]), match["half"].startswith("a")
    if morning:
        period = "凌晨" if hour == 12 or hour < 6 else "上午"
    else:
        period = "中午" if hour == 12 else "下午"
    return f"{period}{match['hour']}点{match['minute'] or ''}"
