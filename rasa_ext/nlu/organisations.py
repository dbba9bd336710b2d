"""Names of companies and schools: the run of noun-like words that ends in 公司, 大学 … and holds more than its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import jieba
import jieba.posseg

_PROPER = ("ns", "nr", "nz", "nt", "nrt", "nrfg", "eng", "j", "ng")  # tags of a name's own words
_NOUN_LIKE = (*_PROPER, "n", "vn", "an", "b", "s", "zg", "x")
_PARTS = ("分公司", "分校", "校区", "分院", "分行", "支行", "分部", "附中", "附小")  # what may follow a whole name
_COUNTED = ("中学", "小学", "医院", "幼儿园")  # 「101中学」
_OF_TRADE = ("公司", "集团", "事务所", "银行", "工厂", "工作室", "培训机构")
_LEGAL = "有限公司"
_REGISTERED = (
    "有限公司",
    "有限责任公司",
    "股份公司",
    "集团公司",
)  # whose name is whole only with its city and the word that was given to it
_LONGEST = 40
# Words that say of what kind it is, whose it is, or what is done there: nothing but these makes no name.
_OF_KIND = re.compile(
    r"(?:设计|科技|技术|物流|外贸|贸易|广告|装修|装饰|保险|快递|网络|软件|咨询|建筑|传媒|文化|餐饮|商贸|租赁|搬家|维修|游戏|互联网|电商|家电|手机|电脑|医药|医疗|金融|证券|投资|地产|房地产|物业|旅游|运输|食品|服装"
    r"|律师|会计师?|培训|教育|职业|高级|普通|附属|国际|双语|外国语|实验|民办|公办|私立|公立|私人|重点|三甲|专科|综合|中心|人民|乡镇|农村|城市|山区|国企|私企|央企|外企|上市|创业|大型|小型|中型|大|小|老|新|总|分|子|母|本|贵|县|市|省|区|镇|村|乡|州"
    r"|你们|我们|门|咱们?|他们|她们|人家|别人|自己|单位|公司|学校|医院|老家|当地|附近|本地|外地|全校|全国|社区|苹果|apple|中学|小学|大学|高中|初中|孩子|小孩|娃|儿子|女儿|闺女|外?孙[子女]?|弟弟|妹妹|哥哥|姐姐|老公|老婆|爱人|媳妇|对象|爸爸?|妈妈?|朋友|同事|同学|客户|老师|学生|家长"
    r"|联系|通知|找|问|投诉|咨询|报警|采购|统一|垃圾|骗子|黑心|无良|破|所有|各|诈骗|正规|第三方|维保|官方|代理|经销|供应)*"
)
# Whom customers speak of and do not belong to: 「联通公司说号没问题」, 「工商银行」.
_OF_OTHERS = re.compile(
    r"(?:中国)?(?:联通|移动|电信|广电|顺丰|京东|淘宝|天猫|拼多多|抖音|中通|圆通|申通|韵达|邮政|微软|谷歌|三星|华为|小米|支付宝"
    r"|工商|建设|农业|招商|交通|中信|民生|浦发|兴业|平安|光大|广发|邮储|邮政储蓄|微众|网商)?(?:快递|物流|银行|公司)?"
)
_WAYS = "到去在进给来回"  # a verb that ends so says where somebody goes: 「孙子送到幼儿园」
# 「M2连公司」 of 「MacBook Air M2连公司Wi-Fi」: what is done with a device, before a word for where.
_LINKS = re.compile(r"(?:^|[a-z\d\s])(?:连(?!锁)|接(?!力)|用|在|跟|和|给|问|走|登)$")
# A word that somebody gave to a firm may be of any class but these, and no doing of who tells: 「宏远」, 「明远」, 「鑫达」.
_NEVER_GIVEN = ("uj", "ul", "uv", "ug", "ud", "uz", "p", "r", "c", "y", "e", "x", "o")
_DOINGS = re.compile(r"[买开去在到找给是叫有要修换送用办做来回寄带跟问说写填把被让请约]|注册|登记|成立|上班|工作|采购|联系")
_GIVEN = 6  # characters that it has at most
# What stands before a name and looks like a part of it.
_BEFORE = frozenset(
    {
        "联系", "换", "单位", "公司", "学校", "单位名称", "公司名称", "学校名称", "名称", "全称", "名字", "抬头", "发票", "老板", "孩子", "儿子", "女儿", "我司", "我校", "朋友",
        "同事", "同学", "客户", "采购", "老家", "麻烦", "另外", "手机", "电话", "地址", "现", "原", "今", "目前", "真名", "女", "男", "小", "大", "老",
    }
)  # fmt: skip


@dataclass(frozen=True)
class _Word:
    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Organisations:
    """Finds them by the classes of words. `kinds` are the words that end a name, the longer first."""

    def __init__(self, kinds: tuple[str, ...], cities: frozenset[str]) -> None:
        self._kinds, self._cities = kinds, cities
        jieba.posseg.lcut("公司")  # its tables are read now, and not at the first message

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the names stand in the plain text.

        Of 「走学校采购」 and 「outlook登不上公司邮箱」 there is none.
        """
        if not any(kind in text for kind in self._kinds):
            return
        words, done = self._words(text), 0
        for at, word in enumerate(words):
            if at < done or not word.text.endswith(self._kinds):
                continue
            last = self._last(words, at)
            first = self._first(words, at, last)
            start, end = words[first].start, words[last].end
            if self._names_one(words[first : last + 1], text[start:end]):
                yield start, end
            done = last + 1

    def _words(self, text: str) -> list[_Word]:
        words, start = list[_Word](), 0
        for pair in jieba.posseg.cut(text):
            of_city = pair.word in self._cities or pair.word.removesuffix("市") in self._cities
            words.append(_Word(pair.word, "ns" if of_city else pair.flag, start))
            start += len(pair.word)
        return words

    def _first(self, words: list[_Word], at: int, last: int) -> int:
        """Where the name begins that ends in the word at `at`."""
        first = at
        while first > 0 and words[at].end - words[first - 1].start <= _LONGEST:
            if words[first - 1].text == ")" and (opened := _opening(words, first - 1)):
                first = opened
            elif _of_a_name(words[first - 1], words[first]):
                first -= 1
            else:
                break
        first = _to_its_city(words, first, at, last)
        while first < at and (words[first].text in _BEFORE or words[first].tag == "v" or words[first].text in "()"):
            first += 1
        city = next((n for n in range(first, at) if words[n].tag == "ns"), first)
        if city > first and words[city - 1].text != "(" and not any(_proper(word) for word in words[first:city]):
            first = city  # 「我们设备科 上海…」: a name begins with its city
        return first

    def _last(self, words: list[_Word], at: int) -> int:
        """Where it ends: 「…有限公司滨江分公司」, 「…学院设计学院」."""
        last = at
        for after in range(at + 1, min(at + 5, len(words))):
            ends = words[after].text.endswith((*self._kinds, *_PARTS))
            if ends and words[after].text not in _COUNTED:
                last = after
            elif not _of_a_name(words[after], words[min(after + 1, len(words) - 1)]):
                break
        return last

    def _names_one(self, words: list[_Word], name: str) -> bool:
        kind = next(kind for kind in (*self._kinds, *_PARTS) if name.endswith(kind) or kind in name)
        own = name.removesuffix(kind)
        if _LINKS.search(own):
            return False
        if not own.strip() or _OF_KIND.fullmatch(own) or (kind != _LEGAL and _OF_OTHERS.fullmatch(own)):
            return False
        traded = kind.endswith(_OF_TRADE) and kind != _LEGAL
        return not traded or any(_proper(word) and not _OF_KIND.fullmatch(_bare(word.text, self._kinds)) for word in words)


