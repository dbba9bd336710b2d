"""What is asked of the call to come and of this talk: the names of the answers, told apart by the words and the matter; and what is only
supposed of a caller, which is no report of a fraud."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Route
from helpline.model.acts import Asks, Does, Move
from helpline.model.event import Label
from helpline.model.secrets import MASK
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.handover.without_call import rules_out_calls

# Asked of the call and of the talk, so whatever the matter.
OF_THE_CALL_AND_TALK = frozenset(
    (Asks.IF_ASKED, Asks.CALL_PREP, Asks.CALL_LENGTH, Asks.RECORDED, Asks.SPEECH, Asks.COMMIT)
    + (Asks.RESUME, Asks.SAME_ONE, Asks.BY_PHONE, Asks.REACHABLE)
)
CALL_ANSWERS = {
    "if_asked": "utter_side_if_asked",
    "call_prep": "utter_side_call_prep",
    "call_prep_off": "utter_side_call_prep_off",
    "call_prep_order": "utter_side_call_prep_order",
    "call_length": "utter_side_call_length",
    "call_wait": "utter_side_call_wait",
    "recorded": "utter_side_recorded",
    "speech": "utter_side_speech",
    "commit": "utter_side_commit",
    "commit_order": "utter_side_commit_order",
    "resume": "utter_side_resume",
    "copy": "utter_side_copy",
    "same_one": "utter_side_same_one",
    "by_phone": "utter_side_by_phone",
    "reachable": "utter_side_reachable",
    "lock_owner": "utter_lock_owner",
    "lock_data": "utter_lock_data",
    "lock_account": "utter_safety_where_password",
}
NOTED_TOO = frozenset(("utter_side_speech", "utter_side_refund_sum"))  # what nobody here can promise: the advisor reads it
# While a call is arranged these mean the call, unless a repair is spoken of.
_MEANS_THE_CALL = {"duration": "call_length", "bring": "call_prep", "fee": "talk_fee"}
_OF_A_REPAIR = re.compile(r"修|(?<!交)换(?!号|个号|人|电话|成)|检测|店|寄|配件|零件|备用|带(?!着电脑)")
# 「打电话别人听不见我讲话」 tells what is wrong with the phone, and nothing of how an advisor should speak.
_OF_SOUND = "general_check_audio"
_TO_AN_ADVISOR = re.compile(r"顾问|顧問|客服|专员|师傅|你们|你哋|他们打|打来|打給|打给|打过来|回电|普通话|方言|话的[吗么]|慢|耐心")
_UNTIL_IT = re.compile(r"等|打[来给过]|回[电电]|联系|几时|什么时候|啥时候|多会儿|wait", re.IGNORECASE)  # 「要等多久呀」 asks when it comes
_WHEN_CALLED = re.compile(
    r"(?:等|排)[^，,。；;]{0,3}(?:多久|好久|多长时间|多大会儿)|(?:多久|好久|多长时间)[^，,。；;]{0,4}(?:打[来过给]|回[电我])"
)
_MONEY_ASKED = re.compile(r"(?:收费|收钱|要钱|花钱|加收|加钱|付费|话费)[^，,。]{0,4}[吗么嘛不?？]|(?:收|要|加|花)不(?:收|要|加|花)[费钱]")
_OF_A_NUMBER = re.compile(
    r"号|电话|手机|座机|固话|分机|总机|打|接|拨|响|sim|卡|\+\d|微信|facetime|联系|前台|number|call|phone|(?:写|留|填)我", re.IGNORECASE
)
_COUNTRY = re.compile(r"[+＋]\d{1,3}(?![\s-]*\d)")  # without a number behind it
_OF_A_CALL = re.compile(
    r"(?:接|打|回|来|通|讲|聊)(?:完|着|个|一?通)?的?(?:电话|话)|打过?来|来电|通话|电话(?:里|那会儿?|的时候|前)|when (?:you|they) call"
)
_OF_SAFEKEEPING = re.compile(
    r"导出|匯出|下载|打印|print|pdf|word|文档|截[图屏图]|留[个]?底|存(?:下来|成|草稿|到|一份)|复制|发(?:到|给)?我?(?:的)?邮箱|寄到我",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"微信|短信|邮箱|邮件|qq|facetime|whatsapp|line(?![a-z])", re.IGNORECASE)
_SHORT_OF_ACCOUNT = re.compile(r"apple ?id|(?:苹果)?(?:账|帐)[号户]|icloud", re.IGNORECASE)
_FORGOT = re.compile(r"忘|记不[得到住起清]|想不起|不记得|试(?:太)?多|试错|forg[eo]t", re.IGNORECASE)
_OWNER = re.compile(
    r"激活|activation|(?:id|icloud|账户|账号|帐号)锁|原[机主]|前(?:机主|任|夫|妻|男友|女友)|上[一个家任]|二手|闲鱼|转转|拼多多|卖家|别人|人家的?(?:id|账|帐)|他的(?:id|账)|陌生人|离职|前员工|不是我的?(?:号|账|帐|id)?|丢失模式",
    re.IGNORECASE,
)
_SCREEN = re.compile(r"锁屏|开机(?:密码|锁)|屏幕密码|停用|不可用|锁死|锁住|解锁|指纹|面容|人脸|几位(?:数)?密码|passcode", re.IGNORECASE)
_SERIAL = re.compile(r"序列号|型号|姓名|名字|地址|城市")
_SECRET = re.compile(
    r"码(?!头)|密|卡|身份证|证件|钱|款|付|转账|定金|订金|押金|红包|链接|二维|共享|远程|屏幕|软件|app|passcode|money|link", re.IGNORECASE
)
# What may yet come, and what came.
_SUPPOSES = re.compile(
    r"要是|如果|万一|假如|假设|假使|倘|若|的话|会不会|会[^，,。；;了]{1,16}[吗么不?？]|到时|回头|打(?:过)?来(?:的)?(?:时候|那会|辰光)|有没有可能|(?<![a-z])(?:if|will|would)(?![a-z])",
    re.IGNORECASE,
)
# 「要验证码给不给」 leaves open whether it has happened: it is only supposed where it does not sound like a report.
_OPEN = re.compile(
    r"(?:给|说|报|念|讲|点|开|装|下|加|扫|打|接|信|交|转)(?:还是)?不(?:给|说|报|念|讲|点|开|装|下|加|扫|打|接|信|交|转)|(?:能|可以|好|该)(?:不给|说|讲|给|告诉)[^，,。]{0,6}[吗么不]"
)
_CAME = re.compile(
    r"(?<!会)(?<!发)(?:有|来|收到)(?:个|一?条|了)(?:短信|电话|邮件|链接|消息|信息|人)|(?:短信|邮件|微信|电话|消息)(?:里|上)?(?:说|讲|写)|刚才?|刚刚|昨[天晚日]|前天|上(?:周|次|个?月|礼拜|星期)|今早|今天[上下]?午?(?:有|接|收)|(?<!要是)(?<!如果)(?<!万一)(?<!假如)(?<!假设)(?:有个?人|谁)(?:给我|跟我)?(?:打|发|说|加|自称)|(?<!假如)(?<!要是)(?<!如果)(?<!万一)(?<!假设)(?<!假使)(?:接到|收到)"
    r"|已经|正在|正|现在|这会儿|打来了|打过来了|来电了|发来了?|(?:给|说|报|念|讲|告诉|发|填|点|开|装|加|扫|转|付|交|输)(?:了|过(?!来))(?!会|就|是)|还在(?:线|打|说)|说是|自称|让我[^，,。]{0,10}了"
)
# A fraud that others met is told for the reason why one asks.
_OF_OTHERS = re.compile(
    r"[^，,。；;！!？?\s]*(?:隔壁|邻居|小区|同事|朋友|二姨|闺女|儿子|我妈|新闻|网上|讲座|听说|听过|好几个|之前|以前|前年|去年|上次网购)[^，,。；;！!？?\s]*[，,。；;！!？?\s]*"
)


def supposed(heard: Heard) -> bool:
    """True for 「打来的人要是管我要验证码我给不给」: it has not happened. What has happened is a report, and so is what somebody wants now.

    Whether it is a question of this kind is heard by training; in the words must stand what is only supposed.
    """
    plain = _OF_OTHERS.sub("", normalise(heard.text)) or normalise(heard.text)
    asked = any(act.asks is Asks.IF_ASKED and act.asks_chance >= _LIKELY for act in heard.acts)
    may_be = _SUPPOSES.search(plain) or (_OPEN.search(plain) and not heard.intent.startswith("safety_report_"))
    return bool(asked and may_be and _SECRET.search(plain)) and MASK not in heard.text and not _CAME.search(normalise(heard.text))


_ABOUT, _SURELY, _MAY_ASK = 0.8, 0.8, 0.45
_LIKELY = 0.5  # of a clause, where the words say besides that it is only supposed

_OF_A_RECORDING = re.compile(r"录音|录下|录不录|录着|留底|(?:电话|通话|打|讲|聊|说)[^，,。；;]{0,8}录|record", re.IGNORECASE)


def asked_of_call(heard: Heard, clause: str) -> Asks | None:
    """Which of these a clause asks: surely by itself, or where the message over all asks and the clause surely is about it, which the
    clause may put as a fault: 「坏的就是这部手机，你打给谁接」."""
    if rules_out_calls(heard.text):
        return None  # 「我是聋人，可以不打电话吗」: nobody calls
    if (asked := heard.asks(clause)) is not None:
        gives = asked is Asks.REACHABLE and heard.first("contact_phone") is not None  # 「我妈的号码 139…」 answers
        return asked if asked in OF_THE_CALL_AND_TALK and not gives else None
    if heard.first("contact_phone") is not None:
        return None
    if heard.chance_of(Move.ASKS) >= _MAY_ASK and _COUNTRY.search(clause):
        return Asks.REACHABLE
    said = clause.strip(" ，,。；;！!？?")
    about = (act for act in heard.acts if said and act.text.strip(" ，,。；;！!？?") in said)
    likely = [act.asks for act in about if act.asks_chance >= _ABOUT and (act.does is Does.QUESTION or act.chance < _SURELY)]
    asked = next((one for one in likely if one in OF_THE_CALL_AND_TALK), None)
    return asked if heard.chance_of(Move.ASKS) >= _MAY_ASK else None


def asks_of_call(heard: Heard) -> bool:
    """True where a clause asks one of these, only supposes, or asks whether the call costs anything."""
    asked = any(asked_of_call(heard, act.text) and named(asked_of_call(heard, act.text), normalise(act.text)) for act in heard.acts)
    return asked or supposed(heard) or any(_costs(normalise(act.text)) for act in heard.acts if speaks_of_call(normalise(act.text)))


def named(asked: Asks | None, plain: str) -> bool:
    """False where the words lack what it is about: 「写全称还是简称都行？」 asks for no number, 「录像没有声音」 of no recording of the call."""
    words = {Asks.REACHABLE: _OF_A_NUMBER, Asks.RECORDED: _OF_A_RECORDING}.get(asked) if asked else None
    return words is None or words.search(plain) is not None


def _costs(plain: str) -> bool:
    return _MONEY_ASKED.search(plain) is not None and not _OF_A_REPAIR.search(plain)


def of_the_call(name: str | None, clause: str, route: Route) -> str | None:
    """What a name means while a call is arranged: 「周末打不打，加收钱不」 asks for no inspection, nor 「要准备点啥」 what to bring to a
    store; None where it means what it does elsewhere."""
    if name == "duration" and _UNTIL_IT.search(clause) and not _OF_A_REPAIR.search(clause):
        return "call_wait"
    meant = _MEANS_THE_CALL.get(name or "") or ("talk_fee" if name is None and _costs(clause) else None)
    return by_label(meant, route) if meant and not _OF_A_REPAIR.search(clause) else None


def asks_when_called(plain: str) -> bool:
    """True for 「要等多久才打来啊」, where nothing but a call is waited for."""
    return _WHEN_CALLED.search(plain) is not None


def until_the_call(heard: Heard, clause: str) -> bool:
    """True for 「打我女儿的吧 139…，要等多久呀」: who gives the number to call waits for no repair."""
    return heard.first("contact_phone") is not None and _UNTIL_IT.search(clause) is not None and not _OF_A_REPAIR.search(clause)


def speaks_of_call(plain: str) -> bool:
    """True for 「接电话的时候电脑要不要开着」, whatever is arranged."""
    return _OF_A_CALL.search(plain) is not None


def call_name(heard_as: Asks | None, plain: str, told: str, route: Route) -> str | None:
    """The name of the answer to one of these; None where the words are of something else. `told` is all of the message."""
    if heard_as in OF_THE_CALL_AND_TALK and rules_out_calls(told):
        return None
    if heard_as is Asks.IF_ASKED and _SERIAL.search(plain) and not _SECRET.search(plain):
        return None
    if heard_as is Asks.RESUME:
        return "copy" if _OF_SAFEKEEPING.search(plain) else "resume"
    if not named(heard_as, plain if heard_as is Asks.RECORDED else told.lower()):
        return None
    if heard_as is Asks.REACHABLE:
        return "in_writing" if _WRITTEN.search(plain) else "reachable"
    if heard_as is Asks.SPEECH and re.search(r"店|柜台|现场", plain):
        return "in_store"
    if heard_as is Asks.SPEECH and route.intent == _OF_SOUND and not _TO_AN_ADVISOR.search(plain):
        return None
    if heard_as is Asks.LOCK:
        return _lock(f"{told} {plain}")
    return by_label(heard_as.value, route) if heard_as in OF_THE_CALL_AND_TALK and heard_as else None


def by_label(name: str, route: Route) -> str | None:
    """The same by the matter: a wet or swollen device stays off, and goods that are sent back need no repair."""
    of_a_device = route.label in OF_A_DEVICE
    if name == "call_prep":
        off = route.label is Label.HAZARD or route.topic == "liquid"
        return "call_prep_off" if off else name if of_a_device else "call_prep_order"
    if name == "commit":
        return name if of_a_device else "commit_order"
    if name == "by_phone":
        return name if of_a_device and route.label is not Label.HAZARD else None
    return name


def _lock(told: str) -> str | None:
    """Somebody else's account, one's own password, or that of the screen: each has its own way."""
    plain = normalise(told)
    if _OWNER.search(plain):
        return "lock_owner"
    if _SHORT_OF_ACCOUNT.search(plain) and _FORGOT.search(plain):
        return "lock_account"
    if _SCREEN.search(plain):
        return "lock_data"
    return "password" if re.search(r"查找|find my", plain, re.IGNORECASE) else None
