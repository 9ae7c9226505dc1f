"""English pipeline: cues -> reports -> speakers -> statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.statements import direct_speech
from index.statements.english import indirect_speech, other_patterns, speakers, subjects
from index.statements.english.coreference.ambiguous_names import (
    add_role_surnames,
    find_role_surnames,
    mark_calendar_names,
    mark_person,
)
from index.statements.english.coreference.cast import Cast
from index.statements.english.coreference.organisations import find_organisations
from index.statements.english.coreference.people import EnglishPeople, NamedMention, find_names, find_people
from index.statements.english.coreference.pronouns import PronounResolver
from index.statements.english.coreference.speaker_resolver import EnglishSpeakerResolver, format_role
from index.statements.english.noun_phrases import is_fraction
from index.statements.english.other_patterns import find_preceding
from index.statements.english.outlets import (
    Outlet,
    assign_outlets,
    find_outlet_mentions,
    find_outlets,
    is_outlet_mention,
)
from index.statements.lexicon.cues import (
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
from index.statements.types import CUES, CueContext, Phrase, SpeechReport, StatementBuilder
from index.types import Span, Statement


@dataclass(frozen=True, slots=True)
class EnglishReading:
    """An English article as read by the rules, before any mention is resolved.

    ``named`` holds the names of people of each sentence, ``outlets`` its news outlets; ``surnames`` are those that are
    words for a role as well.
    """

    sentences: Sequence[Sentence]
    people: EnglishPeople
    named: Sequence[Sequence[NamedMention]]
    surnames: frozenset[str]
    outlets: Sequence[Sequence[Outlet]]
    reports: Sequence[SpeechReport]


def read_article(sentences: Sequence[Sentence]) -> EnglishReading:
    """Read the sentences of an article for names, outlets and reports of speech."""
    sentences = mark_calendar_names(sentences)
    listed = [find_names(sentence.tokens) for sentence in sentences]
    people = find_people(sentences, listed)
    surnames = find_role_surnames(people)
    outlets = [find_outlets(sentence) for sentence in sentences]
    reports = [mark_person(sentences, report, surnames) for report in find_reports(sentences, outlets)]
    named = add_role_surnames(sentences, listed, surnames)
    return EnglishReading(sentences, people, named, surnames, outlets, reports)


def find_statements(sentences: Sequence[Sentence]) -> Iterator[Statement]:
    """Yield the statements of an article with the sentences ``sentences``, in no order; two may have the same words."""
    reading = read_article(sentences)
    sentences, people, organisations = reading.sentences, reading.people, find_organisations(reading.sentences)
    earlier = [
        mark_person(sentences, report, reading.surnames) for report in find_preceding(sentences, reading.reports)
    ]
    relayed = assign_outlets(sentences, [*reading.reports, *earlier], reading.outlets)
    pronouns = PronounResolver(sentences, reading.named, Cast(people))
    resolver = EnglishSpeakerResolver(
        sentences, people, pronouns, find_outlet_mentions(reading.outlets, relayed), organisations
    )
    resolver.learn([one.report for one in relayed])

    def name_span_before(name: str, before: int) -> Span | None:
        return people.nearest_mention(name, before) or organisations.first.get(name)

    builder = StatementBuilder(sentences, format_role, name_span_before)
    for one in relayed:
        speaker = resolver.resolve_speaker(one.report)
        if speaker is not None:
            yield builder.build(one.report, speaker, one.outlet)


_PLURALS = frozenset({"people", "they", "and", "men", "women", "police"})
_MOST_NAME = 8
_MOST_BETWEEN = 6
_LIGHT = frozenset({"also", "still", "now", "often", "both", "all"})
_NOBODY = frozenset({"neither", "nobody", "none", "no"})
_EMBEDDING = frozenset({"what", "whatever", "how", "whom"})


def find_reports(sentences: Sequence[Sentence], outlets: Sequence[Sequence[Outlet]]) -> list[SpeechReport]:
    """Return every report of speech in the order of the cues; ``outlets`` holds those of each sentence."""
    found: list[SpeechReport] = []
    turns_by_block = other_patterns.find_turns(sentences)
    for number, sentence in enumerate(sentences):
        turn = turns_by_block.get(sentence.block)
        if turn is None:
            found += _find_in_sentence(sentences, number, outlets[number])
        elif turn.sentence == number:
            found.append(turn)
    return [direct_speech.extend_over_paragraphs(sentences, _drop_article(sentences, report)) for report in found]


def _drop_article(sentences: Sequence[Sentence], report: SpeechReport) -> SpeechReport:
    """Return a report whose speaker's description, one word too long to be shown, loses its article."""
    first, end = report.phrase.mention
    article = sentences[report.sentence].tokens[first].lower in {"a", "an", "the"}
    if not article or report.phrase.person or end - first != _MOST_NAME + 1:
        return report
    return replace(report, phrase=replace(report.phrase, mention=(first + 1, end)))


