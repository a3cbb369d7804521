"""helpers/stored.py: vectors in a file come back as they were, or are refused."""

from __future__ import annotations

import doctest
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from safetensors.numpy import save_file
from scipy.sparse import csr_matrix, random_array

from helpers import stored
from helpers.records import Collection, Document, Query
from helpers.registry import MODEL
from helpers.stored import DTYPES, load_vectors, save_vectors
from helpers.systems import splade_system, stored_system
from tests.matrices import same

IDS = ["", 'a"b', "nul\0", "\0nul", "😀", "a\nb", "\ud83d", "e\u0301", " b ", "\\u0041", "]", "D1"]
VECTORS = csr_matrix(random_array((len(IDS), 50), density=0.2, rng=np.random.default_rng(0)))
THREE = csr_matrix(np.eye(3, dtype=np.float32))


def empty(documents: int, terms: int) -> csr_matrix:
    return csr_matrix(np.zeros((documents, terms), dtype=np.float32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    save_vectors(tmp_path / "v", ["a", "b", "c"], THREE, MODEL)
    return tmp_path / "v"


def test_examples() -> None:
    assert doctest.testmod(stored).failed == 0


def test_ids_of_any_kind_are_read_back(tmp_path: Path) -> None:
    save_vectors(tmp_path / "v", IDS, VECTORS, MODEL)
    assert load_vectors(tmp_path / "v").doc_ids == IDS


@settings(deadline=None, max_examples=100)
@given(ids=st.lists(st.text(st.characters(exclude_categories=())), unique=True, max_size=5))
def test_every_text_can_be_an_id(tmp_path_factory: pytest.TempPathFactory, ids: list[str]) -> None:
    file = tmp_path_factory.getbasetemp() / "v"
    save_vectors(file, ids, empty(len(ids), 4), MODEL)
    assert load_vectors(file).doc_ids == ids


def test_vectors_are_read_back(tmp_path: Path) -> None:
    vectors = VECTORS.astype(np.float32)
    save_vectors(tmp_path / "v", IDS, vectors, MODEL)
    assert same(load_vectors(tmp_path / "v").vectors, vectors)


def test_the_types_are_those_of_the_format(path: Path) -> None:
    read = load_vectors(path).vectors
    assert (str(read.data.dtype), read.shape) == ("float32", (3, 3))


def test_the_model_is_read_back(path: Path) -> None:
    assert load_vectors(str(path)).model == MODEL


def test_an_empty_collection_is_read_back(tmp_path: Path) -> None:
    save_vectors(tmp_path / "v", [], empty(0, 7), MODEL)
    read = load_vectors(tmp_path / "v")
    assert (read.doc_ids, read.vectors.shape) == ([], (0, 7))


def test_documents_without_a_term_are_read_back(tmp_path: Path) -> None:
    save_vectors(tmp_path / "v", ["a", "b"], empty(2, 7), MODEL)
    assert load_vectors(tmp_path / "v").vectors.shape == (2, 7)


def test_a_newer_file_takes_the_place_of_the_old(path: Path) -> None:
    save_vectors(path, ["x"], THREE[:1], MODEL)
    assert load_vectors(path).doc_ids == ["x"]
    assert [file.name for file in path.parent.iterdir()] == ["v"]


@pytest.mark.parametrize("ids", [["a", "b"], ["a", "b", "c", "d"], ["a", "b", "a"], []])
def test_ids_that_do_not_fit_are_refused(tmp_path: Path, ids: list[str]) -> None:
    with pytest.raises(ValueError, match="want 3 different ones, one per row"):
        save_vectors(tmp_path / "v", ids, THREE, MODEL)


def test_what_is_refused_writes_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no-such-model"):
        save_vectors(tmp_path / "v", ["a", "b", "c"], THREE, "no-such-model")
    assert [*tmp_path.iterdir()] == []


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"nowhere'?: no such file"):
        load_vectors(tmp_path / "nowhere")


@pytest.mark.parametrize("part", [0.0, 0.01, 0.2, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_short_is_refused(path: Path, part: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(ValueError, match="the file is damaged"):
        load_vectors(path)


@pytest.mark.parametrize("data", [b"PK\3\4" + b"x" * 99, b"\0" * 99, b"text\n", b"\xff" * 99])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "v").write_bytes(data)
    with pytest.raises(ValueError, match="the file is damaged"):
        load_vectors(tmp_path / "v")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the file is damaged"):
        load_vectors(tmp_path)


@pytest.mark.parametrize("metadata", [None, {}, {"format": "pt"}, {"format": "other 2"}])
def test_safetensors_of_somebody_else_are_refused(
    tmp_path: Path, metadata: dict[str, str] | None
) -> None:
    save_file({"data": np.zeros(3)}, tmp_path / "v", metadata=metadata)
    with pytest.raises(ValueError, match="not a file of 'why-splade-works vectors 1'"):
        load_vectors(tmp_path / "v")


@pytest.mark.parametrize("name", [*DTYPES, "doc_ids"])
def test_a_file_that_lacks_a_tensor_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def without(parts: dict[str, NDArray[Any]], file: Path, metadata: dict[str, str]) -> None:
        save_file({n: p for n, p in parts.items() if n != name}, file, metadata)

    monkeypatch.setattr(stored, "save_file", without)
    save_vectors(path, ["a", "b", "c"], THREE, MODEL)
    with pytest.raises(ValueError, match="path="):
        load_vectors(path)


@pytest.mark.parametrize("name", ["model", "fingerprint", "width"])
def test_a_file_that_does_not_say_what_it_is_is_refused(path: Path, name: str) -> None:
    path.write_bytes(
        path.read_bytes().replace(f'"{name}":'.encode(), b'"' + b"x" * len(name) + b'":')
    )
    with pytest.raises(ValueError, match="path="):
        load_vectors(path)


def test_ids_that_are_no_list_any_more_are_refused_with_the_file_s_name(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'["a", "b"', b'["a"; "b"'))
    with pytest.raises(ValueError, match="path="):
        load_vectors(path)


def test_indices_beyond_the_vocabulary_are_refused(path: Path) -> None:
    data, broken = path.read_bytes(), struct.pack("<3i", 0, 1, 2)
    assert data.count(broken) == 1
    path.write_bytes(data.replace(broken, struct.pack("<3i", 0, 1, 2**30)))
    with pytest.raises(ValueError, match="path="):
        load_vectors(path)


def test_a_model_that_has_changed_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "fingerprint", lambda model: "another")
    with pytest.raises(ValueError, match=rf"made by another {MODEL} than today's; encode"):
        load_vectors(path)


@pytest.mark.model
def test_stored_vectors_find_what_the_collection_s_find(tmp_path: Path) -> None:
    from helpers.vectors import collection_vectors  # torch only where it is asked for

    documents = (Document("a", "Gout", "a red toe"), Document("b", "", "a broken hip"))
    collection = Collection("two", documents, (Query("1", "toe"), Query("2", "hip fracture")))
    save_vectors(tmp_path / "v", ["a", "b"], collection_vectors(collection).documents, MODEL)
    system = stored_system(load_vectors(tmp_path / "v"))
    wanted = splade_system(collection).search_all(collection.queries)
    found = system.search_all(collection.queries)
    assert [hit[:2] for hit in found] == [hit[:2] for hit in wanted]
    assert [hit.score for hit in found] == pytest.approx([hit.score for hit in wanted], abs=1e-4)
