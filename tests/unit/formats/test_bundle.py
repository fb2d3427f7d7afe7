# SPDX-License-Identifier: Apache-2.0
"""Checkpoints of both versions give back what was saved, and every damage is told with its file."""

import subprocess
import sys
from pathlib import Path

import ml_dtypes
import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutaway.errors import (
    DamagedFileError,
    MissingFileError,
    ModelError,
    RequestError,
    UnsupportedFormatError,
)
from cutaway.formats.bundle import Bundle
from helpers import bundles
from helpers.bundles import BundleV2

DTYPES = (
    *(
        "float16",
        "float32",
        "float64",
        "int8",
        "int16",
        "int32",
        "int64",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
    ),
    *("bool", "complex64", "complex128", "bfloat16", "float8_e5m2", "float8_e4m3fn", "int4", "uint4"),
)
STRINGS = numpy.array([[b"", b"plain"], ["ä".encode(), b"\x00\xff"]], object)


def array_of(name: str, shape: tuple[int, ...] = (2, 3)) -> numpy.ndarray:
    kind = numpy.dtype(getattr(ml_dtypes, name, None) or name)
    return (numpy.arange(numpy.prod(shape, dtype=int)) % 7).reshape(shape).astype(kind)


def sample() -> BundleV2:
    built = BundleV2()
    for name in DTYPES:
        built.add(f"t/{name}", array_of(name))
    return built.add("strings", STRINGS).add("scalar", numpy.float32(2.5)).add("empty", numpy.zeros((0, 7)))


def opened(prefix: Path | str) -> Bundle:
    return Bundle.open(prefix, "shown")


@pytest.mark.parametrize("name", DTYPES)
def test_gives_values_of_every_type(tmp_path: Path, name: str) -> None:
    found = opened(sample().write(tmp_path)).array(f"t/{name}")
    assert found.dtype == array_of(name).dtype
    assert (found == array_of(name)).all()


def test_gives_strings_scalars_and_empty_tensors(tmp_path: Path) -> None:
    found = opened(sample().write(tmp_path))
    assert found.array("strings").tolist() == STRINGS.tolist()
    assert found.array("scalar").shape == ()
    assert found.array("empty").shape == (0, 7)


def test_values_are_read_only_views(tmp_path: Path) -> None:
    found = opened(sample().write(tmp_path)).array("t/float32")
    assert not found.flags.owndata
    assert not found.flags.writeable


def test_entries_say_what_is_stored(tmp_path: Path) -> None:
    entry = opened(sample().write(tmp_path)).entries["t/bfloat16"]
    assert (entry.dtype, entry.shape, entry.bytes, entry.available) == ("bfloat16", (2, 3), 12, True)


def test_reads_compressed_indices(tmp_path: Path) -> None:
    assert list(opened(sample().write(tmp_path, compressed=True)).entries) == sorted(
        key.decode() for key in sample().entries
    )


@pytest.mark.parametrize("name", ["int16", "float32", "complex64", "float64"])
def test_reads_bundles_of_big_endian_machines(tmp_path: Path, name: str) -> None:
    values = array_of(name)
    swapped = values.astype(values.dtype.newbyteorder(">"))
    built = BundleV2(big_endian=True).add("v", swapped, dtype=name)
    assert (opened(built.write(tmp_path)).array("v") == values).all()


@pytest.mark.parametrize("axis", [0, 1])
def test_puts_slices_together(tmp_path: Path, axis: int) -> None:
    values = numpy.arange(63, dtype=numpy.float32).reshape(7, 9)
    found = opened(BundleV2(shards=2).add_parts("part", values, axis, 3).write(tmp_path))
    assert (found.array("part") == values).all()
    assert (found.entries["part"].bytes, len(found.entries["part"].slices)) == (values.nbytes, 3)
    assert list(found.entries) == ["part"]


def test_opens_the_empty_prefix(tmp_path: Path) -> None:
    sample().write(tmp_path, "")
    found = opened(tmp_path)
    assert found.array("scalar") == 2.5
    assert [file.name for file in found.files] == [".index", ".data-00000-of-00001"]


