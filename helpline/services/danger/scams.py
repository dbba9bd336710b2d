"""Frauds: what was given away already decides what is done first; numbers and links are held against the verified list."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.callers import find_callers, slip_of
from helpline.model.draft import Draft
from helpline.model.event import Event, Label
from helpline.model.event_number import find_event_number
from helpline.model.links import Judged, find_links
from helpline.model.phone import CALLED_ME, find_phone, own_phone
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.events import tell_more
from helpline.services.handover.without_call import asks_if_no_code
from helpline.services.questions.of_the_call import asks_of_our_call
from helpline.services.reply import Say

JUDGED_AT_MOST = 3
_OF_A_DOUBT = ("safety_check_number", "safety_ask_identity")
_DOUBT = re.compile(
    r"官方|真的?吗|真的?假|是不是真|真假|假的|可信|靠谱|正规|骗|诈|钓鱼|冒充|是你们|是不是你们|苹果的?吗|苹果发的|苹果的(?:电话|号码|网[站址]|链接|短信|邮件)|能点|可以点|敢点|能信|能不能打|(?<!不)能打(?!通)[^，,。；;！!\d]{0,4}[吗么嘛不?？]"
)
_NO_CODE = re.compile(
    r"(?:打来|打过来|来电|回电|顾问|对方|那个?人|他|她)[^。!?\n]{0,16}(?:没有|没说|报不出|说不出|答不出|不知道|不肯报|不报|不对|对不上|报错了?)[^。!?\n]{0,6}(?<!密)码"
    r"|(?:验证码|核对码|校验码)[^。!?\n]{0,8}(?:报不出|说不出|答不出|对不上|不对|没有|不知道)[^。!?\n]{0,6}(?:打来|来电|回电|顾问|对方)"
    r"|顾问的?核对码[^。!?\n]{0,4}不对|(?:核对码)[^。!?\n]{0,6}(?:他|她|对方|顾问)?[^。!?\n]{0,4}(?:报不出|说不出|答不出|对不上|没有|不知道)"
)
_VERB = r"(?:给|告诉|告知|报|说|念|填|输|输入|发|交|透露|提供|泄露)"
_TO = r"(?:给|进|过|出|到|在)?(?:他们?|她|对方|客服|人家|骗子|那个?人|去|里面)?(?:去|来)?"
_GIVEN = rf"{_VERB}(?:{_TO}(?:了|过(?!来)|完|出去)|[^,。!?\n错不没出]{{1,8}}了)"  # 「密码告诉修手机那人了」
_PAID = r"(?:转|付|汇|打(?!过来|来|电话|给我|了?个?电话)|充|刷|交|被骗|骗走|骗了|被(?:人|别人|他们?|对方|网上|个|那)[^,。!?\n店商]{0,6}(?:忽悠|坑|诓|诈)|损失|扣)(?:了|过|走|给|去|掉|账了|款了|钱了|出去)"
_REFUSED = re.compile(r"(?:没有?|未|还没|不敢|没敢|差点|没来得及(?!想)|拒绝)[^,。!?\n]{0,8}$")


def _handed_over(what: str) -> re.Pattern[str]:
    """「密码给他了」「给了他密码」「告诉他密码了」, `what` being a pattern."""
    return re.compile(
        rf"{_GIVEN}[^,。!?\n]{{0,12}}(?:{what})|(?:{what})[^。!?\n]{{0,14}}{_GIVEN}|{_VERB}{_TO}[^,。!?\n]{{0,8}}(?:{what})[^,。!?\n]{{0,4}}(?:了|过)"
    )


_SOFTWARE = r"屏幕共享|共享屏幕|共享|远程|会议|todesk|向日葵|teamviewer|anydesk"
_MONEY = r"钱|款|元|块|万|千|百|账|\d"
# What may be lost, in the order in which it is seen to.
_LOSSES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("money", re.compile(rf"{_PAID}[^,。!?\n]{{0,10}}(?:{_MONEY})|(?:钱|款|\d+(?:元|块|万|千))[^,。!?\n]{{0,6}}(?:{_PAID}|没了|被转走)|(?:已经|刚才?|刚刚|都|也|就)(?:给|用|从|拿|通过|[^,。!?\n没]{{0,4}}(?:微信|支付宝|银行卡))*(?:转|付|汇|交)(?:了|过去了?|完了?)(?=[,。!?~ ]|$)")),
    ("gift", re.compile(rf"(?:买|充|拍|刮|给|发|报|念)(?:了|过|给)[^,。!?\n]{{0,12}}(?:礼品卡|充值卡|点卡|卡密|兑换码)|(?:礼品卡|充值卡|点卡|卡密)[^,。!?\n]{{0,10}}{_GIVEN}")),
    ("pay", _handed_over(r"(?:支付宝?|付款|微信|网银|银行卡?|取款)的?密码|付款码")),
    ("card", _handed_over(r"银行卡(?!的?密码)|卡号|身份证|cvv")),
    ("remote", re.compile(rf"(?:软件|共享|远程|会议)[^,。!?\n没]{{0,8}}(?:还?开着|还在|连着|没(?:有|来得及)?(?:关|退|删|卸))|(?:[他她]|对方|骗子|那人|客服)[^,。!?\n没]{{0,4}}(?:看着|看得[到见]|盯着)[^,。!?\n]{{0,3}}(?:屏幕?|手机|操作)|(?:正在|在(?!手机|电脑|平板)[^,。!?\n]{{0,4}})(?:屏幕)?(?:共享|远程|操控|控制)|(?:装|下载?|安装)(?:了|过|上|好)[^,。!?\n]{{0,8}}软件|(?:共享|开|装|下载?|安装|点)(?:了|过|上|好)[^,。!?\n]{{0,6}}(?:{_SOFTWARE})|(?:{_SOFTWARE})[^,。!?\n]{{0,8}}(?:了|过)|(?:{_SOFTWARE})[,，\s]*(?:我|他|她)?(?:已经|都|就|也|刚)(?:给|帮|照)?[^,。!?\n没]{{0,4}}(?:开|打开|点开?|装|下载?|连)(?:了|上|过)")),
    ("passcode", _handed_over(r"(?:锁屏|开机|解锁)(?:密码|码)")),
    ("password", _handed_over(r"(?<!锁屏)(?<!开机)(?<!解锁)(?<!支付)(?<!支付宝)(?<!付款)(?<!微信)(?<!网银)(?<!银行)(?<!银行卡)(?<!取款)密码")),
    ("code", _handed_over(r"验证码|动态码|校验码")),
)  # fmt: skip
_CHANGED = re.compile(  # a step that is done, and nothing given away
    r"(?:把|现在|已经|刚|马上|我)*(?:改|换|重置|重设)(?:了|过|好|完)+(?:新)?(?:的)?(?:所有|全部)?密码|(?<!给)密码(?:我|已经|都|也|刚|全)*(?:改|换|重置|重设)(?:了|过|好|完)+"
)
_LOST = re.compile(
    r"(?:手机|平板|电脑|手表|耳机|ipad|iphone|mac|设备)[^,。!?\n]{0,6}(?:丢|被偷|不见|掉了|遗失)|丢了?(?:的)?(?:手机|平板|电脑|手表|ipad|iphone)"
)
_FRAUDSTER = re.compile(
    rf"{CALLED_ME}|骗子|对方|那边|那个?人|[他她](?:的|用|们)?[^,。!?\n]{{0,4}}(?:号|打|电话)|来电|(?<!你们)(?<!您)打来|冒充"
)
_OF_CALLER = re.compile(
    r"这个?(?:号|电话)|(?:是|属于)(?:谁|哪)|短信|链接|接到|收到|(?<!你们)(?<!您)(?<!顾问)(?<!到时)(?<!时候)打过来|打给我的"
)
_MINE = re.compile(r"我(?:的|自己的?|本人的?)(?!钱|卡|密码)|打我(?!(?:手机|电话)?的[那这是])|联系我(?!的[那这是])|留我|找我")
_KIN = (
    r"(?:我|咱)?(?:[妈爸爹娘爷奶]{1,2}|外[公婆]|姥[姥爷]|母亲|父亲|老[公婆伴]|爱人|丈夫|妻子|媳妇|先生|太太|[姐哥弟妹]{1,2}|儿子|女儿|闺女|孩子|家里?人?"
    r"|同事|朋友|同学|老板|领导|经理|校长|老师)"
)
_FAMILY = re.compile(
    rf"(?:{_KIN}|本人)(?!打|接|收|被|让|叫)[^，,。；;！!？?]{{0,8}}(?:电话|手机|号码?|联系)|(?:打|联系|找|通知|回|留)(?:电话)?(?:给|到)?{_KIN}"
)
_OWN_PEOPLE = re.compile(rf"{_KIN}|收[货件]人|联[系络]人|机主|本人|经办人|对接人|下单人|家属|家长")
# A caller is described: not only a 「他」, who may be one's husband.
_CALLER = re.compile(
    r"骗|诈|冒充|假[冒装的]|可疑|陌生|对方|那边|(?:有个|那个|一个)人|自称|来电|打来|打过来|打给我[说让的了]|接到|收到[^，,。；;！!？?]{0,6}(?:短信|电话|邮件|链接)|链接|扫码|二维码|(?:是|属于)(?:谁|哪)"
    r"|(?:[让要叫逼催]|说要?)(?:我|你|他|她)[^，,。；;！!？?]{0,8}(?:转|付|汇|交|充|点|下载?|装|共享|加|输|报|给|买)|共享|转账|汇款|验证码|密码"
)
_CALLED_OWN = re.compile(
    r"(?:(?:^|[^给跟对找])我|本人|(?:打|联系|留|找|回|发)(?:给|到)?我)(?:的|自己的?|本人的?|这边|现在|另外?一?[支个张]?|别的|常用|备用|第二个?|公司|家里?)*"
    r"(?:手机|电话|号码?|联系方式|座机)*(?:号码?|号)?(?:是|为|就是|[:：])?[\s，,]*$"
    r"|(?:我姓|我叫|我是[小老])[^，,。；;！!？?\d]{1,8}[\s，,]*(?:请|就|可以|麻烦|打|拨|联系|电话|手机|号码?|是|为|[:：\s])*$"  # 「我姓汤，电话 …」
)
# 「电话不对，不是 …，应为 …」 puts one's own number right.
_PUT_RIGHT = re.compile(
    r"(?:电话|手机号?|号码)[^，,。；;！!？?\d]{0,6}(?:不对|错|[写说填输打弄搞记]反|有误|改|换)|(?:电话|手机号?|号码)(?:也|都|就)?不是(?:这|那|呢|嗰)?个?[，,\s]+(?:而?是)?|(?<!是)不是\s*1[3-9]\d{9}[，,\s]*(?:而|应该?|其实)?[是为]|(?:打|拨|联系|换|改|留)(?:成|到)?(?:我的?)?(?:另外?一?个?|别的)(?:号码?|电话|手机)?[：:\s]*(?=1[3-9]\d{9})"
)
_TO_A_CARD = re.compile(  # 「给一个卡号转了两万」: the card is theirs
    r"(?:给|往|向|到|用|转|汇|打)(?:了)?[^,。!?\n给]{0,8}(?:卡号?|账号|账户|银行卡)(?:里|上|号|去)*(?=[^,。!?\n]{0,4}(?:转|汇|打|存|付|充)|[,。!?\n]|$)"
)
_NEVER_DID = re.compile(r"(?:(?<!有)没有?|未曾?|不曾|从没)(?:给|把|再|跟|向|他们?|她|对方)*[^,。!?\n没]{1,4}过(?!来)")  # 「钱没转过」
_DID_NOT = re.compile(
    r"(?<!有)没(?:有|敢|肯|来得及|搭理)?(?:给|念|说|报|告诉|发|转|付|汇|填|输|照做|理|信|点|听|答应)(?!清楚|明白|上来|出来)"
)
_ASKED_TO_PAY = re.compile(
    rf"(?<!会)(?:让|要|叫|喊|逼|催|说)(?:我|你|您|他|她|我[妈爸])[^,。!?\n]{{0,10}}(?:转|付|汇|交|充|打(?!电话)|买)[^,。!?\n]{{0,8}}(?:{_MONEY}|费|礼品卡)"
)
_ASKED_ONLY = re.compile(r"(?:让|要|叫|喊|请|逼|催)(?:我|他|她|您|你|我妈|我爸|老人)[^,。!?\n]{0,12}$")
_IF = re.compile(r"要是|如果|万一|假如|要不要|该不该|会不会[^，,。；;！!？?]*$")
_STILL_THERE = re.compile(r"还在|还?开着|连着|没(?:有|来得及)?(?:关|退|删|卸)")
_DONE = re.compile(r"了|过|完|出去|走|着|正在|还在|没关|没退|没删|没卸|来得及|上|好|^在|得[到见]")


def given_away(text: str) -> list[str]:
    """What the customer says that the fraudsters have already, the most pressing first."""
    plain = _TO_A_CARD.sub("", _CHANGED.sub("", normalise(text).replace("蚊", "块")))
    told = re.split("[;；]", plain)  # each message of the customer's stands for itself
    return [what for what, pattern in _LOSSES if any(_really(part, match) for part in told for match in pattern.finditer(part))]


def _really(text: str, match: re.Match[str]) -> bool:
    """Not what was only asked for, nor what was refused."""
    before = text[max(match.start() - 14, 0) : match.start()]
    if _REFUSED.search(before) or _NEVER_DID.search(match.group()) or _IF.search(before + match.group()) or not _DONE.search(match.group()):
        return False
    if _DID_NOT.search(match.group()):  # 「让我把验证码念给他，我没念就挂了」
        return False
    asked = _ASKED_ONLY.search(before) or _ASKED_ONLY.search(match.group())
    there = _STILL_THERE.search(match.group())  # 「他让我装的那个软件还在手机上」
    return not asked or bool(there or re.search(r"就|已经|我也|照做|了", text[match.start() :]))


def without_code(heard: Heard) -> bool:
    """True where someone called who could not say the code of the call back."""
    return bool(_NO_CODE.search(normalise(heard.text))) and not asks_if_no_code(heard.text)


def doubted(heard: Heard, catalogue: Catalogue, draft: Draft) -> str | None:
    """The intent of a message that holds a doubt, or a loss, which the understanding did not hear."""
    about = draft.intent
    if without_code(heard):
        return "safety_report_caller"
    if heard.intent in _OF_A_DOUBT and happens(heard.text):
        return "safety_report_loss" if given_away(heard.text) else "safety_report_caller"
    report = catalogue.routes.get(about or "")
    if report and report.label is Label.SAFETY and report.event and given_away(heard.text):
        return about
    answers = draft.asking == "contact_phone" and (gives_own(heard.text) or asks_of_our_call(heard.text))
    doubted_one = not answers and doubts(heard.text) and any(not own(one, draft, heard.text) for one in judged(heard.text, catalogue))
    return "safety_check_number" if doubted_one else None


def happens(text: str) -> bool:
    """True where more than a doubt is told: something was given away, somebody is at the device now, or money is asked for."""
    return bool(given_away(text)) or _ASKED_TO_PAY.search(normalise(text)) is not None


def doubts(text: str) -> bool:
    """True where a word of doubt or of fraud stands in it."""
    return _DOUBT.search(normalise(text)) is not None


def own(judged: Judged, draft: Draft, text: str) -> bool:
    """True for the customer's own address in place of a number, for the number that they gave, or one like it: 「号码是 …吗」, for
    one that the text calls their own, and for one that is put in the place of theirs."""
    if judged.reason.startswith("mail_"):
        return draft.asking == "contact_phone"
    known = bool(draft.facts.get("contact_phone")) or of_our_event(text)
    return (known and puts_right(text)) or like_own(judged.real, draft) or called_own(text) == judged.real or of_family(text)


def puts_right(text: str) -> bool:
    """True for 「电话换一个，138…」 and 「手机尾号打反了」: the number is one's own, and no caller is spoken of."""
    return _PUT_RIGHT.search(normalise(text)) is not None and not names_caller(text)


