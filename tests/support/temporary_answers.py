"""A store of answers in a temporary file, for tests that need no file of their own."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path

from bot.storage.answers import AnswerStore
from bot.storage.bot_database import open_bot_database


class TemporaryAnswers(AnswerStore):
    """Answers that are gone with the object."""

    def __init__(self) -> None:
        folder = tempfile.mkdtemp()
        database = open_bot_database(Path(folder), create=True)
        super().__init__(database)
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        weakref.finalize(self, database.close)
