"""Finds reports of speech: goes over the cues of each sentence and reads the speaker beside each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.statements import direct, indirect, quoted, right, speaker, subject, transcript
from index.statements.outlet import Outlet, is_relay
from index.statements.phrase import Phrase, is_share
from index.statements.report import CUES, Found, Report
from index.statements.tables.cues import (
    ACCORDING,
    CALL,
    CYRILLIC_SAY,
    JOINS_SAYING,
    PARTICIPLES,
    PHRASAL,
    PLURAL_BASE,
    TELL,
    UNREAL,
)
from index.statements.tokens import Sentence, Token

_PLURALS = frozenset({"people", "they", "and", "men", "women", "police"})
_MOST_NAME = 8
_MOST_BETWEEN = 6
_LIGHT = frozenset({"also", "still", "now", "often", "both", "all"})
_NOBODY = frozenset({"neither", "nobody", "none", "no"})
_EMBEDDING = frozenset({"what", "whatever", "how", "whom"})


def find(parts: Sequence[Sentence], named: Sequence[Sequence[Outlet]]) -> list[Found]:
    """Every report of speech in ``parts``, in the order of their cues; ``named`` holds the outlets of each sentence."""
    found: list[Found] = []
    spoken = transcript.turns(parts)
    for number, part in enumerate(parts):
        turn = spoken.get(part.block)
        if turn is None:
            found += _in_sentence(parts, number, named[number])
        elif turn.sentence == number:
            found.append(turn)
    return [direct.continued(parts, _shortened(parts, item)) for item in found]


def _shortened(parts: Sequence[Sentence], item: Found) -> Found:
    """A description of one word too many loses its article: no reader is shown more than eight."""
    first, end = item.phrase.name
    article = parts[item.sentence].tokens[first].low in {"a", "an", "the"}
    if not article or item.phrase.person or end - first != _MOST_NAME + 1:
        return item
    return replace(item, phrase=replace(item.phrase, name=(first + 1, end)))


def _in_sentence(parts: Sequence[Sentence], number: int, outlets: Sequence[Outlet]) -> Iterator[Found]:
    tokens = parts[number].tokens
    earlier: Found | None = None
    turned: Found | None = None
    relays = False
    for at, token in enumerate(tokens):
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        accords = (token.low, following) in ACCORDING
        out = token.low in PHRASAL and following == "out"
        verb = (token.low in CUES or out) and (at == 0 or not token.capital)
        if not (accords or verb) or (_inside(token, earlier) and not relays):
            continue
        shared = turned if turned is not None and _goes_on(tokens, turned, at) else earlier
        report = Report(parts, number, at + (accords or out), token.start, shared)
        item = _according(report, at) if accords else _verb(report, at)
        if item is not None:
            yield item
            if item.phrase.begin < at:
                earlier = item
                relays = is_relay(outlets, item.phrase.name)
            else:
                turned = item


def _goes_on(tokens: Sequence[Token], turned: Found, at: int) -> bool:
    """Whether the cue at ``at`` carries on ``turned``, whose speaker stands behind its cue: ..., said X, [adding]."""
    first = speaker.helpers_before(tokens, at)
    comma = first - 1 if first is not None else 0
    near = turned.phrase.name[1] <= comma <= turned.phrase.end + _MOST_BETWEEN
    if not near or tokens[comma].low != "," or any(not t.is_word for t in tokens[turned.phrase.end : comma]):
        return False
    return tokens[at].low in PARTICIPLES or tokens[comma + 1].low == "going"


def _inside(cue: Token, earlier: Found | None) -> bool:
    """Speech told within another's speech is left to the outer speaker."""
    return earlier is not None and earlier.start <= cue.start < earlier.end


def _according(report: Report, first: int) -> Found | None:
    phrase = right.source(report.tokens, report.at + 1, opening=indirect.opens_clause(report.tokens, first))
    return indirect.according(report, phrase, first) if phrase is not None else None


def _verb(report: Report, at: int) -> Found | None:
    """A report whose cue is a verb; ``at`` is its first token."""
    if report.tokens[at].capital:
        return _verb_first(report)
    first = speaker.helpers_before(report.tokens, at)
    if first is None:
        return None
    if report.low in PARTICIPLES:
        return _participle(report, at)
    if first == at and report.quote_before(at) is not None:
        return _inverted(report) or _beside(report, first, joined=False)
    return _after_comma(report, first) if first == at else _beside(report, first, joined=False)


def _participle(report: Report, at: int) -> Found | None:
    """ "..., adding [...]"; "... a statement saying [...]"."""
    before = report.tokens[at - 1]
    if report.low == "saying" and before.low == "as":
        return quoted.as_saying(report)
    joins = (
        before.low in {",", "—", "–", "--"}
        or before.tail == ","
        or (report.low == "saying" and before.low in JOINS_SAYING)
    )
    return _shared(report, at) if joins and at > 1 else None


