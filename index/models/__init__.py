"""Models that turn texts into vectors, scores and extracted answers; ``encoder`` is the one that every index needs."""
