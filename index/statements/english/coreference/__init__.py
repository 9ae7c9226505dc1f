"""Coreference: from the mention of a speaker to the fullest name that the article gives, and a role."""
