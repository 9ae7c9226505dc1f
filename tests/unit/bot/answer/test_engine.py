from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.answer.corpus import Corpus
from bot.answer.engine import Engine
from bot.answer.rewriting import WrittenAnswer
from bot.answer.types import PreparedQuestion, Relation, Status
from index.errors import QuestionError
from index.search.query import Query
from index.types import Article, Hit, Statement
from tests.support.fakes import PassagesInMemory

MILL = Article(
    "mill",
    "The old mill was sold on Tuesday. “We will bake bread there,” said Ada Thorn, a baker from Oldbridge. "
    "Nobody had wanted it for nine years.",
    "Mill sold",
    "The Post",
    None,
    "2025-03-04",
    "https://example.org/mill",
)
FERRY = Article("ferry", "The port said that the ferry stays in harbour until the ice is gone.", "Ferry waits")


def said(article: Article, words: str, speaker: str, role: str | None, cue: str, *, direct: bool) -> Statement:
    start, at = article.text.index(words), article.text.index(speaker)
    return Statement(speaker, role, cue, direct, start, start + len(words), at, at + len(speaker))


BREAD = said(MILL, "“We will bake bread there,”", "Ada Thorn", "a baker from Oldbridge", "said", direct=True)
ICE = said(FERRY, "the ferry stays in harbour until the ice is gone", "The port", None, "said", direct=False)
PASSAGES = PassagesInMemory([MILL, FERRY], {"mill": (BREAD,), "ferry": (ICE,)})
ENGINE = Engine(PASSAGES)


def test_a_speaker_is_named_with_role_words_and_source() -> None:
    answer = ENGINE.answer("who said they will be baking bread?")
    assert (answer.status, answer.text) == (Status.ANSWERED, "Ada Thorn, a baker from Oldbridge [1].")
    (citation,) = answer.citations
    assert citation.quote == "“We will bake bread there,” said Ada Thorn, a baker from Oldbridge."
    assert (citation.speaker, citation.role, citation.direct) == ("Ada Thorn", "a baker from Oldbridge", True)
    assert (citation.title, citation.publisher, citation.published_at) == ("Mill sold", "The Post", "2025-03-04")
    assert (citation.link or "").startswith("https://example.org/mill#:~:text=%E2%80%9CWe%20will")


def test_indirect_speech_names_its_speaker_too() -> None:
    answer = ENGINE.answer("Who said the ferry will stay in harbour?")
    assert answer.text == "The port [1]."
    assert answer.citations[0].direct is False


def test_nobody_is_named_for_words_that_nobody_said() -> None:
    answer = ENGINE.answer("who said that the mill will become a museum?")
    assert answer.status is Status.NOT_FOUND
    assert answer.citations == ()
    assert "nobody" in answer.text


def test_an_open_question_is_answered_with_the_sentence_that_says_it() -> None:
    answer = ENGINE.answer("When was the old mill sold?")
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].quote == "The old mill was sold on Tuesday."
    assert answer.citations[0].speaker is None
    assert answer.text == "The old mill was sold on Tuesday. [1]"


def test_a_quoted_sentence_that_somebody_says_carries_the_speaker() -> None:
    answer = ENGINE.answer("Until when does the ferry stay in harbour, the ice gone?")
    assert answer.citations[0].speaker == "The port"


def test_what_the_articles_do_not_mention_is_not_found_and_the_count_is_told() -> None:
    answer = ENGINE.answer("Which planet has rings?")
    assert (answer.status, answer.citations, answer.closest) == (Status.NOT_FOUND, (), ())
    assert "2" in answer.text
    assert answer.searched == 2


def test_a_ukrainian_question_is_refused_in_ukrainian() -> None:
    assert ENGINE.answer("Яка планета має кільця?").text.startswith("У статтях немає")


def test_every_quote_is_the_articles_own_text() -> None:
    for question in ("When was the mill sold?", "who said they bake bread?", "mill museum bakery", "port and ferry"):
        answer = ENGINE.answer(question)
        for citation in (*answer.citations, *answer.closest):
            article = next(a for a in (MILL, FERRY) if a.id == citation.article_id)
            assert article.text[citation.start : citation.end] == citation.quote