def _find_in_sentence(sentences: Sequence[Sentence], number: int, outlets: Sequence[Outlet]) -> Iterator[SpeechReport]:
    """Yield the reports of sentence ``number`` in the order of their cues."""
    tokens = sentences[number].tokens
    earlier: SpeechReport | None = None
    inverted: SpeechReport | None = None
    relays = False
    for at, token in enumerate(tokens):
        following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        is_according = (token.lower, following) in ACCORDING
        is_phrasal = token.lower in PHRASAL and following == "out"
        verb = (token.lower in CUES or is_phrasal) and (at == 0 or not token.capital)
        if not (is_according or verb) or (_is_inside_content(token, earlier) and not relays):
            continue
        shared = inverted if inverted is not None and _continues_inverted(tokens, inverted, at) else earlier
        context = CueContext(sentences, number, at + (is_according or is_phrasal), token.start, shared)
        report = _report_according(context, at) if is_according else _report_verb(context, at)
        if report is not None:
            yield report
            if report.phrase.begin < at:
                earlier = report
                relays = is_outlet_mention(outlets, report.phrase.mention)
            else:
                inverted = report


def _continues_inverted(tokens: Sequence[Token], inverted: SpeechReport, at: int) -> bool:
    """Return whether the cue at ``at`` carries on a report with its speaker after it: ..., said X, [adding]."""
    first = speakers.skip_helpers_before(tokens, at)
    comma = first - 1 if first is not None else 0
    near = inverted.phrase.mention[1] <= comma <= inverted.phrase.end + _MOST_BETWEEN
    if not near or tokens[comma].lower != "," or any(not t.is_word for t in tokens[inverted.phrase.end : comma]):
        return False
    return tokens[at].lower in PARTICIPLES or tokens[comma + 1].lower == "going"


def _is_inside_content(cue: Token, earlier: SpeechReport | None) -> bool:
    """Return whether a cue stands in the content of an earlier report: it is left to the outer speaker."""
    return earlier is not None and earlier.start <= cue.start < earlier.end


def _report_according(context: CueContext, first: int) -> SpeechReport | None:
    """Return the report of an "according to"; ``first`` is its first token."""
    phrase = speakers.read_source(
        context.tokens, context.at + 1, opening=indirect_speech.opens_clause(context.tokens, first)
    )
    return indirect_speech.report_according(context, phrase, first) if phrase is not None else None


def _report_verb(context: CueContext, at: int) -> SpeechReport | None:
    """Return the report of a verb that is a cue; ``at`` is its first token."""
    if context.tokens[at].capital:
        return _report_verb_first(context)
    first = speakers.skip_helpers_before(context.tokens, at)
    if first is None:
        return None
    if context.lower in PARTICIPLES:
        return _report_participle(context, at)
    if first == at and context.find_quote_before(at) is not None:
        return _report_inverted(context) or _report_by_nearest_speaker(context, first, joined=False)
    return (
        _report_after_comma(context, first) if first == at else _report_by_nearest_speaker(context, first, joined=False)
    )


def _report_participle(context: CueContext, at: int) -> SpeechReport | None:
    """Return the report of "..., adding [...]" or "... a statement saying [...]"."""
    before = context.tokens[at - 1]
    if context.lower == "saying" and before.lower == "as":
        return other_patterns.report_as_saying(context)
    joins = (
        before.lower in {",", "—", "–", "--"}
        or before.tail == ","
        or (context.lower == "saying" and before.lower in JOINS_SAYING)
    )
    return _report_shared(context, at) if joins and at > 1 else None


def _report_after_comma(context: CueContext, at: int) -> SpeechReport | None:
    """Return the report of a cue after a comma.

    "[...], said X" goes before "X, a baker, said [...]" where no name stands right before the cue.
    """
    if at == 0 or context.tokens[at - 1].lower != ",":
        return _report_by_nearest_speaker(context, at, joined=True)
    left = speakers.read_before(context.tokens, at, strict=True)
    inverted = _report_inverted(context) if left is None or not left.person else None
    sure = inverted is not None and (left is None or bool(inverted.phrase.person))
    return inverted if sure else _report_by_nearest_speaker(context, at, joined=True)


