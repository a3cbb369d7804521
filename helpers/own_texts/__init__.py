"""Your own texts: read them, ask them, compare models on them.

``reading`` is the way in. It goes through ``folders`` (what lies in a folder), ``tables`` and
``rows`` (CSV, JSON Lines), ``prose`` (one text a file), ``judgements`` (queries and who answers
them), ``columns`` (which column is what) and ``decoding`` (bytes to text); ``report`` keeps the
account of every row. ``asking`` searches what was read.
"""

from helpers.own_texts.asking import SideBySide, ask, side_by_side
from helpers.own_texts.reading import EXAMPLE, read_texts, read_workshop
from helpers.own_texts.report import FileReport, Problem, Read

__all__ = [
    "EXAMPLE", "FileReport", "Problem", "Read", "SideBySide", "ask", "read_texts", "read_workshop",
    "side_by_side",
]  # fmt: skip
