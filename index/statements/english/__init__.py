"""Who said what in English: cues, reported clauses and their speakers."""
