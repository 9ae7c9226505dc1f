"""The engine's own words around the articles', in the language of the question."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """``nothing`` takes ``count``, the number of articles searched."""

    nothing: str
    near: str
    nobody: str
    unattributed: str
    joined: str


_PHRASES = {
    "en": Phrases(
        nothing="Nothing in the articles answers this. Articles searched: {count}.",
        near="The articles come near this, but do not answer it. Closest:",
        nobody="The articles come near this, but nobody in them says it. Closest:",
        unattributed="The articles say this, but I cannot tell whose words they are",
        joined=", and ",
    ),
    "uk": Phrases(
        nothing="У статтях немає відповіді на це. Переглянуто статей: {count}.",
        near="Статті торкаються цього, але відповіді не дають. Найближче:",
        nobody="Статті торкаються цього, але ніхто в них такого не каже. Найближче:",
        unattributed="У статтях це є, але чиї це слова, сказати не можу",
        joined=", а також ",
    ),
    "ru": Phrases(
        nothing="В статьях нет ответа на это. Просмотрено статей: {count}.",
        near="Статьи касаются этого, но ответа не дают. Ближе всего:",
        nobody="Статьи касаются этого, но никто в них такого не говорит. Ближе всего:",
        unattributed="В статьях это есть, но чьи это слова, сказать не могу",
        joined=", а также ",
    ),
}


def phrases_in(language: str) -> Phrases:
    """The phrases in a language, named as index.sentences.language does."""
    return _PHRASES[language]
