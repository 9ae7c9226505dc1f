from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from bot.answer.open.candidates import CandidateSentence, candidate_sentences
from bot.answer.open.features import (
    UNRANKED_FEATURES,
    QueryFeatures,
    SpanMatches,
    article_features,
    rank_score,
    span_features,
    weighted_sum,
)
from bot.answer.question.answer_type import AnswerType, ExpectedAnswer
from index.text.tokenizer import content_stems, stems
from index.types import Article, Hit, ScoredSentence

TEXT = "It rained all day. Mayor Quillan bought the mill for 90,000 euros. The old ferry left."
QUESTION = "How many euros did the mill cost?"
RARITIES = {"euro": 1.0, "mill": 2.0, "cost": 1.0}
NO_MATCHES = SpanMatches((), ())


def asked(question: str, want: ExpectedAnswer, rarities: Mapping[str, float] | None = None) -> QueryFeatures:
    said = content_stems(question)
    return QueryFeatures(rarities or dict.fromkeys(said, 1.0), tuple(said), frozenset(stems(question)), want)


def passage(text: str, likeness: Sequence[float] = ()) -> list[CandidateSentence]:
    article = Article("a", text)
    (found,) = candidate_sentences([Hit(article, 0, len(text), 1.0, None, None)], {})
    near = tuple(ScoredSentence(one.start, one.end, like) for one, like in zip(found, likeness, strict=bool(likeness)))
    return candidate_sentences([Hit(article, 0, len(text), 1.0, None, None, sentences=near)], {})[0]


def seen(
    question: str, text: str, want: AnswerType = AnswerType.ANYTHING, first: int = 0, last: int = 0
) -> dict[str, float]:
    every = passage(text)
    return span_features(asked(question, ExpectedAnswer(want)), tuple(every[first : last + 1]), every, NO_MATCHES, 0.0)


def test_every_feature_of_a_sentence_is_what_a_hand_computes() -> None:
    every = passage(TEXT, [0.1, 0.5, 0.2])
    question = asked(QUESTION, ExpectedAnswer(AnswerType.NUMBER, frozenset({"euro"})), RARITIES)
    matches = SpanMatches((0.5, 0.75, 0.25), (1.0, 2.0, 1.0))
    assert span_features(question, (every[1],), every, matches, 0.125) == pytest.approx(
        {
            "own": 3 / 4,  # euro and mill of euro, mill and cost
            "around": 0.0,
            "passage": 3 / 4,
            "likeness": 0.5,
            "likeness_mean": 0.5,
            "match": 0.5,
            "match_rare": (0.5 + 1.5 + 0.25) / 4,
            "weakest": 0.25,
            "phrase": 0.0,
            "behind": 0.125,
            "length": math.log(8),
            "fresh": math.log(1 + 4),  # mayor, Quillan, bought, 90000
            "asking": 0.0,
            "fragment": 0.0,
            "pair": 0.0,
            "typed": 1.0,
            "untyped": 0.0,
            "close": 3 / 4,  # both within three words of the number
            "counts": 1.0,
            "names": 0.0,  # a number is wanted
        }
    )


def test_every_feature_of_a_pair_is_what_a_hand_computes() -> None:
    every = passage(TEXT, [0.1, 0.5, 0.2])
    question = asked("the ferry, the day, the mill", ExpectedAnswer(AnswerType.ANYTHING))
    found = span_features(question, (every[0], every[1]), every, SpanMatches((0.5,), (1.0,)), 0.0)
    assert found == pytest.approx(
        {
            "own": 2 / 3,
            "around": 1 / 3,  # the ferry, in the sentence behind
            "passage": 1.0,
            "likeness": 0.5,
            "likeness_mean": 0.3,
            "match": 0.5,
            "match_rare": 0.5,
            "weakest": 0.5,
            "phrase": 0.0,
            "behind": 0.0,
            "length": math.log(4 + 8),
            "fresh": math.log(1 + 7),  # rained, all; mayor, Quillan, bought, 90000, euros
            "asking": 0.0,
            "fragment": 0.0,
            "pair": 1.0,
            "typed": 0.0,
            "untyped": 0.0,
            "close": 0.0,
            "counts": 0.0,
            "names": 1.0,  # of two things and more
        }
    )


