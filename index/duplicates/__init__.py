"""Copies of one story: how they are recognised, grouped and folded."""
