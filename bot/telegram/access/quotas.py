"""How much one person and one chat may ask."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.messages import TELEGRAM
from bot.settings import Settings

_MINUTE, _DAY = 60.0, 86_400.0
_MANY = 10_000


@dataclass(frozen=True, slots=True)
class QuotaExceeded:
    """A reached limit. ``words`` describe it; they are empty where it was reported already."""

    words: str


@dataclass(slots=True)
class _Window:
    """A period that begins with its first question and ends after its length."""

    began: float
    count: int = 0
    reported: bool = False


@dataclass(frozen=True, slots=True)
class _Limit:
    """A limit of additions (``adds``) or of questions."""

    whose: str
    most: int
    seconds: float
    adds: bool = False


class Quotas:
    """Counts questions, or additions, in memory. ``clock`` gives seconds that never go back."""

    def __init__(
        self, settings: Settings, clock: Callable[[], float] = time.monotonic, *, adding: bool = False
    ) -> None:
        """Make quotas of the settings: of questions, or with ``adding`` of additions."""
        self._clock = clock
        limits = (
            _Limit("person", settings.limit_added_per_person_per_day, _DAY, adds=True),
            _Limit("chat", settings.limit_added_per_chat_per_day, _DAY, adds=True),
            _Limit("person", settings.limit_per_person_per_minute, _MINUTE),
            _Limit("person", settings.limit_per_person_per_day, _DAY),
            _Limit("chat", settings.limit_per_chat_per_minute, _MINUTE),
            _Limit("chat", settings.limit_per_chat_per_day, _DAY),
        )
        self._limits = tuple(limit for limit in limits if limit.most and limit.adds is adding)
        self._windows: dict[tuple[_Limit, int], _Window] = {}

    def take(self, person: int, chat: int) -> QuotaExceeded | None:
        """Count one question, or addition, of ``person`` in ``chat``; return the limit that forbids it, if any.

        What a limit forbids is not counted.
        """
        now = self._clock()
        self._forget(now)
        windows = [
            (limit, self._window(limit, person if limit.whose == "person" else chat, now)) for limit in self._limits
        ]
        full = [(limit, window) for limit, window in windows if window.count >= limit.most]
        if not full:
            for _, window in windows:
                window.count += 1
            return None
        limit, window = max(full, key=lambda each: each[1].began + each[0].seconds)
        if window.reported:
            return QuotaExceeded("")
        window.reported = True
        return QuotaExceeded(_format_exceeded(limit, window.began + limit.seconds - now))

    def _window(self, limit: _Limit, key: int, now: float) -> _Window:
        window = self._windows.get((limit, key))
        if window is None or now - window.began >= limit.seconds:
            window = self._windows[limit, key] = _Window(now)
        return window

    def _forget(self, now: float) -> None:
        if len(self._windows) >= _MANY:
            self._windows = {key: each for key, each in self._windows.items() if now - each.began < key[0].seconds}


def _format_exceeded(limit: _Limit, wait: float) -> str:
    texts = TELEGRAM.quotas
    text, one, several = texts.too_many_questions, texts.question, texts.questions
    if limit.adds:
        text, one, several = texts.too_many_additions, texts.addition, texts.additions
    return text.format(
        most=limit.most,
        noun=one if limit.most == 1 else several,
        whose=texts.of_person if limit.whose == "person" else texts.of_chat,
        span=texts.per_minute if limit.seconds == _MINUTE else texts.per_day,
        wait=_format_wait(wait),
    )


def _format_wait(seconds: float) -> str:
    texts = TELEGRAM.quotas
    for text, length in ((texts.hours, 3600), (texts.minutes, 60), (texts.seconds, 1)):
        count = -int(-seconds // length)
        if count > 1:
            return text.format(count=count)
    return texts.one_second
