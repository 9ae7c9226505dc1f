"""Measure how well copies of articles are told from other reports.

    .venv/bin/python -m benchmarks.copy_grouping ARTICLES.jsonl[.gz] [EVERY] [--pairs]

Takes each EVERY-th article (all unless given), makes copies of it in each of the ways below, and other reports that
only look like copies. ``index.duplicates.stories`` groups all of them. Printed is, for each kind, how many copies were
grouped with the article they were made from (recall), how many of the others were, and the precision of all grouped
pairs. Two articles of the file that are grouped are counted apart, since they may be copies; ``--pairs`` prints them.
"""

from __future__ import annotations

import json
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from index.duplicates.stories import group_articles
from index.sources.files import read_file
from index.sources.types import Loaded
from index.text.numbers import is_number_stem
from index.text.tokenizer import stem
from index.types import Article

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
WORD = re.compile(r"[^\W\d_]+")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
Make = Callable[[Article, random.Random, Sequence[Article]], Article]


def split_paragraphs(text: str) -> list[str]:
    """Split a text at empty lines and indented lines."""
    return [part.strip() for part in re.split(r"\n\s*\n|\n(?=\s{2,}\S)", text) if part.strip()]


def split_sentences(text: str) -> list[str]:
    """Split a text after each full stop before a capital."""
    return re.split(r"(?<=[a-z][.!?])\s+(?=[A-Z\"])", text)


