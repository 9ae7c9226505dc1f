"""What the bot says where it asks back, and where there is nothing more, in the language of the asker."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lines:
    """``whom`` takes ``names``, of two or more people, joined by ``or_``; ``nobody`` takes ``word``, a pronoun.
    ``no_more`` takes ``name``. ``figures`` takes ``said``, figures of a message, and ``found``, those of the articles
    with their numbers. ``day`` and ``published`` take ``day``."""

    whom: str
    or_: str
    nobody: str
    whole: str
    no_more_of: str
    no_more: str
    understood: str
    articles_say: str
    silent: str
    no_claim: str
    nobodys: str
    figures: str
    day: str
    no_day: str
    published: str


_LINES = {
    "en": Lines(
        whom="Whom do you mean: {names}?",
        or_=" or ",
        nobody="Whom do you mean by “{word}”? Ask again with the name.",
        whole="I cannot tell what this is about: ask it again as a whole question.",
        no_more_of="Nothing else by {name} is quoted on this in the articles.",
        no_more="The articles hold nothing else on this.",
        understood="Understood as: {question}",
        articles_say="The articles say:",
        silent="The articles say nothing on this. Articles searched: {count}.",
        nobodys="The article says this itself; it names nobody who said it.",
        no_claim="There is nothing in this message that articles could be searched for.",
        figures="The message has {said}, the articles have {found}.",
        day="The article tells the day: {day} [1].",
        no_day="The article does not tell the day [1].",
        published="It was published on {day}.",
    ),
    "uk": Lines(
        whom="Про кого йдеться: {names}?",
        or_=" чи ",
        nobody="Про кого йдеться: «{word}»? Запитайте ще раз, з іменем.",
        whole="Не можу сказати, про що йдеться: поставте запитання повністю.",
        no_more_of="{name}: інших слів про це в статтях немає.",
        no_more="Більше про це в статтях нічого немає.",
        understood="Зрозуміло як: {question}",
        articles_say="У статтях сказано:",
        silent="У статтях про це нічого немає. Переглянуто статей: {count}.",
        nobodys="Це слова самої статті: вона не називає, хто це сказав.",
        no_claim="У цьому повідомленні немає нічого, що можна було б шукати в статтях.",
        figures="У повідомленні {said}, у статтях {found}.",
        day="День названо в статті: {day} [1].",
        no_day="Дня в статті не названо [1].",
        published="Її опубліковано {day}.",
    ),
    "ru": Lines(
        whom="О ком речь: {names}?",
        or_=" или ",
        nobody="О ком речь: «{word}»? Спросите ещё раз, с именем.",
        whole="Не могу сказать, о чём речь: задайте вопрос полностью.",
        no_more_of="{name}: других слов об этом в статьях нет.",
        no_more="Больше об этом в статьях ничего нет.",
        understood="Понято как: {question}",
        articles_say="В статьях сказано:",
        silent="В статьях об этом ничего нет. Просмотрено статей: {count}.",
        nobodys="Это слова самой статьи: она не называет, кто это сказал.",
        no_claim="В этом сообщении нет ничего, что можно было бы искать в статьях.",
        figures="В сообщении {said}, в статьях {found}.",
        day="День назван в статье: {day} [1].",
        no_day="День в статье не назван [1].",
        published="Она опубликована {day}.",
    ),
}


def lines_in(language: str) -> Lines:
    """The lines in a language, named as index.sentences.language does."""
    return _LINES[language]
