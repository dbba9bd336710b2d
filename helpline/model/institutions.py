"""The name of a company or a school in what somebody writes, and where it ends: 「…有限公司。另外说明一下」, 「…中学 我们新买了四十台」."""

from __future__ import annotations

import re

from helpline.model.text import align

_KIND = (
    r"(?:公司|集团|事务所|医院|银行|工厂|研究院|研究所|设计院|勘察院|检察院|养老院|敬老院|规划院|出版社|报社|杂志社|诊所|药房|律所|商会|协会|基金会|合作社|工作室|大学|学院|中学|小学|学校|幼儿园|高中|初中|职校|技校|培训机构|教育局|电教馆|酒店|饭店|宾馆|商贸|贸易|科技|物流|进出口|"
    r"(?:第?[一二三四五六七八九十百\d]{1,3}|附|实验|外国语)(?:中|小)(?![学心])|附[中小])"
)
_PART = r"(?:[(（][^)）]{1,12}[)）])?(?:[^，,。；;！!？?\s的是我们]{0,8}?(?:分公司|分校|校区|分院|支行|分部|分店))?"
_ENDS = r"(?=$|[^\w(（]|我|咱|电话|手机|联系|名字)"
_PLAIN = r"[^，,。；;！!？?\s的是叫我你们(（]"
NAME = rf"{_PLAIN}{{1,24}}?(?:[(（][^)）]{{1,8}}[)）]{_PLAIN}{{0,10}}?)?{_KIND}{_PART}"
_PAPER = r"(?:(?:营业)?(?:执照|公章|合同)(?:上|里)?)"
_LEADS = re.compile(rf"(?:(?:我们|咱们?)(?:这边|这里)?是)?(?P<name>{NAME}){_ENDS}")
# 「原来叫一禾设计，今年改名了，现在是…」, 「育才中学，不对，是育英中学」
_INSTEAD = re.compile(
    rf"(?:现(?:在|今|已)?|如今|目前|更名|改名|变更|登记|注册|新(?:名字?|名称|全称)|改|应该?|而|(?:不对|错了)[^，,。\u4e00-\u9fff]*[，,\s]+)(?:已经?|后|了|的|全称|名称|[，,]?(?:现在?|新)|{_PAPER}|登记|注册|更名|改名|变更)*(?:叫做?|是|为|成(?!都))+(?P<name>{NAME}){_ENDS}"
)
# 「我们是做外贸的小公司，叫义乌晨帆进出口，一共就十来个人」
_CALLED = re.compile(
    r"(?:^|[，,。；;\s]|公司|学校|单位|园|店|名字|全称)(?:就|名)?叫做?(?!我|啥|什么)(?P<name>[^，,。；;！!？?\s的我]{3,24}?)(?:啊|吧|哈)?(?=$|[，,。；;！!？?\s])"
)
_SAID_TO_BE = (
    rf"(?:(?:现在?|目前|如今)?{_PAPER}(?:写|登记|注册|印)?的?(?:是|叫|为|[:：])\s*"
    r"|(?:我们?|咱们?)?的?(?:发票|开票|抬头)?的?(?:学校|公司|单位|机构)?的?(?:全名|全称|名字?|名称)?(?:[写填]全)?(?:应该|其实|就)*(?:是|叫做?|为|[:：])\s*)?"
)
_ALONE = re.compile(rf"(?:^|[，,。；;！!？?\s]){_SAID_TO_BE}(?P<name>{NAME})(?=$|[，,。；;！!？?\s])")
_SHORTEST = 4  # characters of a name
_NO_NAME = re.compile(
    r"^(?:[我你他本贵该这那哪某小大个一]*|什么|外贸|.*(?:想|需要|采购|购买|新买|请问|因为|准备|打算|没有|不是|不代表|做么|干[嘛啥哈]|原来|以前).*)$"
)
# 「贵阳一所中学」, 「某三甲医院」, 「我们县里这个小学」: which one is not said.
NAMELESS = re.compile(
    r"^(?!.*有限(?:责任)?公司)(?:.*(?:(?<![第统唯专])(?:一|某|这|那)(?:所|间|座|家(?![具居私电庭乐装政纺园]))|某(?!某)|(?:这|那|某|一)个|(?:县|市|省|区|镇|村|乡)里?的|本地|当地))"
)
_ONLY_KIND = re.compile(rf"(?:我们?|本|贵|小|一家|这家|那家|你们|有限(?:责任)?|股份)*{_KIND}")
# What leads to a name and is none of it: 「发票抬头：」, 「单位名称为」, 「麻烦抬头开成」.
_LEADS_TO = re.compile(
    r"(?:请|麻烦|帮我|备注|注明|把|另外)*(?:(?:发票|开票)的?)?(?:抬头|(?:我们?的?)?(?:公司|单位|学校|机构)的?(?:全称|全名|名称|名字?)(?!城))?(?:请|就|要)?(?:(?:开具?|写|填|改|换|登记)(?:成|给|为|到)|给|应?为|是|叫|系(?!统|列))?[:：]?\s*"
)
# 「我是杭州云栈科技的IT主管」
_WORKS_AT = re.compile(
    rf"(?:我|本人|这边)(?:们)?(?:就)?是(?P<name>{NAME})的?[^，,。；;！!？?\s的]{{0,8}}(?:主管|经理|老师|负责人|老板|行政|采购|员工|人事|财务|前台|助理|园?[校院园]长|主任|总监|工程师|it|hr|[部处科室组]|中心)(?![\u4e00-\u9fff]*用户)"
    rf"|(?:我|本人)在(?P<at>{NAME})(?:里|这边)?(?:工作|上班|做|当|任|负责|管)"
)