def of_our_event(text: str) -> bool:
    """True for 「之前登记过 865…，电话写错了」: the number of an event stands in it, and nothing of a caller or a doubt."""
    return find_event_number(text) is not None and not names_caller(text) and not doubts(text)


def own_mail(judged: Judged, draft: Draft, text: str) -> bool:
    """True for an address for mail that the customer gives in place of a number, in the middle of a fraud too."""
    return judged.reason.startswith("mail_") and draft.asking == "contact_phone" and not names_caller(text)


def called_own(text: str) -> str | None:
    """The number of 「可否打我另一支 …」 and 「我电话是 …」: the words before it say whose it is, whatever else is spoken of."""
    phone = own_phone(text)
    return phone.value if phone and _CALLED_OWN.search(normalise(text[: phone.start])) else None


def of_family(text: str) -> bool:
    """True for 「打电话给我妈，她号码 …」: the number is of somebody who is to be called, and of no caller."""
    told = next((one for one in re.split(r"[。！!？?\n]", text) if find_phone(one)), "")
    plain = normalise(told)
    return bool(told) and _FAMILY.search(plain) is not None and not _OF_CALLER.search(plain) and not doubts(text)


def like_own(number: str, draft: Draft) -> bool:
    """True where the number is that which the customer gave, but for a slip."""
    known = str(draft.facts.get("contact_phone") or "")
    return bool(known) and slip_of(number, known)


