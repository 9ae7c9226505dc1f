"""The writer: a draft of a language model, held to its sources, mended once, and told; or nothing."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.answer import Corpus, PreparedQuestion, WrittenAnswer
from bot.llm.answer_builder import build_answer
from bot.llm.client.cache import AnswerCache, cache_key
from bot.llm.client.types import ChatModel, JsonSchema, Message, NoReplyError
from bot.llm.draft import UnreadableReply, draft_schema, parse_draft
from bot.llm.prompt_sources import MAX_QUESTION_LENGTH, escape_for_prompt, format_sources, number_sentences
from bot.llm.prompts import Prompt
from bot.llm.types import ClaimFailure, NumberedSentence, VerifiedDraft, VerifiedSentence
from bot.llm.verify.entailment import Encode
from bot.llm.verify.verifier import VerificationInput, verify_draft
from index import Hit
from index.text.language import detect_language

_log = logging.getLogger(__name__)

LANGUAGES = {"en": "English", "uk": "Ukrainian", "ru": "Russian"}
"""The names that a model knows index.text.sentences' languages by."""

_MAX_FAILURES_SHOWN = 12

_CachedSentences = tuple[tuple[int, str, tuple[int, ...]], ...]
"""Of each sentence kept: its claim, its words, and the numbers of its sources."""


@dataclass(frozen=True, slots=True)
class DraftWriter:
    """Words answers by ``model`` and the prompts "answer" and "repair". ``encode`` compares by sense, where the encoder
    knows the languages; the same question of the same passages is asked once."""

    model: ChatModel
    prompts: Mapping[str, Prompt]
    encode: Encode | None = None
    cache: AnswerCache[_CachedSentences] = field(default_factory=AnswerCache)

    def write(
        self, asked: PreparedQuestion, passages: Corpus, hits: Sequence[Hit], today: date
    ) -> WrittenAnswer | None:
        """An answer of which every sentence holds; None where nothing does, or the model gives none."""
        shown = number_sentences(hits, passages.statements)
        if not shown:
            return None
        wanted = _DraftRequest(asked.question.text, today, shown)
        key = self._key(wanted)
        kept = _from_cached(self.cache.get(key), shown)
        if kept is None:
            try:
                kept = self._kept(wanted, passages)
            except NoReplyError as error:
                _log.warning("%s gave no answer (%s): the articles' own words are sent", self.model.name, error)
                return None
            if kept:
                self.cache.put(key, _to_cached(kept))
        text, citations = build_answer(passages, kept)
        if not citations:
            return None
        return WrittenAnswer(text, citations, f"llm:{self.model.name}", self.prompts["answer"].label)

    def _key(self, wanted: _DraftRequest) -> str:
        places = [part for one in wanted.shown for part in (one.key, one.article.id, *one.span, one.text)]
        labels = [self.prompts[name].label for name in ("answer", "repair")]
        return cache_key([self.model.name, *labels, wanted.today, " ".join(wanted.question.split()), *places])

    def _kept(self, wanted: _DraftRequest, passages: Corpus) -> tuple[VerifiedSentence, ...]:
        """The sentences that hold, of the first draft or of the mended one. Raises NoReplyError without a draft."""
        deadline = time.monotonic() + self.model.seconds
        statements = {one.key: passages.statements(one.key) for one in wanted.shown}
        held_to = VerificationInput(
            wanted.shown, statements, self.encode if _encoder_knows_languages(passages, wanted) else None
        )
        reply = self._ask("answer", wanted.values, deadline)
        first = _verify_reply(reply, held_to)
        _log_verification("draft", first)
        if first is None or not first.failures:
            return first.sentences if first else ()
        try:
            mended = _verify_reply(self._ask("repair", wanted.to_mend(reply, first.failures), deadline), held_to)
        except NoReplyError as error:
            _log.info("%s mended nothing (%s)", self.model.name, error)
            return first.sentences
        _log_verification("mended draft", mended)
        return mended.sentences if mended and len(mended.sentences) >= len(first.sentences) else first.sentences

    def _ask(self, prompt: str, values: Mapping[str, str], deadline: float) -> str:
        return self.model.ask(
            prompt_messages(self.prompts[prompt], values), deadline=deadline, schema=_DRAFT_SCHEMA
        ).text


@dataclass(frozen=True, slots=True)
class _DraftRequest:
    """What is asked, when, and the sentences to answer it from."""

    question: str
    today: date
    shown: tuple[NumberedSentence, ...]

    @property
    def values(self) -> dict[str, str]:
        """What the prompt "answer" takes."""
        return {
            "today": self.today.isoformat(),
            "language": LANGUAGES[detect_language(self.question)],
            "sources": format_sources(self.shown),
            "question": escape_for_prompt(self.question, MAX_QUESTION_LENGTH),
        }

    def to_mend(self, draft: str, failures: Sequence[ClaimFailure]) -> dict[str, str]:
        """What the prompt "repair" takes."""
        lines = (
            f"- {escape_for_prompt(one.text)} ({escape_for_prompt(one.problem.detail)})"
            for one in failures[:_MAX_FAILURES_SHOWN]
        )
        return self.values | {"draft": escape_for_prompt(draft, _MAX_DRAFT_LENGTH), "failures": "\n".join(lines)}


_MAX_DRAFT_LENGTH = 6000
_DRAFT_SCHEMA: JsonSchema = draft_schema()


def prompt_messages(prompt: Prompt, values: Mapping[str, str]) -> list[Message]:
    """A prompt filled, as a ChatModel takes it."""
    return [(message.role, message.text) for message in prompt.filled(**values)]


def _verify_reply(reply: str, held_to: VerificationInput) -> VerifiedDraft | None:
    """A reply held to the sentences shown; None where it is no draft."""
    draft = parse_draft(reply)
    if isinstance(draft, UnreadableReply):
        _log.info("The reply is no draft: %s", draft)
        return None
    return verify_draft(draft, held_to)


def _encoder_knows_languages(passages: Corpus, wanted: _DraftRequest) -> bool:
    """Whether the encoder can compare an answer with what it cites."""
    spoken = {detect_language(wanted.question), *(detect_language(one.text) for one in wanted.shown)}
    return all(map(passages.knows_language, spoken))


def _log_verification(what: str, checked: VerifiedDraft | None) -> None:
    """How many sentences held, and how the others failed; their words only where all is logged."""
    if checked is None:
        return
    faults = Counter(failure.problem.fault for failure in checked.failures)
    counted = ", ".join(f"{fault} {count}" for fault, count in sorted(faults.items())) or "none"
    _log.info("Of the %s %d sentences hold; dropped: %s", what, len(checked.sentences), counted)
    for failure in checked.failures:
        _log.debug("Dropped as %s: %s", failure.problem.fault, failure.problem.detail)


def _to_cached(kept: Iterable[VerifiedSentence]) -> _CachedSentences:
    return tuple((one.claim, one.text, tuple(source.number for source in one.sources)) for one in kept)


def _from_cached(
    remembered: _CachedSentences | None, shown: Sequence[NumberedSentence]
) -> tuple[VerifiedSentence, ...] | None:
    if remembered is None:
        return None
    there = {one.number: one for one in shown}
    return tuple(
        VerifiedSentence(claim, text, tuple(there[number] for number in found)) for claim, text, found in remembered
    )
