# SPDX-License-Identifier: Apache-2.0
"""Where nodes were made: read beside a SavedModel and out of a GraphDef, in both ways of writing it."""

from pathlib import Path

import pytest

from cutaway.errors import DamagedFileError
from cutaway.formats import debug_info
from cutaway.formats.debug_info import DebugInfo, origins
from cutaway.formats.detect import open_model
from cutaway.formats.graphmodel import GraphModel
from cutaway.formats.opened import silent
from cutaway.wire.protobuf import Message, message_class
from helpers import corpus, graphs


def by_name() -> Message:
    """Stacks by name, as TensorFlow 1.15 to 2.15 wrote them."""
    made = message_class("GraphDebugInfo")(files=["/src/train.py", "/src/model.py"])
    lines = made.traces["conv@body"].file_line_cols
    lines.add(file_index=0, line=3, func="<module>")
    lines.add(file_index=1, line=12, func="call")
    made.traces["x"].file_line_cols.add(file_index=9, line=1, func="f")
    return made


def by_id() -> Message:
    """Stacks and frames by number, as later ones do."""
    made = message_class("GraphDebugInfo")(files=["/src/train.py"])
    for number, function in ((7, "<module>"), (8, "main")):
        frame = made.frames_by_id[number]
        frame.line, frame.func = number, function
    made.traces_by_id[1].frame_id.extend([7, 8, 99])
    made.name_to_trace_id["x@"] = 1
    made.name_to_trace_id["lost@"] = 5
    return made


def beside(folder: Path, content: bytes) -> DebugInfo:
    """Debug information in a folder of a SavedModel."""
    (folder / "debug").mkdir()
    (folder / "debug" / "saved_model_debug_info.pb").write_bytes(content)
    return DebugInfo(graphs.graph(), folder)


def test_a_stack_begins_with_the_innermost_call(tmp_path: Path) -> None:
    found = beside(tmp_path, by_name().SerializeToString())
    assert found.stack("conv", "body") == ("/src/model.py:12 call", "/src/train.py:3 <module>")
    assert found.stack("conv", "") == ()


def test_frames_are_found_by_their_numbers(tmp_path: Path) -> None:
    found = beside(tmp_path, by_id().SerializeToString())
    assert found.stack("x", "") == ("/src/train.py:8 main", "/src/train.py:7 <module>")
    assert found.stack("lost", "") == ()


def test_a_graph_may_carry_it_itself() -> None:
    made = graphs.graph()
    made.debug_info.CopyFrom(by_name())
    assert DebugInfo(made, None).stack("x", "") == ("?:1 f",)


def test_a_node_names_those_that_it_was_made_from() -> None:
    made = graphs.graph()
    node = graphs.node(made, "fused", "_FusedConv2D")
    assert origins(node) == ()
    node.experimental_debug_info.original_node_names.extend(["conv", "bias"])
    assert origins(node) == (("made from nodes", "conv, bias"),)


def test_without_any_there_is_no_stack(tmp_path: Path) -> None:
    assert DebugInfo(graphs.graph(), tmp_path).stack("x", "") == ()


def test_damaged_and_endless_ones_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = beside(tmp_path, b"\xff" * 40)
    with pytest.raises(DamagedFileError):
        found.stack("x", "")
    monkeypatch.setattr(debug_info, "MOST_BYTES", 10)
    with pytest.raises(DamagedFileError, match="40 bytes"):
        DebugInfo(graphs.graph(), tmp_path).stack("x", "")


def test_a_deep_stack_keeps_its_innermost_calls(tmp_path: Path) -> None:
    made = message_class("GraphDebugInfo")(files=["a.py"])
    for line in range(1, 1_000):
        made.traces["x@"].file_line_cols.add(line=line, func="f" * 10_000)
    stack = beside(tmp_path, made.SerializeToString()).stack("x", "")
    assert len(stack) == debug_info.MOST_FRAMES
    assert stack[0].startswith("a.py:999 f")
    assert max(map(len, stack)) <= 400


def test_a_link_that_leads_out_of_the_model_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.pb").write_bytes(by_id().SerializeToString())
    folder = tmp_path / "model"
    (folder / "debug").mkdir(parents=True)
    (folder / "debug" / "saved_model_debug_info.pb").symlink_to(tmp_path / "outside.pb")
    assert DebugInfo(graphs.graph(), folder).stack("x", "") == ()


def test_what_tensorflow_wrote_is_read() -> None:
    root = corpus.root()
    if root is None:
        pytest.skip("there is no corpus")
    path = root / "models" / "gen_sm_debuginfo" / "m"
    model = open_model(path, str(path), (), "", silent)
    assert isinstance(model, GraphModel)
    graph = model.graph()
    functions = ["", *graph.functions]
    stacks = [
        model.stack(name, functions[number + 1])
        for name, number in zip(graph.names, graph.function_of, strict=True)
    ]
    model.close()
    assert any(stack and ".py:" in stack[0] for stack in stacks)
