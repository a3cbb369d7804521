"""The code behind the book "Why SPLADE works", one idea per module.

A module imports only from those before it; ``pyproject.toml`` has the order, and a test holds it:
paths, records, registry, text, sparse, stored, trec; search, bm25, lexical, translation, feedback;
cache; static_vectors; models, reading, masked_lm, splade, pooling, attribution; expansion, vectors,
passages, book_vectors, systems, ablation; overlap, bootstrap, evaluation; notices, training_logs;
svg, drawing, labels, bars, points, stacked, plots;
own_texts; scale; book_search, explorers. A name that begins with an underscore is for the package
itself.
"""
