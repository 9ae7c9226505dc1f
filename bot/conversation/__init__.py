"""A question in the course of a talk -> one that stands alone, or a question back. Knows no Telegram."""
