# SPDX-License-Identifier: Apache-2.0
"""What the command line asks of a graph: its outline, the tensors that a search finds, a picture in a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

import numpy

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.description.outline import Hub, Matches, Outline, Row, Spot, Written
from cutaway.description.picture import FOLDED, NODE, OP_KINDS, Picture
from cutaway.description.tensors import TensorSpec
from cutaway.errors import RequestError
from cutaway.formats.optable import op_table
from cutaway.graphing.exports.dot import dot
from cutaway.graphing.exports.inks import DARK, LIGHT
from cutaway.graphing.exports.listing import listing
from cutaway.graphing.exports.svg import svg
from cutaway.graphing.groups import Group
from cutaway.graphing.opening import every_group
from cutaway.graphing.seeking import way_to
from cutaway.wire import whole
from cutaway.worker.questions import Call
from cutaway.worker.tasks import graphs
from cutaway.worker.tasks.graph_index import Index, index_of

Draw: TypeAlias = Callable[[Call, Index, Picture], bytes]

MOST_BOXES = 3_000
"""So many boxes are about the most that is laid out where all groups are to be opened."""
_MOST_DEAD = 100
_MOST_HUBS = 5
_MOST_OUTPUTS = 64
_HUB = 24
"""A node with so many edges on one side is a hub."""
_INPUTS = ("Placeholder", "PlaceholderV2", "PlaceholderWithDefault", "_Arg")
_PAINTER = "cutaway.qt.graph.printing"
"""Imported by its name, and only in a child that was started to paint: all other children are without Qt."""


def outline(call: Call) -> Outline | None:
    """The graph at the level of one picture; None where the format has no graph."""
    index, description = _index(call)
    if index is None:
        return None
    opened = _opened(call, index)
    made = _picture(call, index, opened)
    dead = list(index.paths.dead(look=_look(call)))
    return Outline(
        description.format,
        _nodes(index),
        len(index.graph.edge_from),
        len(index.graph.functions),
        tuple(_rows(made)),
        _ends(index, description, inputs=True),
        _ends(index, description, inputs=False),
        tuple(_hubs(index)),
        tuple(_spelled(index, node) for node in dead[:_MOST_DEAD]),
        len(dead),
        _is_complete(call, made),
        listing(made, index.graph.names) if call.arguments["places"] else {},
    )


def matches(call: Call) -> Matches | None:
    """Tensors of the nodes that fit `query`, of at most `limit` nodes. Raises RequestError as the search does."""
    index, _ = _index(call)
    if index is None:
        return None
    found = index.search.find(call.arguments["query"], call.arguments["limit"])
    look = _look(call)
    outputs = _outputs_used(index)
    spots: list[Spot] = []
    for node in found.nodes:
        look()
        spots.extend(_tensors(index, node, outputs[node]))
    return Matches(tuple(spots), len(found.nodes), found.total)


def export(call: Call) -> Written | None:
    """Write the picture to `file`, in the form that its ending says; None where the format has no graph."""
    file = Path(call.arguments["file"])
    draw = _DRAWERS.get(file.suffix.lower())
    if draw is None:
        message = f"{file.name} ends in {file.suffix or 'nothing'}, and pictures are {', '.join(_DRAWERS)}."
        raise RequestError(message, hint="Choose a name with one of these endings.", path=file)
    index, _ = _index(call)
    if index is None:
        return None
    opened = _opened(call, index)
    made = _picture(call, index, opened)
    call.progress(f"Writing {file.name}", None)
    data = draw(replace(call, arguments={**call.arguments, "opened": opened}), index, made)
    size = whole.write(file, lambda target: target.write(data), overwrite=call.arguments["overwrite"])
    boxes, wires = len(made.boxes.keys), len(made.wires.source)
    return Written(size, boxes, wires, round(made.width), round(made.height), _is_complete(call, made))


def _index(call: Call) -> tuple[Index | None, ModelDescription]:
    model = call.models.open(call.source, call.progress)
    call.progress("Folding the graph", None)
    return call.models.keep("graph", lambda: index_of(model)), model.description


def _look(call: Call) -> Callable[[], None]:
    return lambda: call.progress("Laying out the graph", None)


def _picture(call: Call, index: Index, opened: list[str]) -> Picture:
    direction = call.arguments["direction"]
    return index.map.picture(opened, direction=direction, tensors=index.tensors, look=_look(call))


def _is_complete(call: Call, made: Picture) -> bool:
    """Whether all groups are open, where that was asked for."""
    return FOLDED not in made.boxes.form or not call.arguments["everything"]


def _opened(call: Call, index: Index) -> list[str]:
    """Keys of the groups to open. Raises RequestError."""
    look = _look(call)
    if call.arguments["everything"]:
        return every_group(index.map.folding, MOST_BOXES, look)
    opened = index.map.first(look)
    for wanted in call.arguments["wanted"]:
        way = way_to(index.map.folding, wanted, look)
        node = index.node(wanted) if not way else -1
        if node >= 0:
            way = list(index.places.of(node).opened)
        elif not way:
            raise _no_group(call, index, wanted)
        opened += way
    return list(dict.fromkeys(opened))


def _no_group(call: Call, index: Index, wanted: str) -> RequestError:
    top = [item.key for item in index.map.folding.children(index.map.folding.root) if isinstance(item, Group)]
    close = get_close_matches(wanted, top, n=1)
    hint = (
        f"Did you mean {close[0]}?"
        if close
        else "`cutaway graph PATH --json` lists the groups by their keys."
    )
    name = Path(call.source[0]).name
    return RequestError(f"The graph of {name} has no group called {wanted}.", hint=hint, path=call.source[0])


def _rows(made: Picture) -> Iterator[Row]:
    """The boxes as a tree, those beside one another in the direction of flow."""
    boxes = made.boxes
    along, across = (boxes.x, boxes.y) if made.direction == "right" else (boxes.y, boxes.x)
    inside: dict[int, list[int]] = {}
    for box, parent in enumerate(boxes.parent):
        inside.setdefault(parent, []).append(box)
    for listed in inside.values():
        listed.sort(key=lambda box: (-along[box], -across[box]))
    waiting = [(box, 0) for box in inside.get(-1, ())]
    while waiting:
        box, depth = waiting.pop()
        form = {NODE: "node", FOLDED: "folded"}.get(boxes.form[box], "open")
        kind = OP_KINDS[boxes.kind[box]]
        attached = boxes.constants[box], boxes.variables[box]
        texts = boxes.keys[box], boxes.labels[box], boxes.notes[box]
        yield Row(depth, *texts, form, kind, boxes.count[box], *attached)
        waiting += [(each, depth + 1) for each in inside.get(box, ())]


def _ends(index: Index, description: ModelDescription, *, inputs: bool) -> tuple[Spot, ...]:
    """What signatures take or give; where there are none, the placeholders or nothing."""
    found: dict[str, Spot] = {}
    for signature in description.signatures:
        for spec in signature.inputs if inputs else signature.outputs:
            found.setdefault(spec.tensor, _spot(index, spec))
    if found or not inputs:
        return tuple(found.values())
    graph = index.graph
    wanted = [number for number, op in enumerate(graph.op_names) if op in _INPUTS]
    there = numpy.isin(numpy.asarray(graph.ops), wanted) & (numpy.asarray(graph.function_of) < 0)
    return tuple(spot for node in numpy.flatnonzero(there).tolist() for spot in _tensors(index, node, 1))


def _spot(index: Index, spec: TensorSpec) -> Spot:
    name, _, output = spec.tensor.rpartition(":")
    node = index.node(name or spec.tensor)
    op = index.graph.op_names[index.graph.ops[node]] if node >= 0 else ""
    carries = f"{spec.dtype} {wording.shape(spec.shape)}" if spec.dtype != "unknown" else ""
    known = index.tensors.inferred.get((node, int(output) if output.isdecimal() else 0))
    if known is not None and (spec.shape is None or not carries):
        return Spot(spec.tensor, op, known, spec.name, inferred=True)
    return Spot(spec.tensor, op, carries, spec.name)


def _nodes(index: Index) -> int:
    """How many nodes there are, as `show` counts them: arguments and results of functions are none."""
    graph = index.graph
    border = [number for number, op in enumerate(graph.op_names) if op in {"_Arg", "_Retval"}]
    return len(graph.names) - int(numpy.isin(numpy.asarray(graph.ops), border).sum())


def _hubs(index: Index) -> Iterator[Hub]:
    graph, count = index.graph, len(index.graph.names)
    fed = numpy.bincount(numpy.asarray(graph.edge_to, numpy.int64), minlength=count)
    followed = numpy.bincount(numpy.asarray(graph.edge_from, numpy.int64), minlength=count)
    most = numpy.maximum(fed, followed)
    for node in numpy.argsort(-most, kind="stable")[:_MOST_HUBS].tolist():
        if most[node] >= _HUB:
            op = graph.op_names[graph.ops[node]]
            yield Hub(_spelled(index, node), op, int(fed[node]), int(followed[node]))


def _spelled(index: Index, node: int) -> str:
    return index.places.spelled(node)


def _outputs_used(index: Index) -> list[int]:
    """How many outputs of each node are known by the edges that begin at it."""
    found = numpy.zeros(len(index.graph.names), numpy.int64)
    outputs = numpy.asarray(index.graph.edge_output, numpy.int64)
    numpy.maximum.at(found, numpy.asarray(index.graph.edge_from, numpy.int64), outputs + 1)
    listed: list[int] = found.tolist()
    return listed


def _tensors(index: Index, node: int, used: int) -> Iterator[Spot]:
    """A node's outputs: those of its op, or where that has any number of them, those that something takes."""
    path, op = _spelled(index, node), index.graph.op_names[index.graph.ops[node]]
    count = _outputs(index, node, op, used)
    if not count:
        yield Spot(path, op, "")
    named: Callable[[int, int], str] | None = getattr(index.details, "spelled", None)
    for output in range(count):
        tensor = named(node, output) if named is not None else f"{path}:{output}"
        key = (node, output)
        yield Spot(tensor, op, index.tensors[key], inferred=key in index.tensors.inferred)


