# SPDX-License-Identifier: Apache-2.0
"""Labels of wires once shapes were inferred: told by the file, inferred, or marked as unknown."""

from array import array
from dataclasses import replace

from cutaway.description.drawing import Drawing
from cutaway.description.shapes import Shapes
from cutaway.session.graph_shapes import lacks_shapes, table, with_shapes
from helpers import pictures

KNOWN = table(
    Shapes(
        array("i", [0, 1, 2]),
        array("i", [0, 0, 0]),
        array("i", [0, 1, 1]),
        array("i", [1, 0, 0]),
        ["float32 1 × 8", "float32 4"],
    )
)


def _drawing(labels: list[str], nodes: list[int], outputs: list[int] | None = None) -> Drawing:
    """The example, its wire i with this label, carrying output 0 of node i."""
    made = pictures.drawing()
    wires = made.picture.wires
    assert len(labels) == len(wires.labels)
    known = replace(
        wires,
        labels=labels,
        edge_nodes=array("i", nodes),
        edge_outputs=array("i", outputs or [0] * len(nodes)),
    )
    return replace(made, picture=replace(made.picture, wires=known))


def test_a_type_without_a_shape_lacks_it() -> None:
    assert lacks_shapes(_drawing(["float32", "", "", ""], [0, 1, 2, 3]))
    assert not lacks_shapes(_drawing(["float32 ?", "resource", "", "variant"], [0, 1, 2, 3]))


def test_an_inferred_shape_is_written_and_noted_as_inferred() -> None:
    wires = with_shapes(
        _drawing(["float32 1 × 8", "float32", "", "float32"], [0, 1, 2, 3]), KNOWN
    ).picture.wires
    assert wires.labels == ["float32 1 × 8", "float32 4", "float32 4", "float32, shape unknown"]
    assert list(wires.inferred) == [1, 2]


def test_a_shape_that_nobody_knows_is_marked() -> None:
    found = with_shapes(_drawing(["float32", "resource", "", "int32 2"], [0, 1, 2, 3]), table(None))
    assert found.picture.wires.labels == ["float32, shape unknown", "resource", "", "int32 2"]


def test_control_edges_carry_nothing() -> None:
    found = with_shapes(_drawing(["", "", "", ""], [0, 1, 2, 3], [-1] * 4), KNOWN)
    assert found.picture.wires.labels == [""] * 4


def test_labelling_twice_changes_nothing() -> None:
    once = with_shapes(_drawing(["float32 1 × 8", "float32", "", "float32"], [0, 1, 2, 3]), KNOWN)
    assert with_shapes(once, KNOWN) == once
