"""Read a provider's error: its HTTP status, the reason of the failure, Retry-After, and advice for the user."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from bot.llm.client.types import FailureReason, NoReplyError

_SCHEMA_ERROR_STATUSES = frozenset({400, 404, 405, 415, 422, 501})
_SCHEMA_ERROR_WORDS = re.compile(r"tool|function|response_format|schema|grammar|json", re.IGNORECASE)
"""Words by which a 500 shows that a server failed over the schema."""


def http_status(error: BaseException) -> int | None:
    """Return the HTTP status of an error or of its causes, None without one."""
    for link in _error_chain(error):
        for holder in (link, getattr(link, "response", None)):
            status = getattr(holder, "status_code", None)
            if isinstance(status, int) and status >= 400:
                return status
    return None


def may_be_schema_error(error: BaseException) -> bool:
    """Return whether a request may have been refused because it asks for a schema."""
    status = http_status(error)
    if status == 500:
        return _SCHEMA_ERROR_WORDS.search(str(error)) is not None
    return isinstance(error, NotImplementedError) or status in _SCHEMA_ERROR_STATUSES


def failure_reason(error: BaseException) -> FailureReason:
    """Return why an error left a call without a reply."""
    status = http_status(error)
    if status is not None:
        if status == 429:
            return FailureReason.RATE_LIMIT
        if status in {408, 504}:
            return FailureReason.TIMEOUT
        return FailureReason.REJECTED if status < 500 else FailureReason.FAILED
    names = [kind.__name__ for link in _error_chain(error) for kind in type(link).__mro__]
    if any("Timeout" in name for name in names):
        return FailureReason.TIMEOUT
    if any("Connect" in name for name in names):
        return FailureReason.UNREACHABLE
    return FailureReason.FAILED


def retry_after_seconds(error: BaseException) -> float | None:
    """Return the seconds of a Retry-After header (RFC 9110, 10.2.3); None unless the status is 429 and it is given."""
    if http_status(error) != 429:
        return None
    for link in _error_chain(error):
        headers = getattr(getattr(link, "response", None), "headers", None)
        value = headers.get("retry-after") if headers is not None else None
        if value:
            return _parse_retry_after(str(value))
    return None


def _parse_retry_after(value: str) -> float | None:
    if re.fullmatch(r"\s*\d{1,9}(\.\d+)?\s*", value):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return None


def _error_chain(error: BaseException) -> Iterator[BaseException]:
    """Yield the error and its causes, at most eight."""
    link: BaseException | None = error
    for _ in range(8):
        if link is None:
            return
        yield link
        link = link.__cause__ or link.__context__


_ADVICE = {
    FailureReason.TIMEOUT: "did not answer in time: try again, or raise LLM_TIMEOUT_SECONDS",
    FailureReason.TOO_LONG: "did not come to an end within LLM_MAX_TOKENS: raise it",
    FailureReason.REFUSAL: "refuses to answer: take another model",
    FailureReason.RATE_LIMIT: "is asked too much, or its account has no credit: see the provider's page on limits",
    FailureReason.UNREACHABLE: "cannot be reached: see that this machine reaches its address, and that its server runs",
    FailureReason.FAILED: "broke down over a question: try again later",
    FailureReason.CANCELLED: "was stopped",
    FailureReason.CIRCUIT_OPEN: "failed several times in a row: try again in a minute",
}
_ADVICE_BY_STATUS = {
    401: "refuses its key: see the provider's _API_KEY in .env",
    403: "refuses its key: see the provider's _API_KEY in .env",
    404: "is not known to its provider: see LLM_MODEL, and the provider's _BASE_URL where it is set",
}


def advice_on_failure(error: NoReplyError) -> str:
    """Return what is wrong and what to do, as a predicate after the model's name."""
    if error.reason is FailureReason.REJECTED:
        return _ADVICE_BY_STATUS.get(
            error.status or 0, f"does not take a plain question (status {error.status}): see LLM_MODEL"
        )
    return _ADVICE[error.reason]
