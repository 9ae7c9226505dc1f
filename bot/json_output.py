"""The JSON that commands print: answers, hits, statements, articles. Its keys are a promise to programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from bot.answer import Answer, Citation, Status
from index import Article, Hit, IngestReport, Statement
from index.article_metadata import mentions_correction
from index.store.records import Version

JsonObject = dict[str, object]


def to_json(value: JsonObject) -> str:
    """Return one line of JSON in which no letter is escaped."""
    return json.dumps(value, ensure_ascii=False)


def serialize_answer(answer: Answer, question_id: object = None) -> JsonObject:
    """Return the object of an answer; ``question_id`` is the id that the caller gave the question."""
    return {
        "id": question_id,
        "question": answer.question,
        "status": str(answer.status),
        "text": answer.text,
        "citations": [_serialize_citation(citation) for citation in answer.citations],
        "closest": [_serialize_citation(citation) for citation in answer.closest],
        "engine": answer.engine,
        "elapsed_ms": answer.elapsed_ms,
        "prompt": answer.prompt,
    }


def serialize_failed_answer(question: str | None, reason: str, question_id: object = None) -> JsonObject:
    """Return the object of an answer that failed for ``reason``."""
    return serialize_answer(Answer(question or "", Status.ERROR, reason), question_id)


def serialize_hits(query: str, hits: Sequence[Hit], question_id: object = None) -> JsonObject:
    """Return the object of one query's hits, in their order."""
    return {"id": question_id, "query": query, "hits": [_serialize_hit(hit) for hit in hits]}


def serialize_failed_search(query: str | None, reason: str, question_id: object = None) -> JsonObject:
    """Return the object of a search that failed for ``reason``."""
    return {"id": question_id, "query": query or "", "status": str(Status.ERROR), "text": reason, "hits": []}


def serialize_statement(article_id: str, statement: Statement) -> JsonObject:
    """Return the object of a statement, with the id of its article."""
    return {"article_id": article_id, **asdict(statement)}


def serialize_article(article: Article, version: Version | None = None) -> JsonObject:
    """Return the object of an article without its text, with the fields of ``version`` if that is given."""
    version_fields = (
        {"version": version.number, "stored_at": version.stored_at, "gone_at": version.gone_at} if version else {}
    )
    return {
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "author": article.author,
        "published_at": article.published_at,
        "url": article.url,
        "characters": len(article.text),
        "corrected": mentions_correction(article),
        **version_fields,
    }


def serialize_report(report: IngestReport) -> JsonObject:
    """Return the object of a run over sources."""
    return asdict(report)


def _serialize_citation(citation: Citation) -> JsonObject:
    fields = asdict(citation)
    del fields["key"], fields["contradiction"]  # the key of a version means nothing outside of the store
    return fields | {"relation": str(citation.relation)}


def _serialize_hit(hit: Hit) -> JsonObject:
    return {
        "article_id": hit.article.id,
        "title": hit.article.title,
        "publisher": hit.article.publisher,
        "published_at": hit.article.published_at,
        "url": hit.article.url,
        "passage": hit.passage,
        "start": hit.start,
        "end": hit.end,
        "score": round(hit.score, 6),
        "bm25": None if hit.bm25 is None else round(hit.bm25, 6),
        "dense": None if hit.dense is None else round(hit.dense, 6),
        "statement": None if hit.statement is None else round(hit.statement, 6),
        "also_in": list(hit.also_in),
    }
