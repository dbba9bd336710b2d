"""Words that give up the matter in hand, or will if it comes to that: 「不修了」, 「太贵就算了」."""

from __future__ import annotations

import re

from helpline.model.text import normalise

# 「邮件不管它了」, 「报修到一半不弄了，改查订单」
GIVES_UP = re.compile(
    r"算了|(?:不|别(?!问))(?:用|想|要|必)?(?:再)?(?:约|修|弄|办|查|问|买|退|管|报修?|登记?|申请|处理)(?:它|这个|那个|这件|那件)?了|换个问题|问别的|改(?:查|问|报|办)(?!到|成|的|为)"
)
# 「贵了俺就不修了」, 「超过一千就算了」: what will be given up if it comes to that
_IF_SO = re.compile(
    r"(?:要是|如果|万一|贵|超过|不值|不划算|的话|太高|太久|不行)[^，,。；;！!？?]{0,10}?(?:我|俺|咱|那)*就(?:算了|(?:不|别)(?:用|想|要|必)?(?:再)?[约修弄办买退换寄]了?)"
)
# 「不取消了，手机要卖，我想转给他」
NOT_THIS = re.compile(
    r"(?:不|别|先不|甭)(?:用|想|要|必|去)?(?:再)?(?:取消|退|买|修|续|转|换|办|约|查|报|订|申请|理赔|升级|弄|搞)(?:货|款|费|单)?[了啦]"
)
_GIVEN_UP = re.compile(r"(?:不|别)(?:用|想|必)?(?:再)?(?:买|修|弄|办|退|续|要|管|报修?|申请|处理)(?:它|这个|那个|这件|那件)?了")
# 「外面换过屏，你们是不是就不管了」 fears that we give it up.
_OF_OTHERS = re.compile(
    r"(?:你们?|您|店[里家]?|人家|苹果|官方|厂家|客服)(?:们)?(?:是不是|会不会|不会|就|都|也|还)*不(?:再|给|肯|能)?(?:管|修|办|退|换|保)了?"
)
_LAST_WORDS = re.compile(r"(?:那|我|就|还是|算了|所以|[，,])*不(?:用|想|要)?再?(?:退|修|办|弄|买|报修|登记|申请)了(?:吧|啊|哈|呀|哦|谢谢)*")
_PIECES = re.compile(r"[，,。；;！!\s]+")


def ends_so(text: str) -> bool:
    """True for 「她说这颜色也挺好看 不退了 不用办了」: its last words give the matter up."""
    return _LAST_WORDS.fullmatch(_PIECES.split(re.sub(r"\W+$", "", normalise(text)))[-1]) is not None


def gives_up(text: str) -> bool:
    """True for 「算了不买了，帮我看看…」; 「算了不约了，先查保修」 only puts it off."""
    plain = _OF_OTHERS.sub("", for_certain(text))
    return _GIVEN_UP.search(plain) is not None and "先" not in plain


def turns_away(text: str) -> bool:
    """True where the matter at hand is given up or put off in so many words."""
    return GIVES_UP.search(_OF_OTHERS.sub("", for_certain(text))) is not None


def for_certain(text: str) -> str:
    """The words without what will be given up only if it comes to that."""
    return _IF_SO.sub("", normalise(text))
