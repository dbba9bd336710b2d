"""What was tried, as the customer puts it right at the reading back: more of it, other steps, or none."""

from __future__ import annotations

import re

from helpline.model.attempts import tried_steps
from helpline.model.text import normalise, shorten

NOTHING = "没有"  # as the form keeps it
LINE = r"(?:那|这)?一?(?:栏|行|项|条|个|处)?(?:里面?|上面?)?"
_NAMED = rf"(?:(?:试|做|尝试|弄)过?的?(?:办法|方法|步骤|操作)|(?:试|做|尝试)过的|步骤|办法){LINE}"
_ADDED = re.compile(
    rf"(?<!不是){_NAMED}(?:还有|还要|再?加上?|再?补上?|补充|漏了|少了|另外有)+[:：\s]*(?P<new>.+)|(?:^|[，,。；;！!\s我还也是])(?:试|做|弄)过(?!的|了|办法|方法)(?P<also>[^，,。没]{{2,20}})"
)
_MORE = re.compile(
    r"(?:试|做|弄)过?的?(?:还有|不止|不光|不只|可?不仅)|(?:不止|不光|不只|不仅)(?:试|做|弄)|也(?:都)?(?:试|做|弄)(?:过|了)"
)  # 「试过的不止重启，…也试了」
_SET = re.compile(
    rf"{_NAMED}[\s，,]*(?:不对|错了|有误|写错了)?[\s，,]*(?:就|请|帮我|给我|应该|其实)*(?:改成|改为|改|换成|写成?|填|是|为|[:：])+[:：\s]*(?P<new>.+)"
)
_NONE = re.compile(
    r"(?:我|都|还|也|什么|根本|压根|从来|之前|啥)*(?:没有?|未|无)(?:试过?|做过?|弄过?|有|过)?(?:呢|啊|呀|的|任何办法)*[。.!！~ ]*"
)
_WRONG_FIRST = re.compile(r"^(?:不对|错了|写错了|不是)[\s，,。！!]*(?:应该)?(?:是|写)?|^(?:应该)?(?:是|写)(?=.?还?没)")
_NOT_DONE = re.compile(
    r"(?P<what>[^，,。；;！!\s]{2,16}?)(?:那[个项条些步]?|这[个项条些步]?|的|都)*(?:我|也|都|根本|压根|其实|还)*没(?:有)?(?:试|做|弄)(?:过|成)?"
    r"|(?:删掉?|去掉|别写|不要写)(?P<off>[^，,。；;！!\s]{2,16})|(?P<gone>[^，,。；;！!\s]{2,16}?)(?:那|这)?[个项条步]?(?:删|去)(?:掉|了)"
)
_INSTEAD = re.compile(
    r"(?:我)?(?:试|做|弄|用)(?:过)?的(?:就|只)?(?:是|有)(?P<new>.+)|(?:^|[，,。；;！!…\s])我?(?:就|只|其实)?(?:就是|只是|是)(?P<did>[^，,。；;！!\s不没]{1,10}[了过][^，,。；;！!\s]{2,12})"
)
# 「不是试过的办法呀」, 「充了两次不是步骤」
_NO_STEP = re.compile(rf"(?P<what>[^，,。；;！!\s]{{0,16}}?)(?:那|这)?[个项条]?(?:并?不是|不算|哪是)(?:我|什么)*{_NAMED}")
_NOT_THAT = re.compile(r"(?<!是)不是(?P<what>[^，,。；;！!\s]{2,16}?)(?:那|这)?[个项条]?(?:步骤|办法|方法|操作)?(?=$|[，,。；;！!\s])")
# What is told beside the steps and is none: another matter that is denied, a wish, a number.
_BESIDE_STEPS = re.compile(
    r"^(?:也|都|我|而且)*(?:不是|没(?:有)?(?:摔|磕|碰|进过?水|泡水))|(?:更|升级?|刷|弄|搞|闹|惹)(?:出来|坏)的|(?:引起|导致|造成)的|[掏抠清吹弄刷]出来?(?:了|好|很|一|不少|些|全)|想?约|打给我|回电|来电|联系我|(?:[明后]天|今晚|明晚|[周期拜][一二三四五六日天末])[^，,。]{0,6}(?:点|[上下]午|晚上)|\d{7}|^(?:别的|其[他它余]|剩下)|^(?:都|全)?(?:对|没错|没问题)|^(?:谢谢|麻烦|就这些|没了|确认|好的?)"
    # What another line says: 「是我注销了的旧号」, 「是去年买了送人的」
    r"|号码?(?:的?[了吧呀啊嘛]*|的手机)?$|(?<!换)电话|手机号|联系人|名字|型号|日期|发票|地址|[买购送]了|[他她]的"
)
# What came of it, and no step: 「没用」, 「都不行」
_OUTCOME = re.compile(
    r"(?:但是?|可是?|结果|也|都|还是?|全|根本|就|一点|完全|统统|依然)*(?:没(?:有)?(?:什么|啥|任何)?(?:用处?|效果?|反应|变化|好转?|解决|动静)|不(?:行|管用|好使|起作用|得行|成)|无效|白搭|一样|老样子|那样|(?:试|弄|做)过?了)[了的啊呀呢吧咯喽嘞啦哦噻]*[。.!！~ ]*"
)
_OF_THE_TRY = re.compile(
    r"本来|已经|着|还|仍|依然|照样|依旧|一样|试|做|弄|按|没|打不|连不|开不|显示|提示|出现|变|不(?:行|了|好|成|能|管|见|到)|[了过]$"
)
_HAN = "[\u4e00-\u9fff]"
_BETWEEN_STEPS = re.compile(
    rf"[，,、；;。！!\n]|(?<={_HAN})\s+(?={_HAN})|还有|以及|然后|[和跟](?=换|重|清|关|更|恢)|(?<={_HAN})(?=换(?!成|为))"
)

