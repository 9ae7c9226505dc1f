"""What the buttons under an answer need of the rest of the project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.answer.behind import Contexts, Others
from bot.given import Cited


class Behind(Protocol):
    """What stands behind an answer. Its methods may block, and are called from several threads at once."""

    def contexts(self, cited: Sequence[Cited]) -> Contexts:
        """The sentences around each quote. Raises StoreError."""
        ...

    def others(self, question: str, cited: Sequence[Cited]) -> Others:
        """What was found for ``question`` and not cited. Raises WhosaidError."""
        ...
