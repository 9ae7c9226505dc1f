"""Callers: who writes to the bot, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Chat, Message, User
from telegram.constants import ChatType

from bot.storage.members import Standing, Subject
from bot.telegram.access.policy import AccessPolicy
from bot.telegram.transport.threads import StorageThread


@dataclass(frozen=True, slots=True)
class Caller:
    """Who wrote a message. ``id`` is the person's, or that of the group or channel that they speak for.

    ``may_ask`` is so where the chat is open to them, ``denied`` where an admin said no to it. Whoever speaks for a
    group or a channel is no admin, since nobody can tell who they are.
    """

    id: int
    may_ask: bool
    admin: bool
    denied: bool
    private: bool


@dataclass(frozen=True, slots=True)
class CallerLookup:
    """Finds callers by the settings and by what is stored."""

    policy: AccessPolicy
    database: StorageThread

    async def find(self, message: Message) -> Caller:
        """Return the caller who wrote ``message``, which has a sender."""
        speaker = message.sender_chat or message.from_user or message.chat
        private = message.chat.type == ChatType.PRIVATE
        decided = await self.database.run(lambda state: state.members.standings((speaker.id, message.chat.id)))
        named = message.sender_chat is None
        person = self.policy.person_standing(speaker.id, decided.get(speaker.id)) if named else None
        here = person if private else self.policy.group_standing(message.chat.id, decided.get(message.chat.id))
        return Caller(
            speaker.id,
            may_ask=here in (Standing.ADMIN, Standing.ALLOWED),
            admin=person is Standing.ADMIN,
            denied=here is Standing.DENIED,
            private=private,
        )

    async def may_ask_in(self, chat: Chat, user_id: int) -> bool:
        """Return whether a user may ask in ``chat``, and so press a button under an answer there."""
        here = await self.find_standing(user_id if chat.type == ChatType.PRIVATE else chat.id)
        return here in (Standing.ADMIN, Standing.ALLOWED)

    async def find_standing(self, subject: int) -> Standing | None:
        """Return what a person or a group is to the bot, None for an unknown one."""
        decided = (await self.database.run(lambda state: state.members.standings((subject,)))).get(subject)
        return (
            self.policy.person_standing(subject, decided)
            if subject > 0
            else self.policy.group_standing(subject, decided)
        )

    async def is_admin(self, user_id: int) -> bool:
        """Return whether a user is an admin of the bot."""
        return await self.find_standing(user_id) is Standing.ADMIN

    async def admins(self) -> tuple[int, ...]:
        """Return every admin's id, those of the settings first."""
        stored = await self.database.run(lambda state: state.members.admins())
        return tuple(dict.fromkeys((*sorted(self.policy.admins.ids), *stored)))


def subject_of(chat_or_user: Chat | User) -> Subject:
    """Return a person or a chat under the name that Telegram gives."""
    name = chat_or_user.full_name if isinstance(chat_or_user, User) else chat_or_user.effective_name
    return Subject(chat_or_user.id, name or "", chat_or_user.username)
