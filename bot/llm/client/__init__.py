"""The client of language models: calls bounded in time, tokens and number, with a cache and a circuit breaker."""
