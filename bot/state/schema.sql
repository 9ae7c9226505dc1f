-- The bot's own file. Ids are Telegram's: people's are positive, groups' negative. Times are UTC, as ISO 8601 has them
-- to the second, so that they sort as text.

-- Whom an admin let in or turned away in the chat; what settings say stands there.
CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    standing TEXT NOT NULL,     -- admin, allowed, denied; left: a group without the bot, which is nothing to it
    name TEXT NOT NULL,         -- as Telegram told it
    username TEXT,
    decided_by TEXT NOT NULL,   -- the admin's name
    decided_at TEXT NOT NULL
);

-- Who asked for access; outcome is empty until an admin decides.
CREATE TABLE requests (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    subject INTEGER NOT NULL UNIQUE,
    name TEXT NOT NULL,
    username TEXT,
    outcome TEXT,               -- allowed, denied
    decided_by TEXT
);

-- The messages in which admins are asked to decide, so that all of them show what one did.
CREATE TABLE request_messages (
    chat INTEGER NOT NULL,
    message INTEGER NOT NULL,
    request INTEGER NOT NULL REFERENCES requests (number) ON DELETE CASCADE,
    PRIMARY KEY (chat, message)
) WITHOUT ROWID;
CREATE INDEX request_messages_request ON request_messages (request);

-- The code that makes an admin, at most one.
CREATE TABLE pairing (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    digest BLOB NOT NULL,
    made_at TEXT NOT NULL,
    wrong INTEGER NOT NULL
);

-- What a chat was told, so that it is not told again too soon.
CREATE TABLE told (
    what TEXT NOT NULL,
    chat INTEGER NOT NULL,
    told_at TEXT NOT NULL,
    PRIMARY KEY (what, chat)
) WITHOUT ROWID;

-- The list of commands that a private chat was given last.
CREATE TABLE menus (
    chat INTEGER PRIMARY KEY,
    shown TEXT NOT NULL
);
