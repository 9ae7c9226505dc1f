"""Text for people in the terminal: answers, hits, articles, statements, reports."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text

from bot.answer import Answer, Citation
from bot.dates import readable_date
from bot.source_notes import format_also_in, list_citation_notes
from index import Article, Hit, IngestReport, Statement
from index.text.tokenizer import STOP_STEMS, stems, words

_MOST_IDS = 20
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that move the cursor, colour the screen or reverse the text. They are taken out of articles' words."""


def open_console(*, error: bool = False) -> Console:
    """Return a console on standard output or standard error, which wraps and colours only on a terminal."""
    console = Console(stderr=error, highlight=False, emoji=False)
    if not console.is_terminal:
        console = Console(stderr=error, highlight=False, emoji=False, soft_wrap=True, no_color=True)
    return console


def show_answer(out: Console, answer: Answer) -> None:
    """Print the answer, then each quote with the question's words in bold, its source and its link."""
    remark = answer.text_after_quote
    if remark is None:
        out.print(_safe_text(answer.text))
        out.print()
    for number, citation in enumerate(answer.citations or answer.closest):
        if number:
            out.print()
        out.print(_highlight_quote(citation, answer.question))
        out.print(_safe_text(f"[{citation.number}] {_format_source(citation)}", style="dim"))
        if citation.link:
            out.print(_safe_text(citation.link, style="dim"), soft_wrap=True)
    if remark:
        out.print()
        out.print(_safe_text(remark))


def show_understood(out: Console, line: str) -> None:
    """Print how a follow-up was understood."""
    out.print(_safe_text(line, style="dim"))


def show_hits(out: Console, hits: Sequence[Hit]) -> None:
    """Print the passages with their scores."""
    if not hits:
        out.print("No passage fits.")
    for number, hit in enumerate(hits, 1):
        parts = [("BM25", hit.bm25), ("dense", hit.dense), ("statement", hit.statement)]
        scores = " · ".join(f"{name} {score:.3f}" for name, score in parts if score is not None)
        out.print(_safe_text(f"{number}. {hit.article.title or hit.article.id}  ", style="bold"), end="")
        also = format_also_in(hit.also_in, hit.also_by)
        out.print(_safe_text(f"{hit.score:.3f} ({scores}){also and f' · {also}'}", style="dim"))
        out.print(_safe_text(hit.passage))
        out.print()


def show_articles(out: Console, articles: Sequence[Article], notes: Mapping[str, Sequence[str]]) -> None:
    """Print a line for each article: id, title, publisher, date, and its ``notes``, which are by id."""
    for article in articles:
        details = [article.title, article.publisher, readable_date(article.published_at or "")]
        out.print(_safe_text(f"{article.id}  "), end="")
        out.print(_safe_text(" · ".join(detail for detail in (*details, *notes.get(article.id, ())) if detail)))


def show_statement(out: Console, article: Article, statement: Statement) -> None:
    """Print speaker, role, the outlet that passed the statement on, cue, words, and the article's id."""
    speaker = f"{statement.speaker}, {statement.role}" if statement.role else statement.speaker
    speaker += f", via {statement.outlet}" if statement.outlet else ""
    out.print(_safe_text(speaker, style="bold"), end="")
    out.print(_safe_text(f" ({statement.cue}): "), end="")
    out.print(_safe_text(article.text[statement.start : statement.end]), end="")
    out.print(_safe_text(f"  {article.id}", style="dim"))


def show_report(out: Console, report: IngestReport, collection: str) -> None:
    """Print how many articles were added, updated, ... and failed, with their ids and the reasons of failures."""
    remarks = {
        "added": "",
        "updated": "",
        "unchanged": "",
        "removed": "",
        "repeated": " (the last of each was kept)",
        "replaced": " (found under other ids now)",
        "gone": " (kept as stored)",
    }
    for name, remark in remarks.items():
        ids: Sequence[str] = getattr(report, name)
        if ids or not remark:
            listed = "" if name == "unchanged" else _list_ids(ids)
            out.print(_safe_text(f"{name:<10}{len(ids):>6}{listed}{remark}"))
    out.print(_safe_text(f"{'failed':<10}{len(report.failed):>6}"))
    for failure in report.failed:
        out.print(_safe_text(f"  {failure.source}: {failure.reason}"))
    noun = "article" if report.articles == 1 else "articles"
    out.print(_safe_text(f"{report.articles} {noun} can now be asked about (collection {collection!r})."))


def show_lines(out: Console, lines: Iterable[str]) -> None:
    """Print plain lines."""
    for line in lines:
        out.print(_safe_text(line))


@contextmanager
def show_spinner(what: str) -> Iterator[None]:
    """Show ``what`` on standard error while the block runs, if that is a terminal."""
    if sys.stderr.isatty():
        with open_console(error=True).status(f"{what}…"):
            yield
    else:
        yield


def _safe_text(words: str, style: str = "") -> Text:
    return Text(_CONTROL.sub("", words), style=style)


def _highlight_quote(citation: Citation, question: str) -> Text:
    question_stems = set(stems(question)) - STOP_STEMS
    text = _safe_text(citation.quote)
    for word in words(text.plain):
        if word.stem in question_stems:
            text.stylize("bold", word.start, word.end)
    return _safe_text("> ") + text


def _format_source(citation: Citation) -> str:
    date = readable_date(citation.published_at or "")
    notes = list_citation_notes(citation, citation.also_by)
    parts = (citation.title or citation.article_id, citation.publisher or "", date, *notes)
    return " · ".join(part for part in parts if part)


def _list_ids(ids: Sequence[str]) -> str:
    if not ids:
        return ""
    more = f" and {len(ids) - _MOST_IDS} more" if len(ids) > _MOST_IDS else ""
    return f"  {', '.join(ids[:_MOST_IDS])}{more}"
