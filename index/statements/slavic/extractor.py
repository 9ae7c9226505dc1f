"""Ukrainian / Russian pipeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.statements.direct_speech import extend_over_paragraphs
from index.statements.lexicon.slavic import DOCUMENT_SAYS, GERUNDS, JOINS, OWNERS, PREPOSITIONS, SAY, UNSAID
from index.statements.slavic import clauses, content
from index.statements.slavic.inflection import gender_of_verb
from index.statements.slavic.names import SlavicPeople, find_people, is_mostly_cyrillic
from index.statements.slavic.speaker_resolver import SlavicSpeakerResolver, format_role
from index.statements.slavic.speakers import AppositionReader
from index.statements.tokens import Sentence, Token
from index.statements.types import CueContext, Phrase, SpeechReport, StatementBuilder
from index.types import Statement


def is_cyrillic_text(sentences: Sequence[Sentence]) -> bool:
    """Return whether most words of an article, quotations left out, are Cyrillic."""
    return is_mostly_cyrillic([token for sentence in sentences for token in sentence.tokens])


def find_statements(sentences: Sequence[Sentence]) -> Iterator[Statement]:
    """Yield the statements of an article with the sentences ``sentences``, in no order; two may have the same words."""
    people = find_people(sentences)
    reports = [report for number in range(len(sentences)) for report in find_in_sentence(sentences, number, people)]
    reports = [extend_over_paragraphs(sentences, report) for report in reports]
    resolver = SlavicSpeakerResolver(sentences, people)
    resolver.learn(reports)
    builder = StatementBuilder(sentences, format_role, people.nearest_mention)
    for report in reports:
        found = resolver.resolve_speaker(report)
        if found is not None:
            yield builder.build(report, found)


_MOST_UNSAID = 3


def find_in_sentence(sentences: Sequence[Sentence], number: int, people: SlavicPeople) -> Iterator[SpeechReport]:
    """Yield every report of sentence ``number`` in the order of the cues."""
    tokens = sentences[number].tokens
    reader = AppositionReader(tokens, people)
    earlier: SpeechReport | None = None
    for at, token in enumerate(tokens):
        if earlier is not None and earlier.start <= token.start < earlier.end:
            continue
        last = clauses.find_according_end(tokens, at)
        if last is None and token.lower not in SAY and token.lower not in GERUNDS:
            continue
        context = CueContext(sentences, number, at if last is None else last, token.start, earlier)
        found = _report_verb(reader, context) if last is None else _report_according(reader, context, at)
        if found is not None:
            yield found
            earlier = found


def _report_according(reader: AppositionReader, context: CueContext, first: int) -> SpeechReport | None:
    """Return the report of: За словами Івана Коваля, ...; ..., за її словами, ..."""
    owner = first + 1
    if reader.tokens[owner].lower in OWNERS:
        return content.report_around(context, Phrase(owner, context.at + 1, (owner, owner + 1)), first, context.at + 1)
    phrase = reader.read_oblique(context.at + 1)
    return content.report_around(context, phrase, first, phrase.end) if phrase is not None else None


def _report_verb(reader: AppositionReader, context: CueContext) -> SpeechReport | None:
    """Return the report of a verb of speech, by the subject before it, else after it, else shared."""
    tokens, at, lower = reader.tokens, context.at, context.lower
    if _is_denied(tokens, at):
        return None
    if lower not in SAY or (lower in GERUNDS and at and tokens[at - 1].lower in JOINS | {","} and _is_gerund(context)):
        return _report_shared(reader, context, "")
    if lower in DOCUMENT_SAYS:
        return _report_document(reader, context)
    gender = gender_of_verb(lower)
    plural = gender == "p"
    begin = reader.find_left_edge(at, plural=plural)
    phrase = reader.read_subject(begin, at, gender, after_verb=False)
    if phrase is None and at > 1 and begin and tokens[begin - 1].lower == ",":
        phrase = reader.read_before_aside(begin - 1, gender)
    if phrase is not None and begin < phrase.begin and tokens[begin].lower in UNSAID:
        return None
    if phrase is None:
        end = reader.find_right_edge(at + 1, plural=plural)
        phrase = reader.read_subject(at + 1, end, gender, after_verb=True)
        phrase = reader.add_apposition(phrase) if phrase is not None else None
    if phrase is None:
        return (
            _report_shared(reader, context, gender)
            if begin and tokens[begin - 1].lower in JOINS | {",", "а", "але"}
            else None
        )
    return content.report_content(reader, context, phrase, begin)


def _is_denied(tokens: Sequence[Token], cue: int) -> bool:
    """Return whether the cue, or the word or two before it, tells that nothing was said."""
    for at in range(cue - 1, max(-1, cue - 1 - _MOST_UNSAID), -1):
        if not tokens[at].is_word:
            return False
        if tokens[at].lower in UNSAID:
            return True
    return False


def _is_gerund(context: CueContext) -> bool:
    """Return whether a form that two languages share leaves the speaker to the verb before it."""
    following = context.lower_at(context.at + 1)
    return following in {",", ":"} or (context.at + 1 < len(context.tokens) and context.tokens[context.at + 1].is_quote)


def _report_document(reader: AppositionReader, context: CueContext) -> SpeechReport | None:
    """Return the report of a document: "...", йдеться у заяві міністерства; У заяві йдеться, що ..."""
    tokens, at = reader.tokens, context.at
    begin, end = reader.find_left_edge(at, plural=False), reader.find_right_edge(at + 1)
    if end > at + 2 and tokens[at + 1].lower in PREPOSITIONS:
        return content.report_content(reader, context, Phrase(at + 1, end, (at + 1, end)), begin)
    if at - begin > 1 and tokens[begin].lower in PREPOSITIONS:
        return content.report_content(reader, context, Phrase(begin, at, (begin, at)), begin)
    return None


def _report_shared(reader: AppositionReader, context: CueContext, gender: str) -> SpeechReport | None:
    """Return the report by the speaker named earlier in the sentence, or its subject: "..., додавши, що ..."."""
    tokens = reader.tokens
    if context.earlier is not None:
        phrase = context.earlier.phrase
    else:
        stop = next((at for at in range(context.at) if tokens[at].lower == "," or tokens[at].is_quote), context.at)
        verb = next((token.lower for token in tokens[:stop] if _is_past_tense(token.lower)), "")
        subject = reader.read_subject(0, stop, gender or gender_of_verb(verb), after_verb=True) if stop else None
        if (
            subject is None
            or subject.end >= context.at
            or not (subject.person or subject.mention[1] - subject.mention[0] == 1)
        ):
            return None
        phrase = subject
    return content.report_after(context, phrase, context.at + 1) or content.report_request(
        context, phrase, context.at + 1
    )


def _is_past_tense(lower: str) -> bool:
    """Return whether a word reads as a verb in the past tense."""
    return len(lower) > 3 and lower.endswith(("в", "ла", "ли", "л", "лася", "лась", "вся", "лся"))
