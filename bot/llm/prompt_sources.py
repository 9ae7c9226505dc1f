"""Number the sentences of the passages found for a prompt, as many as ``BUDGET`` allows, and escape them."""

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
"""Markup whose content a page does not show. The content of other tags stays."""

_INVISIBLE_CATEGORIES = {"Cf", "Cc", "Co", "Cs", "Cn"}


def escape_for_prompt(text: str, max_length: int = _MAX_SENTENCE_LENGTH) -> str:
    """Return ``text`` on one line of at most ``max_length`` characters without signs that the prompt's markup uses."""
    shown = _TAG.sub(" ", remove_hidden_text(text[: 8 * max_length]))
    shown = "".join(" " if each in "\n\r\t\v\f\u2028\u2029\x85" else each for each in shown if _is_visible(each))
    shown = " ".join(shown.translate(_LOOKALIKES).split())
    return shown if len(shown) <= max_length else f"{shown[: max_length - 1].rstrip()}…"


def remove_hidden_text(text: str) -> str:
    """Replace hidden markup by spaces, so that all offsets stay."""
    return _HIDDEN_MARKUP.sub(lambda match: " " * len(match.group()), text)


def format_sources(numbered: Sequence[NumberedSentence]) -> str:
    """Return the sentences for the prompt: an ``<article>`` with title, publisher and day, and a line each."""
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
"""Characters that number and line break add to a sentence."""

StatementLookup = Callable[[int], Sequence[Statement]]
"""Return the statements of an article version by its key."""


def number_sentences(
    hits: Iterable[Hit], statements_of: StatementLookup, budget: int = BUDGET
) -> tuple[NumberedSentence, ...]:
    """Return the sentences of ``hits``, best hit first, up to ``budget`` characters, numbered from 1.

    The sentences are grouped by article, in the order of the best hits, and then in the order of the text; a sentence
    in two hits counts once. The first sentence is taken whatever its length.
    """
    chosen: dict[int, dict[tuple[int, int], NumberedSentence]] = {}
    remaining = budget
    for hit in hits:
        for start, end in sentences(hit.passage):
            span = (hit.start + start, hit.start + end)
            if span in chosen.get(hit.key, {}):
                continue
            cost = min(end - start, _MAX_SENTENCE_LENGTH) + _LINE_OVERHEAD
            if cost > remaining and chosen:
                return _number_in_order(chosen)
            remaining -= cost
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
    ordered = [spans[span] for spans in chosen.values() for span in sorted(spans)]
    return tuple(replace(sentence, number=number) for number, sentence in enumerate(ordered, 1))
