"""Whoever wants nothing more once there is a number: 「都不要，先这样」, 「不用打给我了」."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.model.attempts import tried_steps
from helpline.model.draft import NO_CALL, Draft
from helpline.model.holidays import Holidays
from helpline.model.phone import find_phone
from helpline.model.text import normalise
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.handover.wishes import names_clock, names_time_to_come, wanted_mode
from helpline.services.handover.without_call import wants_no_call
from helpline.services.intake.refusals import of_the_question
from helpline.services.questions.in_vain import keep_question
from helpline.services.reply import Say

_NONE = re.compile(
    r"(?:不用|不必|不需要|不要|不使|先别|别|甭)(?:再|给我|麻烦|帮我|替我|你们?|您)*(?:处理|管|弄|联系|安排|预约|约|回电话?|回了|跟进|打(?:给我|电话|过来|来)?(?!印|开|包))(?:我|电话|给我|过来)?(?:了|吧|啦|$|[，,。.!！；; ])"
    r"|(?:先|暂时|还是|就|那|都)不(?:预?约|弄|处理|安排|修|打)(?:了|吧|啦|$|[，,。.!！；; ])|(?:^|[，,。；; ])(?:我|那)*不(?:预?约|处理|安排)了"
    r"|(?:我|自己|先|想)*再(?:观察|考虑|看看|想想|等等看)|(?:以后|回头|下次|过几天|过阵子|需要(?:的时候|时|了)?|想好了?|有需要)再(?:说|约|联系|找你们?|打给你们?)"
)
_SO_FAR = re.compile(
    r"(?:(?:都|什么|哪个|一个)也?(?:不要|不用|不需要|不选)了?|(?:那|好|好的|行|嗯|我)*(?:就?先)(?:就)?(?:这样|到这)(?:吧|了|啦|哈|里)*|[，,。.!！；; ]|谢谢|再见|吧|了)+"
)
_BARE = re.compile(
    r"(?:(?:那|哦|啊|我|先|暂时|还是|都|算了?)*(?:不用|不使|不要|不需要|不必|没事)了?(?:吧|谢谢|哈|啦|再见|[，,。.!！~ ])*)+"
)
_ELSE = re.compile(r"[?？吗嘛么]|行不|怎么|换|改|别的|其他|其它|更|现在|马上|这个(?:号|时间|店)|[上下]午|今天|明天|后天|周|星期|礼拜|\d点")
SHORT = 8  # characters of a bare 「不用了」
# Where 「不用了」 can hardly mean anything but the whole matter.
_FIRST_ASKED = ("device_model", "symptom", "fault_cause", "place", "order_number", "organisation", "contact_phone", "event_number")
_LEAVES = re.compile(
    r"(?<!能)(?<!么)(?:不|别|甭)(?:用|要|需要|必|想)?(?:再|另外|另|重新|单独|给我)*(?:登记?|约新|约别|填|报|建|办|弄)(?!录|不)[^，,。]{0,4}了|不(?:用|要)?(?:再|另外)?登记?$|没别的(?:事|问题)?了|先不(?:登|办|弄|填|约新)"
)
_NO_THANKS = re.compile(r"(?:(?:那|哦|啊|我|先)*(?:不(?:用|要|需要|必)了?|算了|没事了?)(?:吧|谢谢|哈|啦|再见|[，,。.!！~ ])*)+")
_NO_MORE = re.compile(
    r"(?:那|哦|啊|我|先|就|还是)*不(?:查|退|问|买|修|换|约|看|弄|办|登)了(?:吧|谢谢|哈|啦|呢|再见|就这样|算了|[，,。.!！~ ])*"
)
# What is being filled in is dropped, be it with a bare 「取消」; what was arranged before stands.
_DROPS = re.compile(
    r"(?:(?:那|我|先|就|都|还是|算了|哎|唉|啊|好吧)|不(?:用|要|必|使)?(?:再|给我|帮我)?(?:登记?|报|弄|办|填)?了?|(?:请|帮我|给我|麻烦)?(?:把)?(?:这个|这次|这条|这单|新的?|那|刚才?这个)?的?(?:登记|表|单子)?(?:也|就|都)?取消(?:掉|了)?(?:这个|这次|这条|新的?)?的?(?:登记|单子)?|吧|谢谢|[，,。.!！~ ])+"
)
_OF_A_SLOT = re.compile(r"[序串][列行]号?|电话|手机号|型号|版本|步骤|照片|截图|订单号|编号")
# The matter itself, given up or only asked about, with nothing but a reason beside it: 「不退了，亮点很小凑合用」.
_DOES = r"(?:退|修|采购|买|办|登记?|报修?|换|弄|申请|理赔|续|处理|反馈|投诉|麻烦)"
_MATTER = re.compile(
    rf"(?:(?<=[，,。；;！!~\s])|^)(?:我|也|反正|都|说过?|那|还是|就|先|真的?|现在|决定|打算|暂时|算了|唉|哎|这[个台单]|退货|退款|维修|登记)*(?:不|别|甭)(?:想|用|要|需要|打算|必)?(?:再)?(?:给我|帮我|你们?)?{_DOES}(?:货|款|钱|理|你们?)?(?:了|$|(?=[，,。；;！!吧]))"
    r"|(?:(?<=[，,。；;！!\s])|^)(?:把|那|就|帮我|给我|请)*(?:这[个次单]|刚才)?的?(?:登记|申请|退货|退款|维修)?取消(?:掉|了|这[个次单])*(?:登记|申请|退货|退款|维修)?(?:吧|了|$|(?=[，,。；;！!]))"
    r"|(?:订单|退款|退货|物流|快递|包裹|货|发票|单子)[^，,。；;！!]{0,3}不(?:用|想|必)?(?:再)?(?:给我|帮我)?(?:查|催|追)了"
    r"|(?:到|收到|送来|拿到|签收)了[^?？]{0,6}不(?:用|需要|必)(?:再)?(?:给我|帮我)?(?:查|催|追|找)了"
    r"|算了(?=[^?？]*(?:凑合|将就|不影响|无所谓|不管了|自己(?:弄|修|解决|想办法)|[就先]这(?:样|么)))"
)
# All that was told is to go, whatever it was: 「前面填的统统作废」, 「单子也甭建了」; 「订单都取消了，钱还没退」 tells what happened.
_OFF = r"(?:作废|不作数|不算数|取[消销]|撤[销回]?|删除?)"
_ALL_OFF = re.compile(
    rf"(?:(?:前面|之前|刚才|刚刚|以上|上面)[^，,。；;！!]{{0,3}}(?:填|说|登|报|写|讲|弄|办)[^，,。；;！!]{{0,5}}|(?:所有|全部?|统统|通通|一律|都)(?:都|给我|帮我|一起)*){_OFF}(?:掉?了?(?:吧|把|罢|哈|得了|算了)|掉?(?=$|[，,。；;！!\s]))"
    rf"|(?:(?<!订)单子?|登记|表格?|申请|工单|记录|采购|这事儿?)(?:的|也|就|都|那个|给我|帮我|请|先|[，,\s])*(?:(?:甭|不用|不要|别|不必)(?:再|给我|帮我)?[建开填录登记立报下弄办做提]+了|{_OFF}(?:掉?了?(?:吧|把|罢)|掉?(?=$|[，,。；;！!\s])))"
)
_ONLY_ASKED = re.compile(
    rf"(?:只是|就是|就|只|我是|是)(?:想|来|随便)*(?:问问|问一?下|打听|咨询|了解)(?:而已|一下|罢了)?|随便问问|不是真的?[要想]{_DOES}?|(?<!有)(?:没有?|不是)(?:说|真的?|打算|想|要){{1,3}}{_DOES}"
)
_MORE_WISHED = re.compile(
    r"[?？吗么呢怎什哪]|帮|(?<!不)(?<!不用)(?<!我)(?<!自己)查|(?<!看)看(?!看)|重新|重来|从头|直接|先(?!这|用|不|别|凑|放|将|算|留)|想(?!想|通|开|明白)|(?<!必)(?<!没)要(?!死|紧)|还是(?!留|用|算|不)|改|另|还有|登|约|换(?!新机|新手机|手机|一?[台部]新)|打(?!算)|电话|找(?!到)|多少|(?<!还)能(?!用|凑|接受|忍)|可以(?!用|接受)|有没有|[修退办](?:一?下|就)|(?<![别不])提交|确[认定]|对的|没问题|\d{4}"
)
_ASKS_ELSE = re.compile(r"邮件|邮箱|@|短信|微信|留言|打字|文字|发给我|告诉我|[怎什哪几]|多少|想知道|想问|只想|净系")
_LONGEST = 40  # characters of a matter given up with its reason
_WHERE_BARE = ("service_mode", "place", "callback_time")  # where 「不用了」 turns no single offer down


_WITHDRAWS = re.compile(
    r"登记(?:的|了的)?(?:也|都|就|先)*(?:取消|撤|删|作废)|(?:取消|撤销|撤掉|撤回|删掉|作废)(?:这个|这次|这条|那个|刚才的?)*(?:登记|事件|单子)|(?:事件|单子)[^，,。]{0,3}(?:取消|撤|删|作废)"
)


def withdraws(text: str) -> bool:
    """True where the event itself is to go: 「登记的先取消」."""
    plain = normalise(text)
    return _WITHDRAWS.search(plain) is not None and re.search(r"[?？吗么]|怎么|(?:不|别)(?:用|要|想|能)?(?:取消|撤|删)", plain) is None


def wants_no_more(asked: str | None, text: str, now: datetime, holidays: Holidays) -> bool:
    """True where the words want neither a call nor a visit; not where another way, place or time is named."""
    plain = normalise(text).strip()
    if withdraws(text):
        return True
    rest = _NONE.sub(" ", plain)
    if wanted_mode(rest) is not None or names_clock(plain) or find_phone(text):
        return False
    if _BARE.fullmatch(plain) or _SO_FAR.fullmatch(plain):
        return asked in _WHERE_BARE
    if _NONE.search(plain) is None or _ELSE.search(plain):
        return False
    return not names_time_to_come(rest, now, holidays)


def leaves_form(asked: str | None, plain: str) -> bool:
    """True where a form that was opened beside an event is left: 「不用登记，取消」; not where only what is asked is turned down."""
    if _OF_A_SLOT.search(plain):
        return False
    if _NO_THANKS.fullmatch(plain) and len(plain) <= SHORT:
        return asked in _FIRST_ASKED
    dropped = "取消" in plain and _DROPS.fullmatch(plain)
    return bool(dropped) or drops_matter(asked, plain) or _LEAVES.search(plain) is not None or _NO_MORE.fullmatch(plain) is not None


def drops_matter(asked: str | None, text: str) -> bool:
    """True for 「算了，不退了，凑合用」 and 「我只是问问，不是真要退」 in a form; not where something else is wished for beside it."""
    plain = normalise(text)
    left = _ALL_OFF.sub("", plain)
    rest = _ONLY_ASKED.sub("", _MATTER.sub("", left))
    if (
        rest == plain
        or len(plain) > _LONGEST
        or asked == "tried_steps"
        or (asked == "confirm" and "弄" in plain and left == plain)
        or tried_steps(plain)
        or (left == plain and of_the_question(plain))
    ):
        return False
    return _OF_A_SLOT.search(plain) is None and _MORE_WISHED.search(rest) is None


def kept_beside_refusal(work: UnitOfWork, draft: Draft, text: str, now: datetime) -> list[Say]:
    """What is asked or wished for beside 「不用打了」, kept for the advisor: 「发邮件就行」."""
    parts = [part.strip() for part in re.split(r"[，,。；;！!？?\n]+", text) if part.strip()]
    rest = "，".join(part for part in parts if not _NONE.search(normalise(part)))
    if _ASKS_ELSE.search(normalise(rest)) is None:
        return []
    keep_question(draft, rest)
    events.keep_facts(work, draft, now)
    return [Say("utter_no_call_noted")]


def refuses_call(draft: Draft, text: str) -> Say | None:
    """「可不可以不用打给我」 in a form: kept for the advisor, and no call is offered at its end."""
    if draft.event_number or draft.asking in ("symptom", "tried_steps") or not wants_no_call(text):
        return None
    keep_question(draft, text)
    draft.facts[NO_CALL] = True
    draft.passed += ["contact_phone"] if draft.asking == "contact_phone" else []
    return Say("utter_no_call_ahead")
