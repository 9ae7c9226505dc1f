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

-- The collections of articles that are one chat's own, by their names in the index. A name stays when nobody has it any
-- more, so that nobody else gets it.
CREATE TABLE collections (
    name TEXT PRIMARY KEY,
    chat INTEGER UNIQUE
) WITHOUT ROWID;

-- The answers that were given, for their buttons, for edited questions and for replies to them.
CREATE TABLE given (
    id TEXT PRIMARY KEY,
    chat INTEGER NOT NULL,
    asked_in INTEGER NOT NULL,  -- the message that asked
    asker INTEGER NOT NULL,
    question TEXT NOT NULL,     -- as it was understood
    status TEXT NOT NULL,       -- answered, not_found
    given_at TEXT NOT NULL,
    turn TEXT,                  -- JSON: what a talk remembers of it, as in turns
    engine TEXT NOT NULL,       -- extractive, or llm: and the model that worded it
    prompt TEXT                 -- the version of the prompt that made it
) WITHOUT ROWID;
CREATE INDEX given_question ON given (chat, asked_in);
CREATE INDEX given_age ON given (given_at);
CREATE INDEX given_asker ON given (asker);

-- The messages that hold an answer, in order.
CREATE TABLE given_messages (
    given TEXT NOT NULL REFERENCES given (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    message INTEGER NOT NULL,
    PRIMARY KEY (given, place)
) WITHOUT ROWID;
CREATE INDEX given_messages_message ON given_messages (chat, message);

-- Where its quotes stand: offsets, in code points, in a version of an article in the store.
CREATE TABLE given_cited (
    given TEXT NOT NULL REFERENCES given (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    number INTEGER NOT NULL,
    article INTEGER NOT NULL,   -- the version's key
    article_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    also_in TEXT NOT NULL,      -- JSON: ids of copies
    PRIMARY KEY (given, place)
) WITHOUT ROWID;

-- Who liked an answer and who did not, once each.
CREATE TABLE given_votes (
    given TEXT NOT NULL REFERENCES given (id) ON DELETE CASCADE,
    person INTEGER NOT NULL,
    liked INTEGER NOT NULL,
    voted_at TEXT NOT NULL,
    PRIMARY KEY (given, person)
) WITHOUT ROWID;
CREATE INDEX given_votes_person ON given_votes (person);

-- The message that shows more of an answer, by what of it.
CREATE TABLE given_views (
    given TEXT NOT NULL REFERENCES given (id) ON DELETE CASCADE,
    view TEXT NOT NULL,
    message INTEGER NOT NULL,
    PRIMARY KEY (given, view)
) WITHOUT ROWID;
CREATE INDEX given_views_message ON given_views (message);

-- The last turns of each person in each chat, and topic of it, which follow-ups lean on. No words of an article: places
-- and names, and in a question a hole (U+FFFC) where it held an article's words.
CREATE TABLE turns (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    chat INTEGER NOT NULL,
    topic INTEGER NOT NULL,     -- 0 outside of forum topics
    person INTEGER NOT NULL,
    asked_in INTEGER NOT NULL,  -- the message that asked
    said_at TEXT NOT NULL,
    turn TEXT NOT NULL          -- JSON
);
CREATE INDEX turns_place ON turns (chat, topic, person);
CREATE INDEX turns_person ON turns (person);
CREATE INDEX turns_age ON turns (said_at);

-- What was added to a collection from a chat, for its Undo and to be told of after a restart.
CREATE TABLE additions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    collection TEXT NOT NULL,
    chat INTEGER NOT NULL,
    message INTEGER,            -- the one that tells of it, once it was sent
    person INTEGER NOT NULL,    -- who added it; negative: the group for which an anonymous admin did
    outcome TEXT,               -- empty while it is under way; done, failed, undone
    article TEXT,               -- the id of the article, where it is one
    begun_at TEXT NOT NULL
);
CREATE INDEX additions_message ON additions (chat, message);

-- What it did to each article, by keys of versions in the store.
CREATE TABLE addition_changes (
    addition INTEGER NOT NULL REFERENCES additions (number) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    article TEXT NOT NULL,      -- its id
    made INTEGER,               -- the version that it made
    before INTEGER,             -- the version that could be found before
    PRIMARY KEY (addition, place)
) WITHOUT ROWID;

-- What stands behind a message of the bot's that waits for a press or a reply.
CREATE TABLE prompts (
    chat INTEGER NOT NULL,
    message INTEGER NOT NULL,
    what TEXT NOT NULL,         -- about: an article; listing: a search; removing: a choice
    person INTEGER NOT NULL,    -- for whom it was written
    data TEXT NOT NULL,         -- JSON
    sent_at TEXT NOT NULL,
    PRIMARY KEY (chat, message)
) WITHOUT ROWID;

-- Feeds that were added in a chat, each to be read into its collection.
CREATE TABLE feeds (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    collection TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,        -- its own, or its host
    added_at TEXT NOT NULL,
    UNIQUE (collection, url)
);
