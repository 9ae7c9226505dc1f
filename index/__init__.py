"""Articles in, ranked passages out. Knows no chat, no answer and no language model."""
