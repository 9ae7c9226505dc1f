"""Answer "who said ...?" and "what did X say ...?" with statements, and word the first line.

``selection.py`` chooses the statements, ``ranking.py`` ranks them, ``asked_speaker.py`` and ``speaker_match.py``
compare speakers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.answerability import CONTRADICTED, decide_open, decide_unattributed
from bot.answer.citations import cite_spans, cite_statements, quote_of, statement_of
from bot.answer.corpus import Corpus
from bot.answer.open.answerer import MOST_CITATIONS, OpenAnswerer
from bot.answer.open.candidates import MOST_WORDS
from bot.answer.open.ranking import RankedSpan
from bot.answer.speech.asked_speaker import AskedSpeaker, find_asked_speaker
from bot.answer.speech.ranking import RankedStatement
from bot.answer.speech.selection import StatementSelection, select_speakers, select_words
from bot.answer.types import AnswerDraft, Citation, Decision, PreparedQuestion, QuoteRef, Relation, Status
from bot.messages.sections import AnswerMessages
from index import Span
from index.statements import SAY, TELL
from index.text.contradiction import find_contradiction
from index.text.language import is_in_other_script
from index.text.tokenizer import stem, stems

_FIRST_LINE_LENGTH = 240
"""Characters of the words in an answer's first line; the quote below holds them all."""

_THAT = re.compile(r"^(?:that|що|что)\s+", re.IGNORECASE)

_CUES = frozenset(map(stem, SAY | TELL))

_MOST_OF_STATEMENT, _FEW_OF_STATEMENT = 0.9, 0.3
"""Shares of the content words up to which a statement gives way to a sentence that has them all and is in no statement.

The first holds for a reporter's own sentence, the second for one with a verb of speech, whose speaker was not found.
Set on PolNeAR's dev questions, where .8 to .9 and .2 to .4 do about as well.
"""

_ENOUGH_TO_CONTRADICT = 0.5
"""Share of the content words that a statement must have to be called contrary to what is asked."""


