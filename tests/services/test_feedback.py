"""One question after a contact (US-37): once, changed by a second click, a day later after danger, chats without an advisor apart."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from helpline.model.desk import Account
from helpline.model.event import Advisor, Event, EventStatus, Line, Priority, Role
from helpline.model.feedback import By, Feedback
from helpline.services import events
from helpline.services.desk.concluding import Conclusion
from helpline.services.desk.oversight import Overview
from helpline.web.desk.rendering import to_customer
from tests.services.talk import Talk, tapped

BOSS = Account(Advisor("9001", "陈", Role.SUPERVISOR, ""))
DAY = timedelta(days=1)


class Asked:
    """A customer whose event an advisor may close, and who taps what is offered then."""

    def __init__(self, talk: Talk, intent: str = "hardware_report_screen") -> None:
        self.talk, self.desk, self.clock = talk, talk.services.desk_services, talk.clock
        with talk.work() as work:
            draft = work.drafts.get(talk.conversation)
            draft.begin(intent)
            draft.facts |= {"device_model": "iPhone 13", "contact_phone": "13812345678"}
            route = talk.services.catalogue.routes[intent]
            self.number = events.issue(work, draft, route, self.clock.now()).number
            draft.handed_over = draft.greeted = True
            work.drafts.save(draft)
            work.threads.open(talk.conversation, self.clock.now())
            work.commit()

    def close(self, disposition: str = "solved") -> None:
        self.desk.casework.claim(BOSS, self.number)
        note = Conclusion(disposition, "nothing-more", "电话里看过了，已经好了", close=True)
        self.desk.concluding.conclude(BOSS, self.number, note, to_customer)

    def questions(self) -> list[Line]:
        """The lines that ask, after the chores were done once more."""
        self.talk.services.chores.run()
        with self.talk.work() as work:
            return [line for line in work.threads.lines(self.talk.conversation) if line.id.startswith("feedback/")]

    def tap(self, title: str, buttons: list[dict[str, str]] | None = None) -> list[str]:
        """Tap what was offered last, or one of `buttons`; the keys that are said."""
        offered = buttons or [vars(button) for say in self.said for button in say.buttons]
        payload = next(button["payload"] for button in offered if button["title"] == title)
        self.said = self.talk.services.reception.turn(self.talk.conversation, tapped(payload)).says
        return [say.key for say in self.said]

    def kept(self) -> list[Feedback]:
        with self.talk.work() as work:
            return work.feedback.asked_since(self.clock.now() - 40 * DAY)

    def event(self) -> Event:
        with self.talk.work() as work:
            event = work.events.get(self.number)
        assert event
        return event

    def overview(self) -> Overview:
        return self.desk.oversight.overview(BOSS)


@pytest.fixture
def asked(talk: Talk) -> Asked:
    return Asked(talk)


def test_a_closed_event_is_asked_about_once(asked: Asked) -> None:
    assert asked.questions() == []
    asked.close()
    for _ in range(3):
        assert len(asked.questions()) == 1
        asked.clock.moment += DAY
    assert [button["title"] for button in asked.questions()[0].buttons] == ["解决了", "没解决"]


@pytest.mark.parametrize(("words", "stars"), [("5", 5), ("4分", 4), ("五星", 5), ("打2分吧", 2)])
def test_the_stars_may_be_typed(asked: Asked, words: str, stars: int) -> None:
    asked.close()
    asked.tap("解决了", asked.questions()[0].buttons)
    asked.talk.say(words, "talk_inform")
    assert [one.rating for one in asked.kept()] == [stars]


def test_a_number_that_nobody_asked_for_is_no_rating(asked: Asked) -> None:
    asked.talk.say("5", "talk_inform")
    assert asked.kept() == []


def test_solved_then_stars_then_thanks_and_a_second_click_changes(asked: Asked) -> None:
    asked.close()
    first = asked.questions()[0].buttons
    assert asked.tap("解决了", first) == ["utter_feedback_rate"]
    assert asked.tap("5") == ["utter_feedback_thanks"]
    assert asked.tap("改一下评价") == ["utter_feedback_ask"]
    assert asked.tap("解决了") == ["utter_feedback_rate"]
    assert asked.tap("2") == ["utter_feedback_why"]
    assert asked.tap("等太久") == ["utter_feedback_thanks"]
    said = asked.kept()
    assert len(said) == 1 and (said[0].solved, said[0].rating, said[0].reason) == (True, 2, "slow")
    assert said[0].advisor == "9001" and said[0].event_number == asked.number
    asked.tap("改一下评价"), asked.tap("解决了"), asked.tap("4")
    assert [(one.rating, one.reason) for one in asked.kept()] == [(4, None)]


def test_who_says_that_it_is_not_solved_may_open_it_again(asked: Asked) -> None:
    asked.close()
    assert asked.tap("没解决", asked.questions()[0].buttons) == ["utter_again_closed"]
    assert asked.tap("接着办原来的")[0] == "utter_again_linked"
    event = asked.event()
    assert event.status is EventStatus.OPEN and event.priority is Priority.HIGH and "concluded" not in event.facts
    assert [one.solved for one in asked.kept()] == [False]
    asked.close()
    assert len(asked.questions()) == 2, "closed again is another contact"


@pytest.mark.parametrize("intent", ["hazard_swollen", "safety_report_caller"])
def test_after_danger_or_fraud_nobody_is_asked_until_a_day_later(talk: Talk, intent: str) -> None:
    asked = Asked(talk, intent)
    asked.close()
    assert asked.questions() == []
    asked.clock.moment += DAY - timedelta(minutes=1)
    assert asked.questions() == []
    asked.clock.moment += timedelta(minutes=1)
    assert len(asked.questions()) == 1


def test_what_was_opened_again_meanwhile_is_not_asked_about(talk: Talk) -> None:
    asked = Asked(talk, "hazard_swollen")
    asked.close()
    asked.desk.casework.reopen(BOSS, asked.number, "客户来电说又鼓了")
    asked.clock.moment += DAY
    assert asked.questions() == []


def test_nobody_is_asked_while_an_advisor_is_in_the_chat(asked: Asked) -> None:
    asked.desk.takeover.take(BOSS, asked.number, to_customer)
    asked.close()
    assert asked.questions() == []
    asked.desk.takeover.leave(BOSS, asked.number, to_customer)
    assert len(asked.questions()) == 1


def test_a_duplicate_is_not_asked_about(asked: Asked) -> None:
    asked.close("duplicate")
    assert asked.questions() == []


def test_another_customers_answer_counts_for_nothing(asked: Asked) -> None:
    asked.close()
    payload = asked.questions()[0].buttons[0]["payload"]
    asked.talk.services.reception.turn("somebody-else", tapped(payload))
    assert [one.solved for one in asked.kept()] == [None]


@pytest.mark.parametrize("answer", ["rating/6", "rating/0", "rating/x", "why/nonsense", "solved", "", "change/it"])
def test_an_answer_that_was_never_offered_changes_nothing(asked: Asked, answer: str) -> None:
    asked.close()
    contact = asked.questions()[0].id.partition("/")[2]
    payload = f"/choose{json.dumps({'topic': f'feedback/{answer}/{contact}'})}"
    asked.talk.services.reception.turn(asked.talk.conversation, tapped(payload))
    assert [(one.solved, one.rating, one.reason) for one in asked.kept()] == [(None, None, None)]


def test_a_question_that_waits_is_put_again_after_the_answer(asked: Asked) -> None:
    asked.close()
    buttons = asked.questions()[0].buttons
    asked.talk.say("我的 MacBook Air 充不进电", "hardware_report_charging")
    waits = asked.talk.asking
    assert waits
    assert asked.tap("解决了", buttons) == ["utter_feedback_rate"], "its quick replies stand last"
    assert asked.tap("5")[0] == "utter_feedback_thanks" and len(asked.said) == 2
    assert asked.talk.draft.asking == waits
    assert asked.tap("没解决", buttons)[0] == "utter_feedback_why", "the new concern is not pushed aside"
    assert asked.talk.draft.asking == waits


def test_a_question_about_an_event_that_was_closed_meanwhile_is_over(issued: Talk) -> None:
    """The customer never said which way they wanted; an advisor called and closed."""
    number = issued.draft.event_number or ""
    desk = issued.services.desk_services
    desk.casework.claim(BOSS, number)
    note = Conclusion("solved", "nothing-more", "电话里看过了，已经好了", close=True)
    desk.concluding.conclude(BOSS, number, note, to_customer)
    issued.say("还是不行", "talk_deny")
    assert issued.keys == ["utter_again_closed"]


HOURS = ("客服几点上班", "service_ask_hours")


def test_a_talk_that_ended_with_an_answer_is_asked_about_once_when_the_customer_takes_leave(talk: Talk) -> None:
    talk.say(*HOURS)
    assert talk.keys[-1] == "utter_service_hours", "nobody is asked before they take leave"
    talk.say("好的谢谢", "talk_thank")
    assert talk.keys == ["utter_talk_thank", "utter_feedback_ask_talk"]
    talk.tap("没解决")
    assert talk.keys == ["utter_feedback_why"]
    talk.tap("没说清楚")
    for text, intent in (("谢谢", "talk_thank"), HOURS, ("再见", "talk_bye")):
        talk.say(text, intent)
        assert "utter_feedback_ask_talk" not in talk.keys
    with talk.work() as work:
        [said] = work.feedback.asked_since(talk.clock.now() - DAY)
    assert (said.by, said.solved, said.reason, said.event_number) == (By.BOT, False, "unclear", None)


def test_thanks_for_nothing_are_only_thanks(talk: Talk) -> None:
    for text, intent in (
        ("你好", "talk_greet"),
        ("谢谢", "talk_thank"),
        ("我问问我老婆有没有小米的客服", "outside_other_maker"),
        ("再见", "talk_bye"),
    ):
        talk.say(text, intent)
        assert "utter_feedback_ask_talk" not in talk.keys


def test_a_price_that_was_told_before_all_was_given_up_is_an_answer(talk: Talk) -> None:
    talk.say("iPhone 13 换屏幕多少钱", "hardware_ask_price")
    talk.say("算了不修了", "talk_cancel")
    assert talk.keys == ["utter_cancelled"]
    talk.say("谢谢", "talk_thank")
    assert talk.keys[-1] == "utter_feedback_ask_talk"


def test_who_has_an_event_is_asked_when_it_is_closed_and_not_before(called_back: Talk) -> None:
    called_back.say(*HOURS)
    called_back.say("谢谢", "talk_thank")
    assert "utter_feedback_ask_talk" not in called_back.keys


def test_after_a_doubt_about_a_fraud_the_talk_is_asked_about_a_day_later(talk: Talk) -> None:
    with talk.work() as work:
        work.threads.open(talk.conversation, talk.clock.now())
        work.commit()
    talk.say("你们是不是骗子", "safety_ask_identity")
    talk.say("知道了谢谢", "talk_thank")
    assert talk.keys == ["utter_talk_thank"]

    def questions() -> list[Line]:
        talk.services.chores.run()
        with talk.work() as work:
            return [line for line in work.threads.lines(talk.conversation) if line.id.startswith("feedback/")]

    talk.clock.moment += DAY - timedelta(minutes=1)
    assert questions() == []
    talk.clock.moment += timedelta(minutes=1)
    assert len(questions()) == 1 and len(questions()) == 1
    talk.hear(tapped(questions()[0].buttons[0]["payload"]))
    assert talk.keys == ["utter_feedback_rate"]


def test_supervisors_read_the_figures_and_chats_without_an_advisor_apart(asked: Asked) -> None:
    asked.close()
    asked.tap("解决了", asked.questions()[0].buttons)
    asked.tap("3")
    asked.tap("没说清楚")
    helped = asked.talk.other("helped")
    helped.say("iPhone 15 连不上 WiFi", "general_check_network")
    helped.say("好了", "talk_thank")
    figures = asked.overview().opinions
    by_advisor, by_bot = figures[By.ADVISOR.value], figures[By.BOT.value]
    assert (by_advisor.asked, by_advisor.solved, by_advisor.average, by_advisor.reasons) == (1, 1, 3.0, (("unclear", 1),))
    assert (by_bot.asked, by_bot.solved, by_bot.rated) == (1, 1, 0)
    asked.clock.moment += 31 * DAY
    assert asked.overview().opinions[By.ADVISOR.value].asked == 0
