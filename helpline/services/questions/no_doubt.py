"""What sounds like a doubt about a number, and is the answer to what was asked."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.model.acts import Move
from helpline.model.draft import Draft
from helpline.model.institutions import institution_in
from helpline.model.phone import own_phone
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.afterwards.bearing import puts_down
from helpline.services.afterwards.enquiries import proving
from helpline.services.afterwards.told_late import told_late
from helpline.services.corrections.mended import mended
from helpline.services.danger.hearsay import only_feared
from helpline.services.danger.scams import (
    describes_caller,
    doubts,
    given_away,
    gives_own,
    happens,
    names_caller,
    names_own_people,
    puts_right,
)
from helpline.services.handover.extensions import tells_extension
from helpline.services.handover.wishes import calls_themselves
from helpline.services.handover.without_call import cannot_call
from helpline.services.intake.answers import Answers
from helpline.services.intake.naming import name_in, only_named
from helpline.services.intake.phones import OF_A_LINE
from helpline.services.intake.read_back import submits
from helpline.services.intake.refusals import declines
from helpline.services.questions.clarifying import clarifies
from helpline.services.questions.event_questions import asks_if_changed
from helpline.services.questions.in_passing import OF_A_REPAIR
from helpline.services.questions.of_the_call import asks_of_our_call, hears_of_our_call
from helpline.services.questions.trust import asked_why
from helpline.services.reply import Answer

_OF_A_DOUBT = ("safety_check_number", "safety_ask_identity")
_NO_DOUBT = (Move.TELLS, Move.CORRECTS, Move.REARRANGES, Move.WAITS, Move.AGREES)
_MAY_BE_KEPT = ("serial_number", "order_number", "purchase_date")
_AT_HOME = re.compile(r"孩子|小孩|娃|儿子|女儿|闺女|老婆|老公|爱人|媳妇|[爸妈爷奶]|家里?人|[弟妹哥姐]")
_OF_FRAUD = re.compile(
    r"有人|被人|别人(?!的?(?:隐私|信息))|对方|[让叫要]我|忽悠|打[来过给]|是谁|谁的|骗|诈|冒充|假|自称|客服|来电|电话|短信|信息|邮件|链接|网址|网站|转账|打款|验证码|共享|远程|陌生|官方|可疑|钓鱼|盗|冻结|公安|警|银行|退款到|scam|fraud|phish"
)
_DECEIVED = re.compile(
    r"骗|诈|冒充|自称|客服|(?:技术|工作)人员|打(?:来|电话)的?|被[^，,。；;]{0,4}(?:转|盗|划|刷)走?了|[笔万千百块元钱]了|钱就?没|报了|[让叫要]我"
)
_CALL_THERE = re.compile(r"(?:电话|手机|号码?|联系(?:我|方式)?|打给?我?)(?:号码?|号)?(?:就?是|为|[:：,，])?\s*$")
_UNSURE, _PLAINLY = 0.6, 0.8
_TO_JUDGE = re.compile(r"\d{4}|https?:|www\.|\.[a-z]{2,3}(?![a-z])|@", re.IGNORECASE)
_NUMBERS = ("contact_phone", "serial_number", "order_number")


def answers_safely(answers: Answers, draft: Draft, heard: Heard, now: datetime) -> bool:
    """True for 「17712345678，现在有人接电话吗」 where a number is asked for, and for 「不接电话，怕是骗子」 where the way is."""
    if (
        _names_own_people(draft, heard)
        or _tells_of_none(draft, heard)
        or _confirms(draft, heard)
        or tells_extension(draft, heard)
        or (draft.asking is not None and not proving(draft) and only_named(draft, heard))
    ):
        return True
    if draft.asking is not None and not proving(draft) and (asks_of_our_call(heard.text) or hears_of_our_call(heard)):
        return True
    if asked_why(draft, heard) and (heard.intent in _OF_A_DOUBT or only_feared(heard)):
        return True  # 「序列号给你们安全吗」
    if draft.event_number and draft.asking and puts_down(heard.text) and not (happens(heard.text) or doubts(heard.text)):
        return True  # 「跟店里说一声，我坐轮椅来的」
    if clarifies(draft, heard.text) or heard.intent == "talk_inform":  # 「要带身份证吗」
        return True
    if draft.asking is not None and not proving(draft) and heard.surely(*_NO_DOUBT) and _harmless(draft, heard):
        return True  # 「电话也一起给你 158…」
    if draft.asking is not None and not proving(draft) and (_merely_asks(heard) or _reports_nothing(draft, heard)):
        return True  # 「可以微信联系吗」
    if draft.event_number and draft.asking in ("service_mode", "callback_time") and calls_themselves(heard.text):
        return True  # 「给我个热线号码，我自己打过去，你们打来的我分不清是不是骗子」
    known = draft.event_number or draft.last_event
    if known and not proving(draft) and not (draft.intent or "").startswith("safety_") and _merely_asks(heard):
        return True  # 「这家开的票是苹果的还是他自己公司的」, once all is arranged
    if known and (asks_if_changed(heard.text) or (draft.asking is None and told_late(heard))):
        return True  # 「我在账户里查到序列号了 …，帮我补上」
    if heard.intent == "safety_check_number":
        right = mended(draft, heard) != ({}, None)  # 「最后是1198不是1188」, once all is arranged too
        right |= draft.asking is not None and puts_right(heard.text) and not doubts(heard.text)  # 「电话换一个，138…，店里的这个我常接」
        return not proving(draft) and (right or (draft.asking is not None and _given(answers, draft, heard, now)))
    if heard.intent == "safety_ask_identity" and draft.asking in _MAY_BE_KEPT and declines(draft.asking or "", heard.text):
        return True  # 「不给序列号可以吗，感觉不太安全」
    no_call = draft.asking in ("service_mode", "callback_time", "contact_phone") and cannot_call(heard.text)
    return heard.intent == "safety_ask_identity" and no_call


def _reports_nothing(draft: Draft, heard: Heard) -> bool:
    """True for 「会不会把我钱转走啊」 of a phone that was lost: it sounds like a report, and what it does over all is no danger."""
    sounds = heard.intent.startswith("safety_report_") and heard.confidence < _PLAINLY and _DECEIVED.search(normalise(heard.text)) is None
    other = heard.hardly(Move.DANGER) and heard.surely(Move.ASKS, Move.SKIPS, Move.TELLS)
    return sounds and other and not (draft.intent or "safety_").startswith("safety_")


def _merely_asks(heard: Heard) -> bool:
    """True for a question that hardly sounds like a doubt, and names no number, page or caller."""
    hardly = heard.intent in _OF_A_DOUBT and heard.confidence < _UNSURE and heard.surely(Move.ASKS)
    return hardly and not (_TO_JUDGE.search(heard.text) or doubts(heard.text) or happens(heard.text) or describes_caller(heard.text))


def _harmless(draft: Draft, heard: Heard) -> bool:
    """True unless the words, or the matter in hand, are of a fraud; an address for mail is judged by itself."""
    if heard.intent in _OF_A_DOUBT:
        return "@" not in heard.text
    plain = normalise(heard.text)
    return not ((draft.intent or "safety_").startswith("safety_") or _OF_FRAUD.search(plain) or given_away(plain) or names_caller(plain))


def _names_own_people(draft: Draft, heard: Heard) -> bool:
    """「收货人是我老公 138… 他姓程 打他的」 outside a fraud: whom to call, whatever it sounds like, where no caller is described."""
    outside = draft.asking is not None and not proving(draft) and not (draft.intent or "").startswith("safety_")
    called = own_phone(heard.text, asked=True) if outside else None
    whose = draft.asking == "contact_phone" or names_own_people(heard.text)
    return called is not None and whose and not (doubts(heard.text) or happens(heard.text) or describes_caller(heard.text))


def _tells_of_none(draft: Draft, heard: Heard) -> bool:
    """True for 「孩子才8岁，他晓得我的锁屏密码」 and 「138…，你们会删我照片吗」 in a matter of its own: nothing of a fraud stands in it."""
    plain = normalise(heard.text)
    if draft.asking is None or (draft.intent or "safety_").startswith("safety_") or _OF_FRAUD.search(plain) or given_away(plain):
        return False
    if heard.asks(heard.text) in OF_A_REPAIR:  # 「密码得给人家不」
        return True
    named = draft.asking == "organisation" and institution_in(heard.text) is not None  # 「一点点意思传媒有限公司，你没看错就叫这个」
    told = (named or own_phone(heard.text) is not None) and not doubts(plain)
    if heard.intent.startswith("safety_report_"):  # unsure, and not a word of a fraud: 「手机已经换成他的账户登录了」, of one that was sold
        return _AT_HOME.search(plain) is not None or heard.confidence < _UNSURE
    return told


def _confirms(draft: Draft, heard: Heard) -> bool:
    """「确认，谁付钱我得跟所里说」 is a yes to what was read back; of a loss only where that is what the event is about."""
    told = heard.intent in ("safety_check_number", "safety_ask_identity") or (draft.intent or "").startswith("safety_")
    return draft.asking == "confirm" and told and submits(heard.text)


def _given(answers: Answers, draft: Draft, heard: Heard, now: datetime) -> bool:
    """True where the number that is asked for was given, or the serial before it was, and none of a caller."""
    slot = draft.asking or ""
    named = slot == "contact_phone" and name_in(heard) is not None and own_phone(heard.text) is not None
    if named and not doubts(heard.text) and not (draft.intent or "").startswith("safety_"):
        return True  # 「这号码是我爸的，他叫马国强 139…」
    if not gives_own(heard.text) and names_caller(heard.text):
        return False
    early = heard.first("serial_number") is not None and heard.first("contact_phone") is None
    if not doubts(heard.text) and (phone := own_phone(heard.text)) and _CALL_THERE.search(normalise(heard.text[: phone.start])):
        return True  # 「帮我登记吧，电话 18050173364」, while a step is tried
    answer = answers.read(slot, heard, draft, now) if slot in _NUMBERS else Answer()
    return early or answer.read or answer.hint == OF_A_LINE
