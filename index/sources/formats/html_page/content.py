"""Which blocks of a page are its article.

Trafilatura says what the article says, and the blocks what the page holds: a block is the article's where trafilatura
found its words. So no link, cell or emphasis is lost from the middle of a sentence, nothing is told twice, and the
order is the page's. What trafilatura found far from the rest is left out, and what it left out between is taken in.
"""

from __future__ import annotations

import copy
import logging
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.sources.formats.boilerplate import is_body_noise
from index.sources.formats.html_page.dom import CELLS, HEADINGS, HtmlBlock

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document


# They log as errors what is told here in one line.
_TALKATIVE = ("trafilatura", "htmldate")
_FEWEST_WORDS = 8
"""Less than this is what a page without an article leaves over: a menu, a notice, a button."""

_RUN = 4
_SHARE_FOUND = 0.6
"""Share of a block's runs of four words that trafilatura must have found: it drops links, never most of a block."""

_SHARE_IN_ANCESTOR = 0.8
"""Share of the found characters that the article's element holds: .75 to .85 differ by .001 of F1 on 60 pages."""

_PARAGRAPH_WORDS = 8
_LINKED_PARAGRAPH = 0.5
_ALL_LINK = 0.9
_MOSTLY_LINK = 0.8
_TEASER_WORDS = 3

_WORD = re.compile(r"\w+")


def find_body(tree: HtmlElement, blocks: Sequence[HtmlBlock]) -> list[HtmlBlock]:
    """Return the article's blocks in the page's order, an empty list where there is no article."""
    for precisely in (True, False):
        found = _find_main_blocks(blocks, _main_text(tree, precisely=precisely))
        body = collect_blocks(blocks, found) if found else []
        if sum(block.words for block in body) >= _FEWEST_WORDS:
            return body
    return []


def _main_text(tree: HtmlElement, *, precisely: bool) -> str:
    extract = _extractor()
    try:
        page = extract(copy.copy(tree), favor_precision=precisely, include_comments=False, with_metadata=False)
    except Exception as error:
        # A page is foreign input and the library is large: one page must not stop the reading of the others.
        raise SourceError(
            f"the page could not be taken apart ({type(error).__name__}); save the text as .txt"
        ) from error
    return "" if page is None or isinstance(page, dict) else page.text or ""


def _extractor() -> Callable[..., Document | dict[str, object] | None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a library for proxies that nothing here needs
        from trafilatura import bare_extraction
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return bare_extraction


def _find_main_blocks(blocks: Sequence[HtmlBlock], text: str) -> list[HtmlBlock]:
    runs: set[int] = set()
    short: set[tuple[str, ...]] = set()
    for line in text.lower().split("\n"):
        words = _WORD.findall(line)
        runs.update(_hash_runs(words))
        if len(words) < _RUN:
            short.add(tuple(words))
    return [block for block in blocks if _is_main_text(_WORD.findall(block.text.lower()), runs, short)]


def _is_main_text(words: Sequence[str], runs: set[int], short: set[tuple[str, ...]]) -> bool:
    if len(words) < _RUN:
        return bool(words) and tuple(words) in short
    return sum(run in runs for run in _hash_runs(words)) >= _SHARE_FOUND * (len(words) - _RUN + 1)


def _hash_runs(words: Sequence[str]) -> Iterator[int]:
    """Yield a number for each run of words; hashes take a third of the memory that the words themselves would."""
    return map(hash, zip(*(islice(words, start, None) for start in range(_RUN)), strict=False))


def collect_blocks(blocks: Sequence[HtmlBlock], found: Sequence[HtmlBlock]) -> list[HtmlBlock]:
    """Return the article's blocks, given those that hold its words: without what stands apart, with what is between."""
    box = _common_ancestor(found)
    inside = [block for block in blocks if _is_inside(block, box)]
    orders = {block.order for block in found}
    core = [block for block in inside if block.order in orders]
    parents = {block.element.getparent() for block in core if block.tag == "p"}
    first, last = core[0].order, core[-1].order

    def belongs(block: HtmlBlock) -> bool:
        if block.order in orders:
            return True
        if block.tag == "p" and block.element.getparent() in parents:
            return block.words >= _PARAGRAPH_WORDS and block.linked < _LINKED_PARAGRAPH
        return first < block.order < last and _is_quoted(block)

    body = [block for block in inside if belongs(block) and not _is_teaser(block) and not is_body_noise(block.text)]
    return _trim_end(body)


def _common_ancestor(found: Sequence[HtmlBlock]) -> HtmlElement:
    """Return the deepest element that holds nearly all that was found."""
    held: Counter[HtmlElement] = Counter()
    depth: dict[HtmlElement, int] = {}
    for block in found:
        for level, element in enumerate(reversed(list(_element_path(block.element)))):
            held[element] += len(block.text)
            depth[element] = level
    enough = _SHARE_IN_ANCESTOR * sum(len(block.text) for block in found)
    return max((element for element, size in held.items() if size >= enough), key=depth.__getitem__)


def _element_path(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _is_inside(block: HtmlBlock, box: HtmlElement) -> bool:
    return any(element is box for element in _element_path(block.element))


def _is_quoted(block: HtmlBlock) -> bool:
    """Tell whether it is in a quotation, such as a post from elsewhere: trafilatura leaves out many."""
    return any(element.tag == "blockquote" for element in _element_path(block.element))


def _is_teaser(block: HtmlBlock) -> bool:
    """Tell whether it is nothing but a link to another article; in lists and tables links are often what they list."""
    kind = block.tag in HEADINGS or block.tag in CELLS or block.tag in ("li", "tr")
    return not kind and block.linked >= _ALL_LINK and block.words >= _TEASER_WORDS


def _trim_end(body: list[HtmlBlock]) -> list[HtmlBlock]:
    """Cut headings and links off the end: nothing of the article stands below them."""
    while body and (body[-1].tag in HEADINGS or body[-1].linked >= _MOSTLY_LINK):
        body.pop()
    return body
