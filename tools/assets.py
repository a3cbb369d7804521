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
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, vstack
from tokenizers import Tokenizer

from helpers.records import DATA

ROOT = Path(__file__).resolve().parent.parent
BROWSER, ASSETS = ROOT / "browser", ROOT / "book" / "_assets"
MODULES = BROWSER / "node_modules"
NODE_BIN = Path(sys.executable).parent

# FontAwesome's fonts stand twice: two modules of html-manager ask for them from two folders.
HTML_MANAGER = "@jupyter-widgets/html-manager"
COPIES = {
    "requirejs/require.js": "widgets/require.js",
    f"{HTML_MANAGER}/dist/embed-amd.js": "widgets/embed-amd.js",
    f"{HTML_MANAGER}/dist/*.woff2": f"widgets/{HTML_MANAGER}/dist/",
    f"{HTML_MANAGER}//dist/*.woff2": "widgets/@jupyter-widgets/",
    "anywidget/dist/index.js": "widgets/anywidget.js",
    "mathjax/es5/tex-mml-chtml.js": "mathjax/tex-mml-chtml.js",
    "mathjax/es5/output/chtml/fonts/woff-v2/*": "mathjax/output/chtml/fonts/woff-v2/",
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
        found = sorted(MODULES.glob(source.replace("//", "/")))
        if not found:
            raise FileNotFoundError(f"{source}: not in {MODULES}; does the lock file still fit?")
        to = ASSETS / target
        (to if target.endswith("/") else to.parent).mkdir(parents=True, exist_ok=True)
        for path in found:
            shutil.copyfile(path, to / path.name if target.endswith("/") else to)
    shutil.copyfile(BROWSER / "widgets_config.js", ASSETS / "widgets" / "config.js")


def bundle() -> None:
    """Our own back end as one module, and the data that it reads."""
    live = ASSETS / "live"
    live.mkdir(parents=True, exist_ok=True)
    npm("run", "--silent", "bundle", "--", f"--outfile={live / 'backend.js'}")
    shutil.copyfile(DATA / "hospital" / "documents.jsonl", live / "hospital.jsonl")
    (live / "vocabulary.txt").write_text(vocabulary(), encoding="utf-8")
    shutil.copyfile(DATA / "glove" / "words.txt", live / "glove_words.txt")
    models(live)


def vocabulary() -> str:
    """BERT's vocabulary, a term a line, the line's number being the id."""
    tokenizer = Tokenizer.from_file(str(DATA / "models" / "bert-uncased-wordpiece/tokenizer.json"))
    ids = tokenizer.get_vocab()
    return "\n".join(sorted(ids, key=lambda term: ids[term]))


def models(live: Path) -> None:
    """Word vectors (a float32 scale a word, then int8 steps) and stored answers of the models."""
    # torch takes seconds to import: only when there is something to make
    from safetensors.torch import load_file

    from helpers.explorers import masking, splade
    from training.export import quantised

    steps, scales = quantised(load_file(DATA / "glove" / "vectors.safetensors")["vectors"])
    content = scales.float().numpy().tobytes() + steps.numpy().tobytes()
    (live / "glove_vectors.bin").write_bytes(content)
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
    lock = [BROWSER / "package-lock.json", BROWSER / "widgets_config.js", Path(__file__)]
    ours = [
        *(BROWSER / "src").glob("*.js"),
        *(DATA / "hospital").glob("*"),
        *DATA.rglob("SHA256SUMS"),
        *(ROOT / "helpers").rglob("*.py"),
        *lock,
    ]
    installed, bundled = MODULES / ".made", ASSETS / "live" / ".made"
    if changed(installed, lock):
        install()
        copy()
        finish(installed, lock)
    if changed(bundled, ours):
        bundle()
        finish(bundled, ours)


if __name__ == "__main__":
    main()
