"""Where articles come from: files and folders in, articles out, and one plain line for what cannot be read.

``reading`` is the way in. Each kind of file has a module of its own: ``text`` (with ``noise``, ``paragraphs`` and
``headline`` to help it), ``markdown``, ``html`` and ``jsonlines``. ``decoding`` turns bytes into text, ``dates``
written dates into ISO 8601, ``naming`` files into ids and titles.
"""

from index.sources.listing import list_files
from index.sources.reading import read_file, read_sources
from index.sources.types import Failed, Loaded

__all__ = ["Failed", "Loaded", "list_files", "read_file", "read_sources"]
