"""What a customer will not, or cannot now, tell: the question is passed over, and nothing else is given up."""

from __future__ import annotations

import re
from dataclasses import replace

from helpline.model.acts import Move
from helpline.model.asking import asks, could_not_tell
from helpline.model.institutions import NO_INSTITUTION
from helpline.model.phone import find_phone
from helpline.model.statements import clauses, han
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.intake.organisations import MAY_SKIP
from helpline.services.intake.phones import phone_stays
from helpline.services.intake.serials import NOT_SEEN, NOT_THAT_NUMBER, not_seen
from helpline.services.reply import Say

OFFER_SKIP_AFTER = 2
_PLAINLY = 0.8
_LIKELY = 0.5
_PERSONAL = frozenset({"contact_phone", "contact_name", "serial_number", "order_number", "organisation", "purchase_date"})
_SKIPPED = _PERSONAL | {"device_model", "os_version", "fault_cause", "tried_steps", "error_code", "plan"}
_REFUSES = re.compile(
    r"(?:不想|不愿意?|不肯|不(?:太|是很)?方?便|(?<!是)不(?=对外|透露|公开)|就是?不|(?<![能会])不[能会]|拒绝|凭什么)(?:再|对外|现在|向你们|跟你们)?(?:留|给|说|告[诉知]|提供|透露|公开|填)|保密|不(?:给|告诉)你们?|弄不来|搞不来|看不[到清见]字?.{0,3}(?:弄|找|查)不"
    r"|(?:懒得|没空|没时间|不想|不敢)(?:去|再)?(?:找|看|翻|查|说|填|给|报|拆|搬|挪|取|拿)|(?:不知道|不晓得|不记得|找不[到着]|没有|看不到)[^，,。；;]{0,8}算了"
)
# Put off, or to be asked of somebody else. Nobody can be called without a number: that is asked for once more.
_LATER = re.compile(
    r"先不(?:填|给|留|说|写|报|发|弄|管)|(?:等下|等会儿?|等一下|回头|以后|晚点|待会儿?|一会儿?|之后|[回到](?:了?家|去|公司|单位|学校)了?)再(?:去)?(?:说|给|填|报|发|补|查|看|找|翻)|(?:等下|等会儿?|等一下|回头|晚点|待会儿?|一会儿?)(?:去)?(?:看|找|翻|查|补|发)(?!一下吗|吗)"
    r"|(?:得|要|去)(?:去)?问(?:问|一下)?(?:我|俺)?(?:爸|妈|老公|老婆|爱人|家人|家里|孩子|儿子|女儿|他|她|同事|财务|采购|别人)|不在(?:我|他|她)?(?:身边|手边|手[上里头]|身上|旁边)|不在(?:我|俺)这"
    r"|等[^，,。；;！!？?]{1,8}?(?:回来?|到家|下班|放学|过来)了?[^，,。；;！!？?]{0,4}?(?:才|再)|(?:晚点|迟点|等下|回头|有空|以后|之后|到时)(?:我)?(?:先|再|才)(?:讲|说|给|看|找|补|查|发|话)"
    r"|(?:现在|目前|这会儿?|人|我|还|都|又|，|,|^)(?:不|没)在(?:家|屋里?|公司|单位|学校|宿舍|办公室|店里?)(?!里?的?时)"
    r"|(?:晚上|下了?班|明天|周末)(?:[回到]家)?(?:再|才能|去)(?:看|查|找|翻|补|填|报)"
    r"|没(?:有)?带(?:在身上|在身边|出来|过来|着|手机|机器|电脑|盒子|来)|(?:盒子?|包装|机器|设备|电脑|手机|平板|手表|耳机)(?:也|都|还|又)*(?:放|丢|落|留|搁)?在(?:家|老家|公司|单位|学校|宿舍|店里|办公室)里?(?![^，,。；;]*(?:坏|用|充|开|摔))"
)
_PASSES = re.compile(
    r"^(?!.*(?:玻璃|后盖|背板|镜头|摄像|裂|碎)).*?(?:弄|办理?|填|问|走|登记|说|处理|做|搞|进行)(?:后[面边续]|下一[步项个题]|剩下|其余)(?:的|边)?(?:事项?|步骤|内容|问题|流程|几[项个])?(?:吧|吗|么|不|行|可以|呗|嘛|好|了|[，,。！!?？\s]|$)|往[后下](?:问|走|办|填|弄|说|登记)|"
    r"(?<![a-z])(?:skip|pass)(?![a-z])|(?<!不)(?<!别)(?<!能)跳过(?!了|的)|(?<!不)(?<!别)略过|(?:^|[，,。；;！!\s])先?过(?:吧|了)?(?=$|[，,。；;！!\s])"
)
_NOT_NOW = re.compile(r"先不(?:填|给|留|写|报|发)")
# 「序列号不想在网上给，到店给他们看行吗」
_IN_PERSON = re.compile(
    r"(?:不(?:太|大)?(?:想|愿意?|敢|放心)|网上|线上)[^。；;]{0,14}(?:到店|去店|店里|当面|见面|现场)[^，,。；;]{0,8}(?:给|报|看|说|讲)"
    r"|(?:到店|去店里?|店里|当面|见面|现场)(?:的?时候|后|了)?(?:再|当面)[^，,。；;]{0,6}(?:给|报|看|说|讲|查|提供)"
)
_NONE_AT_ALL = re.compile(r"(?:^|[，,。；;！!\s])(?:我|这个|也|都|真的?|就是)?没有了?(?:[，,。；;！!\s]|$)")
_NOT_THERE = re.compile(r"(?:这个|它|那个|我|也|都|还|暂时)?(?:找不[到着]|没找[到着]|不记得|想不起来|没有了|弄丢了|扔了)")
_NO_BOX = re.compile(
    r"(?:没有?|丢|扔)了?(?:外?包装|原装)?盒子?[了啦]?(?:$|[，,。；;！!\s])|(?:盒子?|包装)(?![子里上内])[^，,。；;！!？?\s在]{0,8}?(?:(?:没|丢|扔|卖|撕|烧|处理)(?:[了啦咯喽]|掉)|没(?:留|有|保留|影)|丢?弃|遗失|不见|废品|垃圾|破烂|送人)"
)
# A clause of its own that turns the question down, whatever stands beside it: 「找不到盒子 算了不填」.
_VERB = r"(?:填|找|报|查|写|翻|给|提供|抄|念|拆|搬|看|输|打|发)"
_TURNED_DOWN = re.compile(
    rf"(?:算了|那|就|我|也|都|先|序列号|串行号|订单号|日期|这[个条]?|那[个条]|它|还是|实在|真的?|反正|干脆|直接|吧|哎|唉|啊|嗯|呗|呢)*(?:(?:不|甭|别|懒得|冇得|唔)(?:想|要|用|必|去|再|愿意?|打算|高兴|乐意|使)*{_VERB}|不(?:弄|搞|整|管)(?:这|那)个?|拉倒|免了|省略|略|没有就(?:算了|没有)|爱(?:咋|怎)[^，,。]{{1,4}})"
    rf"(?:这个|那个|它|号|序列号|串行号|订单号|日期)?(?:了|啦|喽|咯|哈|吧|呗|行不|行吗|得了|算了|拉倒|也罢)*[。.!！~]*"
)
# Who says where it stands, and that it cannot be read there, has looked: 「刻在笔上太小了」. A mere 「看不清」 is helped first.
_UNREADABLE_THERE = re.compile(
    r"(?:盒|包装|标签|贴纸|笔|机身|背面|底[下部]|刻|印|字)[^，,。；;！!？?]{0,10}(?:太小|磨|看不[清见]|糊了|掉了|没了|花了|刮)|(?:无法|没法)(?:提供|查到|找到|获取|查询)"
)
# Why a serial cannot be read beside a plain 「没有」: who says both has looked, or will not.
_NO_WAY = re.compile(r"不会|弄不|不懂|不认字|开不了|不开机|黑屏|看不[了到见着清]|查不[了到]|没法|没带|不在|坏了|眼[神睛花]|老花")
_NO_MORE_OF_IT = re.compile(r"(?:^|[，,。；;！!\s])(?:我|就|也|那|先|还是|干脆|所以)*不(?:弄|整|搞|找|看|查|翻)了?(?:[，,。；;！!\s]|吧|$)")
# 「不太想报」 is no less a refusal than 「不想报」.
_SOFTLY = re.compile(r"不(?:太|大|怎么|咋|是很|是太|很)(?=想|愿|方便|乐意|高兴|肯|敢)")
_IGNORANT = re.compile(
    r"记不(?:得|住|起|清)|想不起|忘记?了|忘(?:光|干净|掉|得|个精光)|(?<![看瞧瞅])不(?:太|大)?清楚(?![^，,]{0,4}(?:在?哪|怎么))|不知道是?(?:几|多少|哪|啥|什么)|不懂|不晓得|晓不得|搞不清|弄不清|没听过|不会看"
)
# 「不知道叫什么」, 「说不上来是哪款」, 「认不得几代」
_NAME_UNKNOWN = re.compile(
    r"(?:我|俺|咱|也|都|又|就|真的?|实在|根本|反正|完全)*(?:(?:不|唔|冇)(?:太|大|怎么)?(?:知道?|晓得|认得|认识|清楚|懂|记得|会(?:看|认))|晓不得|认不[得到出]|[搞弄分说]不[清上来出懂明]+|叫不[上出来]+|不知|忘了?|想不起来?)(?:它|这个|那个|具体|到底|究竟)*"
    r"(?:叫|是|算|属于)?(?:[啥么哪几乜咩][^，,。；;！!？?]{0,6}|什么[^，,。；;！!？?]{0,6}|型号|名[字堂]?|款式?|牌子)?(?:了|的|啊|呀|呢|哦|来着)*"
)
_LOOKS = 4  # Chinese characters that tell what a device looks like
_SKIPS = re.compile(r"跳过|不知|不清|不晓得|不记得|忘|不想|不用|算了|找不|没有了|下一")
# Who is held up elsewhere cannot look now, wherever else it stands: 「在 meeting，没法 check」.
_HELD_UP = re.compile(
    r"开[着个早晚例]*会|meeting|(?:(?:on|in) a|在) ?call(?![a-z])|上[着个]?课|开[着个]?车|(?:在|坐|赶|挤)[着个]?(?:地铁|高铁|火车|公交|飞机|路上|外[面头地])|值班|手术|[带抱]着?[娃孩]"
)
_SHORTLY = re.compile(r"[稍少]等|等等|等(?:我|俺|咱|下|一下|我?一?会儿?)(?!再|才)|马上|这就|一会儿?就|hold on|one (?:sec|moment)")
_CANNOT = re.compile(r"没法|没办法|没空|没手|不能|不[了到成]|不方便|不便|can'?t|cannot")
_LET_BE = re.compile(r".{3,}[，,。；;！!\s](?:那|就|还是|我|也|都)*算了[吧啦哈呗]?[。.!！~]*")
# What a message that tells on about the problem never holds: a digit, a question, a refusal, an end.
_NOT_TELLING = re.compile(
    r"\d|[?？吗么呢]|什么|怎么|为什么|哪|谁|几|不(?:想|愿|要|给|会|能|知|记|清|懂|用)|没有?(?:电话|手机|号|有$)|跳过|算了|找|看不|等|好了|正常|解决"
)
_WHY_ASKED = re.compile(
    r"(?:你们?|您)?(?:为(?:什么|啥子?|何|嘛)|干[嘛啥哈]|干什么|凭什么|凭啥|图啥|咋)(?:还|一定|非|都|总|老|就|得|要)*(?:我的?|我们的?)?(?:要|需要|问|填|给|提供|用|知道|报|打听|晓得|管|查)[^，,。；;！!?？]{0,10}[?？，,。！!\s]*"
    r"|[^，,。；;！!?？]{0,8}(?:也|还|都)(?:得|需)?要(?:我的?|留|填|给|报)*(?:电话|手机号|号码|序列号|日期)[吗么啊呀]?(?:[?？]|[吗么啊]$)"
)
_WHO = re.compile(r"(?:你|您)们?(?:到底|究竟)?又?(?:是|算)?(?:谁|哪个(?![店城号])|哪家(?!店)|哪位|什么人|啥人)")
# Who tells a number to call in place of it: it cannot be read now.
_UNSEEN = re.compile(r"(?:看|查|找|翻|进)不[了到着见成去]|没法(?:看|查|找)|[开打]不[了开]机?|不开机|黑屏|没电")
_NAMES = r"(?:序列号|串行号|序号|sn|订单号?|购买日期|日期)"
# The question itself is unwelcome: 「您甭问这个了」, 「这个我不想回答」. It may be any that can be passed over.
_UNWELCOME = re.compile(
    r"(?:别|甭|莫|不要|不用|不必|少|唔好)(?:再|老|总|光|给我|跟我|一直|尽)*(?:追?问|打听)(?!题|我[^这那些了]|你|他)(?:我|俺)?(?:这|那|了|啦|$|[，,。！!\s]|个没完|东问西)"
    r"|(?:(?:不想|不愿意?|不肯|懒得|拒绝|不方便|唔想|不高兴)(?:再|跟你们?|给你们?|去)*(?:回?答|作答|透露|奉告)|(?:不想|不愿意?|不肯|唔想|不方便)(?:再)?(?:说|讲|告诉[你您]们?)(?:这个|那个|了|$|[，,。！!\s])|无可奉告)(?!您?的?话)"
    r"|(?<![a-z])(?:prefer not|rather not|(?:do not|don'?t) (?:want to|wanna) (?:say|tell|answer))"
)
_WILL_NOT = re.compile(
    rf"跳过|(?<!能)不(?:想|愿意?|能|会|肯)?(?:弄|填|报|找|查|搞|提供|给|说)(?:你们?|您)?(?:这个|那个)?(?:{_NAMES}了?|(?:了?(?:行不|[行好]吗|可以吗|可不可以|成不|中不)))"
)
_ASKS = re.compile(r"(?:能|可以|可不可以|能不能|会|怎么|如果)[^，,。]{0,4}跳过")
# 「找不到那个号，能不能不填」
_MAY_NOT = re.compile(r"(?:能不能|能否|可不可以|可以|能)(?:先|就|暂时)?(?:不|别|免)(?:用|去|要)?(?:填|给|写|报|说|提供|发|录|管)")
_PLEADS = re.compile(
    r"(?:不|别)(?:留|给|说|填|报|写)(?:我?的?(?:电话|手机号?|号码?))?(?:了)?(?:[行成中]不(?:[行成中])?|要得不|可不可以|好不好|[行好成可]以?[吗么嘛])"
    r"|(?:能不能|可不可以|可以|能)(?:先|就)?不(?:留|给|说|填|写|报)|(?:一定|非得?|必须|非)要?(?:留|给|填|写)[^，,。]{0,4}[吗么嘛?？]"
)
_WHERE = re.compile(r"哪|怎么|怎样|咋|如何|何处|啥地方|什么地方")
_NONE_OF_IT = {
    "serial_number": re.compile(
        r"(?:(?<!有)没有?|无|找不[到着]|不知道|不记得)[^，,。；;]{0,4}(?:串行号|序列号|序号|sn)|(?:串行号|序列号|序号|sn)[^，,。；;不没无]{0,4}(?:没有|找不[到着]|查不[到了]|(?:无法|没法)(?:查|找|提供|获取)|不知道|不记得|忘了|没找[到着])"
    ),
    "os_version": re.compile(
        r"(?:系统|版本)(?:号|版本)?(?:我|也|都|这里|现在)*(?:[看查]不[到了见]|看不清|进不去|没法看|没法查|不知道|不清楚|不晓得)(?!的?(?:更新|图标))"
    ),
    "order_number": re.compile(
        r"(?:没有?|无|找不[到着]|不知道|不记得)[^，,。；;]{0,6}(?:订单号?|订单编号|单号)|(?:订单号|订单编号|单号)[^，,。；;不没无]{0,4}(?:没有?(?![收发到显更])|找不[到着]|不知道|不记得|忘了|没找[到着])"
    ),
    "organisation": NO_INSTITUTION,
}


