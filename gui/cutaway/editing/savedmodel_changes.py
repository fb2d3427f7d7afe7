# SPDX-License-Identifier: Apache-2.0
"""What changes in a MetaGraph, collected first and then put into its bytes in one pass."""

from __future__ import annotations

from dataclasses import dataclass, field

from cutaway.editing.savedmodel_source import (
    FUNCTION,
    GRAPH_DEF,
    LIBRARY,
    META_GRAPH,
    NODE,
    OBJECT_GRAPH,
    SIGNATURE_DEF,
    MetaSource,
)
from cutaway.wire.protobuf import Message, message_class
from cutaway.wire.protosplice import Change, Rope, kept, rewrite, rope
from cutaway.wire.varints import fields

_OBJECT, _CONCRETE = 1, 2  # SavedObjectGraph


@dataclass
class Changes:
    """New and replaced messages. nodes, objects: replaced ones by name and number. signatures: None where deleted."""

    added_nodes: list[Message] = field(default_factory=list)
    nodes: dict[str, Message] = field(default_factory=dict)
    functions: list[Message] = field(default_factory=list)
    signatures: dict[str, Message | None] = field(default_factory=dict)
    added_objects: list[Message] = field(default_factory=list)
    objects: dict[int, Message] = field(default_factory=dict)
    concrete: dict[str, Message] = field(default_factory=dict)


def written(source: MetaSource, changes: Changes) -> Rope:
    """The whole file with the changes to its MetaGraph."""
    number = -1

    def meta(body: memoryview) -> Rope:
        nonlocal number
        number += 1
        return _meta(body, changes) if number == source.number else kept(body)

    return rewrite(source.data, {META_GRAPH: meta})


def _meta(data: memoryview, changes: Changes) -> Rope:
    has_graph = any(found.number == GRAPH_DEF for found in fields(data, 0, len(data)))
    waiting = dict(changes.signatures)

    def signature(body: memoryview) -> Rope | None:
        key = message_class("MetaGraphDef.SignatureDefEntry").FromString(body).key
        if key not in changes.signatures:
            return kept(body)
        new = waiting.pop(key, None)
        return _entry("MetaGraphDef.SignatureDefEntry", key, new) if new is not None else None

    graph = _Once(lambda body: _graph(body, changes))
    objects = _Once(lambda body: _objects(body, changes))
    table: dict[int, Change] = {GRAPH_DEF: graph, OBJECT_GRAPH: objects}
    first = rewrite(data, {**table, SIGNATURE_DEF: signature} if changes.signatures else table)
    added = [
        (SIGNATURE_DEF, _entry("MetaGraphDef.SignatureDefEntry", key, new))
        for key, new in waiting.items()
        if new is not None
    ]
    if not has_graph and (changes.added_nodes or changes.functions):
        added.append((GRAPH_DEF, _graph(memoryview(b""), changes)))
    first.join(rewrite(memoryview(b""), {}, added))
    return first


class _Once:
    """Changes the first field of its number; further parts of the same message are merged by who reads them."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._is_done = False

    def __call__(self, body: memoryview) -> Rope | None:
        if self._is_done:
            return kept(body)
        self._is_done = True
        return self._change(body)


def _graph(data: memoryview, changes: Changes) -> Rope:
    added = [(NODE, _message(node)) for node in changes.added_nodes]
    new = [(FUNCTION, _message(function)) for function in changes.functions]
    table: dict[int, Change] = {}
    if changes.nodes:
        table[NODE] = lambda body: _node(body, changes)
    if new:
        table[LIBRARY] = _Once(lambda body: rewrite(body, {}, new))
        if not any(found.number == LIBRARY for found in fields(data, 0, len(data))):
            added.append((LIBRARY, rewrite(memoryview(b""), {}, new)))
    return rewrite(data, table, added)


def _node(body: memoryview, changes: Changes) -> Rope:
    name = next(
        (body[found.start : found.end] for found in fields(body, 0, len(body)) if found.number == 1), b""
    )
    new = changes.nodes.get(str(name, "utf-8", "replace"))
    return kept(body) if new is None else _message(new)


def _objects(data: memoryview, changes: Changes) -> Rope:
    number = -1

    def replaced(body: memoryview) -> Rope:
        nonlocal number
        number += 1
        new = changes.objects.get(number)
        return kept(body) if new is None else _message(new)

    added = [(_OBJECT, _message(made)) for made in changes.added_objects]
    added += [
        (_CONCRETE, _entry("SavedObjectGraph.ConcreteFunctionsEntry", name, made))
        for name, made in changes.concrete.items()
    ]
    return rewrite(data, {_OBJECT: replaced} if changes.objects else {}, added)


def _message(message: Message) -> Rope:
    return rope(message.SerializeToString(deterministic=True))


def _entry(kind: str, key: str, value: Message) -> Rope:
    """An entry of a map."""
    entry = message_class(kind)(key=key)
    entry.value.CopyFrom(value)
    return _message(entry)
