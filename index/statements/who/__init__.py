"""Whom a mention of a speaker means: the fullest name that the article gives, with what it says of them."""
