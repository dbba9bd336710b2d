"""What a victim of fraud asks: where the password is changed, whether to answer the next call, whether the money is safe."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Catalogue
from helpline.model.event import Label
from helpline.model.text import normalise
from helpline.services.reply import Say

_WHERE_TO_CHANGE = re.compile(
    r"(?:要不要|用不用|需不需要|是不是要|该不该)[^,。!?\n]{0,3}(?:改|换密码|重设)|密码[^,。!?\n]{0,3}(?:要|需要|得)(?:改|换)[^,。!?\n]{0,4}[吗么]|(?:在?哪[里儿]?|怎么|咋|如何|怎样)(?:去|才能|可以|能)?(?:改(?!时间|期|约|电话|号|天)|换密码|重置|重设)|(?:改|重置|重设)(?:密码|的话)?(?:是|要)?(?:在哪|去哪|怎么)"
)
_CALLS_AGAIN = re.compile(
    r"(?:再|还|又|接着)(?:会|在)?(?:打|来|联系|找)[^。?\n]{0,20}(?:接|理|怎么办|咋办|回|呢)|(?:正|在|又)响[^。?\n]{0,8}接|(?:我|要不要|该不该|还)?接不接|(?:要不要|该不该|能不能|敢不敢)接"
)
# 「钱会不会被转走」, 「卡要不要冻结」: of what may yet be taken; what is gone is told as a loss
_AT_RISK = re.compile(
    r"(?:钱|卡|余额|零钱|支付宝|微信|花呗)[^，,。；;！!？?]{0,12}(?:会不会|会(?=[^，,。；;]*[吗么不?？])|得不得|能不能|可不可能|要不要|用不用|该不该)"
    r"[^，,。；;！!？?]{0,8}(?:转走|刷|盗|划走|扣|花掉|花光|取走|没了|有事|冻结?|挂失|解绑|停)"
    r"|(?:会不会|要不要|用不用|该不该)[^，,。；;！!？?]{0,8}(?:转走|盗刷|刷走|刷我|划走|挂失|冻结?|解绑)"
)
_AT_HOME = re.compile(r"孩子|小孩|娃|儿子|女儿|闺女|老婆|老公|爱人|媳妇|[爸妈爷奶]|家里?人|[弟妹哥姐]")


def asked_of_fraud(catalogue: Catalogue, text: str) -> list[Say]:
    """What is said to 「密码要不要改」, 「他要是再打来我接不接」 and 「卡里的钱会不会被转走」."""
    plain = normalise(text)
    if _WHERE_TO_CHANGE.search(plain):
        return [Say("utter_safety_where_password")]
    if _CALLS_AGAIN.search(plain):
        family = [Say("utter_safety_family")] if _AT_HOME.search(plain) else []
        return [Say("utter_safety_not_answer", {"number": catalogue.number_of(catalogue.line_of(Label.SAFETY))}), *family]
    return [Say("utter_safety_at_risk")] if _AT_RISK.search(plain) else []
