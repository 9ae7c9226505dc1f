-- The one source of truth. Everything else in DATA_DIR is made from it and can be made again.

-- How often a collection was changed; a generation of the derived indexes names the revision it was made from.
CREATE TABLE revisions (
    collection TEXT PRIMARY KEY,
    revision   INTEGER NOT NULL
) WITHOUT ROWID;

-- One row a version of an article; a row's text never changes, so an offset into it holds for ever.
CREATE TABLE articles (
    key          INTEGER PRIMARY KEY AUTOINCREMENT,
    collection   TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      INTEGER NOT NULL,
    current      INTEGER NOT NULL,
    source       TEXT NOT NULL,
    digest       BLOB NOT NULL,
    recipe       TEXT NOT NULL,
    title        TEXT,
    publisher    TEXT,
    author       TEXT,
    published_at TEXT,
    url          TEXT,
    metadata     TEXT NOT NULL,
    text         TEXT NOT NULL,
    stored_at    TEXT NOT NULL,
    gone_at      TEXT, -- when its page was found to be gone
    UNIQUE (collection, id, version)
);
CREATE UNIQUE INDEX articles_current ON articles (collection, id) WHERE current;
CREATE INDEX articles_source ON articles (collection, source) WHERE current;

CREATE TABLE passages (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    digest  BLOB NOT NULL,
    PRIMARY KEY (article, start)
) WITHOUT ROWID;
CREATE INDEX passages_digest ON passages (digest);

CREATE TABLE statements (
    article       INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    number        INTEGER NOT NULL,
    speaker       TEXT NOT NULL,
    role          TEXT,
    cue           TEXT NOT NULL,
    direct        INTEGER NOT NULL,
    start         INTEGER NOT NULL,
    "end"         INTEGER NOT NULL,
    speaker_start INTEGER NOT NULL,
    speaker_end   INTEGER NOT NULL,
    cue_start     INTEGER NOT NULL DEFAULT 0,
    cue_end       INTEGER NOT NULL DEFAULT 0,
    role_start    INTEGER,
    role_end      INTEGER,
    name_start    INTEGER,
    name_end      INTEGER,
    outlet        TEXT,
    PRIMARY KEY (article, number)
) WITHOUT ROWID;

-- What the encoder made of a passage, by model and sha256 of its text, so that no text is encoded twice; little-endian.
CREATE TABLE vectors (
    model            TEXT NOT NULL,
    digest           BLOB NOT NULL,
    vector           BLOB NOT NULL, -- float32
    sentences        BLOB,          -- int32: start and end of each sentence in the passage
    sentence_vectors BLOB,          -- float16, one after the other
    word_starts      BLOB,          -- int32: where each telling word starts in the passage
    word_codes       BLOB,          -- the signs of its vector's numbers, a bit each
    PRIMARY KEY (model, digest)
) WITHOUT ROWID;

-- What copies of one story are found by: the hashes of the article's runs of words, uint32, little-endian, ascending.
CREATE TABLE signatures (
    article  INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
    recipe   INTEGER NOT NULL,
    shingles BLOB NOT NULL
);

-- Articles with much the same words, the later one second: copies, or surely none; share is from 0 to 1.
CREATE TABLE copies (
    article INTEGER NOT NULL,
    other   INTEGER NOT NULL,
    share   REAL NOT NULL,
    same    INTEGER NOT NULL,
    PRIMARY KEY (article, other)
) WITHOUT ROWID;
CREATE INDEX copies_other ON copies (other);

-- The current articles that have copies; story is the least key among them, place 0 is who published it first.
CREATE TABLE stories (
    article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
    story   INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    origin  TEXT
);
CREATE INDEX stories_story ON stories (story);

-- The web addresses that gave an article, and what their servers are told at the next fetch.
CREATE TABLE fetches (
    collection    TEXT NOT NULL,
    address       TEXT NOT NULL,
    article       TEXT NOT NULL, -- its id
    etag          TEXT,
    last_modified TEXT,
    fetched_at    TEXT NOT NULL,
    PRIMARY KEY (collection, address)
) WITHOUT ROWID;

-- The last failure of each source, until it works.
CREATE TABLE failures (
    collection TEXT NOT NULL,
    source     TEXT NOT NULL,
    reason     TEXT NOT NULL,
    failed_at  TEXT NOT NULL,
    PRIMARY KEY (collection, source)
) WITHOUT ROWID;

-- What came from the web or through a pipe, as it was received, by its sha256: it can be taken apart again.
CREATE TABLE raws (
    digest  BLOB PRIMARY KEY,
    content BLOB NOT NULL -- packed by zlib
);

-- What a version of an article was taken out of. What was too large has no row in raws.
CREATE TABLE origins (
    article      INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
    raw          BLOB NOT NULL,    -- its digest
    size         INTEGER NOT NULL, -- bytes as received
    way          TEXT NOT NULL,    -- page, feed, pipe or upload
    address      TEXT,             -- where redirects led, or a feed item's link
    content_type TEXT,
    charset      TEXT,
    said         TEXT NOT NULL,    -- JSON: what a feed says of its item, a sender of a file
    received_at  TEXT NOT NULL
);
CREATE INDEX origins_raw ON origins (raw);

-- Runs over web addresses, or that make everything anew, until they are complete: one that was interrupted is gone on
-- with by a run that is asked for the same and perhaps more.
CREATE TABLE runs (
    run        INTEGER PRIMARY KEY AUTOINCREMENT,
    collection TEXT NOT NULL,
    sources    TEXT NOT NULL, -- JSON: what it was asked for
    anew       INTEGER NOT NULL,
    worked_at  TEXT NOT NULL
);

-- What an unfinished run has done: visited an address, or made an article anew, whose address is empty.
CREATE TABLE visits (
    run     INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,
    address TEXT NOT NULL,
    article TEXT NOT NULL, -- its id
    gone    INTEGER NOT NULL,
    PRIMARY KEY (run, address, article)
) WITHOUT ROWID;
