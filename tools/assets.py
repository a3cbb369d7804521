"""Put what the published page needs into book/_assets: JavaScript from npm and data of ours.

    python -m tools.assets             all of it
    python -m tools.assets packages    the npm packages alone
    python -m tools.assets lint        check the JavaScript: eslint, prettier, tsc

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

from tokenizers import Tokenizer

from helpers.paths import data_folder

ROOT = Path(__file__).resolve().parent.parent
BROWSER, ASSETS = ROOT / "browser", ROOT / "book" / "_assets"
MODULES = BROWSER / "node_modules"
NODE_BIN = Path(sys.executable).parent

RUNTIME = "ort-wasm-simd-threaded.wasm"
COPIES = {
    f"onnxruntime-web/dist/{RUNTIME}": f"live/{RUNTIME}",
    "katex/dist/katex.min.css": "katex/katex.min.css",
    "katex/dist/fonts/*.woff2": "katex/fonts/",
}
Step = tuple[Path, list[Path], list[Callable[[], None]]]


def fingerprint(paths: list[Path]) -> str:
    """One checksum over the names and contents of files."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def checksum(path: Path) -> str:
    """A file's SHA-256, as the page works it out over what has arrived."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


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
    (live / "vocabulary.txt").write_text(vocabulary(), encoding="utf-8")
    shutil.copyfile(data_folder() / "glove" / "words.txt", live / "glove_words.txt")
    (live / "query_weights.bin").write_bytes(query_weights())
    answers(live)


def export_models() -> None:
    """The embedded models for the browser, and the list of what it fetches to run them."""
    from tools import browser_models  # torch's exporter takes seconds to import

    live = ASSETS / "live"
    for name in browser_models.NAMES:
        browser_models.write(name, live / f"{name}.onnx")
    files = {"runtime": live / RUNTIME, **{n: live / f"{n}.onnx" for n in browser_models.NAMES}}
    entries = {
        name: {"file": p.name, "bytes": p.stat().st_size, "sha256": checksum(p)}
        for name, p in files.items()
    }
    (live / "models.json").write_text(json.dumps(entries, indent=1), encoding="utf-8")


def vocabulary() -> str:
    """BERT's vocabulary, a term a line, the line's number being the id."""
    path = data_folder() / "models" / "bert-uncased-wordpiece" / "tokenizer.json"
    tokenizer = Tokenizer.from_file(str(path))
    ids = tokenizer.get_vocab()
    return "\n".join(sorted(ids, key=lambda term: ids[term]))


def query_weights() -> bytes:
    """What a query's WordPieces weigh without a model: uint16 steps, one an entry."""
    from helpers.inference_free import UNIT, load_weights

    return bytes((load_weights() * UNIT).astype("<u2").tobytes())


def answers(live: Path) -> None:
    """Word vectors (a float32 scale a word, then int8 steps) and stored answers of the models."""
    # torch takes seconds to import: only when there is something to make
    from safetensors.torch import load_file

    from helpers.explorers import context, masking, splade
    from helpers.scale.growth import SETTLED, measured
    from helpers.scores import scores_folder
    from helpers.training_logs import steps_file
    from tools.int8 import quantised
    from tools.stored_vectors import collections, write

    vectors = load_file(data_folder() / "glove" / "vectors.safetensors")["vectors"]
    steps, scales = quantised(vectors)
    content = scales.float().numpy().tobytes() + steps.numpy().tobytes()
    (live / "glove_vectors.bin").write_bytes(content)
    growth = {**measured(), "settled": SETTLED}
    (live / "growth.json").write_text(json.dumps(growth), encoding="utf-8")
    for path in (*sorted(scores_folder().glob("*.json")), steps_file()):
        shutil.copyfile(path, live / path.name)
    (live / "masking.json").write_text(json.dumps(masking.stored_examples()), encoding="utf-8")
    (live / "context.json").write_text(json.dumps(context.stored_examples()), encoding="utf-8")
    (live / "splade.json").write_text(json.dumps(splade.stored_examples()), encoding="utf-8")
    for collection in collections():
        write(live, collection)


def lint() -> None:
    """Check the JavaScript as `make lint` does the Python."""
    for script in ("lint", "format:check", "types"):
        npm("run", "--silent", script)


def steps() -> list[Step]:
    """List what there is to do: a stamp, the files it depends on, and the work."""
    here, data = Path(__file__).parent, data_folder()
    locked = [BROWSER / "package-lock.json", Path(__file__)]
    weights = sorted(data.rglob("SHA256SUMS"))
    ours = [p for p in (BROWSER / "src").rglob("*") if p.is_file()]
    stored = ("hospital", "growth", "scores", "experiments")
    ours += [BROWSER / "build.js", *(p for name in stored for p in (data / name).glob("*"))]
    ours += [p for p in (data / "own_texts").rglob("*") if p.is_file()]
    python = [*(ROOT / "helpers").rglob("*.py"), here / "stored_vectors.py"]
    exporter = [here / "browser_models.py", here / "int8.py"]
    return [
        (MODULES / ".made", locked, [install, copy]),
        (ASSETS / "live" / ".bundled", [*locked, *ours, *weights, *python], [bundle]),
        (ASSETS / "live" / ".exported", [*locked, *weights, *exporter], [export_models]),
    ]


def main(wanted: str = "all") -> None:
    """Do what has changed since the last time."""
    if wanted == "lint":
        return lint()
    for stamp, sources, work in steps()[: 1 if wanted == "packages" else None]:
        if changed(stamp, sources):
            for do in work:
                do()
            finish(stamp, sources)
    return None


if __name__ == "__main__":
    main(*sys.argv[1:])
