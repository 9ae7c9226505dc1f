"""The engine's own words around the articles', in the language of the question."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """``nothing`` takes ``count``, the number of articles searched; ``silent`` takes ``name``, a
    speaker's, as do ``unsure``, where the encoder does not know the language, and ``near_to`` and ``nobody_on``, what
    the articles mention of the question; ``via`` takes ``outlet``, who passed words on; ``disagree`` and ``changed``
    take ``items``, what the articles say each. ``by_words`` says how an encoder of English found what it
    found. ``untimely`` takes ``when``, a time asked for. ``day_first`` says that dates are written 04.03.2025."""

    nothing: str
    near: str
    nobody: str
    unattributed: str
    joined: str
    also: str
    silent: str
    unheard: str
    via: str
    near_to: str
    nobody_on: str
    unsure: str
    by_words: str
    disagree: str
    changed: str
    untimely: str
    closest: str
    day_first: bool = True


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
        near_to="The articles mention {name}, but do not say this. Closest:",
        nobody_on="The articles mention {name}, but nobody in them says this. Closest:",
        unsure="{name} is quoted in the articles, but whether on this I cannot tell. Closest:",
        by_words="Found by names, numbers and shared words only: the model knows no language but English.",
        disagree="The articles disagree: {items}.",
        changed="The articles differ by their dates, the newest first: {items}.",
        day_first=False,
        untimely="No article {when} answers this.",
        closest="Closest:",
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
        near_to="У статтях є «{name}», але відповіді на це немає. Найближче:",
        nobody_on="У статтях є «{name}», але ніхто в них такого не каже. Найближче:",
        unsure="{name}: слова в статтях є, але чи про це, сказати не можу. Найближче:",
        by_words="Шукав лише за іменами, числами та спільними словами: модель знає тільки англійську.",
        disagree="Статті розходяться: {items}.",
        changed="Дані в статтях різняться за датами, спершу найновіші: {items}.",
        untimely="Серед статей за цей час ({when}) відповіді на це немає.",
        closest="Найближче:",
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
        near_to="В статьях есть «{name}», но ответа на это нет. Ближе всего:",
        nobody_on="В статьях есть «{name}», но никто в них такого не говорит. Ближе всего:",
        unsure="{name}: слова в статьях есть, но об этом ли, сказать не могу. Ближе всего:",
        by_words="Искал только по именам, числам и общим словам: модель знает только английский.",
        disagree="Статьи расходятся: {items}.",
        changed="Данные в статьях различаются по датам, сначала новейшие: {items}.",
        untimely="Среди статей за это время ({when}) ответа на это нет.",
        closest="Ближе всего:",
    ),
}


def phrases_in(language: str) -> Phrases:
    """The phrases in a language, named as index.sentences.language does."""
    return _PHRASES[language]