def test_a_citation_says_that_its_article_was_corrected_and_its_page_is_gone() -> None:
    corrected = replace(MILL, metadata={"corrected": True})
    passages = PassagesInMemory([corrected, FERRY], {"mill": (BREAD,)})
    passages.gone[1] = "2026-03-03T10:00:00+00:00"
    for question in ("who said they will bake bread?", "When was the mill sold?"):
        cited = Engine(passages).answer(question).citations[0]
        assert (cited.article_id, cited.corrected, cited.gone_at) == ("mill", True, "2026-03-03T10:00:00+00:00")
    for question in ("who said they will bake bread?", "When was the mill sold?"):
        cited = ENGINE.answer(question).citations[0]
        assert (cited.corrected, cited.gone_at) == (False, None)


def test_a_quote_that_the_store_no_longer_holds_is_not_shown() -> None:
    class Changed(PassagesInMemory):
        def article(self, key: int) -> Article | None:
            return Article("mill", "Altogether other words stand here now, and none of the old ones do.")

    answer = Engine(Changed([MILL], {"mill": (BREAD,)})).answer("who said they will bake bread?")
    assert (answer.status, answer.citations, answer.closest) == (Status.NOT_FOUND, (), ())


def test_a_pronoun_that_nobody_was_found_for_is_no_name() -> None:
    article = Article("a", "The hall was full. “We will bake bread there,” she said.")
    passages = PassagesInMemory(
        [article], {"a": (said(article, "“We will bake bread there,”", "she", None, "said", direct=True),)}
    )
    answer = Engine(passages).answer("who said we will bake bread there?")
    assert answer.status is Status.ANSWERED
    assert answer.text == "The articles say this, but I cannot tell whose words they are [1]."
    assert (answer.citations[0].speaker, answer.citations[0].direct) == (None, None)


def test_a_named_speaker_goes_before_a_pronoun() -> None:
    article = Article("a", "“We will bake bread there,” she said.")
    passages = PassagesInMemory(
        [article, MILL],
        {"a": (said(article, "“We will bake bread there,”", "she", None, "said", direct=True),), "mill": (BREAD,)},
    )
    answer = Engine(passages).answer("who said we will bake bread there?")
    assert answer.text == "Ada Thorn, a baker from Oldbridge [1]."
    assert [c.speaker for c in answer.citations] == ["Ada Thorn"]


def test_words_that_the_article_says_itself_are_quoted_without_a_speaker() -> None:
    answer = ENGINE.answer("who said nobody had wanted it for nine years?")
    assert answer.status is Status.ANSWERED
    assert answer.text == "The article says this in its own words [1]."
    assert [(c.quote, c.speaker) for c in answer.citations] == [("Nobody had wanted it for nine years.", None)]


def test_nobody_is_named_who_says_the_opposite() -> None:
    answer = ENGINE.answer("who said we will not bake bread there?")
    assert (answer.status, answer.citations) == (Status.NOT_FOUND, ())
    assert answer.text == "Nobody says this. Ada Thorn says the opposite:"
    assert [(c.speaker, c.relation) for c in answer.closest] == [("Ada Thorn", Relation.OPPOSITE)]


def test_nobody_is_named_who_gives_another_figure() -> None:
    article = Article("a", "“We will bake twelve loaves there,” said Ada Thorn.")
    words = said(article, "“We will bake twelve loaves there,”", "Ada Thorn", None, "said", direct=True)
    answer = Engine(PassagesInMemory([article], {"a": (words,)})).answer("who said we will bake 40 loaves there?")
    assert (answer.status, answer.citations) == (Status.NOT_FOUND, ())
    assert answer.text == "Nobody says this. Ada Thorn gives another figure:"
    assert [(c.quote, c.relation) for c in answer.closest] == [(article.text, Relation.OTHER_FIGURE)]


@pytest.mark.parametrize(
    ("text", "cue", "question", "first_line", "relation"),
    [
        (
            "Ada Thorn denied that she had sold the mill.",
            "denied",
            "who said she had sold the mill?",
            "Nobody says this. Ada Thorn denied it:",
            Relation.DENIED,
        ),
        (
            "Ada Thorn asked whether the mill would be sold.",
            "asked",
            "who said the mill would be sold?",
            "Nobody says this. Ada Thorn only asked it:",
            Relation.ASKED,
        ),
    ],
)
def test_nobody_is_named_who_denies_or_only_asks_it(
    text: str, cue: str, question: str, first_line: str, relation: Relation
) -> None:
    article, words = Article("a", text), text.partition(f"{cue} ")[2].rstrip(".")
    engine = Engine(PassagesInMemory([article], {"a": (said(article, words, "Ada Thorn", None, cue, direct=False),)}))
    answer = engine.answer(question)
    assert (answer.status, answer.text, answer.citations) == (Status.NOT_FOUND, first_line, ())
    assert [(c.quote, c.relation) for c in answer.closest] == [(text, relation)]
    asked_for_it = engine.answer(question.replace("said", f"{cue} that" if cue == "denied" else f"{cue} whether"))
    assert [c.speaker for c in asked_for_it.citations] == ["Ada Thorn"]


