# SPDX-License-Identifier: Apache-2.0
"""Messages by name, parsed from mapped files, with every failure told in words."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cutaway.errors import DamagedFileError, MissingFileError, UnsupportedFormatError
from cutaway.wire import protobuf, protostrip
from helpers import graphs


def test_messages_are_found_by_their_short_and_by_their_full_names() -> None:
    assert protobuf.message_class("GraphDef").DESCRIPTOR.full_name == "tensorflow.GraphDef"
    assert (
        protobuf.message_class("serving.Signatures").DESCRIPTOR.full_name == "tensorflow.serving.Signatures"
    )
    keras = "third_party.tensorflow.python.keras.protobuf.SavedMetadata"
    assert protobuf.message_class(keras).DESCRIPTOR.full_name == keras


def test_an_unknown_message_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        protobuf.message_class("NoSuchMessage")


def test_the_pool_is_private_so_that_tensorflow_may_be_in_the_same_process() -> None:
    from google.protobuf import descriptor_pool

    assert protobuf.pool() is not descriptor_pool.Default()


def test_importing_costs_no_protobuf_until_a_message_is_asked_for() -> None:
    script = "import sys, cutaway.wire.protobuf; print('google.protobuf' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def test_a_small_file_is_parsed_whole(tmp_path: Path) -> None:
    graph = graphs.graph()
    graphs.node(graph, "a", "Const", value=graphs.tensor(graphs.FLOAT, [2], b"12345678"))
    file = tmp_path / "g.pb"
    file.write_bytes(graph.SerializeToString())
    read = protobuf.load("GraphDef", file)
    content = read.message.node[0].attr["value"].tensor.tensor_content
    assert (read.token, read.payload(content)[0], bytes(read.payload(content)[1])) == (b"", 0, b"12345678")


def test_a_large_file_leaves_its_payloads_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protobuf, "STRIP_ABOVE", 100)
    graph = graphs.graph()
    content = bytes(range(256)) * 16
    graphs.node(graph, "a", "Const", value=graphs.tensor(graphs.FLOAT, [1024], content))
    file = tmp_path / "g.pb"
    file.write_bytes(graph.SerializeToString())
    read = protobuf.load("GraphDef", file)
    reference = read.message.node[0].attr["value"].tensor.tensor_content
    assert len(reference) < 100
    assert read.size(reference) == len(content)
    assert bytes(read.payload(reference)[1]) == content


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=re.escape("g.pb does not exist.")):
        protobuf.load("GraphDef", tmp_path / "g.pb")


def test_a_file_that_is_cut_off_is_told_with_the_place(tmp_path: Path) -> None:
    graph = graphs.graph()
    graphs.node(graph, "a" * 50, "NoOp")
    file = tmp_path / "g.pb"
    file.write_bytes(graph.SerializeToString()[:20])
    with pytest.raises(
        DamagedFileError, match=r"g\.pb is damaged: it ends \d+ bytes before a field .* byte 0 "
    ):
        protobuf.load("GraphDef", file)


def test_damage_in_a_large_file_is_told_as_in_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protobuf, "STRIP_ABOVE", 10)
    file = tmp_path / "g.pb"
    file.write_bytes(b"\x0a\xff\x01" + b"a" * 100)
    with pytest.raises(DamagedFileError, match="ends 155 bytes before a field that begins at byte 0"):
        protobuf.load("GraphDef", file)


def test_more_nodes_than_memory_can_hold_are_refused_before_they_are_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protobuf, "STRIP_ABOVE", 100)
    monkeypatch.setattr(protostrip, "MOST_FIELDS", 1000)
    file = tmp_path / "g.pb"
    file.write_bytes(b"\x0a\x00" * 1001)
    with pytest.raises(UnsupportedFormatError, match=re.escape("g.pb has more than 1,000 nodes")):
        protobuf.load("GraphDef", file)


def test_memory_that_runs_out_is_not_called_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    from google.protobuf.message import DecodeError

    class Starving:
        @staticmethod
        def FromString(data: bytes) -> None:  # noqa: N802 - the library's name
            raise DecodeError("Error parsing message: Arena alloc failed")

    monkeypatch.setattr(protobuf, "message_class", lambda name: Starving)
    with pytest.raises(MemoryError):
        protobuf.decode("GraphDef", b"", Path("g.pb"))
