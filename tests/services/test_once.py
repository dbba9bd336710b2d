"""A line that the bot hears a second time is answered as it was, and nothing is done again."""

from __future__ import annotations

from tests.services.talk import ANSWERS, Talk, heard

FIRST = heard("我的 iPhone 14 充不进电了，自己坏的", "hardware_report_charging", line="1")


def test_a_line_heard_twice_has_one_answer(talk: Talk) -> None:
    said = talk.hear(FIRST)
    asking, draft = talk.asking, talk.draft
    assert talk.hear(FIRST) == said
    assert (talk.asking, talk.draft) == (asking, draft)


def test_an_answer_that_fits_the_next_question_too_is_not_taken_for_it(talk: Talk) -> None:
    talk.hear(FIRST)
    talk.fill(ANSWERS, until="serial_number")
    said = talk.hear(heard("没有", "talk_deny", line="2"))
    after = talk.asking
    assert talk.hear(heard("没有", "talk_deny", line="2")) == said and talk.asking == after
    assert talk.say("没有", "talk_deny", line="3") != said


def test_one_that_comes_after_a_newer_one_changes_nothing(talk: Talk) -> None:
    talk.hear(FIRST)
    talk.say("C39XK2ABC123", line="2")
    draft = talk.draft
    assert talk.services.reception.turn(talk.conversation, FIRST).says == []
    assert talk.draft == draft


def test_the_buttons_of_an_answer_come_back_too(talk: Talk) -> None:
    talk.hear(heard("你好", "talk_greet", line="1"))
    buttons = talk.buttons
    talk.hear(heard("你好", "talk_greet", line="1"))
    assert talk.buttons == buttons != []
