"""Measure the verification of drafts on true drafts and corrupted ones.

    .venv/bin/python -m benchmarks.draft_verification NEWSQA ATTRIBUTION [--half tune|report] [--show KIND] [--words]

NEWSQA holds ``articles.jsonl`` and ``questions.jsonl``, ATTRIBUTION ``dev-articles.jsonl`` and ``dev-who-said.jsonl``.
True drafts are made of the sentences that answer, each paraphrased in several ways, and corrupted in others. Printed is
how many of each kind of true draft are dropped, and how many of each kind of corruption are caught. Articles are halved
by their ids: thresholds are set on ``tune``, and ``report`` gives the figures to quote. ``--show KIND`` prints the
cases of a kind that go wrong, ``--words`` verifies without the encoder.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.llm.types import Claim, Draft, NumberedSentence
from bot.llm.verify.entailment import Encode
from bot.llm.verify.verifier import VerificationInput, verify_draft
from index.models.encoder import SentenceEncoder
from index.statements import find_statements
from index.statements.lexicon.first_names import FIRST_NAMES
from index.text.sentences import sentences
from index.text.tokenizer import word_set
from index.types import Article, Statement, Vectors

AROUND, OF_OTHERS, SHORTEST, LONGEST = 12, 8, 7, 45
MOST_OF_ONE_ARTICLE = 4
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")
NO_NAMES = word_set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December I Mr Mrs Ms Dr President Senator Secretary Sen Gov Rep Gen Capt Lt Col Maj "
    "Lord Queen"
)
NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
                "thirty", "forty", "fifty")  # fmt: skip
NUMBER = re.compile(rf"(?<![\w.,:])\d+(?:[.,]\d+)*(?![\w:])|\b(?:{'|'.join(NUMBER_WORDS)})\b")
DATE = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|April|June|July|August|September|October"
    r"|November|December|(?<=in )(?:19|20)\d\d)\b"
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "April", "June", "July", "August", "September", "October", "November", "December")
OTHER_WORDS = {
    "killed": "slain", "about": "roughly", "children": "kids", "police": "officers", "began": "started",
    "officials": "authorities", "also": "too", "home": "house", "says": "said", "is": "was", "are": "were",
    "has": "had", "have": "had", "will": "would", "can": "could", "told": "informed", "attack": "assault",
    "people": "persons", "because": "since", "many": "numerous", "help": "assist", "shows": "showed",
    "made": "produced", "big": "large", "several": "various", "after": "following", "died": "perished",
    "car": "vehicle", "won": "took", "wants": "wishes", "need": "require", "more": "further", "work": "labor",
    "job": "post", "money": "funds", "found": "discovered", "left": "departed", "before": "prior to",
    "get": "obtain", "plans": "intends", "said": "stated", "called": "named", "while": "as", "new": "recent",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A draft of one claim, and the numbered sentences that it cites; ``speaker`` is whom it names, if anybody."""

    kind: str
    text: str
    cites: tuple[int, ...]
    prompt: tuple[NumberedSentence, ...]
    statements: dict[int, tuple[Statement, ...]]
    speaker: str = ""


@dataclass(frozen=True)
class Corpus:
    """Articles by key, their sentences and statements, and every word that one of them writes in lower case."""

    articles: tuple[Article, ...]
    spans: tuple[tuple[tuple[int, int], ...], ...]
    statements: tuple[tuple[Statement, ...], ...]
    small: frozenset[str]

    @classmethod
    def of(cls, articles: Sequence[Article]) -> Corpus:
        """Find the sentences and statements of articles."""
        return cls(
            tuple(articles),
            tuple(sentences(article.text) for article in articles),
            tuple(find_statements(article.text) for article in articles),
            frozenset(word for article in articles for word in re.findall(r"\b[a-z]+\b", article.text)),
        )

    def prompt(self, key: int, at: int, dice: random.Random) -> tuple[NumberedSentence, ...]:
        """Return the sentences around one and some of two other articles, with the articles in random order."""
        blocks = [(key, self.spans[key][max(0, at - AROUND) : at + AROUND + 1])]
        others = dice.sample([k for k in range(len(self.articles)) if k != key], 2)
        blocks += [(other, self.spans[other][:OF_OTHERS]) for other in others]
        dice.shuffle(blocks)
        numbered = [NumberedSentence(0, k, self.articles[k], *span) for k, spans in blocks for span in spans]
        return tuple(replace(one, number=number) for number, one in enumerate(numbered, 1))

    def prompt_statements(self, prompt: Sequence[NumberedSentence]) -> dict[int, tuple[Statement, ...]]:
        """Return the statements of the articles in a prompt, by key."""
        return {one.key: self.statements[one.key] for one in prompt}


