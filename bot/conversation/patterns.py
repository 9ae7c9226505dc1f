"""Patterns of follow-up questions by language: ``FOLLOWUP_PATTERNS``. What fits none of them needs no context."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answer.question import patterns_slavic
from index.text.tokenizer import word_set


@dataclass(frozen=True, slots=True)
class FollowupPatterns:
    """Patterns for a question without its ``opening`` ("and", "ok") and its last mark."""

    opening: re.Pattern[str]
    conjunction: re.Pattern[str]
    'What a substitution begins with: "and in Leeds?".'
    bare_question: re.Pattern[str]
    'Another question word for the last question, as in "when was that"; group ``wh``.'
    more: re.Pattern[str]
    "A request for further words; groups ``who`` and ``topic``."
    attribution: re.Pattern[str]
    'A question for the speaker of the answer: "who said that".'
    substitution: re.Pattern[str]
    "Something else in a place of the last question; groups ``prep`` and ``new``."
    elliptic: re.Pattern[str]
    'A question that leaves out what it is about: "how many died".'
    person_pronouns: dict[str, str]
    'The gender of each pronoun for people: "f", "m", or "" for any.'
    thing_pronouns: frozenset[str]
    "Pronouns that may stand for a topic."
    speech_verb: re.Pattern[str]
    when_words: frozenset[str]
    "Question words that ask for a day."


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_SAY = r"(?:say|said|says|tell|told|tells|think|thought|claim(?:ed)?|mention(?:ed)?|add(?:ed)?|write|wrote|state[d]?)"

_ENGLISH = FollowupPatterns(
    opening=_compile(r"^(?:(?:and|but|so|ok|okay|well|also|then|yes|no|please|hm+)\b[\s,:.-]*)+(?=\S)"),
    conjunction=_compile(r"^(?:and|but|so|or)\b|^(?:what|how) about\b"),
    bare_question=_compile(
        r"(?P<wh>why|where|when|how|who|since when|until when|at what time|what time|how many|how much|how long|"
        r"how often|how come|what for|which year|what year|what day|in what year|in which year)"
        r"(?: (?:is|was|are|were|did|does|will|would) (?:that|this|it|these|those|there)"
        r"(?: (?:be|happen|happened|start|end|begin|so|about|like))?| so| not| not that)?"
        r"(?:,? (?:then|exactly|precisely|though|again|please|actually))*"
    ),
    more=_compile(
        rf"(?:what (?:else|more) (?:did|does|do|has|have|is|was) (?P<who>[\w'’. -]{{1,60}}?) (?:have to )?{_SAY}"
        r"(?: (?:about|on|of) (?P<topic>.+?))?"
        rf"|(?:did|does|has) (?P<who2>[\w'’. -]{{1,60}}?) {_SAY} (?:anything|something) (?:else|more)"
        r"(?: (?:about|on|of) (?P<topic2>.+?))?"
        r"|(?:(?:what|anything|something|is there anything|any) )?(?:else|more)"
        r"(?:,? (?:from|by|of) (?P<who3>[\w'’. -]{1,60}))?(?:,? please)?|go on|is that all)"
    ),
    attribution=_compile(
        r"(?:who (?:said|says|say|claimed|claims|told|wrote|thinks|stated) (?:that|this|it|so|these|those)(?: to \w+)?"
        r"|says who|said who|according to whom?|whose (?:words|quote|claim|opinion) (?:is|are|was|were) "
        r"(?:that|this|it|these|those|they)|who is (?:saying|claiming) (?:that|this|it|so))"
    ),
    substitution=_compile(
        r"(?:(?:what|how) about )?"
        r"(?P<prep>in|at|on|for|with|from|by|near|to|of|about|after|before|during|since|under)? ?"
        r"(?P<new>[^\s,;:]+(?: [^\s,;:]+){0,6})"
    ),
    elliptic=_compile(
        r"(?:who|what) [a-z]+(?:ed|id|ook|on|ent|ame|nows|ought|ade|ot|ost|old|appened)|how (?:many|much) [a-z]+"
        r"(?: (?:is|are|was|were) there)?"
    ),
    person_pronouns={
        **dict.fromkeys(["he", "him", "his", "himself"], "m"),
        **dict.fromkeys(["she", "her", "hers", "herself"], "f"),
        **dict.fromkeys(["they", "them", "their", "theirs"], ""),
    },
    thing_pronouns=word_set("it its that this these those they them their there"),
    speech_verb=_compile(rf"\b{_SAY}\b"),
    when_words=frozenset({"when", "what day"}),
)

_QUESTION_WORDS = {
    "uk": "чому|навіщо|де|куди|звідки|коли|як|хто|скільки|відколи|о котрій|якого року|якого числа|кому|кого",
    "ru": "почему|зачем|где|куда|откуда|когда|как|кто|сколько|во сколько|в каком году|какого числа|кому|кого",
}
_WHEN = {"uk": frozenset({"коли", "якого числа"}), "ru": frozenset({"когда", "какого числа"})}
_THAT = {
    "uk": "це|то|воно|вони|саме|точно|ж|тоді|було|була|був|є|сталося|відбулося|так",
    "ru": ("это|то|оно|они|именно|точно|же|тогда|было|была|был|произошло|случилось|так"),
}
_AND = {"uk": r"а|і|й|та|але|отже|ну|добре|так", "ru": r"а|и|но|да|ну|так|хорошо|итак"}
_ELSE = {"uk": "ще", "ru": "ещё|еще"}
_WHAT = {"uk": "що", "ru": "что"}
_ABOUT = {"uk": r"про|щодо|стосовно|на тему", "ru": r"про|о|об|обо|насчёт|насчет|на тему"}
_THIS = {"uk": r"це|то|таке|так", "ru": r"это|то|такое|так"}
_WHO = {"uk": "хто", "ru": "кто"}
_WHOSE = {
    "uk": r"чиї це слова|чия це думка|за чиїми словами|за словами кого",
    "ru": (r"чьи это слова|чьё это мнение|по чьим словам|по словам кого"),
}
_PREPOSITIONS = {
    "uk": r"в|у|на|з|із|про|для|до|по|після|перед|під|за|від|щодо",
    "ru": r"в|во|на|с|из|про|о|об|для|до|по|после|перед|под|за|от",
}
_PERSONS = {
    "uk": {
        **dict.fromkeys(["він", "його", "йому", "ним", "нього", "ньому"], "m"),
        **dict.fromkeys(["вона", "її", "їй", "нею", "неї", "ній"], "f"),
        **dict.fromkeys(["вони", "їх", "їм", "ними", "них", "їхній", "їхня", "їхні"], ""),
    },
    "ru": {
        **dict.fromkeys(["он", "его", "ему", "им", "него", "нему", "нём", "нем"], "m"),
        **dict.fromkeys(["она", "её", "ее", "ей", "нею", "неё", "нее", "ней"], "f"),
        **dict.fromkeys(["они", "их", "ими", "них", "ним", "ними"], ""),
    },
}
_THINGS = {
    "uk": word_set("це воно цього цьому цим там туди тоді"),
    "ru": word_set("это оно этого этому этим там туда тогда"),
}


def _cyrillic_patterns(language: str) -> FollowupPatterns:
    verbs = "|".join(map(re.escape, sorted(patterns_slavic.verb_forms(language), key=len, reverse=True)))
    what, more, about = _WHAT[language], _ELSE[language], _ABOUT[language]
    that, this, conjunction = _THAT[language], _THIS[language], _AND[language]
    name = r"[\w'’ʼ. -]{1,60}?"
    thing_pronouns = {*_THINGS[language], *_PERSONS[language]}
    return FollowupPatterns(
        opening=_compile(rf"^(?:(?:{conjunction})(?=[\s,])[\s,]*)+(?=\S)"),
        conjunction=_compile(rf"^(?:{conjunction})(?=[\s,])|^(?:{what}|як|как) (?:{about})\b"),
        bare_question=_compile(rf"(?P<wh>{_QUESTION_WORDS[language]})(?: (?:{that}))*"),
        more=_compile(
            rf"(?:{what} (?:{more}) (?:(?P<who>{name}) )?(?:{verbs})(?: (?P<who2>(?!(?:{about})\b){name}))?"
            rf"(?: (?:{about}) (?P<topic>.+?))?"
            rf"|(?:{what}|щось|что-то|что-нибудь|щось) (?:{more})|(?:{more}) (?:щось|что-нибудь|что-то)|(?:{more})"
            rf"|(?:більше|больше) (?:нічого|ничего))"
        ),
        attribution=_compile(rf"(?:{_WHO[language]} (?:(?:{this}) )?(?:{verbs})(?: (?:{this}))?|{_WHOSE[language]})"),
        substitution=_compile(
            rf"(?:(?:{what}|як|как) )?(?:(?P<prep>{_PREPOSITIONS[language]}) )?(?P<new>[^\s,;:]+(?: [^\s,;:]+){{0,5}})"
        ),
        elliptic=_compile(
            rf"(?:{_WHO[language]}|{what}) \w+(?:в|ла|ло|ли|л|вся|лося|лось|лся)|(?:скільки|сколько) \w+"
        ),
        person_pronouns=_PERSONS[language],
        thing_pronouns=frozenset(thing_pronouns),
        speech_verb=_compile(rf"\b(?:{verbs})\b"),
        when_words=_WHEN[language],
    )


FOLLOWUP_PATTERNS = {"en": _ENGLISH, "uk": _cyrillic_patterns("uk"), "ru": _cyrillic_patterns("ru")}
"""The patterns of each language, "en", "uk" and "ru"."""