def _to_its_city(words: list[_Word], first: int, at: int, last: int) -> int:
    """Where a registered name begins with its city, over the given word that no dictionary takes for a name: 「安徽|明远|勘测…有限公司」."""
    if not "".join(word.text for word in words[first : last + 1]).endswith(_REGISTERED):
        return first
    for city in range(first - 1, -1, -1):
        if words[city].tag == "ns":
            return next((n for n in range(city, 0, -1) if words[n - 1].tag != "ns"), 0)
        given = words[city].text
        if words[city].tag in _NEVER_GIVEN or _DOINGS.fullmatch(given) or words[first].start - words[city].start > _GIVEN:
            break
    return first


def _bare(word: str, kinds: tuple[str, ...]) -> str:
    return next((word.removesuffix(kind) for kind in kinds if word.endswith(kind)), word)


def _proper(word: _Word) -> bool:
    """True for a word of a name's own: a place, a person, a mark, letters, or what no dictionary holds."""
    return word.tag in _PROPER or not jieba.dt.FREQ.get(word.text)


def _of_a_name(word: _Word, following: _Word) -> bool:
    if re.fullmatch(r"[\W_]+", word.text):
        return False
    if word.tag == "m":
        return (
            word.text.startswith("第")
            or following.text.startswith(_COUNTED)
            and re.fullmatch(r"\d{1,3}|[一二三四五六七八九十]+", word.text) is not None
        )
    if word.tag == "l":  # 「自来水」, but not 「登不上」
        return not re.search(r"[不没了得着过要能会来去上下]$|[不没]", word.text)
    return word.tag in _NOUN_LIKE or (word.tag == "v" and len(word.text) > 1 and word.text[-1] not in _WAYS)


def _opening(words: list[_Word], closing: int) -> int | None:
    """Where the brackets open that close there, if a name may hold what is in them: 「星河科技(天津)有限公司」."""
    for at in range(closing - 1, max(closing - 4, 0), -1):
        if words[at].text == "(":
            return at
        if not _of_a_name(words[at], words[at + 1]):
            return None
    return None
