"""Measure answers and search on questions whose answers are known. Begin reading at ``collection.py``."""
