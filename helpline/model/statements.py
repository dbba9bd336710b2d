"""What a message states, clause by clause: no courtesy, no question, no word to whoever takes it down, and not that one does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpline.model.acts import Acts, Does, act_of
from helpline.model.asking import asks, built_as_question
from helpline.model.text import normalise

_OF_A_NUMBER = "(?:序列号|串行号|型号|系统|版本|订单号?|发票|编号|串号)"  # 「串行号」 is what normalising makes of 「序列号」
_HAN = r"[\u4e00-\u9fff]"
_CLAUSE = re.compile(rf"[^，,。；;！!？?\n…～~]+?(?=[，,。；;！!？?\n…～~]|(?<={_HAN})\s+(?={_HAN})|$)[？?]?")
ANNOUNCED = r"还有(?:一?[个件]|点)(?:小|别的)?(?:事情?儿?|问题)"
_OPENS = re.compile(rf"(?:另外|{ANNOUNCED}|还有(?![点些没])|对了|对(?=我)|顺便(?:说[一下]*)?|而且|再就是|然后|哦|噢|啊|嗯|[，,、\s])*")
_ADDED = re.compile(r"另外|还有|对了|顺便|而且|再就是")
ASIDE = (Does.QUESTION, Does.REFUSE, Does.CHANGE, Does.FILLER)  # what tells nothing of the matter, or has its own place
_LEAST, _BESIDE_ANOTHER = 4, 3  # characters of a clause by itself, and next to such a one: 「没寄回，盒子配件都在」
_NOTHING_TOLD = r"(?:[一-鿿]{0,6}(?:序列号|型号|系统|版本|订单号?|发票|编号|日期|时间|号码))?(?:具体|大概|确切|真的?|也|都|我|还|就|实在|现在|暂时)*(?:记不[清得住起太]|不(?:太|大)?(?:记得|清楚|知道|晓得|确定)|想不起|说不[清准上]|没(?:什么|啥)?(?:印象|概念|记住)|忘了|忘记了)[的了啊呀呢吧唉哈]{0,3}"
_SEEN_NOT = rf"[^，,。]{{0,4}}{_OF_A_NUMBER}[^，,。]{{0,12}}(?:看不|找不|没看|没找|不在|不知|查不|看唔|查唔|没有|没了)[^，,。]{{0,3}}"
# What is not at hand, or is put off: 「没序列号」, 「盒子扔了」, 「以后再说吧」
_NOT_AT_HAND = (
    rf"(?:我|也|都|又|真的?|这个)*(?:没(?:有)?|找不[到着]){_OF_A_NUMBER}[^，,。]{{0,2}}"
    r"|(?:原|外|包装|那个?|我|的)*(?:盒子?|包装盒?|发票|小票)(?:也|都|早就?|已经?|我|给|被)*(?:扔|丢|没|弄丢|不见|找不[到着]|不在)(?:了|掉了?|有|留|着)*(?:好久|很久)?[了吧啊呀啦]*"
    r"|(?:那|就|先|还是|我)*(?:以后|回头|等下|等会儿?|晚点|下次|改天|过后|到时候?|待会儿?)(?:再|有空再?)?(?:说|讲|看|弄|填|补|找|查|给)(?:吧|了|哈|啊|呗|你们?)*"
    r"|(?:哎呀?|唉|这|这个|那|那个|上面|的|字|屏幕上)*(?:字|号|数字)(?:也|都|实在|真|太|这么|那么|有点)*(?:小|细|糊|密)[^，,。]{0,3}(?:我|也|都|实在)*(?:看|瞅|瞧)?不?(?:清楚?|见|到|了)?[^，,。]{0,2}"
)
_TO_THE_DESK = r"(?:那|就|先|请|你们?|您|帮我?|给我|可以|直接|麻烦|我|要|还是|算了|都|这样|这么)*(?:跳过|登记|提交|确认|确定|记(?:下来?|上|着|录|了)?|写(?:上|成|下)?|填(?:上|成)?|说|按|办|处理|继续|下一[步个])"
# Nothing that an advisor would want to read, if it is all that a clause says.
_EMPTY = re.compile(
    rf"(?:{_TO_THE_DESK}(?:一下|吧|了|就行|就好|好了|上|啦|呗|的?话|的)*|{_TO_THE_DESK}[^，,。]{{0,8}}吧|{_NOTHING_TOLD}|{_SEEN_NOT}|{_NOT_AT_HAND}"
    r"|(?:好|行|嗯|对|是|可以|没问题|没错|确认|确定|谢谢|多谢|感谢|辛苦|麻烦|拜托|你们?|您|了|的|啦|啊|呀|哈|哦|对了|顺便|说|下|一下|讲|问|再|就|都|也|吧|那|这样|信息|内容|无误|\s)+"
    r"|(?:[行好嗯对可中得成]|可以|那|就|先|都|我|也|[，,\s])*(?:这么着|就这样|就这么[办定来弄])(?:吧|了|啦|呗|得了|好了|谢谢)*"
    r"|(?:其[他它余]|别的|剩下|另外|余下|上面|以上)(?:的|信息|内容|资料|地方|几?项|部分)*(?:都|也|就|均|全|应该)*(?:没有?|冇|无)?(?:什么|啥|任何|个)?(?:问题|错|毛病|变化?|意见|异议|改动|对|正确|不变|不用[改动]|照旧|ok|可以|好)(?:了|的)*"
    r"|(?:算了|我|那|就)*(?:不|懒得)(?:再)?(?:弄|试|整|搞|折腾)了|(?:直接|就|那)*(?:约|报|去|送)?修吧"
    r"|(?:我|我们|咱|别的|其[他它余]的?|剩下的?|另外的?)(?:自己)?的?(?:[那这]?[台部个])?(?:手机|电脑|机器|地方|功能)?(?:都|也|就|倒|倒是|全)*(?:没事|没问题|没坏|没毛病|好好的|好的|正常)[的了啊呀吧]*"
    r"|你们?(?:是?不是|还|都|又)?没(?:有)?(?:给我)?(?:记|写|听)[^，,。]{0,4}"
    rf"|[^，,。]{{0,3}}{_OF_A_NUMBER}(?:我|也|都|刚)*(?:找到|查到|看到|翻到|有|在这|来|给|如下)[^，,。]{{0,3}}"
    r"|(?:我|刚才?|刚刚|才|终于|总算|这下)*(?:找|翻|查|问)到了[啊哦呀]*"
    r"|(?:没有?|暂时|目前|应该|就|这些|别的|其[他它]|补充|要说|了|吧|啊|的|就这|差不多)+)"
)
_NO_NEWS = re.compile(
    r"谢|麻烦|辛苦|拜托|不好意思|抱歉|你好|您好|请(?!了|假|客)|尽快|快[点些]|赶紧|别(?:再|老)?问|别急|别让|没记|[说讲问答发填写](?:过|了)?[^，,。]{0,4}[遍次回](?!数)|[说讲问答发填]过了|刚(?:才|刚)?不?(?:是)?(?:说|讲|发|填|写)|不是(?:都|已经)?[说讲发填写]|重复|啰嗦|烦|等你|你们?(?!那边)|您|客服|顾问|人工|真人|机器|师傅"
    r"|[说写填打弄搞记听]错|报错了|错了|有误|[改换][成为]|^(?:就|应该|而)?是(?:上|这|下|本|昨|今|前|去|\d)|应该是|算了|跳过|取消|更正|纠正|不用|不要|不需要|删|(?:^|[我就])(?:想要?|要|打算|准备)(?!求)|帮我|给我|顺便|怕"
)
# How an advisor should speak or call; it is kept however it is asked.
# How to ring and to speak: 「多响一会儿，我腿脚慢」
_HOW_TO_CALL = (
    r"说(?:话)?(?:的时候|时)?(?:请|麻烦)?(?:尽量)?慢|慢[一]?[点些]儿?(?:说|讲|$)|大[一]?[点些]儿?声|声音(?:请|要)?大|大声|(?:说|讲|用)(?:普通话|国语|粤语|广东话|英[语文])"
    r"|多拨|多响|多打[几两]|响(?:得|的)?(?:久|长)|(?:(?:打|拨)不通|(?:没|无)人?(?:接|听))[^，,。吗么]{0,4}(?:多|再)[打拨]"
)
_TO_THE_ADVISOR = re.compile(
    rf"{_HOW_TO_CALL}|发[个条]?(?:短信|简讯)|(?:左|右|两|一只|只)耳|听(?:力|不[清见到太])|耳(?:背|聋)|助听|(?:别|不要)(?:给我)?发(?:图|照片|语音|视频|链接)"
    # whom to ask for, and who answers: 「打过来让前台小许转给我就行」, 「我先生 Daniel 会接」, 「手机静音」
    r"|(?:打|拨|来电|回电|联系|接通|到时候?)[^，,。]{0,8}(?:找|让|叫|转)(?!我去|我重|人工)[^，,。]{1,12}|转(?:给我|分机)|一步一?步|手把手|耐心|(?:请|麻烦|让|叫|希望)(?:顾问|师傅|客服)[^，,。]{2,}|(?:不方便|没法|不能|不太?会)(?:看(?!序)|听|打字|说话|视频|语音)|(?<!不)(?<!没)(?<!直)(?:会|来|帮我|替我)接(?:听|电话)?(?:$|的)|静音|(?:直接|后续)联系(?!方式|电话)[^，,。]{2,}|出差|不在(?:学校|公司|单位|办公室)"
)


# 「别下午打」, 「下午别打我」: an hour at which nobody is to call
_HALVES = r"(?:[今明后]天|(?:周|星期|礼拜)[一二三四五六日天末]|[上下]午|早上|晚上|中午|白天|[\d一二三四五六七八九十两]+点半?)"
_CALL = r"(?:再|给我|来|我|电话)*(?:打(?![开印折扰])|来电|回电|联系)"
_HOURS_RULED_OUT = re.compile(
    rf"(?:别|不要|不用|甭|勿|莫|覅|唔好|唔使)(?:在|选|挑|约)?{_HALVES}+(?:[之以]?[前后]|的?时候)?{_CALL}|{_HALVES}(?![^，,。；;]{{0,3}}(?:那[个通]|的)(?:电话|回电))[^，,。；;打]{{0,6}}?(?:别|不要|甭|勿|莫|覅|唔好)(?:要)?{_CALL}(?!.*{_HALVES}[^，,。；;]{{0,4}}(?:打|可以|行|方便))"
)


def rules_out_hours(clause: str) -> bool:
    """True for 「下午别打我」, which wishes for no hour.

    >>> rules_out_hours("别下午打"), rules_out_hours("下午打我手机别打家里")
    (True, False)
    """
    return _HOURS_RULED_OUT.search(normalise(clause)) is not None


def han(text: str) -> int:
    """How many Chinese characters."""
    return len(re.findall(_HAN, text))


def spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Of each clause where what opens it begins, where itself, and where it ends: a clause ends at any mark, and at a blank between
    two characters."""
    for match in _CLAUSE.finditer(text):
        opener = _OPENS.match(match.group())
        start = match.start() + (opener.end() if opener else 0)
        bare = text[start : match.end()].strip()
        if bare:
            at = text.index(bare, start)
            yield match.start(), at, at + len(bare)


