"""Finds statements: goes over the cues of each sentence, reads the speaker beside it and the words said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.statements import clause, speaker
from index.statements.names import is_headline
from index.statements.speaker import Phrase
from index.statements.tables import (
    ASK,
    BARE_OBJECT,
    CALL,
    HEARERS,
    NEEDS_THAT,
    PARTICIPLES,
    PLAIN,
    PLURAL_BASE,
    PREPOSITIONS,
    QUOTE_ONLY,
    SAY,
    SUBORDINATORS,
    TELL,
    WEEKDAYS,
)
from index.statements.tokens import Sentence, Token

CUES = SAY | TELL | ASK | CALL | QUOTE_ONLY
_MOST_JOINED = 3


@dataclass(frozen=True, slots=True)
class Found:
    """One report of speech: offsets of the cue and of the words said, and the speaker's phrase in ``sentence``."""

    sentence: int
    phrase: Phrase
    cue: tuple[int, int]
    start: int
    end: int
    direct: bool


def find(text: str, parts: Sequence[Sentence]) -> list[Found]:
    """Every report of speech in ``parts``, in the order of their cues."""
    found: list[Found] = []
    for number, part in enumerate(parts):
        if is_headline(part.tokens):
            continue
        for item in _in_sentence(text, parts, number):
            found.append(item)
    return found


def _in_sentence(text: str, parts: Sequence[Sentence], number: int) -> Iterator[Found]:
    tokens = parts[number].tokens
    earlier: Found | None = None
    for cue, token in enumerate(tokens):
        if token.low == "according" and cue + 1 < len(tokens) and tokens[cue + 1].low == "to":
            item = _according(text, parts, number, cue)
        elif token.low in CUES and not token.capital:
            item = _verb(text, parts, number, cue, earlier)
        else:
            continue
        if item is not None and item.start < item.end and not _inside(token, earlier):
            yield item
            if item.phrase.begin < cue:
                earlier = item


def _inside(cue: Token, earlier: Found | None) -> bool:
    """Speech told within another's speech is left to the outer speaker."""
    return earlier is not None and earlier.start <= cue.start < earlier.end


def _according(text: str, parts: Sequence[Sentence], number: int, cue: int) -> Found | None:
    """According to X, ...; ..., according to X."""
    tokens = parts[number].tokens
    phrase = speaker.after(text, tokens, cue + 2)
    if phrase is None:
        return None
    mark = (tokens[cue].start, tokens[cue + 1].end)
    if cue == 0:
        if phrase.end >= len(tokens) or tokens[phrase.end].low != ",":
            return None
        begin = phrase.end + 1
        end = clause.clause_end(tokens, begin)
        return _span(number, phrase, mark, tokens, begin, end)
    if _quote_before(parts, number, cue) is not None:
        return _direct(parts, number, phrase, mark, cue - 1)
    end = cue - 1 if tokens[cue - 1].low == "," else cue
    begin = _sentence_head(tokens, end)
    after = _tail_end(tokens, phrase.end)
    if end < cue and after + 1 < len(tokens) and tokens[after].low == "," and not clause.turns_away(tokens, after):
        end = clause.clause_end(tokens, after + 1)
    return _span(number, phrase, mark, tokens, begin, end)


def _tail_end(tokens: Sequence[Token], at: int) -> int:
    """Past what still belongs to a speaker after the cue: "who critiqued the speech", "filed last week"."""
    place = at
    while place < min(len(tokens), at + 20) and tokens[place].is_word:
        place += 1
    return place


def _sentence_head(tokens: Sequence[Token], end: int) -> int:
    """Where a clause that ends at ``end`` begins: the sentence, less a linking word at its front."""
    begin = 0
    if tokens and tokens[0].low in {"but", "and", "yet", "still", "meanwhile", "however"} and end > 1:
        begin = 2 if tokens[1].low == "," else 1
    return begin


