"""Mentions: how much each makes a person salient, and mentions by a role alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.statements.report import CUES, SpeechReport
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


def weigh_mention(tokens: Sequence[Token], begin: int, end: int) -> float:
    """Return how salient a mention, tokens ``begin:end``, makes a person, by its place in the sentence."""
    if tokens[end - 1].possessive:
        return OWNER
    after = tokens[end] if end < len(tokens) else None
    if begin and tokens[begin - 1].lower == "the" and after is not None and after.is_word:
        return NAMESAKE
    before = _word_before_phrase(tokens, begin)
    if before in PREPOSITIONS and before not in STOPS:
        return INSIDE
    is_actor = after is not None and (after.lower in _ACTS or after.lower.endswith(_ACTING_ENDS))
    return SUBJECT if is_actor and not (before in VERBS or before.endswith(("ed", "ing"))) else OBJECT


def _word_before_phrase(tokens: Sequence[Token], begin: int) -> str:
    """Return the preposition, verb, mark or linking word before the noun phrase of the name at ``begin``."""
    for at in range(begin - 1, max(-1, begin - _MOST_BESIDE), -1):
        token = tokens[at]
        has_verb = token.lower.endswith(("ed", "ing")) and not token.capital
        if not token.is_word or token.lower in _BREAKS or has_verb:
            return token.lower
    return ""


def find_person_noun(tokens: Sequence[Token], at: int) -> int | None:
    """Return the last token of "a retired miller", "the mayor" with its determiner at ``at``, or None."""
    if tokens[at].lower not in _POINTERS or _is_predicate(tokens, at):
        return None
    for place in range(at + 1, min(len(tokens), at + _MOST_TO_NOUN)):
        token = tokens[place]
        if not token.is_word or token.possessive or token.lower in _BREAKS:
            return None
        ranked = token.lower in ROLE_NOUNS and token.lower not in GROUPS and not token.lower.endswith("s")
        following = tokens[place + 1 : place + 3]
        if ranked and not (following and following[0].lower in ROLE_NOUNS):
            is_named = (
                any(token.capital for token in following[: 1 + (following[0].lower == ",")]) if following else False
            )
            return None if is_named else place
    return None


def _is_predicate(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a noun describes the person just named: "[Roe is] the mayor", "[Roe], the mayor"."""
    before = tokens[at - 1].lower if at else ""
    return before in _COPULAS or (before == "," and at > 1 and tokens[at - 2].capital)


class MentionContext:
    """The indirect speech behind its speaker: no mention in it is the writer's own subject."""

    def __init__(self, sentences: Sequence[Sentence], reports: Sequence[SpeechReport]) -> None:
        """Collect the indirect speech of ``reports``."""
        self._spans = sorted(_find_indirect_spans(sentences, reports))
        self._at = 0
        self._end = 0

    def is_reported(self, place: int) -> bool:
        """Return whether offset ``place`` is inside; every call asks about a later place than the one before."""
        while self._at < len(self._spans) and self._spans[self._at][0] <= place:
            self._end = max(self._end, self._spans[self._at][1])
            self._at += 1
        return place < self._end


def _find_indirect_spans(sentences: Sequence[Sentence], reports: Sequence[SpeechReport]) -> Iterator[Span]:
    """Yield the content of indirect speech that stands behind its speaker."""
    for report in reports:
        if not report.direct and report.start > sentences[report.sentence].tokens[report.phrase.mention[0]].start:
            yield report.start, report.end


def content_words(sentence: Sentence, report: SpeechReport) -> Iterator[str]:
    """Yield the words of a report's content in lower case, without marks and possessive endings."""
    for word in sentence.article[report.start : report.end].split():
        yield word.strip("“”\"'‘’.,;:!?()—").removesuffix("'s").removesuffix("’s").lower()
