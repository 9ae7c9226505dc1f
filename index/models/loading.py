"""Load models quietly, and turn what their libraries raise into one line."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from index.errors import ModelError

_FAILURES = (OSError, ValueError, TypeError, RuntimeError, LookupError, ImportError, AssertionError)
"""What the model libraries raise for a name, a folder, a file or a device that they cannot use."""


class TokenizerLike(Protocol):
    """The part of a tokenizer that ``has_vocabulary`` uses."""

    @property
    def all_special_ids(self) -> list[int]:
        """The ids of the special tokens."""
        ...

    def __len__(self) -> int:
        """Return the size of the vocabulary with the special tokens."""
        ...


def prepare_offline_loading() -> None:
    """Silence the model libraries and their telemetry; call it before the first import of one."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)


@contextmanager
def model_loading(setting: str, model: str, device: str | None, kind: str) -> Iterator[None]:
    """Raise the failures inside as a ModelError that names the setting, the model and the ``kind`` it must be of."""
    from safetensors import SafetensorError
    from transformers.utils import logging as transformers_logging

    verbosity = transformers_logging.get_verbosity()
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    try:
        yield
    except (*_FAILURES, SafetensorError) as error:
        raise ModelError(
            f"{setting} {model!r} cannot be loaded on device {device or 'auto'!r}: "
            f"give the name or folder of {kind}, and a device that this machine has"
        ) from error
    finally:
        transformers_logging.set_verbosity(verbosity)


def has_vocabulary(tokenizer: TokenizerLike) -> bool:
    """Return whether a tokenizer has more than special tokens; transformers makes an empty one of missing files."""
    return len(tokenizer) > len(set(tokenizer.all_special_ids))