def no_more(slot: str, hint: str | None, heard: Heard, tries: int) -> bool:
    """True where a question is let go after so many answers that could not be read: most at the third.

    A code goes at once, and so does a serial that cannot be seen, unless the words ask where it stands.
    """
    asked = heard.chance_of(Move.ASKS) >= heard.chance_of(Move.SKIPS, Move.TELLS)
    asked |= any(_WHERE.search(clause) and asks(clause, heard.acts) for clause, _ in clauses(normalise(heard.text)))
    cannot_see = hint == NOT_SEEN and not asked  # 「这个搁哪看 我找不着」: the place is told, and the serial asked for again
    if slot == "error_code" or cannot_see or tries > OFFER_SKIP_AFTER:
        return True
    tells = (slot == "fault_cause" and len(heard.text.strip()) > 2) or (slot == "os_version" and re.search(r"\d", heard.text) is not None)
    return tries == OFFER_SKIP_AFTER and (hint in (NOT_SEEN, NOT_THAT_NUMBER, MAY_SKIP) or tells)


def declines(slot: str, text: str) -> bool:
    """True where the words will not tell what `slot` asks for: 「懒得找」, 「要问我爸」."""
    plain = _plainly(text)
    if slot in ("os_version", "serial_number", "purchase_date") and _IGNORANT.search(plain):
        return True
    if slot in ("device_model", "purchase_date") and could_not_tell(text):
        return True
    if slot not in _PERSONAL:
        return False
    if (_WILL_NOT.search(plain) and not _ASKS.search(plain)) or has_none(slot, text):
        return True
    return _REFUSES.search(plain) is not None or (slot != "contact_phone" and _LATER.search(plain) is not None)


