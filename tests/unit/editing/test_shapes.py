# SPDX-License-Identifier: Apache-2.0
"""A size that an operator further on contradicts is refused at once, with the operator's name; others are not."""

from pathlib import Path

import numpy
import pytest

from cutaway.description.tensors import Shape
from cutaway.editing.applying import apply
from cutaway.editing.edits import SetShape
from cutaway.editing.graph_known import known_of
from cutaway.editing.refusals import Refusal
from helpers import edited, graphs, lite
from helpers.flat import Table
from helpers.graphs import FLOAT

FULLY_CONNECTED, RESHAPE = 9, 22
HINT = "Convert or save the model again with that size."


def dense(file: Path) -> Path:
    """A frozen graph in which x of [?, 3] reaches the product with a weight of [3, 2] by a function that keeps it."""
    graph = graphs.graph()
    inner = graphs.function(graph, "inner", {"given": FLOAT}, {"made": FLOAT})
    graphs.node(inner, "kept", "Relu", "given", T=FLOAT)
    graphs.node(inner, "weight", "Const", dtype=FLOAT, value=graphs.tensor(FLOAT, [3, 2], bytes(24)))
    graphs.node(inner, "dense", "MatMul", "kept:activations:0", "weight:output:0", T=FLOAT)
    inner.ret["made"] = "dense:product:0"
    graphs.node(graph, "x", "Placeholder", dtype=FLOAT, shape=[-1, 3])
    graphs.node(graph, "same", "Identity", "x", T=FLOAT)
    call = graphs.calling(graphs.node(graph, "y", "PartitionedCall", "same"), "f", "inner")
    for key in ("Tin", "Tout"):
        call.attr[key].list.type.append(FLOAT)
    file.write_bytes(graph.SerializeToString())
    return file


def lite_dense(file: Path) -> Path:
    """A .tflite file in which x of [2, 3] is weighed, and y of [2, 6] then becomes [2, 2, 3] for certain."""
    shape = numpy.array([2, 2, 3], "<i4").tobytes()
    tensors = [
        lite.Tensor("x"),
        lite.Tensor("w", shape=(6, 3), buffer=1),
        lite.Tensor("y", shape=(2, 6)),
        lite.Tensor("shape", shape=(3,), type=lite.INT32, buffer=2),
        lite.Tensor("z", shape=(2, 2, 3)),
    ]
    operators = [lite.Op(0, (0, 1, -1), (2,)), lite.Op(1, (2, 3), (4,), (17, Table({})))]
    graph = lite.Graph(tensors, operators, inputs=(0,), outputs=(4,))
    codes = [lite.Code(FULLY_CONNECTED), lite.Code(RESHAPE)]
    return lite.Model([graph], codes, buffers=[bytes(72), shape]).write(file)


def told(path: Path, shape: Shape) -> tuple[str, str, str]:
    """What is said of another shape of x, and to do, and where; nothing where it is taken."""
    model = edited.opened(path)
    draft = edited.draft(model)
    try:
        apply(draft, SetShape(draft.signatures[0].key, "x", shape), known_of(model, ()))
    except Refusal as refusal:
        return refusal.message, refusal.hint, refusal.port
    finally:
        model.close()
    return "", "", ""


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ((None, 5), "Dimension 1 of x cannot be 5: dense (MatMul) was made for 3 there."),
        ((4, None), "Dimension 1 of x cannot be free: dense (MatMul) was made for 3 there."),
        ((4, 3), ""),
        ((None, 3), ""),
        (None, ""),
    ],
)
def test_a_product_inside_a_function_needs_its_last_size(tmp_path: Path, shape: Shape, words: str) -> None:
    assert told(dense(tmp_path / "model.pb"), shape) == ((words, HINT, "x") if words else ("", "", ""))


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ((2, 5), "Dimension 1 of x cannot be 5: FULLY_CONNECTED (y) was made for 3 there."),
        ((4, 3), "Dimension 0 of x cannot be 4: RESHAPE (z) was made for 2 there."),
        ((None, 3), "Dimension 0 of x cannot be free: RESHAPE (z) was made for 2 there."),
        ((2, 3), ""),
    ],
)
def test_what_is_reshaped_for_certain_keeps_its_batch(tmp_path: Path, shape: Shape, words: str) -> None:
    found = told(lite_dense(tmp_path / "model.tflite"), shape)
    assert found == ((words, HINT, "x") if words else ("", "", ""))
