"""A question -> an Answer whose every quote stands in a stored article. Knows no Telegram."""
