# SPDX-License-Identifier: Apache-2.0
"""Writes inferred types and shapes onto the wires of a drawing and the facts of a node, and marks the unknown."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from cutaway.description.drawing import Drawing, End, NodeFacts
    from cutaway.description.picture import Wires
    from cutaway.description.shapes import Shapes

UNKNOWN = ", shape unknown"
FORMATS = frozenset({"saved_model", "frozen_graph", "meta_graph"})
"""Graphs whose shapes TensorFlow can infer."""
_SHAPELESS = frozenset({"", "resource", "variant"})


class Known(NamedTuple):
    """What one output gives. is_told: the file itself says so."""

    words: str
    is_told: bool


Table: TypeAlias = Mapping[tuple[int, int], Known]
"""By node and output."""


def table(shapes: Shapes | None) -> Table:
    """What was inferred, to be looked up; nothing where nothing could be."""
    if shapes is None:
        return {}
    rows = zip(shapes.nodes, shapes.outputs, shapes.text, shapes.told, strict=True)
    return {(node, output): Known(shapes.texts[text], bool(told)) for node, output, text, told in rows}


def lacks_shapes(drawing: Drawing) -> bool:
    """Whether there are wires of whose tensors the file tells no shape."""
    return any(_is_bare(words) for words in drawing.picture.wires.labels)


def with_shapes(drawing: Drawing, known: Table) -> Drawing:
    """The drawing with every wire labelled whose tensors are all known and agree."""
    wires = drawing.picture.wires
    labels, inferred = [], array("i")
    for wire, words in enumerate(wires.labels):
        found = _of_wire(wires, wire, known)
        if found is not None and (not words or _is_bare(words) or not found.is_told):
            labels.append(found.words)
            if not found.is_told:
                inferred.append(wire)
        else:
            labels.append(words + UNKNOWN if _is_bare(words) else words)
    picture = replace(drawing.picture, wires=replace(wires, labels=labels, inferred=inferred))
    return replace(drawing, picture=picture)


def with_shapes_of(facts: NodeFacts, known: Table) -> NodeFacts:
    """The facts of a node with what its inputs and outputs carry, where the file tells less."""
    return replace(
        facts,
        inputs=tuple(_of_end(end, known) for end in facts.inputs),
        outputs=tuple(_of_end(end, known) for end in facts.outputs),
    )


def _of_end(end: End, known: Table) -> End:
    found = known.get(end.tensor)
    if found is None or found.is_told:
        return end
    return replace(end, carries=found.words, inferred=True)


def lesson(shapes: Shapes) -> dict[str, Any]:
    """What the file does not tell, as the reader takes it."""
    rows = [row for row, told in enumerate(shapes.told) if not told]
    columns = {"nodes": shapes.nodes, "outputs": shapes.outputs, "text": shapes.text}
    found = {name: [column[row] for row in rows] for name, column in columns.items()}
    return {**found, "texts": shapes.texts}


def _of_wire(wires: Wires, wire: int, known: Table) -> Known | None:
    """What all tensors of a wire are, None where one is not known or they differ."""
    words, is_told = "", True
    for place in range(wires.edge_starts[wire], wires.edge_starts[wire + 1]):
        if wires.edge_outputs[place] < 0:
            continue
        found = known.get((wires.edge_nodes[place], wires.edge_outputs[place]))
        if found is None or (words and found.words != words):
            return None
        words = found.words
        is_told = is_told and found.is_told
    return Known(words, is_told) if words else None


def _is_bare(words: str) -> bool:
    """Whether a label is a type alone: types are one word, and a shape follows after a space."""
    return words not in _SHAPELESS and " " not in words
