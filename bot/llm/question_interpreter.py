"""Let a model find the speaker and subject of a question, using only words of the question."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.answer import Question, QuestionKind
from bot.llm.client.cache import AnswerCache, cache_key
from bot.llm.client.types import ChatModel, NoReplyError
from bot.llm.draft import find_json_objects
from bot.llm.prompt_sources import MAX_QUESTION_LENGTH, escape_for_prompt
from bot.llm.prompts import Prompt
from bot.llm.writer import prompt_messages
from index.text.tokenizer import stems

_log = logging.getLogger(__name__)


class _InterpretationReply(BaseModel):
    """The reply that the prompt asks for."""

    model_config = ConfigDict(extra="ignore")

    kind: QuestionKind
    speaker: str = Field(default="", max_length=MAX_QUESTION_LENGTH)
    subject: str = Field(default="", max_length=MAX_QUESTION_LENGTH)


@dataclass(frozen=True, slots=True)
class ModelInterpreter:
    """Interprets questions by ``model`` and the prompt "asked"; a cache saves repeated calls."""

    model: ChatModel
    prompt: Prompt
    cache: AnswerCache[Question] = field(default_factory=AnswerCache)

    def interpret(self, question: Question) -> Question | None:
        """Return an open question as a question about speech.

        None when it is not about speech, the model fails, or its reply has words that the question lacks. Raises
        nothing.
        """
        key = cache_key([self.model.name, self.prompt.label, question.text])
        interpreted = self.cache.get(key)
        if interpreted is None:
            reply = self._reply(question.text)
            if reply is None:
                return None
            interpreted = _parse_interpretation(question, reply)
            self.cache.put(key, interpreted)
        return None if interpreted.kind is QuestionKind.OPEN else interpreted

    def _reply(self, text: str) -> str | None:
        messages = prompt_messages(self.prompt, {"question": escape_for_prompt(text, MAX_QUESTION_LENGTH)})
        try:
            return self.model.ask(messages, deadline=time.monotonic() + self.model.seconds).text
        except NoReplyError as error:
            _log.warning("%s read no question (%s): it stays an open one", self.model.name, error)
            return None


def _parse_interpretation(question: Question, reply: str) -> Question:
    """Return the question as interpreted; unchanged when the reply is malformed or has words the question lacks."""
    objects = [each for each in find_json_objects(reply) if isinstance(each, dict)]
    try:
        interpretation = _InterpretationReply.model_validate(objects[0]) if len(objects) == 1 else None
    except ValidationError:
        interpretation = None
    question_stems = set(stems(question.text))
    if interpretation is None or not {*stems(interpretation.speaker), *stems(interpretation.subject)} <= question_stems:
        return question
    required = interpretation.subject if interpretation.kind is QuestionKind.WHO_SAID else interpretation.speaker
    if interpretation.kind is QuestionKind.OPEN or not stems(required):
        return question
    return Question(
        question.text, interpretation.kind, interpretation.subject.strip(), interpretation.speaker.strip(), sure=False
    )
