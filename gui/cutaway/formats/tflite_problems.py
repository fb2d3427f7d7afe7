# SPDX-License-Identifier: Apache-2.0
"""Looks for indices of a .tflite file that lead nowhere, and for what interpreters refuse; never runs anything."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cutaway.description import wording
from cutaway.description.dtypes import BITS, size_in_bytes
from cutaway.description.findings import Finding
from cutaway.formats import tflite_schema as schema
from cutaway.formats.tflite_file import Subgraph, TfliteFile, static_shape
from cutaway.formats.tflite_graph import code
from cutaway.wire.flatbuffers import Column, Ints

_SHOWN = 3
_AXIS = {"scale": Column(2, "offset"), "zero": Column(3, "offset"), "axis": Column(6, "i4")}


def problems(file: TfliteFile) -> Iterator[Finding]:
    """Everything that is wrong with the tables, as warnings; a sound file has none."""
    yield from _operator_codes(file)
    yield from _signatures(file)
    yield from _calls(file)
    for number, graph in enumerate(file.subgraphs):
        label = f"subgraph {number}" + (f" ({graph.name})" if graph.name else "")
        yield from _tensors(file, graph, label)
        yield from _ends(graph, label)
        yield from _quantization(file, graph, label)
        yield from _operators(graph, label)


def _which(noun: str, values: list[int]) -> str:
    """`tensor 7`, `tensors 1, 2, 3 and 5 more`."""
    return f"{noun}{'s' if len(values) > 1 else ''} {wording.listed(values, _SHOWN)}"


def _only(count: int, noun: str) -> str:
    return f"there is only 1 {noun}" if count == 1 else f"there are only {count} {noun}s"


def _warning(kind: str, message: str, where: str) -> Finding:
    return Finding(kind, "warning", message, where)


def _operator_codes(file: TfliteFile) -> Iterator[Finding]:
    for number, graph in enumerate(file.subgraphs):
        codes = graph.operators["code"]
        bad = sorted(set(codes[codes >= len(file.codes)].tolist()))
        if bad:
            count = len(file.codes)
            which = _which("operator code", bad)
            message = f"Operators of subgraph {number} name {which}, but {_only(count, 'code')}."
            yield _warning("operator-out-of-range", message, f"subgraph {number}")
    for found in file.codes:
        if found.kind == "builtin" and found.name.startswith("operator "):
            message = (
                f"The builtin {found.name} is unknown: newer than any runtime that Cutaway knows, or damaged."
            )
            yield _warning("unknown-operator", message, found.name)


def _tensors(file: TfliteFile, graph: Subgraph, label: str) -> Iterator[Finding]:
    buffers, types = graph.tensors["buffer"], graph.tensors["type"]
    bad = np.nonzero(buffers >= max(file.buffer_count, 1))[0].tolist()
    if bad:
        values = wording.listed(sorted(set(buffers[bad].tolist())), _SHOWN)
        there = _only(file.buffer_count, "buffer")
        message = f"The buffer of {_which('tensor', bad)} of {label} is {values}, but {there}."
        yield _warning("buffer-out-of-range", message, graph.names[bad[0]] or f"tensor {bad[0]}")
    unknown = sorted({kind for kind in types.tolist() if kind not in schema.TYPES})
    if unknown:
        message = f"Tensors of {label} have {_which('type', unknown)}, which no version of the schema has."
        yield _warning("unknown-type", message, label)
    yield from _values(file, graph, label)


def _values(file: TfliteFile, graph: Subgraph, label: str) -> Iterator[Finding]:
    """Constants whose bytes are elsewhere, or fewer than their shape and type need."""
    outside, short = [], []
    data, offsets = file.buffers["data"], file.buffers["offset"]
    for index, buffer in enumerate(graph.tensors["buffer"].tolist()):
        if not 0 < buffer < file.buffer_count or not (data[buffer] or offsets[buffer] > 1):
            continue
        place = file.buffer_range(buffer)
        kind = schema.dtype(int(graph.tensors["type"][index]))
        if place is None:
            outside.append(index)
        elif kind in BITS and not graph.tensors["sparsity"][index]:
            needed = size_in_bytes(kind, static_shape(graph, index))
            short += [index] if needed > place[1] > 0 else []
    if outside:
        message = f"The values of {_which('tensor', outside)} of {label} are said to lie outside the file."
        yield _warning("buffer-outside-file", message, graph.names[outside[0]] or f"tensor {outside[0]}")
    if short:
        message = f"The shape of {_which('tensor', short)} of {label} needs more bytes than are stored."
        yield _warning("values-missing", message, graph.names[short[0]] or f"tensor {short[0]}")


def _ends(graph: Subgraph, label: str) -> Iterator[Finding]:
    for side, indices in (("inputs", graph.inputs), ("outputs", graph.outputs)):
        bad = [index for index in indices if not 0 <= index < len(graph.names)]
        if bad:
            message = f"The {side} of {label} name {_which('tensor', bad)}, but {_only(len(graph.names), 'tensor')}."
            yield _warning("tensor-out-of-range", message, label)


def _operators(graph: Subgraph, label: str) -> Iterator[Finding]:
    """Operators' tensors; −1 stands for an optional input that was left out."""
    flat = np.concatenate((graph.operator_inputs.flat, graph.operator_outputs.flat))
    bad = sorted(set(flat[(flat < -1) | (flat >= len(graph.names))].tolist()))
    if bad:
        message = (
            f"Operators of {label} name {_which('tensor', bad)}, but {_only(len(graph.names), 'tensor')}."
        )
        yield _warning("tensor-out-of-range", message, label)


