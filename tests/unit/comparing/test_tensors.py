# SPDX-License-Identifier: Apache-2.0
"""What is computed inside models, in an order of execution, by the names that runs take."""

from __future__ import annotations

from pathlib import Path

from cutaway.comparing.tensors import layers, nodes, operators
from cutaway.description.layers import Layer
from cutaway.formats.detect import open_model
from cutaway.formats.graphbuilder import GraphBuilder
from cutaway.formats.opened import silent
from cutaway.formats.tflite import TfliteModel
from helpers import lite


def test_nodes_are_listed_once_for_each_call_that_the_answer_depends_on() -> None:
    """Y = f(f(x)) with f(a) = Relu(Neg(a)); z depends on nothing of that and is not asked for."""
    made = GraphBuilder()
    made.functions.append("f")
    x = made.add("x", "Placeholder", -1)
    calls = [made.add(name, "StatefulPartitionedCall", -1) for name in ("first", "second")]
    end = made.add("y", "Identity", -1)
    dead = made.add("z", "Neg", -1)
    argument, negative = made.add("a", "_Arg", 0), made.add("negative", "Neg", 0)
    positive, result = made.add("positive", "Relu", 0), made.add("result", "_Retval", 0)
    for source, target in ((x, calls[0]), (calls[0], calls[1]), (calls[1], end), (x, dead)):
        made.connect(source, 0, target, 0)
    for source, target in ((argument, negative), (negative, positive), (positive, result)):
        made.connect(source, 0, target, 0)
    made.calls += [(call, 0, "f") for call in calls]
    found = nodes(made.graph(), ["y:0"])
    assert [(each.tensor, each.before) for each in found] == [
        ("first/negative:0", ()),
        ("first/positive:0", (0,)),
        ("second/negative:0", (1,)),
        ("second/positive:0", (2,)),
    ]


def test_a_function_that_calls_itself_and_a_loop_come_to_an_end() -> None:
    made = GraphBuilder()
    made.functions.append("f")
    call = made.add("call", "PartitionedCall", -1)
    inner, again = made.add("call", "PartitionedCall", 0), made.add("again", "Neg", 0)
    result = made.add("result", "_Retval", 0)
    for source, target in ((inner, again), (again, inner), (again, result)):
        made.connect(source, 0, target, 0)
    made.calls += [(call, 0, "f"), (inner, 0, "f")]
    found = nodes(made.graph(), ["call:0"])
    assert found
    assert len({each.tensor for each in found}) == len(found)


def test_layers_of_a_nested_model_go_by_its_path() -> None:
    found = layers(
        [
            Layer("image", "InputLayer", None, 0),
            Layer("body", "Functional", None, 0, inbound=("image",)),
            Layer("conv", "Conv2D", None, 0, depth=1),
            Layer("act", "ReLU", None, 0, depth=1, inbound=("conv",)),
            Layer("head", "Dense", None, 0, inbound=("body",)),
        ]
    )
    assert [each.tensor for each in found] == ["body", "body/conv", "body/act", "head"]
    assert found[2].before == (1,)
    assert found[3].before == (0,)


def test_operators_go_by_the_place_of_what_they_give(tmp_path: Path) -> None:
    tensors = [lite.Tensor("a"), lite.Tensor("b"), lite.Tensor("sum"), lite.Tensor("more")]
    ops = [lite.Op(inputs=(0, 1), outputs=(2,)), lite.Op(inputs=(2, 1), outputs=(3,))]
    file = lite.Model([lite.Graph(tensors, ops, (0, 1), (3,))]).write(tmp_path / "m.tflite")
    model = open_model(file, str(file), (), "", silent)
    assert isinstance(model, TfliteModel)
    found = operators(model, "")
    assert [(each.tensor, each.name, each.op, each.before) for each in found] == [
        ("0/2", "sum", "ADD", ()),
        ("0/3", "more", "ADD", (0,)),
    ]
    model.close()
