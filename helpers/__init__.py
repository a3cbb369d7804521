"""The code behind the book "Why SPLADE works", one idea a module.

A module imports only from those before it in this list: ``records``, ``models``, ``text``,
``bm25``, ``static_vectors``, ``masked_lm``, ``expansion``, ``splade``, ``evaluation``, ``plots``,
``explorers``.
"""
