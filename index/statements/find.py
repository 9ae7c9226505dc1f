"""Finds reports of speech: goes over the cues of each sentence and reads the speaker beside each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.statements import direct, indirect, speaker
from index.statements.phrase import Phrase
from index.statements.report import CUES, Found, Report
from index.statements.tables.cues import ACCORDING, CALL, CYRILLIC_SAY, PARTICIPLES, PHRASAL, PLURAL_BASE
from index.statements.tokens import Sentence, Token

_PLURALS = frozenset({"people", "they", "and", "men", "women", "police"})
_EMBEDDING = frozenset({"what", "whatever", "how", "whom"})


def find(text: str, parts: Sequence[Sentence]) -> list[Found]:
    """Every report of speech in ``parts``, in the order of their cues."""
    found: list[Found] = []
    for number in range(len(parts)):
        found += _in_sentence(text, parts, number)
    return [direct.continued(text, parts, item) for item in found]


def _in_sentence(text: str, parts: Sequence[Sentence], number: int) -> Iterator[Found]:
    tokens = parts[number].tokens
    earlier: Found | None = None
    for at, token in enumerate(tokens):
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        accords = (token.low, following) in ACCORDING
        out = token.low in PHRASAL and following == "out"
        verb = (token.low in CUES or out) and (at == 0 or not token.capital)
        if not (accords or verb) or _inside(token, earlier):
            continue
        report = Report(text, parts, number, at + (accords or out), token.start, earlier)
        item = _according(report, at) if accords else _verb(report, at)
        if item is not None:
            yield item
            if item.phrase.begin < at:
                earlier = item


def _inside(cue: Token, earlier: Found | None) -> bool:
    """Speech told within another's speech is left to the outer speaker."""
    return earlier is not None and earlier.start <= cue.start < earlier.end


def _according(report: Report, first: int) -> Found | None:
    phrase = speaker.after(report.text, report.tokens, report.at + 1, opening=first == 0)
    return indirect.according(report, phrase, first) if phrase is not None else None


def _verb(report: Report, at: int) -> Found | None:
    """A report whose cue is a verb; ``at`` is its first token."""
    if report.tokens[at].capital:
        return _verb_first(report)
    first = speaker.helpers_before(report.tokens, at)
    if first is None:
        return None
    if report.low in PARTICIPLES:
        return _shared(report, at) if at > 1 and report.tokens[at - 1].low == "," else None
    if first == at and report.quote_before(at) is not None:
        return _inverted(report)
    phrase = speaker.before(report.text, report.tokens, first) if first else None
    if phrase is not None:
        return _speaker_first(report, phrase, joined=first == at)
    joined = first > 0 and report.tokens[first - 1].low in {",", "and", "but"}
    inverted = _inverted(report) if joined and first == at else None
    return inverted or (_shared(report, first) if joined else None)


def _verb_first(report: Report) -> Found | None:
    """Continued X: "..."."""
    phrase = speaker.after(report.text, report.tokens, report.at + 1)
    if phrase is None or not phrase.person or report.following(phrase.end) != ":":
        return None
    return direct.behind_cue(report, phrase, phrase.end)


def _shared(report: Report, end: int) -> Found | None:
    """ "..., and said [...]"; "..., adding [...]": the speaker named earlier in the sentence, or its subject."""
    phrase = report.earlier.phrase if report.earlier else speaker.at_start(report.text, report.tokens, end)
    return indirect.behind_cue(report, phrase) if phrase is not None else None


def _inverted(report: Report) -> Found | None:
    """ "...", said X; [...], said X."""
    phrase = speaker.after(report.text, report.tokens, report.at + 1)
    if phrase is None:
        return None
    if report.quote_before(report.at) is not None:
        return direct.before_cue(report, phrase, report.at, after=phrase.end)
    return indirect.before_cue(report, phrase)


def _speaker_first(report: Report, phrase: Phrase, *, joined: bool) -> Found | None:
    """X said: the words said stand behind the cue, or before the speaker. ``joined``: nothing parts X from the cue."""
    tokens = report.tokens
    if report.low in PLURAL_BASE and not (joined and _is_plural(tokens, phrase)):
        return None
    if phrase.begin and tokens[phrase.begin - 1].low in _EMBEDDING:
        return _named(report, phrase)
    behind = indirect.behind_cue(report, phrase)
    if report.quote_before(phrase.begin) is not None and not _prefers_behind(report, phrase, behind):
        quoted = direct.before_cue(report, phrase, phrase.begin, after=report.at + 1)
        if quoted is not None:
            return quoted
    return behind or indirect.before_speaker(report, phrase)


def _prefers_behind(report: Report, phrase: Phrase, behind: Found | None) -> bool:
    """Whether the words behind the cue are what is said, though a quotation stands before the speaker."""
    if behind is None:
        return False
    if phrase.begin == 0 or (report.low in CYRILLIC_SAY and not behind.direct):
        return True
    return report.following(report.at + 1) == "that"


def _named(report: Report, phrase: Phrase) -> Found | None:
    """What X called "a good start"."""
    at = report.at + 1
    quoted = report.low in CALL and at < len(report.tokens) and report.tokens[at].is_quote
    return report.clause(phrase, at, at + 1) if quoted else None


def _is_plural(tokens: Sequence[Token], phrase: Phrase) -> bool:
    return any(token.low.endswith("s") or token.low in _PLURALS for token in tokens[slice(*phrase.name)])