def _verb(
    text: str, parts: Sequence[Sentence], number: int, cue: int, earlier: Found | None
) -> Found | None:
    tokens = parts[number].tokens
    token = tokens[cue]
    mark = (token.start, token.end)
    first = speaker.helpers_before(tokens, cue)
    if first is None:
        return None
    if token.low in PARTICIPLES:
        return _participle(text, parts, number, cue, earlier)
    after_quote = tokens[cue - 1].is_quote if cue else _quote_before(parts, number, 0) is not None
    if after_quote:
        return _inverted(text, parts, number, cue, mark)
    phrase = speaker.before(text, tokens, first) if first else None
    if phrase is None and tokens[first - 1].low in {",", "and", "but"}:
        item = _inverted(text, parts, number, cue, mark) if first == cue else None
        if item is not None:
            return item
        phrase = _subject(text, tokens, first, earlier)
        if phrase is not None:
            return _content_after(parts, number, cue, phrase, mark)
    if phrase is None:
        return None
    if phrase.begin and tokens[phrase.begin - 1].low in {"what", "whatever", "how", "whom"}:
        named = token.low in CALL and cue + 1 < len(tokens) and tokens[cue + 1].is_quote
        return _span(number, phrase, mark, tokens, cue + 1, cue + 2) if named else None
    if token.low in PLURAL_BASE and (first != cue or not _is_plural(tokens, phrase)):
        return None
    return _around(text, parts, number, cue, phrase, mark)


def _subject(text: str, tokens: Sequence[Token], end: int, earlier: Found | None) -> Phrase | None:
    """Who speaks in "..., and said": the speaker named earlier in the sentence, or the subject at its start."""
    if earlier is not None:
        return earlier.phrase
    return speaker.at_start(text, tokens, end)


def _is_plural(tokens: Sequence[Token], phrase: Phrase) -> bool:
    words = tokens[phrase.name[0] : phrase.name[1]]
    return any(w.low.endswith("s") or w.low in {"people", "they", "we", "i", "you", "and", "men", "women"} for w in words)


def _inverted(
    text: str, parts: Sequence[Sentence], number: int, cue: int, mark: tuple[int, int]
) -> Found | None:
    """"...", said X; ..., said X."""
    tokens = parts[number].tokens
    if cue + 1 >= len(tokens):
        return None
    phrase = speaker.after(text, tokens, cue + 1)
    if phrase is None:
        return None
    following = tokens[phrase.end] if phrase.end < len(tokens) else None
    quote = _quote_before(parts, number, cue)
    if quote is not None:
        return _direct(parts, number, phrase, mark, cue - 1, after=phrase.end)
    if cue == 0 or (following is not None and following.is_word and following.low not in PREPOSITIONS | {"who"}):
        return None
    if tokens[cue].low not in {"said", "says", "wrote"} or tokens[cue - 1].low != ",":
        return None
    begin = _sentence_head(tokens, cue - 1)
    return _span(number, phrase, mark, tokens, begin, cue - 1)


def _quote_before(parts: Sequence[Sentence], number: int, at: int) -> Token | None:
    """The quotation that ends just before token ``at``, in this sentence or as the end of the one before."""
    tokens = parts[number].tokens
    if at:
        if tokens[at - 1].is_quote:
            return tokens[at - 1]
        return tokens[at - 2] if at > 1 and tokens[at - 1].low in {",", "-", "–", "—"} and tokens[at - 2].is_quote else None
    if number and parts[number - 1].block == parts[number].block and parts[number - 1].tokens[-1].is_quote:
        return parts[number - 1].tokens[-1]
    return None


def _around(
    text: str, parts: Sequence[Sentence], number: int, cue: int, phrase: Phrase, mark: tuple[int, int]
) -> Found | None:
    """The speaker stands before the cue: the words said come after it, or before the speaker."""
    tokens = parts[number].tokens
    item = _content_after(parts, number, cue, phrase, mark)
    quote = _quote_before(parts, number, phrase.begin)
    if quote is not None and not _prefers_after(tokens, cue, phrase, item):
        said = _direct(parts, number, phrase, mark, phrase.begin - 1, after=cue + 1)
        if said is not None:
            return said
    if item is not None:
        return item
    return _clause_before(number, cue, phrase, mark, tokens)


def _prefers_after(tokens: Sequence[Token], cue: int, phrase: Phrase, item: Found | None) -> bool:
    """Whether the words after the cue are what is said, though a quotation stands before the speaker."""
    if item is None:
        return False
    if phrase.begin == 0:
        return True
    return item.start == tokens[min(cue + 1, len(tokens) - 1)].start and tokens[cue + 1].low == "that"


