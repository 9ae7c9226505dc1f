"""Errors that a person can mend; each says in one line what happened, to what, and how to mend it."""


class WhosaidError(Exception):
    """Base of all errors here. Its text is shown to people, so it has no secret and no other exception's words."""


class SettingError(WhosaidError):
    """A setting is unknown or malformed."""


class PromptError(WhosaidError):
    """The file of a prompt is missing or wrong."""


class SourceError(WhosaidError):
    """A file, a line or an address cannot be read as articles."""


class ModelError(WhosaidError):
    """A model cannot be loaded, or is not the one it should be."""


class QuestionError(WhosaidError):
    """A question is empty, too short or too long."""


class BusyError(WhosaidError):
    """Another process is writing to the same store."""


class StoreError(WhosaidError):
    """The stored data cannot be used."""


class NothingIndexedError(StoreError):
    """No article is stored yet."""


class DamagedError(StoreError):
    """A stored file was changed or cut after it was written."""
