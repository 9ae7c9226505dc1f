"""Select the statements that answer "who said ...?" and "what did X say ...?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.answerability import CONTRADICTED, NOTHING_FOUND, decide_speaker, decide_topic, decide_wording
from bot.answer.citations import is_named
from bot.answer.corpus import Corpus
from bot.answer.duplicates import fold_statements, statements_in_first_publication
from bot.answer.question.parser import Question
from bot.answer.speech.ranking import RankedStatement, rank_statements, statement_context
from bot.answer.speech.speaker_match import Office, find_office, is_asked_speaker, speaker_stems
from bot.answer.types import Decision, Relation
from index import StatementHit
from index.search.query import EVERYTHING, SearchFilter, StatementQuery
from index.statements import ASK, DENIAL_STEMS
from index.text.contradiction import Contradiction, find_contradiction
from index.text.tokenizer import stems

_STATEMENTS = 100
"""Candidates of each way of searching."""

_SHARE_OF_BEST = 0.9
"""Least share of the best statement's ``wording`` at which a further speaker is named."""

_CITED_SHARE = 0.6
"""Least share of the best score at which a further statement of a speaker is cited."""

_MOST = 3
_NEWEST = 20
"""A speaker's newest statements among which copies are folded."""

_PLAIN_VERBS = frozenset(
    {"say", "says", "said", "saying", "tell", "tells", "told", "сказав", "сказал", "каже", "говорит"}
)
"""Verbs of speech that say nothing about how it was said."""


