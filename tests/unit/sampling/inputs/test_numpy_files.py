# SPDX-License-Identifier: Apache-2.0
"""Arrays from .npy and .npz; pickles are refused, damage is told."""

import io
import pickle
import zipfile
from pathlib import Path

import numpy
import pytest

from cutaway.errors import CutawayError, DamagedFileError, MissingFileError, RequestError
from cutaway.sampling.inputs import numpy_files
from helpers.filling import array, filled, wanted


class Trap:
    """What would leave a file behind where it were unpickled."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.marker,)


def test_an_array_is_mapped_not_read(tmp_path: Path) -> None:
    numpy.save(tmp_path / "x.npy", numpy.ones((2, 3), numpy.float32))
    found = array(tmp_path / "x.npy", wanted("float32", (2, 3)))
    assert found.tolist() == [[1, 1, 1]] * 2
    assert not found.flags.owndata


@pytest.mark.parametrize("shape", [(0, 3), ()])
def test_empty_and_single_values_are_read(tmp_path: Path, shape: tuple[int, ...]) -> None:
    numpy.save(tmp_path / "x.npy", numpy.ones(shape, numpy.float32))
    assert array(tmp_path / "x.npy", wanted("float32", shape)).shape == shape


@pytest.mark.parametrize("ending", ["npy", "npz"])
def test_a_pickle_is_refused_and_never_loaded(tmp_path: Path, ending: str) -> None:
    marker = tmp_path / "marker"
    objects = numpy.empty(1, object)
    objects[0] = Trap(marker)
    file = tmp_path / f"x.{ending}"
    if ending == "npy":
        numpy.save(file, objects, allow_pickle=True)
    else:
        numpy.savez(file, x=objects)
    with pytest.raises(RequestError, match="pickled Python objects") as caught:
        filled(file, wanted("float32", (1,)))
    assert caught.value.hint
    assert not marker.exists()


def test_a_bare_pickle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.npy").write_bytes(pickle.dumps(Trap(tmp_path / "marker")))
    with pytest.raises(RequestError, match="pickled"):
        filled(tmp_path / "x.npy", wanted("float32", (1,)))
    assert not (tmp_path / "marker").exists()


@pytest.mark.parametrize("name", ["x", "in__x", "0"])
def test_an_archive_fills_the_input_by_its_name(tmp_path: Path, name: str) -> None:
    numpy.savez(tmp_path / "x.npz", **{name: numpy.ones(2, numpy.float32), "y": numpy.zeros(3)})  # type: ignore[arg-type]
    assert array(tmp_path / "x.npz", wanted("float32", (2,))).tolist() == [1, 1]
    assert sorted(numpy_files.names_in(tmp_path / "x.npz")) == sorted([name, "y"])


def test_the_only_array_needs_no_name(tmp_path: Path) -> None:
    numpy.savez_compressed(tmp_path / "x.npz", numpy.asfortranarray(numpy.arange(6.0).reshape(2, 3)))
    assert array(tmp_path / "x.npz", wanted("float64", (2, 3))).tolist() == [[0, 1, 2], [3, 4, 5]]


def test_a_key_chooses_an_array(tmp_path: Path) -> None:
    numpy.savez(tmp_path / "x.npz", a=numpy.zeros(1), b=numpy.ones(1))
    assert array(tmp_path / "x.npz", wanted("float64", (1,)), key="b").tolist() == [1]
    with pytest.raises(RequestError, match="no array called c") as caught:
        filled(tmp_path / "x.npz", wanted("float64", (1,)), key="c")
    assert caught.value.hint == "It has a, b."
    with pytest.raises(RequestError, match="no array for input x"):
        filled(tmp_path / "x.npz", wanted("float64", (1,)))


@pytest.mark.parametrize("cut", [4, 20, 100, 130])
def test_a_file_that_is_cut_off_is_told(tmp_path: Path, cut: int) -> None:
    file = tmp_path / "x.npy"
    numpy.save(file, numpy.ones(100))
    file.write_bytes(file.read_bytes()[:cut])
    with pytest.raises(DamagedFileError, match=r"x\.npy is cut off or damaged"):
        filled(file, wanted("float64", (100,)))


def test_an_archive_that_claims_too_much_is_told(tmp_path: Path) -> None:
    raw = io.BytesIO()
    header = {"descr": "<f8", "fortran_order": False, "shape": (1 << 40,)}
    numpy.lib.format.write_array_header_1_0(raw, header)
    with zipfile.ZipFile(tmp_path / "x.npz", "w") as archive:
        archive.writestr("x.npy", raw.getvalue())
    with pytest.raises(DamagedFileError, match="cut off"):
        filled(tmp_path / "x.npz", wanted("float64", None))


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"\x93NUMPY\x09\x00", b"\x93NUMPY\x01\x00\x05\x00{1:2}"])
@pytest.mark.parametrize("ending", ["npy", "npz"])
def test_what_is_neither_is_told(tmp_path: Path, raw: bytes, ending: str) -> None:
    file = tmp_path / f"x.{ending}"
    file.write_bytes(raw)
    with pytest.raises(CutawayError, match="x"):
        filled(file, wanted("float32", (1,)))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="does not exist"):
        filled(tmp_path / "x.npy", wanted("float32", (1,)))
