"""What the loading of every model shares: it is quiet, fetches only what has a hub's name, and fails in one line."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from index.errors import ModelError

_FAILURES = (OSError, ValueError, TypeError, RuntimeError, LookupError, ImportError, AssertionError)
"""What the model libraries raise for a name, a folder, a file or a device that will not do."""


class TokenizerLike(Protocol):
    """What ``has_vocabulary`` looks at of a tokenizer."""

    @property
    def all_special_ids(self) -> list[int]: ...

    def __len__(self) -> int: ...


def prepare_offline_loading() -> None:
    """Call it before the first import of a model library."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)


@contextmanager
def model_loading(setting: str, model: str, device: str | None, kind: str) -> Iterator[None]:
    """What goes wrong inside is raised as a ModelError that names the setting, the model and the ``kind`` wanted."""
    from safetensors import SafetensorError
    from transformers.utils import logging as transformers_logging

    told = transformers_logging.get_verbosity()
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    try:
        yield
    except (*_FAILURES, SafetensorError) as error:
        raise ModelError(
            f"{setting} {model!r} cannot be loaded on device {device or 'auto'!r}: "
            f"give the name or folder of {kind}, and a device that this machine has"
        ) from error
    finally:
        transformers_logging.set_verbosity(told)


def has_vocabulary(tokenizer: TokenizerLike) -> bool:
    """Whether a tokenizer has more than its own marks: of a folder without one, transformers makes an empty one."""
    return len(tokenizer) > len(set(tokenizer.all_special_ids))
