"""Split the articles of a batch into passages, encode these, and find the statements."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cache

import numpy as np

from index.ingest import chunking
from index.models.encoder import Encoder
from index.models.late_interaction import content_spans, encode_tokens
from index.sources import Loaded
from index.statements import find_statements
from index.store.articles import Store
from index.store.records import EncodedPassage, ProcessedArticle, text_digest
from index.text.sentences import sentences
from index.types import Passage


def encode_batch(store: Store, encoder: Encoder, batch: Sequence[Loaded], *, reuse: bool) -> list[ProcessedArticle]:
    """Return the articles of a batch with their passages, vectors and statements, in their order.

    With ``reuse``, texts of which ``store`` has vectors are not encoded again. Raises StoreError.
    """
    passages = [chunking.split_into_passages(item.article.text, encoder.count_tokens) for item in batch]
    encoded = _encode_passages(store, encoder, [passage for each in passages for passage in each], reuse=reuse)
    processed = [
        ProcessedArticle(
            item.article,
            item.source,
            each,
            find_statements(item.article.text),
            {digest: encoded[digest] for digest in (text_digest(passage.text) for passage in each)},
        )
        for item, each in zip(batch, passages, strict=True)
    ]
    release_free_memory()
    return processed


def _encode_passages(
    store: Store, encoder: Encoder, passages: Sequence[Passage], *, reuse: bool
) -> dict[bytes, EncodedPassage]:
    texts = {text_digest(passage.text): passage.text for passage in passages}
    encoded = store.encoded_passages(encoder.name, texts) if reuse else {}
    new = [digest for digest in texts if not _is_complete(encoded.get(digest), encoder)]
    spans = [sentences(texts[digest]) for digest in new]
    words = [content_spans(texts[digest]) if encoder.encodes_in_context else [] for digest in new]
    parts = [[*in_sentences, *in_words] for in_sentences, in_words in zip(spans, words, strict=True)]
    vectors, part_vectors = encoder.encode_parts([texts[digest] for digest in new], parts)
    for digest, vector, rows, word_spans, of_parts in zip(new, vectors, spans, words, part_vectors, strict=True):
        codes = encode_tokens(word_spans, of_parts[len(rows) :]) if encoder.encodes_in_context else None
        offsets = np.array(rows, np.int64).reshape(-1, 2)
        encoded[digest] = EncodedPassage(vector, offsets, of_parts[: len(rows)], codes)
    return encoded


def _is_complete(passage: EncodedPassage | None, encoder: Encoder) -> bool:
    return passage is not None and (passage.words is not None or not encoder.encodes_in_context)


def release_free_memory() -> None:
    """Return freed memory to the system if the C library can do so; it takes milliseconds.

    Tensors of many sizes fragment the heap of glibc: over 19,043 short articles it grew to a gigabyte.
    """
    trim = _find_trim()
    if trim is not None:
        trim(0)


@cache
def _find_trim() -> ctypes._NamedFuncPointer | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):
        return None
