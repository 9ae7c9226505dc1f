"""Fetching, tested against a web server on the loopback that misbehaves in every way that servers do."""
