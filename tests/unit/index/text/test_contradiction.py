"""A table of pairs: what is claimed, what a text says, and how the text stands to the claim."""

from __future__ import annotations

import pytest

from index.text.contradiction import Contradiction, find_contradiction

SAME, OPPOSITE, OTHER = None, Contradiction.OPPOSITE, Contradiction.OTHER_FIGURE

ENGLISH = [
    (SAME, "the bridge will stay shut", "The bridge will stay shut until May, said Rhona Castell."),
    (OPPOSITE, "the bridge will not stay shut", "The bridge will stay shut until May, said Rhona Castell."),
    (OPPOSITE, "the bridge will stay shut", "The bridge will not stay shut until May, said Rhona Castell."),
    (OPPOSITE, "the bridge would stay shut", "She said the bridge wouldn’t stay shut."),
    (SAME, "the bridge would not stay shut", "She said the bridge wouldn't stay shut."),
    (SAME, "the bridge wouldnt stay shut", "She said the bridge wouldn’t stay shut."),
    (SAME, "the town cannot wait", "“The town can't wait,” she said."),
    (OPPOSITE, "the town can wait", "“The town cannot wait,” she said."),
    (OPPOSITE, "he supported the toll", "He said he never supported the toll."),
    (SAME, "he never supported the toll", "He said he had never supported the toll."),
    (SAME, "no one should pay twice", "Nobody should pay twice, the mayor said."),
    (OPPOSITE, "nobody should not pay twice", "Nobody should pay twice, the mayor said."),
    (SAME, "Russia would attack", "Russia would not hesitate to attack, he said."),
    (SAME, "the ferry is late", "The ferry is late, he said. It was not late last year."),
    (SAME, "the ferry is not late", "The ferry is not late, he said."),
    (OTHER, "fourteen nurses left", "Twelve nurses left the ward, she said."),
    (SAME, "14 nurses left", "Fourteen nurses left the ward, she said."),
    (OTHER, "the roof costs 3 million", "The roof costs 4 million, she said."),
    (SAME, "the roof costs three million pounds", "The roof costs £3m, she said."),
    (SAME, "the nurses left", "Twelve nurses left the ward, she said."),
    (SAME, "twelve nurses left", "The nurses left the ward, she said."),
    (SAME, "the roof costs $18", "The roof costs $18 million, she said."),
    (SAME, "the roof costs 2.4 million", "“Whoever pays two point four for the roof is mad,” she said."),
    (OTHER, "the roof costs 2.5 million", "“Whoever pays two point four for the roof is mad,” she said."),
    (SAME, "nobody at the dairy would lose pay", "He said nobody would lose a day's pay at the dairy in the town."),
    (SAME, "they wouldn't let their own kids cross", "“I would not have let my own children cross it,” she said."),
    (
        SAME,
        "phones in lockers don't improve algebra",
        "“Anyone who tells you that a locker full of phones makes children better at algebra is selling lockers.”",
    ),
    (OPPOSITE, "tariffs will be raised", "No tariffs will be raised, the mayor said."),
    (OTHER, "he fought through hundred bouts of it", "He said he fought through three bouts of it."),
    (OTHER, "a 471 caller rang the police", "She said a 911 caller rang the police."),
    (OTHER, "the EB-1 scheme is a mess", "He said the EB-5 scheme is a mess."),
    (SAME, "he fought through 3 bouts of it", "He said he fought through three bouts of it."),
    (OPPOSITE, "all candidates should not do so", "“All candidates should do so,” she said."),
    (OPPOSITE, "gun control is the", "He said gun control is not the solution."),
    (OPPOSITE, "the tunnel cost two billion", "It is not true that the tunnel cost two billion."),
    (OPPOSITE, "it is not true that the tunnel is safe", "The tunnel is safe."),
    (SAME, "it is not true that the tunnel is safe", "It is untrue that the tunnel is safe."),
    (SAME, "the tunnel is not safe", "It is untrue that the tunnel is safe."),
    (SAME, "", "The roof costs $18 million, she said."),
    (SAME, "the roof", ""),
]

UKRAINIAN = [
    (SAME, "міст відкриють у травні", "Міст відкриють у травні, сказала мер."),
    (OPPOSITE, "міст не відкриють у травні", "Міст відкриють у травні, сказала мер."),
    (OPPOSITE, "міст відкриють у травні", "Міст не відкриють у травні, сказала мер."),
    (SAME, "міст не відкриють у травні", "Міст не відкриють у травні, сказала мер."),
    (OPPOSITE, "грошей вистачає на всіх", "Грошей ніколи вистачає на всіх, каже він."),
    (OTHER, "тариф зросте на 12 відсотків", "Тариф зросте на 15 відсотків, сказав він."),
]

RUSSIAN = [
    (SAME, "мост откроют в мае", "Мост откроют в мае, сказала мэр."),
    (OPPOSITE, "мост не откроют в мае", "Мост откроют в мае, сказала мэр."),
    (OPPOSITE, "мост откроют в мае", "Мост не откроют в мае, сказала мэр."),
    (OTHER, "погибли пять человек", "Погибли три человека, сообщила полиция."),
]


@pytest.mark.parametrize(("expected", "claim", "text"), [*ENGLISH, *UKRAINIAN, *RUSSIAN])
def test_a_text_says_the_same_the_opposite_or_another_figure(
    expected: Contradiction | None, claim: str, text: str
) -> None:
    assert find_contradiction(claim, text) is expected


@pytest.mark.parametrize(("_", "claim", "text"), [*ENGLISH, *UKRAINIAN, *RUSSIAN])
def test_every_text_says_the_same_as_itself(_: Contradiction | None, claim: str, text: str) -> None:
    assert find_contradiction(claim, claim) is SAME
    assert find_contradiction(text, text) is SAME