def read_json_lines(path: Path) -> list[dict[str, object]]:
    """Return the objects of a file, one for each line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def read_half(path: Path, half: str) -> list[Article]:
    """Return the articles of one half."""
    rows = (Article(**{k: v for k, v in row.items() if k in Article.__slots__}) for row in read_json_lines(path))  # type: ignore[arg-type]
    wanted = {"tune": 0, "report": 1}[half]
    return [article for article in rows if hashlib.sha256(article.id.encode()).digest()[0] % 2 == wanted]


def find_number(prompt: Sequence[NumberedSentence], key: int, span: tuple[int, int]) -> int:
    """Return the number that a sentence has in a prompt."""
    return next(one.number for one in prompt if one.key == key and one.span == span)


def count_words(text: str) -> int:
    """Count the words of a text."""
    return len(text.split())


def one_line(text: str) -> str:
    """Return a text with every run of spaces and line ends as one space."""
    return " ".join(text.split())


# True drafts


def drop_tail(text: str) -> str | None:
    """Drop what follows the last comma; None if too little is left."""
    head, comma, tail = text.rpartition(", ")
    return (
        f"{head}."
        if comma and count_words(head) >= SHORTEST and count_words(tail) >= 3 and has_even_quotes(head)
        else None
    )


def drop_lead(text: str) -> str | None:
    """Drop what precedes the first comma; None if too little is left."""
    lead, comma, rest = text.partition(", ")
    return (
        f"{rest[0].upper()}{rest[1:]}"
        if comma and count_words(rest) >= SHORTEST and count_words(lead) >= 2 and has_even_quotes(rest)
        else None
    )


def has_even_quotes(text: str) -> bool:
    """Return whether every quotation mark is closed."""
    return text.count('"') % 2 == 0 and text.count("“") == text.count("”")


def move_phrase_first(text: str) -> str | None:
    """Move a closing phrase such as "on Monday" to the beginning; None without one."""
    match = re.fullmatch(r"([A-Z].*) ((?:on|in|at|during|after|before|since|near|from) [^,]{4,50})\.", text)
    if not match or count_words(match[1]) < 5 or not has_even_quotes(match[1]):
        return None
    opens = match[1].split()[0] in {"The", "A", "An", "He", "She", "It", "They", "But", "And", "In", "Some", "Their"}
    rest = f"{match[1][0].lower()}{match[1][1:]}" if opens else match[1]
    return f"{match[2][0].upper()}{match[2][1:]}, {rest}."


def replace_words(text: str) -> str | None:
    """Replace at least two words outside of quotes by ``OTHER_WORDS``; None if there are fewer."""
    outside = re.split(r"(\"[^\"]*\"|“[^”]*”)", text)
    count = 0

    def swap(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return OTHER_WORDS[match.group()]

    pattern = re.compile(rf"(?<!['’-])\b(?:{'|'.join(OTHER_WORDS)})\b(?!['’-])")
    replaced = "".join(part if at % 2 else pattern.sub(swap, part) for at, part in enumerate(outside))
    return replaced if count >= 2 else None


def swap_digits(text: str) -> str | None:
    """Write number words as digits and digits as words, outside of quotes; None if nothing changes."""
    digits = dict(zip(NUMBER_WORDS[:11], map(str, range(2, 13)), strict=True))
    both = digits | {value: key for key, value in digits.items()}
    outside = re.split(r"(\"[^\"]*(?:\"|\Z)|“[^”]*”)", text)
    swapped = "".join(
        part if at % 2 else re.sub(r"(?<![\w.,:$-])(\w+)(?![\w.,:-])", lambda m: both.get(m[1], m[1]), part)
        for at, part in enumerate(outside)
    )
    return swapped if swapped != text else None


def keep_surname(text: str) -> str | None:
    """Drop the first name before a verb; None without one."""
    shortened = re.sub(r"(?<=[a-z,] )([A-Z][a-z]+) ([A-Z][a-z]+)(?= (?:said|says|told|was|is|has|had)\b)", r"\2", text)
    return shortened if shortened != text else None


PARAPHRASES: dict[str, Callable[[str], str | None]] = {
    "the sentence itself": lambda text: text,
    "without its last clause": drop_tail,
    "without its first clause": drop_lead,
    "another order": move_phrase_first,
    "other words and tenses": replace_words,
    "digits for words": swap_digits,
    "surname only": keep_surname,
}


def make_newsqa_cases(folder: Path, half: str, dice: random.Random) -> tuple[Corpus, list[Case]]:
    """Make true drafts of the sentences that answer the questions of NewsQA."""
    corpus = Corpus.of(read_half(folder / "articles.jsonl", half))
    keys = {article.id: key for key, article in enumerate(corpus.articles)}
    gold: dict[int, dict[int, None]] = defaultdict(dict)
    for row in read_json_lines(folder / "questions.jsonl"):
        key = keys.get(row["articles"][0])  # type: ignore[index]
        for start, _ in row["spans"][:1] if key is not None else ():  # type: ignore[index]
            at = next((n for n, (a, b) in enumerate(corpus.spans[key]) if a <= start < b), None)  # type: ignore[index]
            if at is not None and SHORTEST <= count_words(sentence_text(corpus, key, at)) <= LONGEST:  # type: ignore[arg-type]
                gold[key][at] = None  # type: ignore[index]
    cases: list[Case] = []
    for key, places in gold.items():
        for at in list(places)[:MOST_OF_ONE_ARTICLE]:
            cases += paraphrase_sentence(corpus, key, at, corpus.prompt(key, at, dice))
        for at in range(1, len(corpus.spans[key])):
            cases += replace_pronoun(corpus, key, at, corpus.prompt(key, at, dice))
        pair = list(places)[:2]
        if len(pair) == 2 and abs(pair[0] - pair[1]) < AROUND:
            prompt = corpus.prompt(key, pair[0], dice)
            cases.append(join_sentences(corpus, key, pair, prompt))
    return corpus, cases


def sentence_text(corpus: Corpus, key: int, at: int) -> str:
    """Return the text of a sentence on one line."""
    start, end = corpus.spans[key][at]
    return one_line(corpus.articles[key].text[start:end])


def paraphrase_sentence(corpus: Corpus, key: int, at: int, prompt: tuple[NumberedSentence, ...]) -> Iterator[Case]:
    """Yield a case for each paraphrase that applies to a sentence."""
    text = sentence_text(corpus, key, at)
    number = find_number(prompt, key, corpus.spans[key][at])
    for kind, paraphrase in PARAPHRASES.items():
        paraphrased = paraphrase(text)
        if paraphrased:
            yield Case(kind, paraphrased, (number,), prompt, corpus.prompt_statements(prompt))


def replace_pronoun(corpus: Corpus, key: int, at: int, prompt: tuple[NumberedSentence, ...]) -> Iterator[Case]:
    """Yield "He was ..." with the name that the sentence before begins with, with both cited and with one."""
    text, before = sentence_text(corpus, key, at), re.sub(r"^.*\(CNN\) -- ", "", sentence_text(corpus, key, at - 1))
    pronoun = re.match(r"(?:He|She) (?=[a-z])", text)
    names = re.findall(r"^[A-Z][a-z]+(?: [A-Z][a-z]+)+\b", before)
    one = bool(names) and names[0].split()[0].lower() in FIRST_NAMES
    if pronoun and one and SHORTEST <= count_words(text) <= LONGEST:
        both = tuple(find_number(prompt, key, corpus.spans[key][each]) for each in (at - 1, at))
        named = f"{names[0]} {text[pronoun.end() :]}"
        yield Case("name for a pronoun, both cited", named, both, prompt, corpus.prompt_statements(prompt))
        yield Case(UNDERCITED, named, both[1:], prompt, corpus.prompt_statements(prompt))


def join_sentences(corpus: Corpus, key: int, pair: Sequence[int], prompt: tuple[NumberedSentence, ...]) -> Case:
    """Make one claim of two sentences."""
    texts = [sentence_text(corpus, key, at) for at in pair]
    numbers = tuple(find_number(prompt, key, corpus.spans[key][at]) for at in pair)
    return Case(
        "two sentences in one",
        f"{texts[0].rstrip('.')}, and {texts[1]}",
        numbers,
        prompt,
        corpus.prompt_statements(prompt),
    )


def make_attribution_cases(folder: Path, half: str, dice: random.Random) -> tuple[Corpus, list[Case]]:
    """Make true drafts of the statements of political articles."""
    corpus = Corpus.of(read_half(folder / "dev-articles.jsonl", half))
    keys = {article.id: key for key, article in enumerate(corpus.articles)}
    cases: list[Case] = []
    for row in read_json_lines(folder / "dev-who-said.jsonl"):
        key = keys.get(row["articles"][0])  # type: ignore[index]
        if key is None or not row["named"]:
            continue
        spans: list[list[int]] = row["content_spans"]  # type: ignore[assignment]
        speaker, text = str(row["speaker"]), corpus.articles[key].text
        content = one_line(text[spans[0][0] : spans[0][1]]) if len(spans) == 1 else ""
        places = [n for n, (a, b) in enumerate(corpus.spans[key]) if a < spans[-1][1] and spans[0][0] < b]
        if not content or not SHORTEST <= count_words(content) <= LONGEST or not places:
            continue
        prompt = corpus.prompt(key, places[0], dice)
        numbers = tuple(
            one.number for one in prompt if one.key == key and one.span in {corpus.spans[key][n] for n in places}
        )
        if numbers:
            cases += report_speech(
                speaker, content, Case("", "", numbers, prompt, corpus.prompt_statements(prompt), speaker)
            )
    return corpus, cases


def report_speech(speaker: str, content: str, case: Case) -> Iterator[Case]:
    """Yield a case for each way to report a statement, quoted or not."""
    quote = re.fullmatch(r"[“\"]([^“”\"]+)[”\"]", content)
    if quote:
        inner = quote[1].rstrip(",")
        yield replace(case, kind="quoted: X said", text=f'{speaker} said: "{inner}"')
        yield replace(case, kind="quoted: said X", text=f"“{inner.rstrip('.')},” said {speaker}.")
    elif not re.search('[“”"]', content):
        plain = re.sub(r"^that ", "", content).rstrip(".,")
        yield replace(case, kind="reported: X said that", text=f"{speaker} said that {plain}.")
        yield replace(case, kind="reported: according to X", text=f"According to {speaker}, {plain}.")
        yield replace(case, kind="reported, not attributed", text=f"{plain[0].upper()}{plain[1:]}.")
    else:
        yield replace(case, kind="partly quoted: X said that", text=f"{speaker} said {content.rstrip('.,')}.")


# Corruptions


def cited_text(case: Case) -> str:
    """Return the sentences that a case cites, as one text."""
    return " ".join(one.text for one in case.prompt if one.number in case.cites)


def change_number(case: Case, corpus: Corpus, dice: random.Random) -> Case | None:
    """Change one number."""
    numbers = [each for each in NUMBER.finditer(case.text) if not re.fullmatch(r"(?:19|20)\d\d", each.group())]
    if not numbers:
        return None
    one = dice.choice(numbers)
    other = one.group()
    while other == one.group() or other in cited_text(case):
        other = dice.choice(NUMBER_WORDS) if one.group().isalpha() else make_other_number(one.group(), dice)
    return replace(case, text=f"{case.text[: one.start()]}{other}{case.text[one.end() :]}")


def make_other_number(written: str, dice: random.Random) -> str:
    """Change a digit of a number, or add one."""
    digits = [at for at, letter in enumerate(written) if letter.isdigit()]
    at = dice.choice(digits)
    most = "123456789" if at == 0 else "0123456789"
    return (
        f"{written[:at]}{dice.choice(most)}{written[at + 1 :]}"
        if dice.random() < 0.7
        else f"{dice.choice('123456789')}{written}"
    )


def find_names(text: str, corpus: Corpus) -> list[str]:
    """Return runs of capitalised words inside sentences, none of which any article writes in lower case."""
    runs = (match.group() for match in NAME.finditer(one_line(text)))
    return [
        name
        for name in dict.fromkeys(runs)
        if not any(w in NO_NAMES or w.lower() in corpus.small for w in name.split())
    ]


def is_other_name(name: str, there: str) -> bool:
    """Return whether no word of a name, nor its root, is in a text: "Pakistani" is no other name than "Pakistan"."""
    nation = {"American", "Americans", "United", "States"} & set(name.split())
    return not nation and not any(word[:4] in there for word in name.split())


def name_changer(everywhere: bool) -> Callable[[Case, Corpus, random.Random], Case | None]:
    """Return a corruption that puts another name of the same article, or with ``everywhere`` of any article."""

    def make(case: Case, corpus: Corpus, dice: random.Random) -> Case | None:
        here = find_names(case.text, corpus)
        key = next(one.key for one in case.prompt if one.number in case.cites)
        other = dice.randrange(len(corpus.articles)) if everywhere else key
        there = cited_text(case)
        fresh = [n for n in find_names(corpus.articles[other].text, corpus) if is_other_name(n, there)]
        if not here or not fresh or (everywhere and other == key):
            return None
        name = dice.choice(here)
        return replace(case, text=case.text.replace(name, dice.choice(fresh), 1))

    return make


def change_quoted_word(case: Case, corpus: Corpus, dice: random.Random) -> Case | None:
    """Change one word inside quotation marks."""
    quoted = re.search(r"[“\"]([^“”\"]+)[”\"]", case.text)
    if not quoted:
        return None
    places = list(re.finditer(r"[a-z]{3,}", quoted[1]))
    if not places:
        return None
    one = dice.choice(places)
    other = one.group()
    while other == one.group():
        other = dice.choice(re.findall(r"\b[a-z]{3,}\b", dice.choice(corpus.articles).text) or ["thing"])
    at = quoted.start(1) + one.start()
    return replace(case, text=f"{case.text[:at]}{other}{case.text[at + len(one.group()) :]}")


def speaker_changer(cited: bool) -> Callable[[Case, Corpus, random.Random], Case | None]:
    """Return a corruption that names another speaker of the article; with ``cited`` one named in a cited sentence."""

    def make(case: Case, corpus: Corpus, dice: random.Random) -> Case | None:
        if not case.speaker or case.speaker not in case.text:
            return None
        key = next(one.key for one in case.prompt if one.number in case.cites)
        there = cited_text(case)
        own = set(case.speaker.split())
        if cited:
            names = [n for n in find_names(there, corpus) if not own & set(n.split()) and n not in case.text]
        else:
            spoken = (s.speaker for s in corpus.statements[key])
            names = [n for n in dict.fromkeys(spoken) if n[0].isupper() and not any(w in there for w in n.split())]
            names = [n for n in names if not own & set(n.split())]
        return replace(case, text=case.text.replace(case.speaker, dice.choice(names), 1)) if names else None

    return make


def cite_another(case: Case, corpus: Corpus, dice: random.Random) -> Case:
    """Cite another sentence of the prompt."""
    others = [one.number for one in case.prompt if one.number not in case.cites]
    return replace(case, cites=(dice.choice(others),))


def cite_neighbour(case: Case, corpus: Corpus, dice: random.Random) -> Case | None:
    """Cite a sentence right before or after the cited ones, of the same article."""
    key = next(one.key for one in case.prompt if one.number in case.cites)
    neighbours = {number + by for number in case.cites for by in (-1, 1)} - set(case.cites)
    others = [one.number for one in case.prompt if one.number in neighbours and one.key == key]
    return replace(case, cites=(dice.choice(others),)) if others else None


def cite_missing(case: Case, corpus: Corpus, dice: random.Random) -> Case:
    """Cite a number that the prompt does not have."""
    return replace(case, cites=(*case.cites, len(case.prompt) + dice.randrange(1, 60)))


def take_other_article(case: Case, corpus: Corpus, dice: random.Random) -> Case:
    """Take the text of a sentence of another article."""
    key = next(one.key for one in case.prompt if one.number in case.cites)
    while True:
        other = dice.randrange(len(corpus.articles))
        at = dice.randrange(len(corpus.spans[other]))
        text = sentence_text(corpus, other, at)
        if other != key and SHORTEST <= count_words(text) <= LONGEST:
            return replace(case, text=text)


def change_date(case: Case, corpus: Corpus, dice: random.Random) -> Case | None:
    """Change a day, month or year."""
    match = DATE.search(case.text)
    if not match:
        return None
    word = match.group()
    others = DAYS if word in DAYS else MONTHS if word in MONTHS else [str(year) for year in range(1990, 2012)]
    others = [each for each in others if each not in cited_text(case)]
    return replace(case, text=case.text.replace(word, dice.choice(others), 1))


def negate(case: Case, corpus: Corpus, dice: random.Random) -> Case | None:
    """Add "not" to the first auxiliary."""
    negated = re.sub(r"\b(was|were|is|are|will|would|had|has|have|could|can)\b(?! not)", r"\1 not", case.text, count=1)
    return (
        replace(case, text=negated) if negated != case.text and '"' not in case.text and "“" not in case.text else None
    )


def swap_names(case: Case, corpus: Corpus, dice: random.Random) -> Case | None:
    """Swap the first two names."""
    here = find_names(case.text, corpus)
    if len(here) < 2 or here[0] in here[1] or here[1] in here[0]:
        return None
    return replace(
        case, text=case.text.replace(here[0], "\0", 1).replace(here[1], here[0], 1).replace("\0", here[1], 1)
    )


CORRUPTIONS: dict[str, Callable[[Case, Corpus, random.Random], Case | None]] = {
    "a number": change_number,
    "a name of the same article": name_changer(everywhere=False),
    "a name from elsewhere": name_changer(everywhere=True),
    "a word in a quote": change_quoted_word,
    "another speaker of the article": speaker_changer(cited=False),
    "a speaker who is only named there": speaker_changer(cited=True),
    "a citation of another sentence": cite_another,
    "a citation of the next sentence": cite_neighbour,
    "a citation that does not exist": cite_missing,
    "a sentence of another article": take_other_article,
    "a day, month or year": change_date,
    "a denial (no floor)": negate,
    "two names swapped (no floor)": swap_names,
}
UNDERCITED = "name for a pronoun, one cited"


class CachedEncoder:
    """An encoder that encodes each text once."""

    def __init__(self) -> None:
        """Load the default encoder."""
        self._encoder, self._vectors = SentenceEncoder(), dict[str, Vectors]()

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts, float32 of shape ``(len(texts), d)``."""
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if new:
            self._vectors.update(zip(new, self._encoder.encode_passages(new), strict=True))
        return np.stack([self._vectors[text] for text in texts])


