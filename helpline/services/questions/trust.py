"""Why something is asked, in official language, and whether it is safe to tell: no refusal, and no question for our own number."""

from __future__ import annotations

import re

from helpline.model.acts import Asks, Move
from helpline.model.asking import asks
from helpline.model.draft import Draft
from helpline.model.statements import clauses
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.corrections.fact_words import IN_QUESTIONS
from helpline.services.intake.refusals import asks_who
from helpline.services.questions.holding_on import LOOKED_FOR
from helpline.services.reply import Say

# 「请先说明收集电话号码的用途」, 「贵方索取序列号有何依据」
_PURPOSE = re.compile(
    r"(?:请|烦请|麻烦|望|能否|可否|先)*(?:先)?(?:说明|解释|告知|明示|阐明|讲清楚?|说清楚?|讲讲|说说|交代)(?:一下|下|清楚)*[^，,。；;]{0,20}(?:用途|目的|原因|理由|依据|必要性|为何|作何用|做什么用|干什么用|干啥用|用处|去向)"
    r"|(?:收集|采集|索取|提供|登记|要求|获取|填写|询问)[^，,。；;]{0,14}(?:用途|目的|原因|理由|依据|必要性)[^，,。；;]{0,4}(?:何在|是什么|为何|是啥|[?？]|$)|(?:有何|是何|何种|什么|基于何种?)(?:用途|目的|依据|必要)|作何(?:用|使用|处理)|(?:用途|目的)(?:何在|是什么|为何|是啥)"
)
# 「这号能随便给人不，别回头给我锁喽」
_SAFE = re.compile(
    r"(?:能|可以|敢|好|该|会|咋能|怎么能)?(?:随便|随意|乱|轻易|直接)(?:就)?(?:给|告诉|说|发|报|透露|讲)|(?:给|告诉|报给|发给)(?:外人|别人|人家|陌生人|生人|人)(?![^，,]{0,3}(?:打|换|修))|安不安全|安全[吗么嘛不]|不安全|安唔安全|泄[露漏密]|外[传泄]|卖(?:给|掉)|倒卖|盗[用刷号取]|被盗|冒[用充]|拿去(?:干|做|乱|卖|贷|注册|用)"
    r"|(?:锁|黑|盗|改|动|远程|定位|监控|解绑|抹)(?:了|喽|掉|死|住|走)?(?:我|俺)(?:的)?(?:手机|机器|机子|设备|账|号|电脑|平板|$)|(?:把|给|帮)(?:我|俺|它|手机|机器|机子|设备|账[号户])+(?:的)?(?:手机|机器|机子|账[号户])?(?:给)?(?:锁|黑|盗|动手脚|做手脚|抹|解绑|绑)|(?:被|遭|让人)(?:人|你们)?(?:给)?(?:锁|黑|盗)|靠得?住|信得过|放心[吗么不]|有(?:没有)?(?:风险|危险|隐患)|(?:隐私|信息|资料)[^，,。；;]{0,6}(?:安全|保护|保密|泄)|骚扰|推销|打广告"
)
_WHO_WE_ARE = re.compile(r"(?:你们?|您|这)[^，,。；;]{0,4}(?:是不是|到底是|可是|真是|算不算)[^，,。；;]{0,4}(?:苹果|官方|公司|骗子|正规)")
_WILL_NOT = re.compile(r"(?:可以|能|能不能|可不可以|就)?不(?:给|填|报|留|说|提供|透露|写|想|愿)|跳过|免填|保密$|没有?(?:序列|订单|号)")


def asked_why(draft: Draft, heard: Heard) -> list[Say]:
    """What it is for, where that is asked, or whether it may be told; nothing for anything else, or where the answer stands beside it."""
    slot, plain = draft.asking or "", normalise(heard.text)
    if (
        slot not in LOOKED_FOR
        or heard.chosen
        or draft.event_number
        and slot != "contact_phone"
        or re.search(r"\d{4}|(?=[a-z]*\d)[a-z\d]{6}", plain)
    ):
        return []
    if _WHO_WE_ARE.search(plain) or not (_PURPOSE.search(plain) or asks_if_safe(heard)):
        return []
    named = next((name for name, words in IN_QUESTIONS.items() if name in LOOKED_FOR and words.search(plain)), slot)
    if named != "contact_phone" or re.search(r"电话|手机号", plain):  # 「这号码」 is what is asked for
        slot = named
    return [*asks_who(heard.text), Say(f"utter_why_{slot}")]


def asks_if_safe(heard: Heard) -> bool:
    """True where a message asks whether what is asked for can be told without harm, and does not refuse it."""
    plain = normalise(heard.text)
    if not _SAFE.search(plain) or _WILL_NOT.search(plain) or "密码" in plain:
        return False
    trust = heard.asks_of(Asks.PRIVACY, Asks.WHY) or heard.surely(Move.ASKS)
    return trust or any(asks(clause, ()) for clause, _ in clauses(heard.text) if _SAFE.search(normalise(clause)))
