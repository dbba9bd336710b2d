"""What is put right at the reading back other than by a new value: a line that must go, steps, a cause taken back, what was left out."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.catalogue.sounds import same_sound
from helpline.model.attempts import tried_steps
from helpline.model.draft import Draft
from helpline.model.person import introduced_name
from helpline.model.spelt import respelt
from helpline.model.symptom import occurrence
from helpline.model.text import normalise, shorten
from helpline.model.times import SHANGHAI
from helpline.model.understanding import Heard
from helpline.services.corrections.fact_words import IN_CORRECTIONS
from helpline.services.corrections.tried import LINE, steps_put_right
from helpline.services.events import SYMPTOM_LIMIT, joined
from helpline.services.intake.causes import after_all, taken_back
from helpline.services.intake.naming import name_again, name_anew
from helpline.services.intake.read_back import says_yes, without_yes
from helpline.services.intake.telling import owns_plan, told_in

_QUOTES = re.compile(r"[「」『』“”‘’\"'【】\[\]《》]")
_OFF = r"(?:给我|帮我|麻烦|请|就|可以|都|也|直接|先)*(?:删|去掉|拿掉|划掉|抹掉|清掉|清空|空着|(?:不用|不要|别|不必)(?:再)?[写填留记]|不[写填])(?:掉|了|除|去)*(?!错|成|反|漏)"
_EMPTY = r"[\s，,:：是为写填]*(?:没有|无|空)(?:的|了)?[。.!！~\s]*$"
_NO_WORK = re.compile(
    r"(?:没有?|不是|哪有|哪来的?|无)(?:什么|啥|任何|是)*(?:单位|公司|学校|机构)|(?:自己|个人|私人)(?:用)?的(?:手机|电脑|设备|机器|平板|东西)?|自用"
)
_WHAT = re.compile(r"(?:什么|哪来的?|哪有|哪个)(?P<what>[^，,。；;！!?？\s]{2,16})")
_LEFT_OUT = re.compile(
    r"(?P<what>[^，,。；;！!?？]{2,24}?)(?:这|那)?(?:个|项|点|条)?(?:事)?[\s，,]*(?:你们?|您|怎么|都|也|还|这里|上面|里面|千万|可|别|不要)*"
    r"(?:没有?|漏|忘|少)(?:了|给我|帮我|记得)?(?:写|记|填|登记?|加|列)(?:上去?|进去?|下来?|到|了)*[吧啊呀吗?？。.!！~\s]*$"
)
# 「听筒没声音、外放正常也要写上啊」
_TO_WRITE = re.compile(
    r"(?:麻烦|请|你们?|还|再|把|帮我|给我)*(?P<what>[^，,。；;！!?？]{4,40}?)(?:这|那)?(?:个|项|点|条)?[\s，,]*(?:也|都|还|要|得|请|帮我|给我|麻烦|应该|可以|你们?){1,6}"
    r"(?:写|加|补|填|记|登记|列|备注|注明)(?:上去?|进去?|下来?|一下|一笔|清楚)+[吧啊呀哦呢了。.!！~\s]*"
)
_BELONGINGS = ("device_model", "order_number", "plan")  # 「订单不要了」 is about the order itself
_LINES = {"plan", "purchase_date", "received", "sold_in", "proof_lost", "part_number"}
_SAYS_SOMETHING = 4  # characters of what is wrong, from which it is more than 「这个」
_LINE_LIMIT = 60  # characters of a line that is read back
_TELLS = 10  # characters from which the words about a cause are worth keeping for the advisor


def unquoted(text: str) -> str:
    """Without quotation marks, in which customers set the name of a line or what should stand there."""
    return _QUOTES.sub("", text)


def struck_out(catalogue: Catalogue, draft: Draft, text: str) -> list[str]:
    """The facts whose lines must go: 「单位那行删掉」, 「单位 无」, 「没有公司，是我自己的手机」."""
    plain = unquoted(text)
    line = {**draft.facts, "device_model": draft.facts.get("device_model") or draft.facts.get("device_family")}
    known = [slot for slot in catalogue.fact_names if line.get(slot) and slot not in catalogue.required_slots]
    words = dict(IN_CORRECTIONS)
    gone = [slot for slot in known if slot != "tried_steps" and _off(words.get(slot), catalogue.fact_names[slot], plain, slot)]
    if "organisation" in known and "organisation" not in gone and _not_of(str(draft.facts["organisation"]), plain):
        gone.append("organisation")
    return gone


def _off(words: str | None, label: str, plain: str, slot: str) -> bool:
    name = rf"(?:{re.escape(label)}|{words})" if words else re.escape(label)
    line = rf"{name}{LINE}"
    empty = slot not in ("plan", "symptom") and re.search(rf"^[\s，,。我的]*{line}{_EMPTY}", plain, re.IGNORECASE)
    off = re.search(
        rf"{line}[\s，,]*{_OFF}|(?:删掉?|去掉|拿掉|划掉|别写|不要写|不用写)(?:那个?|这个?|一?行|我的|的)*{name}", plain, re.IGNORECASE
    )
    unwanted = slot not in _BELONGINGS and re.search(
        rf"{line}(?:就|也|都)?不要了?(?:[吧啊呀]|$|[，,。！!\s])|不要(?:那|这)个{name}了?(?:$|[，,。！!吧\s])", plain, re.IGNORECASE
    )
    return bool(empty or off or unwanted)


def _not_of(organisation: str, plain: str) -> bool:
    """True where the customer belongs to none, or wonders what is written there: 「什么七月医院」."""
    if _NO_WORK.search(plain):
        return True
    bare = re.sub(r"\s", "", organisation)
    return any(match["what"] in bare or bare in match["what"] for match in _WHAT.finditer(plain))


def amended(catalogue: Catalogue, draft: Draft, heard: Heard, now: datetime) -> dict[str, Any]:
    """New values of what has no shape of its own, as the customer says them."""
    plain = normalise(heard.text)
    facts = _left_out(catalogue, draft, without_yes(plain), now)
    known = list(draft.facts.get("tried_steps") or [])
    steps = steps_put_right(known, unquoted(heard.text))
    if steps is not None and steps != known and not owns_plan(plain):
        facts["tried_steps"] = steps
    if cause := taken_back(catalogue, draft, heard) or after_all(catalogue, draft, heard):
        if cause == draft.facts.get("fault_cause"):  # 「按键是摔的，充电不是摔的」: of one part it is so, of the other not
            facts["cause_words"] = shorten(heard.text.strip(), _LINE_LIMIT)
        facts["fault_cause"] = cause
        if len(plain) >= _TELLS:
            facts["symptom"] = shorten(joined(str(draft.facts.get("symptom") or ""), heard.text), SYMPTOM_LIMIT)
    for slot in ("contact_name", "organisation"):
        if right := respelt(str(draft.facts.get(slot) or ""), plain, same_sound):
            return {**facts, slot: right}
    if name := name_anew(draft, heard) or (not says_yes(heard) and name_again(draft, heard)):
        facts["contact_name"] = name
    return facts


def _left_out(catalogue: Catalogue, draft: Draft, plain: str, now: datetime) -> dict[str, Any]:
    """「三个星期你没有写」: what the customer said and does not find. 「我有AC+的 别忘了写上」 tells a fact with a line of its own."""
    missed = _LEFT_OUT.fullmatch(plain) or _TO_WRITE.fullmatch(unquoted(plain))
    if missed is None or introduced_name(plain) or told_in(catalogue, missed["what"], now.astimezone(SHANGHAI).date()).keys() & _LINES:
        return {}
    facts: dict[str, Any] = {}
    if since := occurrence(missed["what"].strip(), asked=True).get("since"):
        facts["since"] = since
    known = list(draft.facts.get("tried_steps") or [])
    if steps := [step for step in tried_steps(missed["what"]) if step not in known]:
        facts["tried_steps"] = [*known, *steps]
    said_of = re.search(r"说[过了]?的|刚才|[这那][个件]|什么|哪", missed["what"])
    if (
        not facts
        and not said_of
        and len(missed["what"]) >= _SAYS_SOMETHING
        and not any(re.search(words, missed["what"]) for _, words in IN_CORRECTIONS)
    ):
        said = str(draft.facts.get("symptom") or "")
        facts |= {} if missed["what"] in said else {"symptom": shorten(joined(said, missed["what"]), SYMPTOM_LIMIT)}
    return facts