@dataclass(frozen=True, slots=True)
class SpeechAnswerer:
    """Answers questions about speech; ``others`` finds passages for what no statement answers."""

    others: OpenAnswerer

    @property
    def _corpus(self) -> Corpus:
        return self.others.corpus

    def answer_who_said(self, prepared: PreparedQuestion) -> AnswerDraft:
        """Name who said what is asked, and cite their words."""
        selection = select_speakers(
            self._corpus, prepared.question, use_embeddings=prepared.use_embeddings, restrict=self.others.restrict
        )
        citations = cite_statements(self._corpus, selection.found)
        named = bool(citations and citations[0].speaker)
        if not prepared.question.sure and not selection.contradiction and (named or not citations):
            return self._answer_who_did(prepared, citations)
        by_name = selection.near if selection.contradiction else selection.found if named else ()
        best = by_name[0] if by_name else None
        if best and best.match.said > _MOST_OF_STATEMENT:
            return self._answer_by_statement(prepared, selection, citations)
        hits = tuple(self.others.search(prepared))
        evidence = self.others.rank_evidence(prepared, hits)
        narration = self._cite_narration(evidence, best.match.said) if best else ()
        if best and not narration and (named or best.match.said >= _ENOUGH_TO_CONTRADICT):
            return replace(self._answer_by_statement(prepared, selection, citations), hits=hits)
        draft = self._answer_without_speaker(prepared, narration or citations, evidence, selection.decision)
        return replace(draft, hits=hits)

    def _answer_by_statement(
        self, prepared: PreparedQuestion, selection: StatementSelection, citations: tuple[Citation, ...]
    ) -> AnswerDraft:
        """Name the speakers of ``citations``, or say how the closest statement contradicts what is asked."""
        if selection.contradiction:
            closest = cite_statements(self._corpus, selection.near)
            return _contradiction_draft(prepared, closest, selection.contradiction)
        return AnswerDraft(Status.ANSWERED, format_speakers(citations, prepared.messages), citations)

    def _answer_without_speaker(
        self,
        prepared: PreparedQuestion,
        citations: tuple[Citation, ...],
        evidence: Sequence[RankedSpan],
        decision: Decision,
    ) -> AnswerDraft:
        """Cite words that are nobody's by name: ``citations``, or else the best of ``evidence``; refuse without any."""
        messages = prepared.messages
        if not citations and decide_unattributed(evidence).answered:
            citations = cite_spans(self._corpus, evidence[:1])
        if not citations:
            refusal = self.others.refuse(prepared, evidence, messages.nobody_says_it, messages.nobody_says_it_mentions)
            return replace(refusal, decision=decision)
        first = citations[0]
        contradiction = find_contradiction(prepared.question.subject, first.quote)
        if contradiction:
            return _contradiction_draft(prepared, citations, Relation(contradiction))
        own_words = not self._meets_statement(first.key, (first.start, first.end)) and not _has_cue(first.quote)
        text = messages.own_words if own_words else messages.speaker_unknown
        return AnswerDraft(Status.ANSWERED, f"{text} [1].", citations, is_final=True)

    def _cite_narration(self, evidence: Sequence[RankedSpan], said: float) -> tuple[Citation, ...]:
        """Cite a sentence with the words asked for that is in no statement; empty where there is none.

        ``said`` is the share of these words in the best statement.
        """
        for span in evidence:
            most = _FEW_OF_STATEMENT if _has_cue(span.text) else _MOST_OF_STATEMENT
            if said > most or not decide_unattributed([span]).answered:
                continue
            if not self._meets_statement(span.hit.key, (span.start, span.end)):
                return cite_spans(self._corpus, [span])
        return ()

    def _meets_statement(self, key: int, span: Span) -> bool:
        return any(item.start < span[1] and span[0] < item.end for item in self._corpus.statements(key))

    def answer_what_said(self, prepared: PreparedQuestion) -> AnswerDraft:
        """Cite what the speaker says, on the subject where one is given."""
        selection = select_words(
            self._corpus, prepared.question, use_embeddings=prepared.use_embeddings, restrict=self.others.restrict
        )
        said = cite_statements(self._corpus, selection.found)
        if not said and not prepared.question.sure:
            return self.others.answer(self.others.prepare_as_open(prepared))
        if said and prepared.question.sure and not prepared.question.subject:
            return _statement_draft(prepared, selection.found[0].words, said)
        about = self.others.prepare_as_open(prepared)
        hits = tuple(self.others.search(about))
        evidence = self.others.rank_evidence(about, hits, pairs=True)
        return replace(self._on_subject(prepared, selection, said, evidence), hits=hits)

    def _on_subject(
        self,
        prepared: PreparedQuestion,
        selection: StatementSelection,
        said: tuple[Citation, ...],
        evidence: Sequence[RankedSpan],
    ) -> AnswerDraft:
        """Answer with the speaker's words on the subject, and with sentences that report them."""
        speaker = find_asked_speaker(prepared.question, selection, evidence)
        answered = decide_open(evidence, use_embeddings=prepared.use_embeddings).answered
        pieces = cite_spans(self._corpus, evidence) if answered else ()
        citations = _order_citations(speaker, pieces, said, sure=prepared.question.sure)
        if not citations:
            return replace(
                self._refuse_speaker(prepared, speaker, evidence, selection.near), decision=selection.decision
            )
        first = citations[0]
        words = self._words_in(first, selection.found, evidence) if speaker.is_speaker_of(first) else ""
        if words:
            return _statement_draft(prepared, words, citations)
        return AnswerDraft(Status.ANSWERED, f"{first.quote} [1]", citations)

    def answer_more(self, prepared: PreparedQuestion, shown: Sequence[QuoteRef]) -> AnswerDraft:
        """Cite what else the speaker says besides ``shown``, in their words only; refuse without near misses."""
        selection = select_words(
            self._corpus, prepared.question, use_embeddings=prepared.use_embeddings, restrict=self.others.restrict
        )
        fresh = [item for item in selection.found if not _is_shown(item, shown)]
        said = cite_statements(self._corpus, fresh)
        if not said:
            text = prepared.messages.not_found.format(count=self.others.searched)
            return AnswerDraft(Status.NOT_FOUND, text, (), decision=selection.decision)
        return _statement_draft(prepared, fresh[0].words, said)

    def _words_in(self, cited: Citation, found: Sequence[RankedStatement], evidence: Sequence[RankedSpan]) -> str:
        """Return the words said in a quote, without the speaker and the cue; empty where nobody says them."""
        span = (cited.start, cited.end)
        for item in found:
            if item.hit.article.id == cited.article_id and quote_of(item.hit.article.text, item.statement) == span:
                return item.words
        for piece in evidence:
            if (piece.hit.article.id, piece.start, piece.end) == (cited.article_id, *span):
                said = statement_of(self._corpus.statements(piece.hit.key), span)
                return piece.hit.article.text[max(said.start, span[0]) : min(said.end, span[1])] if said else ""
        return ""

    def _refuse_speaker(
        self,
        prepared: PreparedQuestion,
        speaker: AskedSpeaker,
        evidence: Sequence[RankedSpan],
        near: Sequence[RankedStatement],
    ) -> AnswerDraft:
        """Refuse because the speaker says nothing on the subject, or nothing at all."""
        closest = cite_statements(self._corpus, near)
        if not closest:
            named = [piece for piece in evidence if speaker.is_mentioned_in(piece.text)]
            return self.others.refuse(prepared, named, prepared.messages.speaker_not_quoted)
        other_script = is_in_other_script(prepared.question.text, closest[0].quote)
        messages = prepared.messages
        text = (
            messages.speaker_perhaps_on_this
            if other_script and not prepared.use_embeddings
            else messages.speaker_not_on_this
        )
        return AnswerDraft(Status.NOT_FOUND, text.format(name=near[0].statement.speaker), (), closest)

    def _answer_who_did(self, prepared: PreparedQuestion, said: tuple[Citation, ...]) -> AnswerDraft:
        """Answer a question with a verb of action ("who accused ...?").

        A speaker is named whose statement is also the best open answer; else the open answer comes first.
        """
        open_answer = self.others.answer(self.others.prepare_as_open(prepared))
        if not said:
            return open_answer
        first = open_answer.citations[0] if open_answer.citations else said[0]
        if any(_overlap(first, one) and not _has_verb_outside(prepared.question.verb, first, one) for one in said):
            text = format_speakers(said, prepared.messages)
            return AnswerDraft(Status.ANSWERED, text, _drop_overlaps([*said, *open_answer.citations]))
        return replace(open_answer, citations=_drop_overlaps([*open_answer.citations, *said]))


