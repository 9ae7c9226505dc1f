"""The JSON contract: answers, hits, statements, articles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from bot.answer import Answer, Citation, Status
from index import Article, Hit, IngestReport, Statement
from index.article_metadata import mentions_correction
from index.store.records import Version

JsonObject = dict[str, object]


def serialize_answer(answer: Answer, asked: object = None) -> JsonObject:
    """An answer; ``asked`` is the id that the question was given."""
    return {
        "id": asked,
        "question": answer.question,
        "status": str(answer.status),
        "text": answer.text,
        "citations": [_serialize_citation(citation) for citation in answer.citations],
        "closest": [_serialize_citation(citation) for citation in answer.closest],
        "engine": answer.engine,
        "elapsed_ms": answer.elapsed_ms,
        "prompt": answer.prompt,
    }


def serialize_failed_answer(question: str | None, reason: str, asked: object = None) -> JsonObject:
    """An answer that could not be given, and why."""
    return serialize_answer(Answer(question or "", Status.ERROR, reason), asked)


def serialize_hits(query: str, hits: Sequence[Hit], asked: object = None) -> JsonObject:
    """The hits of one query."""
    return {"id": asked, "query": query, "hits": [_serialize_hit(hit) for hit in hits]}


def serialize_failed_search(query: str | None, reason: str, asked: object = None) -> JsonObject:
    """A search that could not be made, and why."""
    return {"id": asked, "query": query or "", "status": str(Status.ERROR), "text": reason, "hits": []}


def serialize_statement(article_id: str, statement: Statement) -> JsonObject:
    """A statement with the id of its article."""
    return {"article_id": article_id, **asdict(statement)}


def serialize_article(article: Article, version: Version | None = None) -> JsonObject:
    """An article without its text; with its version, where that is given."""
    known = {"version": version.number, "stored_at": version.stored_at, "gone_at": version.gone_at} if version else {}
    return {
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "author": article.author,
        "published_at": article.published_at,
        "url": article.url,
        "characters": len(article.text),
        "corrected": mentions_correction(article),
        **known,
    }


def serialize_report(report: IngestReport) -> JsonObject:
    """What a rebuild did."""
    return asdict(report)


def _serialize_citation(citation: Citation) -> JsonObject:
    """What a citation says; the key of a version means nothing outside of the store."""
    said = asdict(citation)
    del said["key"]
    return said


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


def to_json(value: JsonObject) -> str:
    """One line of JSON, with the letters of every language as they are."""
    return json.dumps(value, ensure_ascii=False)
