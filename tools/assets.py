"""Put what the published page needs into book/_assets: JavaScript from npm and data of ours.

    python -m tools.assets

Third-party JavaScript comes from the npm registry by ``browser/package-lock.json`` and is not
committed. Nothing is done again while its sources are unchanged.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, vstack
from tokenizers import Tokenizer

from helpers.records import DATA

ROOT = Path(__file__).resolve().parent.parent
BROWSER, ASSETS = ROOT / "browser", ROOT / "book" / "_assets"
MODULES = BROWSER / "node_modules"
NODE_BIN = Path(sys.executable).parent

ENGINE = "ort-wasm-simd-threaded.wasm"
COPIES = {
    f"onnxruntime-web/dist/{ENGINE}": f"live/{ENGINE}",
    "katex/dist/katex.min.css": "katex/katex.min.css",
    "katex/dist/fonts/*.woff2": "katex/fonts/",
}


def fingerprint(paths: list[Path]) -> str:
    """One checksum over the names and contents of files."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def changed(stamp: Path, paths: list[Path]) -> bool:
    """Whether the files differ from those of the last finished run; ``finish`` says it is done."""
    return not stamp.exists() or stamp.read_text() != fingerprint(paths)


def finish(stamp: Path, paths: list[Path]) -> None:
    """Note that all that depends on these files has been made."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(fingerprint(paths))


def install() -> None:
    """The npm packages of the lock file."""
    npm("ci", "--no-audit", "--no-fund", "--loglevel=error")


def npm(*arguments: str) -> None:
    """Run the environment's own npm, and through it its own Node.js, in browser/."""
    path = os.pathsep.join([str(NODE_BIN), os.environ["PATH"]])
    subprocess.run(
        [str(NODE_BIN / "npm"), *arguments],
        cwd=BROWSER,
        env=os.environ | {"PATH": path},
        check=True,
    )


def copy() -> None:
    """Third-party files that the page loads as they are."""
    for source, target in COPIES.items():
        found = sorted(MODULES.glob(source))
        if not found:
            raise FileNotFoundError(f"{source}: not in {MODULES}; does the lock file still fit?")
        to = ASSETS / target
        (to if target.endswith("/") else to.parent).mkdir(parents=True, exist_ok=True)
        for path in found:
            shutil.copyfile(path, to / path.name if target.endswith("/") else to)


def bundle() -> None:
    """Our own JavaScript as modules, and the data that it reads."""
    live = ASSETS / "live"
    live.mkdir(parents=True, exist_ok=True)
    npm("run", "--silent", "bundle", "--", str(live), str(ASSETS / "widgets"))
    shutil.copyfile(DATA / "hospital" / "documents.jsonl", live / "hospital.jsonl")
    (live / "vocabulary.txt").write_text(vocabulary(), encoding="utf-8")
    shutil.copyfile(DATA / "glove" / "words.txt", live / "glove_words.txt")
    answers(live)


def export_models() -> None:
    """The embedded models for the browser, and the list of what it fetches to run them."""
    from tools import browser_models  # torch's exporter takes seconds to import

    live = ASSETS / "live"
    for name in browser_models.NAMES:
        browser_models.write(name, live / f"{name}.onnx")
    files = {"engine": live / ENGINE, **{n: live / f"{n}.onnx" for n in browser_models.NAMES}}
    entries = {
        name: {"file": p.name, "bytes": p.stat().st_size, "version": fingerprint([p])[:12]}
        for name, p in files.items()
    }
    (live / "models.json").write_text(json.dumps(entries, indent=1), encoding="utf-8")


def vocabulary() -> str:
    """BERT's vocabulary, a term a line, the line's number being the id."""
    tokenizer = Tokenizer.from_file(str(DATA / "models" / "bert-uncased-wordpiece/tokenizer.json"))
    ids = tokenizer.get_vocab()
    return "\n".join(sorted(ids, key=lambda term: ids[term]))


def answers(live: Path) -> None:
    """Word vectors (a float32 scale a word, then int8 steps) and stored answers of the models."""
    # torch takes seconds to import: only when there is something to make
    from safetensors.torch import load_file

    from helpers.explorers import masking, splade
    from helpers.growth import SETTLED, measured
    from training.export import quantised

    steps, scales = quantised(load_file(DATA / "glove" / "vectors.safetensors")["vectors"])
    content = scales.float().numpy().tobytes() + steps.numpy().tobytes()
    (live / "glove_vectors.bin").write_bytes(content)
    growth = {**measured(), "settled": SETTLED}
    (live / "growth.json").write_text(json.dumps(growth), encoding="utf-8")
    (live / "masking.json").write_text(json.dumps(masking.stored_examples()), encoding="utf-8")
    (live / "splade.json").write_text(json.dumps(splade.stored_examples()), encoding="utf-8")
    vectors(live)


def vectors(live: Path) -> None:
    """The hospital's documents and queries as SPLADE has them, for the match explorer.

    ``vectors.json`` says how many terms each text has; ``vectors.bin`` holds, over all texts,
    documents first: the weights by max, by sum, by sum without the logarithm and by [CLS] alone
    (float32 each), the terms' ids (uint16) and whether the text has them itself (uint8). The
    other ways of pooling follow from these. The last text is the empty one.
    """
    from helpers.records import load_hospital
    from helpers.search import collection_vectors
    from helpers.splade import Way, load_encoder

    hospital = load_hospital()
    made, empty = collection_vectors(hospital), load_encoder("clinical-splade").encode_ways([""])
    kept = (Way("max"), Way("sum"), Way("sum", log=False), Way("cls"))
    stacks = [vstack([made.documents[w], made.queries[w], empty[w]], format="csr") for w in kept]
    largest = stacks[0]
    at = (np.repeat(range(largest.shape[0]), np.diff(largest.indptr)), largest.indices)
    columns = [np.asarray(stack[at], dtype=np.float32).ravel() for stack in stacks]
    own = vstack([made.own_documents, made.own_queries, csr_matrix(empty[kept[0]].shape)]).tocsr()
    parts = [*columns, largest.indices.astype(np.uint16), np.asarray(own[at]).astype(np.uint8)]
    (live / "vectors.bin").write_bytes(b"".join(part.ravel().tobytes() for part in parts))
    header = {
        "counts": np.diff(largest.indptr).tolist(),
        "queries": [q._asdict() for q in hospital.queries],
        "qrels": [list(qrel) for qrel in hospital.qrels],
    }
    (live / "vectors.json").write_text(json.dumps(header), encoding="utf-8")


def main() -> None:
    """Do what has changed since the last time."""
    locked = [BROWSER / "package-lock.json", Path(__file__)]
    weights = sorted(DATA.rglob("SHA256SUMS"))
    helpers = [*(ROOT / "helpers").rglob("*.py")]
    ours = [*(BROWSER / "src").glob("*.js"), BROWSER / "build.js", *(DATA / "hospital").glob("*")]
    ours += [*(DATA / "growth").glob("*")]
    exporter = [Path(__file__).with_name("browser_models.py")]
    steps: list[tuple[Path, list[Path], list[Callable[[], None]]]] = [
        (MODULES / ".made", locked, [install, copy]),
        (ASSETS / "live" / ".bundled", [*locked, *ours, *weights, *helpers], [bundle]),
        (ASSETS / "live" / ".exported", [*locked, *weights, *exporter], [export_models]),
    ]
    for stamp, sources, work in steps:
        if changed(stamp, sources):
            for do in work:
                do()
            finish(stamp, sources)


if __name__ == "__main__":
    main()
