"""Whether a clause asks the desk something: as it was heard, and where that is not sure, by how it is built."""

from __future__ import annotations

import re

from helpline.model.acts import Acts, Does, act_of
from helpline.model.text import normalise

# How a question is built: a particle at its end, A-not-A, a word that asks, one thing or the other, a tag, or an English auxiliary.
_PARTICLE = re.compile(
    r"(?:吗|(?<![什怎这那要多])么|(?:能|可以|会|有|要|用|是|得)[^不]*嘛)(?:亲|哈|呀|啊)?$"
    r"|(?:[能要会有用得是行中给收修送带开贵]|可以|需要)[^，,]{0,12}(?<!要)(?<!也)(?<!都)不$|有[^，,]{1,10}(?:没|没有|没得|冇)$|[了里好上过到](?:没|没有)$|^(?:那|如果|要是|万一|假如)[^，,]{1,16}呢$"
)
_A_NOT_A = re.compile(r"(?<![爱不])(?![时动])([\u4e00-\u9fff])不\1|有(?:没有|木有|没得|冇)|(?<![\u4e00-\u9fff])没(?=有没)|是否|能否|可否")
_ASKING_WORD = re.compile(
    r"(?<!没)(?<!没有)(?:(?<!^)什么|^什么(?=时候|原因|来着)|[啥谁]|多少|多久|多长|几多|几钱|几耐|几楼|多钱|怎么|咋|如何|哪|边个|点样|何时)(?![^，,]{0,3}[都也])"
    r"|(?:要|得|需要|大概|大约|一般|等|用)[^，,]{0,2}几(?=[天个次家块钱])|(?<!过)(?<!好)(?<!这)(?<!前)几天(?:能|可以|才)"
)
_EITHER = re.compile(
    r"[吗么]还是|还是(?:一?整|全|光|只|就)[^，,]{0,8}(?:换|修|退)|(?<!不)是[^，,不]{1,8}还是(?!不|没)|(?:我|你们?)[^，,]{1,4}还是(?:我|你们?)|^[\u4e00-\u9fff]{2}还是[\u4e00-\u9fff]{2,6}(?:来取?|付|出|呢)$"
)
_TAG = re.compile(r"(?:如果|要是|就|会|不用|不要|不收|免费|需要|应该)[^，,]{0,16}(?:对吧|是吧|对不|是不|对么|吧[?？])$")
_ENGLISH = re.compile(
    r"^(?:and |so |but |btw,? |ok,? |hi,? |please |then )*(?:do|does|did|is|are|am|can|could|will|would|should|may|shall|how|what|when|where|who|which|which)\b(?: \S+){2,}"
)
# Who does not know, or thinks nobody could, asks nothing, unless whether it is so: 「不知道能不能修」.
_KNOWS_NOT = re.compile(
    r"不知道|不晓得|晓不得|不记得|想不起|[搞弄说分]不[清出]|(?:谁|哪里?|怎么(?:可能)?|鬼|天)(?:会|还|能)?(?:记得|知道|晓得)|爱[^，,]不"
)
_COULD_NOT_TELL = re.compile(
    r"(?:我|俺|咱)[^，,。]{0,10}哪[儿里]?(?:能|会)?(?:[分认晓记搞说弄]得|懂|知道)"
)  # 「我哪分得清几代」 asks nothing
# What is put as a question by who says how it is, or that it was taken down wrongly: 「这不就是那个旧号嘛」, 「咋给写成12了」.
_RHETORIC = re.compile(
    r"(?<![是要会能])不就(?:是)?[^，,。]{1,24}[嘛吗么][。!！?？~ ]*$|(?:这|那|我[^，,。]{0,6}|俺[^，,。]{0,6})(?:可|还)?不(?:就)?是[^，,。]{1,24}嘛[。!！?？~ ]*$"
    r"|^(?!.*(?:能|可以|可不|会不|要不|好久|好多|哪|啥|咋|什么|怎么|几)).{5,}得嘛[。!！~ ]*$"  # of the south-west: 「他今晚上还要交作业得嘛」
    r"|(?:怎么|怎|咋|为啥|为什么)[^，,。]{0,8}?(?:写|记|填|登|登记|听)成(?:[^，,。]{1,12}了)?[。!！?？啊呀~ ]*$"
)
_WHETHER = re.compile(r"能不能|可不可以|能否|可否|行不行|要不要|有没有(?!反应)|会不会|该不该|[用需]不[用需]|值不值")
_EITHER_WAY = (None, Does.WISH, Does.NOTE, Does.CHANGE)  # 「能不能周六打」 wishes and asks
_BUILT = (_PARTICLE, _A_NOT_A, _ASKING_WORD, _EITHER, _ENGLISH)


def asks(clause: str, acts: Acts = ()) -> bool:
    """True for a clause that was heard to ask, or else is built so: 「充电器要带不」, 「是换新屏幕还是修」, 「do i need to back up」.

    >>> asks("充电器要带不"), asks("怎么都充不进去")
    (True, False)
    """
    does = act_of(clause, acts)
    if could_not_tell(clause) or rhetorical(clause):
        return False
    both = does is Does.TROUBLE and _WHETHER.search(normalise(clause)) is not None  # 「摔过一回不知道有没有关系」 tells and asks
    return built_as_question(clause) if both or does in _EITHER_WAY else does is Does.QUESTION


def could_not_tell(text: str) -> bool:
    """True for 「我哪分得清几代」: built as a question, and none.

    >>> could_not_tell("我一个种地的哪分得清几代"), could_not_tell("我在哪能查到")
    (True, False)
    """
    return _COULD_NOT_TELL.search(normalise(text)) is not None


def rhetorical(text: str) -> bool:
    """True for what is put as a question by who tells.

    >>> rhetorical("这不就是我那个老号嘛"), rhetorical("是不是就作废了"), rhetorical("这不是保修的吗")
    (True, False, False)
    """
    return _RHETORIC.search(normalise(text).strip()) is not None


def built_as_question(clause: str) -> bool:
    """The same by its words alone."""
    plain = normalise(clause).strip()
    bare = plain.rstrip("?？ ")
    if _KNOWS_NOT.search(bare) and not _A_NOT_A.search(bare):
        return False
    return bare != plain or _TAG.search(plain) is not None or any(words.search(bare) for words in _BUILT)