_AND = re.compile(
    r"[，,、；;。\n]|然后|还有|以及|(?<![启新级置装统件])也(?=重|恢|更|换)|(?<=了)(?=(?:系统|软件|线|头|口)也)"
)  # no cut within 「重启也重启了」
_DOES = r"(?:[按点找设调插用搞整操]|关机?|重启|开机|更新|升级|恢复|还原|重置|操作|做|试|弄|按|拆|拔|卸载|清理)"
_COULD_NOT = re.compile(
    rf"{_DOES}(?:都|也|根本|又)*(?:关|开|重启|更新|升级|做|试|弄|按|动)?(?:不了|不动|不成|不掉)|(?:没法|无法|没办法|不敢|不想|不愿意?|懒得|(?<!就)(?<!都)不会){_DOES}|(?:^|[，,。\s我])不{_DOES}(?!了?行|好)"
    r"|没(?:太|大|怎么|咋)?[整弄搞](?:得)?(?:明白|懂|清楚|来)|[整弄搞]不(?:太)?(?:明白|懂|清楚|来)|(?:跟|和|与)(?:这个?|那个?|这一?步)(?:没(?:有|啥|什么)?关系|无关)|不适用|用不[上着]|没有?(?:这个|那个|你说的)[^，,。]{0,4}(?:选项|开关|按钮|功能|设置)"
)
_NEXT = re.compile(
    r"(?:那|好的?|嗯|行|ok|然后|请|给我|帮我|说|来|看)*[，,\s]*(?:下一?[步个条项]|下个步骤|接下来|然后|继续|还有(?:别的|其他)?(?:什么)?(?:办法|方法|步骤)?|换一?个(?:办法|方法|别的)?|next)(?:试试|没有|吗|么|呢|吧|啊|呀|是什么|是啥|怎么[弄做办])*[。.!！?？~ ]*"
)
_NOT_YET = re.compile(
    r"还没(?:有)?(?:来得及|去)?(?:试|做|弄|操作)(?!好|成|完)|(?:^|[，,。；;！!\s])我?(?:正在?|在|这就|马上)(?:试|做|弄|操作)(?:着|了|呢|中)*(?=$|[，,。；;！!\s])"
)


