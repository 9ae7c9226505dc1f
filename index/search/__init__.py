"""Search the indexed articles; begin at ``library``. Imports nothing of ``index.ingest``."""
