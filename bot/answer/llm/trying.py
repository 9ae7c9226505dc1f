"""Why a language model gave no reply, for whoever set it up."""

from __future__ import annotations

from bot.answer.llm.chat import NoReplyError, Why

_MEND = {
    Why.TIMEOUT: "did not answer in time: try again, or raise LLM_TIMEOUT_SECONDS",
    Why.TOO_LONG: "did not come to an end within LLM_MAX_TOKENS: raise it",
    Why.REFUSAL: "refuses to answer: take another model",
    Why.RATE_LIMIT: "is asked too much, or its account has no credit: see the provider's page on limits",
    Why.UNREACHABLE: "cannot be reached: see that this machine reaches its address, and that its server runs",
    Why.FAILED: "broke down over a question: try again later",
    Why.CANCELLED: "was stopped",
    Why.RESTING: "failed several times in a row: try again in a minute",
}
_STATUS = {
    401: "refuses its key: see the provider's _API_KEY in .env",
    403: "refuses its key: see the provider's _API_KEY in .env",
    404: "is not known to its provider: see LLM_MODEL, and the provider's _BASE_URL where it is set",
}


def mend(error: NoReplyError) -> str:
    """What is wrong and what to do, worded to follow the model's name."""
    if error.why is Why.REJECTED:
        return _STATUS.get(error.status or 0, f"does not take a plain question (status {error.status}): see LLM_MODEL")
    return _MEND[error.why]
