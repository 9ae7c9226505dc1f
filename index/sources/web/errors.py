"""What goes wrong with a fetch, told apart by what is to be done next.

SourceError                 final: asking again the same way gives the same
└── UnreachableError        not now: the host does not answer, or not in time
    └── BrokenOffError      worth another try at once: the connection was refused or broke off
"""

from __future__ import annotations

from index.errors import SourceError


class UnreachableError(SourceError):
    """Not now: the host does not answer, or not in time."""


class BrokenOffError(UnreachableError):
    """Worth another try at once: the connection was refused or broke off."""
