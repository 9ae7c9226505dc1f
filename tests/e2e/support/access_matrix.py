"""Who may do what: every kind of caller against every handler and command, as one table, and the people who play it.

A new handler or command gets a row, a new kind of caller a column and a way to appear in ``CALLERS``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from tests.support.bot_api.chats import Chat, Document, User
from tests.support.bot_api.server import TelegramServer
from tests.support.bot_api.wire import JsonObject

TABLE = """
what           | stranger denied  allowed admin   | outside adminout | member  anonymous aschannel adminin | post postin
question       | notice   -       answer  answer  | notice  notice   | answer  answer    answer    answer  | -    answer
/ask who sang? | notice   -       answer  answer  | notice  notice   | answer  answer    answer    answer  | -    answer
/ask           | notice   -       how     how     | notice  notice   | how     how       how       how     | -    how
/start         | notice   -       start   start   | notice  notice   | start   start     start     start   | -    -
/start a-code  | notice   -       start   start   | notice  notice   | start   start     start     start   | -    -
/help          | notice   -       help    help    | notice  notice   | help    help      help      help    | -    -
/new           | notice   -       anew    anew    | notice  notice   | anew    anew      anew      anew    | -    -
/forget        | erased   erased  erased  erased  | erased  erased   | erased  erased    erased    erased  | -    -
/sources       | notice   -       list    list    | notice  notice   | list    list      list      list    | -    -
/sources mill  | notice   -       nothing nothing | notice  notice   | nothing nothing   nothing   nothing | -    -
/add           | notice   -       howadd  howadd  | notice  notice   | adders  howadd    adders    howadd  | -    -
/add a-link    | notice   -       added   added   | notice  notice   | adders  added     adders    added   | -    -
a-link         | notice   -       added   added   | notice  notice   | adders  added     adders    added   | -    -
a-file         | notice   -       added   added   | notice  notice   | adders  added     adders    added   | -    -
a-post         | notice   -       added   added   | notice  notice   | adders  added     adders    added   | -    -
/remove mill   | notice   -       removed removed | notice  notice   | adders  removed   adders    removed | -    -
/feeds         | notice   -       feeds   feeds   | notice  notice   | adders  feeds     adders    feeds   | -    -
/allow 55      | notice   -       admins  done    | notice  done     | admins  admins    admins    done    | -    -
/deny 55       | notice   -       admins  done    | notice  done     | admins  admins    admins    done    | -    -
/who           | notice   -       admins  who     | notice  private  | admins  admins    admins    private | -    -
/share         | notice   -       admins  which   | notice  which    | admins  admins    admins    which   | -    -
/nonsense      | notice   -       unknown unknown | notice  notice   | unknown unknown   unknown   unknown | -    -
button Allow   | refused  refused refused done    | refused done     | refused refused   .         done    | .    .
button Deny    | refused  refused refused done    | refused done     | refused refused   .         done    | .    .
button More    | refused  refused refused turned  | refused turned   | refused refused   .         turned  | .    .
button Share   | refused  refused refused done    | refused done     | refused refused   .         done    | .    .
button Undo    | undoers  undoers undoers undone  | undoers undone   | undoers undoers   .         undone  | .    .
button Ask     | shut     shut    turned  turned  | shut    turned   | shut    shut      .         turned  | .    .
button Older   | shut     shut    turned  turned  | shut    turned   | shut    shut      .         turned  | .    .
button None    | adders   adders  turned  turned  | adders  turned   | adders  adders    .         turned  | .    .
button of old  | old      old     old     old     | old     old      | old     old       .         old     | .    .
under 👍        | .        shut    noted   noted   | shut    shut     | noted   noted     .         noted   | shut noted
under Context  | .        shut    turned  turned  | shut    shut     | turned  turned    .         turned  | shut turned
under Others   | .        shut    none    none    | shut    shut     | none    none      .         none    | shut none
adding         | notice   notice  notice  start   | .       .        | .       .         .         .       | .    .
talk           | .        .       .       .       | -       -        | -       -         -         -       | .    .
"""
"""In private: a stranger, one who was denied, one who was allowed, an admin of the bot. In a group that is not let in:
a member, an admin of the bot. In a group that is let in: a member, an administrator of the group who stays anonymous, a
channel that writes there, an admin of the bot. Posts in a channel: one that is not let in, one that is.

