"""How a person is mentioned: as who acts, as whose something is, within another's words; and by a role alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.statements.report import CUES, Found
from index.statements.tables.cues import HELPERS
from index.statements.tables.grammar import PREPOSITIONS, STOPS, VERBS
from index.statements.tables.people import GROUPS, ROLE_NOUNS
from index.statements.tokens import Sentence, Token
from index.statements.who.salience import INSIDE, NAMESAKE, OBJECT, OWNER, SUBJECT
from index.types import Span

_MOST_TO_NOUN = 5
_MOST_BESIDE = 8
_POINTERS = frozenset({"a", "an", "the", "one", "another"})
_COPULAS = frozenset({"is", "was", "be", "been", "as", "become", "became", "'s", "being", "like"})
_ACTS = VERBS | HELPERS | CUES | {",", "(", "who", "—", "and", "or"}
_ACTING_ENDS = ("ed", "s", "ly", "n't", "n’t")
_BREAKS = VERBS | PREPOSITIONS | STOPS


def weight_of(tokens: Sequence[Token], begin: int, end: int) -> float:
    """How much a mention, tokens ``begin:end``, makes a person present: by its place in the sentence."""
    if tokens[end - 1].possessive:
        return OWNER
    after = tokens[end] if end < len(tokens) else None
    if begin and tokens[begin - 1].low == "the" and after is not None and after.is_word:
        return NAMESAKE
    before = _before_noun_phrase(tokens, begin)
    if before in PREPOSITIONS and before not in STOPS:
        return INSIDE
    acts = after is not None and (after.low in _ACTS or after.low.endswith(_ACTING_ENDS))
    return SUBJECT if acts and not (before in VERBS or before.endswith(("ed", "ing"))) else OBJECT


def _before_noun_phrase(tokens: Sequence[Token], begin: int) -> str:
    """The preposition, verb, mark or linking word before the noun phrase that ends with the name at ``begin``."""
    for at in range(begin - 1, max(-1, begin - _MOST_BESIDE), -1):
        token = tokens[at]
        verbal = token.low.endswith(("ed", "ing")) and not token.capital
        if not token.is_word or token.low in _BREAKS or verbal:
            return token.low
    return ""


def person_noun(tokens: Sequence[Token], at: int) -> int | None:
    """Where "a retired miller", "the mayor" ends that stands for a person, begun by the determiner at ``at``."""
    if tokens[at].low not in _POINTERS or _describes_another(tokens, at):
        return None
    for place in range(at + 1, min(len(tokens), at + _MOST_TO_NOUN)):
        token = tokens[place]
        if not token.is_word or token.possessive or token.low in _BREAKS:
            return None
        ranked = token.low in ROLE_NOUNS and token.low not in GROUPS and not token.low.endswith("s")
        following = tokens[place + 1 : place + 3]
        if ranked and not (following and following[0].low in ROLE_NOUNS):
            names_it = (
                any(token.capital for token in following[: 1 + (following[0].low == ",")]) if following else False
            )
            return None if names_it else place
    return None


def _describes_another(tokens: Sequence[Token], at: int) -> bool:
    """ "[Roe is] the mayor", "[Roe], the mayor": told of the one just named."""
    before = tokens[at - 1].low if at else ""
    return before in _COPULAS or (before == "," and at > 1 and tokens[at - 2].capital)


class Told:
    """The words told in indirect speech behind their speaker: nobody in them is the writer's own subject."""

    def __init__(self, parts: Sequence[Sentence], items: Sequence[Found]) -> None:
        self._spans = sorted(_told_behind(parts, items))
        self._at = 0
        self._end = 0

    def holds(self, place: int) -> bool:
        """Whether offset ``place`` is inside; every call asks about a later place than the one before."""
        while self._at < len(self._spans) and self._spans[self._at][0] <= place:
            self._end = max(self._end, self._spans[self._at][1])
            self._at += 1
        return place < self._end


def _told_behind(parts: Sequence[Sentence], items: Sequence[Found]) -> Iterator[Span]:
    for item in items:
        if not item.direct and item.start > parts[item.sentence].tokens[item.phrase.name[0]].start:
            yield item.start, item.end


def said_words(sentence: Sentence, item: Found) -> Iterator[str]:
    """The words said, in lower case, without marks and possessive endings."""
    for word in sentence.article[item.start : item.end].split():
        yield word.strip("“”\"'‘’.,;:!?()—").removesuffix("'s").removesuffix("’s").lower()