def clauses(text: str) -> list[tuple[str, bool]]:
    """Each clause without what opens it, and whether something did: 「对了」, 「另外」."""
    return [(text[start:end], _ADDED.search(text[opens:start]) is not None) for opens, start, end in spans(text)]


def is_empty(clause: str, acts: Acts = ()) -> bool:
    """True for 「先跳过吧」, 「谢谢」, 「具体记不清」 and no more, as it was heard, and where that is not sure by its words.

    >>> is_empty("具体记不清"), is_empty("忘了在哪摔的")
    (True, False)
    """
    if (does := act_of(clause, acts)) in (Does.FILLER, Does.TROUBLE, Does.NOTE):
        return does is Does.FILLER and not to_the_advisor(clause)
    return _EMPTY.fullmatch(normalise(clause).strip(" .!~")) is not None


def to_the_advisor(clause: str, acts: Acts = ()) -> bool:
    """True for 「打来的时候说慢一点」: as it was heard, or by its words."""
    return (
        (act_of(clause, acts) is Does.NOTE and not built_as_question(clause))
        or _TO_THE_ADVISOR.search(normalise(clause)) is not None
        or rules_out_hours(clause)
    )


def how_to_call(text: str) -> bool:
    """True for 「电话响久一点，我腿脚慢」."""
    return re.search(_HOW_TO_CALL, normalise(text)) is not None