def test_who_says_the_same_is_named_beside_who_says_the_opposite() -> None:
    article = Article("a", "“We will not bake bread there,” said Bo Lund. “We will bake bread there,” said Ada Thorn.")
    statements = (
        said(article, "“We will not bake bread there,”", "Bo Lund", None, "said", direct=True),
        said(article, "“We will bake bread there,”", "Ada Thorn", None, "said", direct=True),
    )
    engine = Engine(PassagesInMemory([article], {"a": statements}))
    assert [c.speaker for c in engine.answer("who said we will bake bread there?").citations] == ["Ada Thorn"]
    assert [c.speaker for c in engine.answer("who said we will not bake bread there?").citations] == ["Bo Lund"]


def test_the_articles_own_sentence_goes_before_somebody_on_the_same_matter() -> None:
    article = Article("a", "The mill stood empty for nine winters. “Nobody wanted it,” said Ada Thorn.")
    words = said(article, "“Nobody wanted it,”", "Ada Thorn", None, "said", direct=True)
    answer = Engine(PassagesInMemory([article], {"a": (words,)})).answer(
        "who said the mill stood empty for nine winters?"
    )
    assert answer.text == "The article says this in its own words [1]."
    assert [(c.quote, c.speaker, c.relation) for c in answer.citations] == [
        ("The mill stood empty for nine winters.", None, Relation.NARRATION)
    ]


def test_two_people_who_said_it_are_both_named() -> None:
    echo = Article("echo", "“We will bake bread there,” wrote Bo Lund.", "Echo")
    passages = PassagesInMemory(
        [MILL, echo],
        {"mill": (BREAD,), "echo": (said(echo, "“We will bake bread there,”", "Bo Lund", None, "wrote", direct=True),)},
    )
    answer = Engine(passages).answer("who said we will bake bread there?")
    assert answer.text == "Ada Thorn, a baker from Oldbridge [1], and Bo Lund [2]."
    assert [c.number for c in answer.citations] == [1, 2]


def test_somebody_who_said_rather_less_of_it_is_not_named_beside_who_said_it_all() -> None:
    one = Article("one", "“The old mill bakes fresh brown bread,” said Ada Thorn.")
    other = Article("other", "“The old mill bakes fresh bread,” said Bo Lund.")
    passages = PassagesInMemory(
        [one, other],
        {
            "one": (said(one, "“The old mill bakes fresh brown bread,”", "Ada Thorn", None, "said", direct=True),),
            "other": (said(other, "“The old mill bakes fresh bread,”", "Bo Lund", None, "said", direct=True),),
        },
    )
    assert Engine(passages).answer("who said the old mill bakes fresh brown bread?").text == "Ada Thorn [1]."
    assert Engine(passages).answer("who said the old mill bakes fresh bread?").text.startswith("Bo Lund [1], and Ada")


@pytest.mark.parametrize("text", ["", "?", "x" * 10_000])
def test_what_cannot_be_asked_raises(text: str) -> None:
    with pytest.raises(QuestionError):
        ENGINE.answer(text)


HALL = Article(
    "hall",
    "“The hall needs a new roof,” said Jane Roe, head of the Oldbridge Trust. Roe added that nobody had offered to pay."
    " Bo Lund of the council said the roof could wait a year. Bert Roe, who lives next door, called it a shame.",
    "Hall roof",
    "The Post",
    None,
    "2025-04-01",
)
ROOF = said(HALL, "“The hall needs a new roof,”", "Jane Roe", "head of the Oldbridge Trust", "said", direct=True)
PAY = Statement("Jane Roe", "head of the Oldbridge Trust", "added", False, 78, 113, 73, 76)
WAIT = said(HALL, "the roof could wait a year", "Bo Lund", "of the council", "said", direct=False)
SHAME = said(HALL, "it a shame", "Bert Roe", None, "called", direct=False)
HALLS = Engine(PassagesInMemory([MILL, HALL], {"mill": (BREAD,), "hall": (ROOF, PAY, WAIT, SHAME)}))


