"""The parts put together from the settings, and the work done while the bot answers."""
