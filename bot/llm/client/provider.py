"""Load a LangChain chat model by its name. No other module of the product imports a provider."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from index import ModelError, SettingError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


_NEEDS_KEY = frozenset({"openai", "anthropic"})
"""Providers checked for a key here; the others report a missing key themselves or need none."""

_OLLAMA_CONTEXT_TOKENS = 8192
"""Tokens. Ollama drops the beginning of a prompt longer than its own default, and with it the instructions; a prompt
with sentences in Ukrainian may have 6,000."""

_PLACEHOLDER_KEY = "none"
"""The key sent to a server that needs none, since the client always sends one."""


def load_model(name: str, environment: Mapping[str, str], *, seconds: float, max_tokens: int) -> BaseChatModel:
    """Return the model named "provider:model" without calling it.

    ``environment`` adds names such as OPENAI_API_KEY and OPENAI_BASE_URL to those of the process. Raises SettingError
    when the name or the key is wrong, ModelError when the provider's package is missing.
    """
    provider, _, model = name.partition(":")
    prefix = re.sub(r"\W", "_", provider).upper()
    url = environment.get(f"{prefix}_BASE_URL") or os.environ.get(f"{prefix}_BASE_URL")
    key = environment.get(f"{prefix}_API_KEY") or os.environ.get(f"{prefix}_API_KEY")
    if provider in _NEEDS_KEY and not key and not url:
        raise SettingError(
            f"LLM_MODEL {name!r} needs {prefix}_API_KEY: put it into .env, "
            f"or set {prefix}_BASE_URL to a server that needs none"
        )
    options = _model_options(provider, url, seconds, max_tokens)
    if url:
        options["base_url"] = url
    if provider in _NEEDS_KEY:
        options["api_key"] = key or _PLACEHOLDER_KEY
    with _temporary_environment(environment):
        return _init_model(name, provider, model, options)


async def close_model(model: BaseChatModel) -> None:
    """Close the connections of a model if they are its own; other providers' libraries share theirs between models."""
    client = getattr(model, "root_async_client", None)
    if client is not None:
        await client.close()


def _init_model(name: str, provider: str, model: str, options: dict[str, Any]) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    try:
        built: BaseChatModel = init_chat_model(model, model_provider=provider, **options)
    except ImportError as error:
        package = re.search(r"langchain-[a-z0-9-]+", str(error))
        package_name = package.group() if package else f"langchain-{provider.replace('_', '-')}"
        raise ModelError(f"LLM_MODEL {name!r} needs a package that is not there: pip install {package_name}") from None
    except ValueError as error:
        if "Unsupported" in str(error):
            raise SettingError(
                f"LLM_MODEL {name!r} names a provider that LangChain does not know; "
                "write provider:model, such as openai:gpt-4o-mini, anthropic:... or ollama:..."
            ) from None
        raise _setup_error(name, provider) from None
    except Exception:  # each provider has its own errors, and their words may hold a key
        raise _setup_error(name, provider) from None
    return built


def _setup_error(name: str, provider: str) -> SettingError:
    return SettingError(
        f"LLM_MODEL {name!r} cannot be set up; see that the key of {provider!r} and its address are in .env, "
        "under the names that LangChain's page on that provider gives"
    )


def _model_options(provider: str, url: str | None, seconds: float, max_tokens: int) -> dict[str, Any]:
    """Return the model's options; a hosted model keeps its own temperature, since some accept no other."""
    if provider == "ollama":
        limits = {"num_ctx": _OLLAMA_CONTEXT_TOKENS, "num_predict": max_tokens}
        return {"temperature": 0, **limits, "client_kwargs": {"timeout": seconds}}
    options: dict[str, Any] = {"max_tokens": max_tokens, "timeout": seconds, "max_retries": 0}
    if provider == "openai":
        import openai

        # The library shares clients between models, and with them connections of event loops that have ended.
        options["http_async_client"] = openai.DefaultAsyncHttpxClient(timeout=seconds)
        options["stream_usage"] = url is None
        if url:
            options["temperature"] = 0
    return options


@contextmanager
def _temporary_environment(environment: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables while a provider reads its keys, and restore them afterwards."""
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