def test_the_words_of_a_speaker_come_first_with_their_source() -> None:
    answer = HALLS.answer("what did Bo Lund say about the roof?")
    assert answer.status is Status.ANSWERED
    assert answer.text == "Bo Lund, of the council: the roof could wait a year [1]"
    assert answer.citations[0].quote == "Bo Lund of the council said the roof could wait a year."
    assert answer.citations[0].title == "Hall roof"


def test_a_speaker_of_another_given_name_is_not_quoted() -> None:
    answer = HALLS.answer("any quotes from Jane Roe about the shame?")
    assert all(citation.speaker != "Bert Roe" for citation in (*answer.citations, *answer.closest))


def test_everything_that_a_speaker_said_is_shown_where_nothing_is_asked_about() -> None:
    answer = HALLS.answer("what did Jane Roe say?")
    assert [citation.speaker for citation in answer.citations] == ["Jane Roe", "Jane Roe"]
    assert answer.text.startswith("Jane Roe, head of the Oldbridge Trust: “The hall needs a new roof,” [1]")


def test_those_of_an_affiliation_are_found_by_their_role() -> None:
    answer = HALLS.answer("did anyone from the Oldbridge Trust comment on the roof?")
    assert answer.citations[0].speaker == "Jane Roe"


def test_a_speaker_who_says_nothing_on_it_is_not_made_to() -> None:
    answer = HALLS.answer("what did Bo Lund say about penguins?")
    assert answer.status is Status.NOT_FOUND
    assert answer.text == "Bo Lund is quoted in the articles, but not on this. Closest:"
    assert answer.closest[0].speaker == "Bo Lund"


def test_a_name_that_nobody_speaks_under_is_told_so() -> None:
    answer = HALLS.answer("what did Ursula Blum say about the roof?")
    assert answer.status is Status.NOT_FOUND
    assert answer.citations == ()
    assert all(citation.speaker != "Ursula Blum" for citation in answer.closest)


def test_what_the_asker_knows_of_the_speaker_decides_between_two() -> None:
    echo = Article("echo", "“The roof could wait a year,” said Ada Thorn, a baker.", "Echo", None, None, "2026-01-01")
    words = said(echo, "“The roof could wait a year,”", "Ada Thorn", "a baker", "said", direct=True)
    engine = Engine(PassagesInMemory([HALL, echo], {"hall": (ROOF, PAY, WAIT, SHAME), "echo": (words,)}))
    assert engine.answer("which council member said the roof could wait a year?").citations[0].speaker == "Bo Lund"
    assert engine.answer("which baker said the roof could wait a year?").citations[0].speaker == "Ada Thorn"


def test_a_speaker_whom_the_article_does_not_name_is_not_named() -> None:
    start = MILL.text.index("“We will")
    other = Statement("Bo Lund", "a baker", "said", True, start, start + 26, start + 32, start + 41)
    answer = Engine(PassagesInMemory([MILL], {"mill": (other,)})).answer("who said we will bake bread there?")
    assert answer.text == "The articles say this, but I cannot tell whose words they are [1]."
    assert (answer.citations[0].speaker, answer.citations[0].role) == (None, None)


def test_the_outlet_that_passed_the_words_on_is_told_apart_from_the_speaker() -> None:
    text = "“The mill bakes fresh bread,” Ada Thorn told the Oldbridge Post."
    article = Article("a", text)
    words = Statement("Ada Thorn", None, "told", True, 0, 29, 30, 39, outlet="the Oldbridge Post")
    engine = Engine(PassagesInMemory([article, MILL], {"a": (words,)}))
    answer = engine.answer("who said the mill bakes fresh bread?")
    assert answer.text == "Ada Thorn (via the Oldbridge Post) [1]."
    assert (answer.citations[0].speaker, answer.citations[0].outlet) == ("Ada Thorn", "the Oldbridge Post")
    assert engine.answer("what did Thorn say?").text == (
        "Ada Thorn (via the Oldbridge Post): “The mill bakes fresh bread,” [1]"
    )


