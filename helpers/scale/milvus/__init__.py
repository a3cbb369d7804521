"""SPLADE vectors in Milvus: a file on disk, a server or a cluster.

``connection`` reaches the engine, ``schema`` says how a document is stored there, ``engine`` adds,
searches, deletes and counts.
"""

from helpers.scale.milvus.engine import Engine, open_engine

__all__ = ["Engine", "open_engine"]
