"""Write an answer with a language model: draft, verification, at most one repair, and the answer or None."""

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
"""The languages' names in the prompts, by their codes."""

_MAX_FAILURES_SHOWN = 12

_CachedSentences = tuple[tuple[int, str, tuple[int, ...]], ...]
"""The claim, the words and the numbers of the sources of each verified sentence."""


@dataclass(frozen=True, slots=True)
class DraftWriter:
    """Writes answers by ``model`` and the prompts "answer" and "repair".

    ``encode`` compares meanings, if the encoder knows the languages. A cache saves calls for the same question and
    passages.
    """

    model: ChatModel
    prompts: Mapping[str, Prompt]
    encode: Encode | None = None
    cache: AnswerCache[_CachedSentences] = field(default_factory=AnswerCache)

    def write(
        self, prepared: PreparedQuestion, passages: Corpus, hits: Sequence[Hit], today: date
    ) -> WrittenAnswer | None:
        """Return an answer of verified sentences; None when none is verified or the model fails."""
        sentences = number_sentences(hits, passages.statements)
        if not sentences:
            return None
        request = _DraftRequest(prepared.question.text, today, sentences)
        key = self._key(request)
        verified = _from_cached(self.cache.get(key), sentences)
        if verified is None:
            try:
                verified = self._write_verified(request, passages)
            except NoReplyError as error:
                _log.warning("%s gave no answer (%s): the articles' own words are sent", self.model.name, error)
                return None
            if verified:
                self.cache.put(key, _to_cached(verified))
        text, citations = build_answer(passages, verified)
        if not citations:
            return None
        return WrittenAnswer(text, citations, f"llm:{self.model.name}", self.prompts["answer"].label)

    def _key(self, request: _DraftRequest) -> str:
        places = [part for one in request.sentences for part in (one.key, one.article.id, *one.span, one.text)]
        labels = [self.prompts[name].label for name in ("answer", "repair")]
        return cache_key([self.model.name, *labels, request.today, " ".join(request.question.split()), *places])

    def _write_verified(self, request: _DraftRequest, passages: Corpus) -> tuple[VerifiedSentence, ...]:
        """Return the verified sentences of the first or the repaired draft. Raises NoReplyError without a first one."""
        deadline = time.monotonic() + self.model.seconds
        statements = {one.key: passages.statements(one.key) for one in request.sentences}
        given = VerificationInput(
            request.sentences, statements, self.encode if _encoder_knows_languages(passages, request) else None
        )
        reply = self._ask("answer", request.values, deadline)
        first = _verify_reply(reply, given)
        _log_verification("draft", first)
        if first is None or not first.failures:
            return first.sentences if first else ()
        try:
            repaired = _verify_reply(self._ask("repair", request.repair_values(reply, first.failures), deadline), given)
        except NoReplyError as error:
            _log.info("%s mended nothing (%s)", self.model.name, error)
            return first.sentences
        _log_verification("mended draft", repaired)
        if repaired is None or len(repaired.sentences) < len(first.sentences):
            return first.sentences
        return repaired.sentences

    def _ask(self, prompt: str, values: Mapping[str, str], deadline: float) -> str:
        return self.model.ask(
            prompt_messages(self.prompts[prompt], values), deadline=deadline, schema=_DRAFT_SCHEMA
        ).text


@dataclass(frozen=True, slots=True)
class _DraftRequest:
    """A question, the day it is asked, and the sentences to answer it from."""

    question: str
    today: date
    sentences: tuple[NumberedSentence, ...]

    @property
    def values(self) -> dict[str, str]:
        """The inputs of the prompt "answer"."""
        return {
            "today": self.today.isoformat(),
            "language": LANGUAGES[detect_language(self.question)],
            "sources": format_sources(self.sentences),
            "question": escape_for_prompt(self.question, MAX_QUESTION_LENGTH),
        }

    def repair_values(self, draft: str, failures: Sequence[ClaimFailure]) -> dict[str, str]:
        """Return the inputs of the prompt "repair"."""
        lines = (
            f"- {escape_for_prompt(one.text)} ({escape_for_prompt(one.problem.detail)})"
            for one in failures[:_MAX_FAILURES_SHOWN]
        )
        return self.values | {"draft": escape_for_prompt(draft, _MAX_DRAFT_LENGTH), "failures": "\n".join(lines)}


_MAX_DRAFT_LENGTH = 6000
_DRAFT_SCHEMA: JsonSchema = draft_schema()


def prompt_messages(prompt: Prompt, values: Mapping[str, str]) -> list[Message]:
    """Return a filled prompt as a ``ChatModel`` takes it."""
    return [(message.role, message.text) for message in prompt.fill(**values)]


def _verify_reply(reply: str, given: VerificationInput) -> VerifiedDraft | None:
    """Parse a reply and verify its sentences; None when it is no draft."""
    draft = parse_draft(reply)
    if isinstance(draft, UnreadableReply):
        _log.info("The reply is no draft: %s", draft)
        return None
    return verify_draft(draft, given)


def _encoder_knows_languages(passages: Corpus, request: _DraftRequest) -> bool:
    """Return whether the encoder knows the languages of the question and of the sentences."""
    languages = {detect_language(request.question), *(detect_language(one.text) for one in request.sentences)}
    return all(map(passages.knows_language, languages))


def _log_verification(what: str, draft: VerifiedDraft | None) -> None:
    """Log how many sentences were verified and why others failed; details only at level DEBUG."""
    if draft is None:
        return
    faults = Counter(failure.problem.fault for failure in draft.failures)
    counted = ", ".join(f"{fault} {count}" for fault, count in sorted(faults.items())) or "none"
    _log.info("Of the %s %d sentences hold; dropped: %s", what, len(draft.sentences), counted)
    for failure in draft.failures:
        _log.debug("Dropped as %s: %s", failure.problem.fault, failure.problem.detail)


def _to_cached(verified: Iterable[VerifiedSentence]) -> _CachedSentences:
    return tuple((one.claim, one.text, tuple(source.number for source in one.sources)) for one in verified)


def _from_cached(
    cached: _CachedSentences | None, sentences: Sequence[NumberedSentence]
) -> tuple[VerifiedSentence, ...] | None:
    if cached is None:
        return None
    by_number = {one.number: one for one in sentences}
    return tuple(
        VerifiedSentence(claim, text, tuple(by_number[number] for number in found)) for claim, text, found in cached
    )