def states(clause: str, acts: Acts = ()) -> bool:
    """True where a clause tells something, be it in three characters; as it was heard, and where that is not sure by its words."""
    plain = normalise(clause)
    if to_the_advisor(clause, acts):
        return True
    if (does := act_of(clause, acts)) in ASIDE or does is Does.TROUBLE:
        return does is Does.TROUBLE and han(plain) >= _BESIDE_ANOTHER
    return han(plain) >= _BESIDE_ANOTHER and not (is_empty(plain) or built_as_question(plain) or _NO_NEWS.search(plain))


def long_enough(told: list[str]) -> list[str]:
    """Those that stand for themselves, and what is told next to such a one."""
    return told if any(han(one) >= _LEAST for one in told) else []


# 「订单号是」 is left of what gave a number.
_NAME_OF_A_NUMBER = re.compile(
    r"(?:我的?|那个?|正确的?|新的?)*(?:订单编?号|单号|序列号|手机号码?|电话号?码?|号码)(?:应该|其实|才)?[是为:：]?"
)


def substance(text: str, acts: Acts = ()) -> str:
    """The text; nothing where every clause of it is empty."""
    if _NAME_OF_A_NUMBER.fullmatch(text.strip()):
        return ""
    return text if any(not is_empty(clause, acts) for clause, _ in clauses(text)) or not han(text) else ""


