"""The people of a Ukrainian or Russian article, in the nominative where the article gives it."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.cyrillic.cases import case_stem, is_nearer_nominative, nominative_rank
from index.statements.cyrillic.names import find_full_names
from index.statements.stated import MOST_ALIKE, NamedPeople, Words
from index.statements.tokens import Sentence


class SlavicPeople(NamedPeople):
    """The people of a Ukrainian or Russian article; a surname is kept as the stem of all its cases."""

    def add(self, words: Words) -> None:
        """Add a full name, or another form of a known one."""
        known = self.by_surname.setdefault(case_stem(words[-1]), [])
        for place, other in enumerate(known):
            if case_stem(words[0]) == case_stem(other[0]):
                known[place] = max(words, other, key=_fullness)
                return
        if len(known) < MOST_ALIKE:
            known.append(words)

    def find_fullest(self, words: Words) -> Words | None:
        """Return the one full name that ``words`` can stand for; None where there is none, or more than one.

        A surname in the nominative stands for no name that the article gives in another case only.
        """
        known = self.by_surname.get(case_stem(words[-1]), ())
        candidates = [name for name in known if len(words) == 1 or case_stem(words[0]) == case_stem(name[0])]
        if len(candidates) != 1 or (len(words) == 1 and is_nearer_nominative(words, candidates[0][-1:])):
            return None
        return candidates[0]

    def find_by_surname(self, surname: str, *, subject: bool = False) -> Sequence[Words]:
        """Return the full names that a surname in any case can stand for.

        For a ``subject`` those that have the very form come first, and names that the article gives in another case
        only are left out.
        """
        known = self.by_surname.get(case_stem(surname), [])
        if not subject:
            return known
        same = [name for name in known if name[-1].lower() == surname.lower()]
        return same or [name for name in known if not is_nearer_nominative((surname,), name[-1:])]


def find_people(sentences: Sequence[Sentence]) -> SlavicPeople:
    """Return every full name of the sentences."""
    people = SlavicPeople()
    for sentence in sentences:
        for words, span in find_full_names(sentence.tokens):
            people.mentions.setdefault(" ".join(words), []).append(span)
            people.add(words)
    return people


def _fullness(name: Words) -> tuple[int, int, list[int]]:
    """Return a sort key of the forms of one name: the nominative first, then the longer."""
    return nominative_rank(name[0]), len(name), [nominative_rank(word) for word in name]
