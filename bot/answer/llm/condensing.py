"""A follow-up put into words that stand alone, by a model."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer.llm.chat import ChatModel, NoReplyError
from bot.answer.llm.eyes import MOST_QUESTION, seen
from bot.answer.llm.kept_facts import as_question
from bot.answer.llm.prompts import Prompt
from bot.answer.llm.writer import messages
from bot.dates import today

_log = logging.getLogger(__name__)

_MOST_LINE = 400


@dataclass(frozen=True, slots=True)
class ModelCondenser:
    """Words follow-ups by ``model`` and the prompt "standalone". What it makes is for the caller to check."""

    model: ChatModel
    prompt: Prompt
    today: Callable[[], date] = today

    def condense(self, question: str, talk: Sequence[str]) -> str | None:
        """``question`` as it would be asked without ``talk``, whose lines have the latest last; None where the model
        fails. Raises nothing."""
        values = {
            "today": self.today().isoformat(),
            "talk": "\n".join(seen(line, _MOST_LINE) for line in talk),
            "question": seen(question, MOST_QUESTION),
        }
        try:
            reply = self.model.ask(messages(self.prompt, values), until=time.monotonic() + self.model.seconds)
        except NoReplyError as error:
            _log.warning("%s put no follow-up into words (%s): the rules' words stand", self.model.name, error)
            return None
        return as_question(reply.text, question)
