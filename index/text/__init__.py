"""Words, numbers and dates of a text, for every package above."""
