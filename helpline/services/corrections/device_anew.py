"""The device and its system put right: by a bare number of the line, back to what stood before, by the line; and what goes with a device that was another."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from helpline.catalogue.device_lines import by_size, narrowed, shared_as_told
from helpline.catalogue.facts import Catalogue
from helpline.model.days import number
from helpline.model.devices_meant import without_theirs
from helpline.model.draft import Draft
from helpline.model.mending import names_place
from helpline.model.second_thoughts import without_courtesy
from helpline.model.text import align, normalise
from helpline.model.understanding import Heard
from helpline.services.corrections.objections import DENIED
from helpline.services.intake.answers import Answers
from helpline.services.intake.which_device import OFFERED_AT_MOST

_OF_A_LINE = 24  # characters up to which a message is no more than what tells the models of a line apart
_SHORT = 12  # the same of a bare device
_OF_THE_DEVICE = ("serial_number", "imei", "purchase_date", "os_version", "plan", "sold_in", "proof_lost", "part_number")
_NAMES = ("device_model", "device_family")
_CLAUSE = re.compile(r"[，,。；;！!？?\n]")
_PIECES = re.compile(rf"{_CLAUSE.pattern}|\s+(?=[\u4e00-\u9fff])")
_NUMBER = r"(?:(?:iphone\s*)?(?<![\d.])\d{1,2}(?![\d.]*\d)\s*(?:pro\s*max|pro|plus|mini|max|air|e)?|(?:s|series|ultra|se)\s*\d{0,2})"
_NOT_BUT = re.compile(r"不是(?P<old>.{1,24}?)[\s，,]*(?:而|应该)?是(?P<new>[^，,。；;！!？?]{1,60})")
# 「还是 13」, 「改回 13 Pro」, 「13 才对」, 「是 13，不是 14」
_BACK_TO = re.compile(
    rf"(?:还是|改回|换回|改成|换成|应该是|其实是|就是|(?<!不)(?<!以为)是|(?:上面?|里|盒子|包装|本机|我看|一看)[，,]?(?:写|印|标|显示)(?:的|着)(?:是)?)\s*(?P<new>{_NUMBER})\s*(?:吧|了|才对|没错|对的|[哦啊呀哈喔噢嘛啦喎](?=$|[，,。！!\s])|$|[，,。！!]|不是|\s+(?=我?(?:刚才?|前面)?[记说写打报填看搞弄](?:错|岔|混|反)))"
    rf"|(?:^|(?<=[，,。；;！!？?\s]))(?P<sure>{_NUMBER})\s*(?:才对|才是|没错)"
)
_MODEL_WORDS = re.compile(
    r"iphone|ipad|macbook|imac|airpods|watch|pro|max|plus|mini|air|ultra|series|se(?![a-z])|m[1-5](?!\d)|(?<![\d.a-z])\d{1,2}(?![\d.]*\d|\s*[点号月日年个台部%英寸岁次])"
)
_GENERATION = re.compile(r"第\s*([一二三四五六七八九十\d]{1,2})\s*代")
_BEHIND = re.compile(
    r"(?:是|要|还有|应该是|其实是|后[面头]|(?P<left_out>(?:[少漏缺差落](?:写|打|说|填|掉|下)?|[没忘](?:写|打|说|填))了?)|带|一?个|型号|机型|手机|诶|哎|我|刚才?|\s)*(?P<new>pro\s*max|pro|plus|mini|max|air|ultra)(?:的|版|款|那个|那款|型号|大的|啊|哦|呀|才对|\s)*"
)
_LINE_END = re.compile(r"(?:\s+(?:pro max|pro|plus|mini|max|air|ultra))+$", re.IGNORECASE)
_DENIED_ONE = re.compile(rf"(?<!是)(?:不是|并非|以为是?)(?:我的|普通的?|那[个台])?\s*(?P<old>{_NUMBER})")
_ALONE = re.compile(rf"\s*(?P<new>{_NUMBER})\s*(?:[吧了的啊呀哈])*\s*")
_ONLY_WHICH = re.compile(
    rf"(?:我|俺|这[台部个]?|那[台部个]?|自己|本人|手机|的|就|才|其实|应该|确实|还|是)*\s*{_NUMBER}\s*(?:才对|没错|[了的啊呀吧哈])*"
    rf"|{_NUMBER}(?:那?[台部个])?是我(?:自己|本人)?的"
    r"|(?:我|刚才?|之前|前面|又|给|都|是|不好意思|对不起|抱歉)*(?:看|拿|记|搞|弄|写|说|填)(?:的是|[成错混岔])[^，,。；;]*"
    r"|(?:我|又|再|重新|刚才?|刚刚|仔细|特意|去|不好意思|对不起|抱歉)*(?:看|查|确认|核对|翻)[了过看]*(?:一?[眼下遍次]|设置|盒子|包装盒?|关于本机|背面|手机)*[了过]*"
)
# Where other numbers stand, only what names a device is about one.
_OTHER_NUMBERS = re.compile(r"版本|系统|号码|电话|手机号|订单|序列号|\d{4}")
_OF_A_DEVICE = re.compile(r"型号|机型|设备|手机(?!号)|平板|电脑|手表|我(?:这[台部个]|的)?是")
_VERSION = re.compile(r"(?<![\d.])\d{1,2}(?:\.\d{1,2}){0,2}(?![\d.]|\s*(?:[点号月日个次代%岁年天]|英?寸))")
_NOT_BEFORE = re.compile(r"(?:不是|并非|而非|[看写打说填报]成了?)(?:系统|版本|ios|i?pados|macos|watchos|\s)*$")
_WRONG_AFTER = re.compile(r"\s*(?:是|我|刚才?|都|给)*(?:[看写打说填报记]错|错了|不对|有误|改成|改为|换成)")


def version_anew(draft: Draft, text: str) -> dict[str, Any]:
    """「是 26.0.1 不是 26.1」: another version in place of the one that is known, which is denied. A number without a point may be a device."""
    value = str(draft.facts.get("os_version") or "")
    known, plain = _VERSION.search(value), align(text).text
    named = list(_VERSION.finditer(plain)) if known else []
    if known is None or {match.group() for match in named} - {known.group()} == set():
        return {}
    wrong = [match for match in named if _NOT_BEFORE.search(plain[: match.start()]) or _WRONG_AFTER.match(plain[match.end() :])]
    new = [match.group() for match in named if match not in wrong and match.group() != known.group()]
    of_device = known.group() in str(draft.facts.get("device_model") or "") and not re.search("系统|版本|os", plain)
    if len(new) != 1 or [match.group() for match in wrong] != [known.group()] or ("." not in known.group() and of_device):
        return {}
    return {"os_version": value.replace(known.group(), new[0])}


def beside_the_device(text: str) -> str:
    """Without the clauses that only say which device it is and which it is not: 「那个是我老婆的」, 「刚才拿错手机了，我的就是14」."""
    clauses = (clause.strip() for clause in _CLAUSE.split(text))
    return "，".join(one for one in clauses if (plain := without_theirs(normalise(one)).strip()) and not _ONLY_WHICH.fullmatch(plain))


def _bare(device: str) -> str:
    return re.sub(r"iphone|\s", "", device.lower())


class DeviceAnew:
    """Reads which device is meant, where it is not named in full."""

    def __init__(self, catalogue: Catalogue, answers: Answers) -> None:
        self._catalogue = catalogue
        self._answers = answers

    def meant(self, draft: Draft, heard: Heard, now: datetime, *, wrong: bool) -> dict[str, Any]:
        """The other device, or its line with those to choose from; `wrong` where the message says that something was."""
        told = self.other(draft, heard, now) or self._longer(draft, heard, wrong=wrong) or (wrong and self._generation(draft, heard))
        return told or self._of_the_line(draft, heard, wrong=wrong)

    def _generation(self, draft: Draft, heard: Heard) -> dict[str, Any]:
        """「写的是第10代 不是第九代」: another generation of the line."""
        known = str(draft.facts.get("device_model") or "")
        told = {number(one) for one in _GENERATION.findall(DENIED.sub("，", normalise(heard.text)))}
        names = [f"{known.partition('（')[0]}（第 {one} 代）" for one in told]
        fits = [name for name in names if name != known and self._catalogue.device_named(name)]
        return {"device_model": fits[0]} if len(fits) == 1 else {}

    def _longer(self, draft: Draft, heard: Heard, *, wrong: bool) -> dict[str, Any]:
        """「Pro Max，型号写漏了」, 「少了个Pro 不是普通的15」: what belongs behind the number."""
        known, pieces = str(draft.facts.get("device_model") or ""), _PIECES.split(align(heard.text).text)
        behind = (match for piece in pieces if (match := _BEHIND.fullmatch(piece.strip())))
        told = next((match["new"] for match in behind if wrong or match["left_out"]), None)
        name = known.split("（", maxsplit=1)[0]
        meant = [f"{base} {told}".lower() for base in (_LINE_END.sub("", name), name)]
        fits = [one.name for one in self._catalogue.devices.values() if told and one.name.lower() in meant]
        return {"device_model": fits[0]} if fits and fits[0] != known else {}

    def other(self, draft: Draft, heard: Heard, now: datetime) -> dict[str, Any]:
        """「不是 13 是 14」, 「说错了，还是 13」: a bare number is a device where one is being corrected. Whose the other one is says no more."""
        known, plain = draft.facts.get("device_model"), without_theirs(normalise(heard.text))
        if _OTHER_NUMBERS.search(plain) or names_place(plain):
            plain = "，".join(
                clause for clause in _CLAUSE.split(plain) if _OF_A_DEVICE.search(clause) and not _OTHER_NUMBERS.search(clause)
            )
        if not known or not plain:
            return {}
        told, rest = list[str](), DENIED.sub("，", _DENIED_ONE.sub("，", plain))
        for swapped in _NOT_BUT.finditer(plain):
            if swapped["old"].strip() in str(known).lower() or self._named(swapped["old"], heard, draft, now):
                told += [swapped["new"]] if len(swapped["new"]) <= _SHORT else []
        told += [match["new"] or match["sure"] for match in _BACK_TO.finditer(rest)]
        if rest != plain:  # 「14，不是14 Pro」
            told += [match["new"] for clause in _CLAUSE.split(rest) if (match := _ALONE.fullmatch(clause))]
        generation = _GENERATION.search(plain)  # 「是SE哦，第三代的」
        told = [f"{one} {generation.group()}" if generation and "代" not in one else one for one in told] + told
        named = (self._named(one, heard, draft, now) for one in told)
        new = next((one for one in named if one and one != known), None)
        return {"device_model": new} if new else self._taken_back(draft, plain)

    def _taken_back(self, draft: Draft, plain: str) -> dict[str, Any]:
        """「不是14 Pro，那个是我爸的」 after it was put in the place of another: that one again."""
        known, before = _bare(str(draft.facts.get("device_model"))), draft.replaced.get("device_model")
        off = any(_bare(match["old"]) == known for match in _DENIED_ONE.finditer(plain))
        return {"device_model": before} if before and off and not re.search(r"[\da-z]", _DENIED_ONE.sub("", plain)) else {}

    def back_again(self, draft: Draft, heard: Heard, now: datetime) -> dict[str, Any]:
        """「我看了下盒子，就是13没错」: the device that was put right before."""
        back = self.other(draft, heard, now) if "device_model" in draft.replaced else {}
        return back if [*back.values()] == [draft.replaced.get("device_model")] else {}

    def in_clause(self, draft: Draft, heard: Heard, clause: str, now: datetime) -> str | None:
        """The device that a clause names, be it by some of the words of the known one: 「仍旧买 Air」, 「就是普通的12」."""
        known = str(draft.facts.get("device_model") or draft.facts.get("device_family") or "")
        named = next(
            (one for one in heard.found if one.entity in _NAMES and one.text in clause and re.search("[A-Za-z0-9]", one.text)), None
        )
        words = _MODEL_WORDS.findall(align(clause).text) if known and not _OTHER_NUMBERS.search(clause) else []
        if words and set(words) <= set(_MODEL_WORDS.findall(known.lower())):
            return known
        return named.value if named else self._named(" ".join(words), heard, draft, now) if words else None

    def _of_the_line(self, draft: Draft, heard: Heard, *, wrong: bool) -> dict[str, Any]:
        """「不是 M2 是 M3 15 寸的」: another of the same line; where several fit, those to choose from."""
        known, told = str(draft.facts.get("device_model") or ""), without_courtesy(heard.text)
        if len(told) > _OF_A_LINE and wrong:  # 「两处不对，机器是 M3 不是 M2，电话用 …」
            said = [
                one for one in _CLAUSE.split(told) if _MODEL_WORDS.search(align(one).text) and not _OTHER_NUMBERS.search(align(one).text)
            ]
            told = "，".join(said)
        dated = draft.asking == "purchase_date" and re.search(r"[年月日]|\d号", heard.text)
        of_buying = dated or re.search(r"[买购]|入手|下单", heard.text)  # 「22 年，不对，23 年 8 月买的」
        if not known or of_buying or len(told) > _OF_A_LINE or draft.event_number and not wrong:
            return {}
        meant = self._answers.instead(known, told)
        if len(meant) == 1:
            return {"device_model": meant[0]}
        if by_size(meant) and narrowed(plain := DENIED.sub("，", normalise(told))):
            return {"device_model": shared_as_told(meant, plain)}
        line = re.split(r" [\d.]+ 英寸|（", known)[0].strip()
        return {"device_family": line, "device_options": meant} if 1 < len(meant) <= OFFERED_AT_MOST else {}

    def forget(self, draft: Draft, facts: dict[str, Any], *, another: bool) -> None:
        """What belonged to the device that was: a version of another system; all that was told of it where it is `another` one."""
        device = self._catalogue.device_named(str(facts.get("device_model")))
        version = str(draft.facts.get("os_version", ""))
        system = self._catalogue.families[device.family].system if device else ""
        if device and re.match("[a-z]", version, re.IGNORECASE) and not version.startswith(system):
            draft.facts.pop("os_version", None)
        if another and draft.event_number is None:
            draft.facts = {name: value for name, value in draft.facts.items() if name not in _OF_THE_DEVICE or name in facts}

    def _named(self, text: str, heard: Heard, draft: Draft, now: datetime) -> str | None:
        blank, known = Draft(draft.conversation_id), self._catalogue.device_named(str(draft.facts.get("device_model") or ""))
        spellings = (text, f"{self._catalogue.families[known.family].name} {text}") if known else (text,)  # 「S9」, of a watch
        read = (self._answers.read("device_model", replace(heard, text=said, found=()), blank, now) for said in spellings)
        return next((str(one.facts["device_model"]) for one in read if one.facts.get("device_model")), None)