def test_what_stands_two_sentences_off_is_of_the_passage_and_not_around() -> None:
    found = seen("mill ferry", "The mill burned. It rained. The ferry left.")
    assert (found["own"], found["around"], found["passage"]) == (0.5, 0.0, 1.0)


def test_phrases_are_the_pairs_of_telling_words_of_one_sentence() -> None:
    assert seen("the old stone mill", "The old stone burned. The mill too.", last=1)["phrase"] == 0.5
    assert seen("the old stone mill", "An old stone mill burned.")["phrase"] == 1.0
    assert seen("the old stone mill", "A mill of old burned.")["phrase"] == 0.0
    assert seen("mill", "The mill burned.")["phrase"] == 0.0


@pytest.mark.parametrize(
    ("text", "asking"),
    [("Did the mill burn?", 1.0), ("“Did the mill burn?”", 1.0), ("«Did it burn?»", 1.0), ("Why? It burned.", 0.0)],
)
def test_a_piece_that_asks_is_told(text: str, asking: float) -> None:
    every = [CandidateSentence(Hit(Article("a", text), 0, len(text), 1.0, None, None), 0, 0, 0, len(text), 0.0, {})]
    assert (
        span_features(asked("mill", ExpectedAnswer(AnswerType.ANYTHING)), tuple(every), every, NO_MATCHES, 0.0)[
            "asking"
        ]
        == asking
    )


def test_a_pair_asks_where_either_sentence_does() -> None:
    assert seen("mill", "Did the mill burn? It did so then.", last=1)["asking"] == 1.0


@pytest.mark.parametrize(("text", "fragment"), [("The mill burned.", 1.0), ("The old mill burned.", 0.0)])
def test_less_than_four_words_are_a_fragment(text: str, fragment: float) -> None:
    assert seen("mill", text)["fragment"] == fragment


@pytest.mark.parametrize(
    ("want", "typed", "untyped"),
    [
        (AnswerType.NUMBER, 1.0, 0.0),
        (AnswerType.TIME, 0.0, 1.0),
        (AnswerType.REASON, 0.0, 1.0),
        (AnswerType.ANYTHING, 0.0, 0.0),
    ],
)
def test_a_sentence_has_the_wanted_kind_or_lacks_it(want: AnswerType, typed: float, untyped: float) -> None:
    found = seen("mill", "The mill cost 40 euros.", want)
    assert (found["typed"], found["untyped"]) == (typed, untyped)


def test_what_the_question_names_itself_is_no_answer() -> None:
    found = seen("Who is Ada Thorn?", "There Ada Thorn sat down.", AnswerType.PERSON)
    assert (found["typed"], found["untyped"], found["close"]) == (0.0, 1.0, 0.0)
    found = seen("Who met Ada Thorn?", "There Ada Thorn met Mary Rowe.", AnswerType.PERSON)
    assert (found["typed"], found["untyped"]) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("away", "close"), [(1, 1.0), (3, 1.0), (4, 0.75), (6, 0.75), (7, 0.5), (10, 0.5), (11, 0.25), (40, 0.25)]
)
def test_a_word_counts_less_the_farther_it_stands_from_the_mention(away: int, close: float) -> None:
    grey = "grey " * (away - 1)
    assert seen("mill", f"so 9 {grey}mill", AnswerType.NUMBER)["close"] == close
    assert seen("mill", f"so mill {grey}9", AnswerType.NUMBER)["close"] == close


def test_the_distance_to_a_long_name_is_to_its_nearer_end() -> None:
    text = "so mill grey Ada van Thorn grey grey bees"
    assert seen("mill", text, AnswerType.PERSON)["close"] == 1.0
    assert seen("bees", text, AnswerType.PERSON)["close"] == 1.0


def test_the_nearest_of_a_words_places_counts() -> None:
    assert seen("mill", f"mill {'grey ' * 20} 9 mill", AnswerType.NUMBER)["close"] == 1.0
    assert seen("mill", f"so mill 9 {'grey ' * 20} mill", AnswerType.NUMBER)["close"] == 1.0