def could_not(plain: str) -> bool:
    """True for a step that was refused, or could not be done: 「关机都关不了」."""
    return _COULD_NOT.search(plain) is not None


def not_yet(plain: str) -> bool:
    """True for 「那个我还没试呢」 and 「在试了」."""
    return _NOT_YET.search(plain) is not None


def in_vain(plain: str) -> bool:
    """True where a clause says that what was done did not help: 「重启了，不管用」."""
    return any(_OUTCOME.fullmatch(clause) for clause in re.split(r"[，,。；;！!\s]+", plain) if clause)


def asks_next(plain: str) -> bool:
    """True for 「下一步」 and no more: the step at hand may have been passed over, so it is not kept as tried."""
    return _NEXT.fullmatch(plain) is not None


def steps_in(parts: list[str]) -> list[str]:
    """Those that may be something that was done: 「不是忘了密码」, 「想约明晚七点后」 are none."""
    return [part for part in parts if not (_BESIDE_STEPS.search(part) or _OUTCOME.fullmatch(part.strip()))]


def steps_told(text: str) -> list[str]:
    """The steps in the answer to what was tried."""
    told = [step.strip() for step in _AND.split(text) if step.strip()]
    return steps_in(told) or [step for step in told if not _OUTCOME.fullmatch(step)]


def of_the_try(plain: str) -> bool:
    """True where the words may tell what came of a step, and are not all about something else."""
    return any(_OF_THE_TRY.search(part) for part in steps_in(re.split(r"[，,。；;！!\s]+", plain)))


def steps_put_right(known: list[str], text: str) -> list[str] | None:
    """The steps as they should be read; None where the words say nothing of them. `text` is without quotation marks."""
    if _MORE.search(text) and (more := [step for step in tried_steps(normalise(text)) if step not in known]):
        return [*(step for step in known if step != NOTHING), *more]
    if added := _ADDED.search(text):
        return _with(known, added["new"] or added["also"])
    if told := _SET.search(text):
        return [NOTHING] if _NONE.fullmatch(told["new"].strip()) else _split(told["new"]) or None
    if known and _NONE.fullmatch(bare := _WRONG_FIRST.sub("", text.strip())) and bare != NOTHING:
        return [NOTHING]
    if known and (not_one := _NO_STEP.search(text)):
        return [step for step in known if len(known) > 1 and not _same(not_one["what"], step)] or [NOTHING]
    return _without(known, text)


def _without(known: list[str], text: str) -> list[str] | None:
    """Without the steps that were not done after all, and with what was done in their place."""
    instead = _INSTEAD.search(text)
    denied = [
        word for match in (*_NOT_DONE.finditer(text), *(_NOT_THAT.finditer(text) if instead else ())) for word in match.groups() if word
    ]
    left = [step for step in known if not any(_same(word, step) for word in denied)]
    new = _with(left, instead["new"] or instead["did"]) if instead else left
    return None if new == known else new or [NOTHING]


def _with(known: list[str], told: str) -> list[str]:
    return list(dict.fromkeys([*(step for step in known if step != NOTHING), *_split(told)]))


def _split(text: str) -> list[str]:
    steps = [step.strip(" 吧呀啊了的") for step in _BETWEEN_STEPS.split(text)]
    return [shorten(step, 80) for step in steps_in(steps) if len(step) > 1][:8]


def _same(word: str, step: str) -> bool:
    """True where they share what the step is about: 「手势」, 「路由器」."""
    told = re.sub(r"^(?:那|这|两|三|几|个|我|其中|关于|和|把|别|不对)+", "", word)
    return any(told[at : at + 2] in step for at in range(len(told) - 1))
