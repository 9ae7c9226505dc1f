"""What a question asks: its kind, subject, speaker, time and expected answer."""
