"""Words between a speaker and the cue that belong to neither: X has long said; X in turn said."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.tables.cues import ADVERB_PHRASES, ADVERBS, HELPERS, UNSAID
from index.statements.tables.grammar import DETERMINERS, NO_ADVERBS
from index.statements.tokens import Token

_LONGEST = max(len(words) for words in ADVERB_PHRASES)
_DENIED = ("n't", "n’t")
_CUT_SHORT = (*_DENIED, "'ll", "’ll", "'ve", "’ve", "'d", "’d", "'re", "’re", "'m", "’m")


def is_helper(tokens: Sequence[Token], at: int) -> bool:
    """Return whether token ``at`` helps a verb: "has", "long", "flatly"; a name such as Long does not."""
    token = tokens[at]
    if token.capital:
        return False
    return token.lower in HELPERS | ADVERBS or is_adverb_in_ly(tokens, at)


def is_adverb_in_ly(tokens: Sequence[Token], at: int) -> bool:
    """Return whether token ``at`` is an adverb such as "flatly", and neither a "family" nor "the weekly"."""
    token = tokens[at]
    noun = token.lower in NO_ADVERBS or (at > 0 and tokens[at - 1].lower in DETERMINERS - {"all", "both"})
    return token.lower.endswith("ly") and not token.capital and not noun


def count_adverb_tokens(tokens: Sequence[Token], end: int) -> int:
    """Return how many tokens before ``end`` are one adverb together, as "in turn" is; 0 where none are."""
    for length in range(min(_LONGEST, end), 1, -1):
        if tuple(token.lower for token in tokens[end - length : end]) in ADVERB_PHRASES:
            return length
    return 0


def is_negation(token: Token) -> bool:
    """Return whether a word tells that nothing was said: "not", "hasn't"."""
    return token.lower in UNSAID or token.lower.endswith(_DENIED)


def is_contraction(token: Token) -> bool:
    """Return whether a token is a contracted helping verb, which no name holds: hasn't, she'll."""
    return token.lower.endswith(_CUT_SHORT)
