"""What a claim cites, as the checks look at it: texts, what is known of their articles, and who speaks in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.dates import iso_day
from bot.llm.prompt_sources import remove_hidden_text
from bot.llm.sanitizer import gives_orders
from bot.llm.types import ClaimFault, NumberedSentence, Problem
from index import Statement
from index.statements import abbreviated_organisations, people_in
from index.text.language import detect_language
from index.text.tokenizer import stems

Statements = Mapping[int, Sequence[Statement]]
"""Who said what, by the key of an article's version."""


@dataclass(frozen=True)
class ClaimEvidence:
    """The sentences that one claim cites, in the text's order, and all those of the prompt."""

    sentences: tuple[NumberedSentence, ...]
    prompt: tuple[NumberedSentence, ...]
    statements: Statements

    @cached_property
    def runs(self) -> tuple[str, ...]:
        """The texts cited; sentences that follow one another in an article and in the prompt are one text."""
        found: list[tuple[NumberedSentence, NumberedSentence]] = []
        for sentence in self.sentences:
            if found and found[-1][1].key == sentence.key and found[-1][1].number + 1 == sentence.number:
                found[-1] = (found[-1][0], sentence)
            else:
                found.append((sentence, sentence))
        return tuple(remove_hidden_text(first.article.text[first.start : last.end]) for first, last in found)

    @cached_property
    def text(self) -> str:
        return "\n".join(self.runs)

    @cached_property
    def language(self) -> str:
        return detect_language(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stems(self.text))

    @cached_property
    def published(self) -> tuple[date, ...]:
        """The days on which the cited articles were published, where they are known."""
        days = {iso_day(one.article.published_at) for one in self.sentences}
        return tuple(date.fromisoformat(day) for day in sorted(days) if day)

    @cached_property
    def about(self) -> str:
        """The cited articles' titles and publishers, a line each."""
        return "\n".join(dict.fromkeys([*self.titles, *self.publishers]))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The cited articles' titles; one that gives orders is none."""
        found = dict.fromkeys(remove_hidden_text(one.article.title or "") for one in self.sentences)
        return tuple(title for title in found if title and not gives_orders(title))

    @cached_property
    def publishers(self) -> tuple[str, ...]:
        """Who published the cited articles."""
        return tuple(dict.fromkeys(one.article.publisher for one in self.sentences if one.article.publisher))

    @cached_property
    def said(self) -> tuple[CitedStatement, ...]:
        """The statements of which a cited sentence holds some words."""
        found: dict[tuple[int, int, int, str], CitedStatement] = {}
        for one in self.sentences:
            for statement in self.statements.get(one.key, ()):
                if statement.start < one.end and one.start < statement.end:
                    place = (one.key, statement.start, statement.end, statement.speaker)
                    found.setdefault(place, CitedStatement(statement, one.article.text))
        return tuple(found.values())

    @cached_property
    def people(self) -> tuple[str, ...]:
        """The fullest names of those whom a cited sentence names, by a surname perhaps."""
        return tuple(
            known.name
            for one in self.sentences
            for known in people_in(one.article.text)
            if any(one.start <= start < one.end for start, _ in known.places)
        )

    @cached_property
    def organisations(self) -> tuple[str, ...]:
        """Names in full of organisations that a cited sentence has by their letters, and letters for full names."""
        found = []
        for one in self.sentences:
            for letters, name in abbreviated_organisations(one.article.text):
                if letters in one.text or name in one.text:
                    found += [letters, name]
        return tuple(found)

    def elsewhere(self, holds: Callable[[NumberedSentence], bool]) -> tuple[int, ...]:
        """The sentences of the prompt that are not cited and of which ``holds`` is true."""
        cited = {one.number for one in self.sentences}
        return tuple(one.number for one in self.prompt if one.number not in cited and holds(one))

    def problem(self, what: str, holds: Callable[[NumberedSentence], bool]) -> Problem:
        """Of ``what`` that no cited sentence has: whether another one has it, or none."""
        places = self.elsewhere(holds)
        if not places:
            return Problem(ClaimFault.FABRICATED, f"{what} stands nowhere in the sentences")
        return Problem(ClaimFault.MISATTRIBUTED, f"{what} stands in {_sentence_markers(places)}, which is not cited")


@dataclass(frozen=True, slots=True)
class CitedStatement:
    """A statement with the text of its article."""

    statement: Statement
    article: str

    @property
    def words(self) -> str:
        return self.article[self.statement.start : self.statement.end]

    @property
    def who(self) -> str:
        """All that the article calls the speaker beside the words, with the fullest name and the outlet."""
        one = self.statement
        mention = self.article[one.speaker_start : one.speaker_end]
        return " ".join(filter(None, (one.speaker, one.role, mention, one.outlet)))


def collect_evidence(
    numbers: Iterable[int], prompt: Sequence[NumberedSentence], statements: Statements
) -> ClaimEvidence:
    """The sentences of ``prompt`` with these numbers; each of ``numbers`` must be one of them."""
    by_number = {one.number: one for one in prompt}
    found = tuple(by_number[number] for number in sorted(set(numbers)))
    return ClaimEvidence(found, tuple(prompt), statements)


def _sentence_markers(numbers: Sequence[int]) -> str:
    return ", ".join(f"[{number}]" for number in numbers[:4])
