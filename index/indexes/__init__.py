"""FAISS and BM25 snapshots, derived from the store and published by renaming a folder."""
