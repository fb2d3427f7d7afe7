# SPDX-License-Identifier: Apache-2.0
"""Detection: by content before endings; what no model can be opened as gets one sentence with the true cause."""

import os
import random
import socket
import struct
import sys
import zipfile
from pathlib import Path

import pytest

from cutaway.errors import (
    CutawayError,
    DamagedFileError,
    MissingFileError,
    RequestError,
    UnsafeFileError,
    UnsupportedFormatError,
)
from cutaway.formats.detect import Detected, detect, open_model
from cutaway.formats.opened import silent
from helpers import corpus
from helpers.lite import Model

GRAPH = b"\x0a\x14\x0a\x01x\x12\x0bPlaceholder\x22\x02\x08\x01"
TABLE_END = bytes(40) + 0xDB4775248B80FB57.to_bytes(8, "little")
HDF5 = b"\x89HDF\r\n\x1a\n" + bytes(100)


def _detect(path: Path) -> Detected:
    return detect(path, shown=str(path))


def _write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "format"),
    [
        ("m.tflite", Model().build(), "tflite"),
        ("m.h5", HDF5, "keras_h5"),
        ("m.h5", bytes(512) + HDF5, "keras_h5"),
        ("m.keras", b"PK\3\4" + bytes(40), "keras_archive"),
        ("m.index", TABLE_END, "checkpoint"),
        ("checkpoint", b'model_checkpoint_path: "m"\n', "checkpoint"),
        ("m.data-00000-of-00001", random.Random(0).randbytes(64), "checkpoint"),
        ("m.pb", GRAPH, "frozen_graph"),
        ("m.pbtxt", b'# a comment\nnode {\n  name: "x"\n}\n', "frozen_graph"),
        ("saved_model.pb", b"\x08\x01\x12\x00", "saved_model"),
        ("m.json", b'{"class_name": "Sequential", "config": {"layers": []}}', "keras_h5"),
        ("m.weights.json", b'{"weight_map": {"/vars": "m_00000.weights.h5"}}', "keras_h5"),
        ("m.zip", b"PK\3\4" + bytes(40), "zip"),
        ("m.tar", bytes(257) + b"ustar\0" + bytes(250), "tar"),
        ("m.gz", b"\x1f\x8b\x08\0", "gzip"),
        ("m.bz2", b"BZh91AY&SY", "bzip2"),
        ("m.xz", b"\xfd7zXZ\0\0", "xz"),
    ],
)
def test_files_are_known_by_their_content(tmp_path: Path, name: str, data: bytes, format: str) -> None:  # noqa: A002
    path = _write(tmp_path / name, data)
    assert (_detect(path).format, _detect(path).request.path) == (format, path)


def test_an_ending_that_promises_another_format_is_told(tmp_path: Path) -> None:
    (note,) = _detect(Model().write(tmp_path / "m.pb")).notes
    assert (note.code, note.severity) == ("wrong-ending", "info")
    assert note.message == "m.pb is a TensorFlow Lite file by its content, whatever its ending says."


@pytest.mark.parametrize("name", ["m.tflite", "m.lite", "m", "m.bin", "M.TFLITE"])
def test_an_ending_that_promises_nothing_else_is_not_told(tmp_path: Path, name: str) -> None:
    assert _detect(Model().write(tmp_path / name)).notes == ()


def test_a_name_decides_where_the_content_says_nothing(tmp_path: Path) -> None:
    data = bytearray(Model().build())
    data[4:8] = b"\xff\xfe\xfd\xfc"
    assert _detect(_write(tmp_path / "m.tflite", bytes(data))).format == "tflite"