def test_a_missing_shard_leaves_the_others_readable(tmp_path: Path) -> None:
    built = BundleV2(shards=2).add("here", [1.0], shard=0).add("gone", [2.0], shard=1)
    prefix = built.write(tmp_path)
    (tmp_path / "model.ckpt.data-00001-of-00002").unlink()
    found = opened(prefix)
    assert found.missing_shards() == ["model.ckpt.data-00001-of-00002"]
    assert [entry.available for entry in found.entries.values()] == [False, True]
    assert found.array("here") == [1.0]
    with pytest.raises(MissingFileError, match=r"model\.ckpt\.data-00001-of-00002 is missing"):
        found.array("gone")


def test_a_shard_that_is_cut_off_keeps_what_it_has(tmp_path: Path) -> None:
    prefix = BundleV2().add("a", [1.0]).add("b", [2.0]).write(tmp_path)
    shard = tmp_path / "model.ckpt.data-00000-of-00001"
    shard.write_bytes(shard.read_bytes()[:-1])
    found = opened(prefix)
    assert [entry.available for entry in found.entries.values()] == [True, False]
    with pytest.raises(DamagedFileError, match="ends at byte 15"):
        found.array("b")


def test_values_of_an_opaque_type_are_listed_and_not_read(tmp_path: Path) -> None:
    built = BundleV2().add("v", numpy.zeros(5, numpy.uint8))
    built.entries[b"v"] = bundles.entry("variant", (), 0, 0, 5, 0)
    found = opened(built.write(tmp_path))
    assert (found.entries["v"].dtype, found.entries["v"].bytes) == ("variant", 5)
    with pytest.raises(UnsupportedFormatError, match="only TensorFlow can read"):
        found.array("v")


