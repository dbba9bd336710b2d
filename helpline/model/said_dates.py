"""Dates of the past as people write and dictate them, brought to the words that `purchase` knows: years in characters or apart from their month, English, figures."""

from __future__ import annotations

import re
from datetime import date

from helpline.model.days import FULL_DATE, full_date, number
from helpline.model.text import chinese_number
from helpline.model.turns import turned

_NUMERAL = "零〇一二两三四五六七八九十"
_N = rf"(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})"
_FEAST = r"双[十1]|圣诞|618|六一八|端午|国庆|中秋|五一|劳动|元旦|春节|过年|新年|[暑寒]假|情人|教师|六一|儿童|三八|妇女|光棍|十一"
# What stands behind a year and never behind a length of time: 「二三年十月」, not 「二三年了」.
_OF_A_YEAR = rf"(?=\s*(?:的\s*)?(?:{_N}\s*月(?!前)|年?[初中底末春夏秋冬]|{_FEAST}|[买购入下麦]|上半|下半|[到开]))"
_FULL_YEAR = re.compile(
    rf"(?<![\d{_NUMERAL}])(?:[二2][零〇0](?P<two>[零〇一二三四五六七八九]{{2}})|[二两]千零?(?P<tens>[一二]?十[一二三四五六七八九]?|[一二三四五六七八九]))(?:\s*年|(?=\s*{_N}\s*月))"
)
_TWO_CHARACTERS = re.compile(rf"(?<![\d{_NUMERAL}几])(?P<tens>[零〇一二])(?P<ones>[零〇一二三四五六七八九])年(?![前了多半来]|[以之]|左右)")
_COUNTED = re.compile(r"(?:[买用过有了才快近等]|大概|差不多)$")  # 「买了二三年」
_TENS = re.compile(rf"(?<![\d{_NUMERAL}])(?P<year>[一二]?十[一二三四五六七八九]?)年{_OF_A_YEAR}")
_TWO_DIGITS = re.compile(rf"(?<![\d.:])'?(?P<year>[012]\d)\s*年{_OF_A_YEAR}")
_IN_ONE = re.compile(r"(?<![\da-z])(?P<y>20[0-3]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\da-z])")
_BLANKS = re.compile(r"(?<!\d)(?P<y>20[0-3]\d) (?P<m>0?[1-9]|1[0-2]) (?P<d>0?[1-9]|[12]\d|3[01])(?!\s*[\d:点年月])")
_DOTTED = re.compile(r"(?<![\d.])(?P<y>20[0-3]\d)\.(?P<m>0?[1-9]|1[0-2])\.(?P<d>0?[1-9]|[12]\d|3[01])(?![\d.])")
_YEAR_LAST = re.compile(r"(?<![\d/])(?P<m>0?[1-9]|1[0-2])/(?P<d>0?[1-9]|[12]\d|3[01])/(?P<y>20[0-3]\d)(?![\d/])")
_SHORT = re.compile(r"(?<![\d.a-z])(?P<y>[12]\d)(?P<by>[./-])(?P<m>0?[1-9]|1[0-2])(?P=by)(?P<d>0?[1-9]|[12]\d|3[01])(?![\d.])")
_SLIPS = (
    (re.compile(r"(?<=[月号日年底初])麦(?=的|了|$)"), "买"),
    (re.compile(r"(?<=月)分(?!期)"), "份"),
    (re.compile(r"(?<=\d月)(?P<day>\d{1,2})(?=$|[，,。；;！!的买购吧])"), r"\g<day>号"),
    (re.compile(r"上各(?=月|周|星期|礼拜)"), "上个"),
)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MON = r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
_ORDINAL = r"(?P<d>\d{1,2})(?![\d:])(?:st|nd|rd|th)?(?![a-z]|\s*[ap]m)"
_ITS_YEAR = r"(?:,?\s*(?:of |in )?(?P<y>20\d\d|this year|last year))"
_ENGLISH_DATES = (
    re.compile(rf"(?<![a-z]){_MON}\s*{_ORDINAL}{_ITS_YEAR}?"),
    re.compile(rf"(?<![\d.]){_ORDINAL}\s*(?:of )?{_MON}{_ITS_YEAR}?"),
    re.compile(rf"(?<![a-z]){_MON}{_ITS_YEAR}"),
    re.compile(rf"(?P<y>20\d\d)\s+{_MON}"),
    re.compile(rf"(?<![a-z])(?:in|since|last|early|late|mid|back in)\s+{_MON}"),
)
_ENGLISH_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_AGO = re.compile(rf"(?<![a-z])(?P<n>\d{{1,2}}|{'|'.join(_ENGLISH_NUMBERS)})\s*(?P<unit>day|week|month|year)s?\s*ago(?![a-z])")
_UNITS = {"day": "天", "week": "周", "month": "个月", "year": "年"}
_DAYS = {"mon": "一", "tue": "二", "wed": "三", "thu": "四", "fri": "五", "sat": "六", "sun": "日"}
_LAST_DAY = re.compile(r"(?<![a-z])last\s+(?P<day>mon|tue|wed|thu|fri|sat|sun)(?:day|sday|s|nesday|rsday|rs|urday|r)?(?![a-z])")
_ENGLISH = tuple(
    (re.compile(rf"(?<![a-z])(?:{word})(?![a-z])"), meant)
    for word, meant in (
        ("last year", "去年"), ("this year", "今年"), ("last month", "上个月"), ("this month", "这个月"), ("last week", "上周"), ("yesterday", "昨天"),
        ("(?:last )?christmas(?: day)?", "圣诞"), ("about|around|maybe|probably|roughly", "大概"),
    )
)  # fmt: skip

