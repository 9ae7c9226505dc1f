"""What the bot does with a message that is meant for it."""
