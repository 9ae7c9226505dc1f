"""Words, sentences, languages, numbers and dates of a text; every package above builds on it."""
