""" "who said", "what did X say" -> draft answer and its first line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.answerability import is_answerable
from bot.answer.citations import cite_spans, cite_statements, quote_of, statement_of
from bot.answer.corpus import Corpus
from bot.answer.open.answerer import MOST_CITATIONS, OpenAnswerer
from bot.answer.open.candidates import MOST_WORDS
from bot.answer.open.ranking import RankedSpan
from bot.answer.speech.asked_speaker import AskedSpeaker, find_asked_speaker
from bot.answer.speech.ranking import RankedStatement
from bot.answer.speech.selection import StatementSelection, select_speakers, select_words
from bot.answer.types import AnswerDraft, Citation, PreparedQuestion, QuoteRef, Status
from bot.messages.sections import AnswerMessages
from index.text.language import is_in_other_script
from index.text.tokenizer import stem, stems

_SAID_BY_THE_ARTICLE = 0.9
"""Share of the telling words that a sentence must hold to be quoted where no speaker of it is known."""


@dataclass(frozen=True, slots=True)
class SpeechAnswerer:
    """Answers questions about speech; what is no speech it leaves to ``others``."""

    others: OpenAnswerer

    @property
    def _passages(self) -> Corpus:
        return self.others.passages

    def who_said(self, asked: PreparedQuestion) -> AnswerDraft:
        """Who said what is asked, with their words."""
        heard = select_speakers(self._passages, asked.question, compare=asked.compare, restrict=self.others.restrict)
        citations = cite_statements(self._passages, heard.found)
        named = bool(citations and citations[0].speaker)
        if not asked.question.sure and (named or not citations):
            return self._who_did(asked, citations)
        if named:
            return AnswerDraft(Status.ANSWERED, format_speakers(citations, asked.messages), citations)
        hits = tuple(self.others.search(asked))
        evidence = self.others.evidence(asked, hits)
        if not citations and evidence and evidence[0].own >= _SAID_BY_THE_ARTICLE:
            citations = cite_spans(self._passages, evidence[:1])
        if not citations:
            messages = asked.messages
            refusal = self.others.refusal(asked, evidence, messages.nobody_says_it, messages.nobody_says_it_mentions)
            return replace(refusal, decision=heard.decision, hits=hits)
        text = f"{asked.messages.speaker_unknown} [1]."
        return AnswerDraft(Status.ANSWERED, text, citations, as_it_is=True, hits=hits)

    def what_said(self, asked: PreparedQuestion) -> AnswerDraft:
        """What the speaker says, on the subject where one is given."""
        heard = select_words(self._passages, asked.question, compare=asked.compare, restrict=self.others.restrict)
        said = cite_statements(self._passages, heard.found)
        if not said and not asked.question.sure:
            return self.others.answer(self.others.read_as_open(asked))
        if said and asked.question.sure and not asked.question.subject:
            return _told(asked, _words_of(heard.found[0]), said)
        about = self.others.read_as_open(asked)
        hits = tuple(self.others.search(about))
        evidence = self.others.evidence(about, hits, pairs=True)
        return replace(self._on_subject(asked, heard, said, evidence), hits=hits)

    def _on_subject(
        self,
        asked: PreparedQuestion,
        heard: StatementSelection,
        said: tuple[Citation, ...],
        evidence: Sequence[RankedSpan],
    ) -> AnswerDraft:
        """Answer with the speaker's words on the subject, and with what tells of them there."""
        speaker = find_asked_speaker(asked.question, heard, evidence)
        sure = is_answerable(evidence, compared=asked.compare)
        pieces = cite_spans(self._passages, evidence) if sure else ()
        citations = _in_order(speaker, pieces, said, sure=asked.question.sure)
        if not citations:
            return replace(self._silent(asked, speaker, evidence, heard.near), decision=heard.decision)
        first = citations[0]
        words = self._words_in(first, heard.found, evidence) if speaker.is_by(first) else ""
        if words:
            return _told(asked, words, citations)
        return AnswerDraft(Status.ANSWERED, f"{first.quote} [1]", citations)

    def more(self, asked: PreparedQuestion, shown: Sequence[QuoteRef]) -> AnswerDraft:
        """What the speaker says besides what was ``shown``, in their words only; a refusal that shows nothing where
        there is no more."""
        heard = select_words(self._passages, asked.question, compare=asked.compare, restrict=self.others.restrict)
        fresh = [item for item in heard.found if not _is_shown(item, shown)]
        said = cite_statements(self._passages, fresh)
        if not said:
            text = asked.messages.not_found.format(count=self.others.searched)
            return AnswerDraft(Status.NOT_FOUND, text, (), decision=heard.decision)
        return _told(asked, _words_of(fresh[0]), said)

    def _words_in(self, cited: Citation, found: Sequence[RankedStatement], evidence: Sequence[RankedSpan]) -> str:
        """What of a quote is said, without who says it."""
        span = (cited.start, cited.end)
        for item in found:
            if item.hit.article.id == cited.article_id and quote_of(item.hit.article.text, item.statement) == span:
                return _words_of(item)
        for piece in evidence:
            if (piece.hit.article.id, piece.start, piece.end) == (cited.article_id, *span):
                said = statement_of(self._passages.statements(piece.hit.key), span)
                return piece.hit.article.text[max(said.start, span[0]) : min(said.end, span[1])] if said else ""
        return ""

    def _silent(
        self,
        asked: PreparedQuestion,
        speaker: AskedSpeaker,
        evidence: Sequence[RankedSpan],
        near: Sequence[RankedStatement],
    ) -> AnswerDraft:
        """The speaker says nothing on the subject, or nothing at all."""
        closest = cite_statements(self._passages, near)
        if not closest:
            named = [piece for piece in evidence if speaker.names_them(piece.text)]
            return self.others.refusal(asked, named, asked.messages.speaker_not_quoted)
        foreign = is_in_other_script(asked.question.text, closest[0].quote)
        messages = asked.messages
        silent = messages.speaker_perhaps_on_this if foreign and not asked.compare else messages.speaker_not_on_this
        return AnswerDraft(Status.NOT_FOUND, silent.format(name=near[0].statement.speaker), (), closest)

    def _who_did(self, asked: PreparedQuestion, said: tuple[Citation, ...]) -> AnswerDraft:
        """Where a verb tells of more than words ("who accused ...?"), a speaker is named whose statement is also what
        answers best, and else what answers best is shown first."""
        openly = self.others.answer(self.others.read_as_open(asked))
        if not said:
            return openly
        first = openly.citations[0] if openly.citations else said[0]
        if any(_meet(first, one) and not _does_elsewhere(asked.question.verb, first, one) for one in said):
            text = format_speakers(said, asked.messages)
            return AnswerDraft(Status.ANSWERED, text, _apart([*said, *openly.citations]))
        return replace(openly, citations=_apart([*openly.citations, *said]))


