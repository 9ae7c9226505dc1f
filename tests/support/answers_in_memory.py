"""The answers that were given, kept in memory, for tests of what uses them."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.storage.answers import RETENTION, StoredAnswer, Votes


@dataclass(slots=True)
class GivenInMemory:
    """Given, for as long as the process lives."""

    _answers: dict[str, StoredAnswer] = field(default_factory=dict)
    _votes: dict[tuple[str, int], bool] = field(default_factory=dict)
    _views: dict[tuple[str, str], int] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def put(self, answer: StoredAnswer) -> None:
        with self._lock:
            self._drop([answer.id])
            self._answers[answer.id] = answer
            rated = {each for each, _ in self._votes}
            oldest = answer.given_at - RETENTION
            self._drop([each.id for each in self._answers.values() if each.given_at < oldest and each.id not in rated])

    def note_sent(self, answer_id: str, chat: int, messages: tuple[int, ...]) -> None:
        with self._lock:
            if answer_id in self._answers:
                self._answers[answer_id] = replace(self._answers[answer_id], chat=chat, messages=messages)

    def get(self, answer_id: str) -> StoredAnswer | None:
        return self._answers.get(answer_id)

    def find_by_message(self, chat: int, message: int) -> StoredAnswer | None:
        shown = {answer_id for (answer_id, _), view in list(self._views.items()) if view == message}
        here = (each for each in self._all() if each.chat == chat)
        return self._last(each for each in here if message in each.messages or each.id in shown)

    def find_by_question(self, chat: int, message: int) -> StoredAnswer | None:
        return self._last(each for each in self._all() if each.chat == chat and message == each.asked_in)

    def drop(self, answer_id: str) -> None:
        with self._lock:
            self._drop([answer_id])

    def vote(self, answer_id: str, person: int, liked: bool, now: datetime) -> bool | None:
        with self._lock:
            if answer_id not in self._answers:
                return None
            if self._votes.pop((answer_id, person), None) is liked:
                return None
            self._votes[answer_id, person] = liked
            return liked

    def votes(self, answer_id: str) -> Votes:
        with self._lock:
            cast = [liked for (each, _), liked in self._votes.items() if each == answer_id]
        return Votes(sum(cast), len(cast) - sum(cast))

    def record_view(self, answer_id: str, view: str, message: int) -> None:
        with self._lock:
            self._views[answer_id, view] = message

    def view_message(self, answer_id: str, view: str) -> int | None:
        return self._views.get((answer_id, view))

    def rated_answers(self) -> tuple[tuple[StoredAnswer, Votes], ...]:
        with self._lock:
            rated = {each for each, _ in self._votes}
            found = sorted((self._answers[each] for each in rated), key=lambda each: (each.given_at, each.id))
            return tuple((each, self.votes(each.id)) for each in found)

    def forget(self, person: int) -> None:
        with self._lock:
            self._drop([each.id for each in self._answers.values() if each.asker == person])
            self._votes = {place: liked for place, liked in self._votes.items() if place[1] != person}

    def _all(self) -> list[StoredAnswer]:
        with self._lock:
            return list(self._answers.values())

    @staticmethod
    def _last(found: Iterable[StoredAnswer]) -> StoredAnswer | None:
        return max(found, key=lambda each: each.given_at, default=None)

    def _drop(self, answer_ids: Iterable[str]) -> None:
        gone = set(answer_ids)
        for answer_id in gone:
            self._answers.pop(answer_id, None)
        self._votes = {place: liked for place, liked in self._votes.items() if place[0] not in gone}
        self._views = {place: message for place, message in self._views.items() if place[0] not in gone}
