"""Compare a message with the articles: ``check_message``. ``asks_whether_true`` recognises "is this true?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answer import EVERYTHING, Answer, AnswerEngine, Citation, Scope, Status
from bot.messages import messages_in
from bot.messages.sections import ConversationMessages
from index import QuestionError
from index.text.language import detect_language
from index.text.numbers import Quantity, compatible, find_figures
from index.text.sentences import sentences
from index.text.tokenizer import content_stems

MAX_CLAIMS = 3
"""The most sentences of a message that are looked up; each is a question of its own."""

_MAX_CITATIONS = 4
_MAX_CLAIM_LENGTH = 400
_MIN_CONTENT_WORDS = 3
"""The fewest content words of a claim; a sentence with fewer is a greeting or an exclamation."""

_MIN_QUOTE_SHARE = 0.4
"""The least share of a claim's content words, without its figure, in a quote whose figures are compared with it."""

_MIN_QUOTE_WORDS = 2
_MIN_ARTICLE_SHARE = 0.8
"""With a lower share in the quote, the least number of those words in it and their least share in the quote, the title
and the other quotes of its article together."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|@\w+|#(?=\w)")


def find_claims(message: str) -> tuple[str, ...]:
    """Return the sentences of a message that claim something, in order, at most ``MAX_CLAIMS``.

    Its questions, links and mentions are left out.
    """
    text = _ADDRESS.sub(" ", message)
    found = (" ".join(text[start:end].split()) for start, end in sentences(text))
    claims = (one for one in found if not one.endswith("?") and len(content_stems(one)) >= _MIN_CONTENT_WORDS)
    return tuple(dict.fromkeys(one[:_MAX_CLAIM_LENGTH] for one in claims))[:MAX_CLAIMS]


def is_question(message: str) -> bool:
    """Return whether a message only asks something; "50 people came. Is that true?" makes a claim."""
    text = message.strip()
    if not text.endswith("?"):
        return False
    start, end = list(sentences(text))[-1]
    return not (find_claims(text) and asks_whether_true(text[start:end]))


def check_message(message: str, engine: AnswerEngine, scope: Scope = EVERYTHING) -> Answer:
    """Return what the articles say on the claims of ``message``: quotes, and figures that differ.

    The message is not judged true or false. ``status`` is ``not_found`` when nothing fits; ``closest`` may then hold
    related quotes. Raises WhosaidError as the engine does, except QuestionError.
    """
    messages = messages_in(detect_language(message))
    found = [(claim, answer) for claim in find_claims(message) if (answer := _answer_claim(engine, claim, scope))]
    if not found:
        return Answer(message, Status.NOT_FOUND, messages.conversation.nothing_to_check)
    cited_claims: list[tuple[str, Citation]] = []
    for claim, answer in found:
        known = {(one.article_id, one.start, one.end) for _, one in cited_claims}
        new = [one for one in answer.citations if (one.article_id, one.start, one.end) not in known]
        cited_claims += [(claim, one) for one in _sort_by_figures(claim, new)]
    cited_claims = [
        (claim, replace(one, number=at)) for at, (claim, one) in enumerate(cited_claims[:_MAX_CITATIONS], 1)
    ]
    searched, elapsed = found[0][1].searched, sum(answer.elapsed_ms for _, answer in found)
    if not cited_claims:
        near = next((answer.closest for _, answer in found if answer.closest), ())
        silent = messages.conversation.articles_silent.format(count=searched)
        text = messages.answers.near_miss if near else silent
        return Answer(message, Status.NOT_FOUND, text, (), near, searched=searched, elapsed_ms=elapsed)
    text = "\n".join(_answer_lines(cited_claims, messages.conversation))
    cited = tuple(one for _, one in cited_claims)
    return Answer(message, Status.ANSWERED, text, cited, searched=searched, elapsed_ms=elapsed)


def _answer_claim(engine: AnswerEngine, claim: str, scope: Scope) -> Answer | None:
    try:
        return engine.answer(claim, scope, use_llm=False)  # a model's answer to each claim of a message costs too much
    except QuestionError:
        return None


def _answer_lines(cited_claims: Sequence[tuple[str, Citation]], messages: ConversationMessages) -> Iterator[str]:
    first = cited_claims[0][1]
    yield f"{messages.articles_say} {first.quote} [{first.number}]"
    for claim in dict.fromkeys(claim for claim, _ in cited_claims):
        yield from _conflicting_figures(claim, [one for other, one in cited_claims if other == claim], messages)


def _sort_by_figures(claim: str, cited: Sequence[Citation]) -> list[Citation]:
    """Move quotes with a figure that compares with one of the claim to the front; otherwise keep the order."""
    return sorted(
        cited, key=lambda one: not any(_comparable_figures(claim, figure, one, cited) for figure in find_figures(claim))
    )


def _conflicting_figures(claim: str, cited: Sequence[Citation], messages: ConversationMessages) -> Iterator[str]:
    """Yield a line for each figure of a claim for which quotes on the same thing have another figure."""
    for figure in find_figures(claim):
        others = []
        for one in cited:
            same = _comparable_figures(claim, figure, one, cited)
            if same and not (
                _has_same_number(claim, figure, one.quote) or any(compatible(figure, other) for other in same)
            ):
                others.append(f"{_figure_text(one.quote, same[0])} [{one.number}]")
        if others:
            yield messages.figures_differ.format(said=_figure_text(claim, figure), found=", ".join(others))


def _comparable_figures(claim: str, figure: Quantity, one: Citation, cited: Sequence[Citation]) -> list[Quantity]:
    """Return the figures of a quote in the unit of a claim's figure, if the quote is on the same thing.

    The quote's own words decide, or these with the title and the other quotes of its article.
    """
    words = set(content_stems(claim[: figure.start] + claim[figure.end :]))
    quote_words = words & set(content_stems(one.quote))
    beside = " ".join((one.title or "", *(other.quote for other in cited if other.article_id == one.article_id)))
    article_words = quote_words | (words & set(content_stems(beside)))
    in_its_article = len(quote_words) >= _MIN_QUOTE_WORDS and len(article_words) >= _MIN_ARTICLE_SHARE * len(words)
    if len(quote_words) < _MIN_QUOTE_SHARE * len(words) and not in_its_article:
        return []
    return [other for other in find_figures(one.quote) if other.unit == figure.unit]


def _has_same_number(claim: str, figure: Quantity, quote: str) -> bool:
    """Return whether the quote has the claim's number as a part of its own: "340 of the 1,900 jobs"."""
    number = _figure_text(claim, figure).split()[0]
    return re.search(rf"(?<!\w){re.escape(number)} of\b", quote, re.IGNORECASE) is not None


