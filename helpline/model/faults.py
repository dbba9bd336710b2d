"""How a fault came about, and what is still asked of it for each topic."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpline.model.mishaps import mishaps

# 「孩子的照片都在里面」: somebody who is only spoken of has broken nothing
_NO_DOER = re.compile(
    r"(?:小孩|孩子)(?![^，,。；;！!？?]{0,8}(?:[弄搞玩摔掉砸踩坐咬掰拽扔拿泼洒碰抠撕坏给把按敲拍]|折腾)|[的吧呗啊呀了]*[。.!！~ ]*$)"
)
_IN_VAIN = re.compile(r"没有?(?:用|什么用|效果?|反应|好转?|变化)")
ACCIDENT, DEFECT, WEAR, UNKNOWN = "accident", "defect", "wear", "unknown"


@dataclass(frozen=True)
class FaultKind:
    """One of the four kinds of cause: its name, the title of its button, the causes that are of it, and words for it, and those that tell it unasked."""

    id: str
    name: str
    title: str
    causes: tuple[str, ...]
    words: tuple[str, ...]
    unasked: tuple[str, ...] = ()


@dataclass(frozen=True)
class FaultBook:
    """The kinds, the topics that tell the cause of themselves, those that ask for it, and what else each topic asks."""

    kinds: tuple[FaultKind, ...]
    implied: dict[str, str]
    telltale: tuple[str, ...]
    ask_cause: frozenset[str]
    ask_occurrence: dict[str, tuple[str, ...]]
    no_fault: tuple[str, ...]
    error_words: tuple[str, ...]

    @property
    def unknown(self) -> FaultKind:
        """The kind of who cannot say."""
        return next(kind for kind in self.kinds if kind.id == UNKNOWN)

    def kind_of(self, cause: str) -> str:
        """The kind of a cause as it is kept."""
        return next((kind.id for kind in self.kinds if cause == kind.name or cause in kind.causes), UNKNOWN)

    def told_unasked(self, text: str) -> FaultKind | None:
        """The kind that a first message tells beside what is wrong: 「莫名其妙充不进电」."""
        return next((kind for kind in self.kinds if any(happened(word, text) for word in kind.unasked)), None)

    def answered(self, text: str) -> FaultKind | None:
        """The kind that an answer to the question names."""
        text = _NO_DOER.sub("", _IN_VAIN.sub("", text))  # 「换过插座都没用」 is no 「都没」
        return next((kind for kind in self.kinds if text == kind.title or any(happened(word, text) for word in kind.words)), None)


def happened(word: str, text: str) -> bool:
    """True where the word stands undenied: 「没有碰撞」 names no accident, nor does 「屏幕没碎」."""
    return any(not denied(text[: match.start()]) for match in re.finditer(re.escape(word), text))


_EVER = re.compile(r"([进碰沾泡])(?:过|到过)水")  # 「没有进过水」
_DAMAGE = r"[碰磕摔撞跌砸挤压浸泡淋进入][落到过伤水液]?|掉落|人为|外力|损坏|意外"
_DENIED = re.compile(
    r"(?:没有?|(?:并|从)?[無无冇](?!意|论|缘)|木有|未曾?|不存在|不是|不像是?|不可能是?|(?<![除是])(?:并)?非|从没|从来没有?|没怎么|排除)"
    rf"(?:因为?|由于|被|给|让|使|把|将|拿|带着?|[它他她]|(?:这[台部个]?)?(?:手机|电脑|平板|手表|耳机|机器|设备)|遭?受到?过?|遭遇?|发生过?|出现过?|有过?|系|属|任何|(?:{_DAMAGE})(?:过|等|的)?|和|或者?|及|与|以及|[、/]|我|谁|人){{0,8}}$"
    r"|(?<![a-z])(?:no|not|never|without|nor|wasn'?t|didn'?t|hasn'?t|haven'?t)(?: (?:it|been|ever|any|got|get|gotten|in|into|the|physical|drop(?:s|ped)?|water|liquid|damage|and|or|spill(?:ed|s)?))* $"
)
# 「摔落、进水等情形均不存在」
_RULED_OUT = re.compile(
    rf"^[了过落]?(?:[、和或及与/]*(?:{_DAMAGE}))*(?:等|的|之|任何|情形|情况|问题|现象|记录){{0,4}}(?:均|都|也|皆|并|一概)*(?:不存在|未曾?(?:发生|出现|有过)|没有过|没发生过?|可以?排除)"
)


# What comes off is no device that was dropped: 「屏幕掉下来了」.
_CAME_OFF = re.compile(
    r"(?:屏幕?|玻璃|后盖|后壳|盖子|镜片|按键|按钮|键帽|表带|表冠|耳帽|胶垫|脚垫|外壳|边框|螺丝|卡托|网罩|耳塞)(?:自己|就|都|也|整个|突然|全|一下子?|直接|自动|快|要){0,3}掉(?:了)?(?:下来|下去|出来)"
    r"|松(?:了|动|脱)?[，,、\s]*(?:然后|今天|昨天|现在|后来|就|也|都|快|要|一下子?)*掉(?:了)?(?:下来|下去|出来)"  # 「键帽也松了，快掉下来了」
    r"|(?:快|就要|都要|像要|随时会?|一[碰扣按拿拔插]就)掉(?:下来|下去|出来)"
)


def came_off(text: str) -> list[tuple[int, int]]:
    """Where the text says that a part came off."""
    return [match.span() for match in _CAME_OFF.finditer(text)]


_BREAKS = r"(?:[摔跌磕碰撞砸压挤踩泡淋洒泼]|进水|进液)"
# 「什么摔不摔的」, 「跟摔有啥关系」, 「把那个摔的去了」: the cause is named, and said to be none.
_UNSAID = re.compile(
    r"(?:什么|啥)?(?<![没不未])(?P<named>[摔跌磕碰撞砸压挤踩泡淋洒泼])[不没](?P=named)(?:的|过)?"
    rf"|(?:跟|和|与|关)(?:手机|电脑|平板|那个|那次|之前|上次|这个)*{_BREAKS}[了过落坏的]{{0,2}}(?:又|还|能|它|这)*(?:有(?:个|一)?(?:啥|什么|毛|屁|半毛钱|哪门子)的?(?:关系|相干)|(?<!有)没(?:有)?(?:啥|什么|半毛钱|一点)?(?:关系|相干)|无关|不相干|啥事|什么事)"
    rf"|(?:把|将)?(?:那个?|这个?|什么|原因)*{_BREAKS}[了过落的]{{0,2}}(?:那|这)?[个条项句栏]?(?:给我|帮我)?(?:去了(?!修|店)|去掉|删|划掉|拿掉|取消|抹掉|别写|不要写)"
    rf"|(?:去掉|删掉?|划掉|拿掉|取消|抹掉|别写|不要写)(?:那个?|这个?|什么)*{_BREAKS}[落的了]{{0,2}}"
)


# 「买了之后摔坏屏幕还要不要出钱」: nothing is broken yet.
_SUPPOSED = re.compile(
    rf"(?:如果|要是|万一|假如|倘若|哪天|今后|将来|日后|下次|(?:^|[，,。；;\s]|买)(?:了|好|完)?(?:以后|之后|后面?))[^，,。；;！!？?]{{0,12}}?{_BREAKS}"
    r"[^。；;！!？?]{0,14}?(?:要不要|还要|用不用|要钱|出钱|赔|保不保|能不能|算不算|多少钱|怎么[办算赔]|收费|免费|[吗么]$)"
)


def unsaid(plain: str) -> list[tuple[int, int]]:
    """Where a cause is named that is to be taken back, that has nothing to do with it, or that has not happened."""
    return [match.span() for words in (_UNSAID, _SUPPOSED) for match in words.finditer(plain)]


def denied(before: str) -> bool:
    """True where the words right before a cause deny it: 「应该不是摔的」."""
    return _DENIED.search(before) is not None


_LOST = re.compile(
    r"(?<!数据)(?<!照片)(?<!文件)(?<!信号)(?<!记录)(?<!内容)(?<!资料)(?<!图标)(?<!东西)(?:都|全|也|给|被我|又|不小心|自己)*(?:弄丢|搞丢|整丢|丢了|丢失了?|遗失|丢掉了|丢在|丢哪|被(?:人)?偷|偷走)(?!数据|照片|文件|资料|信号)"
    r"|(?:[左右]边|那[只个]|这[只个]|一[只个]|耳机|手机|手表|充电[盒仓]|笔|充电器)(?:也|都|就|突然|掉[^，,。]{0,6})*(?:不见了|找不(?:到|着|回来?)了)"
)


def lost(plain: str) -> bool:
    """True where a thing was lost: it has no cause, and no since. What is lost on a device, such as photos, is another matter."""
    return _LOST.search(plain) is not None


def cause_in(text: str, causes: dict[str, tuple[str, ...]], not_damage: tuple[str, ...]) -> str | None:
    """The cause that the words tell, damage first; one that is denied is none."""
    text = _SUPPOSED.sub("　", _UNSAID.sub("　", _CAME_OFF.sub("　", text)))
    plain = _EVER.sub(r"\1水", text)
    for denial in not_damage:
        plain = plain.replace(denial, "　")
    refuted = plain != text
    natural = None
    told = [mishap for mishap in mishaps(plain) if mishap.cause in causes]
    happened = [mishap for mishap in told if not (denied(plain[: mishap.start]) or _RULED_OUT.match(plain[mishap.end :]))]
    for mishap in (one for one in told if denied(plain[: one.start])):  # 「从来没掉进过水里」 denies the water in it too
        plain = plain[: mishap.start] + "　" * (mishap.end - mishap.start) + plain[mishap.end :]
    refuted = refuted or bool(told)
    if happened and happened[0].into_water:  # 「从桌上掉水池里了」 is wet, not dropped
        return happened[0].cause
    for cause, words in causes.items():
        for word in sorted(words, key=len, reverse=True):
            at = plain.find(word)
            if at < 0:
                continue
            if denied(plain[:at]) or _RULED_OUT.match(plain[at + len(word) :]):
                refuted = True
            elif any(word in denial for denial in not_damage):
                natural = cause
            else:
                return cause
    if happened:
        return happened[0].cause
    last = list(causes)[-1] if causes else None
    return natural or (last if refuted else None)