def names_own_people(text: str) -> bool:
    """True where whoever receives, is to be contacted or is of one's own is named: 「收货人是我老公」."""
    return _OWN_PEOPLE.search(normalise(text)) is not None


def describes_caller(text: str) -> bool:
    """True where somebody who called or wrote is told of, be it without a word of fraud."""
    return _CALLER.search(normalise(text)) is not None


def judged(text: str, catalogue: Catalogue) -> list[Judged]:
    """All numbers and addresses in the text, links first."""
    return [*find_links(text, catalogue.official), *find_callers(text, catalogue.official)]


def report_more(work: UnitOfWork, event: Event, text: str, catalogue: Catalogue, now: datetime, *, mine: bool = True) -> list[Say]:
    """A number or address of the fraudsters that is told later: kept with the report, and judged. Nothing where there is none, or it may be `mine`."""
    own, phone = own_phone(text) if mine else None, find_phone(text)
    theirs = {own.value if own else "", called_own(text) or "", str(event.facts.get("contact_phone") or "")} - {""}
    found = [one for one in judged(text, catalogue) if not one.official and not one.real.endswith(tuple(theirs))]
    answers = phone is not None and own is not None and own.value == phone.value and not names_fraudster(text)
    if event.label is not Label.SAFETY or not found or answers:
        return []
    known = list(event.facts.get("reported") or [])
    tell_more(event, text)
    event.facts = {**event.facts, "reported": list(dict.fromkeys([*known, *(one.shown for one in found)]))}
    event.note(now, "facts", "customer")
    work.events.update(event)
    return [Say("utter_added"), *verdicts(found, catalogue)]