_YEAR = r"(?P<year>20\d\d|大前|[今去前])\s*年"
_MONTH = rf"(?:{_N})\s*月"
_DAY = rf"{_N}\s*[号日](?![线楼店])"
# A year, with its month where that is told, and what is said between it and the rest of the date.
_YEAR_THEN = re.compile(
    rf"{_YEAR}(?P<own>\s*的?\s*{_MONTH}份?(?!\s*{_N}\s*[号日]?(?![{_NUMERAL}\d]*[点月])))?(?P<between>[^\d{_NUMERAL}前去今年号日]{{0,3}}?"
    rf"(?:(?!20\d\d|[去前今]年|昨|今天|前天|周|星期|礼拜|[上这本]个?月)[^。；;?？]){{0,16}}?)(?<![\d{_NUMERAL}路./-])(?P<rest>{_MONTH}份?(?:\s*(?:{_DAY}|{_N}(?![\d{_NUMERAL}点个月年天周时])))?|{_DAY})(?!前|[\d点])"
)
_AGO_THEN = re.compile(rf"(?<![十\d{_NUMERAL}])(?P<n>\d|[{_NUMERAL}])年(?:以|之)?前的?\s*(?={_MONTH})")
# 「6月8号，去年的」, 「双十一，去年的」: the year told behind its day.
_YEAR_BEHIND = re.compile(
    rf"(?<!年)(?<!年的)(?P<day>{_MONTH}{_N}[号日]?|(?:{_FEAST})(?:那天)?)(?:买的|下的?单|入手的|购买的?)?[，,\s]*(?:就?是|应该是)?(?P<year>大前|[今去前])年的?(?=$|[，,。；;！!吧哈啊买])"
)
# 「19号买的，三月」, and 「今年三月十几号买的，19号」
_MONTH_BEHIND = re.compile(
    rf"(?<![月\d{_NUMERAL}])(?P<day>{_DAY})(?P<bought>买的|下的?单|入手的)?[，,\s]+(?P<month>(?:{_YEAR})?的?{_MONTH})份?的?(?=$|[，,。；;！!吧哈啊])"
)
_DAY_AT_LAST = re.compile(
    rf"(?P<month>{_MONTH})(?:的?(?:{_N})?几[号日]|哪[一]?[天号]|份)?(?P<between>[^，,。；;\d]{{0,6}})[，,\s]+(?:就?是|应该是|好像是?|大概)?(?P<day>{_DAY})(?=$|[，,。；;！!吧哈啊])"
)
_YEARS = {"今": 0, "去": 1, "前": 2, "大前": 3}
_SAME_DAY = re.compile(r"(?P<year>大前|[去前])年的?(?:的?今[天日]|(?P<about>这个?(?:时候|时间|月|会儿)))")


