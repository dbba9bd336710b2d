"""Questions about the call to come and the number for it: each with its name and its words."""

from __future__ import annotations

import re

from helpline.model.acts import Asks
from helpline.model.text import normalise
from helpline.model.understanding import Heard

_WILL_DO = r"(?:[行成中](?:不[行成中]|[吗么嘛不?？])|可以[吗么嘛不?？]|可不可以)"
_CALLER = (
    r"(?:谁|什么人|哪位)[^，,。？?不]{0,4}(?:打给我|打过来|打来|(?:给|跟|和)我(?:打|联系)|联系我|打电话)|(?:什么|啥|哪个|哪[里儿]的?|多少)(?:开头的?|样的?)?(?:号码?|电话)[^，,。？?]{0,4}(?:打|联系)"
    r"|(?:打过?来|来电|打给我|回电|打电话)[^，,。？?]{0,8}(?:什么|哪个|哪[里儿]的?|啥|多少)(?:开头的?|样的?)?(?:号|电话)|来电(?:显示)?[^，,。？?]{0,6}(?:什么|啥|多少|哪)|what number"
    r"|(?:怎么|咋|如何|凭什么)(?:才能|能)?(?:知道|确认|判断|分辨|认出?|相信)[^，,。？?]{0,6}(?:你们|您|顾问)[^，,。？?]{0,4}(?:打|联系)"
)
# 「可以加微信吗」: in writing, in place of a call.
_IN_WRITING = (
    r"(?:能不能|可不可以|可以|能|是不是|行不行)?(?:用|加|发|走|通过|留)?(?:个|一下)?(?:微信|短信|邮件|邮箱|e-?mail|qq|line|whatsapp|钉钉)(?:上)?(?:联系|联络|沟通|聊(?!天)|通知|说|回复?|告诉|发)[^，,。？?]{0,6}(?:[吗么嘛不?？]|行不|可以不|$)"
    r"|(?:能不能|可不可以|可以|能|要不)(?:加|留|发)(?:个|你们?|您|一下)*(?:微信|短信|邮件|qq)[^，,。？?]{0,4}(?:[吗么嘛不?？]|$)"
)
OF_THE_CALL = (
    ("caller", _CALLER),
    ("in_writing", _IN_WRITING),
    (
        "landline",
        rf"(?:座机|固话|固定电话|分机|(?:办公室|公司|单位|家里|前台)的?电话)[^，,。？?\d]{{0,4}}(?:行不行|{_WILL_DO})|(?:能不能|可不可以|可以|能)(?:不能)?(?:只|就)?(?:留|打|写|填|用|记|给)[^，,。？?\d]{{0,6}}(?:座机|固话|固定电话|分机)[^，,。？?\d]{{0,3}}(?:[吗么嘛不]|[?？]|$)",
    ),
)
# 「你们打过来我怎么知道是真的」: of the call to come, though it doubts.
_KNOWN_BY = re.compile(
    r"(?:你们|您|顾问)[^，,。；;]{0,4}(?:打|联系)(?:过?来|给我|我|电话)?[^。；;自说让]{0,8}(?:怎么|咋|如何|凭什么|咋个)(?:样)?(?:才能|能|才)?(?:知道|确认|确定|判断|分辨|辨别|认出?|相信|证明)"
    r"|(?:怎么|咋|如何)(?:才能|能)?(?:知道|确认|分辨|判断)(?:到时候?|那天|来电|打来)*的?是(?:不是)?(?:你们|真的?顾问)"
)
_OURS = re.compile(r"你们|您|顾问|师傅|到时|会(?:是|显示|用|从|拿)")
_CAME = re.compile(r"刚|昨|前天|上次|之前|有[个人]|接到|收到|自称|骗|诈|冒充|[真假]|官方|[让叫要]我|打了|打过(?!来)|[说称]")
_SHOWN = re.compile(r"\d{5}|https?:|www\.|@|验证码|密码|钱|骗|诈", re.IGNORECASE)
_HOW_SHOWN = re.compile(r"号|開?头|開頭|显示|顯示|拦|静音|座机|外地|外呼|打得?通")
_FEARS = re.compile(r"(?:^|[，,。；;\s])(?:我|就|也|有点|是)*(?:怕|担心|免得|以免|省得)[^，,。；;]*")  # 「怕接到诈骗电话」 tells of none


def asks_of_our_call(text: str) -> bool:
    """True for 「你们打过来会显示什么号码」, and nothing of a call that came."""
    plain = _FEARS.sub("", normalise(text))
    if _KNOWN_BY.search(plain) and not re.search(r"刚才|昨|前天|接到|收到|自称", plain):
        return True
    return re.search(_CALLER, plain) is not None and _OURS.search(plain) is not None and _CAME.search(plain) is None


def hears_of_our_call(heard: Heard) -> bool:
    """True for 「外呼是0开头还是+86」, by training: of the call to come, where no number or page is shown and nobody called."""
    asked = heard.asks(heard.text) in (Asks.CALLER, Asks.UNANSWERED)
    return asked and shows_a_number(normalise(heard.text)) and not (_SHOWN.search(heard.text) or _CAME.search(normalise(heard.text)))


def shows_a_number(plain: str) -> bool:
    """True for what is asked of how the call is shown: 「是你们打给我还是我打」 asks who calls."""
    return _HOW_SHOWN.search(plain) is not None
