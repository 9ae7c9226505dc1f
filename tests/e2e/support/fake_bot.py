"""The bot as a process of its own, with a fake that answers: ``python -m tests.e2e.support.fake_bot``.

Settings come from the environment. A question that begins with "slow" is never answered.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from bot.answer.types import EVERYTHING, Answer, Scope, Status
from bot.settings import load_settings
from bot.telegram.app import run_bot
from bot.telegram.ports import TelegramDependencies
from index.errors import WhosaidError
from tests.e2e.support.bot_process import FakeEngine
from tests.support.single_engine import SingleEngine


class SlowEngine(FakeEngine):
    def answer(self, question: str, scope: Scope = EVERYTHING, *, use_llm: bool = True) -> Answer:
        if question.startswith("slow"):
            threading.Event().wait()
        if question.startswith("broken"):
            raise RuntimeError(f"broken by {load_settings(env_file=Path('no.env')).telegram_bot_token!r}")
        return Answer(question, Status.ANSWERED, f"Answer to {question}.")


def main() -> int:
    try:
        return run_bot(load_settings(env_file=Path("no.env")), TelegramDependencies(SingleEngine(SlowEngine())))
    except WhosaidError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