def test_words_about_somebody_are_not_given_for_words_of_theirs() -> None:
    text = "“Bo Lund must mend the mill roof soon,” said Ada Thorn."
    said = Statement("Ada Thorn", None, "said", True, 0, 39, 45, 54)
    answer = Engine(PassagesInMemory([Article("a", text)], {"a": (said,)})).answer(
        "what did Bo Lund say about the mill roof?"
    )
    assert (answer.status, answer.citations) == (Status.NOT_FOUND, ())


COUNCIL = Article(
    "council",
    "The council accused the Mill Trust of hiding rats. Ada Thorn said the rats were an old tale of the Mill Trust. "
    "Bo Lund likened the mill to a sieve. “It leaks from every board,” Lund said of the mill.",
    "Rats",
)
TALE = said(COUNCIL, "the rats were an old tale of the Mill Trust", "Ada Thorn", None, "said", direct=False)
LEAKS = said(COUNCIL, "“It leaks from every board,”", "Lund", None, "said", direct=True)
RATS = Engine(PassagesInMemory([COUNCIL, FERRY], {"council": (TALE, LEAKS), "ferry": (ICE,)}))


def test_who_did_something_is_not_answered_with_whoever_spoke_of_it() -> None:
    answer = RATS.answer("who accused the Mill Trust of hiding rats?")
    assert answer.text.startswith("The council accused the Mill Trust of hiding rats.")
    assert answer.citations[0].speaker is None


def test_what_is_told_of_a_speaker_goes_before_words_on_something_else() -> None:
    answer = RATS.answer("what did Bo Lund liken the mill to?")
    assert answer.citations[0].quote == "Bo Lund likened the mill to a sieve."
    assert answer.text == "Bo Lund likened the mill to a sieve. [1]"


def test_a_long_statement_is_quoted_where_it_answers() -> None:
    words = "“" + "We will sweep the yard and paint the gate, " * 8 + "and the oven will be lit at six.”"
    long = Article("yard", f"{words} said Ada Thorn. “The oven will be lit at six,” Thorn said again.", "Yard")
    first = said(long, words, "Ada Thorn", None, "said", direct=True)
    at = long.text.index("“The oven")
    second = Statement("Ada Thorn", None, "said", True, at, at + 29, at + 30, at + 35)
    answer = Engine(PassagesInMemory([long], {"yard": (first, second)})).answer(
        "what did Ada Thorn say about when the oven will be lit?"
    )
    assert answer.citations[0].speaker == "Ada Thorn"
    assert len(answer.citations[0].quote.split()) <= 45
    assert "oven will be lit at six" in answer.citations[0].quote


class Counting(PassagesInMemory):
    """Counts the searches for passages, and the reads of articles to verify."""

    def __init__(self, *articles: Article) -> None:
        super().__init__(articles)
        self.searches, self.reads = 0, 0

    def search(self, query: Query, k: int) -> list[Hit]:
        self.searches += 1
        return super().search(query, k)

    def articles_by_key(self, keys: Iterable[int]) -> dict[int, Article]:
        self.reads += 1
        return super().articles_by_key(keys)


class Keen:
    """Takes what it is given, and writes and translates nothing."""

    def __init__(self) -> None:
        self.given: list[list[str]] = []

    def write(
        self, asked: PreparedQuestion, passages: Corpus, hits: Sequence[Hit], today: date
    ) -> WrittenAnswer | None:
        self.given.append([hit.article.id for hit in hits])
        return None

    def translate(self, question: str, language: str) -> str | None:
        return None


@pytest.mark.parametrize("question", ["When was the mill sold?", "Коли продали млин?", "Which planet has rings?"])
def test_passages_are_searched_once_for_a_question_whoever_words_or_translates_it(question: str) -> None:
    passages, keen = Counting(MILL), Keen()
    Engine(passages, writer=keen, translator=keen).answer(question)
    assert passages.searches == 1


def test_the_writer_is_given_the_passages_that_the_answer_was_made_from() -> None:
    keen = Keen()
    assert Engine(Counting(MILL), writer=keen).answer("When was the mill sold?").status is Status.ANSWERED
    assert keen.given == [["mill"]]


def test_all_quotes_of_an_answer_are_verified_in_one_read() -> None:
    texts = ("The mill was sold in 1990 to a baker.", "Later the mill was sold again, in May.", "The mill was sold.")
    passages = Counting(*(Article(f"a{n}", text) for n, text in enumerate(texts)))
    answer = Engine(passages).answer("When was the mill sold?")
    assert len(answer.citations) > 1
    assert passages.reads == 1