@pytest.mark.parametrize("name", ["t/float32", "strings", "part"])
def test_says_which_values_have_changed(tmp_path: Path, name: str) -> None:
    built = sample().add_parts("part", numpy.ones((4, 2), numpy.float32), 0, 2)
    found = opened(built.write(tmp_path))
    entry = found.entries[name]
    data = bytearray(built.data[0])
    data[(entry.slices[1].offset if entry.slices else entry.offset) + entry.bytes // 2 - 1] ^= 1
    (tmp_path / "model.ckpt.data-00000-of-00001").write_bytes(data)
    with pytest.raises(
        DamagedFileError, match=rf"is damaged at byte \d+, in {name}: the checksum does not fit"
    ):
        opened(tmp_path / "model.ckpt").array(name)


def test_more_strings_than_memory_holds_are_not_read(tmp_path: Path) -> None:
    built = BundleV2()
    built.entries[b"v"] = bundles.entry("string", (1 << 25,), 0, 0, 1 << 26, 0)
    prefix = built.write(tmp_path)
    with (tmp_path / "model.ckpt.data-00000-of-00001").open("wb") as file:
        file.truncate(1 << 26)
    with pytest.raises(UnsupportedFormatError, match="33,554,432 strings"):
        opened(prefix).array("v")


@pytest.mark.parametrize("shape", [(1 << 40, 1 << 40), (1 << 62,), (3,)])
def test_a_shape_that_does_not_fit_is_never_allocated(tmp_path: Path, shape: tuple[int, ...]) -> None:
    built = BundleV2().add("v", [1.0])
    built.entries[b"v"] = bundles.entry("float32", shape, 0, 0, 8, 0)
    with pytest.raises(DamagedFileError, match=r"model\.ckpt\.data-00000-of-00001 is damaged"):
        opened(built.write(tmp_path)).array("v")


@pytest.mark.parametrize("shard", [1, 77])
def test_refuses_entries_in_shards_that_do_not_exist(tmp_path: Path, shard: int) -> None:
    built = BundleV2()
    built.entries[b"v"] = bundles.entry("float32", (1,), shard, 0, 4, 0)
    with pytest.raises(DamagedFileError, match=f"it lies in shard {shard} of 1"):
        opened(built.write(tmp_path))


def test_refuses_slices_that_are_not_there(tmp_path: Path) -> None:
    built = BundleV2().add_parts("part", numpy.zeros((4, 2), numpy.float32), 0, 2)
    del built.entries[min(built.entries)]
    with pytest.raises(DamagedFileError, match="a slice of it is not in the table"):
        opened(built.write(tmp_path))


def test_reads_one_string_without_numpy(tmp_path: Path) -> None:
    prefix = BundleV2().add("text", numpy.array(b"words", object)).add("w", [1.0]).write(tmp_path)
    program = (
        "import sys; from cutaway.formats.bundle import Bundle; found = Bundle.open(sys.argv[1], '');"
        "assert found.string('text') == b'words'; assert list(found.entries) == ['text', 'w'];"
        "assert 'numpy' not in sys.modules and 'google.protobuf' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program, prefix], check=True)


def test_an_unknown_name_is_a_request_error(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="There is no variable nope"):
        opened(sample().write(tmp_path)).array("nope")


def test_says_that_there_is_no_checkpoint(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"neither model\.index nor"):
        opened(tmp_path / "model")


@pytest.mark.parametrize(
    "name", ["float32", "float64", "complex64", "int32", "int64", "uint8", "int8", "bool", "float16"]
)
def test_gives_values_of_version_1(tmp_path: Path, name: str) -> None:
    values = array_of(name) - array_of(name)[0, 1] if name.startswith(("int", "float")) else array_of(name)
    (tmp_path / "old.ckpt").write_bytes(bundles.v1_whole(v=values))
    found = opened(tmp_path / "old.ckpt")
    assert found.version == 1
    assert found.array("v").dtype == values.dtype
    assert (found.array("v") == values).all()


def test_gives_strings_of_version_1(tmp_path: Path) -> None:
    (tmp_path / "old.ckpt").write_bytes(bundles.v1_whole(v=STRINGS))
    assert opened(tmp_path / "old.ckpt").array("v").tolist() == STRINGS.tolist()


def test_puts_slices_of_version_1_together_over_shards(tmp_path: Path) -> None:
    values = numpy.arange(12, dtype=numpy.float32).reshape(4, 3)
    for shard, rows in enumerate((slice(0, 1), slice(1, 4))):
        extents = ((rows.start, rows.stop - rows.start), (0, -1))
        content = bundles.v1_tables({"v": [((4, 3), extents, values[rows])]})
        (tmp_path / f"old.ckpt-0000{shard}-of-00002").write_bytes(content)
    found = opened(tmp_path / "old.ckpt")
    assert (found.array("v") == values).all()
    (tmp_path / "old.ckpt-00001-of-00002").unlink()
    cut = opened(tmp_path / "old.ckpt")
    assert cut.missing_shards() == ["old.ckpt-00001-of-00002"]
    assert not cut.entries["v"].available
    with pytest.raises(MissingFileError, match="is missing, and it holds slices of v"):
        cut.array("v")


@settings(max_examples=150)
@given(st.data())
def test_damage_never_surprises(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever bytes of whichever file are changed or cut off: values, or an error with a sentence."""
    folder = tmp_path_factory.mktemp("damaged")
    if data.draw(st.booleans(), "version 1"):
        (folder / "model.ckpt").write_bytes(
            bundles.v1_whole(a=array_of("float32"), b=STRINGS, c=array_of("int64"))
        )
    else:
        built = sample().add_parts("part", numpy.zeros((4, 2), numpy.float32), 0, 2)
        entries = sorted(built.entries)
        for key in data.draw(st.lists(st.sampled_from(entries), max_size=2)):  # with checksums that fit
            value = bytearray(built.entries[key])
            value[data.draw(st.integers(0, len(value) - 1))] = data.draw(st.integers(0, 255))
            built.entries[key] = bytes(value)
        built.write(folder)
    for path in data.draw(st.lists(st.sampled_from(sorted(folder.iterdir())), max_size=2)):
        content = bytearray(path.read_bytes())
        for at in data.draw(st.lists(st.integers(0, 1 << 14), max_size=3)):
            content[at % len(content)] ^= 1 << at % 8
        del content[data.draw(st.integers(len(content) // 2, len(content))) :]
        path.write_bytes(content or b"x")
    try:
        found = opened(folder / "model.ckpt")
    except ModelError as error:
        assert error.message.endswith(".")  # noqa: PT017
        return
    for name in found.entries:
        try:
            found.array(name)
        except (ModelError, RequestError) as error:
            assert error.message.endswith(".")  # noqa: PT017
