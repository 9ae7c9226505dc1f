"""The bot's own database: members, requests, answers with votes, turns, additions, feeds.

``bot_database`` opens ``bot.sqlite3`` in DATA_DIR; each other module holds a table or two of ``schema.sql``. Methods
may block for a moment, so an event loop calls them in a thread. Times are given by the caller and have a time zone.
Nothing here knows the Telegram library.
"""
