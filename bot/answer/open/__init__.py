"""Open questions: candidate spans, their features and their ranking."""