def _quantization(file: TfliteFile, graph: Subgraph, label: str) -> Iterator[Finding]:
    """Checks of the interpreter (interpreter_builder.cc, ParseQuantization), which refuses the file else."""
    rows: Ints = np.nonzero(graph.tensors["quantization"])[0].astype(np.int64)
    columns = file.flat.columns(graph.tensors["quantization"][rows], _AXIS)
    _, starts = file.flat.ragged(columns["scale"])
    ranks = np.diff(graph.shapes.starts)[rows]
    scaled = np.diff(starts) > 0
    bad = rows[scaled & ((columns["axis"] < 0) | ((ranks > 0) & (columns["axis"] >= ranks)))].tolist()
    if bad:
        message = (
            f"The quantization of {_which('tensor', bad)} of {label} is along an axis that the shape does not have; "
            "LiteRT refuses to load the model."
        )
        yield _warning("quantization-axis", message, graph.names[bad[0]] or f"tensor {bad[0]}")


def _signatures(file: TfliteFile) -> Iterator[Finding]:
    for table in file.signatures:
        if table.subgraph >= len(file.subgraphs):
            there = _only(len(file.subgraphs), "subgraph")
            message = f"The signature {table.key} names subgraph {table.subgraph}, but {there}."
            yield _warning("signature-out-of-range", message, table.key)
            continue
        count = len(file.subgraphs[table.subgraph].names)
        bad = [index for _, index in (*table.inputs, *table.outputs) if index >= count]
        if bad:
            message = (
                f"The signature {table.key} names {_which('tensor', bad)}, but {_only(count, 'tensor')}."
            )
            yield _warning("signature-out-of-range", message, table.key)


def _calls(file: TfliteFile) -> Iterator[Finding]:
    """Subgraphs that are called but are not there, and subgraphs that call themselves, over others or at once."""
    graph: dict[int, set[int]] = {}
    for caller, op, callee in dict.fromkeys(calls(file)):
        if not 0 <= callee < len(file.subgraphs):
            there = _only(len(file.subgraphs), "subgraph")
            message = f"{op} in subgraph {caller} calls subgraph {callee}, but {there}."
            yield _warning("subgraph-out-of-range", message, op)
        else:
            graph.setdefault(caller, set()).add(callee)
    looping = _in_a_cycle(graph)
    if looping:
        which = _which("subgraph", sorted(looping))
        message = f"The operators of {which} lead back to where they are called from, so that running may never end."
        yield _warning("endless-call", message, f"subgraph {min(looping)}")


def calls(file: TfliteFile) -> Iterator[tuple[int, str, int]]:
    """Every call of a subgraph by an operator, as (calling subgraph, operator, called subgraph)."""
    for number, graph in enumerate(file.subgraphs):
        for index, which in enumerate(graph.operators["code"].tolist()):
            op = code(file, which)
            slots = schema.CALLS.get(op.name, ()) if op.kind == "builtin" else ()
            at = int(graph.operators["options2" if op.name.startswith("STABLEHLO") else "options"][index])
            if slots and at:
                options = file.flat.table(at)
                yield from ((number, op.name, file.flat.scalar(options, slot, "i")) for slot in slots)


def _in_a_cycle(graph: dict[int, set[int]]) -> set[int]:
    """Nodes that can reach themselves: what is left when nodes without an edge in or out are taken away."""
    left = {node: set(targets) for node, targets in graph.items()}
    changed = True
    while changed:
        reached = set().union(*left.values()) if left else set()
        kept = {node: targets & left.keys() for node, targets in left.items() if node in reached}
        kept = {node: targets for node, targets in kept.items() if targets}
        changed = kept != left
        left = kept
    return set(left)