@pytest.mark.parametrize("name", ["m.pb", "m.tflite", "m.h5", "saved_model.pb"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, name: str) -> None:
    with pytest.raises(DamagedFileError, match=r"is empty \(0 bytes\)"):
        _detect(_write(tmp_path / name, b""))


def test_a_file_of_zeros_is_said_to_hold_zeros(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError, match="all of its 4,096 bytes are zero"):
        _detect(_write(tmp_path / "m.tflite", bytes(4096)))


def test_random_bytes_show_how_they_begin(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormatError, match="begins with the bytes ff e4 22 79 f3 bd 06 83"):
        _detect(_write(tmp_path / "m.bin", bytes.fromhex("ffe42279f3bd0683ff00ff00")))


def test_a_graph_with_a_damaged_node_is_still_a_graph(tmp_path: Path) -> None:
    data = GRAPH * 3 + b"\x0a\x03\xff\xff\xff" + GRAPH * 3
    assert _detect(_write(tmp_path / "m.pb", data)).format == "frozen_graph"


def test_a_graph_whose_field_is_longer_than_the_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(
        DamagedFileError, match="the field at byte 0 claims 1,099,511,627,776 bytes, but the file has 10"
    ):
        _detect(_write(tmp_path / "m.pb", bytes.fromhex("0a808080808020616263")))


def test_a_sparse_file_of_ten_gigabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "m.tflite"
    with path.open("wb") as file:
        file.write(b"\x1c\0\0\0TFL3")
        file.truncate(10 << 30)
    assert _detect(path).format == "tflite"
    with pytest.raises(DamagedFileError):
        open_model(path, "m.tflite", (), "", silent)


def test_a_path_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"m\.pb does not exist"):
        _detect(tmp_path / "m.pb")


def test_a_link_to_nothing_and_a_link_to_itself_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to("nothing")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(MissingFileError, match="a symbolic link to a file that does not exist"):
        _detect(tmp_path / "dangling")
    with pytest.raises(MissingFileError, match="leads back to itself"):
        _detect(tmp_path / "loop")


def test_a_link_of_git_annex_says_how_to_fetch_the_model(tmp_path: Path) -> None:
    (tmp_path / "m.h5").symlink_to("../.git/annex/objects/aa/bb/SHA256E-s1--x.h5")
    with pytest.raises(MissingFileError, match="git-annex link") as caught:
        _detect(tmp_path / "m.h5")
    assert "git annex get" in caught.value.hint


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes among its files")
def test_pipes_sockets_and_devices_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.tflite")
    (tmp_path / "zero.pb").symlink_to("/dev/zero")
    for name in ("pipe.tflite", "zero.pb"):
        with pytest.raises(UnsafeFileError, match="not a regular file"):
            _detect(tmp_path / name)
    with socket.socket(socket.AF_UNIX) as held:
        monkeypatch.chdir(tmp_path)  # the name of a socket may have a hundred characters
        held.bind("s.tflite")
        with pytest.raises(UnsafeFileError, match="is a socket"):
            _detect(tmp_path / "s.tflite")


