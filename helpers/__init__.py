"""The code behind the book "Why SPLADE works", one idea a module.

A module imports only from those above it in this list: ``records``, ``models``, ``text``,
``bm25``, ``evaluation``, ``plots``, ``explorers``.
"""
