"""Answers, lists and buttons as Telegram messages."""
