"""The services of a language model, put together from the settings if LLM_MODEL is set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answer import Interpreter, Translator, Writer
from bot.conversation import FollowupRewriter
from bot.settings import Settings
from index.models.encoder import Encoder

if TYPE_CHECKING:
    from bot.llm import LlmClient


@dataclass(frozen=True, slots=True)
class LlmServices:
    """One language model and the services that use it, shared by all engines because it counts its calls."""

    model: LlmClient
    writer: Writer
    translator: Translator
    interpreter: Interpreter
    followup_rewriter: FollowupRewriter

    def close(self) -> None:
        """Cancel running calls and close the connections."""
        self.model.close()


def open_llm_services(settings: Settings, encoder: Callable[[], Encoder]) -> LlmServices | None:
    """Open the language model of LLM_MODEL without calling it; None if it is not set.

    ``encoder`` compares what the model writes with the articles. Raises SettingError, ModelError, PromptError.
    """
    if settings.llm_model is None:
        return None
    from bot.llm import DraftWriter, ModelFollowupRewriter, ModelInterpreter, ModelTranslator, load_prompts

    prompts = load_prompts()
    model = open_llm_client(settings, settings.llm_model)
    return LlmServices(
        model,
        DraftWriter(model, prompts, lambda texts: encoder().encode_passages(texts)),
        ModelTranslator(model, prompts["translate"]),
        ModelInterpreter(model, prompts["asked"]),
        ModelFollowupRewriter(model, prompts["standalone"]),
    )


def open_llm_client(settings: Settings, name: str) -> LlmClient:
    """Open the language model ``name`` with the limits of the settings. Raises SettingError, ModelError."""
    from bot.llm import LlmClient, load_model

    seconds, most = float(settings.llm_timeout_seconds), settings.llm_max_tokens
    model = load_model(name, settings.provider_environment(), seconds=seconds, max_tokens=most)
    return LlmClient(name, model, seconds=seconds, max_tokens=most, max_concurrent_calls=settings.llm_at_once)