def _after_comma(report: Report, at: int) -> Found | None:
    """ "[...], said X" goes before "X, a baker, said [...]" where no name stands right before the cue."""
    if at == 0 or report.tokens[at - 1].low != ",":
        return _beside(report, at, joined=True)
    left = speaker.before(report.tokens, at, strict=True)
    inverted = _inverted(report) if left is None or not left.person else None
    sure = inverted is not None and (left is None or bool(inverted.phrase.person))
    return inverted if sure else _beside(report, at, joined=True)


def _beside(report: Report, first: int, *, joined: bool) -> Found | None:
    """The speaker before the cue; else behind it, or shared with an earlier verb. ``joined``: no words between."""
    phrase = speaker.left_of(report.tokens, first) if first else None
    if phrase is not None:
        light = all(token.low in _LIGHT for token in report.tokens[first : report.at])
        return _speaker_first(report, phrase, joined=joined or light)
    if not first or report.tokens[first - 1].low not in {",", "and", "but"}:
        return None
    return (_inverted(report) if joined else None) or _shared(report, first)


def _verb_first(report: Report) -> Found | None:
    """Continued X: "..."."""
    phrase = right.after(report.tokens, report.at + 1)
    if phrase is None or not phrase.person or report.following(phrase.end) not in {":", ","}:
        return None
    return direct.behind_cue(report, phrase, phrase.end)


def _shared(report: Report, end: int) -> Found | None:
    """ "..., and said [...]"; "..., adding [...]": the speaker named earlier in the sentence, or its subject."""
    if report.earlier is not None:
        return indirect.behind_cue(report, report.earlier.phrase)
    phrase = subject.of_clause(report.tokens, end)
    if phrase is None or (report.low in PLURAL_BASE and not _is_plural(report.tokens, phrase)):
        return None
    loose = report.tokens[end - 1].low == "," and report.low not in PARTICIPLES
    return indirect.behind_cue(report, phrase) if phrase.person or not loose else None


def _inverted(report: Report) -> Found | None:
    """ "...", said X; [...], said X."""
    phrase = right.after(report.tokens, report.at + 1) if report.low not in TELL else None
    if phrase is None:
        return None
    if report.quote_before(report.at) is not None:
        return direct.before_cue(report, phrase, report.at, after=phrase.end)
    return indirect.before_cue(report, phrase)


def _speaker_first(report: Report, phrase: Phrase, *, joined: bool) -> Found | None:
    """X said: the words said stand behind the cue, or before the speaker. ``joined``: no helping verb between."""
    tokens = report.tokens
    bare = report.low in PLURAL_BASE and tokens[report.at - 1].low != "to"
    nobody = tokens[phrase.begin].low in _NOBODY and not phrase.person
    unreal = nobody or (phrase.begin > 0 and tokens[phrase.begin - 1].low in UNREAL)
    if unreal or (bare and not (joined and _is_plural(tokens, phrase))):
        return None
    if phrase.begin and tokens[phrase.begin - 1].low in _EMBEDDING:
        return _named(report, phrase)
    behind = indirect.behind_cue(report, phrase)
    if behind is None and phrase.begin and tokens[phrase.begin - 1].low == "as":
        return indirect.as_told(report, phrase)
    if report.quote_before(phrase.begin) is not None and not _prefers_behind(report, phrase, behind):
        quoted = direct.before_cue(report, phrase, phrase.begin, after=report.at + 1)
        if quoted is not None:
            return quoted
    return behind or indirect.before_speaker(report, phrase)


def _prefers_behind(report: Report, phrase: Phrase, behind: Found | None) -> bool:
    """Whether the words behind the cue are what is said, though a quotation stands before the speaker."""
    if behind is None:
        return False
    if report.low in TELL and not behind.direct and report.article[behind.start : behind.start + 4].lower() != "that":
        return False
    if phrase.begin == 0 or report.is_title_before(phrase.begin) or (report.low in CYRILLIC_SAY and not behind.direct):
        return True
    return report.following(report.at + 1) == "that"


def _named(report: Report, phrase: Phrase) -> Found | None:
    """What X called "a good start"."""
    at = report.at + 1
    quoted = report.low in CALL and at < len(report.tokens) and report.tokens[at].is_quote
    return report.clause(phrase, at, at + 1) if quoted else None


def _is_plural(tokens: Sequence[Token], phrase: Phrase) -> bool:
    words = tokens[slice(*phrase.name)]
    return is_share(words) or any(token.low.endswith("s") or token.low in _PLURALS for token in words)
