"""While a step is tried: what the customer meant was something else, and the article is left; or they ask what no step answers."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Article, Catalogue, Route
from helpline.model.attempts import tried_steps, was_tried
from helpline.model.draft import Draft
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.afterwards.enquiries import concern
from helpline.services.questions.in_vain import keep_question, question_in
from helpline.services.reply import Say

SURE = 0.5
_TELLS = 6  # characters in which a problem is told
_HOW_TO = re.compile(
    r"(?:网址|网站|地址|链接|按钮|选项|开关|设置|菜单|这个|那个|它|这步|这一步|第[一二三四五六\d]步)[^，,。；;]{0,8}(?:在|搁|打|放|从|往|去|上)?(?:哪[里儿块]?|啥地方|什么地方|怎么|咋)[^，,。；;]{0,4}(?:弄|整|点|按|做|搞|开|打|输|填|进|找|看|有|啊|呀|呢|嘛|[?？]|$)"
    r"|(?:没|不)(?:太|大|怎么|咋)?(?:整|弄|搞|看|听)(?:得|不)?(?:太)?(?:明白|懂|清楚)[^，,。；;]{0,12}(?:哪|咋|怎么|啥|什么)"
)
_ADDRESS = re.compile(r"(?<![a-z.])[a-z\d-]+(?:\.[a-z\d-]+)+(?:/\S*)?")
_ASKS_WEB = re.compile(r"(?:网址|网站|网页|链接|地址|iforgot|浏览器)")
_MEANT = r"我(?:说|问|指|要问|想问)的?(?:其实|就)?是(?!不)|我是(?:说|问|想问)"
_PUTS_RIGHT = re.compile(
    rf"不是[^，,。；;]{{1,12}}[，,。；; ]*(?:而|应该)?(?:其实)?是(?!不)|{_MEANT}|(?:^|[，,。；; ])(?:我|它)?(?:其实|实际上)是(?!不)"
    r"|(?:是[^，,。；;]{1,8}(?:的|好)|没(?:有)?(?:开|用|装|改|动|设)[^，,。；;]{1,14}的?)(?:呀|啊|呢|哦|了)*[，,。；; ]+(?:是|其实)(?!不|还|这样|那样|什么|吗)"
)
_STILL = re.compile(r"(?:还是|依然|仍然|照样)(?:不行|没用|那样|这样|一样|老样子)|不是[^，,。；;]{1,12}(?:就|也)是|是不是")
_HOW = re.compile(r"怎么(?:弄|点|按|做|操作|设置|开|关|找|进)|咋(?:弄|点|按)|在哪|哪[里儿]|找不|什么意思|是什么|哪个")
_NO_MORE = re.compile(
    r"(?:不用|不必|不要|不想|别)(?:再|老|总|一直)*(?:让我|叫我|喊我|要我)?(?:再)?(?:试|折腾|[弄整搞来做教说](?:这|那)(?:些|个|套|一套)|整了|搞了|瞎[弄整搞])|(?:帮|给|替)我(?:直接|先|就)?(?:登记|报修|上报)|(?:直接|就)登记|登记(?:一下|下)?(?:吧|得了|算了|好了)(?=$|[，,。！!\s])|我(?:就|只|还是)?(?:想|要)(?:直接)?(?:登记|报修)"
    r"|(?:^|[，,。；;！!\s])(?:算了|我)?(?:不|懒得)(?:再)?(?:弄|试|整|搞|折腾)了(?=[，,。；;！!\s]|$)"
)
_REPAIR = re.compile(r"我?(?:就|只|还是)?(?:想|要)(?:直接|拿去|送去)?(?:修(?!改|复|好了)|维修|送修)|(?:约|去|送)修(?!改|复|好了)")


def no_more_steps(plain: str) -> bool:
    """True for 「不用再试了」, 「你帮我登记吧」: nothing more is to be tried."""
    return _NO_MORE.search(plain) is not None and not re.search(r"[?？吗]|怎么", plain)


def asks_how(plain: str) -> bool:
    """True for 「没整明白那网址搁哪儿整啊」: how the step is done."""
    return _HOW_TO.search(plain) is not None


def how_web(article: Article, left: list[int], heard: Heard) -> Say | None:
    """How an address is opened, where the step at hand names one and that is asked."""
    places = left if article.at_once else left[:1]
    found = next((match for place in places if (match := _ADDRESS.search(article.steps[place].do))), None)
    asked = _ASKS_WEB.search(normalise(heard.text)) is not None
    return Say("utter_help_how_web", {"address": found.group()}) if found and asked else None


def wants_repair(plain: str) -> bool:
    """True for 「我要修」."""
    return _REPAIR.search(plain) is not None and not re.search(r"[?？吗]|怎么|不(?:想|要)", plain)


class Leaving:
    """Tells a correction from what comes of a step."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def puts_right(self, heard: Heard) -> bool:
        """True where the words say that the matter is another than the one that is helped with: 「不是触摸，其实是屏幕有绿线」."""
        plain = normalise(heard.text)
        return not heard.chosen and len(plain) >= _TELLS and _PUTS_RIGHT.search(plain) is not None and not _STILL.search(plain)

    def route(self, draft: Draft, heard: Heard) -> Route | None:
        """The other matter, as far as it was understood."""
        route = concern(self._catalogue, heard.intent)
        return route if route and heard.confidence >= SURE and route.intent != draft.intent else None

    def denied_steps(self, article: Article, left: list[int], heard: Heard) -> list[int] | None:
        """The steps that a denial makes needless: 「不是升级的事」; None where the words deny nothing, or tell what came of a step."""
        denied, plain = heard.denied, normalise(heard.text)
        device = any(found.entity in ("device_model", "device_family") for found in heard.found)  # 「不是手机，是 MacBook Air」
        if denied is None or heard.chosen or device or re.match("[这那]", denied.what) or tried_steps(plain):
            return None
        if any(word in plain for word in self._catalogue.unsolved) or any(was_tried(article.steps[p].tried, plain) for p in left):
            return None
        about = {denied.what, denied.what.replace("升级", "更新"), denied.what.replace("网络", "网")}
        return [place for place in left if any(word in article.steps[place].name + article.steps[place].do for word in about)]

    def still_of(self, article: Article, heard: Heard) -> bool:
        """True where the part that puts right is about the article all the same: 「不是没声音，是声音很小」."""
        plain = normalise(heard.text)
        found = _PUTS_RIGHT.search(plain)
        meant = plain[found.end() :] if found else plain
        return any(word in meant for word in article.words)


def asked_in_step(draft: Draft, heard: Heard) -> str | None:
    """The question that is not about how the step is done: it is kept for the advisor."""
    said = question_in(heard)
    if said is None or _HOW.search(normalise(heard.text)):
        return None
    keep_question(draft, said)
    return said