def test_words_count_beside_a_mention_by_their_rarity() -> None:
    every = passage(f"so 9 mill {'grey ' * 20}bees")
    question = asked("mill bees", ExpectedAnswer(AnswerType.NUMBER), {"mill": 3.0, "bee": 1.0})
    assert span_features(question, tuple(every), every, NO_MATCHES, 0.0)["close"] == (3 + 0.25) / 4


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("so 9 bees hum", 1.0),
        ("so 9 old grey wild bees hum", 1.0),
        ("so 9 very old grey wild bees hum", 0.0),
        ("so bees 9 hum", 0.0),
    ],
)
def test_a_number_counts_what_stands_within_four_words_behind(text: str, counts: float) -> None:
    every = passage(text)
    question = asked("How many bees?", ExpectedAnswer(AnswerType.NUMBER, frozenset({"bee"})))
    assert span_features(question, tuple(every), every, NO_MATCHES, 0.0)["counts"] == counts


@pytest.mark.parametrize(
    ("text", "names"),
    [("the mill burned", 0.0), ("there Quillan sat", 0.5), ("there Quillan met Rowe", 1.0), ("Quillan, Rowe, 9", 1.0)],
)
def test_what_is_new_is_counted_up_to_two_where_anything_is_wanted(text: str, names: float) -> None:
    assert seen("mill", text)["names"] == names


def test_a_question_without_words_of_its_own_has_no_share() -> None:
    every = passage("The mill cost 9 euros.")
    found = span_features(
        QueryFeatures({}, (), frozenset(), ExpectedAnswer(AnswerType.NUMBER)), tuple(every), every, NO_MATCHES, 0.0
    )
    assert [found[name] for name in ("own", "around", "passage", "phrase", "close")] == [0.0] * 5


def test_matches_are_averaged_weighted_by_rarity_and_their_weakest_told() -> None:
    matches = SpanMatches((1.0, 0.5, -0.25), (1.0, 2.0, 1.0))
    assert matches.mean == pytest.approx(1.25 / 3)
    assert matches.weighted == pytest.approx((1 + 1 - 0.25) / 4)
    assert matches.weakest == -0.25


def test_matches_of_no_rarity_weigh_the_same_and_none_are_nothing() -> None:
    assert SpanMatches((1.0, 0.5), (0.0, 0.0)).weighted == 0.75
    assert (NO_MATCHES.mean, NO_MATCHES.weighted, NO_MATCHES.weakest) == (0.0, 0.0, 0.0)


def test_the_pieces_of_an_article_hold_the_question_together() -> None:
    every = passage("Quillan bought the mill. The ferry left.")
    question = replace(
        asked("Did Quillan sell the ferry?", ExpectedAnswer(AnswerType.ANYTHING)), names=frozenset({"quillan"})
    )
    together = article_features(question, [(every[0],), (every[1],)])
    assert together == pytest.approx({"article": 2 / 3, "named": 1.0, "unnamed": 0.0})
    assert article_features(question, [(every[1],)]) == pytest.approx({"article": 1 / 3, "named": 0.0, "unnamed": 0.0})


def test_a_question_without_names_is_told_from_one_whose_names_are_there() -> None:
    (every,) = [passage("Quillan bought the mill.")]
    assert article_features(asked("the mill", ExpectedAnswer(AnswerType.ANYTHING)), [tuple(every)])["unnamed"] == 1.0


def test_a_weighted_sum_takes_what_was_seen_and_the_bias() -> None:
    assert weighted_sum({"own": 2.0, "unseen": 9.0, "bias": -1.0}, {"own": 0.5, "other": 4.0}) == 0.0
    assert weighted_sum({"own": 2.0}, {"own": 0.5}) == 1.0
    assert weighted_sum({}, {"own": 0.5}) == 0.0


def test_a_piece_that_asks_loses_two_in_rank_and_nothing_else() -> None:
    assert rank_score({"own": 2.0}, {"own": 0.5, "asking": 0.0}) == 1.0
    assert rank_score({"own": 2.0}, {"own": 0.5, "asking": 1.0}) == -1.0


def test_what_is_the_same_for_all_pieces_of_an_article_does_not_rank_them() -> None:
    same = set(article_features(asked("mill", ExpectedAnswer(AnswerType.ANYTHING)), [tuple(passage("mill"))]))
    assert same | {"asking"} == UNRANKED_FEATURES
