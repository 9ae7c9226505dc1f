"""HTML pages: the article's text, chosen among the blocks of the page, and its metadata.

Begin reading at ``article.py``. ``content.py`` chooses the blocks; ``structured_data.py`` reads the metadata, which
``title_author.py``, ``publisher.py``, ``published_date.py``, ``canonical_url.py`` and ``language.py`` compare with the
text.
"""