def find_problems(case: Case, encode: Encode | None) -> list[str]:
    """Verify a case, and return what is wrong with it."""
    verified = verify_draft(
        Draft((Claim(case.text, case.cites),)), VerificationInput(case.prompt, case.statements, encode)
    )
    return [f"{each.problem.fault}: {each.problem.detail}" for each in verified.failures]


def main() -> None:
    """Verify all cases, and print two tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("newsqa", type=Path)
    parser.add_argument("attribution", type=Path)
    parser.add_argument("--half", choices=["tune", "report"], default="report")
    parser.add_argument("--show")
    parser.add_argument("--words", action="store_true")
    given = parser.parse_args()
    encode = None if given.words else CachedEncoder()
    seen: Counter[str] = Counter()
    caught_by_kind: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    for make_cases, folder in ((make_newsqa_cases, given.newsqa), (make_attribution_cases, given.attribution)):
        dice = random.Random(7)  # noqa: S311
        corpus, cases = make_cases(folder, given.half, dice)
        for case in cases:
            problems = find_problems(case, encode)
            seen[f"true: {case.kind}"] += 1
            dropped[f"true: {case.kind}"] += bool(problems)
            if problems and given.show and given.show in f"true: {case.kind}":
                print_case(case, problems)
        sound = [case for case in cases if case.kind != UNDERCITED]
        for kind, corrupt in CORRUPTIONS.items():
            for case in dice.sample(sound, min(len(sound), 700)):
                corrupted = corrupt(case, corpus, dice)
                if corrupted is None:
                    continue
                caught = bool(find_problems(corrupted, encode))
                seen[kind] += 1
                caught_by_kind[kind] += caught
                if not caught and given.show and given.show in kind:
                    print_case(corrupted, [case.text])
    print_report(seen, caught_by_kind, dropped)


def print_case(case: Case, problems: Sequence[str]) -> None:
    """Print a case that went wrong."""
    print(f"\n{case.kind}: {case.text}\n  cited: {one_line(cited_text(case))}\n  {'; '.join(problems)}")


def print_report(seen: Counter[str], caught: Counter[str], dropped: Counter[str]) -> None:
    """Print the shares of dropped true drafts and of caught corruptions."""
    true = [kind for kind in seen if kind.startswith("true: ")]
    fair = [kind for kind in true if UNDERCITED not in kind]
    print("\n| true drafts | made | dropped |\n| --- | --- | --- |")
    for kind in true:
        print(f"| {kind.removeprefix('true: ')} | {seen[kind]} | {dropped[kind] / seen[kind]:.3f} |")
    total = sum(seen[kind] for kind in fair)
    print(f"| all but the one that cites too little | {total} | {sum(dropped[kind] for kind in fair) / total:.3f} |")
    print("\n| corrupted | made | caught |\n| --- | --- | --- |")
    for kind in CORRUPTIONS:
        if seen[kind]:
            print(f"| {kind} | {seen[kind]} | {caught[kind] / seen[kind]:.3f} |")


if __name__ == "__main__":
    main()
