# SPDX-License-Identifier: Apache-2.0
"""Models inside archives: which one is opened, what is left out, and what ends an archive that wants too much."""

import bz2
import gzip
import io
import lzma
import shutil
import stat
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from cutaway.errors import (
    CancelledError,
    DamagedFileError,
    LimitError,
    ModelError,
    RequestError,
    UnsafeFileError,
    UnsupportedFormatError,
)
from cutaway.formats import unpacking
from cutaway.formats.containers import belonging, candidates, split
from cutaway.formats.detect import open_model
from cutaway.formats.opened import OpenModel, silent
from helpers.lite import Graph, Model, Tensor

LITE = Model().build()


@pytest.fixture(autouse=True)
def private(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test a temporary folder of its own, to see what is left there."""
    folder = tmp_path_factory.mktemp("private")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def _zip(path: Path, files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def _tar(files: Mapping[str, bytes], *extra: tarfile.TarInfo) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        for entry in extra:
            archive.addfile(entry)
    return raw.getvalue()


def _open(path: Path | str) -> OpenModel:
    return open_model(Path(path), str(path), (), "", silent)


def _messages(opened: OpenModel, code: str) -> list[str]:
    return [found.message for found in opened.description.findings if found.code == code]


def test_the_model_in_a_zip_is_opened_and_removed_when_it_is_closed(tmp_path: Path, private: Path) -> None:
    path = _zip(tmp_path / "m.zip", {"readme.txt": b"x", "inner/m.tflite": LITE})
    opened = _open(path)
    assert opened.description.format == "tflite"
    assert opened.description.location == f"{path}!inner/m.tflite"
    assert _messages(opened, "in-archive") == ["inner/m.tflite was opened from the archive m.zip."]
    assert [folder.stat().st_mode & 0o077 for folder in private.iterdir()] == [0]
    opened.close()
    assert list(private.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "compress"),
    [
        ("m.tar", bytes),
        ("m.tar.gz", gzip.compress),
        ("m.tgz", gzip.compress),
        ("m.tar.bz2", bz2.compress),
        ("m.tar.xz", lzma.compress),
    ],
)
def test_the_model_in_a_tar_archive_is_opened(tmp_path: Path, name: str, compress: type[bytes]) -> None:
    (tmp_path / name).write_bytes(compress(_tar({"./a/m.tflite": LITE, "./a/notes.txt": b"x"})))
    opened = _open(tmp_path / name)
    assert opened.description.location.endswith("!a/m.tflite")
    opened.close()


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_a_single_compressed_file_is_opened(tmp_path: Path, compress: type[bytes]) -> None:
    path = tmp_path / "m.tflite.gz"
    path.write_bytes(compress(LITE))
    opened = _open(path)
    assert opened.description.location == f"{path}!m.tflite"
    opened.close()


def test_of_several_models_the_first_is_opened_and_the_others_are_named(tmp_path: Path) -> None:
    files = {"detector.tflite": LITE, "landmarks.tflite": Model([Graph(name="second")]).build()}
    opened = _open(_zip(tmp_path / "hand.task", files, zipfile.ZIP_STORED))
    (message,) = _messages(opened, "in-archive")
    assert message == (
        "hand.task holds 2 models; detector.tflite was opened. Others: landmarks.tflite. "
        "Open one as hand.task!landmarks.tflite."
    )
    opened.close()


def test_a_member_is_chosen_behind_an_exclamation_mark(tmp_path: Path) -> None:
    other = Model(description="the other one").build()
    path = _zip(tmp_path / "hand.task", {"a.tflite": LITE, "sub/b.tflite": other})
    opened = _open(f"{path}!sub/b.tflite")
    assert opened.description.metadata["description"] == "the other one"
    assert opened.description.path == f"{path}!sub/b.tflite"
    assert opened.description.location == f"{path}!sub/b.tflite"
    opened.close()


def test_a_member_that_is_not_there_names_those_that_are(tmp_path: Path, private: Path) -> None:
    path = _zip(tmp_path / "hand.task", {"a.tflite": LITE})
    with pytest.raises(RequestError, match=r"hand\.task has no member called b\.tflite") as caught:
        _open(f"{path}!b.tflite")
    assert "a.tflite" in caught.value.hint
    with pytest.raises(RequestError):
        _open(f"{path}!../hand.task")
    assert list(private.iterdir()) == []


def test_the_archive_is_the_file_that_can_change(tmp_path: Path) -> None:
    path = _zip(tmp_path / "m.zip", {"a/m.tflite": LITE})
    opened = _open(path)
    (file,) = opened.description.files
    assert Path(opened.description.location).parent / file.name == path
    assert file.bytes == path.stat().st_size
    opened.close()


def test_a_file_whose_name_has_an_exclamation_mark_is_itself(tmp_path: Path) -> None:
    path = Model().write(tmp_path / "wow!.tflite")
    assert _open(path).description.location == str(path)
    assert split(tmp_path / "nothing!here") is None


def test_an_archive_in_an_archive_is_opened_but_no_deeper(tmp_path: Path) -> None:
    inner = _zip(tmp_path / "hand.task", {"a.tflite": LITE}).read_bytes()
    middle = _zip(tmp_path / "gesture.task", {"hand.task": inner})
    for asked in (str(middle), f"{middle}!hand.task", f"{middle}!hand.task!a.tflite"):
        opened = _open(asked)
        assert opened.description.format == "tflite"
        assert opened.description.location == f"{middle}!hand.task!a.tflite"
        opened.close()
    outer = _zip(tmp_path / "outer.zip", {"gesture.task": middle.read_bytes()})
    with pytest.raises(UnsupportedFormatError, match="Cutaway looks no deeper"):
        _open(outer)


def test_an_archive_without_a_model_says_what_it_holds(tmp_path: Path) -> None:
    with pytest.raises(
        UnsupportedFormatError, match=r"m\.zip is an archive without a model; it holds a\.txt"
    ):
        _open(_zip(tmp_path / "m.zip", {"a.txt": b"x"}))


def test_a_broken_model_in_an_archive_leaves_nothing_behind(tmp_path: Path, private: Path) -> None:
    path = _zip(tmp_path / "m.zip", {"m.tflite": LITE[:100]})
    with pytest.raises(DamagedFileError) as caught:
        _open(path)
    assert caught.value.path == str(path)
    assert list(private.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "../escaped.tflite",
        "/escaped.tflite",
        "a/../../escaped.tflite",
        "C:/escaped.tflite",
        "..\\escaped.tflite",
    ],
)
def test_names_that_lead_outside_are_left_out_and_told(tmp_path: Path, name: str) -> None:
    path = _zip(tmp_path / "m.zip", {name: LITE, "m.tflite": LITE})
    opened = _open(path)
    assert "left out" in _messages(opened, "unsafe-members")[0]
    assert not list(tmp_path.rglob("escaped.tflite"))
    opened.close()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_tar_archive_are_left_out(tmp_path: Path, kind: bytes) -> None:
    entry = tarfile.TarInfo("trap.tflite")
    entry.type = kind
    entry.linkname = "/etc/hostname"
    (tmp_path / "m.tar").write_bytes(_tar({"m.tflite": LITE}, entry))
    opened = _open(tmp_path / "m.tar")
    assert "trap.tflite" in _messages(opened, "unsafe-members")[0]
    opened.close()


def test_links_in_a_zip_are_left_out(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("trap.tflite")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "m.zip", "w") as archive:
        archive.writestr(entry, "/etc/hostname")
        archive.writestr("m.tflite", LITE)
    opened = _open(tmp_path / "m.zip")
    assert "trap.tflite" in _messages(opened, "unsafe-members")[0]
    opened.close()


def test_a_name_that_occurs_twice_is_written_once(tmp_path: Path) -> None:
    (tmp_path / "m.tar").write_bytes(
        _tar({"m.tflite": LITE, "./m.tflite": b"other", "m.tflite/x": b"below a file"})
    )
    opened = _open(tmp_path / "m.tar")
    assert opened.description.format == "tflite"
    opened.close()


def test_a_bomb_is_ended_at_the_limit(tmp_path: Path, private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "FREE_OF_RATIO", 1 << 20)
    for path in (_zip(tmp_path / "m.zip", {"m.tflite": bytes(9 << 20)}), tmp_path / "m.gz"):
        if not path.exists():
            path.write_bytes(gzip.compress(bytes(9 << 20)))
        with pytest.raises(UnsafeFileError, match=r"unpacks to more than 1,048,576 bytes, from"):
            _open(path)
    assert list(private.iterdir()) == []


def test_a_header_that_claims_gigabytes_is_damage(tmp_path: Path) -> None:
    entry = tarfile.TarInfo("x")
    entry.type = tarfile.XHDTYPE
    entry.size = 1 << 33
    (tmp_path / "m.tar.gz").write_bytes(gzip.compress(entry.tobuf() + bytes(10240)))
    with pytest.raises(DamagedFileError):
        _open(tmp_path / "m.tar.gz")


def test_holes_of_a_sparse_member_are_not_written(tmp_path: Path) -> None:
    entry = tarfile.TarInfo("holes.tflite")
    entry.type = tarfile.GNUTYPE_SPARSE
    block = bytearray(entry.tobuf(tarfile.GNU_FORMAT))
    block[386:410] = b"%011o\0%011o\0" % (0, 0)  # one piece of nothing
    block[483:495] = b"%011o\0" % (1 << 32)  # in four gigabytes
    block[148:156] = b"%06o\0 " % (sum(block[:148]) + 8 * 32 + sum(block[156:512]))
    (tmp_path / "m.tar").write_bytes(bytes(block) + _tar({"m.tflite": LITE}))
    opened = _open(tmp_path / "m.tar")
    assert "holes.tflite" in _messages(opened, "unsafe-members")[0]
    opened.close()


def test_a_list_of_members_longer_than_that_of_any_model_is_refused(tmp_path: Path) -> None:
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 65535, 65535, 1 << 26, 4, 0)
    (tmp_path / "m.zip").write_bytes(b"PK\3\4" + end)
    with pytest.raises(UnsafeFileError, match="a list of members of 67,108,864 bytes"):
        _open(tmp_path / "m.zip")


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_MEMBERS", 3)
    with pytest.raises(UnsafeFileError, match="has more than 3 members"):
        _open(_zip(tmp_path / "m.zip", {f"{number}.txt": b"" for number in range(5)}))


def test_a_full_disk_ends_it_as_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage(tmp_path)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    with pytest.raises(LimitError, match=r"the disk of .* is full"):
        _open(_zip(tmp_path / "m.zip", {"m.tflite": LITE}))


def test_unpacking_can_be_cancelled_and_leaves_nothing(tmp_path: Path, private: Path) -> None:
    def cancel(words: str, fraction: float | None) -> None:
        raise CancelledError("cancelled")

    path = _zip(tmp_path / "m.zip", {"m.tflite": LITE})
    with pytest.raises(CancelledError):
        open_model(path, "m.zip", (), "", cancel)
    assert list(private.iterdir()) == []


def test_an_encrypted_archive_says_so(tmp_path: Path) -> None:
    path = _zip(tmp_path / "m.zip", {"m.tflite": LITE})
    raw = bytearray(path.read_bytes())
    raw[raw.rindex(b"PK\1\2") + 8] |= 1
    path.write_bytes(bytes(raw))
    with pytest.raises(UnsupportedFormatError, match=r"m\.tflite in m\.zip is encrypted"):
        _open(path)


@pytest.mark.parametrize("keep", [4, 30, 100, 200])
@pytest.mark.parametrize("kind", ["zip", "tar.gz", "tar", "gz", "xz", "bz2"])
def test_archives_that_are_cut_off_are_damaged(tmp_path: Path, private: Path, kind: str, keep: int) -> None:
    whole = {
        "zip": lambda: _zip(tmp_path / "whole", {"m.tflite": LITE}).read_bytes(),
        "tar.gz": lambda: gzip.compress(_tar({"m.tflite": LITE})),
        "tar": lambda: _tar({"m.tflite": LITE})[: 512 + keep],
        "gz": lambda: gzip.compress(LITE),
        "xz": lambda: lzma.compress(LITE),
        "bz2": lambda: bz2.compress(LITE),
    }[kind]()
    path = tmp_path / f"m.{kind}"
    path.write_bytes(whole if kind == "tar" else whole[:keep])
    with pytest.raises(ModelError) as caught:
        _open(path)
    assert caught.value.message.startswith(f"m.{kind} is ") or caught.value.message.startswith(
        "m.tflite is cut off"
    )
    assert list(private.iterdir()) == []


def test_a_checksum_that_is_wrong_is_damage(tmp_path: Path) -> None:
    path = _zip(tmp_path / "m.zip", {"m.pbtxt": b'node { name: "x" }'}, zipfile.ZIP_STORED)
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b'"x"', b'"y"'))
    assert zlib.crc32(raw) != zlib.crc32(path.read_bytes())
    with pytest.raises(DamagedFileError, match=r"m\.zip is cut off or damaged"):
        _open(path)


def test_a_model_that_is_stored_as_it_is_is_read_where_it_lies(tmp_path: Path, private: Path) -> None:
    values = np.arange(6, dtype=np.float32)
    model = Model([Graph([Tensor("x"), Tensor("w", buffer=1), Tensor("z")])], buffers=[values.tobytes()])
    for name in ("a/m.tflite", "TF_LITE_PREFILL_DECODE"):
        opened = _open(_zip(tmp_path / "m.task", {"META": b"x", name: model.build()}, zipfile.ZIP_STORED))
        assert opened.array("w").ravel().tolist() == values.tolist()
        assert [list(folder.iterdir()) for folder in private.iterdir()] == [[]]
        opened.close()


def test_only_what_belongs_to_the_model_is_unpacked(tmp_path: Path, private: Path) -> None:
    opened = _open(_zip(tmp_path / "m.zip", {"data/images.bin": bytes(5000), "m.tflite": LITE}))
    assert [path.name for folder in private.iterdir() for path in folder.iterdir()] == ["m.tflite"]
    opened.close()


def test_a_candidate_that_is_no_model_is_passed_over(tmp_path: Path) -> None:
    opened = _open(_zip(tmp_path / "m.zip", {"a_notes.pb": b"These are notes.\n", "m.tflite": LITE}))
    assert opened.description.location.endswith("!m.tflite")
    opened.close()


def test_candidates_that_are_all_no_models_are_refused_for_what_the_first_is(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormatError, match=r"a\.pb is a text, not a model"):
        _open(_zip(tmp_path / "m.zip", {"a.pb": b"These are notes.\n", "b.pb": b"More of them.\n"}))


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        (".", {"a/m.meta", "a/m.index", "a/b/x", "c"}),
        ("a/m.meta", {"a/m.meta", "a/m.index"}),
        ("a", {"a/m.meta", "a/m.index", "a/b/x"}),
        ("c", {"c"}),
    ],
)
def test_what_belongs_to_a_member_comes_with_it(member: str, expected: set[str]) -> None:
    assert belonging(["a/m.meta", "a/m.index", "a/b/x", "c"], member) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["saved_model.pb", "variables/variables.index", "fingerprint.pb"], ["."]),
        (["m/saved_model.pb", "m/variables/variables.index", "n/x.tflite"], ["m", "n/x.tflite"]),
        (["m/1/saved_model.pb", "m/2/saved_model.pb", "m/2/variables/variables.index"], ["m"]),
        (["a/saved_model.pb", "b/saved_model.pb"], ["a", "b"]),
        (["m.meta", "m.index", "m.data-00000-of-00001"], ["m.meta"]),
        (["x.task", "y.zip", "notes.txt"], ["x.task", "y.zip"]),
        (["model.json", "w.bin"], ["model.json"]),
        (["x.task", "y.keras"], ["y.keras"]),
        (["notes.txt"], []),
    ],
)
def test_models_are_told_from_what_belongs_to_them(names: list[str], expected: list[str]) -> None:
    assert candidates(names) == expected
