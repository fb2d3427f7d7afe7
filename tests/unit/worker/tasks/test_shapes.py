# SPDX-License-Identifier: Apache-2.0
"""Shapes that TensorFlow infers: of the samples, of calls and loops, of graphs that are made to harm."""

import json
import struct
import subprocess
import sys
from pathlib import Path
from typing import TypeAlias

import pytest

from cutaway.session import commands
from cutaway.wire.protobuf import Message
from cutaway.worker.tasks.shapes import common, joined
from helpers import graphs, shape_probe
from helpers.graphs import FLOAT, INT32, STRING

pytestmark = pytest.mark.tensorflow

Answers: TypeAlias = dict[str, dict[str, list[object]]]


def _ints(*values: int) -> Message:
    return graphs.tensor(INT32, [len(values)], int_val=values)


def _calls() -> Message:
    """A call, a branch that gives one of two shapes, and a loop in functions; an op that TensorFlow does not have."""
    made = graphs.graph()
    graphs.node(made, "x", "Placeholder", dtype=FLOAT, shape=[2, -1])
    relu = graphs.function(made, "relu", {"a": FLOAT}, {"r": FLOAT})
    graphs.node(relu, "y", "Relu", "a", T=FLOAT)
    relu.ret["r"] = "y:activations:0"
    turned = graphs.function(made, "turned", {"a": FLOAT}, {"r": FLOAT})
    graphs.node(turned, "c", "Const", value=graphs.tensor(FLOAT, [2, 7], float_val=[0]), dtype=FLOAT)
    turned.ret["r"] = "c:output:0"
    call = graphs.calling(graphs.node(made, "call", "PartitionedCall", "x"), "f", "relu")
    choice = graphs.node(made, "choice", "If", "p", "call", Tcond=10)
    graphs.node(made, "p", "Placeholder", dtype=10, shape=[])
    graphs.calling(choice, "then_branch", "turned")
    other = graphs.function(made, "other", {"a": FLOAT}, {"r": FLOAT})
    other.ret["r"] = "a"
    graphs.calling(choice, "else_branch", "other")
    for node in (call, choice):
        node.attr["Tin"].list.type.append(FLOAT)
        node.attr["Tout"].list.type.append(FLOAT)
    graphs.node(made, "odd", "NoSuchOp", "x", T=FLOAT)
    graphs.node(made, "after", "Relu", "odd", T=FLOAT)
    return made


def _variable() -> Message:
    """A function that reads a variable it is called with."""
    made = graphs.graph()
    graphs.node(made, "v", "VarHandleOp", dtype=FLOAT, shape=[3, 4])
    body = graphs.function(made, "body", {"h": graphs.RESOURCE}, {"r": FLOAT})
    graphs.node(body, "read", "ReadVariableOp", "h", dtype=FLOAT)
    body.ret["r"] = "read:value:0"
    call = graphs.calling(graphs.node(made, "call", "StatefulPartitionedCall", "v"), "f", "body")
    call.attr["Tin"].list.type.append(graphs.RESOURCE)
    call.attr["Tout"].list.type.append(FLOAT)
    return made


def _loop() -> Message:
    """A loop of TensorFlow 1, whose turns meet at a Merge."""
    made = graphs.graph()
    graphs.node(made, "x", "Placeholder", dtype=FLOAT, shape=[2, 3])
    graphs.node(made, "enter", "Enter", "x", T=FLOAT, frame_name="f")
    graphs.node(made, "merge", "Merge", "enter", "next", T=FLOAT, N=2)
    graphs.node(made, "cond", "Placeholder", dtype=10, shape=[])
    graphs.node(made, "switch", "Switch", "merge", "cond", T=FLOAT)
    graphs.node(made, "next", "NextIteration", "switch:1", T=FLOAT)
    graphs.node(made, "leave", "Exit", "switch", T=FLOAT)
    return made


def _several() -> Message:
    """Functions that are called twice: with the same shapes, with others, with others in a loop; one calls another."""
    made = graphs.graph()
    for name, shape in (("x", [2, 3]), ("same", [2, 3]), ("other", [5, 3]), ("ranked", [4])):
        graphs.node(made, name, "Placeholder", dtype=FLOAT, shape=shape)
    for name in ("alike", "widened", "unlike", "inner"):
        body = graphs.function(made, name, {"a": FLOAT}, {"r": FLOAT})
        graphs.node(body, "y", "Relu", "a", T=FLOAT)
        body.ret["r"] = "y:activations:0"
    outer = graphs.function(made, "outer", {"a": FLOAT}, {"r": FLOAT})
    for number in (1, 2):
        _call(outer, f"in{number}", "inner", "a")
    outer.ret["r"] = "in1:output:0"
    for function, inputs in (
        ("alike", ("x", "same")),
        ("widened", ("x", "other")),
        ("unlike", ("x", "ranked")),
        ("outer", ("x", "same")),
    ):
        for number, source in enumerate(inputs):
            _call(made, f"{function}_{number}", function, source)
    return made


