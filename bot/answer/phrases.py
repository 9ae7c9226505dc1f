"""The engine's own words around the articles', in the language of the question."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """``nothing`` takes ``count``, the number of articles searched; ``silent`` takes ``name``, a
    speaker's; ``via`` takes ``outlet``, who passed words on."""

    nothing: str
    near: str
    nobody: str
    unattributed: str
    joined: str
    also: str
    silent: str
    unheard: str
    via: str


_PHRASES = {
    "en": Phrases(
        nothing="Nothing in the articles answers this. Articles searched: {count}.",
        near="The articles come near this, but do not answer it. Closest:",
        nobody="The articles come near this, but nobody in them says it. Closest:",
        unattributed="The articles say this, but I cannot tell whose words they are",
        joined=", and ",
        also="Also",
        silent="{name} is quoted in the articles, but not on this. Closest:",
        unheard="Nobody of that name is quoted on this in the articles. Closest:",
        via="via {outlet}",
    ),
    "uk": Phrases(
        nothing="У статтях немає відповіді на це. Переглянуто статей: {count}.",
        near="Статті торкаються цього, але відповіді не дають. Найближче:",
        nobody="Статті торкаються цього, але ніхто в них такого не каже. Найближче:",
        unattributed="У статтях це є, але чиї це слова, сказати не можу",
        joined=", а також ",
        also="Також",
        silent="{name}: слова в статтях є, але не про це. Найближче:",
        unheard="У статтях немає таких слів цієї людини. Найближче:",
        via="через {outlet}",
    ),
    "ru": Phrases(
        nothing="В статьях нет ответа на это. Просмотрено статей: {count}.",
        near="Статьи касаются этого, но ответа не дают. Ближе всего:",
        nobody="Статьи касаются этого, но никто в них такого не говорит. Ближе всего:",
        unattributed="В статьях это есть, но чьи это слова, сказать не могу",
        joined=", а также ",
        also="Также",
        silent="{name}: слова в статьях есть, но не об этом. Ближе всего:",
        unheard="В статьях нет таких слов этого человека. Ближе всего:",
        via="через {outlet}",
    ),
}


def phrases_in(language: str) -> Phrases:
    """The phrases in a language, named as index.sentences.language does."""
    return _PHRASES[language]
