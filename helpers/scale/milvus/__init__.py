"""SPLADE vectors in a search engine: Milvus, as a file on disk, a server or a cluster.

``opening`` reaches the engine, ``rows`` says how a document is stored there, ``milvus`` adds,
searches, deletes and counts. ``recorder`` shows what clients of other engines would send; it alone
needs theirs, and is not imported here.
"""

from helpers.engine.milvus import Engine, open_engine

__all__ = ["Engine", "open_engine"]
