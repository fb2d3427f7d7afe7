# SPDX-License-Identifier: Apache-2.0
"""HDF5 without its library: every form that it writes is read as it reads it, and damage ends in a sentence."""

import contextlib
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cutaway.errors import DamagedFileError, ModelError, UnsafeFileError, UnsupportedFormatError
from cutaway.wire.files import map_file
from cutaway.wire.hdf5 import Hdf5
from cutaway.wire.hdf5_values import array


def opened(path: Path) -> Hdf5:
    return Hdf5(map_file(path), path.name)


def made(path: Path, **settings: Any) -> Any:  # noqa: ANN401 - h5py has no types
    import h5py

    return h5py.File(path, "w", **settings)


@pytest.mark.parametrize("tracked", [False, True])
@pytest.mark.parametrize("block", [0, 1024])
@pytest.mark.parametrize("version", ["earliest", "v108", "latest"])
def test_structure_is_what_the_library_reads(tmp_path: Path, version: str, block: int, tracked: bool) -> None:
    path = tmp_path / "m.h5"
    with made(path, libver=version, userblock_size=block, track_order=tracked) as file:
        for number in range(40):
            file.attrs[f"a{number}"] = "v" * number
        file.attrs["numbers"] = np.arange(5.0)
        file.attrs["flag"] = True
        group = file.create_group("many", track_order=tracked)
        for number in range(300):
            group.create_dataset(f"d{number}", data=np.arange(number % 7))
        file.create_dataset("a/b/c", data=np.float32(3))
    model = opened(path)
    contents, attributes = model.contents(), model.attributes(model.root)
    assert len(contents.datasets) == 301
    assert {f"a{number}" for number in range(40)} < set(attributes)
    assert all(attributes[f"a{number}"] == "v" * number for number in range(40))
    assert attributes["numbers"] == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert attributes["flag"] is True
    by_path = {dataset.path: dataset for dataset in contents.datasets}
    assert array(model, by_path["many/d13"]).tolist() == list(range(6))
    assert array(model, by_path["a/b/c"]) == np.float32(3)


def test_order_of_making_is_kept_where_the_file_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "m.h5"
    with made(path, track_order=True) as file:
        for name in ("z", "a", "m"):
            file.create_dataset(name, data=[1])
    assert [dataset.path for dataset in opened(path).contents().datasets] == ["z", "a", "m"]


@pytest.mark.parametrize(
    "values",
    [
        np.arange(6, dtype=">f4").reshape(2, 3),
        np.arange(6, dtype="f2"),
        np.arange(6, dtype="i8"),
        np.arange(6, dtype="u2"),
        np.array([True, False]),
        np.arange(3, dtype="c8"),
        np.zeros((0, 4), "f4"),
        np.float64(2.5),
    ],
    ids=lambda value: f"{value.dtype}{list(value.shape)}",
)
def test_values_of_every_type(tmp_path: Path, values: Any) -> None:  # noqa: ANN401 - arrays of any type
    path = tmp_path / "m.h5"
    with made(path) as file:
        file.create_dataset("x", data=values)
    model = opened(path)
    (dataset,) = model.contents().datasets
    found = array(model, dataset)
    assert dataset.element.name == values.dtype.name
    assert found.shape == values.shape
    assert np.array_equal(found, values)
    assert not found.flags.writeable


def test_plain_values_are_views_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "m.h5"
    with made(path) as file:
        file.create_dataset("x", data=np.arange(1000.0))
    model = opened(path)
    found = array(model, model.contents().datasets[0])
    assert not found.flags.owndata


@pytest.mark.parametrize("settings", [{}, {"compression": "gzip", "shuffle": True, "fletcher32": True}])
def test_chunks_are_put_together(tmp_path: Path, settings: dict[str, Any]) -> None:
    path = tmp_path / "m.h5"
    values = np.random.default_rng(0).normal(size=(37, 53)).astype("f4")
    with made(path) as file:
        file.create_dataset("x", data=values, chunks=(10, 20), **settings)
    model = opened(path)
    assert np.array_equal(array(model, model.contents().datasets[0]), values)


def test_what_was_never_written_has_the_fill_value_and_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "m.h5"
    with made(path) as file:
        file.create_dataset("x", shape=(1 << 20, 1 << 20, 4), dtype="f4", fillvalue=7.5, chunks=(1, 1, 4))
    model = opened(path)
    found = array(model, model.contents().datasets[0])
    assert found.shape == (1 << 20, 1 << 20, 4)
    assert found[5, 5, 1] == 7.5


def test_chunks_cannot_claim_more_than_the_file_could_hold(tmp_path: Path) -> None:
    path = tmp_path / "m.h5"
    with made(path) as file:
        file.create_dataset("x", shape=(1 << 30, 64), dtype="f4", chunks=(1, 64))
        file["x"][0] = 1
    model = opened(path)
    with pytest.raises(DamagedFileError, match="x claims 274,877,906,944 bytes"):
        array(model, model.contents().datasets[0])