def _outputs(index: Index, node: int, op: str, used: int) -> int:
    """How many outputs a node has, as far as that is known, at most _MOST_OUTPUTS."""
    table = op_table()
    if op in {"_Arg", "_Retval"}:
        return int(op == "_Arg")
    if op in table:
        outputs = table.outputs(op)
        several = any(each.number or each.many for each in outputs)
        return min(max(used, len(outputs)) if several else len(outputs), _MOST_OUTPUTS)
    told = (index.tensors[node, output] for output in range(_MOST_OUTPUTS))
    return max(
        min(used, _MOST_OUTPUTS), next((place for place, carries in enumerate(told) if not carries), 0)
    )


def _as_svg(call: Call, _: Index, made: Picture) -> bytes:
    return svg(made, DARK if call.arguments["dark"] else LIGHT).encode("utf-8", "replace")


def _as_dot(call: Call, _: Index, made: Picture) -> bytes:
    return dot(made, DARK if call.arguments["dark"] else LIGHT).encode("utf-8", "replace")


def _as_json(_call: Call, index: Index, made: Picture) -> bytes:
    return (json.dumps(listing(made, index.graph.names), indent=1) + "\n").encode("ascii")


def _painted(call: Call, _index: Index, _made: Picture) -> bytes:
    """The same picture by the painter of the window."""
    wanted = {"opened": call.arguments["opened"], "direction": call.arguments["direction"], "anchor": ""}
    drawing = graphs.picture(replace(call, arguments=wanted))
    painter: Any = import_module(_PAINTER)
    kind = Path(call.arguments["file"]).suffix.lower()
    size, scale = call.arguments["size"], call.arguments["scale"]
    data: bytes = painter.paint(drawing, kind, dark=call.arguments["dark"], size=size, scale=scale)
    return data


_DRAWERS: dict[str, Draw] = {
    ".svg": _as_svg,
    ".png": _painted,
    ".pdf": _painted,
    ".dot": _as_dot,
    ".json": _as_json,
}