def format_speakers(citations: Sequence[Citation], messages: AnswerMessages) -> str:
    """Word the speakers with their roles, best first: ``Ada Thorn, a baker [1], and Bo Lund [2].``."""
    named = [f"{_format_speaker(c, messages)} [{c.number}]" for c in citations if c.speaker]
    head = ", ".join(named[:-1])
    text = f"{head}{messages.list_end}{named[-1]}" if head else named[-1]
    return f"{text[0].upper()}{text[1:]}."


def format_statement(words: str, citations: Sequence[Citation], messages: AnswerMessages) -> str:
    """Word the first citation's speaker and their ``words``, then the other speakers.

    For example ``Ada Thorn, a baker: “We bake there” [1]``.
    """
    first = citations[0]
    words = _THAT.sub("", words)
    who = _format_speaker(first, messages)
    text = f"{who[0].upper()}{who[1:]}: {_shorten(words)} [{first.number}]"
    others = [c for c in citations[1:] if c.speaker and c.speaker != first.speaker]
    if others:
        text += f"\n{messages.also}: {'; '.join(f'{_format_speaker(c, messages)} [{c.number}]' for c in others)}"
    return text


def _has_cue(text: str) -> bool:
    return not _CUES.isdisjoint(stems(text))


def _contradiction_draft(
    prepared: PreparedQuestion, closest: Sequence[Citation], contradiction: Relation
) -> AnswerDraft:
    """Say that nobody says what is asked, and how the first of ``closest`` contradicts it."""
    messages = prepared.messages
    by_somebody, by_article = {
        Relation.OPPOSITE: (messages.says_opposite, messages.articles_say_opposite),
        Relation.OTHER_FIGURE: (messages.says_other_figure, messages.articles_say_other_figure),
        Relation.DENIED: (messages.denied, messages.articles_say_opposite),
        Relation.ASKED: (messages.asked, messages.articles_say_opposite),
    }[contradiction]
    name = closest[0].speaker
    text = by_somebody.format(name=name) if name else by_article
    quotes = tuple(replace(one, contradiction=contradiction) for one in closest)
    return AnswerDraft(Status.NOT_FOUND, text, (), quotes, decision=CONTRADICTED)


