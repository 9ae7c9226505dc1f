"""The read side: from a query to ranked hits."""
