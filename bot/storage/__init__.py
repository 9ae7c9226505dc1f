"""What the bot itself must remember: who may ask, what was said to whom. Knows no Telegram library.

``file`` opens ``bot.sqlite3`` in DATA_DIR; each other module is a table or two of it, drawn in ``schema.sql``. Every
method may block for a moment, so an event loop calls them in a thread. Times are given by the caller and have a zone.
"""
