"""SQLite, the source of truth: articles, versions, passages, statements, vectors and runs."""
