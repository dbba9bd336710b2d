"""Clauses that say nothing of the fault: they lead to an answer, tell where it comes from, or belong to what another line holds."""

from __future__ import annotations

import re

from helpline.model.name_shapes import RELATED
from helpline.model.text import normalise
from helpline.services.corrections.fact_words import IN_CORRECTIONS

# 「看到了是」, 「找着了在这」: what stands behind is the answer.
_FOUND = (
    r"(?:我|俺|刚|刚才|现在|已经|哦|噢|喔|嗯|好|终于|总算|在?盒子上?|在?设置里?)*(?:看|找|查|翻|瞅|瞧|摸|瞄)(?:到|见|着|出来)(?:了|啦|咯)*"
    r"(?:它|这个|上面|应该|就|在这[里儿]?|写的|显示|[是有说，,:：\s])*"
)
# 「发票上有」, 「盒子底下印着」
_SOURCE_OF = r"(?:[电纸]子?质?版?)?(?:发票|小票|收据|盒子?|包装盒?|外盒|订单|单子|保修卡|三包凭证|机身|背面|背后|底部|底下|卡托|设置|关于本机|邮件|短信|支付宝|微信|淘宝|京东|手机)"
_SOURCE = (
    rf"{_SOURCE_OF}(?:里面?|上面?|那|底下|后面|背面|记录)*"
    r"(?:就|都|也|倒是|应该|好像|的)*(?:有(?![问点])|写|显示|印|刻|标|查|看|记|开)(?:了|着|的|得?到|明)*(?:日期|时间|号)?(?:是|有|呢|啊|呀|的)*"
)
# 「孩子们送的」, 「单位发的」: whose gift it was goes with the day of the purchase.
_GIVER = rf"(?:我|俺|咱|[他她])?(?:家|们)?的?(?:{RELATED}|别人|人家|公司|单位|学校|学生|客户|厂家?|亲戚|[他她])(?:们|家)?"
_GIFT = (
    rf"(?:是|都|就|这|那|[台部个]|手机|平板|电脑|手表|耳机|东西|还是|当时|当年|好像)*{_GIVER}(?:一起|合伙|凑钱|凑份子|给我?|帮我?|替我?|孝敬|生日|过年|过节|结婚|[他她]们?|拿来)*"
    r"(?:买|送|给|发|配|奖|抽中?|淘|抢|带|寄|赠|孝敬)(?:来|回|给|过)*(?:我|俺)?的(?:生日|新年|结婚)?(?:礼物|礼品|奖品|福利)?[了啊呀吧哈呢]*"
)
# 「购买日期说岔了」: a line by its name, and that it was told wrongly.
_LINE_WRONG = (
    rf"(?:我|刚才?|前面|那个|上面|把)*(?:{'|'.join(words for slot, words in IN_CORRECTIONS if slot != 'symptom')}|买的?日子|日子|年份|月份)"
    r"[^，,。；;]{0,4}?(?:[说讲写记填报看搞弄听打输选念算想扯]|给)*(?:岔|错|反|混|差|偏|歪|漏|颠倒|串)了?[，,啊呀哈了的]*"
)
_NO_ANSWER = r"(?:接不[了到着上]|[打拨]不[通进了]|(?:不方便|没法|不能|不敢|没空|没办法)接(?:电话|听)?|听不[到见](?:响|铃))"
# Beside another number: 「刚才那号我开车接不了」, 「是我换了新号」, 「那是我旧号」.
_OF_A_NUMBER = (
    rf"(?:刚才?|前面|之前|上面|原来)?(?:留|报|写|填|给|说)?的?[那这]个?(?:号码?|手机|电话|卡)[^，,。；;]{{0,10}}{_NO_ANSWER}[^，,。；;]{{0,3}}"
    r"|(?:是|因为|就是|主要是|上个?月|前阵子|最近)*我?(?:刚|新|才|已经|都|刚刚)*(?:换|办|改)(?:了|过)?(?:个|张|一个|一张)?(?:新|手机|电话|本地)*的?(?:号码?|卡|电话)[了啊呀啦]*"
    r"|(?:刚才?|前面|之前|上面|[那这]个?|报|留|写|填|给|的|号码?|是|就|还|都)*(?:我|俺|咱)的?(?:以前|原来|从前)?的?(?:旧|老|原来|以前)的?(?:手机)?(?:号码?|卡|电话)[了的啊嘛呀]*"
    r"|(?:那个?|这个?|旧的?|老的?|它|号)*(?:早|已经|都|就|也|现在|上个?月)*(?:不用|停机|停用|停|注销|作废|欠费)了(?:的|好久|很久)*"
    r"|(?:就|请|麻烦|你们?|给我|帮我)*(?:写|记|填|留|用|打|登|改)(?:成|到|上)?(?:这|那)个?(?:号码?|电话)?(?:吧|就行|就好|啊|哈)*"
)
# 「我才看了盒子背面」, 「我妈刚回我了」: how it was found out.
_LOOKED = (
    rf"(?:我|俺|刚|刚才|才|又|再|重新|去|特意|仔细|赶紧|微信|电话|现在)*(?:看|翻|查|瞅|核对|对|问)(?:了|过|到)(?:一?[下遍眼]|半天)?(?:{_SOURCE_OF}|{_GIVER}|[他她])(?:里面?|上面?|底下|后面|背面|正面|反面|一?[下遍眼]|了)*[啊呀哈]*"
    rf"|{_GIVER}(?:刚|刚刚|才|自己|微信|电话|跟我|也)*(?:回(?:我|复我?|消息)|(?:跟我)?说|告诉我|发我|发过来)(?:消息|一声)?了?"
    r"|时间[^，,。；;]{0,4}(?:不变|照旧|不动|不改|没变)[^，,。；;]{0,2}"
)
# 「2023年11月那款」: which of a line it is, where the line is not said.
_WHICH = r"(?:就?是|要|那)*(?:20)?[12]\d\s*年?(?:的?\d{1,2}月(?:份)?)?(?:出|发布)?的?(?:新?款|那[一]?[款台个批])的?[吧呢啊]*"
_OF_AN_ANSWER = re.compile(rf"(?:{_FOUND}|{_SOURCE}|{_GIFT}|{_LINE_WRONG}|{_LOOKED}|{_WHICH})")
_BESIDE_NUMBER = re.compile(_OF_A_NUMBER)


def of_an_answer(clause: str, *, phoned: bool = False) -> bool:
    """True where a clause only belongs to an answer or a correction; `phoned` where a number to call stands beside it.

    >>> of_an_answer("发票上有"), of_an_answer("孩子们送的"), of_an_answer("孩子摔的"), of_an_answer("屏幕上有条线")
    (True, True, False, False)
    """
    plain = normalise(clause).strip(" .!~、，,")
    return _OF_AN_ANSWER.fullmatch(plain) is not None or (phoned and _BESIDE_NUMBER.fullmatch(plain) is not None)
