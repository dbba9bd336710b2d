"""What a customer says is not so: the lines it is about, what they say in its place, and whether that was met."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from helpline.model.as_before import goes_back, merely_asks
from helpline.model.draft import Draft
from helpline.model.phone import own_phone
from helpline.model.text import normalise, shorten
from helpline.model.understanding import Heard
from helpline.services.corrections.fact_words import IN_CORRECTIONS
from helpline.services.corrections.pieces import exchanged, put_right
from helpline.services.events import SYMPTOM_LIMIT, joined
from helpline.services.reply import Say

DENIED = re.compile(
    r"(?<!是)不是(?P<old>[^，,。；;！!？?]{1,16}?)(?=[，,。；;！!？?\s]|而?是|$)|(?P<off>[^，,。；;！!？?\s]{2,14}?)(?:不对|错了|有误)"
)
_IN_ONE_WORD = ("since", "frequency", "after", "device_model", "purchase_date", "place", "contact_name", "organisation", "plan")
_REMOVED = re.compile(
    r"(?:请|麻烦|帮我|把|那个?|就|也)*(?:去掉|删掉|删除|删|拿掉|别写|不要写|不用写)(?P<what>[^，,。；;！!？?\s]{2,24}?)(?:这|那)?[个条句项]?(?:吧|了|啊|呀|谢谢)*[。.!！~\s]*"
)
_WANTS = re.compile(r"^(?:我|就|还|也|只|而|想|要|需要|应该|打算|准备)+(?=.{2})")
_WRITTEN = ("order_number", "serial_number")
_PUT_BACK = ("order_number", "serial_number", "imei", "contact_phone", "device_model", "purchase_date")
_BACK = re.compile(
    r"(?:原来|之前|刚才|刚刚|最早|最初|最?开始|一开始|第一[次个遍]|前面|[前上]一?个|改之前)(?:的|那个?|写|说|报|给|填|登记)*[^，,。；;！!？?\s不没错]{0,6}?(?:才|就|都)?(?:是|系)?(?:对的?|没错|正确的?)(?!不)(?:$|[，,。！!呀啊吧\s])"
    r"|(?:改|换|恢复|变)回(?:去|来|原来|之前|刚才)|还是(?:用|按|写)?(?:原来|之前)的?(?:那个|吧|$)"
    r"|(?:还是|就)?(?:用|打|按|写|留)(?:回)?(?:原来|之前|刚才|刚刚|最早|最初|最?开始|一开始|前面|上面|先前)(?:说|写|留|报|给|填)?的?(?:那个|第[一1]个|头一个)?(?:手机|电话|联系)?(?:号码?|电话)?(?:吧|好了|就[行好]|$|[，,。！!\s])"
    r"|(?:还是|用|打|按|写|留)(?:回|刚才|的)*(?:第[一1]个|头一个)(?:手机|电话)?(?:号码?|电话|序列号|订单号)?(?:吧|好了|就[行好]|$|[，,。！!\s])"
)
# 「我又看了一遍，就是4W」: a piece of what stood there before.
_AS_BEFORE = re.compile(r"(?:就|还|确实|的确|真的?|没错)是[ 「“\"]*(?P<piece>[0-9a-z]{1,6})(?![0-9a-z])")
_TAIL = re.compile(r"(?:尾号|尾数|最后(?:一位|几位|两位|四位)?|后[几两四]位)[是为:：]?\s*(?P<tail>[0-9a-z]{1,6})")

_PIECES = re.compile(r"[，,。；;！!？?…\n]+|(?<=[\u4e00-\u9fff\d])\s+(?=[\u4e00-\u9fff])")
_MERELY_WRONG = re.compile(
    r"(?:等等|等一下|哎呀?|啊|我|刚才|前面|上面|好像|那个|有一?项)*(?:[写说填输打弄搞记]?错了?|不对|有误|要改)(?:[写说填输打弄搞记]?错了?|不对)*[了啊哦呀吧。！!，, ]*"
)
_SAID_WRONGLY = re.compile(
    r"[写说讲念抄读看听给留发填输打弄搞记选](?:错|岔)|漏[写说讲填打]|[写说填输打弄搞记]反|[说写填打]成(?!功)|有误|要改|改一下|换一?个|重新[填写说输]"
)


def told_wrongly(text: str) -> bool:
    """True for 「电话写错了」: it is about what was said, whatever else it may sound like."""
    return _SAID_WRONGLY.search(normalise(text)) is not None


@dataclass(frozen=True)
class Correction:
    """New values, and a fact that is wrong though the right one was not said: it must be asked again."""

    facts: dict[str, Any] = field(default_factory=dict)
    again: str | None = None
    gone: tuple[str, ...] = ()  # lines that must not be read back any more
    words: str = ""  # what was objected to in vain, as it was said: an advisor must see to it
    partly: bool = False  # only some characters of a number
    another: bool = False  # the device is another one, and not only another model
    rest: str | None = None  # what else is said, where something was named and taken back again: that stands as it was

    def beside(self, heard: Heard) -> Heard:
        """What of the message may tell more."""
        return heard if self.rest is None else heard.part(self.rest)


def merely_wrong(text: str) -> bool:
    """True for 「写错了」, which says that something is wrong but not what."""
    return _MERELY_WRONG.fullmatch(normalise(text)) is not None


def denied(text: str) -> list[str]:
    """What the words say is not so."""
    return [match["old"] or match["off"] for match in DENIED.finditer(normalise(text))]


def objected(draft: Draft, text: str) -> set[str]:
    """The lines whose value is denied: 「不是半个月」, where that is since when."""
    words = denied(text)
    return {slot for slot in _IN_ONE_WORD if any(alike(one, str(draft.facts.get(slot) or "")) for one in words)}


def same_day(text: str) -> str:
    """A day as everybody writes it: 「昨儿」 is yesterday, 「昨晚」 its evening.

    >>> same_day("昨儿个"), same_day("昨晚"), same_day("上礼拜五")
    ('昨天', '昨天晚上', '上周五')
    """
    plain = re.sub("星期|礼拜", "周", text.strip())
    plain = re.sub(r"([昨前今])(?:儿个?|日(?!子))", r"\1天", plain)
    return re.sub(r"([昨前今])(?:天)?(?:晚上?|夜里?|夜晚)", r"\1天晚上", plain)


def alike(said: str, known: str) -> bool:
    """True where the words name the value that is known: 「上礼拜」, 「上周」."""
    one, other = (re.sub(r"^(?:从|自|在|是)+|的?(?:时候|开始|了|的)+$|个", "", same_day(text)) for text in (said, known))
    return len(one) > 1 and len(other) > 1 and (one in other or other in one)


def needs_no_look(draft: Draft, correction: Correction) -> bool:
    """True where who confirms in the same breath need not read all again: 「确认，我姓邱」; a number that is changed is read back."""
    told = not correction.again and not correction.words
    return told and not any(slot in _PUT_BACK and draft.facts.get(slot) for slot in correction.facts)


def asks_removal(text: str) -> bool:
    """True for 「请去掉充了两次」: words about the lines, none about what is wrong."""
    return _REMOVED.fullmatch(normalise(text).strip()) is not None


def reworded(draft: Draft, text: str) -> dict[str, Any]:
    """What is wrong with the words put right in it that the customer takes back: 「不是96W，是67W」, 「去掉充了两次」."""
    swapped, said = exchanged(text), str(draft.facts.get("symptom") or "")
    removed = _REMOVED.fullmatch(text.strip())
    if removed and removed["what"] in said != removed["what"]:
        left = re.sub(r"[，,、；;]{2,}", "，", said.replace(removed["what"], "")).strip("，,、；; ")
        return {"symptom": left} if left else {}
    known = draft.facts.get("organisation")
    if known and (right := put_right(known, text)) and known in said:
        return {"symptom": said.replace(known, right)}
    if swapped is None or swapped[0] not in said or swapped[1] in said:
        return {}
    return {"symptom": said.replace(swapped[0], _WANTS.sub("", swapped[1]))}  # 「我要改地址」, then 「不是改地址，是要取消订单」


def in_story(draft: Draft, since: str, text: str, before: str = "") -> dict[str, Any]:
    """What is wrong, with the day put right there too; a length of time cannot be replaced by a day, so both stand.

    A day that was told of another part stands as it is: 「另外屏幕上周摔裂了」, where the text is of the camera.
    """
    known, said = before or str(draft.facts.get("since") or ""), str(draft.facts.get("symptom") or "")
    if not known or known not in said or since in said:
        return {}
    about = [part for part in re.split(r"[，,。；;！!？?\n]", said) if of_the_same(text.replace(known, ""), part.replace(known, ""))]
    fell = re.search(rf"{re.escape(known)}[^，,。；;]{{0,4}}(?:事|[摔跌磕碰砸])", text) and not any(
        alike(one, known) for one in denied(text)
    )
    if fell or (about and not any(known in part for part in about)):
        return {"symptom": shorten(joined(said, text.strip()), SYMPTOM_LIMIT)}
    length = re.search(r"(?:天|周|星期|礼拜|月|年|小时)多?$", known) and not re.search(r"[前上昨今这本]", known)
    return {"symptom": said.replace(known, f"{known}（更正：{since}）" if length else since, 1)}


def of_the_same(one: str, other: str) -> bool:
    """True where two texts have a word in common."""
    return any(pair in other for pair in re.findall(r"(?=([\u4e00-\u9fff]{2}))", one))


def taken_up_again(draft: Draft, text: str) -> dict[str, Any] | None:
    """「原来那个是对的，尾号7」: what stood there before it was changed; empty where that cannot be told, None where it is not said."""
    plain = normalise(text)
    piece = _AS_BEFORE.search(plain)
    for slot in reversed(draft.replaced if piece else ()):
        was, now = str(draft.replaced[slot]).lower(), str(draft.facts.get(slot) or "").lower()
        if piece and piece["piece"] in was and piece["piece"] not in now and piece["piece"] != was:
            return {slot: draft.replaced[slot]}
    turns = any(goes_back(one) or (_BACK.search(one) and not merely_asks(one)) for one in _PIECES.split(plain))
    if not draft.replaced or not turns:
        return None
    tail = _TAIL.search(plain)
    named = [slot for slot, words in IN_CORRECTIONS if re.search(words, plain, re.IGNORECASE)]
    if draft.event_number and not named and tail is None:
        return None  # 「提前一天吧，时间照旧」, 「不用改了，还是四点那个」 are about what is arranged
    for slot in reversed(draft.replaced):
        was = str(draft.replaced[slot])
        if (not named or slot in named) and (tail is None or was.lower().endswith(tail["tail"])):
            return {slot: draft.replaced[slot]}
    return {}


def restated(draft: Draft, text: str) -> dict[str, str]:
    """The number of 「电话写错了，应该是 …」 that is said once more after it was put right: it stands as it is."""
    told, known = own_phone(text), str(draft.facts.get("contact_phone") or "")
    if told and told.value == known and "contact_phone" in draft.replaced:
        return {"contact_phone": known}
    plain = normalise(text).upper()
    return {slot: str(draft.facts[slot]) for slot in _WRITTEN if slot in draft.replaced and str(draft.facts.get(slot) or "-") in plain}


def outcome(draft: Draft, correction: Correction, before: dict[str, Any]) -> list[Say]:
    """That it is put right, only where a value is another than `before`; else that the words are kept for the advisor."""
    slots = [*correction.facts, *correction.gone]
    changed = [slot for slot in slots if before.get(slot) and draft.facts.get(slot) != before[slot] and not _only_more(slot, draft, before)]
    draft.replaced |= {slot: before[slot] for slot in changed if slot in _PUT_BACK and slot in correction.facts}
    says = [Say("utter_corrected")] if changed else []
    if correction.words:
        draft.facts["symptom"] = shorten(joined(str(draft.facts.get("symptom") or ""), correction.words.strip()), SYMPTOM_LIMIT)
        return [*says, Say("utter_kept_in_words")]
    if correction.rest is not None and not says:
        return [Say("utter_as_before")]
    if says or correction.again or not correction.facts:
        return says
    if all(slot in draft.replaced and before.get(slot) == value for slot, value in correction.facts.items()):
        return [Say("utter_corrected")]  # said once more after it was done
    new = any(not before.get(slot) for slot in correction.facts)
    return [Say("utter_noted" if new else "utter_kept_in_words")]


def _only_more(slot: str, draft: Draft, before: dict[str, Any]) -> bool:
    """True for what is wrong with more behind it: nothing of it was put right."""
    return slot == "symptom" and str(draft.facts.get(slot)).startswith(str(before[slot]))