def pleads(slot: str, text: str) -> bool:
    """True for 「不给行不」 and 「可以不留电话吗」: what the number is for is told first, and no is taken the second time."""
    return slot == "contact_phone" and _PLEADS.search(_plainly(text)) is not None and find_phone(text) is None


def skips(text: str) -> bool:
    """True where any word of not knowing or not wanting stands in the text: a fact beside it does not count then."""
    return _SKIPS.search(normalise(text)) is not None


def tells_nothing(text: str) -> bool:
    """True where the text asks, counts, refuses or ends, so that it tells nothing more of the matter."""
    plain = normalise(text)
    said = _NOT_TELLING.search(plain) or _LATER.search(plain) or refused_ahead(text)
    return bool(said) or phone_stays(text)


def passes(slot: str, text: str) -> bool:
    """True where the words skip the question outright, whatever else they say: 「在买家那了，跳过」, 「盒子早扔了，没有」."""
    plain = _WHY_ASKED.sub("，", _plainly(text))
    given_up = _NONE_AT_ALL.search(plain) or _MAY_NOT.search(plain) or re.search(r"算了(?!吗)", plain)
    gone = _NOT_NOW.search(plain) or (_NOT_THERE.search(plain) and given_up) or _turned_down(plain)
    unseen = slot == "serial_number" and _UNSEEN.search(plain) is not None  # 「黑屏了看不了，打我 138…」
    called = slot != "contact_phone" and find_phone(text) is not None and (unseen or declines(slot, text))  # 「懒得找，打我 138…」
    return slot in _SKIPPED and bool(
        _PASSES.search(plain)
        or _UNWELCOME.search(plain)
        or (slot == "os_version" and has_none_named(slot, plain))
        or (slot != "contact_phone" and gone)
        or called
        or _held_up(slot, plain)
        or (slot == "serial_number" and _no_serial(plain))
        or (slot in ("serial_number", "order_number") and _IN_PERSON.search(plain))
    )


