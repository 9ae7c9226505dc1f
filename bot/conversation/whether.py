"""Whether a reply to somebody's message asks if that is true: "is this right?", "чи це правда?"."""

from __future__ import annotations

import re

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
