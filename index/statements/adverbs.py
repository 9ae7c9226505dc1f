"""Words between a speaker and the cue that are part of neither: X has long said; X in turn said."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.tables.cues import ADVERB_PHRASES, ADVERBS, HELPERS, UNSAID
from index.statements.tables.grammar import DETERMINERS, NO_ADVERBS
from index.statements.tokens import Token

_LONGEST = max(len(words) for words in ADVERB_PHRASES)
_DENIED = ("n't", "n’t")
_CUT_SHORT = (*_DENIED, "'ll", "’ll", "'ve", "’ve", "'d", "’d", "'re", "’re", "'m", "’m")


def is_helper(tokens: Sequence[Token], at: int) -> bool:
    """Whether token ``at`` is a word that helps a verb: "has", "long", "flatly"; a name such as Long is none."""
    token = tokens[at]
    if token.capital:
        return False
    return token.low in HELPERS | ADVERBS or is_adverb_in_ly(tokens, at)


def is_adverb_in_ly(tokens: Sequence[Token], at: int) -> bool:
    """Flatly; but neither a "family" nor "the weekly"."""
    token = tokens[at]
    noun = token.low in NO_ADVERBS or (at > 0 and tokens[at - 1].low in DETERMINERS - {"all", "both"})
    return token.low.endswith("ly") and not token.capital and not noun


def phrase_before(tokens: Sequence[Token], end: int) -> int:
    """How many tokens before ``end`` are one adverb together, as "in turn" is; 0 where none are."""
    for length in range(min(_LONGEST, end), 1, -1):
        if tuple(token.low for token in tokens[end - length : end]) in ADVERB_PHRASES:
            return length
    return 0


def denies(token: Token) -> bool:
    """Whether the word says that nothing was said: "not", "hasn't"."""
    return token.low in UNSAID or token.low.endswith(_DENIED)


def is_contraction(token: Token) -> bool:
    """Hasn't, she'll: a helping verb cut short, which no name holds."""
    return token.low.endswith(_CUT_SHORT)
