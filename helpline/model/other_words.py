"""What people say in English, Cantonese or Wu when they put something right, in the words that everything else knows: 「not 12, should be 13」."""

from __future__ import annotations

import re

_WORD = r"(?<![a-z])"
_VALUE = r"(?=(?:the |my |an? )?(?:[a-z]?\d|iphone|ipad|mac|imac|apple|airpods?|watch|air(?![a-z])|pro(?![a-z])|m[1-5]|[\"「“]))"
_PUT = r"(?=\s*(?:number|no\.?|is|was|should|typo|wrong|[一-鿿]{0,3}(?:[改换错不应是系写填打输抄报係錯應換寫]|有误|update)))"
_OF_WHO = _PUT.replace("is|was|", "(?:is|was) (?:wrong|not)|")  # 「my name is Kevin」 is known
_WORDS = (
    ("后天", rf"{_WORD}(?:the )?day after tomorrow(?![a-z])"),
    ("明天", rf"{_WORD}(?:tomorrow|tmrw?|tmw|2moro)(?![a-z])"),
    ("今天", rf"{_WORD}today(?![a-z])"),
    ("今晚", rf"{_WORD}tonight(?![a-z])"),
    ("不是", rf"{_WORD}(?:it'?s |is |was )?not {_VALUE}|{_WORD}instead of {_VALUE}|[勿弗伐]是(?=.)|唔[系係]"),
    (
        "不对",
        r"[勿弗伐][对對]|唔啱|唔对|唔對|(?<![a-z])(?:is|was|are) (?:wrong|incorrect)(?![a-z])|(?<![a-z])not (?:correct|right)(?![a-z])",
    ),
    ("才对", r"(?:先至|先|至)(?:啱|对|對|系|係)(?=$|[，,。！!\s㗎呀啊])"),
    (
        "应该是",
        rf"[应應][该該][系係]|{_WORD}(?:should(?: have been| be|'ve been)|(?:it'?s|is) (?:actually|supposed to be)|actually is)(?![a-z])",
    ),
    ("其实", rf"{_WORD}actually(?![a-z])"),
    ("写错了", rf"{_WORD}(?:(?:was |is )?(?:typed|entered|wrote|written|got) (?:it )?wrong|mis-?typed|(?:a )?typo)(?![a-z])(?:\s*了)?"),
    ("抱歉", rf"{_WORD}(?:oops|sorry|my (?:bad|mistake)|pardon)(?![a-z])"),
    ("等等", rf"{_WORD}(?:no,? )?(?:wait|hold on)(?:,? (?:wait|no))*(?![a-z]| (?:for|until|till|to|time|list|a))"),
    ("算了", rf"{_WORD}(?:never ?mind|nvm|scratch that|forget (?:it|that))(?![a-z])"),
    (
        "还是原来的",
        rf"{_WORD}(?:(?:just |please )?(?:keep|use|leave)(?: using)?(?: it| to)? (?:the |my )?(?:old|original|previous|first|same|as is|as it (?:is|was)|unchanged)(?: (?:one|number|model))?|(?:the )?(?:same )?as before)(?![a-z])",
    ),
    ("改成", rf"{_WORD}(?:please )?(?:change|changed|update|updated|switch|correct) (?:it )?(?:to|into)(?![a-z])"),
    ("改", rf"{_WORD}(?:please )?(?:update|change|correct)(?=\s*(?:一下|下|成|为|了))"),
    ("购买日期", rf"{_WORD}(?:(?:purchase|buying) date|date of purchase)(?![a-z])"),
    ("序列号", rf"{_WORD}serial(?: ?(?:number|no\.?|num))?(?![a-z])"),
    ("订单号", rf"{_WORD}order (?:number|no\.?|num|id)(?![a-z])"),
    ("电话号码", rf"{_WORD}(?:(?:phone|mobile|cell|contact|tel)(?: ?phone)? (?:number|no\.?|num)|(?:phone|mobile|cell|tel){_PUT})"),
    ("公司名", rf"{_WORD}company(?: name)?{_PUT}|{_WORD}company name(?![a-z])"),
    ("联系人", rf"{_WORD}contact(?: person| name)?{_OF_WHO}"),
    ("名字", rf"{_WORD}name{_OF_WHO}"),
    ("型号", rf"{_WORD}(?:device )?model(?: name)?{_PUT}"),
    ("设备", rf"{_WORD}device{_PUT}"),
    ("后四位", rf"{_WORD}last (?:four|4)(?: digits)?(?![a-z])"),
    ("后两位", rf"{_WORD}last (?:two|2)(?: digits)?(?![a-z])"),
    ("最后一位", rf"{_WORD}last (?:digit|one|number|letter)(?![a-z])"),
    (
        "是",
        r"(?:^|(?<=[嘅的，,。；;！!？?、\s]))[系係](?![统統列数數着上紧緊解好])|(?<![关關联聯体體派])[系係](?=\s*(?:iphone|ipad|macbook|imac|airpods|apple|\d))",
    ),
)
_ANY = re.compile("|".join(f"(?P<w{at}>{pattern})" for at, (_, pattern) in enumerate(_WORDS)), re.IGNORECASE)


def in_known_words(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text in known words, and how far what stands from each of these places on has moved.

    >>> in_known_words("phone number is wrong, should be 13812345678")[0]
    '电话号码 不对, 应该是 13812345678'
    """
    moved, by = list[tuple[int, int]](), 0
    pieces, end = list[str](), 0
    for match in _ANY.finditer(text):
        known = _WORDS[int(str(match.lastgroup)[1:])][0]
        pieces += [text[end : match.start()], known]
        end = match.end()
        by += len(known) - len(match.group())
        moved.append((end, by))
    return "".join([*pieces, text[end:]]), moved
