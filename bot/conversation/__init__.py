"""A question in the course of a talk -> one that stands alone, or a question back. Knows no Telegram."""

from __future__ import annotations

from bot.conversation.fact_check import asks_whether_true
from bot.conversation.history import (
    LONGEST,
    ConversationStore,
    InMemoryConversations,
    Person,
    Turn,
    join_turns,
    last_turns,
)
from bot.conversation.model_rewrite import FollowupRewriter
from bot.conversation.redaction import ArticleOf, restore
from bot.conversation.session import ConversationSession, Reply

__all__ = [
    "LONGEST",
    "ArticleOf",
    "ConversationSession",
    "ConversationStore",
    "FollowupRewriter",
    "InMemoryConversations",
    "Person",
    "Reply",
    "Turn",
    "asks_whether_true",
    "join_turns",
    "last_turns",
    "restore",
]
