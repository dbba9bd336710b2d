"""What a message is heard to tell of a step that is tried, and the examples that it is learned from."""

from __future__ import annotations

from collections import Counter

import pytest

from helpline.model.acts import Outcome
from helpline.services.help.as_heard import LIKELY
from rasa_ext.evaluate import Understanding
from rasa_ext.nlu.acts import OUTCOMES, read_examples

HEARD = [
    ("嘿哟，出声了，比以前还大", Outcome.SOLVED),
    ("连上热乎乎的网啦，开心", Outcome.SOLVED),
    ("重新配了一下对，耳机认了", Outcome.SOLVED),
    ("晓得了晓得了，刚才没插紧，现在充起来了", Outcome.SOLVED),
    ("刚亮了一秒又黑回去", Outcome.UNSOLVED),
    ("做完您说的，仍提示无法加入网络", Outcome.UNSOLVED),
    ("歌放得出来了，闹钟还是闷声不响", Outcome.UNSOLVED),
    ("這招網路上看過也做過了", Outcome.TRIED),
    ("小孩刚睡下，不敢放声", Outcome.UNABLE),
    ("设置里头翻遍了没有那一行", Outcome.UNABLE),
    ("请问控制中心从哪个角落拉", Outcome.HOW),
    ("前面叫我点啥来着", Outcome.REPEAT),
    ("容我两分钟，正在关机", Outcome.WAIT),
    ("别教了，叫个懂行的人打给我", Outcome.HUMAN),
    ("这样搞聊天记录会没吗", Outcome.OTHER),
    ("换个扬声器多少银子", Outcome.OTHER),
    ("对了平板也开不了机", Outcome.OTHER),
    ("是13不是15，我记岔了", Outcome.OTHER),
    ("背后鼓起一块", Outcome.OTHER),
    ("一到晚上就犯", Outcome.OTHER),
]


def test_each_outcome_is_an_example_once_and_none_is_asked_here() -> None:
    examples = Counter(text for text, _ in read_examples(OUTCOMES))
    assert {text for text, count in examples.items() if count > 1} == set()
    assert not set(examples) & {text for text, _ in HEARD}
    assert {name for _, name in read_examples(OUTCOMES)} == {outcome.value for outcome in Outcome}


@pytest.mark.model
@pytest.mark.parametrize(("text", "outcome"), HEARD)
def test_what_came_of_a_step_is_heard(understanding: Understanding, text: str, outcome: Outcome) -> None:
    heard = understanding.parse(text)["outcome"]
    assert heard["name"] == outcome.value and heard["probability"] >= LIKELY
