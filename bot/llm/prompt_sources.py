"""Number sentences and escape them for a prompt; how many passages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from bot.answer import is_named, statement_of
from bot.llm.types import NumberedSentence
from index import Hit, Statement
from index.text.sentences import sentences

_MAX_SENTENCE_LENGTH, _MAX_FIELD_LENGTH = 1200, 200
MAX_QUESTION_LENGTH = 1000

_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("<＜﹤〈⟨❮", "‹"),
        **dict.fromkeys(">＞﹥〉⟩❯", "›"),
        **dict.fromkeys("[［【〔⟦❲", "("),
        **dict.fromkeys("]］】〕⟧❳", ")"),
        **dict.fromkeys("`´｀", "'"),
        **dict.fromkeys("|｜", "/"),
    }
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_HIDDEN_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
"""What a page does not show. What stands between other tags stays."""

_INVISIBLE_CATEGORIES = {"Cf", "Cc", "Co", "Cs", "Cn"}


def escape_for_prompt(text: str, most: int = _MAX_SENTENCE_LENGTH) -> str:
    """``text`` on one line of at most ``most`` characters, harmless to the fence."""
    shown = _TAG.sub(" ", remove_hidden_text(text[: 8 * most]))
    shown = "".join(" " if each in "\n\r\t\v\f\u2028\u2029\x85" else each for each in shown if _is_visible(each))
    shown = " ".join(shown.translate(_LOOKALIKES).split())
    return shown if len(shown) <= most else f"{shown[: most - 1].rstrip()}…"


def remove_hidden_text(text: str) -> str:
    """``text`` with spaces for what a page would not show, so that every offset stays."""
    return _HIDDEN_MARKUP.sub(lambda found: " " * len(found.group()), text)


def format_sources(numbered: Sequence[NumberedSentence]) -> str:
    """The sentences as the prompt has them: an ``<article>`` each with its title, publisher and day, a line each."""
    blocks = ("\n".join(_article_lines(list(group))) for _, group in groupby(numbered, key=lambda each: each.key))
    return "\n\n".join(blocks)


def _article_lines(group: Sequence[NumberedSentence]) -> Iterable[str]:
    article = group[0].article
    yield "<article>"
    fields = {"title": article.title, "publisher": article.publisher, "published": article.published_at}
    yield from (f"{name}: {escape_for_prompt(value, _MAX_FIELD_LENGTH)}" for name, value in fields.items() if value)
    yield from map(_line, group)
    yield "</article>"


def _line(sentence: NumberedSentence) -> str:
    who = ", ".join(escape_for_prompt(each, _MAX_FIELD_LENGTH) for each in (sentence.speaker, sentence.role) if each)
    return f"[{sentence.number}] {f'(words of {who}) ' if who else ''}{escape_for_prompt(sentence.text)}"


def _is_visible(letter: str) -> bool:
    return letter in "\n\r\t\v\f\x85" or unicodedata.category(letter) not in _INVISIBLE_CATEGORIES


BUDGET = 12_000
"""Characters of sentences in one prompt: about 3,000 tokens of English, 5,000 of Ukrainian."""

_LINE_OVERHEAD = 12
"""Characters of a sentence's number and line."""

_LONGEST = 1200
"""Characters that one sentence may count for; the model is shown no more of it."""

StatementLookup = Callable[[int], Sequence[Statement]]
"""Who said what in an article's version, by its key."""


def number_sentences(
    hits: Iterable[Hit], statements_of: StatementLookup, budget: int = BUDGET
) -> tuple[NumberedSentence, ...]:
    """The sentences of the best of ``hits``, given best first, that ``budget`` characters hold, numbered from 1.

    Whole articles follow one another, the one found first at the front, each in its text's order; a sentence that
    two hits share counts once. The first sentence is there whatever its length.
    """
    chosen: dict[int, dict[tuple[int, int], NumberedSentence]] = {}
    left = budget
    for hit in hits:
        for start, end in sentences(hit.passage):
            span = (hit.start + start, hit.start + end)
            if span in chosen.get(hit.key, {}):
                continue
            cost = min(end - start, _LONGEST) + _LINE_OVERHEAD
            if cost > left and chosen:
                return _number_in_order(chosen)
            left -= cost
            chosen.setdefault(hit.key, {})[span] = _numbered_sentence(hit, span, statements_of(hit.key))
    return _number_in_order(chosen)


def _numbered_sentence(hit: Hit, span: tuple[int, int], statements: Sequence[Statement]) -> NumberedSentence:
    said = statement_of(statements, span)
    named = said if said is not None and is_named(said) else None
    return NumberedSentence(
        0,
        hit.key,
        hit.article,
        *span,
        speaker=named.speaker if named else None,
        role=named.role if named else None,
        also_in=hit.also_in,
        also_by=hit.also_by,
    )


def _number_in_order(chosen: dict[int, dict[tuple[int, int], NumberedSentence]]) -> tuple[NumberedSentence, ...]:
    ordered = [found[span] for found in chosen.values() for span in sorted(found)]
    return tuple(replace(sentence, number=number) for number, sentence in enumerate(ordered, 1))
