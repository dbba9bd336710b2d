"""What sounds like a danger or a fraud and is none: a secret that was typed here, which nobody kept, a customer whom nobody deceived, and who
asks whether this costs anything."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.event import Event, Label
from helpline.model.secrets import MASK
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.moving import settles
from helpline.services.danger import scams
from helpline.services.danger.false_alarm import DENIAL, no_danger
from helpline.services.danger.undoing import Turning, Undoing
from helpline.services.intake.answers import Answers
from helpline.services.intake.form import Intake
from helpline.services.intake.phones import beside_own_mail, keep_mail
from helpline.services.reply import Say

_TOLD = 5  # characters beside the denial in which something else can be told
_WHAT = r"(?:密码|口令|验证码|动态码|卡号|身份证号?码?)"
_CHAT = r"(?:你们?|您|这里|这儿|上面|对话框?|聊天框?)"
_HERE = rf"{_CHAT}(?!的|那|家|客服|顾问|打|让|叫|要)"
_TELLS = r"(?:发|打|输入?|说|写|填|报|告诉|贴)(?:了|过|给|在|到|进|上)*"
_SENT_HERE = re.compile(
    rf"{_WHAT}[^，,。；;！!？?\n]{{0,6}}{_TELLS}(?:{_HERE}|上[来去]了|出[来去]了|进[来去]了)|{_TELLS}{_HERE}(?:了|过)?[^，,。；;！!？?\n]{{0,4}}{_WHAT}"
    rf"|在{_CHAT}[^，,。；;！!？?\n]{{0,4}}{_TELLS}[^，,。；;！!？?\n]{{0,4}}{_WHAT}"
)
_DONE = re.compile(r"刚|前面|之前|已经|不小心|[发打入输说写填报诉贴](?:了|过|上来了|出来了|进来了)")
_ELSEWHERE = re.compile(r"短信|链接|网站|网页|微信|qq|群|屏幕共享|转账")
_WORRY = re.compile(
    r"(?:有|会|要|没|不|能|算|该)[^，,。]{0,6}(?:事|问题|紧|关系|危险|风险|泄露|泄漏|安全|改|换|看到|知道|删|撤)|怎么办|咋办|安全吗|(?:哦|啊|对了|那|诶)+"
)
_OF_ADDRESSES = ("safety_check_number", "safety_ask_identity", "safety_report_message")
_PARTS = re.compile(r"[，,。；;！!？?\s]+")
_NOT_DECEIVED = re.compile(
    r"(?<!差点)(?<!差一点)(?:没有?|不是|哪有)(?:说|什么|任何|谁|人|被|受|遭|遇到?|碰到?|上)*(?:骗(?!到|走|成|钱|去)|诈骗|上当|当(?!时|天|地|中|前))"
)
_OF_EVENT = re.compile(
    r"(?:事件|登记|预约|你们给)的?(?:编?号|单)|(?:改|换|更正)(?:一?下)?(?:我的?)?(?:联系)?(?:电话|手机|号码)|(?:联系)?(?:电话|手机号?|号码)[^，,。；;]{0,4}(?:写|填|留|登记)?错"
)
_MINE = re.compile(
    r"(?:我?那个?|这个?)*(?:就?是|都是)?我(?:自己|本人)?的(?:邮箱|邮件地址|号码?|电话|手机号?|地址)[啊呀呢吧的哦了，,。.!！~ ]*(?:不是骗子|没人骗我)?[。.!！~ ]*"
)
_DOUBTS = re.compile(
    r"[?？]|[吗吧]$|是不是|(?:怎么|咋|如何|凭什么|凭啥|哪个?|谁)[^，,。；;]{0,6}(?:知道|晓得|清楚|确[认定]|相?信|证明|保证|分得?清|敢说)"
    r"|(?:你们?|您|(?:你们?|您)?这[边里儿家]|对面|那边)(?:们|也|就|都|到底|真|真的|该|会|总|一定|肯定)*(?:不会?是|没有?在?)(?:什么|啥|个|一?伙)*(?:骗|诈)"
)  # 「那我怎么知道你这边不是骗子呢」, 「我不敢信你不是骗子」: it is doubted of us, and nothing is taken back


def beside_own_secret(text: str) -> str | None:
    """What else is said beside 「我刚才把密码发给你 有没有事」, of a secret that was typed here; None where none was."""
    plain = normalise(text)
    sent = _SENT_HERE.search(plain) and _DONE.search(plain)
    if not sent or _ELSEWHERE.search(plain) or scams.names_fraudster(text):
        return None
    parts = [part for part in _PARTS.split(text.strip()) if part]
    return "，".join(
        part for part in parts if not _SENT_HERE.search(normalise(part)) and not _WORRY.fullmatch(normalise(part).rstrip("啊呀呢吗嘛吧的"))
    )


# A code or a password that is typed here out of kindness: 「跳出来一个验证码******，是不是要报给您」, 「密码 ******，先存你这」.
_OFFERS = re.compile(
    r"(?:报|发|给|告诉|念|说|提供|填|输)(?:给|到)?(?:您|你们?|顾问|师傅|这[儿里边])|(?:存|放|留|记)(?:在)?(?:您|你们?|这[儿里边])|(?:给|替|帮)(?:您|你们?|顾问|师傅)(?:们)?(?:备|准备|记|留|存)?|(?:帮我|你们?|您)(?:先)?(?:记|存|备注)"
    r"|省得|免得|方便(?:你|您|师傅|顾问)|(?:修|到店|检测|开机|解锁|登录)(?:的?时候?)?[^，,。；;]{0,4}(?:要用|用得[着上到]|需要|能用)|(?:是不是|要不要|用不用|需不需要)(?:要|得)?(?:报|发|给|告诉|填|输|用)|你们?(?:要|用)的?吧|(?:登记|记)(?:一?下|上)"
)
_TO_OTHERS = re.compile(r"[他她]|对方|那个?人|客服(?![^，,。]{0,2}吗)|打来|打电话|来电|自称|冒充|链接|群|微信|qq|共享|转账|骗")


def offers_secret(text: str) -> bool:
    """True where the secret that was hidden was meant for us, and nobody asked for it."""
    plain = normalise(text)
    return MASK in text and _OFFERS.search(plain) is not None and not _TO_OTHERS.search(plain)


def without_secret(text: str) -> str:
    """What else the message says: neither the secret nor why it is told."""
    parts = [part for part in re.split(r"[，,。；;！!？?\s]+", text.strip()) if part]
    return "，".join(part for part in parts if not (MASK in part or re.search(_WHAT, part) or _OFFERS.search(normalise(part))))


def denies_fraud(text: str) -> bool:
    """True for 「没有人骗我呀」; what was given away all the same says otherwise."""
    plain = normalise(text)
    return _NOT_DECEIVED.search(plain) is not None and not _DOUBTS.search(plain) and not scams.given_away(text)


_OURS = (
    r"(?:你们?|您|咱们?)(?:们|这儿?|那儿?|这里|这边|家)*(?:的)?|(?:在|打|找|跟|给)?(?:这儿|这里|这边)(?:的)?|(?:这个?|打|找|跟|约|你们的?)?(?:服务|热线|平台|助手|机器人"
    r"|(?:人工|在线)?客服|人工|顾问|咨询|登记|预约|回电|电话(?:咨询)?|聊天|问答)(?:服务|电话)?"
)
_FILLS = r"先?(?:请问|问)(?:一?[下嘴句声])?|先|我?想(?:问|知道|了解)(?:一?下)?|那|哎|诶|喂|你好|您好|请|对了|另外|[，, ]"
_FREE = re.compile(
    rf"(?:{_FILLS})*(?P<ours>(?:{_OURS}|问(?:问题|一下|你们?)|约|打)*)(?:是|要|会|得|需要|另外|还|都|也)*"
    r"(?:(?P<sure>是不是|会不会|要不要|需不需要|用不用|收不收|要不)(?:是|要|都|得)*)?(?:收费|收钱|要钱|付费|付钱|花钱|交钱|给钱|免费|费用|费|钱)的?(?P<asks>吗|么|嘛|不|没|吧|呢|啊|呀|哦)*[?？]*"
)


def asks_if_free(text: str, *, alone: bool) -> bool:
    """True for 「先问一嘴，你们这是不是收费的？」; 「换个屏要收费吗」 asks for a price. `alone` where nothing that costs is spoken of yet."""
    plain = normalise(text).strip("。.!！~ ")
    asked = _FREE.fullmatch(plain)
    question = asked is not None and (asked["sure"] or asked["asks"] in ("吗", "么", "嘛", "不", "没") or plain.endswith(("?", "？")))
    return bool(question and asked and (alone or asked["ours"]))


class NoFraud:
    """Goes on with what was under way."""

    def __init__(self, catalogue: Catalogue, answers: Answers, intake: Intake) -> None:
        self._catalogue = catalogue
        self._intake = intake
        self._undoing = Undoing(catalogue, answers, intake)

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime, turn: Turning) -> list[Say] | None:
        """The answer; None where the message is of neither. `turn` hears what else was said."""
        if heard.chosen:
            return None
        if asks_if_free(heard.text, alone=draft.intent is None):
            return [Say("utter_service_free"), *self._intake.ask_again(work, draft, now)]
        if (rest := beside_own_secret(heard.text)) is not None:
            told = Say("utter_secret_sent_here")
            if not rest:
                return [told, *self._intake.ask_again(work, draft, now)]
            intent = "talk_affirm" if settles(rest) else "talk_inform"
            return [told, *turn(work, draft, replace(heard, text=rest, intent=intent, confidence=1.0, problems=()), now)]
        if offers_secret(heard.text):  # the warning goes before it
            return self._beside_secret(work, draft, heard, now, turn)
        if (mail := self._own_mail(work, draft, heard, now, turn)) is not None:
            return mail
        if (danger := no_danger(work, self._catalogue, draft, heard)) is not None:
            return self._undoing.undo(work, draft, danger, heard, now, DENIAL, Say("utter_no_danger"), Say("utter_no_danger_begin"))
        if not denies_fraud(heard.text):
            return None
        event = self._false_report(work, draft)
        if event is not None:
            return self._undoing.undo(
                work, draft, event, heard, now, _NOT_DECEIVED, Say("utter_not_deceived"), Say("utter_not_deceived_begin")
            )
        route = self._catalogue.routes.get(heard.intent)
        if route is None or route.label is not Label.SAFETY:
            return None
        if _OF_EVENT.search(normalise(heard.text)):  # 「不是骗子电话，是你们给的事件编号，我要改联系电话」
            return [Say("utter_not_deceived"), *turn(work, draft, replace(heard, intent="service_check_event", confidence=1.0), now)]
        more = len(re.findall(r"[\u4e00-\u9fff]", _NOT_DECEIVED.sub("", normalise(heard.text)))) >= _TOLD
        inform = replace(heard, intent="talk_inform", confidence=1.0)
        return [Say("utter_not_deceived"), *(turn(work, draft, inform, now) if more else self._intake.ask_again(work, draft, now))]

    def _beside_secret(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime, turn: Turning) -> list[Say]:
        """What was under way goes on with what is told beside the secret."""
        rest = without_secret(heard.text)
        if len(rest) < _TOLD and not re.search(r"\d", rest):
            return self._intake.ask_again(work, draft, now) or [Say("utter_secret_go_on")]
        inform = heard.part(rest, intent="talk_affirm" if settles(rest) else "talk_inform", confidence=1.0, ranking=(), problems=())
        return turn(work, draft, inform, now)

    def _own_mail(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime, turn: Turning) -> list[Say] | None:
        """「确认，联系邮箱 …」 and 「那是我自己的邮箱啊」: kept, and judged by nobody."""
        if draft.intent is None:
            return None
        if _MINE.fullmatch(normalise(heard.text)):
            return [Say("utter_noted"), *self._intake.ask_again(work, draft, now)]
        rest, doubted = beside_own_mail(heard.text), scams.doubts(heard.text) or scams.names_caller(heard.text)
        alone = rest is not None and (not rest or settles(rest))
        if rest is None or doubted or not (alone or heard.intent in _OF_ADDRESSES):
            return None
        keep_mail(draft, heard.text)
        events.keep_facts(work, draft, now)
        if not rest:
            return [Say("utter_noted"), *self._intake.ask_again(work, draft, now)]
        intent = "talk_affirm" if settles(rest) else "talk_inform"
        return turn(work, draft, heard.part(rest, intent=intent, confidence=1.0, ranking=(), problems=()), now)

    def _false_report(self, work: UnitOfWork, draft: Draft) -> Event | None:
        """The event of a fraud that this conversation is about, in which nothing was given away."""
        event = work.events.get(draft.event_number or "")
        if event is None or event.label is not Label.SAFETY or event.conversation_id != draft.conversation_id:
            return None
        return None if scams.given_away(str(event.facts.get("symptom") or "")) or event.facts.get("reported") else event