def _clause_before(
    number: int, cue: int, phrase: Phrase, mark: tuple[int, int], tokens: Sequence[Token]
) -> Found | None:
    """A clause, X said; A clause, X said, that goes on."""
    if phrase.begin < 2 or tokens[phrase.begin - 1].low != "," or tokens[cue].low not in PLAIN:
        return None
    following = tokens[cue + 1].low if cue + 1 < len(tokens) else "."
    begin = _sentence_head(tokens, phrase.begin - 1)
    end = phrase.begin - 1
    if following == ",":
        if not clause.turns_away(tokens, cue + 1):
            end = clause.clause_end(tokens, cue + 2)
    elif following not in {".", ";", ":", "?", "!"} | PREPOSITIONS | WEEKDAYS | HEARERS:
        return None
    if following != "," and (end - begin < 4 or tokens[begin].low in PREPOSITIONS and end - begin < 7):
        return None
    return _span(number, phrase, mark, tokens, begin, end)


def _content_after(
    parts: Sequence[Sentence], number: int, cue: int, phrase: Phrase, mark: tuple[int, int]
) -> Found | None:
    tokens = parts[number].tokens
    low = tokens[cue].low
    at = cue + 1
    if low in CALL:
        if at < len(tokens) and tokens[at].low in {"for", "on", "upon"}:
            end = clause.clause_end(tokens, at + 1)
            return _span(number, phrase, (mark[0], tokens[at].end), tokens, at + 1, end)
        return _called(number, phrase, mark, tokens, at)
    if low in TELL:
        place = clause.skip_hearer(tokens, at)
        if place is None:
            return None
        at = place
    at = clause.skip_aside(tokens, at)
    if at >= len(tokens):
        return None
    opening = _opening_quote(parts, number, at)
    if opening is not None:
        return _speech_from(parts, number, phrase, mark, opening)
    if low in ASK:
        request = _request(tokens, at)
        if request is not None:
            return _span(number, phrase, mark, tokens, at, clause.clause_end(tokens, at))
        if tokens[at].low not in {"if", "whether", "why", "how", "what"}:
            return None
        return _span(number, phrase, mark, tokens, at, clause.clause_end(tokens, at))
    that = clause.find_that(tokens, at)
    if that is None and (low in QUOTE_ONLY or not (clause.starts_clause(tokens[at]) or clause.has_verb(tokens, at))):
        return None
    if that is not None and that > at and clause.starts_clause(tokens[at]) and low not in TELL:
        that = at if low not in NEEDS_THAT else None
    if that is None and low in NEEDS_THAT and low not in BARE_OBJECT and not clause.has_verb(tokens, at):
        return None
    begin = that if that is not None else at
    if phrase.begin and tokens[phrase.begin - 1].low in SUBORDINATORS:
        comma = next((i for i in range(begin, len(tokens)) if tokens[i].low == ","), None)
        return _span(number, phrase, mark, tokens, begin, comma) if comma else None
    return _span(number, phrase, mark, tokens, begin, clause.clause_end(tokens, begin))


def _request(tokens: Sequence[Token], at: int) -> int | None:
    """X asked [the court to step in]: the token "to"."""
    for place in range(at + 1, min(len(tokens), at + 9)):
        if tokens[place].low == "to":
            return place
        if not tokens[place].is_word or tokens[place].low in PREPOSITIONS - {"of"}:
            return None
    return None


def _called(
    number: int, phrase: Phrase, mark: tuple[int, int], tokens: Sequence[Token], at: int
) -> Found | None:
    """X called it "the least bad option"."""
    quoted = next((i for i in range(at, min(len(tokens), at + 12)) if tokens[i].is_quote), None)
    if quoted is None or any(token.low in {",", ";"} for token in tokens[at:quoted]):
        return None
    return _span(number, phrase, mark, tokens, at, quoted + 1)


