"""Let a model translate a question into the language of the articles, if no name or number is lost."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field

from bot.llm.client.cache import AnswerCache, cache_key
from bot.llm.client.types import ChatModel, NoReplyError
from bot.llm.followup_rewriter import clean_question, keeps_facts
from bot.llm.prompt_sources import MAX_QUESTION_LENGTH, escape_for_prompt
from bot.llm.prompts import Prompt
from bot.llm.writer import LANGUAGES, prompt_messages
from index.text.language import detect_language as language_of

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelTranslator:
    """Translates questions by ``model`` and the prompt "translate"; a cache saves repeated calls."""

    model: ChatModel
    prompt: Prompt
    cache: AnswerCache[str] = field(default_factory=AnswerCache)

    def translate(self, question: str, language: str) -> str | None:
        """Return ``question`` in a language, "en", "uk" or "ru".

        None when the model fails or loses a name or number of the question.
        """
        key = cache_key([self.model.name, self.prompt.label, language, question])
        if cached := self.cache.get(key):
            return cached
        values = {"language": LANGUAGES[language], "question": escape_for_prompt(question, MAX_QUESTION_LENGTH)}
        try:
            reply = self.model.ask(prompt_messages(self.prompt, values), deadline=time.monotonic() + self.model.seconds)
        except NoReplyError as error:
            _log.warning("%s translated no question (%s): it stays as it is", self.model.name, error)
            return None
        translated = clean_question(reply.text, question)
        if translated is None or language_of(translated) != language or not keeps_facts(question, translated):
            _log.info("%s lost a part of a question on the way: it stays as it is", self.model.name)
            return None
        self.cache.put(key, translated)
        return translated
