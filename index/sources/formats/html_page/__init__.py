"""Web pages taken apart: ``tree`` parses, ``blocks`` reads the text in pieces, ``body`` says which are the article's.

``claims`` holds what the page says of itself; ``title``, ``publisher``, ``author``, ``published``, ``address`` and
``language`` each weigh it against what the page shows.
"""
