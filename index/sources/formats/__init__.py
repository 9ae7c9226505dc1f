"""Bytes of a file or page in, one extracted article out; ``registry.py`` has a row for each format."""