# 「什么型号我不晓得 你让我想想啊」, which tells nothing of its looks
_THINKS = re.compile(
    r"[你您]?先?(?:让|容|等)?我(?:再|先|好好)?(?:想想|想一想|想一下|看看|找找|问问)[啊吧哈呀嘛先]*|(?:什么|啥|哪[个种款]|具体的?)?型号"
)


def waits_shortly(heard: Heard) -> bool:
    """True for 「不在我手上，我问问朋友，稍等我一下」: it comes in a moment, and is not refused."""
    plain = normalise(heard.text)
    waits = heard.surely(Move.WAITS) or (heard.intent == "talk_wait" and heard.confidence >= _PLAINLY)
    return waits and _SHORTLY.search(plain) is not None and _PASSES.search(plain) is None


def describes(text: str) -> bool:
    """True for 「前面有个圆的按钮我不知道叫什么」: who does not know its name tells what it looks like."""
    plain = _THINKS.sub("", normalise(text))
    return _NAME_UNKNOWN.search(plain) is not None and han(_NAME_UNKNOWN.sub("", plain)) >= _LOOKS


def lets_go(slot: str, heard: Heard) -> bool:
    """The same as it was heard: 「不知道在哪看，算了」 passes it over too, and who looks right now waits: 「等一下我翻过来看，字太小」."""
    if waits_shortly(heard) or (heard.surely(Move.WAITS) and not (declines(slot, heard.text) or _PASSES.search(normalise(heard.text)))):
        return False
    may_pass = slot in _SKIPPED and slot != "contact_phone"
    let_be = may_pass and _LET_BE.fullmatch(normalise(heard.text)) is not None
    skips = may_pass and heard.chance_of(Move.SKIPS) > _LIKELY and heard.hardly(Move.ASKS, Move.WAITS, Move.BRINGS)
    skips = skips and not (slot == "serial_number" and not_seen(heard))  # that is told where else it stands
    skips |= slot == "device_model" and describes(heard.text) and not heard.surely(Move.ASKS, Move.BRINGS, Move.DANGER, Move.PERSON)
    return passes(slot, heard.text) or skips or (let_be and heard.chance_of(Move.SKIPS) > heard.chance_of(Move.DROPS))


