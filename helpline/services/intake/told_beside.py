"""What is stated beside an answer or a yes: 「139…，屏幕右下角还漏液」, 「确认，户口本我都有」. It belongs to what is wrong, unless it has a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from helpline.catalogue.device_lines import CHIP, in_capitals
from helpline.catalogue.facts import Catalogue
from helpline.model.acts import SURE, Does
from helpline.model.draft import Draft
from helpline.model.institutions import institution_in
from helpline.model.mending import names_place
from helpline.model.numbers import find_counts
from helpline.model.statements import ASIDE, clauses, han, is_empty, long_enough, states, to_the_advisor
from helpline.model.text import normalise
from helpline.model.turns import takes_back
from helpline.model.understanding import Heard
from helpline.services.corrections.objections import told_wrongly
from helpline.services.events import joined
from helpline.services.handover.store_words import passed_by
from helpline.services.handover.wish_beside import keep_wish
from helpline.services.handover.wishes import names_clock, names_time, wanted_mode, wished_mode
from helpline.services.intake.answers import NUMBERS, Answers
from helpline.services.intake.describing import TELLING
from helpline.services.intake.naming import contact_instead
from helpline.services.intake.of_answers import of_an_answer
from helpline.services.intake.of_numbers import of_the_number
from helpline.services.intake.read_back import agrees

# What is known by its own line and says nothing of the fault.
_ELSEWHERE = frozenset(
    {
        "os_version", "purchase_date", "received", "sold_in", "plan", "proof_lost", "contact_name",
        "device_model", "contact_phone", "serial_number", "imei", "order_number", "organisation", "place", "wished_time",
    }
)  # fmt: skip
_OF_THE_FAULT = frozenset({"since", "frequency", "error_code", "repaired", "replaced", "waiting"})
_LONG = 6  # characters of a clause behind the name of a company
_CALLED = 4  # characters beside a name that only say that it is one: 「我是财务小陈」
_STATE = 4  # characters of the state of a part
_MOST = 0.6  # of a clause, from which a fact holds all that it says
_TOLD_AT_LENGTH = ("symptom", "tried_steps")
# What has a shape of its own, so that nothing else that is stated can be the answer.
_WIDELY = frozenset({"contact_phone", "serial_number", "order_number", "purchase_date", "fault_cause", "error_code", "confirm"})
_ANSWERED_BESIDE = ("device_model", "fault_cause", "os_version", "purchase_date")
_ANY_DEVICE = ("配件", "设备", "机器", "附件")
_SELLER = re.compile(
    r"(?:在|从)?(?:京东|天猫|淘宝|拼多多|抖音|苏宁|国美|顺电|唯品会|闲鱼|转转|经销商|授权店|专卖店|营业厅|二手)[^，,。；;！!？?\s\d]{0,6}?(?:买|购买|购入|入手|下单|收)的?(?![吗么])"
    r"|(?:京东|天猫|淘宝|苏宁|拼多多)[^，,。；;！!？?\s\d]{0,4}(?:自营|旗舰店|专营店|百亿补贴)"
)
# Dictated without a pause: 「她姓李耳朵不大好你说话大声点」
_RUN_ON = re.compile(
    r"(?<=[\u4e00-\u9fff]{3})(?<![叫让跟和给帮请告诉])(?=(?:[你您]们?(?:说话?|讲话?|打|慢|大声|多)|(?:他|她|我)(?:姓|叫|耳朵|听力|白天|晚上|平时|普通话)))"
)
# Of whoever comes or answers, and what they need; not why another time is wished for.
_OF_ONESELF = re.compile(
    r"轮椅|坡道|电梯|腿|拐|视力|看不见|眼睛|耳朵|听力|聋|哑|手语|怀孕|孕|老人|[娃孩]|晚到|迟到|晚[一几]?[点些]到|早到|同事接|家里?人接|[他她]接|会接|静音|振动|普通话|方言|听不懂|口音"
)
_ARRANGES = re.compile(r"[?？]|[吗么]$|改|换|不(?:行|去|约|打|方便接)|没空|取消|算了|接送|[接送](?:孩子|娃|小孩|老人)|上课|放学|有事")
_OF_MANY = ("enterprise_", "education_")
_GOODS = r"(?:订单|单子|这单|货|款|钱|地址|发票|抬头|商品|东西|颜色|容量|型号)"
_WISHES_OF_IT = re.compile(
    rf"(?:帮我|给我|麻烦|请|直接|想|要|把|还是|干脆|改成)[^，,。；;不别]{{0,8}}{_GOODS}[^，,。；;]{{0,4}}(?:取消|退|换|改|补|停|撤|拦)|(?<![不别])(?:取消|退掉?|撤|改成)[^，,。；;]{{0,4}}{_GOODS}(?:吧|算了|$)"
)
_PART = re.compile(
    r"屏|手机(?!号)|平板|电脑|手表|耳机|电池|镜头|摄像|相机|喇叭|扬声器|听筒|话筒|麦克风|充电[口器头线盒仓]|接口|插口|后盖|边框|外壳|机身|机器|主板|面容|指纹|键(?!入)|触[摸控]|表[冠带盘]|转轴|铰链"
    r"|风扇|卡[槽托]|数据线|声音|画面|信号|壳|保护[壳套膜]|贴膜|钢化膜|外放|玻璃|音质|音量|插头|照片|资料|数据|备份|包裹|快递|物流|驿站"
)
_TROUBLE = re.compile(
    r"(?<!没有)(?<!没)报错(?!了)|提示(?:说|我)?[:：“「\"]|无法|不(?:太|怎么|大|会)?(?:灵|亮|响|动|转|准|稳|清|开|上|进|出|着|了机|行|能用|好使|好用|工作|显示|识别|到)|没(?:有)?(?:反应|声|信号|电|图像|画面|显示|影)|坏|裂|碎|缺了?(?:一?[块角]|口)|翘|鼓|凸|漏液|漏光|漏电"
    r"|松(?!口气|快)|黏|粘|糊|烫|发热|过热|慢(?!慢)|卡(?:顿|住|死|在)|闪[退屏烁]|一闪|抖|[黑白花蓝绿]屏|黑[斑点块线]|[绿白竖横亮]线|[亮黑坏]点|变形|弯了|歪|杂音|异响|电流声|断[断开了裂]|进了?[灰水液]|摔|磕|砸|划痕|刮花|掉漆"
    r"|脱落|掉了(?!队|头)|[修换拆]过|死机|失灵|自动(?:关机|重启)|(?:能|可以|打得|开得)开?[开亮]?机|没收到|签收|看不清|听不[见清到]|拍不"
)
# 「盘龙区北京路12号3栋」: of its place a line has the city alone.
_ADDRESS = re.compile(
    r"(?:路|街|大道|巷|弄|村|镇|乡|小区|大厦|花园|苑|公寓|宿舍)[^，,。；;\d]{0,8}\d{1,5}(?:号|栋|幢|座|单元|室|楼|弄|-)|\d{1,3}(?:号楼|栋|幢|单元)"
    r"|(?<![什么的网])(?:新|收货|送货|配送|快递)?地址(?:现在|应该|是|为|改|换|写|到|成|[:：])+[\u4e00-\u9fff]{3,}"
)
_POINTS_AT_IT = re.compile(r"(?:写|刻|印|贴|标|显示|抄)(?:着|的|的是|着的是)[:：]?$|为准$")  # 「底下刻着」, a serial that was cut out
_HURT = re.compile(
    r"(?:手|指|脸|胳膊|腿|脚|眼|皮肤|头发|嗓子|喉咙|孩子|人)[^，,。；;]{0,6}?(?:[烫烧熏电](?:了|到|伤|黑|红|着)|发?[黑红肿疼痛麻]|起泡|破了|流血|受伤)|受伤|烫伤|灼伤|头晕|呛到|咳嗽"
)
_NOT_OF_IT = re.compile(
    r"[?？]|[吗么]$|能不能|可不可以|会不会|要不要|是不是|有没有|多少|多久|几天|怎么|什么|哪[里儿家个]|为啥|(?<![拍看听说])不(?:知道|晓得|清楚|确定)"
    r"|谢|麻烦|请|辛苦|拜托|尽快|快[点些]|赶紧|着急|等你|你们?|您|客服|顾问|师傅|(?:电话|号码|手机号)(?!注册|绑定|登录|停机|没停|换了|已?经?换|是?公司)|微信(?:同|也|号|联系|加|$)|加[个一下]*微信|短信|^我?(?:现在|目前)?(?:只有|就|用的?)是?这个|[打接]不通|找不[到着]|不太?会[操用弄]|^[他她](?:听|看)|^(?:屏幕?|手机|电池)?(?:能|可以)[修换]|(?:[爸妈公婆他她]|老[公婆])的?手机$|^(?:这|就|那|我|是|的|个|台|部|本人|自己|用)*手机$|联系|回电|来电|接听|打给|打我|打过来|有空|方便|上班|下班|稍后|回头"
    r"|^(?:我们?)?(?:的)?(?:单位|公司|学校|机构|抬头|称呼|姓名|名字|名称)[^，,。；;]{0,6}(?:改|写|填|错|换|补|全|漏|少|打|整)|不是|[说写填打弄搞]错|报错了|错了|改[成为]|应该是|算了|跳过|没了$|[买购]"
)


def keep_beside(answers: Answers, draft: Draft, heard: Heard, now: datetime) -> None:
    """Put what a message tells of the matter beside its answer to what is wrong; no courtesy, question, wish or other device."""
    if draft.asking in _TOLD_AT_LENGTH or heard.chosen:
        return
    if draft.asking == "organisation" and (institution := institution_in(heard.text)):
        _keep_behind(answers, draft, heard, institution[1], now)
        return
    waiting = "；".join(str(one.get("said", {}).get("text")) for one in draft.parked)
    told = [(clause, of_fault) for clause, of_fault in _clauses(answers, draft, heard, now) if clause not in waiting]
    whole = {clause for clause, of_fault in told if of_fault} | set(long_enough([clause for clause, of_fault in told if not of_fault]))
    if more := "，".join(clause for clause, _ in told if clause in whole):
        draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), more)


def _keep_behind(answers: Answers, draft: Draft, heard: Heard, rest: str, now: datetime) -> None:
    """All that is said behind the name of a company or a school, questions too: 「… 我们学校新买了四十台iPad想统一管理」."""
    told = [
        clause for clause, _ in clauses(rest) if han(clause) >= _LONG and not is_empty(clause, heard.acts) and not clause.startswith("不是")
    ]
    said = str(draft.facts.get("symptom") or "")
    more = [one for one in told if not _ELSEWHERE & answers.gather(heard.part(one), now).keys() and one not in said]
    draft.facts["symptom"] = joined(said, "，".join(more)) if more else said


def keep_with_yes(catalogue: Catalogue, answers: Answers, draft: Draft, heard: Heard, now: datetime) -> None:
    """The same beside a yes to what was read back, with the facts that were not known, and how and when one would like it."""
    draft.facts |= {name: value for name, value in answers.gather(heard, now).items() if not draft.facts.get(name)}
    keep_wish(catalogue, draft, heard.text, now, alone=True)
    keep_beside(answers, draft, heard, now)


def keep_with_arrangement(answers: Answers, draft: Draft, heard: Heard, now: datetime) -> None:
    """What somebody says of themselves beside a way, a store or a time: 「南京东路店，我坐轮椅」, 「周六三点，我可能晚到十分钟」."""
    said = [] if heard.chosen else [clause for clause, _ in clauses(heard.text)]
    known = str(draft.facts.get("symptom") or "")
    more = [clause for clause in said if _of_oneself(answers, heard, clause, now) and clause not in known]
    if more and len(more) < len(said):
        draft.facts["symptom"] = joined(known, "，".join(more))


def _of_oneself(answers: Answers, heard: Heard, clause: str, now: datetime) -> bool:
    part = heard.part(clause)
    if heard.does(clause) in ASIDE or is_empty(clause, heard.acts) or _ARRANGES.search(normalise(clause)) or wanted_mode(clause):
        return False
    return _OF_ONESELF.search(normalise(clause)) is not None and not names_time(clause, now) and not answers.gather(part, now)


def with_more(answers: Answers, draft: Draft, heard: Heard, now: datetime) -> str:
    """What is wrong, with what a message in which something is put right tells of it: 「前天开始的。哦系统是26.1」, asked since when."""
    said = str(draft.facts.get("symptom") or "")
    told = (clause for clause, _ in clauses(heard.text) if not (is_empty(clause, heard.acts) or takes_back(clause) or told_wrongly(clause)))
    more = [clause for clause in told if not _ELSEWHERE & answers.gather(heard.part(clause), now).keys()] if said else [heard.text]
    return joined(said, "，".join(more))


def told_with_wish(answers: Answers, draft: Draft, heard: Heard, now: datetime) -> dict[str, Any]:
    """The facts beside a wish for a person, what was asked among them: 「air5。能不能直接给我个人」, 「自己出现的，给我找个人」."""
    slot = draft.asking or ""
    asked = answers.read(slot, heard, replace(draft, tries={}), now).facts if slot in _ANSWERED_BESIDE else {}
    return answers.gather(heard, now) | asked


def _clauses(answers: Answers, draft: Draft, heard: Heard, now: datetime) -> Iterator[tuple[str, bool]]:
    """What stands beside the answer, and whether it is plainly of the fault."""
    text, announced, phoned = heard.text, False, heard.first("contact_phone") is not None
    for number in sorted({found.text for found in heard.found if found.entity in NUMBERS}, key=len, reverse=True):
        text = text.replace(number, "，")
    name = str(draft.facts.get("contact_name") or "")
    text = _RUN_ON.sub("，", re.sub(rf"(?<=[姓叫是]{re.escape(name)})(?=[\u4e00-\u9fff]{{3}})", "，", text) if name else text)
    for clause, opened in clauses(text):
        announced = announced or opened
        if _says_nothing(clause, heard) or _stands_elsewhere(draft, heard, clause, phoned=phoned):
            continue
        part, plain = heard.part(clause), normalise(clause)
        told = answers.gather(part, now)
        if _WISHES_OF_IT.search(plain) and (draft.intent or "").startswith("store_"):  # 「直接帮我把订单取消吧」
            yield clause, True
            continue
        if (sold := _SELLER.search(plain)) and "不是" not in plain:  # 「去年双十一在京东买的」: the day has its line, the shop has none
            yield sold.group(), True
            continue
        hurt = (draft.intent or "").startswith("hazard_") and _HURT.search(plain) is not None  # 「熏黑了一点」 is no hour
        whom = told.get("contact_name") not in (None, draft.facts.get("contact_name"))  # 「找储经理」, where another writes
        counted = (draft.intent or "").startswith(_OF_MANY) and any(find_counts(plain))  # 「数量也改一下，42台」
        of_its_own = hurt or counted or _ADDRESS.search(plain) is not None
        if of_its_own or to_the_advisor(clause, heard.acts) and not (_ELSEWHERE - ({"contact_name"} if whom else set())) & told.keys():
            yield clause, True
            continue
        other = answers.names_other_device(part, draft) and any(one.text not in _ANY_DEVICE for one in part.found)
        done = "tried_steps" in told and (draft.asking != "confirm" or _held(clause, told))
        if done or names_clock(clause) or _ELSEWHERE & told.keys() or _answers(answers, draft, part, now) or wished_mode(clause) or other:
            continue
        adds = announced and len(clause) >= TELLING and not _OF_THE_FAULT & told.keys() and not re.search(r"[？?]$", clause)
        if adds or (len(clause) > 2 and _may_be_of_it(clause, heard) and _of_it(draft, plain)):
            yield clause, True
        elif (
            draft.asking in _WIDELY
            and states(clause, heard.acts)
            and _may_be_of_it(clause, heard)
            and not (_held(clause, told) or _known(draft, clause))
        ):
            yield clause, False


def _says_nothing(clause: str, heard: Heard) -> bool:
    return bool(
        is_empty(clause, heard.acts)
        or _only_refuses(clause, heard)
        or _POINTS_AT_IT.search(clause)
        or takes_back(clause)
        or names_place(clause)
        or agrees(clause)
    )


def _only_refuses(clause: str, heard: Heard) -> bool:
    """True for 「不会看」, 「什么型号我不晓得 你让我想想啊」; not for 「屏幕黑了看不到号」, which tells of the device."""
    does = [act.does if act.chance >= SURE else None for act in heard.acts if act.text in clause]
    named = any(found.entity in ("component", "fault_cause", "error_code") for found in heard.part(clause).found)
    return Does.REFUSE in does and set(does) <= {Does.REFUSE, Does.FILLER} and not named


def _stands_elsewhere(draft: Draft, heard: Heard, clause: str, *, phoned: bool) -> bool:
    """True for what belongs to another line, and for where somebody will be: 「我那天要带队去银川比赛」."""
    if of_an_answer(clause, phoned=phoned) or (phoned and _says_whose(draft, clause)) or _puts_name(draft, heard, clause):
        return True
    passed = any(one.entity == "place" and passed_by(clause, one.start, one.end) for one in heard.part(clause).found)
    return passed and not (_TROUBLE.search(normalise(clause)) or _PART.search(normalise(clause)))


def _may_be_of_it(clause: str, heard: Heard) -> bool:
    """False for what asks, wishes, refuses or is of something else: as it was heard, or by its words."""
    does = heard.does(clause)
    if does is Does.TROUBLE or does in ASIDE:
        return does is Does.TROUBLE
    return _NOT_OF_IT.search(normalise(clause)) is None


def _says_whose(draft: Draft, clause: str) -> bool:
    """True beside a number for 「就是微信同号嘞」 and 「我是财务小陈」, where that is who is called."""
    name = str(draft.facts.get("contact_name") or "")
    called = bool(name) and name in clause and han(clause) - han(name) <= _CALLED
    known = any(
        who in clause and han(clause) - han(who) <= _CALLED for who in re.findall("电话是(.{1,4})的", str(draft.facts.get("symptom") or ""))
    )
    return called or known or of_the_number(clause)


def _puts_name(draft: Draft, heard: Heard, clause: str) -> bool:
    """True for 「写校办的丁晓燕」, who is now to be called."""
    name = str(draft.facts.get("contact_name") or "")
    return bool(name) and name in clause and contact_instead(heard.text) == name


def of_the_fault(text: str, but: str) -> str:
    """What a text tells of the device beside the clause that is kept apart: 「去年换过一次屏，会不会影响保修」."""
    told = (clause for clause, _ in clauses(text) if clause not in but and len(clause) >= _STATE and states(clause))
    return "，".join(one for one in told if not _NOT_OF_IT.search(normalise(one)) and (_TROUBLE.search(one) or _PART.search(one)))


def keep_chip(catalogue: Catalogue, draft: Draft, text: str) -> None:
    """The chip of 「16 inch M3 Max」 with what is wrong, where the name of the model leaves it open."""
    device = catalogue.device_named(str(draft.facts.get("device_model") or ""))
    chips = {match.group() for match in CHIP.finditer(normalise(text))} if device else set()
    said = str(draft.facts.get("symptom") or "")
    for chip in map(in_capitals, chips):
        if device and len(device.chips) > 1 and chip in device.chips and chip not in said:
            draft.facts["symptom"] = joined(said, f"{chip} 芯片")


def _answers(answers: Answers, draft: Draft, part: Heard, now: datetime) -> bool:
    """True where the clause is the answer itself; of a cause that is another than the one that is kept it is not."""
    slot = draft.asking or ""
    if slot == "confirm":
        return False
    if slot not in _WIDELY:
        return slot in answers.gather(part, now)
    told = answers.read(slot, part, draft, now).facts.get(slot)
    return bool(told) and (slot != "fault_cause" or told == draft.facts.get(slot))


def _known(draft: Draft, clause: str) -> bool:
    """True where another line says the same already: 「是上周一16号晚上」."""
    said = re.sub(r"^(?:是|就是|应该是)|[的了吧呢啊]$", "", clause)
    return any(said in str(value) for value in draft.facts.values())


def _held(clause: str, told: dict[str, Any]) -> bool:
    """True where the steps, the time or the code that it tells are all that it says."""
    held = "".join(str(value) for name, value in told.items() if name in _OF_THE_FAULT or name == "tried_steps")
    return bool(told) and han(held) >= _MOST * han(clause)


def _of_it(draft: Draft, plain: str) -> bool:
    """A trouble; beside what is no word of the device itself, the mere state of one of its parts too."""
    of_line = draft.asking in ("device_model", "os_version", "fault_cause", "error_code")
    return _TROUBLE.search(plain) is not None or (not of_line and len(plain) >= _STATE and _PART.search(plain) is not None)
