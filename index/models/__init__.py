"""The models that turn text into vectors, scores and answers."""
