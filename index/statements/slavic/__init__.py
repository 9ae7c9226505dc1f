"""Statements in Ukrainian and Russian, where endings do what order and articles do in English."""
