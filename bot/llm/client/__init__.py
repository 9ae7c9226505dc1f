"""Calls to a language model: bounded in time, tokens and number, cached and cancelled."""
