"""What is said of the numbers to call, and not of the matter: whose they are, and why one goes and another comes."""

from __future__ import annotations

import re

from helpline.model.name_shapes import RELATED
from helpline.model.phone import all_phones
from helpline.model.text import normalise

# A clause that says nothing but what the number beside it is: 「就是微信同号嘞」, 「一直用这个号」, 「别打我妈的」.
_OF_THE_NUMBER = re.compile(
    r"(?:微信|vx?|wx|钉钉|飞书|qq|支付宝|whatsapp)[^，,。；;]{0,4}(?:同号|也|都|就|是|号|联系|可以|行)|同号|(?:加|绑)[^，,。；;]{0,3}(?:微信|vx|wx)"
    r"|(?:别|不要|不用|甭|不能)(?:再)?(?:打|拨|用|留|写)[^，,。；;！!？?\d]{0,6}\d{0,4}(?:的|号码?|那个|手机|电话)[^，,。；;！!？?\d]{0,6}"
    r"|(?:旧|老|原来?|以前|之前|刚才?|前面|[那这]个?|我|的|\d{3,4})+(?:号码?|手机|电话|卡|那个)(?:也|都|已经?|早就?|现在|快|马上|要|准备)*(?:不能[打用]|[打接]不[通了]|停机?|注销|不用|换|作废|丢|没)[^，,。；;]{0,3}"
    r"|(?:刚才?|前面|之前|上面|[那这]个?|我|留|写|填|的)*(?:号码?|手机号?|电话|[那这]个)?(?:是|就是)?(?:旧|老|原来|以前)的?(?:号码?|卡|电话)?[了的啊]*"
    r"|(?:联系)?(?:电话|手机|号码|手机号|座机|联系方式|序列号|订单号)(?:号码?)?(?:请|给我|帮我|要|得)*(?:换|改|更新|更正)?(?:一个|一下|成|为)?(?:[写留填打说输]?错了?)?(?:是|就是)?[吧啊呀哈了]*|(?:打|换|改|留|写|用)(?:成|个)?(?:座机|手机|这个)[吧啊呀了]*"
    r"|[^，,。；;]{0,8}?(?:前|后|末|最后|中间|尾)[几一二两三四五六\d]*(?:位|个数字|号)[^，,。；;\d]{0,4}(?:[打写说输填按]?[反错颠]了?|打颠倒了)[^，,。；;]{0,2}"
    r"|(?:这|那|就|留|写|填|用|吧|我|俺|咱|他|她|本人|自己|家里|店里|公司|单位|是|的|个|号码?|手机|电话|座机|微信|长期|一直|常年|平时|现在|目前|经常|常用?|备用|唯一|都|在|用|着|也|能|可以|随时|全天|24小时|开机|打得?通|[打接听]|没换过?|它|嘞|嘛|哈|哦|啊|呀|呢|了|咯|噻|哒)+"
)
# Beside a new number, why the other one goes and whose each is.
_BROKEN = re.compile("[碎裂漏屏坏]|进水|电池")
_SAID = re.compile(r"[，,。；;！!？?\n]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_WHY = re.compile(
    rf"号码?(?!线)|电话|[接听]不[到了着]|没(?:人|法)接|[能好]接(?!口)|接听|[打拨]不通|[上下]班|在(?:家|单位|公司|学校|外地|医院)|身[边上]|随[身时]|带着|停[机用]|[要会快就]停|停了|作废"
    rf"|[的那这](?:张|个)?(?:手机|电话)?[卡号]$|手机(?:是|给|丢|掉|没电|快?没电|停|在|不在|不让|不带|放|关|没带|没?收不|信号|也?收不|那个)|^(?:是|这|那|个|我|咱|俺|们|家|之前|以前|刚才|现在|以后|旧|老|原来?|都|给|留|写|用|打|的|了|单位|公司|手机|卡|{RELATED}|[他她])+$"
    r"|^[这那]个?[^，,]{0,3}(?:别|不)[用要打]"
)


def of_the_number(clause: str) -> bool:
    """True for 「就是微信同号嘞」, 「那个号没了」, 「前面那个最后两位按反了」: it says nothing but what a number beside it is."""
    return _OF_THE_NUMBER.fullmatch(normalise(clause).strip("就是也.!~ ")) is not None


def beside_the_number(text: str) -> str:
    """The clauses that may be of the matter, and say nothing of the numbers: whose they are, and why the other one goes.

    >>> beside_the_number("13812345678下个月要停，改18052087316，屏幕右下角还漏液")
    '屏幕右下角还漏液'
    """
    if not (phones := all_phones(text)):
        return text
    for one in reversed(phones):
        text = f"{text[: one.start]}，{text[one.end :]}"
    clauses = [clause.strip() for clause in _SAID.split(text)]
    return "，".join(
        one for one in clauses if len(one) > 1 and (_BROKEN.search(one) or not (of_the_number(one) or _WHY.search(normalise(one))))
    )
