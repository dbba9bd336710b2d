"""Who somebody is, told beside a question or a wish once all is arranged: 「停车方不方便咧，你写一下我姓万」. It goes into the event, whatever else is answered."""

from __future__ import annotations

import re

from helpline.model.statements import clauses, to_the_advisor
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.reply import Say

_NAMES = re.compile(r"(?:我|俺|本人|[他她]|那位|这边)(?:就)?(?:姓|叫|名字?[叫是])(?!什么|啥|谁|做|我|你)[\u4e00-\u9fff]{1,4}")


def with_whom(work: UnitOfWork, heard: Heard, number: str, says: list[Say] | None) -> list[Say] | None:
    """What is said, once the words stand with what is wrong: where a clause names somebody or is for the advisor, and is not kept yet."""
    if not says or heard.chosen:
        return says
    event = work.events.get(number)
    told = [clause for clause, _ in clauses(heard.text) if _NAMES.search(normalise(clause)) or to_the_advisor(clause, heard.acts)]
    known = " ".join(str(value) for value in event.facts.values()) if event else ""
    if event and told and not any(clause in known for clause in told):
        events.tell_more(event, heard.text)
        work.events.update(event)
    return says
