"""Everything that can go wrong for a reason a person can mend.

WhosaidError                 one line: what happened, to what, how to mend it
├── SettingError             a setting is unknown or malformed
├── PromptError              a prompt's file is missing or wrong
├── SourceError              one file, line or address cannot be read as articles
├── ModelError               a model cannot be loaded, or is not the one it should be
├── QuestionError            a question that cannot be asked: empty, too short, too long
├── BusyError                another process is writing to the same store
└── StoreError               what is stored cannot be used
    ├── NothingIndexedError  no article is stored yet
    └── DamagedError         a stored file is not as it was written
"""


class WhosaidError(Exception):
    """Its text is shown to people as it stands; it never holds a secret or another exception's words."""


class SettingError(WhosaidError):
    """A setting is unknown or malformed."""


class PromptError(WhosaidError):
    """A prompt's file is missing or wrong."""


class SourceError(WhosaidError):
    """One file, line or address cannot be read as articles."""


class ModelError(WhosaidError):
    """A model cannot be loaded, or is not the one it should be."""


class QuestionError(WhosaidError):
    """A question that cannot be asked: empty, too short, too long."""


class BusyError(WhosaidError):
    """Another process is writing to the same store."""


class StoreError(WhosaidError):
    """What is stored cannot be used."""


class NothingIndexedError(StoreError):
    """No article is stored yet."""


class DamagedError(StoreError):
    """A stored file is not as it was written."""
