"""Where articles come from: files and folders in, articles out, and one plain line for what cannot be read.

``reading`` is the way in for paths, ``online`` for web addresses (with ``by_host``, ``fetched`` and all of ``web`` to
help it), ``piped`` for standard input, ``kinds`` for bytes from anywhere. Each kind of file has a module of its own:
``text`` (with ``noise``, ``paragraphs`` and ``headline`` to help it), ``markdown``, ``html``, ``jsonlines``, ``pdf``
(``pdf_lines``, ``furniture``, ``flow``) and ``docx`` (``word_text``). What only large libraries or native code can take
apart runs in a process of its own: ``isolated`` and its child ``worker``. ``decoding`` turns bytes into text, ``dates``
written dates into ISO 8601, ``naming`` files into ids and titles; ``properties`` tells which of a document's own are
worth having.
"""

from index.sources.files import list_files, read_file, read_sources
from index.sources.formats.registry import Format, detect_format, parse_bytes
from index.sources.normalize import is_address
from index.sources.types import Failed, Loaded

__all__ = [
    "Failed",
    "Format",
    "Loaded",
    "detect_format",
    "is_address",
    "list_files",
    "parse_bytes",
    "read_file",
    "read_sources",
]
