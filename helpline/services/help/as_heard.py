"""How a step went, by words and by what the trained understanding heard: what is heard surely goes before words that stand in it by chance."""

from __future__ import annotations

from helpline.model.acts import Does, Outcome
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.corrections.tried import in_vain
from helpline.services.help.outcomes import Went

LIKELY, SOLVED_LIKELY = 0.6, 0.7  # where no words say how it went: a matter that is closed by mistake is worse than a step too many
SURE, SOLVED_SURE = 0.75, 0.85  # where words say something else
_HEARD = {
    Outcome.SOLVED: Went.SOLVED,
    Outcome.UNSOLVED: Went.UNSOLVED,
    Outcome.TRIED: Went.UNSOLVED,
    Outcome.UNABLE: Went.UNABLE,
    Outcome.HOW: Went.ASKS,
    Outcome.REPEAT: Went.REPEAT,
    Outcome.WAIT: Went.HOLDS,
    Outcome.HUMAN: Went.ENOUGH,
}
# 「重启好了」 may be done and no more, 「都试过了」 is more than the step at hand, and what one wants instead is said in so many words.
_IN_SO_MANY_WORDS = (Went.DONE, Went.ALL, Went.CONFIRMS, Went.NOTHING, Went.ENOUGH, Went.PASSES, Went.REPAIR)
_ABOUT_A_STEP = (Went.SOLVED, Went.UNSOLVED, Went.UNABLE, Went.TOLD)
_OF_THE_DOING = (Outcome.HOW, Outcome.REPEAT, Outcome.WAIT)


def weighed(words: Went | None, heard: Heard) -> Went | None:
    """What the `words` say, unless something else was heard surely; what was likely heard where they say nothing."""
    went, chance = _HEARD.get(heard.outcome), heard.outcome_chance
    if went is None:
        return Went.HOLDS if words in _ABOUT_A_STEP and only_asks(heard) else words
    if words is None or words is went:
        return went if words or chance >= (SOLVED_LIKELY if went is Went.SOLVED else LIKELY) else None
    if words is Went.UNSOLVED and went is Went.ASKS and in_vain(normalise(heard.text)):  # 「取了，还是不行咯。小孔在哪里看得」
        return words
    if words is Went.SOLVED and went is Went.UNSOLVED:  # 「歌是有声了，可闹钟…没声」
        return went if chance >= LIKELY else words
    kept = words in _IN_SO_MANY_WORDS or (words is Went.TOLD and went is not Went.SOLVED)
    kept = kept or (words is Went.UNABLE and went is Went.UNSOLVED)  # 「还是没弄明白」 was not tried
    return went if not kept and chance >= (SOLVED_SURE if went is Went.SOLVED else SURE) else words


def of_the_doing(heard: Heard) -> bool:
    """True for 「一步步带我，先点哪儿」 and 「我这就去按」, which ask for no person however they were understood."""
    return heard.outcome in _OF_THE_DOING and heard.outcome_chance >= SURE


def asks_for_the_step(heard: Heard) -> bool:
    """True where a question is likely about how the step at hand is done."""
    return heard.outcome is Outcome.HOW and heard.outcome_chance >= LIKELY


def tells_of_the_step(heard: Heard) -> bool:
    """True where the message surely tells how it went, and is no answer with a fact: 「白搭」 is nobody's name."""
    return heard.outcome is not Outcome.OTHER and heard.outcome_chance >= SURE


def only_asks(heard: Heard) -> bool:
    """True for 「要真是喇叭坏了，换一个贵不贵」, which tells nothing of the step though its words do, and what is left of it once it is answered."""
    return heard.outcome_chance >= SURE and any(act.does is Does.QUESTION and act.chance >= LIKELY for act in heard.acts)