_WHETHER = re.compile(r"(?:whether|if|чи|ли)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatementSelection:
    """Statements to cite, best first; where there are none, ``near`` misses and the ``decision`` to refuse.

    ``speakers`` pairs article ids with names of those whom the question may ask for. ``contradiction`` is set where
    the first of ``near`` says the opposite of what is asked, gives another figure, denies it or only asks it.
    """

    found: tuple[RankedStatement, ...] = ()
    near: tuple[RankedStatement, ...] = ()
    speakers: frozenset[tuple[str, str]] = frozenset()
    decision: Decision = NOTHING_FOUND
    contradiction: Relation | None = None


def select_speakers(
    corpus: Corpus, question: Question, *, use_embeddings: bool, restrict: SearchFilter = EVERYTHING
) -> StatementSelection:
    """Select what says the words asked for, one statement a speaker; an unnamed speaker only if no named one fits.

    If the best one says the opposite or gives another figure, it is only near, unless another statement agrees in
    nearly as many of the question's words.
    """
    ranked = candidate_statements(corpus, question, use_embeddings=use_embeddings, restrict=restrict)
    named = [item for item in ranked if is_named(item.statement)]
    stranger = bool(question.speaker) and bool(named) and not named[0].match.hint
    decision = decide_speaker(named, stranger=stranger)
    if decision.answered:
        close = _close_to_best(named)
        contradictions = [find_relation(question, item) for item in close]
        agreeing = [item for item, contradiction in zip(close, contradictions, strict=True) if not contradiction]
        if agreeing:
            return StatementSelection(statements_in_first_publication(corpus, restrict, _first_of_speakers(agreeing)))
        near = statements_in_first_publication(corpus, restrict, close[:1])
        return StatementSelection(near=near, decision=CONTRADICTED, contradiction=contradictions[0])
    unnamed = [item for item in ranked[:1] if not is_named(item.statement) and decide_wording(item).answered]
    near = statements_in_first_publication(corpus, restrict, named[:_MOST])
    return StatementSelection(statements_in_first_publication(corpus, restrict, unnamed), near, decision=decision)


def find_relation(question: Question, item: RankedStatement) -> Relation | None:
    """Return how a statement is contrary to what is asked; None where it says it.

    What somebody denies or asks is not what they say, unless the question has such a verb itself. Who denies the
    opposite says it.
    """
    contradiction = find_contradiction(question.subject, item.words)
    cue = item.statement.cue.lower()
    if cue.startswith(DENIAL_STEMS) and not question.verb.startswith(DENIAL_STEMS):
        return None if contradiction is Contradiction.OPPOSITE else Relation.DENIED
    if cue in ASK and question.verb not in ASK and _WHETHER.match(item.words):
        return Relation.ASKED
    return Relation(contradiction) if contradiction else None


def candidate_statements(
    corpus: Corpus, question: Question, *, use_embeddings: bool, restrict: SearchFilter = EVERYTHING
) -> list[RankedStatement]:
    """Return the statements that may say what is asked, best first, copies folded."""
    query = StatementQuery(question.subject, question.text if use_embeddings else None, filter=restrict)
    known = question.speaker if question.verb in _PLAIN_VERBS else f"{question.speaker} {question.verb}"
    return fold_statements(
        rank_statements(corpus, corpus.search_statements(query, _STATEMENTS), question.subject, known)
    )


def select_words(
    corpus: Corpus, question: Question, *, use_embeddings: bool, restrict: SearchFilter = EVERYTHING
) -> StatementSelection:
    """Select what the speaker says about the subject, best first.

    Without a subject: direct speech first, then the newest article first.
    """
    query = StatementQuery(question.subject, question.subject if use_embeddings else None, question.speaker, restrict)
    office = find_office(question.speaker)
    named = corpus.search_statements(query, _STATEMENTS)
    candidates = _select_office_holders(corpus, query, named, office) if office else named
    hits = [hit for hit in candidates if is_asked_speaker(question.speaker, hit.statement)]
    speakers = frozenset((hit.article.id, hit.statement.speaker) for hit in hits)
    if not question.subject:
        newest = [item for hit in _sort_latest(hits)[:_NEWEST] for item in rank_statements(corpus, [hit], "")]
        return _make_selection(corpus, restrict, fold_statements(newest)[:_MOST], (), speakers)
    ranked = fold_statements(rank_statements(corpus, hits, question.subject))
    found = [item for item in ranked if decide_topic([item]).answered]
    best = found[0].match.score if found else 0.0
    shown = [item for item in found[:_MOST] if item.match.score >= best * _CITED_SHARE]
    return replace(_make_selection(corpus, restrict, shown, ranked[:_MOST], speakers), decision=decide_topic(ranked))


def _make_selection(
    corpus: Corpus,
    restrict: SearchFilter,
    found: Sequence[RankedStatement],
    near: Sequence[RankedStatement],
    speakers: frozenset[tuple[str, str]],
) -> StatementSelection:
    cited, close = (
        statements_in_first_publication(corpus, restrict, found),
        statements_in_first_publication(corpus, restrict, near),
    )
    also = {(item.hit.article.id, item.statement.speaker) for item in (*cited, *close)}
    return StatementSelection(cited, close, speakers | also)


def _select_office_holders(
    corpus: Corpus, query: StatementQuery, hits: Sequence[StatementHit], office: Office
) -> Sequence[StatementHit]:
    """Return those of ``hits`` whose speaker is called by the whole office.

    Without any: statements of a holder of such an office in an article that names its owner, else ``hits``.
    """
    whole = [hit for hit in hits if office.stems <= speaker_stems(hit.statement)]
    if whole:
        return whole
    alike = corpus.search_statements(replace(query, speaker=office.name), _STATEMENTS)
    return [
        hit for hit in alike if office.owner <= speaker_stems(hit.statement) | {*stems(statement_context(hit))}
    ] or hits


def _close_to_best(named: Sequence[RankedStatement]) -> list[RankedStatement]:
    """Return the best statement, and those whose words fit nearly as well."""
    least = named[0].match.wording * _SHARE_OF_BEST
    return [named[0], *(item for item in named[1:] if item.match.wording >= least and decide_wording(item).answered)]


def _first_of_speakers(statements: Sequence[RankedStatement]) -> tuple[RankedStatement, ...]:
    """Return the first statement of each speaker."""
    best: dict[str, RankedStatement] = {}
    for item in statements:
        best.setdefault(_surname(item), item)
    return tuple(best.values())[:_MOST]


def _surname(item: RankedStatement) -> str:
    return item.statement.speaker.casefold().split()[-1]


def _sort_latest(hits: Sequence[StatementHit]) -> list[StatementHit]:
    placed = sorted(hits, key=lambda hit: (hit.article.id, hit.statement.start))
    newest = sorted(placed, key=lambda hit: hit.article.published_at or "", reverse=True)
    return sorted(newest, key=lambda hit: not hit.statement.direct)
