"""The answer to which organisation it is, often with who writes: 「市三院 信息科老周」."""

from __future__ import annotations

import re
from dataclasses import replace

from helpline.model.acts import SURE, Acts, Asks, Does, Move, act_of
from helpline.model.event import Label
from helpline.model.institutions import NAMELESS, NO_INSTITUTION, institution_in, works_at
from helpline.model.name_shapes import HAN, POST, RELATED, SURNAMES, TITLE, WHOLE
from helpline.model.numbers import find_counts
from helpline.model.person import introduced_name, leading_name, signed_name, whole_name
from helpline.model.phone import find_phone
from helpline.model.text import align, normalise, shorten
from helpline.model.turns import turned
from helpline.model.understanding import Heard
from helpline.services.intake.naming import contact_instead
from helpline.services.reply import Answer

_PARTS = re.compile(r"[\s，,、；;。]+")
_CLAUSES = re.compile(r"(?<=[？?])|[，,；;。！!\n]+")
# What is asked, or said of it, beside the name.
_BESIDE = re.compile(
    r"^(?:请|麻烦|帮我|你)?(?:改|更正|写|填)(?:一?下|过来|上)?[吧了]?$|[吗么呢？?]$|能不能|可不可以|有没有|多少钱|^(?:我|都|不是|前面|上面|刚才?|刚刚|之前|已经)*(?:说|填|写|讲|登记|提供)过?[了的]?[啊呀吧]?$|^(?:现在|之前|原来|你们|却|被|给我)*[开写填弄搞][成错]|不(?:太|大)?(?:方?便|想|愿意?|能|会|肯|打算)?(?:再|对外|先|现在)*(?:透露|公开|提供|告[诉知]|讲|说)$|保密$"
)
# 「填学校做么子咯」, 「跟单位有啥关系」: why it is asked, in the words of any region.
_WHY = re.compile(
    r"(?:干|做|弄)(?:嘛|啥|哈|么|什么|乜|咩|甚|咋)|[有冇](?:啥|什么|咩|么子?|哪门子)?关系|为(?:啥|什么|么|何|嘛)|搞(?:啥|什么|么子)"
)
MAY_SKIP = "utter_organisation_may_skip"
_LIKELY = 0.5
_NO_NAME = (Does.QUESTION, Does.FILLER, Does.REFUSE, Does.TROUBLE)
# Of the purchase, or of telling the name: 「我再报单位」, 「就是想采购点设备」.
_OF_THE_MATTER = re.compile(
    r"^(?:我们?|咱们?)?(?:公司|单位|学校|院里|厂里|校方)(?:这边?|里面?|上面|现在|目前|今年|也|都|又|可|暂时|一直|确实)*(?:没|冇|无|不(?!二)|缺|只|才|要|想|得|批|穷|紧张|预算|经费|资金|领导)|(?:再|才|就|先|不|别|回头|等下)(?:报|说|讲|告诉|填|写|提供|发|给)(?:给?你们?|您)?(?:单位|公司|学校|名字|名称|全称|这个|那个)?$|^(?:仅|只|就|我们?|都)*(?:是|为)?(?:了|因为|想|要)*(?:采购|购买|买)(?:事宜|的事|用|需要|而已|一批|点|东西|设备)*$"
    r"|^(?:我们?|公司|单位|学校|已经?|上个?月|今年|去年|前阵子|最近|刚刚?|才|也|都|是|有|做)*(?:更|改|换|变更)了?(?:名字?|名称|登记)?(?:了|过)?$"
)
# 「哦,叫青山小学」, 「我们公司全称是…」
_OPENS = re.compile(
    r"^(?:(?:[哦噢啊嗯呃]+|额(?=[，,、。\s]))[，,、。\s]*|(?:我们?|咱们?)?(?:的|这边?)?(?:公司|学校|单位|机构|名字|名称|全称|全名)(?:名字?|名称|全称|全名)?(?:(?:就|是|请|帮我|只|要|应)*(?:叫做?|是|为|[写填登][记]?(?:成(?!都[^是])|为|上)?)[:：\s]*|[:：]\s*)|叫做?(?=.{3})|(?:我司|本公司|我校|本校|我院|我单位)(?:是|叫|为|[:：\s])*(?=.{3})|[就只]?(?:[写填]|登记)(?:成(?!都[^是])|为|上)?(?=.{4}))+"
)
_NAMED = re.compile(r"(?:(?:我们?|咱们?)(?:的|这边?)?)?(?:公司|学校|单位|机构)(?:名字?|名称|全称)?(?:就|是)*叫")
_STILL = re.compile(r"^(?:我们?|咱们?)?(?:就|也|都)?(?:还是|仍是|仍然是|依旧是|同样是)(?:我们|咱们?|刚才的?|之前的?|那个)*")
LONGEST = 500
# The name that an invoice is made out to: 「公司抬头是…」, 「抬头写错了，改成…」.
_TITLE = re.compile(
    r"抬头(?:[^。；;！!？?\n]{0,16}(?:[改换]成|[改换]为|应该是|应为))?(?:请|麻烦|就|要|的|名称|是|为|(?:开具|[写开填])(?:成(?!都))?|用|给|[:：\s])*(?P<name>[^，,。；;！!？?\s税]{2,40}?)(?:的[^，,。；;\s]{0,4}票)?(?:就(?:行|好|可以)|吧|哈|谢谢)?(?=$|[，,。；;！!？?\s]|税)"
)
_NO_TITLE = re.compile(
    r"个人|名字|姓名|我[爸妈老自]|错|误|漏|不|怎么|咋|改|换|什么|啥|哪|嘅|[才先]可?[以能]|不然|报[销账到]|㗎|吗|能|可以|有没|成了|税号|^的|^[^，,]{0,4}(?:发票|[专普]票)$|^(?:我们?|你们?|咱)?(?:公司|单位|学校)?$"
)


