"""A courtesy or a grumble once all is arranged, in whatever words: it begins nothing, and how it stands is told."""

from __future__ import annotations

import re

from helpline.model.text import normalise
from helpline.model.understanding import Heard

SHORT = 14  # characters of a mere courtesy
SURE = 0.5
MATTER_SURE = 0.7  # how likely another matter must be to go before a grumble
_PLAIN = ("talk_thank", "talk_bye", "talk_cancel", "talk_deny", "talk_affirm")  # which have answers of their own
# 「好，我记哈咧」, 「要得，晓得咯」
_NOTED = re.compile(r"记|收到|了解|明白|知道|晓得|清楚|懂|要得|(?:^|[，,])(?:好[的嘞咧滴哒嘅]|中|成)(?:$|[，,])")
_FILLING = re.compile(
    r"(?:好|行|中|成|得|嗯|哦|喔|噢|ok|要得|收到|了解|明白|知道|晓得|清楚|懂|记|住|下|到|起|来|哈|咧|嘞|滴|哒|嘅|的|了|啦|咯|噻|撒|嘛|吧|呗|啊|呀|哟"
    r"|我|俺|咱|侬|都|就|先|这|会儿?|那|等|你们?|您|电话|辛苦|麻烦|谢+|多谢|[，,。.!！~ ])+"
)
_GRUMBLES = re.compile(
    r"推来推去|踢皮球|没(?:个|啥|有)?(?:信儿?(?!号)|消息|音信|回音|下文)|没(?:个)?人(?:管|理|回)|糊弄|忽悠|敷衍|放(?:我)?鸽子|说话不算|不算数|白[等跑](?!不)"
    r"|(?:别|不要|莫|甭)(?:又|再)(?:是?拖|骗|让我|忘|推|放|糊弄|忽悠|像|跟)|靠不住|靠谱[吗么吧不]|上[回次][^，,。]{0,10}(?:没|不)(?:打|来|回|兑现|算|联系)"
)


def noted(heard: Heard) -> bool:
    """True for words that only say that it was read."""
    plain = normalise(heard.text).strip()
    own = heard.intent in _PLAIN and heard.confidence >= SURE
    return not own and len(plain) <= SHORT and _FILLING.fullmatch(plain) is not None and _NOTED.search(plain) is not None


def grumbles(heard: Heard) -> bool:
    """True for 「你们别又推来推去的，上回说给我换屏到现在没信儿」, which tells of no other matter."""
    matter = heard.intent.startswith(("hardware_report_", "general_", "store_", "accessibility_")) and heard.confidence >= MATTER_SURE
    device = heard.first("device_model") or heard.first("error_code") or heard.first("serial_number")
    return not matter and not device and _GRUMBLES.search(normalise(heard.text)) is not None
