"""Conversations: follow-up questions are made standalone, answered and remembered. Knows no Telegram."""

from __future__ import annotations

from bot.conversation.fact_check import asks_whether_true
from bot.conversation.history import (
    MAX_TURN_AGE,
    ConversationStore,
    InMemoryConversations,
    Person,
    Turn,
    add_turn,
    keep_recent_turns,
)
from bot.conversation.model_rewrite import FollowupRewriter
from bot.conversation.redaction import ArticleLookup, restore
from bot.conversation.session import ConversationSession, Reply

__all__ = [
    "MAX_TURN_AGE",
    "ArticleLookup",
    "ConversationSession",
    "ConversationStore",
    "FollowupRewriter",
    "InMemoryConversations",
    "Person",
    "Reply",
    "Turn",
    "add_turn",
    "asks_whether_true",
    "keep_recent_turns",
    "restore",
]
