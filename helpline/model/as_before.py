"""Who turns back to what stood before: 「就用先前给你的吧」, 「当我没讲」, 「还是不改了」."""

from __future__ import annotations

import re

from helpline.model.asking import built_as_question
from helpline.model.text import normalise

_BEFORE = r"(?:原来|原先|原本|本来|先前|先头|之前|刚才|刚刚|早先|早前|起先|起初|最早|最初|最?开始|一开始|开头|前头|前面|上面|头先|最先|改之前|第一[个次遍]|头一[个次遍]|[旧老](?=的|号|手机|那))"
_KEEPS = r"(?:还是|仍旧|仍然|依旧|依然|照旧|继续|就(?:用|按|照|打|写|填|留|报|是|还|那)|(?:还|仍|又)?(?:用|按照?|照|打|写|填|留|报|改|换(?!开|货|新|机|发|票|完|好|下|屏))(?:回|返)?)"
# 「原来那张票」, 「原来的屏」: a thing that was, and none of what was told.
_A_THING = (
    r"(?!的?(?:那|这)?一?[张份块个台件]?的?(?:电子|纸质|普通|专用)?(?:发?票|收据|凭证|屏|电池|后盖|包装|盒|机器|货|主板|数据|资料|照片))"
)
# What is asked, and not asked for: 「原来那个是不是就没用了」; 「能不能还用原来那个」 wishes it.
_ASKED_FOR = re.compile(r"能|可以|可不可以|行|成吗|好[吗不]|帮|麻烦|还是(?:用|按|写)")
_LEAVES = r"(?:不|别|莫|勿|甭|先不|不用|不要|不必|无需|不使)(?:再|给我|帮我|去)*(?:改|换|动|更正|更新)(?:动|它|那个|这个|掉|来改去)*"
_GOES_BACK = re.compile(
    rf"{_KEEPS}[^，,。；;！!？?\d]{{0,6}}?{_BEFORE}(?!没|不|写错|说错|错|停|不对){_A_THING}"
    rf"|^(?:那|就|还是|算了|哎|唉|我|想了想|先|都|也|[，,\s])*{_LEAVES}(?:了|啦|喇|吧|哈|啊|呀|嘞|咧)*[。.!！~\s]*$|(?<=[\u4e00-\u9fff]){_LEAVES}(?:了|啦|喇|吧)+$|莫改|别改了"
    r"|(?:还是|仍旧?|仍然|依旧)(?:打|写|留|用|填|联系|找|记)?(?:给|成)?我(?:自己|本人)?的?(?:这个|那个|手机|电话|号码?|名字?)*(?:吧|好了|就[行好]|算了)?[。.!！~\s]*$"
    r"|当我没[说讲提]|当没[说讲提]过?|算我没[说讲提]|当我(?:刚才)?(?:瞎|乱|白)[说讲]|照旧|照原样|维持原[样状]|保持(?:原[样状]|不变|原来)|就?按?原样"
)
# What is said of the one that was just named, so that it goes again: 「那是我老婆的」, 「这串是平板的」, 「那张卡停机了」.
_OTHERS = r"(?:[我他她]?(?:老[婆公妈爸]|爱人|太太|先生|媳妇|妈|爸|[哥姐弟妹]{1,2}|儿子|女儿|闺女|孩子|朋友|同事|同学|室友|对象|家里?人?|另一?[台部个]|平板|电脑|手机|手表|耳机|旧的?|老的?)|别人|人家|[他她])"
_DISOWNED = re.compile(
    rf"^(?:[哦噢啊呃唉哎欸诶]|不对|等等|看错了?|错了|好像|原来|[，,\s])*(?:那|这)?[个台部张条单串号款]?(?:好像|其实|原来|才)?是{_OTHERS}(?:那[台部个])?的?(?:手机|号码?|机子)?[了啊呀啦哈呢吧]*$"
)
_RIGHT = re.compile(r"没[有]?(?:写|说|填|记|看|弄|搞)?错|冇错|才对|没问题")
_DENIES = re.compile(r"不是|不对|错|并非|而非|[看记听]成|[写说填报打]成了|别|不要|作废|取消")


def goes_back(clause: str) -> bool:
    """True where a clause turns back to what stood before.

    >>> goes_back("就用先前给你的吧"), goes_back("还是不改了"), goes_back("原来的停机了")
    (True, True, False)
    """
    return _GOES_BACK.search(normalise(clause)) is not None and not merely_asks(clause)


def merely_asks(clause: str) -> bool:
    """True for a question about what was before, which does not ask for it back.

    >>> merely_asks("换回原来的是不是要重新登记"), merely_asks("能不能还用原来那个")
    (True, False)
    """
    plain = normalise(clause)
    return built_as_question(plain) and _ASKED_FOR.search(plain) is None


def disowns(clause: str) -> bool:
    """True where a clause says that what was just named is of somebody, or of something, else.

    >>> disowns("那是我老婆的"), disowns("这是我平板的"), disowns("那是我的")
    (True, True, False)
    """
    return _DISOWNED.search(normalise(clause).strip("。.!！~ ")) is not None


def denies(clause: str) -> bool:
    """True where a clause says that something is not so: 「写成12了」, but not 「是12没错」."""
    return _DENIES.search(_RIGHT.sub("", normalise(clause))) is not None
