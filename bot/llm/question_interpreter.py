"""What a question asks for, as a model reads it, where it takes only words of the question for it."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.answer.question.parser import Kind, Question
from bot.llm.client.cache import Cache, digest
from bot.llm.client.types import ChatModel, NoReplyError
from bot.llm.draft import objects
from bot.llm.prompt_sources import MOST_QUESTION, seen
from bot.llm.prompts import Prompt
from bot.llm.writer import messages
from index.text.tokenizer import stems

_log = logging.getLogger(__name__)


class _AskedReply(BaseModel):
    """What the prompt asks for."""

    model_config = ConfigDict(extra="ignore")

    kind: Kind
    speaker: str = Field(default="", max_length=MOST_QUESTION)
    subject: str = Field(default="", max_length=MOST_QUESTION)


@dataclass(frozen=True, slots=True)
class ModelInterpreter:
    """Reads questions by ``model`` and the prompt "asked"; none is asked about twice."""

    model: ChatModel
    prompt: Prompt
    cache: Cache[Question] = field(default_factory=Cache)

    def interpret(self, question: Question) -> Question | None:
        """An open question read as one about speech; None where it is none, or the model fails or brings words of its
        own. Raises nothing."""
        key = digest([self.model.name, self.prompt.label, question.text])
        known = self.cache.get(key)
        if known is None:
            reply = self._reply(question.text)
            if reply is None:
                return None
            known = _read(question, reply)
            self.cache.put(key, known)
        return None if known.kind is Kind.OPEN else known

    def _reply(self, text: str) -> str | None:
        asked = messages(self.prompt, {"question": seen(text, MOST_QUESTION)})
        try:
            return self.model.ask(asked, until=time.monotonic() + self.model.seconds).text
        except NoReplyError as error:
            _log.warning("%s read no question (%s): it stays an open one", self.model.name, error)
            return None


def _read(question: Question, reply: str) -> Question:
    """The question as the reply has it; unchanged where that has no shape, or words that the question has not."""
    found = [each for each in objects(reply) if isinstance(each, dict)]
    try:
        read = _AskedReply.model_validate(found[0]) if len(found) == 1 else None
    except ValidationError:
        read = None
    own = set(stems(question.text))
    if read is None or not {*stems(read.speaker), *stems(read.subject)} <= own:
        return question
    needed = read.subject if read.kind is Kind.WHO_SAID else read.speaker
    if read.kind is Kind.OPEN or not stems(needed):
        return question
    return Question(question.text, read.kind, read.subject.strip(), read.speaker.strip(), sure=False)
