"""Names of a package's face that load their module on first use, so that nobody pays for what they do not use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module


def load_on_use(package: str, names: Mapping[str, str]) -> Callable[[str], object]:
    """Return a module's ``__getattr__`` (PEP 562) that finds each of ``names``: those of each module, parted by spaces.

    The package imports the same names under ``TYPE_CHECKING``, for the type checker. The function returned raises
    AttributeError for any other name.
    """
    homes = {name: module for module, defined in names.items() for name in defined.split()}

    def find(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(homes[name]), name)

    return find