# 「我司(杭州明途科技)计划采购」
_IN_BRACKETS = re.compile(
    r"(?:我们?(?:公司|单位|学校|院|厂)|我司|本公司|我校|本校|我院|我单位|我公司|我厂)\s*[(（](?:全称|全名)?[:：]?(?P<name>[^)）]{3,40})[)）]"
)


# 「我是澄江设计院的行政小郝」, behind the name of the institution
_WRITES = re.compile(
    rf"(?:这边|里)?的?{HAN}{{0,6}}?(?:{RELATED}|{POST}|[部处科室组])(?:的|叫)?(?P<name>{WHOLE}|[小老阿][{SURNAMES}]|[{SURNAMES}]{TITLE})(?=$|[^\u4e00-\u9fff])"
)


def in_brackets(text: str) -> str | None:
    """The organisation whose name stands in brackets behind 「我司」; no number of people.

    >>> in_brackets("我司(杭州明途科技)计划采购"), in_brackets("我们公司（100 多人）想买")
    ('杭州明途科技', None)
    """
    named = _IN_BRACKETS.search(text)
    return named["name"].strip() if named and not re.search(r"\d+\s*[多来]?[人个台]|规模|行业", named["name"]) else None


def invoice_title(text: str) -> tuple[int, int] | None:
    """Where the organisation stands to which an invoice is made out.

    >>> invoice_title("发票抬头写华泰科技就行"), invoice_title("抬头开错了")
    ((5, 9), None)
    """
    named = (match for match in _TITLE.finditer(text) if not _NO_TITLE.search(match["name"]))
    return next((match.span("name") for match in named), None)


def fuller(told: str, known: str) -> bool:
    """True for the same name with more of it: 「绵阳市实验小学」, after 「实验小学」.

    >>> fuller("杭州云栖数据科技有限公司", "云栖数据公司"), fuller("育才小学", "实验小学")
    (True, False)
    """
    rest = iter(told)
    return len(told) > len(known) and all(char in rest for char in known)


def organisation_told(heard: Heard) -> Answer:
    """The organisation; of a question, a refusal or a complaint nothing but what surely names one beside it, and why it is asked."""
    if heard.chance_of(Move.ASKS, Move.VENTS, Move.SKIPS) <= _LIKELY and not _WHY.search(normalise(heard.text)):
        return organisation_answer(heard.text, heard.acts)
    if institution_in(heard.text):
        return organisation_answer(heard.text, heard.acts)
    clauses = [clause for clause in _CLAUSES.split(heard.text) if clause.strip()]
    told = [clause for clause in clauses if act_of(clause, heard.acts) is Does.FACT and not _says_none(clause.strip(), heard.acts)]
    answer = replace(organisation_answer("，".join(told), heard.acts), loose=False) if told else Answer()
    plainly = heard.intent == "talk_ask_why" and heard.confidence >= SURE  # that is answered wherever it is asked
    why = heard.surely(Move.VENTS) or not plainly and (heard.asks_of(Asks.WHY) or _WHY.search(normalise(heard.text)))
    refuses = heard.chance_of(Move.SKIPS) > heard.chance_of(Move.ASKS, Move.VENTS)  # whoever does is let go without a reason
    return answer if answer.read or refuses or not why else Answer(hint=MAY_SKIP)