``-`` is silence, ``.`` cannot be. Buttons are those in another person's chat: under a request, /who and /share, under
an addition (Undo, Ask about it), under /sources (Older) and under a choice of what to remove (None of them). ``adding``
is that of the bot to a group. ``under`` is a button under an answer in the caller's chat: in private their own, else
somebody else's; where they are not let in, it was given while they were. In a group a link comes with a mention, a file
with /add as its caption, and a post that was forwarded is what /add replies to."""

_SPOKEN = {
    "answer": "Answer to",
    "notice": "This bot answers only",
    "how": "Put the question behind",
    "start": "I answer questions from",
    "help": "Each answer shows",
    "anew": "What you asked here before is forgotten",
    "erased": "Erased, in every chat",
    "list": "newest first",
    "nothing": "I have no article with",
    "howadd": "Send /add with a link",
    "added": "Adding",
    "adders": "Articles are added here by",
    "removed": "Removed: ",
    "feeds": "No feed was added here yet",
    "undoers": "Only who added it or an admin",
    "undone": "Taking it back",
    "noted": "Noted, thank you",
    "none": "Nothing else was found",
    "shut": "I do not answer here",
    "admins": "That is for the bot's admins",
    "done": "is let in",
    "who": "Admins",
    "private": "I tell that only in a private chat",
    "which": "Which article is to be shared",
    "unknown": "I do not know that command",
    "refused": "Only the bot's admins",
    "old": "no longer in use",
}
CODE = "abcd-efgh-jkmn"
LINK = "https://news.example/mill"


def _read() -> dict[str, dict[str, str]]:
    head, *rows = TABLE.strip().splitlines()
    names = head.replace("|", " ").split()[1:]
    table = {}
    for row in rows:
        what, _, cells = row.partition("|")
        table[what.strip()] = dict(zip(names, cells.replace("|", " ").split(), strict=True))
    return table


OUTCOMES = _read()
"""By row and column, what comes of it."""


def outcome(text: str) -> str:
    """The table's word for what the bot said."""
    if "is turned away" in text or "Everybody finds it now" in text:
        return "done"
    return next((word for word, piece in _SPOKEN.items() if piece in text), text)


@dataclass
class Stage:
    """A server with a running bot; ``boss`` is its admin."""

    server: TelegramServer
    boss: User

    def person(self) -> User:
        return self.server.user("Somebody")

    async def decide(self, command: str, subject: int) -> None:
        chat = self.server.chat(self.boss.id)
        await self.server.new_message(chat, self.server.say(chat, self.boss, f"{command} {subject}"))

    async def group(self, *, let_in: bool) -> Chat:
        group = self.server.supergroup("Readers")
        if let_in:
            await self.decide("/allow", group.id)
            await self.server.next_message(group)
        return group