def asks_something(text: str, acts: Acts = ()) -> bool:
    """True where any clause of a text asks."""
    return any(asks(clause, acts) for clause, _ in clauses(text))


def without_filler(text: str, acts: Acts) -> str:
    """The text without the clauses that were surely heard to say nothing, or to refuse a number, and as it stands where all were.

    >>> from helpline.model.acts import Act
    >>> without_filler("先问一下，屏幕碎了", [Act("先问一下", Does.FILLER, 0.9), Act("屏幕碎了", Does.TROUBLE, 0.9)])
    '屏幕碎了'
    """
    cuts = [(opens, text[start:end]) for opens, start, end in spans(text)]
    ends = [*(opens for opens, _ in cuts[1:]), len(text)]
    kept = [text[opens:end] for (opens, clause), end in zip(cuts, ends) if not _fills(clause, acts)]
    return "".join(kept).strip().strip("，,；; ") if 0 < len(kept) < len(cuts) else text


def told_and_asked(text: str, acts: Acts) -> tuple[str, list[str]]:
    """What a text tells and what it asks, where it does both in clauses of their own; else all of it, told.

    >>> told_and_asked("左边也裂了，修的时候能在旁边看着不", [])
    ('左边也裂了', ['修的时候能在旁边看着不'])
    """
    said = [clause for clause, _ in clauses(text)]
    asked = [clause for clause in said if asks(clause, acts)]
    return ("，".join(clause for clause in said if clause not in asked) if len(asked) < len(said) and asked else text), asked


def _fills(clause: str, acts: Acts) -> bool:
    does = act_of(clause, acts)
    says_nothing = does is Does.FILLER or (does is Does.REFUSE and re.search(_OF_A_NUMBER, normalise(clause)) is not None)
    return says_nothing and not to_the_advisor(clause) and re.search(r"\d", clause) is None


def without_empty(text: str, acts: Acts = ()) -> str:
    """The text without the clauses that are empty, and as it stands where none is, or all are.

    >>> without_empty("没序列号，听筒也没声了")
    '听筒也没声了'
    """
    said = [clause for clause, _ in clauses(text)]
    kept = [clause for clause in said if not is_empty(clause, acts)]
    return "，".join(kept) if 0 < len(kept) < len(said) else text
