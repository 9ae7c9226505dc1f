"""What a question asks for, as a model reads it, where it takes only words of the question for it."""

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
    """What the prompt asks for."""

    model_config = ConfigDict(extra="ignore")

    kind: QuestionKind
    speaker: str = Field(default="", max_length=MAX_QUESTION_LENGTH)
    subject: str = Field(default="", max_length=MAX_QUESTION_LENGTH)


@dataclass(frozen=True, slots=True)
class ModelInterpreter:
    """Reads questions by ``model`` and the prompt "asked"; none is asked about twice."""

    model: ChatModel
    prompt: Prompt
    cache: AnswerCache[Question] = field(default_factory=AnswerCache)

    def interpret(self, question: Question) -> Question | None:
        """An open question read as one about speech; None where it is none, or the model fails or brings words of its
        own. Raises nothing."""
        key = cache_key([self.model.name, self.prompt.label, question.text])
        known = self.cache.get(key)
        if known is None:
            reply = self._reply(question.text)
            if reply is None:
                return None
            known = _parse_interpretation(question, reply)
            self.cache.put(key, known)
        return None if known.kind is QuestionKind.OPEN else known

    def _reply(self, text: str) -> str | None:
        asked = prompt_messages(self.prompt, {"question": escape_for_prompt(text, MAX_QUESTION_LENGTH)})
        try:
            return self.model.ask(asked, deadline=time.monotonic() + self.model.seconds).text
        except NoReplyError as error:
            _log.warning("%s read no question (%s): it stays an open one", self.model.name, error)
            return None


def _parse_interpretation(question: Question, reply: str) -> Question:
    """The question as the reply has it; unchanged where that has no shape, or words that the question has not."""
    found = [each for each in find_json_objects(reply) if isinstance(each, dict)]
    try:
        read = _InterpretationReply.model_validate(found[0]) if len(found) == 1 else None
    except ValidationError:
        read = None
    own = set(stems(question.text))
    if read is None or not {*stems(read.speaker), *stems(read.subject)} <= own:
        return question
    needed = read.subject if read.kind is QuestionKind.WHO_SAID else read.speaker
    if read.kind is QuestionKind.OPEN or not stems(needed):
        return question
    return Question(question.text, read.kind, read.subject.strip(), read.speaker.strip(), sure=False)
