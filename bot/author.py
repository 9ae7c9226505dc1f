"""What a language model does for the answers, put together from the settings: where LLM_MODEL is set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answer.written import Interpreter, Translator, Writer
from bot.conversation.condensing import Condenser
from bot.settings import Settings
from index.encoder import Encoder

if TYPE_CHECKING:
    from bot.answer.llm.calls import Calls


@dataclass(frozen=True, slots=True)
class Author:
    """One model in its four parts. It may serve several engines and talks, and should: it counts its calls."""

    model: Calls
    writer: Writer
    translator: Translator
    interpreter: Interpreter
    condenser: Condenser

    def close(self) -> None:
        """Break off what it is at, and close its connections."""
        self.model.close()


def open_author(settings: Settings, encoder: Callable[[], Encoder]) -> Author | None:
    """The language model of LLM_MODEL, not asked anything yet; None where it is not set. ``encoder`` compares what it
    writes with the articles. Raises SettingError, ModelError, PromptError."""
    if settings.llm_model is None:
        return None
    from bot.answer.llm.condensing import ModelCondenser
    from bot.answer.llm.interpreting import ModelInterpreter
    from bot.answer.llm.prompts import load_prompts
    from bot.answer.llm.translating import ModelTranslator
    from bot.answer.llm.writer import DraftWriter

    prompts = load_prompts()
    model = open_calls(settings, settings.llm_model)
    return Author(
        model,
        DraftWriter(model, prompts, lambda texts: encoder().encode_passages(texts)),
        ModelTranslator(model, prompts["translate"]),
        ModelInterpreter(model, prompts["asked"]),
        ModelCondenser(model, prompts["standalone"]),
    )


def open_calls(settings: Settings, name: str) -> Calls:
    """The language model ``name``, within the bounds of the settings. Raises SettingError, ModelError."""
    from bot.answer.llm.calls import Calls
    from bot.answer.llm.provider import load_model

    seconds, most = float(settings.llm_timeout_seconds), settings.llm_max_tokens
    model = load_model(name, settings.for_providers(), seconds=seconds, most_tokens=most)
    return Calls(name, model, seconds=seconds, most_tokens=most, at_once=settings.llm_at_once)