# 「小公司没名字」, 「没有公司」: there is none to name.
NO_INSTITUTION = re.compile(
    r"(?<![有写填说])(?:没有?|无|不是)(?:注册|办|开)?(?:什么|任何)?(?:公司|单位|学校|机构|组织)(?:的?名字?|名称)?(?=$|[，,。；;！!\s])|(?:公司|单位|学校|机构)(?:的?名字?|名称)?(?:也|都|现在|目前)*(?:还?没有?|未)(?:名字?|正式|注册|起|定|办)"
)


def institution_in(text: str) -> tuple[str, str] | None:
    """The company or school that an answer names, and what is said beside it; None where its end cannot be told.

    >>> institution_in("泡桐树中学 我们新买了四十台iPad"), institution_in("金陵饭店旁边")
    (('泡桐树中学', '我们新买了四十台iPad'), None)
    """
    aligned = align(text)
    plain = aligned.text
    for match in (_INSTEAD.search(plain), _LEADS.match(plain), _CALLED.search(plain), _ALONE.search(plain)):
        if match and not names_none(match["name"]):
            begins, ends = match.span("name")
            lead = _LEADS_TO.match(plain, begins, ends)
            begins += len(lead.group()) if lead and ends - lead.end() >= _SHORTEST else 0
            start, end = aligned.origin(begins, ends)
            rest = f"{text[: aligned.origin(match.start(), match.end())[0]]}，{text[end:]}"
            return text[start:end], re.sub(r"^[，,。；;！!\s]+|[，,；;\s]+$", "", rest)
    return None


def names_none(name: str) -> bool:
    """True for words that tell of a company or a school, and not which it is.

    >>> names_none("贵阳一所中学"), names_none("我们公司"), names_none("贵阳第一中学")
    (True, True, False)
    """
    return bool(_NO_NAME.match(name) or _ONLY_KIND.fullmatch(name) or NAMELESS.search(name))


def works_at(text: str) -> str | None:
    """Where somebody works who says it by the way.

    >>> works_at("我是杭州云栈科技的IT主管，想采购"), works_at("我是你们公司的用户")
    ('杭州云栈科技', None)
    """
    aligned = align(text)
    match = _WORKS_AT.search(aligned.text)
    group = "name" if match and match["name"] else "at"
    if match is None or names_none(match[group]):
        return None
    return text[slice(*aligned.origin(*match.span(group)))]
