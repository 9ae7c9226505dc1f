"""/who: everybody who may ask, for admins, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import Bot, CallbackQuery
from telegram.constants import ChatType

from bot.dates import readable_date
from bot.messages import TELEGRAM
from bot.storage.members import Member, Standing, Subject
from bot.telegram.access.callers import CallerLookup
from bot.telegram.access.policy import AccessPolicy, describe_privacy_mode
from bot.telegram.rendering.names import name_html, subject_html
from bot.telegram.rendering.pagination import MessagePage, html_page
from bot.telegram.transport.editing import Buttons, change_message, post_message
from bot.telegram.update_context import UpdateContext

PREFIX = "who"
"""Of the buttons' data: ``who:PAGE``, counted from 1."""

LINES = 20
"""Of a page."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One line of the list, in HTML, and the heading that it stands under."""

    heading: str
    line: str


@dataclass(frozen=True, slots=True)
class MemberList:
    """Shows the list."""

    callers: CallerLookup

    async def command(self, context: UpdateContext) -> None:
        """Answer /who of an admin. Raises StoreError, TelegramError."""
        if context.message.chat.type != ChatType.PRIVATE:
            await context.reply(html_page(TELEGRAM.members.only_in_private))
            return
        page, buttons = await self._page(context.bot, 1)
        await post_message(context.bot, context.message.chat.id, page, buttons)

    async def press(self, bot: Bot, query: CallbackQuery, data: str) -> str:
        """Turn the page; return the answer to the press. Raises StoreError, ValueError."""
        if not await self.callers.is_admin(query.from_user.id):
            return TELEGRAM.access.admins_decide
        page, buttons = await self._page(bot, int(data))
        if query.message is not None:
            await change_message(bot, query.message.chat.id, query.message.message_id, page, buttons)
        return ""

    async def _page(self, bot: Bot, number: int) -> tuple[MessagePage, Buttons]:
        members = await self.callers.database.run(lambda state: state.members.all())
        policy = self.callers.policy
        groups = bool(policy.groups) or any(member.subject.id < 0 for member in members)
        hidden = describe_privacy_mode(bot.bot, policy.mode) if groups else ""
        notes = [*_notes(policy), *([hidden] if hidden else [])]
        return format_members(tuple(member_rows(policy, members)), notes, number)


def format_members(all_entries: Sequence[MemberRow], notes: Sequence[str], number: int) -> tuple[MessagePage, Buttons]:
    """Return the page with this ``number``, or the nearest one; ``notes`` stand on the first."""
    pages = max(1, -(-len(all_entries) // LINES))
    number = min(max(number, 1), pages)
    parts, heading = ["\n".join(notes)] if notes and number == 1 else [], ""
    for entry in all_entries[(number - 1) * LINES : number * LINES]:
        if entry.heading != heading:
            heading = entry.heading
            parts.append(f"<b>{heading}</b>")
            parts.append(entry.line)
        else:
            parts[-1] += f"\n{entry.line}"
    if pages > 1:
        parts.append(TELEGRAM.members.page.format(page=number, pages=pages))
    buttons = [(TELEGRAM.members.back, f"{PREFIX}:{number - 1}")] if number > 1 else []
    buttons += [(TELEGRAM.members.more, f"{PREFIX}:{number + 1}")] if number < pages else []
    return html_page("\n\n".join(parts).replace("</b>\n\n", "</b>\n") or TELEGRAM.members.nobody), buttons


def member_rows(policy: AccessPolicy, members: Sequence[Member]) -> Iterator[MemberRow]:
    """Yield admins, people, groups and those turned away; in each group, those of the settings first."""
    texts = TELEGRAM.members
    decided = {member.subject.id: member for member in members}
    for number in sorted(policy.admins.ids):
        yield MemberRow(texts.admins, _setting_line(decided.get(number), number))
    stored = [member for member in members if member.subject.id not in policy.admins.ids]
    yield from _rows_with_standing(stored, texts.admins, Standing.ADMIN, people=True)
    for heading, ids, people in ((texts.people, policy.users.ids, True), (texts.groups, policy.groups.ids, False)):
        for number in sorted(ids - decided.keys() - policy.admins.ids):
            yield MemberRow(heading, _setting_line(None, number))
        yield from _rows_with_standing(stored, heading, Standing.ALLOWED, people=people)
    for people in (True, False):
        yield from _rows_with_standing(stored, texts.turned_away, Standing.DENIED, people=people)


def _rows_with_standing(
    members: Sequence[Member], heading: str, standing: Standing, *, people: bool
) -> Iterator[MemberRow]:
    for member in members:
        if member.standing is standing and (member.subject.id > 0) is people:
            known = member.decided_by and standing is not Standing.ADMIN
            text = TELEGRAM.members.decided_by if known else TELEGRAM.members.decided
            by, day = name_html(member.decided_by), readable_date(member.decided_at)
            yield MemberRow(heading, text.format(subject=subject_html(member.subject), by=by, day=day))


def _setting_line(member: Member | None, number: int) -> str:
    return TELEGRAM.members.by_setting.format(subject=subject_html(member.subject if member else Subject(number, "")))


def _notes(policy: AccessPolicy) -> list[str]:
    notes = []
    if policy.everyone:
        notes.append(TELEGRAM.members.everyone)
    if policy.groups.everyone:
        notes.append(TELEGRAM.members.every_group)
    return notes
