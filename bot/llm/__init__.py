"""A language model's part in an answer: prompts, calls, and the verification of its replies against the sources.

``client.provider`` alone knows a provider. Begin reading at ``writer.DraftWriter``.
"""

from __future__ import annotations

from bot.llm.client.client import LlmClient
from bot.llm.client.provider import load_model
from bot.llm.client.provider_errors import advice_on_failure
from bot.llm.client.types import NoReplyError
from bot.llm.followup_rewriter import ModelFollowupRewriter, adds_nothing, keeps_facts
from bot.llm.prompts import load_prompts
from bot.llm.question_interpreter import ModelInterpreter
from bot.llm.translator import ModelTranslator
from bot.llm.writer import DraftWriter

__all__ = [
    "DraftWriter",
    "LlmClient",
    "ModelFollowupRewriter",
    "ModelInterpreter",
    "ModelTranslator",
    "NoReplyError",
    "adds_nothing",
    "advice_on_failure",
    "keeps_facts",
    "load_model",
    "load_prompts",
]
