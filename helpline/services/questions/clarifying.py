"""A question back about what is asked here: what it means, who calls whom, what was written down. It doubts nobody."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.text import normalise
from helpline.services.handover.lines import line_facts
from helpline.services.intake.read_back import told_so_far
from helpline.services.reply import Say

_DOUBTS = re.compile(
    r"骗|诈|[真假]的|真假|冒充|官方|可信|靠谱|短信|链接|\d{5}|刚才|昨天|前天|打来|接到|收到(?:一个|个)?(?:电话|短信)|正规|泄露|安全"
)
_WHO_CALLS = re.compile(
    r"(?:你们?|您|顾问|那边|客服|谁)(?:来|会|主动|给我?|先)*(?:打|拨|联系|回)(?:电话)?(?:给我|过来|我)?[^，,。；;]{0,4}[，,]?(?:还是|或者?)[^，,。；;]{0,4}我"
    r"|我(?:来|自己|去|主动|先)*(?:打|拨|联系)(?:电话)?(?:给?你们|过去)?[^，,。；;]{0,3}[，,]?还是[^，,。；;]{0,4}(?:你们?|您|顾问|等)|谁(?:打|联系)给?谁"
    r"|(?:要|需要|得|用|是不是要?)我(?:自己|主动|再)?(?:打|拨)(?:过去|电话|给你们)*(?:[吗么]|[?？])|(?:你们?|您|顾问)(?:是不是|会不会|会|是)(?:主动)?(?:打|联系)(?:给我|过来|电话)+(?:[吗么]|[?？])"
)
_NOTED = re.compile(
    r"(?:你们?|您|这[里边儿]|系统|到底|究竟|都|目前|现在|帮我|给我|已经)(?:到底|究竟|都|帮我|给我|现在|目前|已经)*(?:记|登记|写|填)(?:的|了|下|到|录)+(?:都?是|些)*(?:什么|啥|哪些)"
    r"|(?:看|念|报|说)(?:一下|一遍|看)?(?:你们?|您)?(?:记|登记|写)(?:的|了)(?:什么|啥|内容)"
)
_MEANS = re.compile(
    r"(?:你们?|您)(?:这|那)?个?(?:是[说指问]|[说指问]的是?|意思是?)[^。；;！!]*(?:[?？]|[吗么呢]$|还是)|(?:是指|指的是|问的是|要的是)[^。；;！!]*(?:[?？]|[吗么呢]$|还是)"
    r"|(?:什么|啥)意思[呀啊呢]?[?？]?$"
)
_WHICH = {
    "purchase_date": re.compile(
        r"(?:原主|前[一任]?手|第一手|卖家|一手|首次|激活|发票|到手|收到|下单|付款|自己买|我[买收]|上家|人家买|原来(?:的|那个)?(?:人|主))[^。；;！!\d]{0,12}(?:[?？]|[吗么]$|还是)|哪[个一]?天?(?:的)?(?:日期|时间)"
    ),
    "contact_phone": re.compile(
        r"哪[个一]+?(?:的)?(?:号码?|电话|手机)|(?:我的|本人|家人|机主|办卡|[留写填用报](?:我?(?:[爸妈爷奶姐哥弟妹]|老[公婆伴]|家里?|同事|朋友|女儿|儿子|孩子|别人|媳妇|先生|太太|对象))+)[^。；;！!\d]{0,10}(?:[?？]|[吗么]$|(?:行|可以|好|成)不$|还是)"
    ),
    "contact_name": re.compile(r"(?:真名|全名|本人|机主|网名)[^。；;！!]{0,8}(?:[?？]|[吗么]$|还是)"),
    "order_number": re.compile(
        r"(?:(?:是|就是|要|填|写|指)[^，,。；;！!\d]{0,10}(?:邮件|短信|快递|运单|物流|付款|支付|发票|W|w)|(?:邮件|短信|快递|运单|物流|付款|支付|发票|W|w)[^，,。；;！!\d]{0,6}(?:那个?|号码?))[^，,。；;！!\d]{0,8}(?:[?？]|[吗么]$|[行可]不[行可]|不行)"
    ),
    "serial_number": re.compile(
        r"(?:是|就是|要|填|写|指)[^，,。；;！!\d能]{0,10}(?:盒|背|底|s/?n|imei|串号|条形?码|型号|那一?[串行个])[^，,。；;！!\d能]{0,8}(?:[?？]|[吗么]$)"
    ),
    "organisation": re.compile(r"(?:全称|简称|总公司|分公司|抬头)[^。；;！!]{0,8}(?:[?？]|[吗么]$|还是)"),
}
# 「是手机的日期还是AC+的日期」: which of two of what is asked.
_EITHER = {
    "purchase_date": re.compile(
        r"(?:日期|时间|日子|哪天|买)[^，,。；;！!\d]{0,4}还是[^。；;！!\d]{0,12}(?:日期|时间|日子|买|的)|还是[^。；;！!\d]{0,12}(?:日期|时间|日子)"
    ),
    "serial_number": re.compile(r"(?:号码?|串|码)[^，,。；;！!\d]{0,4}还是[^。；;！!\d]{0,12}(?:号码?|串|码)?"),
    "contact_phone": re.compile(r"(?:号码?|手机|座机|电话)[^，,。；;！!\d]{0,4}还是[^。；;！!\d]{0,12}(?:号码?|手机|座机|电话|的)"),
    "order_number": re.compile(r"(?:单号?|号码?)[^，,。；;！!\d]{0,4}还是[^。；;！!\d]{0,12}(?:单号?|号码?)"),
    "organisation": re.compile(r"(?:公司|单位|学校|校区|全称|简称|总部|名)[^，,。；;！!\d]{0,4}还是"),
    "device_model": re.compile(r"(?:型号|机型|手机|电脑|平板)[^，,。；;！!\d]{0,4}还是[^。；;！!\d]{0,8}(?:的|型号)[?？]?$"),
}
_IN_SETTINGS = ("serial_number", "os_version", "device_model")  # what the settings show
_ENGLISH = re.compile(
    r"(?:设置|系统|界面|菜单|语言|手机|电脑|平板|机子|显示)[^，,。；;！!？?\d]{0,6}(?:english|英文|英语)|(?:english|英文|英语)(?:的?(?:系统|界面|设置|菜单|版|手机)|$)|^(?:都是|全是|是)?(?:english|英文|英语)的?$"
)
_SAID_OTHERWISE = {
    "order_number": "utter_meant_order_number",
    "serial_number": "utter_meant_serial_number",
    "purchase_date": "utter_meant_purchase_date",
    "contact_phone": "utter_meant_contact_phone",
    "organisation": "utter_meant_organisation",
}


def asks_who_calls(text: str) -> bool:
    """True for 「这个是你们打给我还是我打？」, but not for one who was called."""
    plain = normalise(text)
    return _WHO_CALLS.search(plain) is not None and not _DOUBTS.search(plain)


def asks_what_noted(text: str) -> bool:
    """True for 「你们到底记的是啥」."""
    return _NOTED.search(normalise(text)) is not None


def clarifies(draft: Draft, text: str) -> bool:
    """True for a question back that is answered with what is asked here, whatever it was understood for."""
    plain, slot = normalise(text), draft.asking or ""
    if asks_who_calls(text) or asks_what_noted(text):
        return True
    which, either = _WHICH.get(slot), _EITHER.get(slot)
    if slot in _IN_SETTINGS and _ENGLISH.search(plain):
        return True
    asks = any(words is not None and words.search(plain) is not None for words in (_MEANS, which, either))
    return bool(slot) and asks and not _DOUBTS.search(re.sub(r"收到的?", "", plain))


def clarified(catalogue: Catalogue, draft: Draft, label: Label, text: str, now: datetime) -> list[Say] | None:
    """The answer, none where all is read back again anyway; None where it is no such question."""
    slot = draft.asking or ""
    if not clarifies(draft, text):
        return None
    if slot in _IN_SETTINGS and _ENGLISH.search(normalise(text)):
        return [Say("utter_where_in_english")]
    if asks_who_calls(text):
        return [Say("utter_who_calls", line_facts(catalogue, label, now))]
    if asks_what_noted(text):
        return [Say("utter_told_so_far", {"lines": told_so_far(catalogue, draft, now)})] if slot != "confirm" or draft.event_number else []
    return [Say(_SAID_OTHERWISE.get(slot) or f"utter_why_{slot}")]
