"""Questions about speech: which statements answer them, and whose they are."""
