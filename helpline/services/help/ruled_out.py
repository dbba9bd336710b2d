"""Steps that need not be tried, since what they look for was told: 「空间满了」, 「路由器没问题」."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Article, Step

# What a step tells to do, and the words that answer it before it is tried.
_TOLD = (
    (
        re.compile(r"空间有没有满"),
        re.compile(
            r"(?:空间|储存|存储|内存)[^，,。；;没]{0,5}(?:满|不足|不够|用完)|(?:满了|不够)[^，,。；;]{0,4}空间"
            r"|(?:没有?|未)(?:存|用|占|装)?满|才用了?|(?:还|剩)(?:有|剩|余)*[^，,。；;]{0,6}\d+\s*(?:个?g|t)b?|(?:空间|储存|存储|容量|内存)[^，,。；;不]{0,4}(?:够|充足|足够|没问题)"
        ),
    ),
    (
        re.compile(r"路由器"),
        re.compile(
            r"不是路由器?|没(?:有)?(?:用|装|买|得)?路由器?|(?:跟|和|与)(?:我家)?路由器?(?:没(?:有|得|啥|什么)?(?:什么)?关系|无关|不相干|不搭界)|(?<!换)(?<!连)(?<!用了)(?:开|用)的?(?:是)?(?:自己|手机|我手机)?的?(?:个人)?热点|路由器?[^，,。；;不]{0,6}(?:没问题|没事|没毛病|正常|好的)|(?:别的|其他|其它|别人的|家里人的?|另一[台部])(?:手机|设备|电脑|平板)?[^，,。；;不]{0,4}(?:能|可以|正常|连得上|上得了)"
        ),
    ),
)


def answered_ahead(step: Step, plain: str) -> bool:
    """True where the words tell already what the step would show."""
    return any(does.search(step.do) and told.search(plain) for does, told in _TOLD)


def ruled_out(article: Article, places: list[int], plain: str) -> list[int]:
    """Those of the steps, by their places, that the words answer."""
    return [] if article.at_once else [place for place in places if answered_ahead(article.steps[place], plain)]
