"""Copies told apart from other reports: .venv/bin/python benchmarks/copies.py ARTICLES.jsonl[.gz] [EVERY] [--pairs]

Takes each EVERY-th article (all unless given), makes copies of it in each of the ways below, and other reports that
only look like copies; groups all with index/stories.py, and prints for each kind how many copies were grouped with the
article they were made from (recall), how many of the others were, and the precision of all grouped pairs. Two articles
of the file that are grouped are counted apart, since they may be copies; `--pairs` prints them.
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


def paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n|\n(?=\s{2,}\S)", text) if part.strip()]


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[a-z][.!?])\s+(?=[A-Z\"])", text)


def exact(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    return article


def cut(share: float) -> Make:
    def make(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
        kept, most = [], share * len(article.text)
        for sentence in sentences(article.text):
            if kept and sum(map(len, kept)) + len(sentence) > most:
                break
            kept.append(sentence)
        return replace(article, text=" ".join(kept))

    return make


def headline(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    longest = sorted(set(WORD.findall(article.text)), key=lambda word: (-len(word), word))
    return replace(article, title=" ".join(dice.sample(longest[:20], min(5, len(longest)))).title())


def reordered(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    parts = paragraphs(article.text)
    parts = parts if len(parts) > 2 else sentences(article.text)
    return replace(article, text="\n\n".join(dice.sample(parts, len(parts))))


def reworded(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    others = WORD.findall(dice.choice(every).text.lower())
    free = [found for found in WORD.finditer(article.text) if not is_number_stem(stem(found.group()))]
    text = article.text
    for found in sorted(dice.sample(free, len(free) // 10), key=lambda found: -found.start()):
        text = text[: found.start()] + dice.choice(others) + text[found.end() :]
    return replace(article, text=text)


def agency(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    body = re.sub(r"^[A-Z][\w, ]{0,40}\((?:CNN|Reuters)\) *-+ *|^\((?:CNN|Reuters)\) *-+ *", "", article.text)
    tail = "(Reporting by Ada Thorn in Oldbridge; Editing by Bo Lund)"
    return replace(article, text=f"OLDBRIDGE, May 3 (Northern Wire) - {body}\n\n{tail}")


def marks(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    text = re.sub(r'"([^"]*)"', r"“\1”", article.text).replace("'", "’").replace("--", "—")
    return replace(article, text=re.sub(r"\s+", " ", text))


def several(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    for make in (cut(0.7), headline, agency, marks):
        article = make(article, dice, every)
    return article


def figures(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    def other(found: re.Match[str]) -> str:
        return re.sub(r"[1-9]", lambda digit: str((int(digit.group()) + dice.randint(0, 7)) % 9 + 1), found.group())

    return replace(article, text=NUMBER.sub(other, article.text))


def another_name(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
    """The same form filled in by another; only where at least three names can be told."""
    if len(set(NAME.findall(article.text))) < 3:
        return article
    names = [name for other in dice.sample(every, 20) for name in NAME.findall(other.text)] or ["Oldbridge"]
    given = {name: dice.choice(names) for name in set(NAME.findall(article.text))}
    return replace(article, text=re.sub(r"[A-Z][a-z]+", lambda m: given.get(m.group(), m.group()), article.text))


def follow_up(old: float, new: float, repeated: int = 0) -> Make:
    """News of ``new`` of the article's length, in sentences of other articles, each of another one, before the last
    ``old`` of the article's sentences; after about each tenth word of the news ``repeated`` words of the article in a
    row, as where the same people are spoken of."""

    def make(article: Article, dice: random.Random, every: Sequence[Article]) -> Article:
        mine = sentences(article.text)
        if len(mine) < 4:
            return article
        known, news = article.text.split(), ""
        while len(news) < new * len(article.text):
            said = dice.choice(sentences(dice.choice(every).text)).split()
            for at in range(dice.randint(7, 13), len(said) if repeated else 0, 10 + repeated):
                begin = dice.randrange(max(1, len(known) - repeated))
                said[at:at] = known[begin : begin + repeated]
            news += " ".join(said) + " "
        return replace(article, text=news + " ".join(mine[round((1 - old) * len(mine)) :]))

    return make


COPIES: dict[str, Make] = {
    "exact": exact,
    "cut to 60 %": cut(0.6),
    "cut to 40 %": cut(0.4),
    "another headline": headline,
    "paragraphs reordered": reordered,
    "a tenth of the words changed": reworded,
    "another dateline and tail": agency,
    "other quotation marks, dashes and spaces": marks,
    "cut to 70 %, headline, dateline, tail and marks": several,
}
OTHERS: dict[str, Make] = {
    "other figures": figures,
    "other names": another_name,
    "follow-up": follow_up(0.5, 0.5),
    "follow-up on the same people": follow_up(0.7, 0.3, repeated=5),
    "follow-up with the whole story behind": follow_up(1.0, 0.5, repeated=5),
}

Family = tuple[str, str]
"""The id of the article that another was made from, and how; empty for the article itself."""


def derived(articles: Sequence[Article], kinds: dict[str, Make]) -> Iterator[tuple[Article, Family]]:
    dice = random.Random(7)  # noqa: S311
    for article in articles:
        yield article, (article.id, "")
        for kind, make in kinds.items():
            made = make(article, dice, articles)
            if kinds is COPIES or made.text != article.text:
                yield replace(made, id=f"{article.id}/{kind}"), (article.id, kind)


@dataclass(frozen=True)
class Grouped:
    made: Counter[str]
    pairs: list[tuple[tuple[Article, Family], tuple[Article, Family]]]

    @classmethod
    def of(cls, articles: Sequence[Article], kinds: dict[str, Make]) -> Grouped:
        told = dict(enumerate(derived(articles, kinds)))
        begun = time.perf_counter()
        groups = group_articles({key: article for key, (article, _) in told.items()})
        print(f"{len(told)} articles grouped in {time.perf_counter() - begun:.1f} s")
        pairs = [pair for group in groups for pair in combinations([told[key] for key in group], 2)]
        return cls(Counter(kind for _, (_, kind) in told.values()), pairs)

    def with_own(self, kind: str) -> int:
        """How many of a kind were grouped with the article they were made from."""
        return sum(one[0] == other[0] and {one[1], other[1]} == {"", kind} for (_, one), (_, other) in self.pairs)

    def natural(self) -> list[tuple[Article, Article]]:
        """The file's own articles that were grouped."""
        return [(a, b) for (a, one), (b, other) in self.pairs if one[1] == other[1] == ""]


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if argument != "--pairs"]
    if not arguments:
        sys.exit(__doc__)
    found = [item.article for item in read_file(Path(arguments[0])) if isinstance(item, Loaded)]
    articles = found[:: int(arguments[1]) if len(arguments) > 1 else 1]
    same, not_same = Grouped.of(articles, COPIES), Grouped.of(articles, OTHERS)
    natural = {(one.id, other.id): (one, other) for one, other in same.natural()}
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
            count, of = grouped.with_own(kind), grouped.made[kind]
            print(f"{name}{kind}: {count} of {of} grouped, {count / max(1, of):.3f}")
    recall = sum(map(same.with_own, COPIES)) / sum(same.made[kind] for kind in COPIES)
    print(f"recall {recall:.4f}, precision {right / max(1, right + wrong + wrong_others):.4f}:", end=" ")
    print(f"{right} pairs right, {wrong} of copies of different articles, {wrong_others} with what is no copy")
    print(f"{len(natural)} pairs of the file's own articles grouped")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")
    if "--pairs" in sys.argv:
        for pair in natural.values():
            print(json.dumps([[each.id, each.title, " ".join(each.text.split())[:500]] for each in pair]))


if __name__ == "__main__":
    main()
