"""Choose the blocks of a page that are its article.

A block belongs to the article if trafilatura extracted its words. The text is then taken from the blocks, so that no
link, cell or emphasis is lost from a sentence, nothing is repeated, and the order is the page's. Blocks far from the
others are left out, and paragraphs between them that trafilatura missed are added.
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


# They log errors that are raised here as one line.
_LOGGERS = ("trafilatura", "htmldate")
_FEWEST_WORDS = 8
"""Fewer words come from a page without an article: a menu, a notice, a button."""

_RUN = 4
_SHARE_FOUND = 0.6
"""Least share of a block's runs of four words that trafilatura extracted: it drops links, never most of a block."""

_SHARE_IN_ANCESTOR = 0.8
"""Least share of the main text inside the article's element; 0.75 to 0.85 differ by 0.001 of F1 on 60 pages."""

_PARAGRAPH_WORDS = 8
_LINKED_PARAGRAPH = 0.5
_ALL_LINK = 0.9
_MOSTLY_LINK = 0.8
_TEASER_WORDS = 3

_WORD = re.compile(r"\w+")


def find_body(tree: HtmlElement, blocks: Sequence[HtmlBlock]) -> list[HtmlBlock]:
    """Return the article's blocks in the page's order, an empty list if there is no article."""
    for precise in (True, False):
        main_blocks = _find_main_blocks(blocks, _main_text(tree, precise=precise))
        body = collect_blocks(blocks, main_blocks) if main_blocks else []
        if sum(block.words for block in body) >= _FEWEST_WORDS:
            return body
    return []


def _main_text(tree: HtmlElement, *, precise: bool) -> str:
    extract = _extractor()
    try:
        page = extract(copy.copy(tree), favor_precision=precise, include_comments=False, with_metadata=False)
    except Exception as error:
        # Whatever a large library raises on foreign input, the other pages are read.
        raise SourceError(
            f"the page could not be taken apart ({type(error).__name__}); save the text as .txt"
        ) from error
    return "" if page is None or isinstance(page, dict) else page.text or ""


def _extractor() -> Callable[..., Document | dict[str, object] | None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a proxy library that is not needed
        from trafilatura import bare_extraction
    for name in _LOGGERS:
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
    """Yield a hash of each run of words; hashes take a third of the memory of the words."""
    return map(hash, zip(*(islice(words, start, None) for start in range(_RUN)), strict=False))


def collect_blocks(blocks: Sequence[HtmlBlock], main_blocks: Sequence[HtmlBlock]) -> list[HtmlBlock]:
    """Return the article's blocks: the ``main_blocks`` of one element, and the paragraphs that belong between them."""
    box = _common_ancestor(main_blocks)
    inside = [block for block in blocks if _is_inside(block, box)]
    orders = {block.order for block in main_blocks}
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


def _common_ancestor(main_blocks: Sequence[HtmlBlock]) -> HtmlElement:
    """Return the deepest element that contains nearly all of the main text."""
    sizes: Counter[HtmlElement] = Counter()
    depths: dict[HtmlElement, int] = {}
    for block in main_blocks:
        for depth, element in enumerate(reversed(list(_element_path(block.element)))):
            sizes[element] += len(block.text)
            depths[element] = depth
    enough = _SHARE_IN_ANCESTOR * sum(len(block.text) for block in main_blocks)
    return max((element for element, size in sizes.items() if size >= enough), key=depths.__getitem__)


def _element_path(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _is_inside(block: HtmlBlock, box: HtmlElement) -> bool:
    return any(element is box for element in _element_path(block.element))


def _is_quoted(block: HtmlBlock) -> bool:
    """Tell whether the block is in a quotation, such as an embedded post, which trafilatura often leaves out."""
    return any(element.tag == "blockquote" for element in _element_path(block.element))


def _is_teaser(block: HtmlBlock) -> bool:
    """Tell whether the block is only a link to another article; in lists and tables links are often the content."""
    in_list = block.tag in HEADINGS or block.tag in CELLS or block.tag in ("li", "tr")
    return not in_list and block.linked >= _ALL_LINK and block.words >= _TEASER_WORDS


def _trim_end(body: list[HtmlBlock]) -> list[HtmlBlock]:
    """Remove headings and links from the end."""
    while body and (body[-1].tag in HEADINGS or body[-1].linked >= _MOSTLY_LINK):
        body.pop()
    return body
