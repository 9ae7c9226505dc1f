"""One batch of articles split into passages, encoded, and searched for statements."""

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

    With ``reuse`` no text is encoded again that ``store`` has vectors of. Raises StoreError.
    """
    split = [chunking.split_into_passages(item.article.text, encoder.count_tokens) for item in batch]
    encoded = _encode_passages(store, encoder, [p for found in split for p in found], reuse=reuse)
    processed = [
        ProcessedArticle(
            item.article,
            item.source,
            found,
            find_statements(item.article.text),
            {digest: encoded[digest] for digest in (text_digest(p.text) for p in found)},
        )
        for item, found in zip(batch, split, strict=True)
    ]
    release_free_memory()
    return processed


def _encode_passages(
    store: Store, encoder: Encoder, found: Sequence[Passage], *, reuse: bool
) -> dict[bytes, EncodedPassage]:
    texts = {text_digest(passage.text): passage.text for passage in found}
    known = store.encoded_passages(encoder.name, texts) if reuse else {}
    new = [digest for digest in texts if not _is_complete(known.get(digest), encoder)]
    spans = [sentences(texts[digest]) for digest in new]
    words = [content_spans(texts[digest]) if encoder.encodes_in_context else [] for digest in new]
    parts = [[*in_sentences, *in_words] for in_sentences, in_words in zip(spans, words, strict=True)]
    wholes, found_parts = encoder.encode_parts([texts[digest] for digest in new], parts)
    for digest, whole, places, word_places, vectors in zip(new, wholes, spans, words, found_parts, strict=True):
        codes = encode_tokens(word_places, vectors[len(places) :]) if encoder.encodes_in_context else None
        rows = np.array(places, np.int64).reshape(-1, 2)
        known[digest] = EncodedPassage(whole, rows, vectors[: len(places)], codes)
    return known


def _is_complete(known: EncodedPassage | None, encoder: Encoder) -> bool:
    return known is not None and (known.words is not None or not encoder.encodes_in_context)


def release_free_memory() -> None:
    """Return freed memory to the system, where the C library can do so; it takes milliseconds.

    glibc keeps the holes that tensors of many sizes leave, which over 19,043 short articles grew to a gigabyte.
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
