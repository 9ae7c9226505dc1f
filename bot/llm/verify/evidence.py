"""What a claim cites, as the checks need it: texts, data of their articles, statements and people."""

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
"""The statements of each article version by its key."""


@dataclass(frozen=True)
class ClaimEvidence:
    """The sentences that one claim cites, in the order of the text, and all sentences of the prompt."""

    sentences: tuple[NumberedSentence, ...]
    prompt: tuple[NumberedSentence, ...]
    statements: Statements

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts cited; neighbouring sentences of one article are one text."""
        found: list[tuple[NumberedSentence, NumberedSentence]] = []
        for sentence in self.sentences:
            if found and found[-1][1].key == sentence.key and found[-1][1].number + 1 == sentence.number:
                found[-1] = (found[-1][0], sentence)
            else:
                found.append((sentence, sentence))
        return tuple(remove_hidden_text(first.article.text[first.start : last.end]) for first, last in found)

    @cached_property
    def text(self) -> str:
        """All texts cited, a line each."""
        return "\n".join(self.texts)

    @cached_property
    def language(self) -> str:
        """The language of the texts cited."""
        return detect_language(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the texts cited."""
        return frozenset(stems(self.text))

    @cached_property
    def published(self) -> tuple[date, ...]:
        """The known publication days of the cited articles, in order."""
        days = {iso_day(one.article.published_at) for one in self.sentences}
        return tuple(date.fromisoformat(day) for day in sorted(days) if day)

    @cached_property
    def article_details(self) -> str:
        """The cited articles' titles and publishers, a line each."""
        return "\n".join(dict.fromkeys([*self.titles, *self.publishers]))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The cited articles' titles, without those that give orders."""
        found = dict.fromkeys(remove_hidden_text(one.article.title or "") for one in self.sentences)
        return tuple(title for title in found if title and not gives_orders(title))

    @cached_property
    def publishers(self) -> tuple[str, ...]:
        """The cited articles' publishers."""
        return tuple(dict.fromkeys(one.article.publisher for one in self.sentences if one.article.publisher))

    @cached_property
    def cited_statements(self) -> tuple[CitedStatement, ...]:
        """The statements with words in a cited sentence."""
        found: dict[tuple[int, int, int, str], CitedStatement] = {}
        for one in self.sentences:
            for statement in self.statements.get(one.key, ()):
                if statement.start < one.end and one.start < statement.end:
                    place = (one.key, statement.start, statement.end, statement.speaker)
                    found.setdefault(place, CitedStatement(statement, one.article.text))
        return tuple(found.values())

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """What the articles call the speakers of these statements."""
        return tuple(one.speaker_description for one in self.cited_statements)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """The full names of people that a cited sentence names, if only by surname."""
        return tuple(
            known.name
            for one in self.sentences
            for known in people_in(one.article.text)
            if any(one.start <= start < one.end for start, _ in known.places)
        )

    @cached_property
    def organisations(self) -> tuple[str, ...]:
        """The full names and the abbreviations of organisations that a cited sentence has in either form."""
        found = []
        for one in self.sentences:
            for letters, name in abbreviated_organisations(one.article.text):
                if letters in one.text or name in one.text:
                    found += [letters, name]
        return tuple(found)

    def report_missing(self, what: str, has_it: Callable[[NumberedSentence], bool]) -> Problem:
        """Return the problem that no cited sentence has ``what``: an uncited one of the prompt has it, or none."""
        cited = {one.number for one in self.sentences}
        numbers = [one.number for one in self.prompt if one.number not in cited and has_it(one)]
        if not numbers:
            return Problem(ClaimFault.FABRICATED, f"{what} stands nowhere in the sentences")
        return Problem(ClaimFault.MISATTRIBUTED, f"{what} stands in {_sentence_markers(numbers)}, which is not cited")


@dataclass(frozen=True, slots=True)
class CitedStatement:
    """A statement with the text of its article."""

    statement: Statement
    article: str

    @property
    def words(self) -> str:
        """What was said."""
        return self.article[self.statement.start : self.statement.end]

    @property
    def speaker_description(self) -> str:
        """All that the article calls the speaker next to the words, with the full name and the outlet."""
        one = self.statement
        mention = self.article[one.speaker_start : one.speaker_end]
        return " ".join(filter(None, (one.speaker, one.role, mention, one.outlet)))


def collect_evidence(
    numbers: Iterable[int], prompt: Sequence[NumberedSentence], statements: Statements
) -> ClaimEvidence:
    """Return the evidence of a claim that cites ``numbers``, each the number of a sentence of ``prompt``."""
    by_number = {one.number: one for one in prompt}
    found = tuple(by_number[number] for number in sorted(set(numbers)))
    return ClaimEvidence(found, tuple(prompt), statements)


def _sentence_markers(numbers: Sequence[int]) -> str:
    return ", ".join(f"[{number}]" for number in numbers[:4])