def _is_shown(item: RankedStatement, shown: Sequence[QuoteRef]) -> bool:
    span = quote_of(item.hit.article.text, item.statement)
    return any(place.overlaps(item.hit.article.id, *span) for place in shown)


def _has_verb_outside(verb: str, piece: Citation, said: Citation) -> bool:
    """Return whether ``piece`` has the question's verb outside the sentences of a statement in it."""
    before, behind = piece.quote[: max(0, said.start - piece.start)], piece.quote[max(0, said.end - piece.start) :]
    return bool(verb) and stem(verb) in {*stems(before), *stems(behind)}


def _order_citations(
    speaker: AskedSpeaker, pieces: Sequence[Citation], said: Sequence[Citation], *, sure: bool
) -> tuple[Citation, ...]:
    """Order the speaker's best words first, then reports of them, then sentences that only name the speaker.

    Without ``sure``, the question may not ask for words: then all that names the speaker comes in the order of
    ``pieces``.
    """
    pieces = [_prefer_statement(one, said) for one in pieces]
    if not sure:
        named = [one for one in pieces if speaker.is_speaker_of(one) or speaker.is_mentioned_in(one.quote)]
        return _drop_overlaps([*named, *said])
    own = [one for one in pieces if speaker.is_speaker_of(one)]
    telling = [one for one in pieces if speaker.is_reported_in(one.quote)]
    aside = [one for one in pieces if not one.speaker and speaker.is_mentioned_in(one.quote)]
    return _drop_overlaps([*own[:1], *said, *own, *telling, *aside])


def _prefer_statement(piece: Citation, said: Sequence[Citation]) -> Citation:
    """Return the statement that overlaps a piece, or the piece where the statement is too long."""
    same = next((one for one in said if _overlap(piece, one)), None)
    if same is None:
        return piece
    if len(same.quote.split()) <= MOST_WORDS:
        return same
    return replace(piece, also_in=same.also_in, also_by=same.also_by)


def _drop_overlaps(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Return the first citations that share no characters, numbered from 1."""
    kept: list[Citation] = []
    for one in citations:
        if not any(_overlap(one, other) for other in kept):
            kept.append(replace(one, number=len(kept) + 1))
    return tuple(kept[:MOST_CITATIONS])


def _statement_draft(prepared: PreparedQuestion, words: str, citations: tuple[Citation, ...]) -> AnswerDraft:
    return AnswerDraft(Status.ANSWERED, format_statement(words, citations, prepared.messages), citations)


def _overlap(one: Citation, other: Citation) -> bool:
    return one.article_id == other.article_id and one.start < other.end and other.start < one.end


def _format_speaker(citation: Citation, messages: AnswerMessages) -> str:
    who = f"{citation.speaker}, {citation.role}" if citation.role else str(citation.speaker)
    named = citation.outlet is not None and any(letter.isupper() for letter in citation.outlet)  # not "the weekly"
    return f"{who} ({messages.via.format(outlet=citation.outlet)})" if named else who


def _shorten(words: str) -> str:
    """Put words on one line, cut at a space where they are long."""
    line = " ".join(words.split())
    if len(line) <= _FIRST_LINE_LENGTH:
        return line
    return f"{line[:_FIRST_LINE_LENGTH].rsplit(' ', 1)[0].rstrip(',;:—–- ')} …"