def plain_dates(plain: str, today: date, *, asked: bool = False) -> str:
    """`plain`, already normalised, with each year in figures beside its month. Where it was `asked`, 「24.3.15」 is a date too.

    >>> plain_dates("二三年十月底买的", date(2026, 11, 24)), plain_dates("bought in Dec 2021", date(2026, 11, 24))
    ('2023年十月底买的', 'bought in 2021年12月')
    >>> plain_dates("去年我爸送的,6月12号", date(2026, 11, 24)), plain_dates("用了二三年", date(2026, 11, 24))
    ('2025年6月12号,我爸送的', '用了二三年')
    """
    for pattern, word in _SLIPS:
        plain = pattern.sub(word, plain)
    for pattern in (_IN_ONE, _BLANKS, _DOTTED, _YEAR_LAST):
        plain = pattern.sub(lambda said: f"{said['y']}-{said['m']}-{said['d']}", plain)
    if asked:
        plain = _SHORT.sub(lambda said: f"20{said['y']}-{said['m']}-{said['d']}", plain)
    plain = _AGO_THEN.sub(lambda said: f"{today.year - (number(said['n']) or 0)}年", _in_figures(_in_chinese(plain)))
    plain = _YEAR_BEHIND.sub(lambda said: f"{today.year - _YEARS[said['year']]}年{said['day']}买的", plain)
    plain = _MONTH_BEHIND.sub(lambda said: f"{said['month']}{said['day']}{said['bought'] or ''}", plain)
    plain = _DAY_AT_LAST.sub(lambda said: f"{said['month']}{said['day']}{said['between']}" if "几" in said.group() else said.group(), plain)
    plain = _SAME_DAY.sub(lambda said: _then(said, today), plain)
    return _YEAR_THEN.sub(lambda said: _together(said, today), plain)


def _in_figures(plain: str) -> str:
    plain = _FULL_YEAR.sub(_full_year, plain)
    plain = _TWO_CHARACTERS.sub(_two_characters, plain)
    plain = _TENS.sub(lambda said: f"20{chinese_number(said['year']):02d}年", plain)
    return _TWO_DIGITS.sub(lambda said: f"20{said['year']}年", plain)


def _full_year(said: re.Match[str]) -> str:
    return f"20{chinese_number(said['two'] or said['tens']) or 0:02d}年"


def _two_characters(said: re.Match[str]) -> str:
    """「二三年」 counts two or three years where nothing of a year stands behind it, or what was counted before it."""
    tens, ones = chinese_number(said["tens"]) or 0, chinese_number(said["ones"]) or 0
    row = tens > 0 and ones == tens + 1
    if _COUNTED.search(said.string[: said.start()]) or (row and not re.match(_OF_A_YEAR, said.string[said.end() :])):
        return said.group()
    return f"20{tens}{ones}年"


def _in_chinese(plain: str) -> str:
    if not re.search(r"[a-z]{3}", plain):
        return plain
    for pattern in _ENGLISH_DATES:
        plain = pattern.sub(_english_date, plain)
    plain = _AGO.sub(lambda said: f"{_ENGLISH_NUMBERS.get(said['n'], said['n'])}{_UNITS[said['unit']]}前", plain)
    plain = _LAST_DAY.sub(lambda said: f"上周{_DAYS[said['day']]}", plain)
    for pattern, meant in _ENGLISH:
        plain = pattern.sub(meant, plain)
    return plain


