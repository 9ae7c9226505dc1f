"""Who said what: one table of small articles, each with every statement that it holds."""

from __future__ import annotations

import pytest

from index.statements import find_statements

Row = tuple[str, str | None, str, bool, str]

CASES: dict[str, tuple[str, list[Row]]] = {
    "quotation, cue, name": (
        "“The river towns cannot wait,” said Jane Roe.",
        [("Jane Roe", None, "said", True, "“The river towns cannot wait,”")],
    ),
    "quotation, name, cue": (
        '"We lost the bridge," Jane Roe said on Monday.',
        [("Jane Roe", None, "said", True, '"We lost the bridge,"')],
    ),
    "name, cue, colon": (
        'Jane Roe wrote: "We lost the bridge."',
        [("Jane Roe", None, "wrote", True, '"We lost the bridge."')],
    ),
    "cue at the end of one paragraph, quotation in the next": (
        "Jane Roe continued:\n\n“We lost the bridge. We shall build another.”",
        [("Jane Roe", None, "continued", True, "“We lost the bridge. We shall build another.”")],
    ),
    "speech broken by its cue": (
        "“The bridge is gone,” said Jane Roe. “We shall build another.”",
        [("Jane Roe", None, "said", True, "“The bridge is gone,” said Jane Roe. “We shall build another.”")],
    ),
    "sentence broken by its cue": (
        "“If the bridge goes,” Jane Roe said, “so does the town.”",
        [("Jane Roe", None, "said", True, "“If the bridge goes,” Jane Roe said, “so does the town.”")],
    ),
    "every paragraph opens, only the last one closes": (
        "Jane Roe said: “The first flood took the mill.\n\n“The second took the bridge.”\n\nNobody was hurt.",
        [("Jane Roe", None, "said", True, "“The first flood took the mill.\n\n“The second took the bridge.”")],
    ),
    "a quotation that is never closed, after a colon": (
        'Jane Roe said: "The first flood took the mill.\n\nNobody was hurt.',
        [("Jane Roe", None, "said", True, '"The first flood took the mill.')],
    ),
    "the next paragraph goes on with the same speech": (
        "“The first flood took the mill,” Jane Roe said.\n\n“The second one took the bridge and the road.”",
        [
            (
                "Jane Roe",
                None,
                "said",
                True,
                "“The first flood took the mill,” Jane Roe said.\n\n“The second one took the bridge and the road.”",
            )
        ],
    ),
    "doubled single marks": (
        "''The mill is gone,'' said Jane Roe.",
        [("Jane Roe", None, "said", True, "''The mill is gone,''")],
    ),
    "single marks and an apostrophe": (
        "'We won't leave,' said Jane Roe, the mayor's aide.",
        [("Jane Roe", "the mayor's aide", "said", True, "'We won't leave,'")],
    ),
    "single marks behind a double one that is never closed": (
        "\"'The mill is gone and we have no other,' said Jane Roe, a senior analyst at Northgate Research.",
        [
            (
                "Jane Roe",
                "a senior analyst at Northgate Research",
                "said",
                True,
                "'The mill is gone and we have no other,'",
            )
        ],
    ),
    "a quotation within a quotation": (
        "“She told me ‘no’ and left,” said Jane Roe.",
        [("Jane Roe", None, "said", True, "“She told me ‘no’ and left,”")],
    ),
    "angle marks": (
        "«The mill is gone», said Jane Roe.",
        [("Jane Roe", None, "said", True, "«The mill is gone»")],
    ),
    "words that only end in a quotation": (
        "Jane Roe said the plan was “dead on arrival.”",
        [("Jane Roe", None, "said", False, "the plan was “dead on arrival.”")],
    ),
    "a clause whose verb opens the quotation": (
        "Jane Roe said bad weather “would be one way to lose the mill.”",
        [("Jane Roe", None, "said", False, "bad weather “would be one way to lose the mill.”")],
    ),
    "indirect with that": (
        "Jane Roe noted that the mill was gone.",
        [("Jane Roe", None, "noted", False, "that the mill was gone")],
    ),
    "indirect without that": (
        "Jane Roe said the mill was gone.",
        [("Jane Roe", None, "said", False, "the mill was gone")],
    ),
    "told somebody": (
        "Jane Roe told Reuters that the mill was gone.",
        [("Jane Roe", None, "told", False, "that the mill was gone")],
    ),
    "according to, in front": (
        "According to Jane Roe, the mill was gone.",
        [("Jane Roe", None, "According to", False, "the mill was gone")],
    ),
    "according to, behind": (
        "The mill was gone within an hour, according to Jane Roe.",
        [("Jane Roe", None, "according to", False, "The mill was gone within an hour")],
    ),
    "according to a role and its name, in front": (
        "According to its clerk, Jane Roe, the village lost the mill.",
        [("Jane Roe", "clerk", "According to", False, "the village lost the mill")],
    ),
    "according to a role and its name, behind": (
        "The mill was gone within an hour, according to the brigade's captain, Jane Roe.",
        [("Jane Roe", "the brigade's captain", "according to", False, "The mill was gone within an hour")],
    ),
    "an office with capitals before a name with an initial": (
        "Secretary of State Jane F. Roe said the mill was gone.",
        [("Jane F. Roe", "Secretary of State", "said", False, "the mill was gone")],
    ),
    "a role that opens the sentence": (
        "Its mayor, Jane Roe, said the mill was gone.",
        [("Jane Roe", "mayor", "said", False, "the mill was gone")],
    ),
    "the clause before its speaker": (
        "The mill was gone within an hour, Jane Roe said.",
        [("Jane Roe", None, "said", False, "The mill was gone within an hour")],
    ),
    "the clause on both sides of its speaker": (
        "The mill, Jane Roe said, was gone within an hour.",
        [("Jane Roe", None, "said", False, "The mill, Jane Roe said, was gone within an hour")],
    ),
    "pointed out": (
        "Jane Roe pointed out that the mill was gone.",
        [("Jane Roe", None, "pointed out", False, "that the mill was gone")],
    ),
    "a second report in the sentence": (
        "Jane Roe said the mill was gone, adding that the bridge still stood.",
        [
            ("Jane Roe", None, "said", False, "the mill was gone"),
            ("Jane Roe", None, "adding", False, "that the bridge still stood"),
        ],
    ),
    "role behind the name": (
        "Jane Roe, head of the River Trust, admits that the dam came late.",
        [("Jane Roe", "head of the River Trust", "admits", False, "that the dam came late")],
    ),
    "role of two parts behind the name": (
        "Jane Roe, head of Northgate, a maker of dams, said the dam came late.",
        [("Jane Roe", "head of Northgate", "said", False, "the dam came late")],
    ),
    "role before the name": (
        'Northgate activist Jane Roe said: "The dam came late."',
        [("Jane Roe", "Northgate activist", "said", True, '"The dam came late."')],
    ),
    "title before the name": (
        "“The dam came late,” said Sen. Jane Roe (D-Ohio).",
        [("Jane Roe", "Sen.", "said", True, "“The dam came late,”")],
    ),
    "role, then the name between commas": (
        "The ministry’s press secretary, Jane Roe, said the dam came late.",
        [("Jane Roe", "the ministry’s press secretary", "said", False, "the dam came late")],
    ),
    "an organisation": (
        "The Senate openly states that it will not pay.",
        [("the Senate", None, "states", False, "that it will not pay")],
    ),
    "a speaker without a name": (
        "A spokesman for the ministry said the money had been set aside.",
        [("a spokesman for the ministry", None, "said", False, "the money had been set aside")],
    ),
    "the article itself": (
        '" The money had been set aside," the article says.',
        [("the article", None, "says", True, '" The money had been set aside,"')],
    ),
    "a surname is told as the full name, with its role": (
        "Jane Roe, a senior analyst at Northgate, left early. “Too late,” Roe said.\n\n"
        "Jane Roe, a senior analyst at Northgate, said the dam was weak.",
        [
            ("Jane Roe", "a senior analyst at Northgate", "said", True, "“Too late,”"),
            ("Jane Roe", "a senior analyst at Northgate", "said", False, "the dam was weak"),
        ],
    ),
    "two people of one surname: the surname stays": (
        "Jane Roe and Peter Roe came. “Too late,” Roe said.",
        [("Roe", None, "said", True, "“Too late,”")],
    ),
    "two people of one surname: the honorific tells whose": (
        "Jane Roe and Peter Roe came. “Too late,” Mr. Roe said.",
        [("Peter Roe", None, "said", True, "“Too late,”")],
    ),
    "two people of one surname: the honorific stays where it tells nothing": (
        "John Roe and Peter Roe came. “Too late,” Mr. Roe said.",
        [("Mr. Roe", None, "said", True, "“Too late,”")],
    ),
    "a pronoun for the speaker before it": (
        "“Too late,” said Jane Roe. The dam broke.\n\n“We had warned them,” she added.",
        [
            ("Jane Roe", None, "said", True, "“Too late,”"),
            ("Jane Roe", None, "added", True, "“We had warned them,”"),
        ],
    ),
    "a pronoun after somebody else was named": (
        "“Too late,” said Jane Roe. Mary Poe wept.\n\n“We had warned them,” she added.",
        [
            ("Jane Roe", None, "said", True, "“Too late,”"),
            ("she", None, "added", True, "“We had warned them,”"),
        ],
    ),
    "a pronoun of the other gender": (
        "“Too late,” said spokeswoman Jane Roe.\n\n“We had warned them,” he added.",
        [
            ("Jane Roe", "spokeswoman", "said", True, "“Too late,”"),
            ("he", None, "added", True, "“We had warned them,”"),
        ],
    ),
    "the analyst": (
        "“Too late,” said Jane Roe, an analyst at Northgate. “Much too late,” the analyst repeated.",
        [
            ("Jane Roe", "an analyst at Northgate", "said", True, "“Too late,”"),
            ("Jane Roe", "an analyst at Northgate", "repeated", True, "“Much too late,”"),
        ],
    ),
    "an abbreviation ends no sentence": (
        "“We lost the bridge,” Jane Roe said in Ames, Calif. “We shall build another.”",
        [
            (
                "Jane Roe",
                None,
                "said",
                True,
                "“We lost the bridge,” Jane Roe said in Ames, Calif. “We shall build another.”",
            )
        ],
    ),
    "a number with a point ends no sentence": (
        "The dam cost $1.5 million to build, according to Jane Roe.",
        [("Jane Roe", None, "according to", False, "The dam cost $1.5 million to build")],
    ),
    "two who speak together": (
        "Jane Roe and Peter Poe said the dam was weak.",
        [("Jane Roe and Peter Poe", None, "said", False, "the dam was weak")],
    ),
    "the next paragraph is another's speech": (
        "“How high will it rise?” asked Jane Roe.\n\n“Nobody knows how high the water will rise?” Peter Poe said.",
        [
            ("Jane Roe", None, "asked", True, "“How high will it rise?”"),
            ("Peter Poe", None, "said", True, "“Nobody knows how high the water will rise?”"),
        ],
    ),
    "the next quotation of the paragraph is another's": (
        "“It rose,” said Jane Roe. “It fell,” said Peter Poe.",
        [
            ("Jane Roe", None, "said", True, "“It rose,”"),
            ("Peter Poe", None, "said", True, "“It fell,”"),
        ],
    ),
    "the next question of the paragraph is another's": (
        "“It rose,” said Jane Roe. “Will it fall?” Peter Poe asked.",
        [
            ("Jane Roe", None, "said", True, "“It rose,”"),
            ("Peter Poe", None, "asked", True, "“Will it fall?”"),
        ],
    ),
    "speech told within speech belongs to the outer speaker": (
        "Jane Roe said that Peter Poe said the dam was weak.",
        [("Jane Roe", None, "said", False, "that Peter Poe said the dam was weak")],
    ),
    "an earlier speaker's clause ends before a quotation": (
        "Although Jane Roe admitted that the dam was “weak,” Peter Poe said the town was safe.",
        [
            ("Jane Roe", None, "admitted", False, "that the dam was “weak,”"),
            ("Peter Poe", None, "said", False, "the town was safe"),
        ],
    ),
    "the cue opens the sentence": (
        "Continued Jane Roe: “It fell.”",
        [("Jane Roe", None, "Continued", True, "“It fell.”")],
    ),
    "a question to somebody": (
        "Jane Roe asked Peter Poe whether the dam would hold.",
        [("Jane Roe", None, "asked", False, "whether the dam would hold")],
    ),
    "an office of several words": (
        "Secretary of State Jane Roe said the dam would hold.",
        [("Jane Roe", "Secretary of State", "said", False, "the dam would hold")],
    ),
    "a surname that is a title as well": (
        "“It will hold,” said Larry King.",
        [("Larry King", None, "said", True, "“It will hold,”")],
    ),
    "an aside between speaker and cue": (
        "Jane Roe, in a letter to the town, said the dam would hold.",
        [("Jane Roe", None, "said", False, "the dam would hold")],
    ),
    "a curly quotation closed by a straight mark": (
        '“It will hold," said Jane Roe.',
        [("Jane Roe", None, "said", True, '“It will hold,"')],
    ),
    "Ukrainian: quotation, dash, cue": (
        "«Греблю треба було будувати ще торік», — сказав мер міста Іван Коваль.",
        [("Іван Коваль", "мер міста", "сказав", True, "«Греблю треба було будувати ще торік»")],
    ),
    "Ukrainian: the tag stands inside the marks": (
        "«Ми готові, — сказав Іван Коваль. — Але грошей бракує».",
        [("Іван Коваль", None, "сказав", True, "«Ми готові, — сказав Іван Коваль. — Але грошей бракує»")],
    ),
    "Ukrainian: indirect": (
        "Іван Коваль заявив, що вода зростає.",
        [("Іван Коваль", None, "заявив", False, "що вода зростає")],
    ),
    "Ukrainian: a name in another case": (
        "Іван Коваль заявив, що вода зростає. За словами Івана Коваля, гребля стоїть.",
        [
            ("Іван Коваль", None, "заявив", False, "що вода зростає"),
            ("Іван Коваль", None, "За словами", False, "гребля стоїть"),
        ],
    ),
    "Russian: quotation and indirect": (
        "«Мост закрыт», — заявил Пётр Лунин. Лунин отметил, что ремонт займёт год.",
        [
            ("Пётр Лунин", None, "заявил", True, "«Мост закрыт»"),
            ("Пётр Лунин", None, "отметил", False, "что ремонт займёт год"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_every_statement_of_an_article_is_found(text: str, expected: list[Row]) -> None:
    found = [(s.speaker, s.role, s.cue, s.direct, text[s.start : s.end]) for s in find_statements(text)]
    assert found == expected


NOTHING_SAID = {
    "denied by not": "Jane Roe did not say that the mill was gone.",
    "declined to say": "Jane Roe declined to say whether the mill was gone.",
    "not yet said": "Jane Roe will say that the mill is gone.",
    "not said in Ukrainian": "Іван Коваль не сказав, що мости закриють.",
    "a quoted word without a speaker": "The so-called “river tax” was raised again.",
    "a headline": "Jane Roe Says The Mill Is Gone And Will Not Return",
    "a writer's own opinion": "I think the mill is gone.",
    "a bare cue": "said said said said",
    "nothing": "",
}


@pytest.mark.parametrize("text", NOTHING_SAID.values(), ids=NOTHING_SAID.keys())
def test_no_statement_is_made_up(text: str) -> None:
    assert find_statements(text) == ()


def test_the_speaker_is_marked_where_the_article_names_it_beside_the_words() -> None:
    text = "Jane Roe left.\n\n“Too late,” said Roe, a miller."
    (statement,) = find_statements(text)
    assert statement.speaker == "Jane Roe"
    assert text[statement.speaker_start : statement.speaker_end] == "Roe"
