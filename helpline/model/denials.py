"""What a customer says that it is not about: 「不是问价格，是没声音」, 「哪个说丢了哦」, 「跟摔有啥关系」."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpline.model.text import normalise

_ANY = r"[^，,。；;！!？?~…\s]"
_END = r"(?=[，,。；;！!~…\s]|$)"  # no question mark: 「不是升级的事？」 asks
_CLOSES = r"(?:了|的|过|啊|呀|哦|噢|哈|嘛|呢|啦|哩|噻|嘞|咯|吧|好吧|好不好)*"
_SAY = r"(?:问|说|讲|查|报|提|谈|聊|扯|咨询|登记|办|弄|修)"
_MATTER = r"(?:的?(?:那?[个件]?事情?|问题|毛病|原因|情况|关系|故障|缘故)儿?)?"
# What is denied of a person, a degree or a number is no matter: 「不是很好用」, 「不是我的手机」.
_NO_MATTER = r"(?!很|真|太|特别|那么|这么|这样|那样|每|所有|全部|一直|经常|总|老是|故意|不|没|我|他|她|本人|你|您|人|第|谁|什么|吗|么|吧)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        # 「不是升级的事」, 「我不是要问价格」, 「不是屏幕是电池」; 「不是黑屏就是白屏」 denies nothing
        rf"(?<![是要])(?:我|它|这|那|并|又|也|都|根本|压根|真的?)*(?:不是|唔系)(?:要|想|来|在|因为|由于|关于|跟)*(?:{_SAY}的?是?)?{_NO_MATTER}"
        rf"(?P<what>{_ANY}{{1,14}}?){_MATTER}(?:{_CLOSES}{_END}|(?=(?:而|应该|其实)是|(?<![就也还])是))",
        # 「我问的不是价格」
        rf"我{_SAY}的(?:又|并|根本)?(?:不是|唔系)(?P<what>{_ANY}{{1,12}}?){_MATTER}{_CLOSES}{_END}",
        # 「哪个说丢了哦」, 「我什么时候说要退货了」, 「我没说要换手机」
        rf"(?:哪个|哪有|哪里|哪儿|谁|几时|啥时候|什么时候|何时|我哪|没人|没(?:有)?|从没)(?:人|有|我|跟[你您]|给[你您]|曾)*(?:说|讲|告诉[你您]|提|问(?!题))(?:过|了|的)?"
        rf"(?:是|我|它|要|想|手机)*(?P<what>{_ANY}{{1,10}}?){_MATTER}{_CLOSES}(?:{_END}|(?=[？?]))",
        # 「没忘密码」, 「没想退货」
        rf"(?<!有)没(?:有)?(?:忘记?了?|要|想要?|打算)(?:过)?(?P<what>{_ANY}{{1,8}}?){_CLOSES}{_END}",
        # 「怎么扯到换机去了」
        rf"(?:咋个?|怎么|为啥|为什么|干嘛)(?:又|还|给我|就|一下子?|你们?|您)*(?:扯到?|跑到?|弄成|搞成|写成|说成|登记成|记成)(?:了|是|我)*(?P<what>{_ANY}{{1,8}}?)(?:上|去|来)*{_CLOSES}(?:{_END}|(?=[？?]))",
        # 「跟摔有啥关系」, 「和升级没关系」; 「跟升级有没有关系」 asks
        rf"(?:跟|和|与|关)(?P<what>{_ANY}{{1,8}}?)(?:(?:又|还|能|它|这)*有(?:个|一)?(?:啥|什么|甚么|么子|毛|屁|半毛钱|鸡毛|哪门子)的?(?:关系|相干)|(?<!有)没(?:有)?(?:啥|什么|半毛钱|半点|任何|一点)?(?:关系|相干)|无关|不相干|啥事|什么事|屁事)",
        # 「不修价格了」, 「先别说保修了」
        rf"(?:不|别|甭|莫)(?:再|要|跟我|给我|老|总|是)*(?:问|说|谈|聊|提|扯|讲|修|查|管)(?!你|您|我|啥|什么|话|清|出|明)(?P<what>{_ANY}{{1,8}}?)(?:了|行不行|好不好){_CLOSES}{_END}",
        # 「手机没丢啊」
        rf"(?:手机|东西|平板|电脑|又|都|并|根本|它|我|也)*(?<!有)没(?:有)?(?:弄|搞|被)?(?P<what>丢|偷|盗|掉)(?:失)?(?:手机|东西|了)?{_CLOSES}{_END}",
    )
)
_NONE = re.compile(r"就是|也是|还是|是不是|[吗么]$")
# What leads in or out of a denial, and says nothing of the matter.
_FILLS = re.compile(
    r"^(?:不对|不是的?|错了|搞错了?|弄错了?|你|您|我|都|早|早就|跟你|跟您|说|讲|问的|过|了|听|吧|错|啊|呀|哎|诶|唉|好的?|喂|等等|就|只|是|的是|要|想|而|先|应该|其实|现在|[\W_])+"
)
_SAYS_MORE = 2


@dataclass(frozen=True)
class Denial:
    """The words of what is denied, and what is said beside; empty where that is nothing."""

    what: str
    rest: str


def denial_in(text: str) -> Denial | None:
    """The first thing that the words say it is not."""
    plain = normalise(text)
    found = next((match for form in _FORMS for match in form.finditer(plain) if not _NONE.search(match["what"])), None)
    if found is None:
        return None
    parts = (plain[: found.start()], plain[found.end() :])
    rest = "，".join(part for part in (_FILLS.sub("", part).strip(" ，,。；;！!~…？?") for part in parts) if len(part) >= _SAYS_MORE)
    return Denial(found["what"], rest)
