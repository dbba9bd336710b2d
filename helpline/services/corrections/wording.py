"""Words of what is wrong that the customer takes back, so that they are put right in it and not only added: a side, a count."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from helpline.model.event import Event
from helpline.model.text import shorten
from helpline.services.corrections.amending import unquoted
from helpline.services.corrections.objections import of_the_same
from helpline.services.events import SYMPTOM_LIMIT, joined

# What may be the other one of two, and what it looks like as such: 「左右」 of 「一个月左右」 and 「后面来又」 are none.
_SIDES = (
    ("左右", re.compile(r"(?<!左)[左右](?!右)")),
    ("前后", re.compile(r"[前后後](?=[置摄镜盖屏]|面(?:的|那|板|摄|镜|玻璃|屏|没|不|[，,。；;！!\s]|$))")),
    ("上下", re.compile(r"[上下](?=[边方排部端角沿巴]|半(?![年天个月小])|面(?:的|那|没|不|[，,。；;！!\s]|$)|扬声|喇叭)")),
    ("内外", re.compile(r"[内外](?=屏|侧)")),
)
_COUNT = re.compile(
    r"(?<!第)(?P<count>\d+|[一二两三四五六七八九十百千]+)(?P<about>(?:\s*[多来几余])?)\s*(?P<unit>台|部|套|件|个?人|元|块|(?<=\d{3})号(?!码|线))"
)
# 「台数也改成45」: the word before it says what is counted.
_COUNT_SAID = re.compile(
    r"(?:数量|[台套件部人]数|数目)[^，,。；;！!？?\d一二两三四五六七八九十百千]{0,8}(?P<count>\d+|[一二两三四五六七八九十百千]+)(?P<about>[多来几余]?)(?![\d\s]*(?:台|部|套|件|个?人|元|块|\d|[下些点遍次共定直样]))"
)
_TAKES_BACK = re.compile(
    r"[写说填输打弄搞记讲念]错|口误|更正|纠正|应该是|应为|其实是?|才对|(?<!是)不是(?!很|太|特别|非常)|并非|而非|改成|改为|typo|sorry"
    r"|(?:数量|台数|套数|人数|数目)[^，,。；;！!？?]{0,12}?(?:改|变|换|调整|更新|增加|减少)(?:了|过)?|(?:改|变|加|减|增加|减少)(?:了)?(?:成|到|为|要)(?=\s*[\d一二两三四五六七八九十百千])"
    r"|(?:^|[，,。；;！!\s])(?:[哦噢啊唉哎呀呃额嗯]|等等|等下|等一下|抱歉|不好意思)*(?:不对|错了|错啦|不)(?=[，,。；;！!\s是]|$)|哦不",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?<!是)(?:不是|并非|而非)[^，,。；;！!？?\s是]+|[左右前后上下内外][^，,。；;！!？?\s]{0,5}[写说填输打弄搞记讲念]错了?"
)
_TURNED = re.compile(r"(?:左右|前后|上下|方向|两?边)[^，,。；;！!？?]{0,4}反了|(?:说|写|打|搞|弄|记|讲)反了")
_ADDS = re.compile(r"也|都|两[边只个侧耳]|双|同时|一样|不知|不清楚|[?？吗]$")
_SOUND = re.compile(r"正常|好的|没事|没问题|没坏|不坏|完好|没毛病")
_CLAUSES = re.compile(r"(?<=[？?])|[，,。；;！!\n]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff\d])")
_LINK = re.compile(r"^(?:对了|另外|还有|而且|顺便|那|哦|啊)+")
_MERE = re.compile(r"[哦噢啊唉哎呀呃额嗯我刚才前面那这个是的了吧呢哈就等下一抱歉不好意思对边侧只面耳朵机预计大概数量一共总共]")
# 「台数我跟车队核了下」 says how it was found out
_CHECKED = re.compile(r"(?:数量|[台套件部人]数|数目).{0,8}(?:核|查|数|点|问|对|确认|清点|盘)(?:对|实|点)?(?:了|过)一?[下遍次]?$")
_MORE = 3  # characters of a clause that tell more than what is put right


@dataclass(frozen=True)
class Reworded:
    """What is wrong as it should stand, and what else the message says."""

    symptom: str
    rest: str


def put_right_of(event: Event, text: str) -> bool:
    """The same in what the event holds, where nothing else is said; true where something was."""
    new = put_right_in_words(str(event.facts.get("symptom") or ""), text)
    if new is None or new.rest:
        return False
    event.facts = {**event.facts, "symptom": new.symptom}
    return True


def put_right_in_words(said: str, text: str) -> Reworded | None:
    """「说错了是左耳」, 「不是右边，左边」, 「不是80台，是120台，另外…」; None where nothing of what is wrong is taken back so."""
    plain = unquoted(text).strip().replace("係", "是")
    turned = _TURNED.search(plain) is not None
    if not said or not (turned or _TAKES_BACK.search(plain)):
        return None
    clauses = [clause.strip() for clause in _CLAUSES.split(plain) if clause.strip()]
    told = [clause for clause in clauses if not _SOUND.search(clause)]
    new, about = _with_sides(said, told, turned=turned)
    new, counted = _with_count(new, told)
    # A clause that turns it round has done its work: heard again, it would turn it back.
    used = [
        c
        for c in clauses
        if c in (*about, *counted)
        or _TURNED.search(c)
        or (counted and _CHECKED.search(c))
        or not _MERE.sub("", _TAKES_BACK.sub("", _DENIED.sub("", c)))
    ]
    if new == said:
        return None
    bare = {clause: _TURNED.sub("", _COUNT.sub("", _TAKES_BACK.sub("", _DENIED.sub("", clause)))) for clause in used}
    more = [clause for clause in used if _tells(bare[clause], said) and not _CHECKED.search(clause)]
    rest = "，".join(clause for clause in clauses if clause not in used)
    return Reworded(shorten(joined(new, "，".join(more)), SYMPTOM_LIMIT), _LINK.sub("", rest))


def _with_sides(said: str, clauses: list[str], *, turned: bool) -> tuple[str, list[str]]:
    used: list[str] = []
    for pair, looks in _SIDES:
        about = [clause for clause in clauses if looks.search(clause)]
        known = _kinds(pair, [said], looks)
        meant = _kinds(pair, (_DENIED.sub("", clause) for clause in about), looks)
        if turned and not meant and pair == next((one for one, _ in _SIDES if any(one in clause for clause in clauses)), "左右"):
            meant = set(pair) - known
        other = set(pair) - meant
        if len(meant) != 1 or known != other or any(_ADDS.search(clause) or not _may_be_of(clause, said, looks) for clause in about):
            continue
        new = meant.pop()
        said = looks.sub(new, said)
        used += about
    return said, used


def _with_count(said: str, clauses: list[str]) -> tuple[str, list[str]]:
    named = [clause for clause in clauses if _COUNT_SAID.search(clause)]
    about = [clause for clause in clauses if clause in named or _COUNT.search(clause)]
    told = [match for clause in about for match in (_COUNT_SAID if clause in named else _COUNT).finditer(_DENIED.sub("", clause))]
    known = [match for match in _COUNT.finditer(said) if told and match["unit"] == told[0].groupdict().get("unit", match["unit"])]
    added = any(re.search(r"[也都]|[?？吗]$", clause) for clause in about if clause not in named)
    if len(told) != 1 or len(known) != 1 or added:
        return said, []
    start, end = known[0].start("count"), known[0].end("about")  # 「六十多台」, put right to 72, are 72
    return said[:start] + told[0]["count"] + told[0]["about"] + said[end:], about


def _kinds(pair: str, texts: Iterable[str], looks: re.Pattern[str]) -> set[str]:
    found = {match.group().replace("後", "后") for text in texts for match in looks.finditer(text)}
    return found & set(pair)


def _may_be_of(clause: str, said: str, looks: re.Pattern[str]) -> bool:
    """False for 「是左边屏幕裂了」, where the right loudspeaker was spoken of: that is another trouble."""
    bare = looks.sub("", _TAKES_BACK.sub("", _DENIED.sub("", clause)))
    return not _tells(bare, "") or of_the_same(bare, said)


def _tells(clause: str, said: str) -> bool:
    """True where the clause holds more than is known."""
    bare = _MERE.sub("", re.sub(r"[左右前后後上下内外]", "", clause))
    return len("".join(char for char in bare if char not in said)) >= _MORE
