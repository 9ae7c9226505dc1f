"""Sending, editing, ordering and limiting what goes to Telegram."""
