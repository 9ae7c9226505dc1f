"""Into which language a question is worth translating, where nothing answers it as it is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.answer.frank import written_in
from bot.answer.outcome import Inquiry
from index.sentences import language
from index.types import Hit


def worth_asking_in(asked: Inquiry, found: Sequence[Hit]) -> str | None:
    """The language of most of what was found, where it is not the question's; English where the encoder does not know
    the question's, for it knows that. None where another language promises nothing."""
    spoken = language(asked.question.text)
    most = Counter(written_in(hit.passage) for hit in found).most_common(1)
    if most and most[0][0] != spoken:
        return most[0][0]
    return "en" if not asked.compare and spoken != "en" else None