def _report_by_nearest_speaker(context: CueContext, first: int, *, joined: bool) -> SpeechReport | None:
    """Return the report by the speaker before the cue, else after it, else shared with an earlier verb.

    ``joined`` tells that no words stand in between.
    """
    phrase = speakers.read_left(context.tokens, first) if first else None
    if phrase is not None:
        has_only_light_words = all(token.lower in _LIGHT for token in context.tokens[first : context.at])
        return _report_speaker_first(context, phrase, joined=joined or has_only_light_words)
    if not first or context.tokens[first - 1].lower not in {",", "and", "but"}:
        return None
    return (_report_inverted(context) if joined else None) or _report_shared(context, first)


def _report_verb_first(context: CueContext) -> SpeechReport | None:
    """Return the report of: Continued X: "..."."""
    phrase = speakers.read_right(context.tokens, context.at + 1)
    if phrase is None or not phrase.person or context.lower_at(phrase.end) not in {":", ","}:
        return None
    return direct_speech.report_quote_after(context, phrase, phrase.end)


def _report_shared(context: CueContext, end: int) -> SpeechReport | None:
    """Return the report by the speaker named earlier in the sentence, or by its subject: "..., and said [...]"."""
    if context.earlier is not None:
        return indirect_speech.report_after_cue(context, context.earlier.phrase)
    phrase = subjects.read_clause_subject(context.tokens, end)
    if phrase is None or (context.lower in PLURAL_BASE and not _is_plural(context.tokens, phrase)):
        return None
    is_loose = context.tokens[end - 1].lower == "," and context.lower not in PARTICIPLES
    return indirect_speech.report_after_cue(context, phrase) if phrase.person or not is_loose else None


def _report_inverted(context: CueContext) -> SpeechReport | None:
    """Return the report of "...", said X or [...], said X."""
    phrase = speakers.read_right(context.tokens, context.at + 1) if context.lower not in TELL else None
    if phrase is None:
        return None
    if context.find_quote_before(context.at) is not None:
        return direct_speech.report_quote_before(context, phrase, context.at, after=phrase.end)
    return indirect_speech.report_inverted(context, phrase)


def _report_speaker_first(context: CueContext, phrase: Phrase, *, joined: bool) -> SpeechReport | None:
    """Return the report of "X said": its content stands after the cue, or before the speaker.

    ``joined`` tells that no helping verb stands in between.
    """
    tokens = context.tokens
    bare = context.lower in PLURAL_BASE and tokens[context.at - 1].lower != "to"
    nobody = tokens[phrase.begin].lower in _NOBODY and not phrase.person
    is_unreal = nobody or (phrase.begin > 0 and tokens[phrase.begin - 1].lower in UNREAL)
    if is_unreal or (bare and not (joined and _is_plural(tokens, phrase))):
        return None
    if phrase.begin and tokens[phrase.begin - 1].lower in _EMBEDDING:
        return _report_embedded(context, phrase)
    following = indirect_speech.report_after_cue(context, phrase)
    if following is None and phrase.begin and tokens[phrase.begin - 1].lower == "as":
        return indirect_speech.report_as_clause(context, phrase)
    if context.find_quote_before(phrase.begin) is not None and not _prefers_content_after(context, phrase, following):
        quoted = direct_speech.report_quote_before(context, phrase, phrase.begin, after=context.at + 1)
        if quoted is not None:
            return quoted
    return following or indirect_speech.report_before_speaker(context, phrase)


def _prefers_content_after(context: CueContext, phrase: Phrase, following: SpeechReport | None) -> bool:
    """Return whether the words after the cue are the content, though a quotation stands before the speaker."""
    if following is None:
        return False
    if (
        context.lower in TELL
        and not following.direct
        and context.article[following.start : following.start + 4].lower() != "that"
    ):
        return False
    if (
        phrase.begin == 0
        or context.is_title_before(phrase.begin)
        or (context.lower in CYRILLIC_SAY and not following.direct)
    ):
        return True
    return context.lower_at(context.at + 1) == "that"


def _report_embedded(context: CueContext, phrase: Phrase) -> SpeechReport | None:
    """Return the report of: what X called "a good start"."""
    at = context.at + 1
    quoted = context.lower in CALL and at < len(context.tokens) and context.tokens[at].is_quote
    return context.build_clause_report(phrase, at, at + 1) if quoted else None


def _is_plural(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Return whether a speaker is named in the plural, as a bare verb form needs."""
    words = tokens[slice(*phrase.mention)]
    return is_fraction(words) or any(token.lower.endswith("s") or token.lower in _PLURALS for token in words)