def keep_unchanged(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    """Return the article itself."""
    return article


def cutter(share: float) -> Make:
    """Return a change that cuts an article to a share of its length, after a sentence."""

    def make(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
        sentences: list[str] = []
        most = share * len(article.text)
        for sentence in split_sentences(article.text):
            if sentences and sum(map(len, sentences)) + len(sentence) > most:
                break
            sentences.append(sentence)
        return replace(article, text=" ".join(sentences))

    return make


def change_headline(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    """Give another headline."""
    longest = sorted(set(WORD.findall(article.text)), key=lambda word: (-len(word), word))
    return replace(article, title=" ".join(dice.sample(longest[:20], min(5, len(longest)))).title())


def reorder_paragraphs(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    """Put paragraphs, or sentences if there are few, in another order."""
    parts = split_paragraphs(article.text)
    parts = parts if len(parts) > 2 else split_sentences(article.text)
    return replace(article, text="\n\n".join(dice.sample(parts, len(parts))))


def reword(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    """Replace a tenth of the words by words of another article."""
    others = WORD.findall(dice.choice(every).text.lower())
    free = [word for word in WORD.finditer(article.text) if not is_number_stem(stem(word.group()))]
    text = article.text
    for word in sorted(dice.sample(free, len(free) // 10), key=lambda word: -word.start()):
        text = text[: word.start()] + dice.choice(others) + text[word.end() :]
    return replace(article, text=text)


def change_agency(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    """Put another dateline and closing line."""
    body = re.sub(r"^[A-Z][\w, ]{0,40}\((?:CNN|Reuters)\) *-+ *|^\((?:CNN|Reuters)\) *-+ *", "", article.text)
    tail = "(Reporting by Ada Thorn in Oldbridge; Editing by Bo Lund)"
    return replace(article, text=f"OLDBRIDGE, May 3 (Northern Wire) - {body}\n\n{tail}")


def change_marks(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    """Change quotation marks, dashes and spaces."""
    text = re.sub(r'"([^"]*)"', r"“\1”", article.text).replace("'", "’").replace("--", "—")
    return replace(article, text=re.sub(r"\s+", " ", text))


def change_much(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    """Cut, and change headline, dateline, closing line and marks."""
    for make in (cutter(0.7), change_headline, change_agency, change_marks):
        article = make(article, dice, every)
    return article


def change_figures(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    """Change every number."""

    def other(number: re.Match[str]) -> str:
        return re.sub(r"[1-9]", lambda digit: str((int(digit.group()) + dice.randint(0, 7)) % 9 + 1), number.group())

    return replace(article, text=NUMBER.sub(other, article.text))


def change_names(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    """Change the names, as in a form filled in again; unchanged if it has fewer than three."""
    if len(set(NAME.findall(article.text))) < 3:
        return article
    names = [name for other in dice.sample(every, 20) for name in NAME.findall(other.text)] or ["Oldbridge"]
    given = {name: dice.choice(names) for name in set(NAME.findall(article.text))}
    return replace(article, text=re.sub(r"[A-Z][a-z]+", lambda m: given.get(m.group(), m.group()), article.text))


def follow_up_maker(old: float, new: float, repeated: int = 0) -> Make:
    """Return a change that makes a follow-up report of an article.

    It has news of ``new`` of the article's length, in sentences of other articles, then the last ``old`` of the
    article's sentences. After about each tenth word of the news stand ``repeated`` words of the article in a row, as in
    reports about the same people.
    """

    def make(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
        mine = split_sentences(article.text)
        if len(mine) < 4:
            return article
        words_of_article, news = article.text.split(), ""
        while len(news) < new * len(article.text):
            words = dice.choice(split_sentences(dice.choice(every).text)).split()
            for at in range(dice.randint(7, 13), len(words) if repeated else 0, 10 + repeated):
                begin = dice.randrange(max(1, len(words_of_article) - repeated))
                words[at:at] = words_of_article[begin : begin + repeated]
            news += " ".join(words) + " "
        return replace(article, text=news + " ".join(mine[round((1 - old) * len(mine)) :]))

    return make


COPIES: dict[str, Make] = {
    "exact": keep_unchanged,
    "cut to 60 %": cutter(0.6),
    "cut to 40 %": cutter(0.4),
    "another headline": change_headline,
    "paragraphs reordered": reorder_paragraphs,
    "a tenth of the words changed": reword,
    "another dateline and tail": change_agency,
    "other quotation marks, dashes and spaces": change_marks,
    "cut to 70 %, headline, dateline, tail and marks": change_much,
}
OTHERS: dict[str, Make] = {
    "other figures": change_figures,
    "other names": change_names,
    "follow-up": follow_up_maker(0.5, 0.5),
    "follow-up on the same people": follow_up_maker(0.7, 0.3, repeated=5),
    "follow-up with the whole story behind": follow_up_maker(1.0, 0.5, repeated=5),
}

Family = tuple[str, str]
"""The id of the article that another was made from, and how; empty for the article itself."""


def derive_articles(articles: Sequence[Article], kinds: dict[str, Make]) -> Iterator[tuple[Article, Family]]:
    """Yield each article and what the kinds of change make of it."""
    dice = random.Random(7)  # noqa: S311
    for article in articles:
        yield article, (article.id, "")
        for kind, make in kinds.items():
            derived = make(article, dice, articles)
            if kinds is COPIES or derived.text != article.text:
                yield replace(derived, id=f"{article.id}/{kind}"), (article.id, kind)


@dataclass(frozen=True)
class GroupingResult:
    """How many articles of each kind were made, and the pairs that were grouped."""

    made: Counter[str]
    pairs: list[tuple[tuple[Article, Family], tuple[Article, Family]]]

    @classmethod
    def of(cls, articles: Sequence[Article], kinds: dict[str, Make]) -> GroupingResult:
        """Group articles and what is made of them."""
        numbered = dict(enumerate(derive_articles(articles, kinds)))
        begun = time.perf_counter()
        groups = group_articles({key: article for key, (article, _) in numbered.items()})
        print(f"{len(numbered)} articles grouped in {time.perf_counter() - begun:.1f} s")
        pairs = [pair for group in groups for pair in combinations([numbered[key] for key in group], 2)]
        return cls(Counter(kind for _, (_, kind) in numbered.values()), pairs)

    def count_with_source(self, kind: str) -> int:
        """Count the articles of a kind that were grouped with the article they were made from."""
        return sum(one[0] == other[0] and {one[1], other[1]} == {"", kind} for (_, one), (_, other) in self.pairs)

    def pairs_of_file(self) -> list[tuple[Article, Article]]:
        """Return the pairs of the file's own articles that were grouped."""
        return [(a, b) for (a, one), (b, other) in self.pairs if one[1] == other[1] == ""]


def main() -> None:
    """Group copies and other reports, and print recall and precision."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--pairs"]
    if not arguments:
        sys.exit(__doc__)
    loaded = [item.article for item in read_file(Path(arguments[0])) if isinstance(item, Loaded)]
    articles = loaded[:: int(arguments[1]) if len(arguments) > 1 else 1]
    same, not_same = GroupingResult.of(articles, COPIES), GroupingResult.of(articles, OTHERS)
    natural = {(one.id, other.id): (one, other) for one, other in same.pairs_of_file()}
    of_natural = {frozenset(ids) for ids in natural}
    right = wrong = 0
    for (_, one), (_, other) in same.pairs:
        if frozenset((one[0], other[0])) not in of_natural:
            right, wrong = right + (one[0] == other[0]), wrong + (one[0] != other[0])
    wrong_others = sum(
        one[1] != other[1] and frozenset((one[0], other[0])) not in of_natural
        for (_, one), (_, other) in not_same.pairs
    )
    for kinds, grouped, name in ((COPIES, same, ""), (OTHERS, not_same, "no copy, ")):
        for kind in kinds:
            count, of = grouped.count_with_source(kind), grouped.made[kind]
            print(f"{name}{kind}: {count} of {of} grouped, {count / max(1, of):.3f}")
    recall = sum(map(same.count_with_source, COPIES)) / sum(same.made[kind] for kind in COPIES)
    print(f"recall {recall:.4f}, precision {right / max(1, right + wrong + wrong_others):.4f}:", end=" ")
    print(f"{right} pairs right, {wrong} of copies of different articles, {wrong_others} with what is no copy")
    print(f"{len(natural)} pairs of the file's own articles grouped")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")
    if "--pairs" in sys.argv:
        for pair in natural.values():
            print(json.dumps([[each.id, each.title, " ".join(each.text.split())[:500]] for each in pair]))


if __name__ == "__main__":
    main()
