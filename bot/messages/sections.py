"""Types of the message catalogue: one frozen dataclass for each table of ``en.toml``, with its keys as fields.

What a text is for, and what its placeholders hold, stands above it in ``en.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerMessages:
    """``[answers]``: around the quotes of an answer, and where there is none."""

    not_found: str
    not_found_at_time: str
    near_miss: str
    near_miss_mentions: str
    nobody_says_it: str
    nobody_says_it_mentions: str
    says_opposite: str
    says_other_figure: str
    denied: str
    asked: str
    articles_say_opposite: str
    articles_say_other_figure: str
    speaker_not_quoted: str
    speaker_not_on_this: str
    speaker_perhaps_on_this: str
    closest: str
    found_by_words_only: str
    speaker_unknown: str
    own_words: str
    also: str
    list_end: str
    via: str
    articles_disagree: str
    articles_changed: str
    day_first: bool


@dataclass(frozen=True, slots=True)
class ConversationMessages:
    """``[conversation]``: on follow-up questions, and on messages that are to be checked."""

    understood_as: str
    which_person: str
    list_end: str
    person_unknown: str
    ask_whole_question: str
    no_more: str
    no_more_by_person: str
    articles_say: str
    articles_silent: str
    nothing_to_check: str
    figures_differ: str
    article_itself_says_it: str
    day_told: str
    day_not_told: str
    published_on: str


@dataclass(frozen=True, slots=True)
class Messages:
    """All messages of one language around answers."""

    answers: AnswerMessages
    conversation: ConversationMessages


@dataclass(frozen=True, slots=True)
class SourceNoteMessages:
    """``[source_notes]``: after a source, wherever it is listed."""

    page: str
    corrected: str
    version: str
    page_gone: str
    one_copy: str
    copies: str
    copies_by: str


@dataclass(frozen=True, slots=True)
class ErrorsMessages:
    """``[telegram.errors]``: errors on the bot's side."""

    ask_again: str
    press_again: str
    restarting: str
    no_articles: str


@dataclass(frozen=True, slots=True)
class PressesMessages:
    """``[telegram.presses]``: answers to any pressed button."""

    out_of_use: str
    forgotten: str
    may_not_ask: str


@dataclass(frozen=True, slots=True)
class AnswerDisplayMessages:
    """``[telegram.answers]``: around an answer and under it."""

    closest: str
    untitled: str
    more_context: str
    other_sources: str
    thumb_up: str
    thumb_down: str
    page: str
    one_moment: str
    shown_below: str
    no_other_sources: str
    answer_forgotten: str
    vote_noted: str
    vote_taken_back: str
    article_changed: str
    article_withdrawn: str
    articles_removed: str
    same_story: str
    also_found: str


@dataclass(frozen=True, slots=True)
class AboutMessages:
    """``[telegram.about]``: /start, /help, and messages that are no question."""

    start: str
    help: str
    claim: str
    claim_by_command: str
    worded_by_model: str
    how_to_ask_in_private: str
    how_to_ask_in_group: str
    how_to_ask_by_name: str
    question_missing: str
    command_unknown: str
    no_words: str


@dataclass(frozen=True, slots=True)
class CommandsMessages:
    """``[telegram.commands]``: the line of each command in Telegram's menu."""

    start: str
    ask: str
    new: str
    sources: str
    help: str
    forget: str
    add: str
    remove: str
    feeds: str
    allow: str
    deny: str
    who: str
    share: str


@dataclass(frozen=True, slots=True)
class QuotasMessages:
    """``[telegram.quotas]``: too many questions or additions."""

    too_many_questions: str
    too_many_additions: str
    question: str
    questions: str
    addition: str
    additions: str
    of_person: str
    of_chat: str
    per_minute: str
    per_day: str
    hours: str
    minutes: str
    seconds: str
    one_second: str


