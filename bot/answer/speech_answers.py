"""Questions about speech: who said it, and what a speaker said, or that nobody did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.attribute import Attribution
from bot.answer.cite import cite_sentences, cite_statements
from bot.answer.extract import answers
from bot.answer.frank import in_other_letters
from bot.answer.open_answers import MOST_CITATIONS, OpenAnswers
from bot.answer.outcome import Inquiry, Outcome
from bot.answer.say import name_speakers, tell_words
from bot.answer.sources import Passages
from bot.answer.speech import what_said, who_said
from bot.answer.types import Citation, Status
from index.across import aliases
from index.words import FUNCTION_WORDS, stems

_SAID_BY_THE_ARTICLE = 0.9
"""Share of the telling words that a sentence must hold to be quoted where no speaker of it is known."""


@dataclass(frozen=True, slots=True)
class SpeechAnswers:
    """Answers questions about speech; what is no speech it leaves to ``others``."""

    others: OpenAnswers

    @property
    def _passages(self) -> Passages:
        return self.others.passages

    def who_said(self, asked: Inquiry) -> Outcome:
        """Who said what is asked, with their words."""
        heard = who_said(self._passages, asked.question, compare=asked.compare)
        citations = cite_statements(self._passages, heard.found)
        if citations and citations[0].speaker:
            text = name_speakers(citations, asked.phrases)
            return Outcome(Status.ANSWERED, text, citations if asked.question.sure else self._filled(asked, citations))
        if not asked.question.sure and not citations:
            return self.others.answer(self.others.read_as_open(asked))
        evidence = self.others.evidence(asked, self.others.search(asked))
        if not citations and evidence and evidence[0].own >= _SAID_BY_THE_ARTICLE:
            citations = cite_sentences(self._passages, evidence[:1])
        if not citations:
            return self.others.refusal(asked, evidence, asked.phrases.nobody, asked.phrases.nobody_on)
        return Outcome(Status.ANSWERED, f"{asked.phrases.unattributed} [1].", citations)

    def what_said(self, asked: Inquiry) -> Outcome:
        """What the speaker says, on the subject where one is given."""
        heard = what_said(self._passages, asked.question, compare=asked.compare)
        citations = cite_statements(self._passages, heard.found)
        if citations:
            text = tell_words(heard.found, citations, asked.phrases)
            return Outcome(Status.ANSWERED, text, self._filled(asked, citations))
        if not asked.question.sure:
            return self.others.answer(self.others.read_as_open(asked))
        return self._named_only(asked, heard.near)

    def _filled(self, asked: Inquiry, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        """Behind a speaker's words what else the articles hold on the subject; where a speaker is asked for, nobody
        else's words among it."""
        if not asked.question.subject or len(citations) >= MOST_CITATIONS:
            return citations
        about = self.others.read_as_open(asked)
        more = cite_sentences(self._passages, self.others.evidence(about, self.others.search(about)))
        own = frozenset(stems(asked.question.speaker)) - FUNCTION_WORDS
        fitting = [
            c
            for c in more
            if (not own or own & set(stems(c.speaker or c.quote))) and not any(_meet(c, d) for d in citations)
        ]
        room = MOST_CITATIONS - len(citations)
        return citations + tuple(replace(c, number=n) for n, c in enumerate(fitting[:room], len(citations) + 1))

    def _named_only(self, asked: Inquiry, near: Sequence[Attribution]) -> Outcome:
        """The speaker says nothing on the subject, or nothing at all: what the articles say themselves, if they do."""
        hits = self.others.search(asked)
        shown = [hit.passage for hit in hits] + [item.statement.speaker for item in near]
        names = set(stems(asked.question.speaker)) - FUNCTION_WORDS
        names |= {*aliases(asked.question.speaker, shown, speaker=True)}
        about = replace(asked, query=replace(asked.query, text=asked.question.subject or asked.question.text))
        evidence = [e for e in self.others.evidence(about, hits) if names & set(stems(e.text))]
        if evidence and answers(evidence, compared=asked.compare):
            citations = cite_sentences(self._passages, evidence[:1])
            if citations and (not citations[0].speaker or names & set(stems(citations[0].speaker))):
                return Outcome(Status.ANSWERED, f"{citations[0].quote} [1]", citations)
        closest = cite_statements(self._passages, near)
        if closest and names & set(stems(near[0].statement.speaker)):
            foreign = in_other_letters(asked.question.text, closest[0].quote)
            silent = asked.phrases.unsure if foreign and not asked.compare else asked.phrases.silent
            return Outcome(Status.NOT_FOUND, silent.format(name=near[0].statement.speaker), (), closest)
        return self.others.refusal(asked, evidence, asked.phrases.unheard)


def _meet(one: Citation, other: Citation) -> bool:
    return one.article_id == other.article_id and one.start < other.end and other.start < one.end
