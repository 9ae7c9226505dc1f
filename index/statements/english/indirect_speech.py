"""The clause reported by a cue."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements import direct_speech
from index.statements.english import clauses
from index.statements.english.appositions import starts_apposition
from index.statements.lexicon.cues import (
    ASK,
    BARE_OBJECT,
    CALL,
    CYRILLIC_SAY,
    CYRILLIC_THAT,
    HEARERS,
    NEEDS_THAT,
    PLAIN,
    PLAIN_OF_NAMES,
    QUOTE_ONLY,
    TELL,
)
from index.statements.lexicon.grammar import (
    DETERMINERS,
    NO_CLAUSE,
    PREPOSITIONS,
    QUESTIONS,
    RELATIVES,
    SHORT_ANSWERS,
    SUBORDINATORS,
    TIME_WORDS,
    VERBS,
    WEEKDAYS,
)
from index.statements.lexicon.people import PRONOUNS
from index.statements.tokens import QUOTE, Token
from index.statements.types import LINKS, CueContext, Phrase, SpeechReport, find_clause_begin

_LEAST_BEFORE = 4
_LEAST_PLAIN = 5
_MOST_ADJUNCT = 6
_MOST_HEARER = 12
_MOST_SUBJECT = 8
_LEAST_AFTER_PREPOSITION = 7


def report_after_cue(context: CueContext, phrase: Phrase) -> SpeechReport | None:
    """Return the report whose content stands after the cue, a quotation or a clause; None where there is neither."""
    if context.lower in CALL:
        return report_called(context, phrase)
    at: int | None = context.at + 1
    if context.lower in TELL:
        at = clauses.skip_hearer(context.tokens, context.at + 1)
    elif context.lower in ASK:
        at = skip_person_asked(context)
    if at is None:
        return None
    near, at = at, clauses.skip_aside(context.tokens, at)
    if at >= len(context.tokens):
        return None
    quoted = direct_speech.report_quote_after(context, phrase, at)
    if quoted is not None:
        return quoted
    begin = _find_content_begin(context, near, at)
    if begin is None:
        return None
    return context.build_clause_report(phrase, begin, _find_content_end(context, phrase, begin))


def _find_content_begin(context: CueContext, near: int, at: int) -> int | None:
    """Return the first token of the clause reported, "that" included; ``near:at`` is an aside after the cue."""
    if context.lower in CYRILLIC_SAY:
        return _find_slavic_that(context.tokens, at)
    if context.lower in ASK:
        about = context.tokens[at - 1].lower == "about" and at > context.at + 2
        return at if about or context.tokens[at].lower in QUESTIONS or is_request(context.tokens, at) else None
    that_after_hearer = (
        clauses.find_that(context.tokens, context.at + 1, anywhere=True) if context.lower in TELL else None
    )
    that = clauses.find_that(context.tokens, at) or clauses.find_that(context.tokens, near) or that_after_hearer
    opens = clauses.may_start_clause(context.tokens[at])
    if that is not None and (that == at or not opens or context.lower in TELL):
        return that
    if context.lower in NEEDS_THAT:
        bare = context.lower in BARE_OBJECT or clauses.has_verb(context.tokens, at)
        sure = (opens and bare) or _has_modal(context.tokens, at)
        return at if that is None and context.lower not in QUOTE_ONLY and sure else None
    if context.tokens[at].lower in NO_CLAUSE or (context.lower in QUOTE_ONLY and that is None):
        return None
    return at if _is_bare_clause(context, at, opens=opens) else None


def _has_modal(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a plain subject and a modal follow: X warned [taxes would rise]."""
    for place in range(at, min(len(tokens), at + _MOST_SUBJECT)):
        token = tokens[place]
        if token.lower in {"would", "will", "could"} and not token.capital:
            return place > at and tokens[at].lower not in PREPOSITIONS | NO_CLAUSE
        if not token.is_word or token.lower in VERBS | RELATIVES | PRONOUNS | {"and", "to", *QUESTIONS}:
            return False
    return False