def _held_up(slot: str, plain: str) -> bool:
    to_look_up = slot in _SKIPPED and slot not in ("contact_phone", "contact_name", "fault_cause", "tried_steps")
    return to_look_up and _HELD_UP.search(plain) is not None and _CANNOT.search(plain) is not None


def _plainly(text: str) -> str:
    return _SOFTLY.sub("不", normalise(text))


def _turned_down(plain: str) -> bool:
    return any(_TURNED_DOWN.fullmatch(clause) for clause in re.split(r"[，,。；;！!、\s]+", plain))


def _no_serial(plain: str) -> bool:
    """True where a serial is refused, put off, or not to be had, and not just hard to see: that is helped first."""
    if re.search(r"[?？吗呢]|哪|怎么|[a-z\d]{8}", plain):
        return False
    none = _NONE_AT_ALL.search(plain) or _NO_MORE_OF_IT.search(plain)
    refused = re.search(_REFUSED["serial_number"], plain) or _WILL_NOT.search(plain) or _LATER.search(plain) or _NO_BOX.search(plain)
    return bool(refused or has_none_named("serial_number", plain) or _UNREADABLE_THERE.search(plain) or (none and _NO_WAY.search(plain)))


def lacks(slot: str, text: str) -> bool:
    """True for 「这个找不到，换电池多少钱」: what is asked for is not there, whatever else is said."""
    plain = normalise(text)
    unseen = slot == "serial_number" and re.search(r"(?:序列号|串行号|序号|sn)[^，,。；;]{0,4}(?:看|查|进)不[到了见]", plain)
    return slot in ("serial_number", "order_number", "purchase_date") and bool(_NOT_THERE.search(plain) or unseen)


