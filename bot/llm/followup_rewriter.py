"""Follow-up -> standalone question; facts that must survive."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.dates import today
from bot.llm.client.types import ChatModel, NoReplyError
from bot.llm.prompt_sources import MAX_QUESTION_LENGTH, escape_for_prompt
from bot.llm.prompts import Prompt
from bot.llm.sanitizer import find_address, strip_markup
from bot.llm.verify.names import find_names, is_known_name, name_stems
from bot.llm.writer import prompt_messages
from index.text.characters import DOUBLE_QUOTES
from index.text.numbers import find_quantities, same_number

_log = logging.getLogger(__name__)

_MAX_LINE_LENGTH = 400


@dataclass(frozen=True, slots=True)
class ModelFollowupRewriter:
    """Words follow-ups by ``model`` and the prompt "standalone". What it makes is for the caller to check."""

    model: ChatModel
    prompt: Prompt
    today: Callable[[], date] = today

    def rewrite_followup(self, question: str, conversation: Sequence[str]) -> str | None:
        """Return ``question`` as it would be asked without ``conversation``, lines with the latest last.

        None when the model fails. Raises nothing.
        """
        values = {
            "today": self.today().isoformat(),
            "talk": "\n".join(escape_for_prompt(line, _MAX_LINE_LENGTH) for line in conversation),
            "question": escape_for_prompt(question, MAX_QUESTION_LENGTH),
        }
        try:
            reply = self.model.ask(prompt_messages(self.prompt, values), deadline=time.monotonic() + self.model.seconds)
        except NoReplyError as error:
            _log.warning("%s put no follow-up into words (%s): the rules' words stand", self.model.name, error)
            return None
        return clean_question(reply.text, question)


_STRUCTURED_REPLY = re.compile(r"[{}]|^\[")
"""What a model writes that hands back a shape although a line is asked for."""


def clean_question(reply: str, asked: str) -> str | None:
    """The one line of a reply, as plain text; None where there is none, more than one, too long a one, or one that
    asks nothing though ``asked`` does."""
    lines = [line for line in reply.strip().splitlines() if line.strip()]
    if len(lines) != 1 or len(lines[0]) > MAX_QUESTION_LENGTH or find_address(lines[0]) is not None:
        return None
    text = strip_markup(lines[0]).strip(f"{DOUBLE_QUOTES}' ")
    if not re.search(r"\w\w", text) or _STRUCTURED_REPLY.search(lines[0].strip()):
        return None
    return text if text.endswith("?") or not asked.rstrip().endswith("?") else None


def keeps_facts(asked: str, found: str) -> bool:
    """Whether ``found`` has every name and number of ``asked``, in whatever alphabet."""
    there = name_stems(found)
    named = [name.word for name in find_names(asked) if not name.opens or _is_certain_name(asked, name.word)]
    return all(is_known_name(word, there) for word in named) and _has_numbers_of(asked, found)


def adds_nothing(found: str, known: str) -> bool:
    """Whether every name and number of ``found`` stands in ``known``."""
    there = name_stems(known)
    return all(is_known_name(name.word, there) for name in find_names(found) if not name.opens) and _has_numbers_of(
        found, known
    )


def _is_certain_name(text: str, word: str) -> bool:
    """Of a word that opens a sentence: a name where it is one elsewhere too, or goes on with another capital."""
    return re.search(rf"(?<!\w){re.escape(word)}(?:['’]s)? [^\W\d_a-zа-яіїєґ]", text) is not None


def _has_numbers_of(text: str, where: str) -> bool:
    there = find_quantities(where)
    return all(any(same_number(number, other) for other in there) for number in find_quantities(text))
