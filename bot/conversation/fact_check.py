""" "is this true?" against the articles."""

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

MOST_CLAIMS = 3
"""Sentences of a message that are looked up; each is a question of its own."""

_MOST_CITATIONS = 4
_LONGEST = 400
_LEAST_TELLING = 3
"""Telling words of a sentence that claims something; fewer are a greeting or a cry."""

_ALIKE = 0.4
"""The least share of a claim's telling words, its figures aside, in a quote whose figures are held against it."""

_LEAST_OWN = 2
_ALIKE_IN_ARTICLE = 0.8
"""The least number of those words in the quote itself, and their share in it, the title and the other quotes of its
article, where fewer than ``_ALIKE`` of them stand in the quote."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|@\w+|#(?=\w)")


def find_claims(message: str) -> tuple[str, ...]:
    """The sentences of a message that claim something, in order, at most three; its questions, links and mentions are
    left out."""
    text = _ADDRESS.sub(" ", message)
    found = (" ".join(text[start:end].split()) for start, end in sentences(text))
    claims = (one for one in found if not one.endswith("?") and len(content_stems(one)) >= _LEAST_TELLING)
    return tuple(dict.fromkeys(one[:_LONGEST] for one in claims))[:MOST_CLAIMS]


def is_question(message: str) -> bool:
    """Whether a message asks something, rather than claim it; "50 people came. Is that true?" claims."""
    whole = message.strip()
    if not whole.endswith("?"):
        return False
    start, end = list(sentences(whole))[-1]
    return not (find_claims(whole) and asks_whether_true(whole[start:end]))


def check_message(message: str, engine: AnswerEngine, scope: Scope = EVERYTHING) -> Answer:
    """What the articles say on the claims of ``message``: their quotes, and where they have other figures, which.

    Whether the message is true is not judged. ``status`` is ``not_found`` where nothing fits; ``closest`` may then
    hold what comes near. Raises WhosaidError as the engine does, but for a message that cannot be searched for.
    """
    messages = messages_in(detect_language(message))
    found = [(claim, answer) for claim in find_claims(message) if (answer := _answer(engine, claim, scope))]
    if not found:
        return Answer(message, Status.NOT_FOUND, messages.conversation.nothing_to_check)
    told: list[tuple[str, Citation]] = []
    for claim, answer in found:
        known = {(one.article_id, one.start, one.end) for _, one in told}
        new = [one for one in answer.citations if (one.article_id, one.start, one.end) not in known]
        told += [(claim, one) for one in _with_figures_first(claim, new)]
    told = [(claim, replace(one, number=at)) for at, (claim, one) in enumerate(told[:_MOST_CITATIONS], 1)]
    searched, elapsed = found[0][1].searched, sum(answer.elapsed_ms for _, answer in found)
    if not told:
        near = next((answer.closest for _, answer in found if answer.closest), ())
        silent = messages.conversation.articles_silent.format(count=searched)
        text = messages.answers.near_miss if near else silent
        return Answer(message, Status.NOT_FOUND, text, (), near, searched=searched, elapsed_ms=elapsed)
    text = "\n".join(_lines(told, messages.conversation))
    cited = tuple(one for _, one in told)
    return Answer(message, Status.ANSWERED, text, cited, searched=searched, elapsed_ms=elapsed)


def _answer(engine: AnswerEngine, claim: str, scope: Scope) -> Answer | None:
    try:
        return engine.answer(claim, scope, use_llm=False)  # a model's answer to each claim of a message costs too much
    except QuestionError:
        return None


def _lines(told: Sequence[tuple[str, Citation]], messages: ConversationMessages) -> Iterator[str]:
    first = told[0][1]
    yield f"{messages.articles_say} {first.quote} [{first.number}]"
    for claim in dict.fromkeys(claim for claim, _ in told):
        yield from _other_figures(claim, [one for of, one in told if of == claim], messages)


def _with_figures_first(claim: str, cited: Sequence[Citation]) -> list[Citation]:
    """In their order, but what tells a figure of the claim, or another in its place, before what tells none."""
    return sorted(cited, key=lambda one: not any(_counted(claim, figure, one, cited) for figure in find_figures(claim)))


def _other_figures(claim: str, cited: Sequence[Citation], messages: ConversationMessages) -> Iterator[str]:
    """The figures of a claim for which quotes on the same thing have another."""
    for figure in find_figures(claim):
        others = []
        for one in cited:
            same = _counted(claim, figure, one, cited)
            if same and not (_is_part(claim, figure, one.quote) or any(compatible(figure, other) for other in same)):
                others.append(f"{_written(one.quote, same[0])} [{one.number}]")
        if others:
            yield messages.figures_differ.format(said=_written(claim, figure), found=", ".join(others))


def _counted(claim: str, figure: Quantity, one: Citation, cited: Sequence[Citation]) -> list[Quantity]:
    """What a quote counts in the unit of a claim's figure, where it is on the same thing: by its own words, or with
    those of the title and of the other quotes of its article."""
    words = set(content_stems(claim[: figure.start] + claim[figure.end :]))
    own = words & set(content_stems(one.quote))
    beside = " ".join((one.title or "", *(other.quote for other in cited if other.article_id == one.article_id)))
    whole = own | (words & set(content_stems(beside)))
    in_its_article = len(own) >= _LEAST_OWN and len(whole) >= _ALIKE_IN_ARTICLE * len(words)
    if len(own) < _ALIKE * len(words) and not in_its_article:
        return []
    return [other for other in find_figures(one.quote) if other.unit == figure.unit]


def _is_part(claim: str, figure: Quantity, quote: str) -> bool:
    """Whether the quote has the same number of something: "340 of the 1,900 jobs"."""
    number = _written(claim, figure).split()[0]
    return re.search(rf"(?<!\w){re.escape(number)} of\b", quote, re.IGNORECASE) is not None


def _written(text: str, figure: Quantity) -> str:
    return text[figure.start : figure.end]


_TRUE = r"(?:true|right|correct|so|real|accurate|legit|factual|a fact|the case|false|wrong|fake|confirmed|for real)"
_THIS = r"(?:this|that|it|these|those|any of (?:this|that|it)|(?:this|that) (?:claim|message|post|statement|story))"
_FORMS = (
    rf"(?:is|was|are|were|can|could) {_THIS}(?: (?:really|actually|all|even|be|still))*(?: {_TRUE})"
    r"(?: or (?:not|false))?",
    rf"(?:is|are) {_THIS}|isn't {_THIS}(?: {_TRUE})?|how (?:true|right|correct|accurate) is {_THIS}",
    rf"(?:really|{_TRUE})(?: or (?:not|false|fake|wrong))?",
    rf"(?:please )?(?:(?:fact|double)[ -]?)?check(?: {_THIS})?|fact[ -]check|verify(?: {_THIS})?",
    rf"what do the articles say(?: (?:about|on|to) {_THIS})?|do the articles (?:say|confirm|support) (?:{_THIS}|so)",
    r"(?:чи |хіба |невже )?(?:(?:це|то|все це) )?(?:справді |дійсно )?"
    r"(?:правда|так|вірно|правильно|справді|дійсно|неправда|фейк)"
    r"(?:,? (?:чи|або) (?:ні|неправда|брехня|фейк))?(?: це)?",
    r"що (?:про це )?(?:кажуть|пишуть|сказано в) (?:статті|статтях)(?: про це)?|перевір(?:те)?(?: це)?",
    r"(?:разве |неужели )?(?:(?:это|всё это|все это) )?(?:действительно |правда )?"
    r"(?:правда|так|верно|правильно|действительно|неправда|фейк)(?: ли)?(?: (?:это|всё это))?"
    r"(?:,? или (?:нет|неправда|ложь|фейк))?",
    r"что (?:об этом )?(?:говорят|пишут|сказано в) (?:статьи|статьях)(?: об этом)?|проверь(?:те)?(?: это)?",
)
_LEAD = re.compile(r"^(?:(?:and|but|so|hey|ok|okay|hm+|wait|а|і|и|но|але|ну)\b[\s,]*)+(?=\S)", re.IGNORECASE)
_ASKED = re.compile("|".join(f"(?:{form})" for form in _FORMS), re.IGNORECASE)


def asks_whether_true(text: str) -> bool:
    """Whether nothing else is asked."""
    plain = " ".join(text.split()).strip(" ?!.…,").replace("’", "'")
    return _ASKED.fullmatch(plain) is not None or _ASKED.fullmatch(_LEAD.sub("", plain)) is not None
