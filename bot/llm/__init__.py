"""A language model's part in an answer: what it is shown, what it may hand back, and how that is held to the sources.

No model and no provider is known here.
"""
