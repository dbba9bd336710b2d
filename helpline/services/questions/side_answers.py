"""The answers that hold for every repair, or for every matter, by the name of what is asked; some depend on the words and the matter."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Route
from helpline.model.acts import Asks
from helpline.model.event import Label
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.questions.call_answers import CALL_ANSWERS, OF_THE_CALL_AND_TALK, call_name
from helpline.services.questions.of_the_call import shows_a_number

SIDE_ANSWERS = {
    "to_buy": "utter_side_price_new",
    "plan_price": "utter_side_price_plan",
    "duration": "utter_side_duration",
    "data": "utter_side_data",
    "proof": "utter_side_proof",
    "proofs": "utter_side_proof",
    "insured": "utter_side_insured",
    "other_too": "utter_side_other_too",
    "diagnosis": "utter_side_diagnosis",
    "noted": "utter_side_noted",
    "fee": "utter_side_fee",
    "at_home": "utter_side_at_home",
    "postage": "utter_side_postage",
    "caller": "utter_side_caller",
    "landline": "utter_side_landline",
    "in_writing": "utter_side_in_writing",
    "privacy": "utter_why_contact_phone",
    "peek": "utter_side_peek",
    "kept_here": "utter_side_kept_here",
    "stored": "utter_side_stored",
    "guarantee": "utter_side_guarantee",
    "parts": "utter_side_parts",
    "password": "utter_side_password",
    "talk_fee": "utter_service_free",
    "unanswered": "utter_side_unanswered",
    "late": "utter_side_late",
    "replace": "utter_side_replace",
    "meanwhile": "utter_side_meanwhile",
    "meanwhile_glass": "utter_side_meanwhile_glass",
    "meanwhile_wet": "utter_wet_ask_use",
    "erased": "utter_side_erased",
    "modified": "utter_side_modified",
    "origin": "utter_side_origin",
    "since": "utter_side_since",
    "covered": "utter_side_covered",
    "in_store": "utter_side_in_store",
    "who": "utter_side_who",
    "address": "utter_store_address",
    "opened": "utter_store_opened",
    "refund_sum": "utter_side_refund_sum",
    "recover": "utter_side_recover",
    "at_risk": "utter_safety_at_risk",
    "lost_money": "utter_lost_money",
    "volume": "utter_side_volume",
    "sees": "utter_side_sees",
    "paper": "utter_side_paper",
    "send": "utter_side_send",
    "next": "utter_side_next",
    "shops": "utter_side_shops",
    "ways_differ": "utter_side_ways_differ",
    "app_refund": "utter_side_app_refund",
    **CALL_ANSWERS,
}
# What the trained understanding hears, by the names of here; what is not among them is answered elsewhere, or by nobody.
_HEARD = {Asks.BUY_NEW: "to_buy"} | {asks: asks.value for asks in Asks if asks.value in SIDE_ANSWERS.keys() - CALL_ANSWERS.keys()}
# Asked of the talk and of the call to come, so whatever the matter, and whatever else it sounds like.
OF_ANY = frozenset((Asks.TALK_FEE, Asks.IN_WRITING, Asks.SEND, Asks.NEXT, Asks.IN_STORE)) | OF_THE_CALL_AND_TALK
# Plain by themselves, so what the message sounds like over all parks nothing: 「关掉查找会不会把东西删掉」.
WHATEVER_ELSE = OF_ANY | {
    Asks.SEES,
    Asks.ERASED,
    Asks.PAPER,
    Asks.MEANWHILE,
    Asks.SINCE,
    Asks.ORIGIN,
    Asks.MODIFIED,
    Asks.PRIVACY,
    Asks.LOCK,
    Asks.WHO,
    Asks.ADDRESS,
    Asks.OPENED,
    Asks.REFUND_SUM,
    Asks.RECOVER,
    Asks.AT_RISK,
}
# Asked of one kind of matter only, and there whatever else it sounds like.
OF_LABEL = {
    Asks.ADDRESS: (Label.ONLINE_STORE,),
    Asks.OPENED: (Label.ONLINE_STORE,),
    Asks.REFUND_SUM: (Label.APPLECARE, Label.ONLINE_STORE),
    Asks.RECOVER: (Label.GENERAL,),
    Asks.AT_RISK: (Label.SAFETY, Label.GENERAL),
}
_LABELS = {asks.value: labels for asks, labels in OF_LABEL.items()}
CALLED = OF_THE_CALL_AND_TALK | {Asks.LOCK}
LOCKED = "general_unlock_device"
_NOT_IN_DANGER = frozenset({"data", "diagnosis", "parts", "guarantee", "replace", "modified", "erased", "meanwhile", "ways_differ"})
# 「发票几天能换好」 waits for no repair, and 「改地址收费吗」 asks of none.
_OF_A_REPAIR = frozenset(
    {"duration", "fee", "diagnosis", "at_home", "postage", "insured", "proofs", "guarantee", "parts", "password"}
    | {"replace", "modified", "origin", "since", "paper", "meanwhile", "erased", "covered", "peek"}
)
_NO_REPAIR = ("general_fix_", "general_use_", "general_ask_", "general_update_", "general_set_", "accessibility_")
_REPAIRS = re.compile(r"修|换(?!机|手机|成|了?密码)|检测|店|寄|备份|back ?up")
# What somebody does to the device at home: 「关了同步照片还在吗」 fears no repair.
_STEP = re.compile(
    r"更新|升级|升到|重启|还原|刷机|重装|重置|抹掉|恢复(?:模式|出厂)|安全模式|nvram|dfu|同步|迁移|退出?(?:账|帐|登)|登出|"
    r"关(?:掉|闭|了)?[^，,。]{0,6}(?:查找|开关|icloud|备份|照片)|sign out|reset"
)
_OF_A_PHONE = re.compile(r"电话|号码|手机号|联系方式|信息|资料|隐私|泄|骚扰|推销")
_IS_STORED = re.compile(
    r"(?:信息|资料|個資|資料)[^，,。；;！!？?]{0,10}(?:保存|保管|存放|存多|存在|存到|怎么存|如何存|处理)|(?:保存|存)(?:我|个人)"
)
_OF_PICTURES = re.compile(r"照片|相册|相片|微信|私密|偷看|翻|文件|硬盘|隐私")
_OF_THE_TALK = re.compile(r"聊|说的|讲的|内容|记录|对话")
_OF_SHOPS = re.compile(r"授权|直营|服务商|天才吧|genius|官方店|苹果店")
_OF_A_PLAN = re.compile(r"apple ?care|care|ac ?\+|计划|意外|保障")
# What a plan leaves out or pays apart from damage is in no fact here, but for what is lost.
_NOT_OF_DAMAGE = re.compile(
    r"退|转|transfer|名下|多少钱|价|续|国外|出国|境外|海外|香港|内地|送人|换机|[几多]少?次|电池|配件|键盘|笔|表带|充电[器头线]|划痕|过期|补买"
)
# 「键盘手写没了，咋弄回来」 asks for no next step of ours.
_HOW_TO = re.compile(r"(?:怎么|咋|如何|怎样)(?:才能|能)?(?:弄|打开|关|设置|调|找|恢复|搞|整)")
# 「孩子充的到底能不能退」
_GIVEN_BACK = re.compile(
    r"(?:能不能|能否|可不可以|可以|能|会|给|让|得)[^，,。]{0,4}退|退(?:得|不)(?:了|回|到|掉)|退不退|拿[得不]?回来?|退回来?[吗么不]|有没有希望|退[^，,。]{0,6}(?:多久|好久|几天|什么时候|几时|啥时)|(?:多久|好久|几天|什么时候)[^，,。]{0,6}(?:退|到账|下来)"
)
# 「我新贴的膜还能贴回去不」 asks for no part of the device.
_STUCK_ON = re.compile(r"膜|手机壳|保护[壳套]|贴(?:纸|回|上去)|揭下|撕下")
_UPLOADS = re.compile(r"上传|传(?:完|到|不|上)|同步(?:完|不)|^你们|\d{7}")  # what has not arrived is not erased
# 「转让要收手续费吗」: of the plan, and no inspection.
_OF_A_TRANSFER = re.compile(r"手续费|转让|过户|转给|退保|违约金|滞纳")
_SHARP = re.compile(r"割|扎|划|玻璃|渣")
# 「周五上午吧，九点半行吗」 names a time, and comes neither early nor late.
_OUT_OF_TIME = re.compile(r"迟|遲|晚到|去晚|来晚|到晚|晚[了去来]|晚[一十几半\d]|早到|早去|来早|去早|提前到|过号|过了点|堵|赶不|late")
# 「所以两点还打不打」 misses no call.
_MISSED = re.compile(
    r"没(?:人|法|能|有)?(?:接|听|响)|漏|错过|錯過|未接|接不|聽|听不|断|挂|打不通|关机|静音|勿扰|拦截|占线|睡着|重[打拨]|再打|miss|again"
)
_LOOK_UP = re.compile(r"(?:帮|替|给|幫)(?:我|忙)?(?:查|看|找)(?!.*(?:远程|屏幕))|查一?下")  # 「先帮我查下订单到哪了」 is a wish of its own
_OF_MONEY = re.compile(r"钱|費|费|收|免|掏|付|金|花|米|漫游|fee|deposit|free")
# 「你们是官方的吗」; 「你是机器人吗」 has an answer of its own
_OF_US = re.compile(
    r"苹果|蘋果|apple|官方|official|第三方|授权|代理|正规|骗|冒充|靠谱|公司|你们(?:到底|究竟)?(?:是)?(?:谁|哪|干)", re.IGNORECASE
)
_OF_FILES = re.compile(r"照片|相片|相册|相簿|[啲的]相|视频|錄像|录像|备忘录|通讯录|语音备忘|短信|图|photo|删", re.IGNORECASE)
_OF_LOSS = "find"
_THEN = re.compile(r"接|后|下一?步|然后|完")


def by_matter(name: str, plain: str, route: Route) -> str:
    """The name of the answer where it depends on what the matter is."""
    if name == "erased" and route.intent == LOCKED:
        return "lock_data"  # behind a forgotten passcode
    if name == "at_risk" and route.topic == _OF_LOSS:
        return "lost_money"
    if name != "meanwhile":
        return name
    return "meanwhile_wet" if route.topic == "liquid" else "meanwhile_glass" if _SHARP.search(plain) else name


def heard_name(heard_as: Asks | None, plain: str, route: Route, told: str = "") -> str | None:
    """The name of what training hears, told apart by the words where one name stands for two answers; `told` is all of the message."""
    name = _HEARD.get(heard_as) if heard_as else None
    if heard_as in CALLED:
        return call_name(heard_as, plain, told or plain, route)
    if route.intent == "general_request_app_refund" and _GIVEN_BACK.search(plain):
        return "app_refund"
    if name == "privacy" and _IS_STORED.search(plain):
        return "stored"
    if name == "privacy" and not _OF_A_PHONE.search(plain):
        return "peek" if _OF_PICTURES.search(plain) else "kept_here" if _OF_THE_TALK.search(plain) else None
    if heard_as is Asks.CALLER:
        return "shops" if _OF_SHOPS.search(plain) else name if shows_a_number(plain) else None  # 「怎么知道那家授权是真的」
    if heard_as is Asks.DIFFER:
        return "shops" if _OF_SHOPS.search(plain) else "ways_differ" if "寄" in plain else None
    if name == "data" and (
        _STEP.search(plain) or (route.intent.startswith(_NO_REPAIR) and not _REPAIRS.search(plain) and not _UPLOADS.search(plain))
    ):
        return "erased"  # of a general matter: an update, the account, a lock
    return name


def answered_here(name: str, plain: str, route: Route) -> bool:
    """False for what the danger at hand comes before, and for what is asked of a repair where there is none."""
    if name in _NOT_IN_DANGER and route.label is Label.HAZARD or name in _OF_A_REPAIR and route.label not in OF_A_DEVICE:
        return False
    if (name == "parts" and _STUCK_ON.search(plain)) or (name == "fee" and _OF_A_TRANSFER.search(plain)):
        return False
    if name in _LABELS and route.label not in _LABELS[name]:
        return False
    if name == "who":
        return _OF_US.search(plain) is not None
    if name == "recover":
        return _OF_FILES.search(plain) is not None and route.topic != _OF_LOSS
    if name == "at_risk":
        return route.label is Label.SAFETY or route.topic == _OF_LOSS
    if name == "late":
        return _OUT_OF_TIME.search(plain) is not None
    if name == "unanswered":
        return _MISSED.search(plain) is not None
    if name == "talk_fee":
        return _OF_MONEY.search(plain) is not None  # 「你们这叫服务？」 only complains
    if name == "sees":
        return _LOOK_UP.search(plain) is None
    if name == "next":
        return not _HOW_TO.search(plain) or _THEN.search(plain) is not None
    if name == "covered":
        return (route.label is Label.APPLECARE or _OF_A_PLAN.search(plain) is not None) and not _NOT_OF_DAMAGE.search(plain)
    return not (name in ("data", "password") and route.intent.startswith(_NO_REPAIR) and not _REPAIRS.search(plain))
