"""Let a model reword a follow-up as a standalone question; checks that a rewording keeps and adds no fact."""

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
    """Rewords follow-ups by ``model`` and the prompt "standalone". The caller must check the facts of the result."""

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
"""The beginning or a brace of structured data, which is no line as it was asked for."""


def clean_question(reply: str, asked: str) -> str | None:
    """Return the one line of a reply as plain text.

    None when it has no line, several, a too long one, or one without the question mark of ``asked``.
    """
    lines = [line for line in reply.strip().splitlines() if line.strip()]
    if len(lines) != 1 or len(lines[0]) > MAX_QUESTION_LENGTH or find_address(lines[0]) is not None:
        return None
    text = strip_markup(lines[0]).strip(f"{DOUBLE_QUOTES}' ")
    if not re.search(r"\w\w", text) or _STRUCTURED_REPLY.search(lines[0].strip()):
        return None
    return text if text.endswith("?") or not asked.rstrip().endswith("?") else None


def keeps_facts(asked: str, rewritten: str) -> bool:
    """Return whether ``rewritten`` has every name and number of ``asked``, in any script."""
    stems = name_stems(rewritten)
    names = [name.word for name in find_names(asked) if not name.opens or _is_certain_name(asked, name.word)]
    return all(is_known_name(word, stems) for word in names) and _has_numbers_of(asked, rewritten)


def adds_nothing(rewritten: str, known: str) -> bool:
    """Return whether every name and number of ``rewritten`` stands in ``known``."""
    stems = name_stems(known)
    names = [name.word for name in find_names(rewritten) if not name.opens]
    return all(is_known_name(word, stems) for word in names) and _has_numbers_of(rewritten, known)


def _is_certain_name(text: str, word: str) -> bool:
    """Return whether the first word of a sentence is surely a name: another capitalized word follows it."""
    return re.search(rf"(?<!\w){re.escape(word)}(?:['’]s)? [^\W\d_a-zа-яіїєґ]", text) is not None


def _has_numbers_of(text: str, source: str) -> bool:
    others = find_quantities(source)
    return all(any(same_number(number, other) for other in others) for number in find_quantities(text))