def report_midway(work: UnitOfWork, draft: Draft, text: str, catalogue: Catalogue, now: datetime) -> list[Say]:
    """The same while the number of the customer is asked; the draft knows it too."""
    event = work.events.get(draft.event_number or "") if draft.asking == "contact_phone" else None
    more = report_more(work, event, text, catalogue, now) if event else []
    if event and more:
        draft.facts |= {name: event.facts[name] for name in ("reported", "symptom")}
    return more


def names_fraudster(text: str) -> bool:
    """True where a number is said to be that of who called."""
    return _FRAUDSTER.search(normalise(text)) is not None


def gives_own(text: str) -> bool:
    """True for 「13812345678 这是我的，骗子的是 …」: a number of one's own stands in it, said to be so."""
    return of_family(text) or (own_phone(text) is not None and _MINE.search(normalise(text)) is not None)


def names_caller(text: str) -> bool:
    """True where a number, or what came from it, is spoken of as that of somebody else."""
    plain = normalise(text)
    return names_fraudster(text) or _OF_CALLER.search(plain) is not None


def verdicts(found: list[Judged], catalogue: Catalogue) -> list[Say]:
    """What is to be thought of each."""
    number = catalogue.number_of(catalogue.line_of(Label.SAFETY))
    names = catalogue.official.phones | catalogue.official.emergency
    says = [
        Say(f"utter_safety_{one.reason}", {"shown": one.shown, "real": one.real, "name": names.get(one.real, ""), "number": number})
        for one in found[:JUDGED_AT_MOST]
    ]
    if len(found) > 1 and not all(one.official for one in found):
        says.append(Say("utter_safety_trust_none"))
    return says


def steps(lost: list[str], text: str, catalogue: Catalogue, *, more: bool) -> list[Say]:
    """What a victim does now, in order; then how to reach the official side. Of what is told later only what is new, as it is `more`."""
    facts = {"number": catalogue.number_of(catalogue.line_of(Label.SAFETY))}
    gave = [Say(f"utter_safety_gave_{what}") for what in lost]
    if lost_device(text) and "password" in lost:
        gave.append(Say("utter_safety_lost_device"))
    return [Say("utter_safety_also"), *gave] if more else [Say("utter_safety_first"), *gave, Say("utter_safety_contact", facts)]


def lost_device(text: str) -> bool:
    """True where the victim has lost a device too: whoever found it is after its account."""
    return _LOST.search(normalise(text)) is not None