@pytest.mark.parametrize(
    "name", [b"bad\xff\xfe.tflite", b'a\nb "q" $(x) `id`.tflite', b"-rf.tflite", b"n" * 240 + b".tflite"]
)
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes for a name")
def test_odd_names_are_opened_like_others(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    assert _detect(Model().write(path)).format == "tflite"


def test_a_name_that_no_file_can_have_is_missing() -> None:
    with pytest.raises(MissingFileError):
        _detect(Path("a\0b"))
    with pytest.raises(MissingFileError, match="too long"):
        _detect(Path("n" * 400))


@pytest.mark.parametrize("ending", [".index", ".data-00000-of-00001", ".meta"])
def test_a_prefix_of_a_checkpoint_is_a_checkpoint(tmp_path: Path, ending: str) -> None:
    _write(tmp_path / f"variables{ending}", TABLE_END)
    assert _detect(tmp_path / "variables").format == "checkpoint"


@pytest.mark.parametrize("name", ["saved_model.pb", "saved_model.pbtxt", "00000123/saved_model.pb"])
def test_folders_of_saved_models_and_of_their_versions_are_saved_models(tmp_path: Path, name: str) -> None:
    _write(tmp_path / name, b"\x08\x01")
    found = _detect(tmp_path)
    assert (found.format, found.request.path) == ("saved_model", tmp_path)


def test_a_saved_model_without_its_graph_still_shows_its_variables(tmp_path: Path) -> None:
    _write(tmp_path / "variables" / "variables.index", TABLE_END)
    found = _detect(tmp_path)
    assert (found.format, found.request.path) == ("checkpoint", tmp_path / "variables" / "variables")
    assert [note.code for note in found.notes] == ["missing-graph"]


def test_a_folder_with_a_state_file_is_a_checkpoint(tmp_path: Path) -> None:
    _write(tmp_path / "checkpoint", b'model_checkpoint_path: "m"\n')
    _write(tmp_path / "m.index", TABLE_END)
    assert _detect(tmp_path).request.path == tmp_path / "checkpoint"


def test_a_folder_called_checkpoint_is_no_state_file(tmp_path: Path) -> None:
    (tmp_path / "checkpoint").mkdir()
    Model().write(tmp_path / "m.tflite")
    assert _detect(tmp_path).format == "tflite"


def test_the_only_model_in_a_folder_is_opened_and_named(tmp_path: Path) -> None:
    _write(tmp_path / "README.md", b"# A model\n")
    path = Model().write(tmp_path / "m.tflite")
    found = _detect(tmp_path)
    assert (found.format, found.request.path) == ("tflite", path)
    assert found.notes[0].message == f"m.tflite is the only model in the folder {tmp_path.name}."


def test_a_folder_with_several_models_lists_the_first_five(tmp_path: Path) -> None:
    for number in range(7):
        Model().write(tmp_path / f"m{number}.tflite")
    with pytest.raises(UnsupportedFormatError, match=r"with 7 models: m0\.tflite, .*, m4\.tflite and 2 more"):
        _detect(tmp_path)


def test_a_folder_that_holds_a_folder_with_a_saved_model_finds_it(tmp_path: Path) -> None:
    _write(tmp_path / "m" / "saved_model.pb", b"\x08\x01")
    assert _detect(tmp_path).request.path == tmp_path / "m"


def test_a_graph_with_its_checkpoint_is_one_model(tmp_path: Path) -> None:
    _write(tmp_path / "m.meta", b"\x0a\x0e\x22\x05serve\x2a\x051.4.0\x12\x02\x22\x00")
    _write(tmp_path / "m.index", TABLE_END)
    assert _detect(tmp_path).format == "meta_graph"


def test_the_one_file_that_is_no_model_after_all_is_told_of(tmp_path: Path) -> None:
    _write(
        tmp_path / "lfs" / "model.h5", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n"
    )
    with pytest.raises(
        UnsupportedFormatError, match=r"^lfs holds model\.h5, which is a Git LFS pointer, not the"
    ):
        _detect(tmp_path / "lfs")
    _write(tmp_path / "empty" / "model.tflite", b"")
    with pytest.raises(DamagedFileError, match=r"^empty holds model\.tflite, which is empty"):
        _detect(tmp_path / "empty")


def test_a_folder_that_holds_only_versions_or_an_archive_opens_them(tmp_path: Path) -> None:
    _write(tmp_path / "a" / "served" / "2" / "saved_model.pb", b"\x08\x01")
    assert _detect(tmp_path / "a").request.path == tmp_path / "a" / "served"
    (tmp_path / "b").mkdir()
    with zipfile.ZipFile(tmp_path / "b" / "m.zip", "w") as archive:
        archive.writestr("m/notes.txt", "x")
    found = _detect(tmp_path / "b")
    assert (found.format, found.request.path) == ("zip", tmp_path / "b" / "m.zip")


def test_checkpoint_folders_are_models_too_but_hide_no_other(tmp_path: Path) -> None:
    _write(tmp_path / "ckpt" / "m.index", TABLE_END)
    found = _detect(tmp_path)
    assert (found.format, found.request.path) == ("checkpoint", tmp_path / "ckpt")
    path = Model().write(tmp_path / "m.tflite")
    found = _detect(tmp_path)
    assert found.request.path == path
    assert found.notes[0].message.endswith("also holds checkpoints: ckpt.")
    Model().write(tmp_path / "n.tflite")
    with pytest.raises(UnsupportedFormatError, match=r"with 3 models: m\.tflite, n\.tflite, ckpt\."):
        _detect(tmp_path)


def test_folders_without_a_model_say_what_they_hold(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(MissingFileError, match="empty is an empty folder"):
        _detect(tmp_path / "empty")
    _write(tmp_path / "full" / "notes.txt", b"x")
    with pytest.raises(MissingFileError, match=r"full is a folder without a model; it holds notes\.txt"):
        _detect(tmp_path / "full")


def test_a_folder_of_another_program_says_which(tmp_path: Path) -> None:
    _write(tmp_path / "model.json", b'{"format": "graph-model", "modelTopology": {}}')
    with pytest.raises(UnsupportedFormatError, match=r"TensorFlow\.js graph model"):
        _detect(tmp_path)


def test_a_folder_of_many_files_is_looked_through_quickly(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"f{number}.txt").touch()
    with pytest.raises(MissingFileError, match=r"it holds f0\.txt, f1\.txt"):
        _detect(tmp_path)


def test_opening_adds_what_was_found_out_on_the_way(tmp_path: Path) -> None:
    path = Model().write(tmp_path / "m.h5")
    opened = open_model(path, "m.h5", (), "", silent)
    assert "wrong-ending" in [found.code for found in opened.description.findings]
    graph = opened.graph()
    assert graph is not None
    assert graph.op_names == ["_Arg", "ADD", "_Retval"]
    with pytest.raises(RequestError):
        opened.array("nothing")
    with pytest.raises(RequestError):
        opened.entries("nothing", 1)
    with pytest.raises(RequestError):
        opened.content("nothing", 1)
    opened.close()


def test_a_member_of_what_is_no_archive_is_a_fault_of_the_request(tmp_path: Path) -> None:
    path = Model().write(tmp_path / "m.tflite")
    with pytest.raises(RequestError, match="is no archive"):
        open_model(Path(f"{path}!inner.tflite"), "m.tflite!inner.tflite", (), "", silent)


def test_a_file_that_is_neither_readable_as_utf8_nor_a_message_is_no_crash(tmp_path: Path) -> None:
    for seed in range(50):
        path = _write(
            tmp_path / f"{seed}.pb",
            struct.pack("<8I", *(seed * 2654435761 * n & 0xFFFFFFFF for n in range(1, 9))),
        )
        try:
            found: object = _detect(path)
        except CutawayError as error:
            found = error.message
        assert found


_EXPECTED = {
    "SavedModel": "saved_model",
    "SavedModel-versions": "saved_model",
    "GraphDef(.pb)": "frozen_graph",
    "GraphDef(.pbtxt)": "frozen_graph",
    "tflite": "tflite",
    "Keras-H5": "keras_h5",
    "Keras-H5-weights": "keras_h5",
    "Keras-JSON+H5-weights": "keras_h5",
    "Keras-H5(named .keras)": "keras_h5",
    "Keras-v3(.keras)": "keras_archive",
    "TF1-checkpoint+meta": "meta_graph",
    "TF2-checkpoint": "checkpoint",
    "zip-containing-.keras": "zip",
    "ONNX": "an ONNX model",
    "TFJS-graph": "a TensorFlow.js graph model",
    "TFJS-layers": "a TensorFlow.js layers model",
    "TFJS-weights-manifest": "a TensorFlow.js weights manifest",
    "not-a-model(.pb)": "none of TensorFlow's models",
    "not-a-model(.pbtxt)": "none of TensorFlow's models",
}


@pytest.mark.corpus
@pytest.mark.parametrize("format", sorted(_EXPECTED))
def test_every_real_and_generated_model_is_known_for_what_it_is(format: str) -> None:  # noqa: A002
    entries = [entry for entry in corpus.entries() if entry.format == format and entry.kind != "hostile"]
    assert entries
    for entry in entries:
        try:
            found: str = _detect(entry.path).format
        except CutawayError as error:
            found = error.message
        assert _EXPECTED[format] in found, entry.id