def test_a_chunk_cannot_unpack_to_more_than_its_shape(tmp_path: Path) -> None:
    import zlib

    path = tmp_path / "m.h5"
    with made(path) as file:
        data = file.create_dataset("x", shape=(8,), dtype="f4", chunks=(8,), compression="gzip")
        data.id.write_direct_chunk((0,), zlib.compress(bytes(50_000_000)))
    model = opened(path)
    with pytest.raises(DamagedFileError, match="a chunk of x has 36 bytes instead of 32"):
        array(model, model.contents().datasets[0])


def test_links_that_lead_away_are_listed_and_never_followed(tmp_path: Path) -> None:
    import h5py

    path = tmp_path / "m.h5"
    with made(path) as file:
        file.create_dataset("x", data=[1])
        file["soft"] = h5py.SoftLink("/x")
        file["away"] = h5py.ExternalLink("/etc/hostname", "/secret")
        file["again"] = file["x"]
        file["ring"] = file["/"]
    contents = opened(path).contents()
    assert len(contents.datasets) == 1
    assert {(where, link.kind, link.target) for where, link in contents.away} == {
        ("soft", "soft", "/x"),
        ("away", "external", "/etc/hostname:/secret"),
    }


def test_values_in_other_files_are_not_read(tmp_path: Path) -> None:
    path, other = tmp_path / "m.h5", tmp_path / "other.bin"
    other.write_bytes(b"secret!!")
    with made(path) as file:
        file.create_dataset("x", shape=(8,), dtype="u1", external=[(str(other), 0, 8)])
    model = opened(path)
    (dataset,) = model.contents().datasets
    assert dataset.storage.files == (str(other),)
    with pytest.raises(UnsafeFileError, match="in another file"):
        array(model, dataset)


def test_virtual_datasets_are_not_put_together(tmp_path: Path) -> None:
    import h5py

    path = tmp_path / "m.h5"
    with made(path, libver="latest") as file:
        layout = h5py.VirtualLayout((4,), "f4")
        layout[:] = h5py.VirtualSource("other.h5", "y", (4,))
        file.create_virtual_dataset("x", layout)
    model = opened(path)
    with pytest.raises(UnsafeFileError):
        array(model, model.contents().datasets[0])


def test_an_unknown_filter_is_named(tmp_path: Path) -> None:
    path = tmp_path / "m.h5"
    with made(path) as file:
        file.create_dataset("x", data=np.arange(100), chunks=(10,), compression="lzf")
    model = opened(path)
    with pytest.raises(UnsupportedFormatError, match="HDF5 filter number 32000"):
        array(model, model.contents().datasets[0])


def test_texts_that_are_no_utf_8_stay_visible_and_apart(tmp_path: Path) -> None:
    path = tmp_path / "m.h5"
    with made(path) as file:
        file.create_dataset(b"bad\xff", data=[1])
        file.attrs["text"] = np.bytes_(b"caf\xe9")
    model = opened(path)
    assert model.contents().datasets[0].path == "bad\\xff"
    assert model.attributes(model.root)["text"] == "caf\\xe9"


def test_a_file_that_was_cut_off_says_so(tmp_path: Path) -> None:
    path = tmp_path / "m.h5"
    with made(path) as file:
        file.create_dataset("x", data=np.zeros(1000))
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    with pytest.raises(
        DamagedFileError, match=rf"m\.h5 is cut off: .* {len(whole):,} bytes and has {len(whole) - 1:,}"
    ):
        opened(path)


def test_bytes_put_in_between_are_told(tmp_path: Path) -> None:
    path = tmp_path / "m.h5"
    with made(path) as file:
        file.create_dataset("g/x", data=np.zeros(10))
    whole = path.read_bytes()
    path.write_bytes(whole[:200] + b"12345" + whole[200:])
    with pytest.raises(DamagedFileError, match="it is 5 bytes longer than its first bytes say"):
        opened(path).contents()


def test_something_else_is_no_hdf5(tmp_path: Path) -> None:
    path = tmp_path / "m.h5"
    path.write_bytes(b"plain text" * 100)
    with pytest.raises(UnsupportedFormatError, match="no HDF5 file"):
        opened(path)


@pytest.mark.parametrize("version", ["earliest", "latest"])
def test_damage_ends_in_an_error_of_ours(tmp_path: Path, version: str) -> None:
    """Bytes turned over at random: structure, attributes and values are read or refused, never anything else."""
    path = tmp_path / "m.h5"
    with made(path, libver=version, track_order=version == "latest") as file:
        file.attrs["layer_names"] = [b"dense", b"conv"]
        file.attrs["config"] = "x" * 300
        for number in range(20):
            file.create_dataset(f"g{number % 3}/d{number}", data=np.arange(5.0))
        file.create_dataset("z", data=np.arange(100.0), chunks=(10,), compression="gzip")
    whole = path.read_bytes()
    chooser = random.Random(7)
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(chooser.choice((1, 1, 3, 20))):
            damaged[chooser.randrange(len(damaged))] = chooser.choice(
                (0, 1, 0x7F, 0xFF, chooser.randrange(256))
            )
        _read_all(bytes(damaged))


def _read_all(data: bytes) -> None:
    try:
        model = Hdf5(memoryview(data), "m.h5")
        contents = model.contents()
        for address in contents.groups.values():
            model.attributes(address)
    except ModelError:
        return
    for dataset in contents.datasets:
        with contextlib.suppress(ModelError):
            array(model, dataset)
