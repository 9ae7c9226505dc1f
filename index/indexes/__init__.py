"""Immutable index snapshots (FAISS and BM25), derived from the store; begin at ``snapshot`` and ``federated``."""
