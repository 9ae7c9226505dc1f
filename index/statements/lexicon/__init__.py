"""Word tables. Every word is lower case unless its table says otherwise.

A table is data: a word belongs in it or not, and adding one needs no change elsewhere.
"""