@dataclass(frozen=True, slots=True)
class AddingMessages:
    """``[telegram.adding]``: /add, and links, files and posts that are sent alone."""

    how_to_add: str
    may_not_add: str
    not_added_here: str
    file_too_large: str
    file_kind_unknown: str
    file_unavailable: str
    interrupted: str
    busy: str
    failed: str
    begun: str
    under_way: str
    progress: str
    step_fetching: str
    step_reading: str
    step_chunking: str
    step_encoding: str
    step_duplicates: str
    step_writing: str
    step_waiting: str
    one_new: str
    one_updated: str
    one_unchanged: str
    one_gone: str
    copy_of: str
    several: str
    count_new: str
    count_updated: str
    count_unchanged: str
    count_gone: str
    size: str
    one_passage: str
    passages: str
    one_statement: str
    statements: str
    more_articles: str
    not_added: str
    more_failures: str
    nothing_found: str
    left_out: str
    undo: str
    ask_about_it: str
    undoing: str
    may_not_undo: str
    undone_already: str
    undone: str
    several_undone: str
    some_undone: str
    none_undone: str


@dataclass(frozen=True, slots=True)
class OneArticleMessages:
    """``[telegram.one_article]``: questions about one article."""

    ask_about: str
    not_found: str
    article_gone: str


@dataclass(frozen=True, slots=True)
class ListingMessages:
    """``[telegram.listing]``: /sources."""

    none_yet: str
    none_found: str
    one: str
    several: str
    part: str
    with_words: str
    own: str
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class RemovingMessages:
    """``[telegram.removing]``: /remove."""

    how_to_remove: str
    not_found: str
    not_own: str
    which: str
    which_of_first: str
    none_of_them: str
    choice_closed: str
    removing: str
    removed: str
    removed_for_now: str
    none_removed: str
    failed: str


@dataclass(frozen=True, slots=True)
class FeedsMessages:
    """``[telegram.feeds]``: /feeds."""

    how_to_change: str
    none_yet: str
    one: str
    several: str
    read_once: str
    read_every_minute: str
    read_every: str
    added: str
    added_already: str
    too_many: str
    not_found: str
    which: str
    removed_already: str
    removed: str


@dataclass(frozen=True, slots=True)
class SharingMessages:
    """``[telegram.sharing]``: /share."""

    no_articles: str
    not_found: str
    which: str
    not_own: str
    done: str
    shared: str


@dataclass(frozen=True, slots=True)
class ForgettingMessages:
    """``[telegram.forgetting]``: /new and /forget."""

    begun_anew: str
    erased: str
    request_withdrawn: str


@dataclass(frozen=True, slots=True)
class AccessMessages:
    """``[telegram.access]``: who may ask: requests, /allow and /deny."""

    admins_only: str
    admins_decide: str
    unknown_person: str
    unknown_group: str
    person_announced: str
    person_by_setting: str
    group_announced: str
    group_by_setting: str
    person_asks: str
    group_asks: str
    group_asks_by: str
    allow: str
    deny: str
    let_in: str
    turned_away: str
    done: str
    done_here: str
    done_by: str
    done_already: str
    request_forgotten: str
    how_to_decide: str
    sender_hidden: str
    sender_no_person: str
    name_unknown: str
    asks_about_nobody: str
    admin_yourself: str
    admin_already: str
    admin_by_setting: str
    groups_off: str
    let_in_now: str
    added_to_group: str
    added_to_channel: str
    nameless: str


@dataclass(frozen=True, slots=True)
class PairingMessages:
    """``[telegram.pairing]``: the first admin, by a code."""

    welcome: str
    wrong_code: str
    code_ended: str


@dataclass(frozen=True, slots=True)
class MembersMessages:
    """``[telegram.members]``: /who."""

    only_in_private: str
    nobody: str
    everyone: str
    every_group: str
    privacy_mode: str
    admins: str
    people: str
    groups: str
    turned_away: str
    decided: str
    decided_by: str
    by_setting: str
    page: str
    back: str
    more: str


@dataclass(frozen=True, slots=True)
class TelegramMessages:
    """``[telegram]``: what only Telegram shows, in English."""

    errors: ErrorsMessages
    presses: PressesMessages
    answers: AnswerDisplayMessages
    about: AboutMessages
    commands: CommandsMessages
    quotas: QuotasMessages
    adding: AddingMessages
    one_article: OneArticleMessages
    listing: ListingMessages
    removing: RemovingMessages
    feeds: FeedsMessages
    sharing: SharingMessages
    forgetting: ForgettingMessages
    access: AccessMessages
    pairing: PairingMessages
    members: MembersMessages