def _opening_quote(parts: Sequence[Sentence], number: int, at: int) -> tuple[int, int] | None:
    """The sentence and token of a quotation that the cue introduces: said, "...; said: "...; said:¶ "..."""
    tokens = parts[number].tokens
    for place in range(at, min(len(tokens), at + 20)):
        token = tokens[place]
        if token.is_quote:
            return (number, place) if place == at or tokens[place - 1].low in {",", ":"} else None
        if token.low == ":" and place + 1 == len(tokens):
            follows = number + 1 < len(parts) and parts[number + 1].tokens[0].is_quote
            return (number + 1, 0) if follows else None
        if token.low in {";", "that", "."} or token.low in SAY | TELL or clause.starts_clause(token) and place == at:
            return None
    return None


def _speech_from(
    parts: Sequence[Sentence], number: int, phrase: Phrase, mark: tuple[int, int], opening: tuple[int, int]
) -> Found:
    where, at = opening
    tokens = parts[where].tokens
    start = tokens[at].start
    end = tokens[at].end
    if where == number and at + 1 < len(tokens) and tokens[at + 1].is_word:
        end = tokens[max(at + 1, clause.clause_end(tokens, at)) - 1].end
    return Found(number, phrase, mark, start, end, direct=True)


def _direct(
    parts: Sequence[Sentence],
    number: int,
    phrase: Phrase,
    mark: tuple[int, int],
    at: int,
    after: int | None = None,
) -> Found | None:
    """The words that end with the quotation before token ``at + 1``, and the quotation that goes on after the cue."""
    quote = _quote_before(parts, number, at + 1)
    if quote is None:
        return None
    same = at >= 0
    tokens = parts[number].tokens if same else parts[number - 1].tokens
    place = tokens.index(quote)
    if not same and place and not tokens[place].asks:
        return None
    if any(token.low in CUES for token in tokens[:place]) and tokens[place - 1].low != ":":
        return None
    begin = place if place == 0 else _mixed_start(tokens, place)
    end = quote.end
    if after is not None:
        end = max(end, _goes_on(parts, number, after))
    return Found(number, phrase, mark, tokens[begin].start, end, direct=True)


def _mixed_start(tokens: Sequence[Token], place: int) -> int:
    """Where words that end in a quotation begin: with it, or with the sentence that it completes."""
    if tokens[place - 1].low in {":"}:
        return place
    begin = _sentence_head(tokens, place)
    while begin < place and not tokens[begin].is_word:
        begin += 1
    return begin


def _goes_on(parts: Sequence[Sentence], number: int, after: int) -> int:
    """End of the quotation that continues the speech after its cue, 0 where none does."""
    tokens = parts[number].tokens
    for place in range(after, min(len(tokens), after + 45)):
        if tokens[place].low in SAY | TELL:
            break
        if tokens[place].is_quote and (tokens[place - 1].low in {",", ":"} or tokens[place - 1].low.endswith(".")):
            return tokens[place].end
    end = 0
    for following in range(number + 1, min(len(parts), number + 1 + _MOST_JOINED)):
        part = parts[following]
        if part.block != parts[number].block or not part.tokens[0].is_quote or len(part.tokens) > 1:
            break
        if following + 1 < len(parts) and _is_tag(parts, following + 1):
            break
        end = part.tokens[0].end
    return end


def _is_tag(parts: Sequence[Sentence], number: int) -> bool:
    """Whether a sentence is a short "he added." that belongs to the quotation before it."""
    part = parts[number]
    return part.block == parts[number - 1].block and any(token.low in CUES for token in part.tokens[:4])


def _participle(
    text: str, parts: Sequence[Sentence], number: int, cue: int, earlier: Found | None
) -> Found | None:
    """X left the room, saying that ...: the subject of the sentence speaks."""
    tokens = parts[number].tokens
    if cue < 2 or tokens[cue - 1].low != ",":
        return None
    phrase = _subject(text, tokens, cue, earlier)
    if phrase is None:
        return None
    return _content_after(parts, number, cue, phrase, (tokens[cue].start, tokens[cue].end))


def _span(
    number: int, phrase: Phrase, mark: tuple[int, int], tokens: Sequence[Token], begin: int, end: int
) -> Found | None:
    if end - begin < 2 and not (end > begin and tokens[begin].is_quote):
        return None
    whole = end - begin == 1
    return Found(number, phrase, mark, tokens[begin].start, tokens[end - 1].end, direct=whole)