def organisation_answer(text: str, acts: Acts = ()) -> Answer:
    """The organisation, and the name of whoever signs behind it or gives it beside; what is asked beside is none."""
    refused = any(act.does is Does.REFUSE and act.chance >= SURE for act in acts)
    if NO_INSTITUTION.search(normalise(text)) or (refused and institution_in(text) is None):
        return Answer()  # 「小公司没名字」, 「公司名称暂时不便透露，您先报个价」
    still = _STILL.match(text.strip()) is not None or _NAMED.match(text.strip()) is not None
    if within := in_brackets(text):
        return Answer({"organisation": shorten(within, LONGEST)})
    text = re.sub(r"(?<=[\u4e00-\u9fff]{4})(?:吧|就行|就好|就可以)[。.!！~]*$", "", _OPENS.sub("", _STILL.sub("", text.strip())))
    turn = turned(text)
    if turn and text[: turn.start()].strip() and (after_all := institution_in(text[turn.end() :])):
        return _with_name(*after_all)  # 「鹿鸣商贸——写快了，执照上是鹿鸣进出口有限公司」
    if (employer := works_at(text)) and (who := _WRITES.match(text, text.index(employer) + len(employer))):
        return Answer({"organisation": shorten(employer, LONGEST), "contact_name": who["name"]})
    if institution := institution_in(text):
        return _with_name(*institution)
    named = contact_instead(text) or introduced_name(text)
    clauses = [clause for clause in _CLAUSES.split(text) if clause.strip()]
    told = [clause for clause in clauses if not (_says_who(clause, named) or _says_none(clause.strip(), acts))]
    if len(told) < len(clauses):
        rest = organisation_answer("，".join(told), acts).facts if told else {}
        surely = still or (bool(told) and all(act_of(clause, acts) is Does.FACT for clause in told))  # 「抱歉，青禾教育」
        return Answer({**rest, **({"contact_name": named} if named else {})}, loose=not surely) if rest or named else Answer()
    parts = [part for part in _PARTS.split(text.strip()) if part]
    name = signed_name(parts[-1]) if len(parts) > 1 else None
    said = text.strip()[: text.strip().rindex(parts[-1])].rstrip(" ，,、；;。") if name else text.strip()
    facts = {"organisation": shorten(said, LONGEST), **({"contact_name": name} if name else {})}
    return Answer(facts, loose=not still) if len(said) > 1 and not NAMELESS.search(said) else Answer()


def _says_who(clause: str, named: str | None) -> bool:
    """True for each clause of 「我姓周，周敏。不过后续请找陈立老师」, which is of nobody's employer."""
    return bool(introduced_name(clause) or contact_instead(clause) or (named and whole_name(clause.strip())))


def _says_none(clause: str, acts: Acts) -> bool:
    """True for a clause that asks, excuses itself or refuses, as it was heard, and by its words: 「抱歉久等」, 「我再报单位」, 「仅为采购事宜」."""
    return (
        act_of(clause, acts) in _NO_NAME
        or (_BESIDE.search(clause) or _WHY.search(clause)) is not None
        or _OF_THE_MATTER.search(clause) is not None
    )


def _with_name(institution: str, rest: str) -> Answer:
    """The institution, and who writes for it, where that stands beside."""
    parts = [part for part in _PARTS.split(rest) if part]
    name = introduced_name(rest) or (signed_name(parts[-1]) or leading_name(parts[0]) if parts else None)
    return Answer({"organisation": shorten(institution, LONGEST), **({"contact_name": name} if name else {})})


def without_places_of(heard: Heard, organisation: str) -> Heard:
    """Without the places that only stand in its name: 「宁波鹿鸣进出口有限公司」 says nothing of where to go."""
    inside = [one for one in heard.found if one.entity == "place" and one.text in organisation]
    return replace(heard, found=tuple(one for one in heard.found if one not in inside)) if organisation and inside else heard


def counts_anew(label: Label, slot: str, text: str) -> bool:
    """True for 「是 80 台，刚才说少了」 from a company or a school, while it is asked who writes."""
    of_many = label in (Label.ENTERPRISE, Label.EDUCATION) and slot in ("contact_name", "contact_phone")
    return of_many and find_phone(text) is None and any(find_counts(align(text).text))
