"""What a language model does for the answers, put together from the settings: where LLM_MODEL is set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answer.rewriting import Interpreter, Translator, Writer
from bot.conversation.model_rewrite import Condenser
from bot.settings import Settings
from index.models.encoder import Encoder

if TYPE_CHECKING:
    from bot.llm.client.client import Calls


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
    from bot.llm.followup_rewriter import ModelCondenser
    from bot.llm.prompts import load_prompts
    from bot.llm.question_interpreter import ModelInterpreter
    from bot.llm.translator import ModelTranslator
    from bot.llm.writer import DraftWriter

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
    from bot.llm.client.client import Calls
    from bot.llm.client.provider import load_model

    seconds, most = float(settings.llm_timeout_seconds), settings.llm_max_tokens
    model = load_model(name, settings.for_providers(), seconds=seconds, most_tokens=most)
    return Calls(name, model, seconds=seconds, most_tokens=most, at_once=settings.llm_at_once)
