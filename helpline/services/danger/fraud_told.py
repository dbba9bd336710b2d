"""What a customer says and asks in the middle of a fraud: that nothing was given, what was done already, and what to do now."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Catalogue
from helpline.model.asking import asks
from helpline.model.event import Label
from helpline.model.text import normalise
from helpline.services.danger.fraud_asked import asked_of_fraud
from helpline.services.danger.scams import given_away, steps
from helpline.services.questions.of_the_call import asks_of_our_call
from helpline.services.reply import Say

_NEVER = r"(?:没有?|未|不敢|没敢|不曾|从没|没来得及)"
_THINGS = r"(?:验证码|密码|银行卡|卡号|身份证|钱|链接|资料|信息|软件|微信|屏幕|app)"
_VERBS = r"(?:给|念(?!书)|读给|发给|发过|付|转|汇|打(?!开)|交|点(?!名)|说|报|告诉|填|输|下载?|装|共享|加|扫|买|提供|透露|回(?:复|他|它)?|理|上当|信|照做|操作|接)"
# 「没付」, 「我没点链接」, 「没有验证码给他」, 「银行卡也没有」, 「密码什么的都没说」
_NOTHING_GIVEN = re.compile(
    rf"{_NEVER}(?:有|把|再|跟|和|向|给|按|他们?|她|它|对方|骗子|去|我的?|任何|什么|这个|那个|{_THINGS}|[^，,。；;！!？?]{{0,2}}){{0,4}}{_VERBS}"
    rf"|{_NEVER}(?:给|说|把|泄露|任何|[^，,。；;！!？?]{{0,4}}){{0,2}}{_THINGS}|{_THINGS}[^，,。；;！!？?]{{0,6}}{_NEVER}"
)
_STILL_OPEN = re.compile(r"没(?:有)?(?:办法|用|反应|改|换|挂|报警|冻结|删|退|断)|没收到")  # a step not taken is no relief
_DONE = re.compile(
    r"(?:已经?|刚刚?|也|都|现在|马上|我)(?:经|给|把|去|都|也|就|跟|找|联系)*(?:[^，,。；;！!？?没未要想该]{0,8})?"
    r"(?:挂(?:了|断|掉)|拉黑|报(?:了)?警|打(?:了|过)?(?:110|96110|银行|派出所)|(?:联系|通知|告诉|找)(?:了|过)?[^，,。；;]{0,6}(?:银行|警察|派出所|支付宝|微信)"
    r"|冻结|挂失|(?:改|换|重置|重设)(?:了|过|好|完|掉)?[^，,。；;]{0,4}密码|密码[^，,。；;]{0,4}(?:改|换|重置|重设)(?:了|过|好|完|掉)|断(?:了)?网|(?:删|卸载?)(?:了|掉|除|完)|退出|关(?:了|掉)[^，,。；;]{0,4}(?:共享|远程))"
    r"|(?:110|96110|银行|警察|派出所)[^，,。；;！!？?没未要]{0,4}(?:打|联系|报|通知)(?:过|了|完|好)"
    r"|(?:报(?:过|完|了)警|挂(?:掉|断)?了|拉黑了|(?:挂失|冻结)(?:了|过|好)|密码[^，,。；;！!？?没未要想]{0,6}(?:改|换|重置|重设)(?:了|过|好|完|掉))"
)
_CLAUSES = re.compile(r"(?<=[？?])|[，,。；;！!\n]+")
_NOT_DONE = re.compile(r"(?:没有?|还没|未|要不要|该不该|能不能|需要|怎么|咋|如何|想|打算|准备|要|去哪|在哪)[^，,。；;！!]{0,6}$")
_WHAT_NOW = re.compile(
    r"(?:怎么办|咋办|咋整|怎么(?:弄|搞|处理|做|才好)|(?:该|要|应该|得)(?:先|马上|赶紧)?(?:做|干|弄)(?:什么|啥|点|嘛|哪样)|(?:接下来|下一步|现在|然后)[^，,。；;]{0,4}(?:呢|怎么|干什么|做什么|干嘛)|有(?:什么|啥)办法)"
)
_HARM = re.compile(r"(?:会不会|有没有|会|要不要|不会)[^，,。；;]{0,6}(?:有?事|危险|风险|问题|被盗|紧)|要紧[吗不么]|安全[吗不么]")
# 「现在改密码还来得及不」, 「挂失是不是太晚了」
_IN_TIME = re.compile(
    r"来得及(?:吗|么|嘛|不|没|吧|[?？]|$)|来不来得及|来不及了?(?:吗|么|吧|[?？])|晚不晚|(?:是不是|会不会)[^，,。；;]{0,8}(?:晚|迟|来不及)|[太已]?[经]?[晚迟]了(?:吗|么|吧|[?？])|还?有用(?:吗|么|不|没)|还?管不?用(?:吗|么|不)|too late|in time"
)
_STEP = re.compile(r"密码|挂失|冻结|报警|报案|银行|锁|退出|删|断网|挂断|拉黑|password|bank|police")
# 「打来的时候会不会先报个暗号，我好分辨真假」: of the call to come.
_OUR_CODE = re.compile(
    r"(?:打来|打过来|回电|来电|接通|你们|顾问)[^。；;]{0,10}(?:会|能|有没有|先|报)[^。；;]{0,6}(?:暗号|核对码|口令)(?!.*(?:报不|不对|没有|错))"
)
_OF_POLICE = re.compile(r"报警|报案|警察|派出所|110|police")
_WE = re.compile(  # 「您们该不会也是骗子吧」
    r"(?:[你您]们?(?!好)|这边|这里|本助手|机器人)[^，,。；;的]{0,6}(?:是|像)(?:不是)?(?:真的?|假的?|骗子|诈骗|骗人的?|官方|一伙|跟?他们一[伙起])|(?:怎么|凭什么|凭啥|咋)(?:相?信|知道)[你您]们?"
)
_IS_IT = re.compile(
    r"是不是(?:骗子|诈骗|骗|假|骗局|骗人|真)|(?:是|算|属于)(?:诈骗|骗子|骗局|骗人的?|假的?|真的?)(?:吧|吗|么|嘛|不|吗?[?？])|骗子吧|骗人的?吧|真的?假的?|(?:这|那)?是真的?(?:吗|么|吧|不)"
)
_IGNORE = re.compile(
    r"(?:不|别)(?:再)?(?:理|管|搭理|回|接|点|信)[^，,。；;？?]{0,8}(?:就|可以|行|好|对|没事|够|是吧)|(?:就|还用|要不要|需不需要|用不用|还要)[^，,。；;]{0,4}(?:不理|不管|理|管|回)[^，,。；;]{0,4}(?:吧|吗|么|[?？])"
)
_TALKING = re.compile(
    r"(?:还在|正在|现在在)(?:跟|和|与)?(?:他|她|对方|骗子|那(?:个人|边))?(?:通话|打电话|通着|电话里|讲电话|聊|说话|线上|共享)|(?:电话|通话|他|对方)还(?:没挂|在线|通着|在说|连着)|还没(?:敢)?挂"
)
_OVER = re.compile(
    r"昨[天晚日夜]|前[天晚]|(?:上|前)(?:个?(?:周|星期|礼拜|月)|几天)|今天早上|今早|(?<!没)(?<!没有)挂(?:了|掉了?|断了?)|[\d一二两三几]天(?:以?前)"
)
_STILL_ON = re.compile(r"正在|还在|没挂|没有挂|现在|一直在|又|刚才?(?!挂)")
_PERSON = re.compile(
    r"真人|活人|人工|(?:有|找|来|派|换)个?人[^，,。；;]{0,4}(?:跟|和|给|帮)?我?(?:说|讲|谈|聊|处理|接)|(?<!冒充)(?<!冒充的)(?<!假)(?:顾问|专员)[^，,。；;]{0,6}(?:跟|和)我"
)
_POLICE = re.compile(
    r"(?:是不是|要不要|用不用|需不需要|该不该|有没有必要|有必要|(?:还|也)?(?:要|得|该|需要))[^，,。；;]{0,5}(?:报警|报案|找警察|打110|去派出所)[^，,。；;了]{0,4}(?:[啊呀吧吗么呢嘛?？]|$)"
    r"|(?:报警|报案)(?:了)?(?:还|能|会)?(?:有没有|有)?(?:用|管用|意义)|(?:报警|报案|警察)[^，,。；;]{0,6}(?:打哪|去哪|怎么|要带|找谁)|(?:怎么|去哪|在哪|哪里)[^，,。；;]{0,4}(?:报警|报案)|(?:还是|先)(?:去|要|得)?报[警案井]"
)
_ANOTHER = re.compile(r"另外|还有(?:个|一|件|别的)|别的事|顺便|对了[，,]?我")
_VERIFY = re.compile(
    r"(?:怎么|咋|如何|怎样|在?哪[里儿]?|跟谁|找谁)[^，,。；;]{0,6}(?:核实|确认|证实|查证|验证|辨|分辨|知道|联系官方|问官方)"
)
_MONEY_BACK = re.compile(
    r"(?:钱|款|[元块万千百])?[^，,。；;]{0,6}(?:追|要|拿|找|退|讨)[^，,。；;]{0,3}(?:得)?(?:回来?|回)[^，,。；;]{0,4}(?:吗|么|不|[?？]|来吗)|(?:能|可以|还能)[^，,。；;]{0,6}(?:追回|要回|找回|退回|拿回|退给我)"
)


def told_of_fraud(catalogue: Catalogue, text: str, before: str) -> list[Say]:
    """What is said to it, by what was given away `before`; nothing where it is of something else."""
    plain = normalise(text)
    facts = {"number": catalogue.number_of(catalogue.line_of(Label.SAFETY))}
    if given_away(text) or _ANOTHER.search(plain):
        return []  # something new, with steps of its own
    if asked := _if_in_time(plain) or (
        [Say("utter_side_caller")] if asks_of_our_call(text) or _OUR_CODE.search(plain) else asked_of_fraud(catalogue, text)
    ):
        return asked
    if _TALKING.search(plain):
        return [Say("utter_safety_hang_up")]
    if _POLICE.search(plain):
        return [Say("utter_safety_police")]
    if _WE.search(plain):
        return [Say("utter_safety_identity", facts)]
    if _IS_IT.search(plain):
        return [Say("utter_safety_is_fraud", facts)]
    if _MONEY_BACK.search(plain):
        return [Say("utter_safety_money_back")]
    if _VERIFY.search(plain):
        return [Say("utter_safety_verify", facts)]
    if _IGNORE.search(plain):
        return [Say("utter_safety_ignore", facts)]
    if _WHAT_NOW.search(plain) or _HARM.search(plain):
        lost = given_away(before)
        return (
            [Say("utter_safety_in_order"), *steps(lost, before, catalogue, more=True)[1:]] if lost else [Say("utter_safety_ignore", facts)]
        )
    if did_right(text):
        return [Say("utter_safety_well_done")]
    if nothing_given(text):
        return [Say("utter_safety_not_given_too" if given_away(before) else "utter_safety_not_given")]
    return []


def _if_in_time(plain: str) -> list[Say]:
    """What is said to who asks whether a step comes too late: 「我现在改密码还来得及不」."""
    if not (_IN_TIME.search(plain) and _STEP.search(plain)):
        return []
    if _OF_POLICE.search(plain):
        return [Say("utter_safety_police_now")]
    of_password = re.search(r"密码|password", plain) is not None
    return [Say("utter_safety_not_too_late"), *([Say("utter_safety_where_password")] if of_password else [])]


def call_is_over(text: str) -> bool:
    """True for a call of last night, or one that was hung up: there is nothing left to hang up."""
    plain = normalise(text)
    return _OVER.search(plain) is not None and not _STILL_ON.search(plain)


def wants_person(text: str) -> bool:
    """True for 「现在能有个真人跟我说吗」 in the middle of a fraud."""
    return _PERSON.search(normalise(text)) is not None


def nothing_given(text: str) -> bool:
    """True for 「没付」 and 「银行卡也没有」, not for a step that was not taken."""
    plain = normalise(text)
    return _NOTHING_GIVEN.search(plain) is not None and not _STILL_OPEN.search(plain)


def did_right(text: str) -> bool:
    """True for 「已经报警了」 and 「银行卡冻结了」: a step that is taken, and not asked about."""
    told = [normalise(clause) for clause in _CLAUSES.split(text) if not asks(clause)]
    return any(not _NOT_DONE.search(plain[: match.start()]) for plain in told for match in _DONE.finditer(plain))