def passed(heard: Heard) -> Heard:
    """The same message as if it only passed the question over."""
    return replace(heard, text="跳过", intent="talk_unknown", confidence=1.0, ranking=(), found=(), problems=())


_REFUSED = {
    "serial_number": r"(?:序列号|串行号|序号|sn)[^，,。]{0,4}(?:别[问要]|[不没](?:想|能|肯|会|愿意?)?(?:给|说|提供|填|报|找|查|弄|方便)"
    r"|(?:等|回|晚|以后|之后|到时)[^，,。]{0,5}(?:看|说|查|给|补|找|报|发))|(?<!能)(?:[不别](?:想|能|肯|会|愿意?)?(?:给|说|提供|填|报|[问要]))(?:你们?|您|我)?(?:那个|这个|什么)?(?:序列号|串行号|序号|sn)",
    "contact_phone": r"(?:电话|手机号|号码)[^，,。]{0,3}(?:别问|别要|不给|不留|不想|不方便)",
}


def refused_ahead(text: str) -> list[str]:
    """What will not be told though nobody asked yet: 「没摔过，序列号没有，电话也别问」."""
    plain = normalise(text)
    asks = re.search(r"[?？吗呢]|怎么|哪", plain)
    return [slot for slot, words in _REFUSED.items() if not asks and (re.search(words, plain) or has_none_named(slot, plain))]


def of_the_question(text: str) -> bool:
    """True for 「序列号先不弄了」: the question is turned down, not the matter."""
    return re.search(rf"{_NAMES}[^，,。]{{0,3}}不|不[^，,。]{{0,2}}{_NAMES}", normalise(text)) is not None


def has_none(slot: str, text: str) -> bool:
    """True for 「没有序列号」, said of the very thing that is asked for, and for a plain 「跳过」."""
    plain = normalise(text)
    return has_none_named(slot, plain) or (slot in _NONE_OF_IT and "跳过" in plain and not _ASKS.search(plain))


def has_none_named(slot: str, plain: str) -> bool:
    """The same where it is named."""
    return slot in _NONE_OF_IT and _NONE_OF_IT[slot].search(plain) is not None


def why_asked(slot: str, text: str) -> list[Say]:
    """Why it is asked, for who wants to know and cannot tell it: 「为什么要序列号？盒子也扔了」."""
    return [*asks_who(text), Say(f"utter_why_{slot}")] if _WHY_ASKED.search(normalise(text)) else []


def asks_who(text: str) -> list[Say]:
    """Who we are, for 「你们谁啊，凭啥问我这个」, beside what it is for."""
    return [Say("utter_side_who")] if _WHO.search(normalise(text)) else []