def _call(owner: Message, name: str, function: str, source: str) -> None:
    call = graphs.calling(graphs.node(owner, name, "PartitionedCall", source), "f", function)
    call.attr["Tin"].list.type.append(FLOAT)
    call.attr["Tout"].list.type.append(FLOAT)


def _folding() -> Message:
    """A shape that TensorFlow has to compute from other shapes."""
    made = graphs.graph()
    graphs.node(made, "x", "Placeholder", dtype=FLOAT, shape=[4, 6])
    graphs.node(made, "size", "Size", "x", T=FLOAT, out_type=INT32)
    graphs.node(made, "two", "Const", value=graphs.tensor(INT32, [], int_val=[2]), dtype=INT32)
    graphs.node(made, "half", "FloorDiv", "size", "two", T=INT32)
    graphs.node(made, "dims", "Pack", "half", "two", T=INT32, N=2)
    graphs.node(made, "flat", "Reshape", "x", "dims", T=FLOAT, Tshape=INT32)
    return made


def _reading(file: Path) -> Message:
    """A shape that lies in a file: importing this graph as TensorFlow does reads that file."""
    made = graphs.graph()
    graphs.node(made, "x", "Placeholder", dtype=FLOAT, shape=[-1])
    name = graphs.tensor(STRING, [], string_val=[str(file).encode()])
    graphs.node(made, "name", "Const", value=name, dtype=STRING)
    graphs.node(made, "bytes", "ReadFile", "name")
    graphs.node(made, "dims", "DecodeRaw", "bytes", out_type=INT32)
    graphs.node(made, "flat", "Reshape", "x", "dims", T=FLOAT, Tshape=INT32)
    return made


def _hostile() -> dict[str, Message]:
    """Graphs that crash or hold up an import: functions that call themselves, or each other twice; odd attributes."""
    myself, twice, damaged = graphs.graph(), graphs.graph(), graphs.graph()
    for made, count in ((myself, 1), (twice, 60)):
        graphs.node(made, "x", "Placeholder", dtype=FLOAT, shape=[2])
        for number in range(count):
            body = graphs.function(made, f"f{number}", {"a": FLOAT}, {"r": FLOAT})
            for name, source in (("b", "a"), ("c", "b:output:0")):
                called = f"f{(number + 1) % count}"
                call = graphs.calling(graphs.node(body, name, "PartitionedCall", source), "f", called)
                call.attr["Tin"].list.type.append(FLOAT)
                call.attr["Tout"].list.type.append(FLOAT)
            body.ret["r"] = "c:output:0"
        graphs.calling(graphs.node(made, "call", "PartitionedCall", "x"), "f", "f0")
        graphs.node(made, "y", "Relu", "x", T=FLOAT)
    graphs.node(damaged, "x", "Placeholder", dtype=FLOAT, shape=[2])
    graphs.node(damaged, "sum", "AddN", "x", T=FLOAT, N=1 << 40)
    graphs.node(damaged, "conv", "Conv2D", "x", "x", T=STRING)
    graphs.node(damaged, "split", "Split", "x", "x", T=9999, num_split=-3)
    graphs.node(damaged, "none", "", "x")
    huge = graphs.tensor(FLOAT, [1 << 40, 1 << 20], float_val=[1])
    graphs.node(damaged, "huge", "Const", value=huge, dtype=FLOAT)
    graphs.node(damaged, "bare", "Const", dtype=FLOAT)
    graphs.node(damaged, "many", "Reshape", "x", "dims", T=FLOAT, Tshape=INT32)
    graphs.node(damaged, "dims", "Const", value=_ints(-5, 1 << 30), dtype=INT32)
    graphs.node(damaged, "y", "Relu", "x", T=FLOAT)
    return {"myself.pb": myself, "twice.pb": twice, "damaged.pb": damaged}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Answers:
    """What one process with TensorFlow infers of all these graphs."""
    folder = tmp_path_factory.mktemp("graphs")
    secret = folder / "secret"
    secret.write_bytes(struct.pack("<2i", 2, 3))
    made = {
        "calls.pb": _calls(),
        "variable.pb": _variable(),
        "loop.pb": _loop(),
        "several.pb": _several(),
        "folding.pb": _folding(),
        "reading.pb": _reading(secret),
        **_hostile(),
    }
    for name, graph in made.items():
        (folder / name).write_bytes(graph.SerializeToString())
    files = [samples / "keyword_ds_cnn.pb", samples / "basic_pitch", *(folder / name for name in made)]
    environment = dict(commands.runner("tensorflow", str(folder)).environment)
    command = [sys.executable, "-I", "-X", "utf8", shape_probe.__file__, *map(str, files)]
    done = subprocess.run(command, capture_output=True, timeout=100, check=False, env=environment)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    found: Answers = json.loads(done.stdout)
    return found


