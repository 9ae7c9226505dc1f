"""Classify open questions by their first words: who, when, how many, yes or no."""

from __future__ import annotations

import re

from bot.answer import QuestionKind, parse_question
from index import QuestionError

OTHER = "other"

_LEADING_WORDS = (
    r"(?:(?:and|so|but|ok|okay|well|hey|please|а|і|и|та|ну|то)[\s,]+)*"
    r"(?:(?:in|on|at|by|for|from|of|to|since|with|until|till|about|under|у|в|во|на|до|з|із|зі|с|со|к|по|для|от|від|о|об|"
    r"про|за)\s+)?"
)

_FIRST_WORDS = (
    ("how many", r"how many|скільки(?! коштує| коштувал)|сколько(?! стоит| стоил)"),
    ("how much", r"how much|what(?: i|'|’)s the (?:price|cost)|what did .+ cost\b|скільки|сколько"),
    ("how long", r"how (?:long|often)|як (?:довго|часто)|как (?:долго|часто)"),
    ("why", r"why|how come|what for|what(?: i|'|’| wa)s the reason|чому|навіщо|нащо|через що|почему|зачем|отчего"),
    (
        "when",
        r"when|(?:what|which) (?:time|day|date|year|month|week|season)\b|how (?:soon|late|early)|коли|"
        r"(?:котр|як)\w+ (?:год|дн|дат|ро[кц]|рік|місяц)\w*|когда|(?:как|котор)\w+ (?:час|дн|дат|год|месяц)\w*",
    ),
    ("where", r"where|(?:what|which) (?:place|town|city|country|street|village)\b|де|куди|звідки|где|куда|откуда"),
    ("who", r"who(?:m|se)?|whos|who[’']s|хто|кого|кому|ким|чи[йяєї]|кто|кем|ч[её]й|чья|чьё|чьи"),
    ("how", r"how|як|как"),
    ("why", r"за що|за что"),
    ("what", r"what|whats|what[’']s|що|чого|чим|что|чем|чего"),
    ("which", r"which|як(?:ий|а|е|і|ого|ої|у|ій|ому|им|ою|их)|как(?:ой|ая|ое|ие|ого|ую|ом|им|их)"),
    (
        "yes/no",
        r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)"
        r"(?:n[’']?t)?|чи|правда(?: ли)?|\w+ ли",
    ),
)
_KINDS = tuple((kind, re.compile(rf"{_LEADING_WORDS}(?:{words})\b", re.IGNORECASE)) for kind, words in _FIRST_WORDS)


def classify_question(question: str) -> str:
    """Return the kind under which a question is counted.

    It is "who said" or "what said" for a question about speech. Else the first words in English, Ukrainian or Russian
    decide: who, when, where, how many, how much, how long, how, why, what, which, yes/no, or "other".
    """
    try:
        kind = parse_question(question).kind
    except QuestionError:
        return OTHER
    if kind is not QuestionKind.OPEN:
        return format_kind(kind)
    text = question.strip(" \t\n\"'“”«»¿¡.,-–—")
    return next((name for name, pattern in _KINDS if pattern.match(text)), OTHER)


def format_kind(kind: str) -> str:
    """Return a kind as it is shown: "WHO_SAID" as "who said"."""
    return " ".join("".join(c for c in kind.lower().replace("_", " ") if c.isprintable()).split())