def _figure_text(text: str, figure: Quantity) -> str:
    return text[figure.start : figure.end]


_TRUE = r"(?:true|right|correct|so|real|accurate|legit|factual|a fact|the case|false|wrong|fake|confirmed|for real)"
_CLAIM = r"(?:this|that|it|these|those|any of (?:this|that|it)|(?:this|that) (?:claim|message|post|statement|story))"
_TRUTH_QUESTION_FORMS = (
    rf"(?:is|was|are|were|can|could) {_CLAIM}(?: (?:really|actually|all|even|be|still))*(?: {_TRUE})"
    r"(?: or (?:not|false))?",
    rf"(?:is|are) {_CLAIM}|isn't {_CLAIM}(?: {_TRUE})?|how (?:true|right|correct|accurate) is {_CLAIM}",
    rf"(?:really|{_TRUE})(?: or (?:not|false|fake|wrong))?",
    rf"(?:please )?(?:(?:fact|double)[ -]?)?check(?: {_CLAIM})?|fact[ -]check|verify(?: {_CLAIM})?",
    rf"what do the articles say(?: (?:about|on|to) {_CLAIM})?|do the articles (?:say|confirm|support) (?:{_CLAIM}|so)",
    r"(?:чи |хіба |невже )?(?:(?:це|то|все це) )?(?:справді |дійсно )?"
    r"(?:правда|так|вірно|правильно|справді|дійсно|неправда|фейк)"
    r"(?:,? (?:чи|або) (?:ні|неправда|брехня|фейк))?(?: це)?",
    r"що (?:про це )?(?:кажуть|пишуть|сказано в) (?:статті|статтях)(?: про це)?|перевір(?:те)?(?: це)?",
    r"(?:разве |неужели )?(?:(?:это|всё это|все это) )?(?:действительно |правда )?"
    r"(?:правда|так|верно|правильно|действительно|неправда|фейк)(?: ли)?(?: (?:это|всё это))?"
    r"(?:,? или (?:нет|неправда|ложь|фейк))?",
    r"что (?:об этом )?(?:говорят|пишут|сказано в) (?:статьи|статьях)(?: об этом)?|проверь(?:те)?(?: это)?",
)
_OPENING_WORDS = re.compile(r"^(?:(?:and|but|so|hey|ok|okay|hm+|wait|а|і|и|но|але|ну)\b[\s,]*)+(?=\S)", re.IGNORECASE)
_TRUTH_QUESTION = re.compile("|".join(f"(?:{form})" for form in _TRUTH_QUESTION_FORMS), re.IGNORECASE)


def asks_whether_true(text: str) -> bool:
    """Return whether a text asks nothing but whether something is true."""
    plain = " ".join(text.split()).strip(" ?!.…,").replace("’", "'")
    return (
        _TRUTH_QUESTION.fullmatch(plain) is not None
        or _TRUTH_QUESTION.fullmatch(_OPENING_WORDS.sub("", plain)) is not None
    )
