"""The appendix's wing: what a real search engine adds, and how its costs grow.

``costs`` counts what a search reads, ``compression`` what engines leave out of a vector, ``fusion``
joins two rankings, ``growth`` carries measured costs on. ``payloads`` writes vectors as other
engines take them, ``recorder`` shows what their clients would send, ``milvus`` is an engine to run.
"""
