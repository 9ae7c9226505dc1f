"""A group's session with the real bot over the sample articles, as it is shown in docs/telegram.md.

``python -m tests.e2e.session`` prints it, without the links and in lines of at most 96 characters.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import textwrap
from datetime import UTC, datetime
from pathlib import Path

from tests.e2e.test_whole import ROOT, running_bot, whosaid
from tests.support.bot_api.chats import Chat
from tests.support.bot_api.server import TelegramServer
from tests.support.bot_api.wire import JsonObject

POST = (
    "The keeper of the Harrow Lane ground, Ida Brennan, told us on Monday that the east stand will be closed on two "
    "match days in April. “Bring a coat and an umbrella until then,” she said."
)

POSTED = int(datetime(2026, 3, 9, 12, tzinfo=UTC).timestamp())
_LINK = re.compile(r" ?<https?://[^>]*>")
_WIDTH = 96


async def session(server: TelegramServer) -> Chat:
    """What a newsroom's group does with the bot, which is running; Ann is its admin."""
    ann, ben, cleo = server.user("Ann"), server.user("Ben"), server.user("Cleo")
    wire = server.channel("Harrow Lane Wire", username="harrowlane")
    post = await server.post(wire, POST) | {"date": POSTED}
    group = server.supergroup("Newsroom", members=[ann, ben, cleo])
    group.bot_status = "left"

    async def comes_of(said: JsonObject) -> JsonObject:
        return await server.reply_to(said)

    await server.new_message(group, server.set_bot(group, "member", by=ann))
    await comes_of(await server.say(group, ben, "/ask who said negotiators will look at it?"))
    await comes_of(await server.say(group, ben, "/ask what else did she say?"))
    claim = await server.say(group, cleo, "The roof over the east stand at Harrow Lane will cost 20 million pounds.")
    await comes_of(await server.say(group, ann, "/ask is this true?", reply_to=claim))
    forwarded = await server.forward(group, ann, post)
    added = await comes_of(await server.say(group, ann, "/add", reply_to=forwarded))
    await server.until(lambda: "reply_markup" in group.messages[added["message_id"]], "what was added")
    await comes_of(await server.say(group, cleo, "/ask when will the east stand be closed?"))
    await comes_of(await server.say(group, cleo, "/ask who said penguins can fly?"))
    return group


async def transcript_of_session(data: Path) -> str:
    """The session over an index of the sample articles, which the bot adds to."""
    async with TelegramServer() as server, running_bot(server, data, ADMIN_USER_IDS="7100000001"):
        group = await session(server)
        assert server.violations == []
        return readable(server.transcript(group))


def readable(transcript: str) -> str:
    """Without the links, and wrapped."""
    lines = _LINK.sub("", transcript).replace("] [", "]  [").split("\n")
    return "\n".join(wrapped for line in lines for wrapped in _wrapped(line))


def _wrapped(line: str) -> list[str]:
    begin = "> " if line.startswith("> ") else ""
    return textwrap.wrap(line, _WIDTH, subsequent_indent=begin, break_on_hyphens=False) or [""]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        whosaid("rebuild", str(ROOT / "articles"), "--data-dir", str(data), cwd=data.parent, PYTHONPATH=str(ROOT))
        sys.stdout.write(asyncio.run(transcript_of_session(data)) + "\n")


if __name__ == "__main__":
    main()
