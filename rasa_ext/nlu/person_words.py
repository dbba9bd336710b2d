"""Words with which people ask for a person, so that such a wish is heard beside whatever else a message says."""

from __future__ import annotations

import re

from helpline.catalogue import Catalogue
from helpline.model.text import normalise

# 「先不用给我转人工」; and 「实在不行我再找顾问」: not yet
_DENIED = re.compile(
    r"(?:不用|不要|不想|不需要|不必|无需|没必要|甭|用不着|先别|别(?!机)|没(?:有)?(?:说)?要)(?:再|给我|帮我|着急|急着|现在|马上|跟我)*(?:转|找|接|要|换|叫|跟)*(?:到|个|什么|你们)*(?:人工|真人|顾问|客服|专员|(?<=[转找接换叫个])人)+"
    r"|(?:不行|不好|没用|不了|不会|不懂|不清楚)(?:的话)?[，,\s]*(?:我|就|那)*再(?:说|来|去|给我|帮我)*(?:转|找|接|要|叫|问)(?:个)?(?:人工|真人|顾问|客服|专员|人)+"
)
# 「找我就行」, 「直接打给我老公」 says whom we are to call.
_TO_BE_CALLED = re.compile(
    r"(?:^|[，,。；;！!\s\d])(?:你们?|就|直接|请|麻烦|可以|要|都|也|只|还是|到时候?)*(?:找|打给?|拨|联系)(?:我|本人)(?:本人|自己|[爸妈哥姐弟妹]{1,2}|老[公婆]|爱人|儿子|女儿|同事)?(?:就?(?:行|好|可以|对)|吧|的|哈|啊|了)*(?=$|[，,。；;！!\s])"
)


def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, the longest first."""
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


class PersonWords:
    """Says whether a text may ask for a person; whether it does is the classifier's to say."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._words, self._impersonal = any_of(catalogue.person), any_of(catalogue.impersonal)

    def said(self, text: str) -> bool:
        """True where a word of `person` stands in the text outside those of `impersonal`."""
        return self._words.search(self._plain(text)) is not None

    def denied(self, text: str) -> bool:
        """True for 「不用转人工」 and 「不行再找顾问」, where nothing else in the text asks for one."""
        left = _DENIED.sub(" ", self._plain(text))
        return self.said(text) and self._words.search(left) is None

    def of_being_called(self, text: str) -> bool:
        """True for 「13833445566 找我就行」, which asks for nobody."""
        return _TO_BE_CALLED.search(normalise(text)) is not None and not self.said(text)

    def _plain(self, text: str) -> str:
        return self._impersonal.sub(" ", normalise(text))