def test_a_frozen_graph_is_known_throughout(answers: Answers) -> None:
    found = answers["keyword_ds_cnn.pb"]
    assert found[":AudioSpectrogram:0"] == ["float32 1 × 49 × 513", False]
    assert found[":Mfcc:0"] == ["float32 1 × 49 × 10", False]
    assert found[":Reshape_1:0"] == ["float32 1 × 49 × 10 × 1", False]
    assert found[":labels_softmax:0"] == ["float32 1 × 12", False]
    assert len({key.rpartition(":")[0] for key in found}) == 152


def test_what_the_file_tells_is_told_by_the_file(answers: Answers) -> None:
    assert answers["keyword_ds_cnn.pb"][":wav_data:0"] == ["string scalar", True]
    assert answers["keyword_ds_cnn.pb"][":MobileNet/fc1/weights:0"] == ["float32 64 × 12", True]
    assert len(answers["basic_pitch"]) > 4000
    assert all(is_told for _, is_told in answers["basic_pitch"].values())


def test_a_call_gives_what_its_function_gives_for_these_inputs(answers: Answers) -> None:
    assert answers["calls.pb"][":call:0"] == ["float32 2 × ?", False]
    assert answers["calls.pb"]["relu:y:0"] == ["float32 2 × ?", False]


def test_a_function_knows_what_all_its_calls_agree_on(answers: Answers) -> None:
    found = answers["several.pb"]
    assert found["alike:y:0"] == found[":alike_1:0"] == ["float32 2 × 3", False]
    assert found["widened:y:0"] == found[":widened_1:0"] == ["float32 ? × 3", False]
    assert "unlike:y:0" not in found  # not even the number of dimensions is the same
    assert found["outer:in1:0"] == found["inner:y:0"] == found[":outer_0:0"] == ["float32 2 × 3", False]


def test_a_branch_gives_what_both_its_functions_give(answers: Answers) -> None:
    assert answers["calls.pb"][":choice:0"] == ["float32 2 × ?", False]
    assert answers["calls.pb"]["turned:c:0"] == ["float32 2 × 7", True]


def test_an_op_that_is_not_known_hides_only_its_own_shape(answers: Answers) -> None:
    assert not any(key.startswith((":odd", ":after")) for key in answers["calls.pb"])
    assert ":choice:0" in answers["calls.pb"]


def test_a_variable_is_read_inside_a_function_with_its_shape(answers: Answers) -> None:
    assert answers["variable.pb"]["body:read:0"] == ["float32 3 × 4", False]
    assert answers["variable.pb"][":call:0"] == ["float32 3 × 4", False]


def test_a_loop_comes_to_an_end(answers: Answers) -> None:
    assert answers["loop.pb"] == {":x:0": ["float32 2 × 3", True], ":merge:1": ["int32 scalar", False]}


def test_shapes_that_depend_on_shapes_are_computed(answers: Answers) -> None:
    assert answers["folding.pb"][":flat:0"] == ["float32 12 × 2", False]


def test_no_file_is_read_that_a_graph_names(answers: Answers) -> None:
    assert answers["reading.pb"][":bytes:0"] == ["string scalar", False]
    assert answers["reading.pb"].get(":flat:0") != ["float32 2 × 3", False]


@pytest.mark.parametrize("name", ["myself.pb", "twice.pb", "damaged.pb"])
def test_what_is_made_to_harm_leaves_the_rest_known(answers: Answers, name: str) -> None:
    assert answers[name][":y:0"] == ["float32 2", False]


def test_the_file_is_right_where_it_and_inference_differ() -> None:
    assert joined((2, None), (3, 4)) == (2, 4)
    assert joined((2,), (3, 4)) == (2,)
    assert joined(None, (3, 4)) == (3, 4)
    assert joined((2,), None) == (2,)


def test_common_sizes_are_those_on_which_all_agree() -> None:
    assert common([(1, 2), (1, 3)]) == (1, None)
    assert common([(1, 2), (1,)]) is None
    assert common([]) is None