def _is_bare_clause(context: CueContext, at: int, *, opens: bool) -> bool:
    """Return whether a clause without "that" stands after the cue; ``opens``: its first word may begin one."""
    lower = context.tokens[at].lower
    if lower in PREPOSITIONS and not _is_clause_adjunct(context.tokens, at):
        return False
    has_verb = clauses.has_verb(context.tokens, at) or _verb_is_quoted(context, at)
    return has_verb or (lower not in SHORT_ANSWERS | {"that"} and (opens or _is_plain_clause(context, at)))


def _is_clause_adjunct(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a clause follows the adjunct: X said [in a year, nobody came]; X said [in May it rained]."""
    comma = next((place for place in range(at, min(len(tokens) - 1, at + 9)) if tokens[place].lower == ","), None)
    has_pronoun = any(token.lower in PRONOUNS for token in tokens[at + 2 : at + 5])
    return has_pronoun or (comma is not None and clauses.may_start_clause(tokens[comma + 1]))


def _is_plain_clause(context: CueContext, at: int) -> bool:
    """Return whether enough plain words follow, though no known verb: X said [young people leave the town]."""
    near = context.tokens[at : at + _LEAST_PLAIN]
    small = PREPOSITIONS | TIME_WORDS | SHORT_ANSWERS
    plain = len(near) == _LEAST_PLAIN and all(token.is_word for token in near) and near[0].lower not in small
    return context.lower in {"said", "says"} and plain


def _verb_is_quoted(context: CueContext, at: int) -> bool:
    """Return whether the clause's verb opens a quotation: X said [voter fraud "would be a way to lose"]."""
    for place in range(at, min(len(context.tokens), at + _MOST_SUBJECT)):
        token = context.tokens[place]
        if token.is_quote:
            words = token.text[1:].split(maxsplit=1)
            return place > at and bool(words) and words[0].lower() in VERBS
        if not token.is_word:
            return False
    return False


def _find_content_end(context: CueContext, phrase: Phrase, begin: int) -> int:
    """Return the end of the clause; "After X said [he would], ..." ends with the comma."""
    if phrase.begin and context.tokens[phrase.begin - 1].lower in SUBORDINATORS | {"which"}:
        for at in range(begin, len(context.tokens)):
            if context.tokens[at].lower == ",":
                return at
            if context.tokens[at].tail == ",":
                return at + 1
    return clauses.find_clause_end(context.tokens, begin)


def _find_slavic_that(tokens: Sequence[Token], at: int) -> int | None:
    """Return the token "що" of: X заявив (агентству), що ..."""
    for place in range(at, min(len(tokens) - 1, at + 14)):
        if tokens[place].lower == "," and tokens[place + 1].lower in CYRILLIC_THAT:
            return place + 1
        if not tokens[place].is_word:
            return None
    return None


def report_as_clause(context: CueContext, phrase: Phrase) -> SpeechReport | None:
    """Return the report of: As X noted, [...]; as X told Y, [...]; [...], as X noted in Z."""
    tokens, opening = context.tokens, phrase.begin - 1
    first = all(token.lower in LINKS | {","} for token in tokens[:opening])
    if context.lower not in PLAIN:
        return None
    if not first:
        set_off = tokens[opening - 1].lower == "," and opening > _LEAST_BEFORE + 1
        begin = find_clause_begin(tokens, opening - 1)
        whole = set_off and clauses.has_verb(tokens, begin)
        return context.build_clause_report(phrase, begin, opening - 1) if whole else None
    for place in range(context.at + 1, min(len(tokens) - 1, context.at + _MOST_HEARER)):
        if tokens[place].lower == ",":
            begin = place + 1
            quoted = direct_speech.report_quote_after(context, phrase, begin)
            return quoted or context.build_clause_report(phrase, begin, clauses.find_clause_end(tokens, begin))
        if not tokens[place].is_word or tokens[place].lower == "that":
            return None
    return None


def report_before_speaker(context: CueContext, phrase: Phrase) -> SpeechReport | None:
    """Return the report of: [The mill is gone], X said; [The mill], X said, [is gone]."""
    tokens = context.tokens
    if phrase.begin < 2 or tokens[phrase.begin - 1].lower != "," or not _may_follow_content(context, phrase):
        return None
    end = phrase.begin - 1
    begin = find_clause_begin(tokens, end)
    hearer = clauses.skip_hearer(tokens, context.at + 1) if context.lower in TELL else None
    if hearer and tokens[context.at + 1].lower in {"a", "an"}:
        return None
    following = context.lower_at(hearer or context.at + 1)
    if following == ",":
        adverb = end - begin == 1 and context.lower_at(context.at + 2) not in VERBS
        if adverb or (tokens[begin].lower in PREPOSITIONS and end - begin <= _MOST_ADJUNCT):
            begin = context.at + 2
            return context.build_clause_report(phrase, begin, clauses.find_clause_end(tokens, begin))
        return context.build_clause_report(phrase, begin, _find_resumed_end(context, end, context.at + 1))
    if following not in {".", ";", ":", "?", "!"} | PREPOSITIONS | WEEKDAYS | HEARERS | {"this", "last"}:
        return None
    begin = _find_main_clause(context, begin, end)
    min_length = _LEAST_AFTER_PREPOSITION if tokens[begin].lower in PREPOSITIONS else _LEAST_BEFORE
    return context.build_clause_report(phrase, begin, end) if end - begin >= min_length else None


def _may_follow_content(context: CueContext, phrase: Phrase) -> bool:
    """Return whether the cue may stand after all of its content."""
    named = any(token.capital for token in context.tokens[slice(*phrase.mention)])
    return context.lower in PLAIN or (named and context.lower in PLAIN_OF_NAMES)


def _find_main_clause(context: CueContext, begin: int, end: int) -> int:
    """Return where the main clause begins after "Though ...,"."""
    if context.tokens[begin].lower not in {"though", "although"}:
        return begin
    comma = next((at for at in range(begin, end) if context.tokens[at].lower == ","), end)
    return comma + 1 if end - comma > _LEAST_AFTER_PREPOSITION else begin


def _find_resumed_end(context: CueContext, end: int, comma: int) -> int:
    """Return the end of a clause that goes on after the comma after cue and speaker; ``end`` where it does not."""
    near = [token.lower for token in context.tokens[comma + 1 : comma + 3]]
    is_gesture = bool(near) and near[0].endswith("ing") and near[0] != "including"
    if is_gesture or near == ["on", "condition"] or clauses.leaves_content(context.tokens, comma):
        return end
    return clauses.find_clause_end(context.tokens, comma + 1)


def report_inverted(context: CueContext, phrase: Phrase) -> SpeechReport | None:
    """Return the report of: [The mill is gone], said X; [The mill], say X and Y, [is gone]."""
    tokens, at = context.tokens, context.at
    following = context.lower_at(phrase.end)
    continues = (following[0].isalnum() or following == QUOTE) and following not in PREPOSITIONS | {"who"}
    if at == 0 or continues or tokens[at - 1].lower != ",":
        return None
    begin, end = find_clause_begin(tokens, at - 1), at - 1
    if following == "," and context.lower_at(phrase.end + 1) in VERBS and context.lower in PLAIN:
        return context.build_clause_report(phrase, begin, _find_resumed_end(context, end, phrase.end))
    return (
        context.build_clause_report(phrase, begin, end)
        if context.lower in CYRILLIC_SAY | {"said", "says", "wrote"}
        else None
    )


def opens_clause(tokens: Sequence[Token], first: int) -> bool:
    """Return whether "according to" at ``first`` stands before all of its clause: "because, according to X, [...]"."""
    joint = SUBORDINATORS | {"and", "but", "that"}
    opened = first == 0 or (first == 1 and tokens[0].lower == "(")
    return opened or (first > 1 and tokens[first - 1].lower == "," and tokens[first - 2].lower in joint)


def report_according(context: CueContext, phrase: Phrase, first: int) -> SpeechReport | None:
    """Return the report of: According to X, [...]; [...], according to X; [...], according to X, [...].

    ``first`` is the cue's first token.
    """
    tokens = context.tokens
    if opens_clause(tokens, first):
        quoted = (
            direct_speech.report_quote_after(context, phrase, phrase.end)
            if context.lower_at(phrase.end) == ":"
            else None
        )
        if quoted is not None:
            return quoted
        if context.lower_at(phrase.end) != ",":
            return None
        begin = phrase.end + 1
        return context.build_clause_report(phrase, begin, clauses.find_clause_end(tokens, begin))
    if context.find_quote_before(first) is not None:
        return direct_speech.report_quote_before(context, phrase, first)
    set_off = tokens[first - 1].lower == ","
    end = first - 1 if set_off else first
    begin = find_clause_begin(tokens, end)
    tail = phrase.end
    while tail < min(len(tokens), phrase.end + 20) and tokens[tail].is_word:
        tail += 1
    if set_off and context.lower_at(tail) == "," and tail + 1 < len(tokens):
        described = starts_apposition(tokens[tail + 1]) and clauses.has_verb(tokens, begin)
        described = described or (_has_any_verb(tokens[begin:end]) and not _has_any_verb(tokens[tail + 1 :]))
        end = end if described else _find_resumed_end(context, end, tail)
    return context.build_clause_report(phrase, begin, end)


def _has_any_verb(tokens: Sequence[Token]) -> bool:
    """Return whether any of the tokens is a verb or a quotation."""
    return any(token.is_quote or (token.lower in VERBS and not token.capital) for token in tokens)


def skip_person_asked(context: CueContext) -> int:
    """Return the token after the person asked, if a question follows: X asked Y "..."; X asked Y whether ..."""
    at = clauses.skip_hearer(context.tokens, context.at + 1)
    if at is None or at >= len(context.tokens):
        return context.at + 1
    comma = at + (context.tokens[at].lower == ",")
    quoted = comma < len(context.tokens) and context.tokens[comma].is_quote
    if context.tokens[at].lower == "about" and context.tokens[at - 1].capital:
        return at + 1
    return at if quoted or context.tokens[at].lower in QUESTIONS else context.at + 1


def is_request(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the cue asks for a deed: X asked [the court to step in]."""
    for token in tokens[at + 1 : at + 9]:
        if token.lower == "to":
            return True
        if not token.is_word or token.lower in PREPOSITIONS - {"of"}:
            return False
    return False


def report_called(context: CueContext, phrase: Phrase) -> SpeechReport | None:
    """Return the report of: X called for a vote; X called it "the least bad option"."""
    tokens, at = context.tokens, context.at + 1
    timed = clauses.skip_aside(tokens, at)
    if context.lower_at(timed) in {"for", "on", "upon"} and timed > at:
        return context.build_clause_report(phrase, timed + 1, clauses.find_clause_end(tokens, timed + 1))
    if context.lower_at(at) in {"for", "on", "upon"}:
        wider = CueContext(context.sentences, context.number, at, context.start)
        return wider.build_clause_report(phrase, at + 1, clauses.find_clause_end(tokens, at + 1))
    for place in range(at, min(len(tokens), at + 12)):
        if tokens[place].is_quote:
            end = max(place + 1, clauses.find_clause_end(tokens, at))
            return context.build_clause_report(phrase, at, place + 1 if _turns_to_deed(tokens, place + 1) else end)
        if tokens[place].lower in {",", ";"}:
            break
    return (
        context.build_clause_report(phrase, at, clauses.find_clause_end(tokens, at))
        if _is_judgement(tokens, at)
        else None
    )


def _turns_to_deed(tokens: Sequence[Token], at: int) -> bool:
    """Return whether what follows a quotation is a deed: X called it "a mess" [and left]."""
    at += at < len(tokens) and tokens[at].lower == ","
    if at + 1 >= len(tokens) or tokens[at].lower not in {"and", "but"}:
        return False
    return not tokens[at + 1].is_quote and tokens[at + 1].lower not in {"a", "an", "the"}


def _is_judgement(tokens: Sequence[Token], at: int) -> bool:
    """Return whether two things stand side by side and the second is no time: X called [him a liar]."""
    if at >= len(tokens) or not (tokens[at].capital or tokens[at].lower in DETERMINERS | {"him", "her", "them", "it"}):
        return False
    for place in range(at + 1, min(len(tokens) - 1, at + 8)):
        if not tokens[place].is_word or tokens[place].lower in PREPOSITIONS | VERBS:
            return False
        if tokens[place].lower in {"a", "an"} and tokens[place - 1].lower not in PREPOSITIONS:
            return not any(token.lower in TIME_WORDS for token in tokens[place : place + 4])
    return False