def _english_date(said: re.Match[str]) -> str:
    """「Oct 18 this year」; 「may」 alone is no month without a word before it, which its pattern asks for."""
    told = said.groupdict()
    year = {"this year": "今年", "last year": "去年", None: ""}.get(told.get("y"), f"{told.get('y')}年")
    day = f"{told['d']}日" if told.get("d") else ""
    return f"{year}{_MONTHS.index(said['mon'][:3]) + 1}月{day}"


def _then(said: re.Match[str], today: date) -> str:
    year = today.year - _YEARS[said["year"]]
    return f"{year}年{today.month}月" if said["about"] else f"{year}年{today.month}月{today.day}日"


def _together(said: re.Match[str], today: date) -> str:
    """「2020年11月买的 13号吧」, 「2023年国庆 10月2号」: what is told behind a year is of that year, but not 「去年买的，10月3号摔了」."""
    own, rest, year = (said["own"] or "").replace("的", "").strip(), said["rest"], said["year"]
    behind = re.split(r"[，,。；;！!?？]", said.string[said.end() :])[0]
    apart = own and "月" in rest and _month_of(own) != _month_of(rest)
    if apart or OF_ANOTHER_DAY.search(said["between"]) or not (_FILLER.fullmatch(behind) or BUYING.search(behind)):
        return said.group()
    counted = today.year - _YEARS[year] if year in _YEARS else int(year)
    told = f"{counted}年{own.rstrip('份') if '月' not in rest else ''}{rest}"
    between = said["between"].strip(" ,，")
    return told if between in ("", "的") else f"{told}{between},"


def _month_of(words: str) -> int | None:
    return number(words.partition("月")[0].strip())


# What dates a visit, a call, a repair or the trouble, and not the purchase.
OF_ANOTHER_DAY = re.compile(
    r"(?:[去到来]|那个|这个|你们?)(?:直营)?店|店里(?!买|购)|门店|预?约|打给|回电|来电|电话|联系我|有空|方便|过去|上门|上午|下午|晚上|中午|早上|\d\s*[点:]|[点两三四五六七八九十]点"
    r"|[换修][过了好]|维修|送修|返修|更换|贷款|过保|到期|[还修]完|开始|坏|摔|磕|进水|充不|不[行能灵动响亮]|没[反声]|出现|发现|更新|升级|丢|能[去来]|可以[去来]"
)
_FILLER = re.compile(r"(?:\s|吧|的|呢|啊|呀|哦|左右|前后|上下|那[一]?天|当[天日]|凌晨|零点|左右|[份初中底末旬])*")
BUYING = re.compile(
    r"[买购](?![菜饭])|入手|提(?:的|到|了)(?:新?机|手机|车|货|[a-z])|下的?单|到手|送[我的]|送给|收的|礼物|发票|激活|拿的|订的|bought|purchased|ordered|got"
)
VAGUE = re.compile(r"大概|大约|左右|好像|应该|差不多|可能|记得(?!是|清楚|很清)|前后|估计|似乎|不太确定|上下|约(?=\d)")
BREAK = r"[，,。；;！!？?…\n\s]+"
_NOT_SURE = re.compile(r"还是|或|不是|不对|错|到|至")


def only_exact(plain: str, today: date) -> date | None:
    """The one day that is named with its year and without a doubt, whatever vaguer was said beside it: 「好像是前年，2024年8月10日」."""
    named = [match for match in FULL_DATE.finditer(plain) if match["year"] and match["year"].isdigit()]
    if len(named) != 1 or _NOT_SURE.search(plain, named[0].end()) or turned(plain, named[0].end()):
        return None
    clause = re.split(BREAK, plain[: named[0].start()])[-1] + re.split(BREAK, plain[named[0].end() :])[0]
    return None if VAGUE.search(clause) or _NOT_SURE.search(clause) else full_date(named[0], today)
