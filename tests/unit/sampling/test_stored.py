# SPDX-License-Identifier: Apache-2.0
"""Values survive the files of a run, and files that lie are refused with a sentence."""

from dataclasses import replace
from pathlib import Path

import ml_dtypes
import numpy
import pytest

from cutaway.errors import DamagedFileError, MissingFileError, UnsafeFileError
from cutaway.sampling import stored
from cutaway.sampling.values import Ragged, Sparse

DTYPES = (
    *("bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"),
    *("float16", "float32", "float64", "complex64", "complex128"),
)
STRANGE = (ml_dtypes.bfloat16, ml_dtypes.float8_e5m2, ml_dtypes.int4, ml_dtypes.uint4)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (0, 4)])
def test_numbers_come_back(tmp_path: Path, dtype: str, shape: tuple[int, ...]) -> None:
    array = numpy.arange(numpy.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    found = stored.store(tmp_path, "x", array, "in")
    assert (found.dtype, found.shape, found.encoding) == (dtype, shape, "dense")
    assert (tmp_path / found.file).is_file()
    loaded = stored.load(tmp_path, found)
    assert isinstance(loaded, numpy.ndarray)
    assert loaded.dtype == array.dtype
    assert numpy.array_equal(loaded, array)


@pytest.mark.parametrize("dtype", STRANGE)
def test_types_that_npy_does_not_know_come_back(tmp_path: Path, dtype: type) -> None:
    array: numpy.ndarray = numpy.array([[0, 1, 2]]).astype(dtype)
    found = stored.store(tmp_path, "x", array)
    loaded = stored.load(tmp_path, found)
    assert found.dtype == numpy.dtype(dtype).name
    assert isinstance(loaded, numpy.ndarray)
    assert loaded.dtype == dtype
    assert numpy.array_equal(loaded, array)
    assert numpy.load(tmp_path / found.file, allow_pickle=False).dtype.kind == "u"


@pytest.mark.parametrize("shape", [(), (2,), (1, 2), (0,)])
def test_strings_come_back_with_their_zero_bytes(tmp_path: Path, shape: tuple[int, ...]) -> None:
    array = numpy.empty(shape, object)
    array[...] = b"a\xff\0"
    found = stored.store(tmp_path, "text", array)
    assert found.encoding == "strings"
    loaded = stored.load(tmp_path, found)
    assert isinstance(loaded, numpy.ndarray)
    assert loaded.shape == shape
    assert loaded.tolist() == array.tolist()


def test_numpys_own_text_becomes_strings(tmp_path: Path) -> None:
    found = stored.store(tmp_path, "text", numpy.array(["ä", "bc"]))
    loaded = stored.load(tmp_path, found)
    assert isinstance(loaded, numpy.ndarray)
    assert loaded.tolist() == ["ä".encode(), b"bc"]


def test_a_quantised_record_of_one_field_is_its_integers(tmp_path: Path) -> None:
    array = numpy.array([(1,), (-2,)], numpy.dtype([("qint8", "i1")]))
    found = stored.store(tmp_path, "q", array)
    loaded = stored.load(tmp_path, found)
    assert found.dtype == "qint8"
    assert isinstance(loaded, numpy.ndarray)
    assert loaded.tolist() == [1, -2]


@pytest.mark.parametrize("text", [False, True])
def test_ragged_values_come_back(tmp_path: Path, text: bool) -> None:
    values = numpy.array([b"a", b"", b"ccc"], object) if text else numpy.array([1, 2, 3], numpy.int32)
    value = Ragged(values, (numpy.array([0, 2]), numpy.array([0, 1, 3])))
    found = stored.store(tmp_path, "rows", value)
    assert (found.encoding, found.shape) == ("ragged", (1, None, None))
    loaded = stored.load(tmp_path, found)
    assert isinstance(loaded, Ragged)
    assert loaded.values.tolist() == values.tolist()
    assert [splits.tolist() for splits in loaded.splits] == [[0, 2], [0, 1, 3]]


@pytest.mark.parametrize("text", [False, True])
def test_sparse_values_come_back(tmp_path: Path, text: bool) -> None:
    values = numpy.array([b"a", b"b"], object) if text else numpy.array([0.5, 1.5], numpy.float32)
    value = Sparse(numpy.array([[0, 1], [3, 0]]), values, (4, 2))
    found = stored.store(tmp_path, "few", value)
    assert (found.encoding, found.shape) == ("sparse", (4, 2))
    loaded = stored.load(tmp_path, found)
    assert isinstance(loaded, Sparse)
    assert loaded.shape == (4, 2)
    assert loaded.indices.tolist() == [[0, 1], [3, 0]]
    assert loaded.values.tolist() == values.tolist()


def test_names_of_any_characters_lie_in_files_of_their_own(tmp_path: Path) -> None:
    names = ("a/b:0", "a-b:0", "A/B:0", "../../x", "", "ä" * 300)
    found = [stored.store(tmp_path, name, numpy.array(place), "out") for place, name in enumerate(names)]
    assert len({value.file.lower() for value in found}) == len(names)
    assert [int(stored.load(tmp_path, value)) for value in found] == list(range(len(names)))  # type: ignore[arg-type]
    assert len(list((tmp_path / "out").iterdir())) == len(names)


def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    found = stored.store(tmp_path, "x", numpy.array(1.0))
    with pytest.raises(UnsafeFileError, match="leads out"):
        stored.load(tmp_path / "run", replace(found, file=f"../{found.file}"))


def test_a_pickle_is_refused(tmp_path: Path) -> None:
    numpy.save(tmp_path / "x.npy", numpy.array([{}], object), allow_pickle=True)
    found = replace(stored.store(tmp_path, "y", numpy.array(1.0)), file="x.npy")
    with pytest.raises(DamagedFileError, match="cannot be read"):
        stored.load(tmp_path, found)


def test_what_is_gone_or_cut_off_is_told(tmp_path: Path) -> None:
    found = stored.store(tmp_path, "x", numpy.arange(100))
    (tmp_path / found.file).write_bytes((tmp_path / found.file).read_bytes()[:200])
    with pytest.raises(DamagedFileError):
        stored.load(tmp_path, found)
    (tmp_path / found.file).unlink()
    with pytest.raises(MissingFileError, match="not there any more"):
        stored.load(tmp_path, found)


def test_strings_whose_offsets_lie_are_refused(tmp_path: Path) -> None:
    found = stored.store(tmp_path, "x", numpy.array([b"abc", b"d"], object))
    numpy.save(tmp_path / found.parts[0], numpy.array([0, 9, 4]))
    with pytest.raises(DamagedFileError, match="offsets"):
        stored.load(tmp_path, found)


def test_a_list_that_leaves_out_parts_is_refused(tmp_path: Path) -> None:
    text = stored.store(tmp_path, "x", numpy.array([b"abc", b"d"], object))
    rows = stored.store(tmp_path, "y", Ragged(numpy.array([1]), (numpy.array([0, 1]),)))
    for found in (text, rows):
        with pytest.raises(DamagedFileError, match="not whole"):
            stored.load(tmp_path, replace(found, parts=()))
    with pytest.raises(DamagedFileError, match="shape"):
        stored.load(tmp_path, replace(text, shape=(3,)))
    with pytest.raises(DamagedFileError, match="type"):
        stored.load(tmp_path, replace(rows, encoding="dense", dtype="float16"))
