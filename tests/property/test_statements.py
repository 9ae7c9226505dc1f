"""Whatever the text: no exception, offsets inside it, and names that the article holds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.statements import find_statements

MARKS = "“ ” \" '' ' ’ ‘ « » „ , . : ; ? ! ( ) - — …"
ENGLISH = """
said says told added asked called for points out according to Jane Roe Dr. Mr. he she they who the a an analyst at of
Northgate that and but In On Monday R-Ohio 1.5 not never has Senate spokeswoman whether
"""
CYRILLIC = "сказав сказала Коваль , що За словами не"
WORDS = st.sampled_from([*f"{MARKS} {ENGLISH} {CYRILLIC}".split(), "\n", "\n\n"])
ARTICLES = st.lists(WORDS, max_size=60).map(" ".join) | st.lists(WORDS, max_size=40).map("".join)


def check(text: str) -> None:
    found = find_statements(text)
    assert [s.start for s in found] == sorted(s.start for s in found)
    assert len({(s.start, s.end) for s in found}) == len(found)
    for s in found:
        assert 0 <= s.start < s.end <= len(text)
        assert 0 <= s.speaker_start < s.speaker_end <= len(text)
        assert s.cue == text[s.cue_start : s.cue_end]
        assert (s.role is None) == (s.role_start is None)
        assert s.role is None or s.role[1:] == text[s.role_start : s.role_end][1:]
        assert s.name_start is None or s.speaker == text[s.name_start : s.name_end]
        assert 0 < len(s.speaker.split()) <= 8
        assert s.speaker.split()[-1].lower() in text.lower()


@settings(max_examples=400)
@given(ARTICLES)
def test_statements_of_texts_made_of_speech_words_are_sound(text: str) -> None:
    check(text)


@given(st.text(max_size=300))
def test_statements_of_any_text_are_sound(text: str) -> None:
    check(text)


@given(ARTICLES, st.text(alphabet=" \n", max_size=5))
def test_white_space_behind_an_article_changes_nothing(text: str, space: str) -> None:
    assert find_statements(text + space) == find_statements(text)
