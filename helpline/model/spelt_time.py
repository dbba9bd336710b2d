"""Times typed in pinyin without tones, with or without blanks: 「mingtian xiawu san dian」."""

from __future__ import annotations

import re

_NUMBERS = {
    "ling": "零", "yi": "一", "er": "二", "liang": "两", "san": "三", "si": "四", "wu": "五", "liu": "六", "qi": "七", "ba": "八",
    "jiu": "九", "shi": "十",
}  # fmt: skip
# What alone shows that a time is told: any of these, or a number before 点 or 号.
_TELLING = {
    "dahoutian": "大后天", "houtian": "后天", "mingtian": "明天", "jintian": "今天", "mingzao": "明早", "mingwan": "明晚", "jinwan": "今晚",
    "shangwu": "上午", "zhongwu": "中午", "xiawu": "下午", "bangwan": "傍晚", "wanshang": "晚上", "zaoshang": "早上", "lingchen": "凌晨",
    "xingqi": "星期", "libai": "礼拜", "zhoumo": "周末", "zhou": "周", "xianzai": "现在", "mashang": "马上", "xiaban": "下班", "yuedi": "月底",
}  # fmt: skip
_BESIDE = {
    **_NUMBERS, "xiage": "下个", "xia": "下", "zhe": "这", "ge": "个", "ri": "日", "tian": "天", "dian": "点", "zhong": "钟", "ban": "半",
    "yike": "一刻", "fen": "分", "hao": "号", "yue": "月", "yihou": "以后", "zhihou": "之后", "yiqian": "以前", "hou": "后", "dao": "到",
    "xiaoshi": "小时", "fenzhong": "分钟",
}  # fmt: skip
_ALL = _TELLING | _BESIDE
_SYLLABLES = re.compile("|".join(sorted(_ALL, key=len, reverse=True)))
_WORD = re.compile(r"[a-z]+")
_SHOWS = re.compile("|".join(_TELLING.values()) + r"|[零一二两三四五六七八九十\d]\s*[点号]")


def in_characters(text: str) -> str:
    """`text`, already normalised, with the words of a time in characters; as it is where none is told.

    >>> in_characters("mingtian xiawu san dian ban"), in_characters("ban de shi hao"), in_characters("zhouliu shangwu 10dian")
    ('明天下午三点半', 'ban de shi hao', '周六上午10点')
    """
    if not _WORD.search(text):
        return text
    read = _WORD.sub(_read, text)
    read = re.sub(r"(?<=[\u4e00-\u9fff\d])\s+(?=[\u4e00-\u9fff\d])", "", read)
    return read if _SHOWS.search(read) and not re.search(r"[\u4e00-\u9fff]", text) else text


def _read(match: re.Match[str]) -> str:
    word, found, at = match.group(), "", 0
    while at < len(word):
        syllable = _SYLLABLES.match(word, at)
        if syllable is None:
            return word
        found += _ALL[syllable.group()]
        at = syllable.end()
    return found
