"""The code behind the book "Why SPLADE works", one idea per module.

A module imports only from those before it; ``pyproject.toml`` has the order, and a test holds it:
paths, records, registry, text, sparse; search, bm25, lexical; cache; static_vectors; models,
masked_lm, splade, pooling, attribution; expansion, systems, vectors, ablation; overlap, bootstrap,
evaluation; own_texts, training_logs, plots; scale; explorers. A name that begins with an underscore
is for the package itself.
"""