@dataclass
class Caller:
    """Somebody in a chat; ``private`` decides how a question is asked."""

    stage: Stage
    chat: Chat
    user: User
    how: str = "person"
    let_in: bool = True

    async def answer(self) -> JsonObject:
        """An answer in the chat, elsewhere than in private to somebody else; given while they were let in."""
        server, subject = self.stage.server, self.chat.id
        if not self.let_in:
            await self.stage.decide("/allow", subject)
        if self.how == "post":
            await server.post(self.chat, "/ask who sang?")
        else:
            asker = self.user if self.chat.kind == "private" else self.stage.person()
            await server.say(self.chat, asker, "/ask who sang?")
        await server.until(lambda: "Answer to" in self.chat.sent[-1]["text"] if self.chat.sent else False, "an answer")
        if not self.let_in:
            await self.stage.decide("/deny", subject)
        return self.chat.messages[self.chat.sent[-1]["message_id"]]

    async def say(self, what: str) -> JsonObject:
        if what in {"a-file", "a-post"}:
            return await self._send(what)
        what = what.replace("a-link", LINK)
        if what == LINK and self.chat.kind != "private":
            what = f"@whosaid_bot {LINK}"
        words = {"question": "who sang?", "talk": "nice weather", "/start a-code": f"/start {CODE}"}.get(what, what)
        if self.chat.kind != "private":
            words = "@whosaid_bot who sang?" if what == "question" else words
            words = "/nonsense@whosaid_bot" if what == "/nonsense" else words
        if self.how == "post":
            return await self.stage.server.post(self.chat, words)
        if self.how == "channel":
            return await self.stage.server.say_as_channel(self.chat, self.stage.server.channel("The Bridge"), words)
        return await self.stage.server.say(self.chat, self.user, words, anonymous=self.how == "anonymous")

    async def _send(self, what: str) -> JsonObject:
        server, private = self.stage.server, self.chat.kind == "private"
        file = Document("mill.txt", b"The mill is sold.") if what == "a-file" else None
        if self.how == "post":
            return await server.post(self.chat, "The mill is sold.", document=file)
        if what == "a-post":
            post = await server.post(server.channel("River News"), "The mill is sold.")
            somebody = self.user if private else self.stage.person()
            forwarded = await server.forward(self.chat, somebody, post)
            if private:
                return forwarded
            return await self._speak("/add", reply_to=forwarded)
        return await self._speak("" if private else "/add", document=file)

    async def _speak(
        self, text: str, *, reply_to: JsonObject | None = None, document: Document | None = None
    ) -> JsonObject:
        server = self.stage.server
        channel = server.channel("The Bridge") if self.how == "channel" else None
        return await server.say(
            self.chat,
            self.user,
            text,
            reply_to=reply_to,
            document=document,
            anonymous=self.how == "anonymous",
            as_channel=channel,
        )


async def _stranger(stage: Stage) -> Caller:
    user = stage.person()
    return Caller(stage, stage.server.private(user), user)


async def _denied(stage: Stage) -> Caller:
    caller = await _stranger(stage)
    await stage.decide("/deny", caller.user.id)
    return replace(caller, let_in=False)


async def _allowed(stage: Stage) -> Caller:
    caller = await _stranger(stage)
    await stage.decide("/allow", caller.user.id)
    await stage.server.next_message(caller.chat)
    return caller


async def _admin(stage: Stage) -> Caller:
    return Caller(stage, stage.server.chat(stage.boss.id), stage.boss)


def _in_group(how: str = "person", *, let_in: bool, boss: bool = False) -> Callable[[Stage], Awaitable[Caller]]:
    async def appear(stage: Stage) -> Caller:
        group = await stage.group(let_in=let_in)
        return Caller(stage, group, stage.boss if boss else stage.person(), how, let_in)

    return appear


def _post(*, let_in: bool) -> Callable[[Stage], Awaitable[Caller]]:
    async def appear(stage: Stage) -> Caller:
        channel = stage.server.channel("The Bridge")
        if let_in:
            await stage.decide("/allow", channel.id)
        return Caller(stage, channel, stage.person(), "post", let_in)

    return appear


CALLERS: dict[str, Callable[[Stage], Awaitable[Caller]]] = {
    "stranger": _stranger,
    "denied": _denied,
    "allowed": _allowed,
    "admin": _admin,
    "outside": _in_group(let_in=False),
    "adminout": _in_group(let_in=False, boss=True),
    "member": _in_group(let_in=True),
    "anonymous": _in_group("anonymous", let_in=True),
    "aschannel": _in_group("channel", let_in=True),
    "adminin": _in_group(let_in=True, boss=True),
    "post": _post(let_in=False),
    "postin": _post(let_in=True),
}
