"""How a fault came about, and what is still asked of it for each topic."""

from __future__ import annotations

import re
from dataclasses import dataclass

_IN_VAIN = re.compile(r"没有?(?:用|什么用|效果?|反应|好转?|变化)")
ACCIDENT, DEFECT, WEAR, UNKNOWN = "accident", "defect", "wear", "unknown"


@dataclass(frozen=True)
class FaultKind:
    """One of the four kinds of cause: its name, the title of its button, the causes that are of it, and words for it."""

    id: str
    name: str
    title: str
    causes: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class FaultBook:
    """The kinds, the topics that tell the cause of themselves, those that ask for it, and what else each topic asks."""

    kinds: tuple[FaultKind, ...]
    implied: dict[str, str]
    telltale: tuple[str, ...]
    ask_cause: frozenset[str]
    ask_occurrence: dict[str, tuple[str, ...]]
    no_fault: tuple[str, ...]
    error_words: tuple[str, ...]

    @property
    def unknown(self) -> FaultKind:
        """The kind of who cannot say."""
        return next(kind for kind in self.kinds if kind.id == UNKNOWN)

    def kind_of(self, cause: str) -> str:
        """The kind of a cause as it is kept."""
        return next((kind.id for kind in self.kinds if cause == kind.name or cause in kind.causes), UNKNOWN)

    def answered(self, text: str) -> FaultKind | None:
        """The kind that an answer to the question names."""
        text = _IN_VAIN.sub("", text)  # 「换过插座都没用」 is no 「都没」
        return next((kind for kind in self.kinds if text == kind.title or any(_said(word, text) for word in kind.words)), None)


def _said(word: str, text: str) -> bool:
    """True where the word stands undenied: 「没有碰撞」 names no accident."""
    return any(not denied(text[: match.start()]) for match in re.finditer(re.escape(word), text))


_EVER = re.compile(r"([进碰沾泡])(?:过|到过)水")  # 「没有进过水」
_DENIED = re.compile(
    r"(?:没有?|(?:并|从)?[無无冇](?!意|论|缘)|木有|未曾?|不是|不像是?|不可能是?|从没|从来没有?|没怎么)(?:因为|被|给|受过?|发生过?|任何|碰|磕|摔|和|或|我|谁|人){0,2}$"
)


# What comes off is no device that was dropped: 「屏幕掉下来了」.
_CAME_OFF = re.compile(
    r"(?:屏幕?|玻璃|后盖|后壳|盖子|镜片|按键|按钮|键帽|表带|表冠|耳帽|胶垫|脚垫|外壳|边框|螺丝)(?:自己|就|都|整个|突然|全|一下子?|直接|自动){0,3}掉(?:了)?(?:下来|下去)"
)


def came_off(text: str) -> list[tuple[int, int]]:
    """Where the text says that a part came off."""
    return [match.span() for match in _CAME_OFF.finditer(text)]


def denied(before: str) -> bool:
    """True where the words right before a cause deny it: 「应该不是摔的」."""
    return _DENIED.search(before) is not None


def cause_in(text: str, causes: dict[str, tuple[str, ...]], not_damage: tuple[str, ...]) -> str | None:
    """The cause that the words tell, damage first; one that is denied is none."""
    text = _CAME_OFF.sub("　", text)
    plain = _EVER.sub(r"\1水", text)
    for denial in not_damage:
        plain = plain.replace(denial, "　")
    refuted = plain != text
    natural = None
    for cause, words in causes.items():
        for word in sorted(words, key=len, reverse=True):
            at = plain.find(word)
            if at < 0:
                continue
            if denied(plain[:at]):
                refuted = True
            elif any(word in denial for denial in not_damage):
                natural = cause
            else:
                return cause
    last = list(causes)[-1] if causes else None
    return natural or (last if refuted else None)