def _is_shown(item: RankedStatement, shown: Sequence[QuoteRef]) -> bool:
    span = quote_of(item.hit.article.text, item.statement)
    return any(place.meets(item.hit.article.id, *span) for place in shown)


def _does_elsewhere(verb: str, piece: Citation, said: Citation) -> bool:
    """Whether the question's verb stands in ``piece`` outside the sentences of a statement in it."""
    before, behind = piece.quote[: max(0, said.start - piece.start)], piece.quote[max(0, said.end - piece.start) :]
    return bool(verb) and stem(verb) in {*stems(before), *stems(behind)}


def _in_order(
    speaker: AskedSpeaker, pieces: Sequence[Citation], said: Sequence[Citation], *, sure: bool
) -> tuple[Citation, ...]:
    """The speaker's words as they answer best, and what tells of them before what only names the speaker. Where it is
    not sure that words are asked for, whatever names the speaker, as it answers best."""
    pieces = [_with_its_copies(one, said) for one in pieces]
    if not sure:
        named = [one for one in pieces if speaker.is_by(one) or speaker.names_them(one.quote)]
        return _apart([*named, *said])
    own = [one for one in pieces if speaker.is_by(one)]
    telling = [one for one in pieces if speaker.tells(one.quote)]
    aside = [one for one in pieces if not one.speaker and speaker.names_them(one.quote)]
    return _apart([*own[:1], *said, *own, *telling, *aside])


def _with_its_copies(piece: Citation, said: Sequence[Citation]) -> Citation:
    """What a piece shares with a speaker's statement is cited as the statement is, unless that is too long."""
    same = next((one for one in said if _meet(piece, one)), None)
    if same is None:
        return piece
    if len(same.quote.split()) <= MOST_WORDS:
        return same
    return replace(piece, also_in=same.also_in, also_by=same.also_by)


def _apart(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The first of those that do not share words, numbered from 1."""
    kept: list[Citation] = []
    for one in citations:
        if not any(_meet(one, other) for other in kept):
            kept.append(replace(one, number=len(kept) + 1))
    return tuple(kept[:MOST_CITATIONS])


def _words_of(item: RankedStatement) -> str:
    return item.hit.article.text[item.statement.start : item.statement.end]


def _told(asked: PreparedQuestion, words: str, citations: tuple[Citation, ...]) -> AnswerDraft:
    return AnswerDraft(Status.ANSWERED, format_statement(words, citations, asked.messages), citations)


def _meet(one: Citation, other: Citation) -> bool:
    return one.article_id == other.article_id and one.start < other.end and other.start < one.end


_LONGEST_WORDS = 240
"""Characters of the words told in an answer's first line; the quote below holds them all."""

_THAT = re.compile(r"^(?:that|що|что)\s+", re.IGNORECASE)


def format_speakers(citations: Sequence[Citation], messages: AnswerMessages) -> str:
    """The speakers with their roles, best first: "Ada Thorn, a baker [1], and Bo Lund [2]." """
    named = [f"{_who(c, messages)} [{c.number}]" for c in citations if c.speaker]
    head = ", ".join(named[:-1])
    text = f"{head}{messages.list_end}{named[-1]}" if head else named[-1]
    return f"{text[0].upper()}{text[1:]}."


def format_statement(words: str, citations: Sequence[Citation], messages: AnswerMessages) -> str:
    """The first citation's speaker and their ``words``, then the other speakers: "Ada Thorn, a baker: “We bake there”
    [1]." """
    first = citations[0]
    words = _THAT.sub("", words)
    who = _who(first, messages)
    text = f"{who[0].upper()}{who[1:]}: {_short(words)} [{first.number}]"
    others = [c for c in citations[1:] if c.speaker and c.speaker != first.speaker]
    if others:
        text += f"\n{messages.also}: {'; '.join(f'{_who(c, messages)} [{c.number}]' for c in others)}"
    return text


def _who(citation: Citation, messages: AnswerMessages) -> str:
    who = f"{citation.speaker}, {citation.role}" if citation.role else str(citation.speaker)
    named = citation.outlet is not None and any(letter.isupper() for letter in citation.outlet)  # not "the weekly"
    return f"{who} ({messages.via.format(outlet=citation.outlet)})" if named else who


def _short(words: str) -> str:
    """On one line, and cut at a space where it is long."""
    line = " ".join(words.split())
    if len(line) <= _LONGEST_WORDS:
        return line
    return f"{line[:_LONGEST_WORDS].rsplit(' ', 1)[0].rstrip(',;:—–- ')} …"
