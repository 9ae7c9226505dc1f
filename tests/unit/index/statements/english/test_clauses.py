"""Where the words said begin and end, behind every kind of cue."""

from __future__ import annotations

import pytest

from index.statements import find_statements

Row = tuple[str, str | None, str, bool, str]

CLAUSES: dict[str, tuple[str, list[Row]]] = {
    "an adverb before that": (
        "Jane Roe said explicitly that the mill was gone.",
        [
            ("Jane Roe", None, "said", False, "that the mill was gone"),
        ],
    ),
    "initials that a hyphen joins to a word": (
        "Jane Roe said the mill was sold to N.L.-led millers of the north.",
        [
            ("Jane Roe", None, "said", False, "the mill was sold to N.L.-led millers of the north"),
        ],
    ),
    "a long aside before that": (
        "Jane Roe said in an interview with the Oldbridge Post last week that the mill was gone.",
        [
            ("Jane Roe", None, "said", False, "that the mill was gone"),
        ],
    ),
    "an aside between commas before that": (
        "Jane Roe said, among other things, that the mill was gone.",
        [
            ("Jane Roe", None, "said", False, "that the mill was gone"),
        ],
    ),
    "a title in quotation marks before that": (
        "Jane Roe said on Oldbridge Radio’s “River Hour” that the mill was gone.",
        [
            ("Jane Roe", None, "said", False, "that the mill was gone"),
        ],
    ),
    "a hearer of several words": (
        "Jane Roe told members of the council that the mill was gone.",
        [
            ("Jane Roe", None, "told", False, "that the mill was gone"),
        ],
    ),
    "a hearer with a role": (
        "Jane Roe told host Peter Poe the mill was gone.",
        [
            ("Jane Roe", None, "told", False, "the mill was gone"),
        ],
    ),
    "went on to say": (
        "Jane Roe went on to say the mill was gone.",
        [
            ("Jane Roe", None, "say", False, "the mill was gone"),
        ],
    ),
    "a noun that only a contraction follows": (
        "Jane Roe said she’d consider the plan.",
        [
            ("Jane Roe", None, "said", False, "she’d consider the plan"),
        ],
    ),
    "no verb in sight": (
        "Jane Roe said inevitable changes cost people their jobs.",
        [
            ("Jane Roe", None, "said", False, "inevitable changes cost people their jobs"),
        ],
    ),
    "as X noted, in front": (
        "As Jane Roe noted, the mill was gone.",
        [
            ("Jane Roe", None, "noted", False, "the mill was gone"),
        ],
    ),
    "as X told Y, in front, with a quotation": (
        "However, as Jane Roe told the Post, “the mill is gone.”",
        [
            ("Jane Roe", None, "told", True, "“the mill is gone.”"),
        ],
    ),
    "as X noted, behind": (
        "The mill was gone by noon, as Jane Roe noted in the Post.",
        [
            ("Jane Roe", None, "noted", False, "The mill was gone by noon"),
        ],
    ),
    "the cue opens the sentence, with a comma": (
        "Said Jane Roe, “The mill is gone.”",
        [
            ("Jane Roe", None, "Said", True, "“The mill is gone.”"),
        ],
    ),
    "according to, behind because": (
        "He stayed because, according to Jane Roe, the mill was gone.",
        [
            ("Jane Roe", None, "according to", False, "the mill was gone"),
        ],
    ),
    "according to, with more of the speaker": (
        "The mill was gone, according to the River Trust, one of three trusts in town.",
        [("the River Trust", None, "according to", False, "The mill was gone")],
    ),
    "according to, with a colon": (
        "According to Jane Roe: “The mill is gone.”",
        [
            ("Jane Roe", None, "According to", True, "“The mill is gone.”"),
        ],
    ),
    "called somebody something": (
        "Jane Roe called Peter Poe a liar.",
        [
            ("Jane Roe", None, "called", False, "Peter Poe a liar"),
        ],
    ),
    "called for, with a day between": (
        "Jane Roe called Monday for the dam to be closed.",
        [
            ("Jane Roe", None, "called", False, "the dam to be closed"),
        ],
    ),
    "asked about": (
        "Jane Roe asked Peter Poe about the dam.",
        [
            ("Jane Roe", None, "asked", False, "the dam"),
        ],
    ),
    "the next paragraph without quotation marks": (
        "Jane Roe wrote:\n\nThe mill is gone and nobody will build another one for us.\n\nNobody came.",
        [
            ("Jane Roe", None, "wrote", False, "The mill is gone and nobody will build another one for us."),
        ],
    ),
    "but with a new subject": (
        "Jane Roe said the mill was gone, but she knew that the dam would hold.",
        [
            ("Jane Roe", None, "said", False, "the mill was gone"),
        ],
    ),
    "but without one": (
        "Jane Roe said the mill was old, but not gone.",
        [
            ("Jane Roe", None, "said", False, "the mill was old, but not gone"),
        ],
    ),
    "but with a new report": (
        "Jane Roe said the mill was gone, but six in 10 millers said it stood.",
        [
            ("Jane Roe", None, "said", False, "the mill was gone"),
            ("six in 10 millers", None, "said", False, "it stood"),
        ],
    ),
    "a noun that sums up": (
        "Jane Roe said the mill was gone, a claim that Peter Poe rejects.",
        [
            ("Jane Roe", None, "said", False, "the mill was gone"),
        ],
    ),
    "a participle of speech": (
        "Jane Roe said the mill was gone, calling it a shame.",
        [
            ("Jane Roe", None, "said", False, "the mill was gone"),
        ],
    ),
    "a participle of what was said": (
        "Jane Roe said the mill was gone, leaving the town without bread.",
        [
            ("Jane Roe", None, "said", False, "the mill was gone, leaving the town without bread"),
        ],
    ),
    "which, at the end": (
        "Jane Roe said the mill was gone, which angered the council.",
        [
            ("Jane Roe", None, "said", False, "the mill was gone"),
        ],
    ),
    "which, inside": (
        "Jane Roe said the mill that opened in May, which fed the town, was gone.",
        [
            ("Jane Roe", None, "said", False, "the mill that opened in May, which fed the town, was gone"),
        ],
    ),
    "which, before any verb": (
        "Jane Roe said that the old mill, which fed the town, was gone.",
        [
            ("Jane Roe", None, "said", False, "that the old mill, which fed the town, was gone"),
        ],
    ),
    "an aside between dashes": (
        "Jane Roe said that the mill - the oldest in town - was gone.",
        [
            ("Jane Roe", None, "said", False, "that the mill - the oldest in town - was gone"),
        ],
    ),
    "a dash that goes on": (
        "Jane Roe said the mill was gone - and that the dam was weak.",
        [
            ("Jane Roe", None, "said", False, "the mill was gone - and that the dam was weak"),
        ],
    ),
    "a dash that turns away": (
        "Jane Roe said the mill was gone - though she had not been there.",
        [
            ("Jane Roe", None, "said", False, "the mill was gone"),
        ],
    ),
    "a second verb of saying": (
        "Jane Roe said the mill was gone and called it a shame.",
        [
            ("Jane Roe", None, "said", False, "the mill was gone"),
            ("Jane Roe", None, "called", False, "it a shame"),
        ],
    ),
    "another speaker’s clause": (
        "Jane Roe said the mill was gone, while Peter Poe said the dam would hold.",
        [
            ("Jane Roe", None, "said", False, "the mill was gone"),
            ("Peter Poe", None, "said", False, "the dam would hold"),
        ],
    ),
    "though with the writer’s subject": (
        "Jane Roe said the mill was gone, although she had not been there.",
        [
            ("Jane Roe", None, "said", False, "the mill was gone"),
        ],
    ),
    "though that goes on": (
        "Jane Roe said the mill was strong, though built of straw.",
        [
            ("Jane Roe", None, "said", False, "the mill was strong, though built of straw"),
        ],
    ),
    "a quotation that ends with its comma": (
        "Jane Roe said, “The mill is gone,” and left the room.",
        [
            ("Jane Roe", None, "said", True, "“The mill is gone,”"),
        ],
    ),
    "called a quotation, and a deed": (
        "Jane Roe called the dam “a mess” and left the room.",
        [
            ("Jane Roe", None, "called", False, "the dam “a mess”"),
        ],
    ),
    "called a quotation, with its end": (
        "Jane Roe called the dam “a mess” for the whole town.",
        [
            ("Jane Roe", None, "called", False, "the dam “a mess” for the whole town"),
        ],
    ),
    "an adjunct before the speaker": (
        "In both years, Jane Roe said, the mill was closed for repairs.",
        [
            ("Jane Roe", None, "said", False, "the mill was closed for repairs"),
        ],
    ),
    "a clause with though before the speaker": (
        "Though the road was open, the mill had gone by noon on Friday, Jane Roe said.",
        [
            ("Jane Roe", None, "said", False, "the mill had gone by noon on Friday"),
        ],
    ),
    "a clause that ends with p.m.": (
        "Jane Roe said the mill opens at 7 p.m. The dam is old.",
        [("Jane Roe", None, "said", False, "the mill opens at 7 p.m.")],
    ),
    "a subject before the speaker": (
        "That, Jane Roe said, is by design.",
        [("Jane Roe", None, "said", False, "That, Jane Roe said, is by design")],
    ),
    "an adverb before the speaker": (
        "Instead, Jane Roe said, the mill was closed for repairs.",
        [("Jane Roe", None, "said", False, "the mill was closed for repairs")],
    ),
    "a gesture behind the cue": (
        "The mill was gone, Jane Roe said, wiping her face.",
        [
            ("Jane Roe", None, "said", False, "The mill was gone"),
        ],
    ),
    "a programme’s title before the speaker": (
        "On Oldbridge Radio’s “Morning River,” Jane Roe said the mill was gone.",
        [
            ("Jane Roe", None, "said", False, "the mill was gone"),
        ],
    ),
    "a question before told and a place": (
        "“Who knows?” Jane Roe told the Oldbridge Post in a long talk about the mill.",
        [
            ("Jane Roe", None, "told", True, "“Who knows?”"),
        ],
    ),
    "an exclamation before said as": (
        "“We love it!” Jane Roe said as she turned around.",
        [
            ("Jane Roe", None, "said", True, "“We love it!”"),
        ],
    ),
    "marks that do not match around the tag": (
        '“I saw the speech," Jane Roe said. "Nobody else did, folks.”',
        [
            ("Jane Roe", None, "said", True, '“I saw the speech," Jane Roe said. "Nobody else did, folks.”'),
        ],
    ),
    "three single marks": (
        "''You tell the council, 'We are sorry,''' said Jane Roe.",
        [
            ("Jane Roe", None, "said", True, "''You tell the council, 'We are sorry,'''"),
        ],
    ),
    "a sentence that ends with p.m.": (
        "The mill opens at 7 p.m. He said the dam was weak.",
        [
            ("he", None, "said", False, "the dam was weak"),
        ],
    ),
    "a sentence that ends with an abbreviated name": (
        "The mill is in the U.S. But Jane Roe said the dam was weak.",
        [
            ("Jane Roe", None, "said", False, "the dam was weak"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CLAUSES.values(), ids=CLAUSES.keys())
def test_the_words_said_begin_and_end_where_a_reader_would_say(text: str, expected: list[Row]) -> None:
    found = [(s.speaker, s.role, s.cue, s.direct, text[s.start : s.end]) for s in find_statements(text)]
    assert found == expected


NO_CLAUSE = {
    "said so": "Jane Roe said so in the morning and in the evening.",
    "said nothing": "Jane Roe said nothing about the dam or the mill.",
    "said where and when": "Jane Roe said in Oldbridge as the crowd was leaving.",
    "argued for": "Jane Roe argued for building a new dam next year.",
    "told stories": "Jane Roe told stories about the mill.",
    "called somebody the next day": "Jane Roe called Peter Poe a day later.",
    "a time with that": "Jane Roe said that same day.",
}


@pytest.mark.parametrize("text", NO_CLAUSE.values(), ids=NO_CLAUSE.keys())
def test_an_object_that_is_no_clause_is_no_statement(text: str) -> None:
    assert find_statements(text) == ()
