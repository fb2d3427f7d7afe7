# SPDX-License-Identifier: Apache-2.0
"""The values of a run become an archive that numpy reads without pickle, made without numpy."""

import subprocess
import sys
from pathlib import Path

import ml_dtypes
import numpy
import pytest

from cutaway.description.running import StoredValue
from cutaway.errors import CutawayError, MissingFileError, RequestError, UnsafeFileError
from cutaway.sampling import stored
from cutaway.sampling.values import Ragged, Sparse, Value
from cutaway.session import run_export


def exported(folder: Path, **values: Value) -> dict[str, numpy.ndarray]:
    kept = [stored.store(folder, name, value, "out") for name, value in values.items()]
    run_export.write(folder, kept, folder / "out.npz")
    with numpy.load(folder / "out.npz", allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


@pytest.mark.parametrize("dtype", ["float32", "int64", "bool", "complex64", "float16", "uint8"])
@pytest.mark.parametrize("shape", [(), (2, 3), (0,)])
def test_numbers_come_out_as_they_are(tmp_path: Path, dtype: str, shape: tuple[int, ...]) -> None:
    array = numpy.ones(shape, dtype)
    found = exported(tmp_path, y=array)["y"]
    assert found.dtype == dtype
    assert numpy.array_equal(found, array)


def test_bfloat16_becomes_float32_and_that_is_told(tmp_path: Path) -> None:
    array = numpy.array([1.5, -2.0, 3e38, numpy.inf], ml_dtypes.bfloat16)
    kept = stored.store(tmp_path, "y", array, "out")
    done = run_export.write(tmp_path, [kept], tmp_path / "out.npz")
    assert done.notes == ("y is bfloat16 and was saved as float32.",)
    assert done.bytes == (tmp_path / "out.npz").stat().st_size
    with numpy.load(tmp_path / "out.npz") as archive:
        assert archive["y"].dtype == numpy.float32
        assert numpy.array_equal(archive["y"], array.astype(numpy.float32))


def test_types_that_numpy_has_not_are_told(tmp_path: Path) -> None:
    kept = stored.store(tmp_path, "y", numpy.array([1, 2], ml_dtypes.float8_e5m2), "out")
    assert "as its bits in uint8" in run_export.write(tmp_path, [kept], tmp_path / "out.npz").notes[0]


def test_strings_keep_their_zero_bytes(tmp_path: Path) -> None:
    texts = numpy.array([[b"a", b"bc\0"]], object)
    found = exported(tmp_path, y=texts, plain=numpy.array(b"abc", object), none=numpy.zeros(0, object))
    assert found["y"].shape == (1, 2)
    assert found["y"].dtype == "S3"
    assert found["y__lengths"].tolist() == [[1, 3]]
    assert found["plain"] == b"abc"
    assert "plain__lengths" not in found
    assert found["none"].shape == (0,)


def test_ragged_and_sparse_values_have_their_parts(tmp_path: Path) -> None:
    rows = Ragged(numpy.array([1, 2, 3]), (numpy.array([0, 1, 3]),))
    words = Ragged(numpy.array([b"a", b"bb"], object), (numpy.array([0, 2]),))
    few = Sparse(numpy.array([[0, 1]]), numpy.array([5.0]), (2, 2))
    found = exported(tmp_path, rows=rows, words=words, few=few)
    assert found["rows"].tolist() == [1, 2, 3]
    assert found["rows__row_splits_0"].tolist() == [0, 1, 3]
    assert found["words"].tolist() == [b"a", b"bb"]
    assert found["words__row_splits_0"].tolist() == [0, 2]
    assert found["few__indices"].tolist() == [[0, 1]]
    assert found["few__dense_shape"].tolist() == [2, 2]


def test_taps_and_inputs_have_names_of_their_own(tmp_path: Path) -> None:
    def keep(group: str, name: str, value: float) -> StoredValue:
        return stored.store(tmp_path, name, numpy.array(value), group)

    done = run_export.write(
        tmp_path,
        [keep("out", "y", 1)],
        tmp_path / "out.npz",
        taps=[keep("tap", "y", 2), keep("tap", "scope/conv:0", 3)],
        inputs=[keep("in", "y", 4)],
    )
    assert done.names == ("y", "tap__y", "scope/conv:0", "in__y")
    with numpy.load(tmp_path / "out.npz") as archive:
        assert [float(archive[name]) for name in done.names] == [1, 2, 3, 4]


def test_the_same_values_make_the_same_file(tmp_path: Path) -> None:
    kept = [stored.store(tmp_path, "y", numpy.arange(9), "out")]
    run_export.write(tmp_path, kept, tmp_path / "a.npz")
    run_export.write(tmp_path, kept, tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_an_existing_file_is_replaced_only_on_request(tmp_path: Path) -> None:
    kept = [stored.store(tmp_path, "y", numpy.arange(3), "out")]
    target = tmp_path / "out.npz"
    target.write_bytes(b"mine")
    with pytest.raises(RequestError, match="exists already"):
        run_export.write(tmp_path, kept, target)
    assert target.read_bytes() == b"mine"
    run_export.write(tmp_path, kept, target, overwrite=True)
    assert target.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("name", ["out.npy", "out", "out.zip"])
def test_another_ending_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RequestError, match=r"saved as \.npz"):
        run_export.write(tmp_path, [], tmp_path / name)


def test_values_that_are_gone_or_damaged_leave_nothing_behind(tmp_path: Path) -> None:
    kept = stored.store(tmp_path, "y", numpy.array([1], ml_dtypes.bfloat16), "out")
    (tmp_path / kept.file).write_bytes(b"\x93NUMPY\x01\x00\x04\x00oops")
    with pytest.raises(CutawayError, match="damaged"):
        run_export.write(tmp_path, [kept], tmp_path / "out.npz")
    (tmp_path / kept.file).unlink()
    with pytest.raises(MissingFileError, match="not there any more"):
        run_export.write(tmp_path, [kept], tmp_path / "out.npz")
    assert not (tmp_path / "out.npz").exists()


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    run = tmp_path / "run"
    kept = stored.store(run, "y", numpy.arange(3), "out")
    (run / kept.file).rename(tmp_path / "secret.npy")
    (run / kept.file).symlink_to(tmp_path / "secret.npy")
    with pytest.raises(UnsafeFileError, match="leads out"):
        run_export.write(run, [kept], tmp_path / "out.npz")
    assert not (tmp_path / "out.npz").exists()


def test_texts_that_differ_too_much_in_length_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_export, "_MOST_TEXT", 100)
    kept = stored.store(tmp_path, "y", numpy.array([b"a" * 60, b""], object), "out")
    with pytest.raises(RequestError, match="differ too much"):
        run_export.write(tmp_path, [kept], tmp_path / "out.npz")


def test_it_needs_no_numpy() -> None:
    code = "import sys, cutaway.session.run_export; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=30).returncode == 0
