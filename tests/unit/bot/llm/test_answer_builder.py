"""Verified sentences become the text and the citations of an answer."""

from __future__ import annotations

from bot.llm.answer_builder import build_answer
from bot.llm.types import Claim, Draft, VerifiedSentence
from bot.llm.verify.verifier import VerificationInput, verify_draft
from index.types import Article
from tests.support.fakes import PassagesInMemory
from tests.support.prompted import ARTICLES, PROMPT, STATEMENTS


def passages(*articles: Article) -> PassagesInMemory:
    return PassagesInMemory(articles or tuple(ARTICLES.values()), {ARTICLES[k].id: s for k, s in STATEMENTS.items()})


def one(number: int) -> VerifiedSentence:
    return VerifiedSentence(number, PROMPT[number - 1].text, (PROMPT[number - 1],))


def test_markers_count_from_one_in_the_order_of_first_mention_and_name_their_citation() -> None:
    draft = Draft(
        (
            Claim("Karim Vale sells the honey at €6 a jar.", (10,)),
            Claim("The ferry between Tarn and Oldbridge will stop on Monday. The ferry did not sink.", (1, 7)),
            Claim("Twenty-two hives stand on the roof of the Corin library. Vale sells the honey.", (9, 10)),
        )
    )
    text, citations = build_answer(passages(), verify_draft(draft, VerificationInput(PROMPT, STATEMENTS)).sentences)
    assert text == (
        "Karim Vale sells the honey at €6 a jar [1].\n"
        "The ferry between Tarn and Oldbridge will stop on Monday [2]. The ferry did not sink [3].\n"
        "Twenty-two hives stand on the roof of the Corin library [4]. Vale sells the honey [1]."
    )
    assert [each.number for each in citations] == [1, 2, 3, 4]
    assert [each.quote for each in citations] == [PROMPT[n - 1].text for n in (10, 1, 7, 9)]
    assert citations[1].title == "Oldbridge ferry to stop"


def test_a_citation_names_the_speaker_that_the_statements_have() -> None:
    _, citations = build_answer(passages(), [one(2), one(4)])
    assert [(each.speaker, each.direct) for each in citations] == [("Ada Thorn", True), ("Bo Lund", False)]


def test_a_sentence_whose_words_the_store_has_no_more_is_left_out_and_numbers_close_up() -> None:
    changed = [Article("ferry", "Nothing of it."), ARTICLES[2], ARTICLES[3]]
    text, citations = build_answer(passages(*changed), [one(1), one(9)])
    assert text == "Twenty-two hives stand on the roof of the Corin library [1]."
    assert [each.article_id for each in citations] == ["bees"]


def test_of_several_sources_those_that_stand_are_named() -> None:
    changed = [Article("ferry", "Nothing of it."), ARTICLES[2], ARTICLES[3]]
    both = VerifiedSentence(0, "Hives and ferries.", (PROMPT[0], PROMPT[8]))
    assert build_answer(passages(*changed), [both])[0] == "Hives and ferries [1]."


def test_nothing_kept_is_no_text_and_no_citation() -> None:
    assert build_answer(passages(), []) == ("", ())


def test_a_question_mark_keeps_its_place() -> None:
    kept = VerifiedSentence(0, "“Why now?”", (PROMPT[0],))
    assert build_answer(passages(), [kept])[0] == "“Why now?” [1]."
    assert build_answer(passages(), [VerifiedSentence(0, "Why now?", (PROMPT[0],))])[0] == "Why now? [1]"
