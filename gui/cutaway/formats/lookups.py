# SPDX-License-Identifier: Apache-2.0
"""Lookup tables of a graph: what each is filled from, and its rows as text, without running an initialiser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cutaway.description import dtypes
from cutaway.description.assets import LookupTable
from cutaway.formats.constants import read_header, strings, values
from cutaway.formats.loadtime import file_node
from cutaway.formats.nodes import Census, Place, attr_text, node_of, text
from cutaway.formats.opfindings import TEXT_TABLES
from cutaway.formats.reach import Reach
from cutaway.formats.textrows import TextRows

if TYPE_CHECKING:
    from cutaway.formats.bundle import Bundle
    from cutaway.formats.objectgraph import ObjectGraph
    from cutaway.wire.protobuf import Decoded, Message

TABLES = frozenset(
    (
        "AnonymousHashTable",
        "HashTable",
        "HashTableV2",
        "MutableDenseHashTable",
        "MutableDenseHashTableV2",
        "MutableHashTable",
        "MutableHashTableV2",
    )
)
_FILLED = frozenset(("InitializeTable", "InitializeTableV2", "LookupTableImport", "LookupTableImportV2"))
WATCHED = TABLES | _FILLED | TEXT_TABLES
_MOST_COUNTED = 1 << 26
"""Bytes of text files whose lines are counted while a model is opened."""
_MOST_TABLES = 1000
_MOST_ROWS = 1 << 40
"""What a shape claims beyond it is not believed."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A table with what fills it, where that is known.

    file: lines of an asset. constants: the TensorProtos of keys and values. stored: names of both in the checkpoint.
    """

    table: LookupTable
    file: TextRows | None = None
    constants: tuple[Any, Any] | None = None
    stored: tuple[str, str] | None = None

    def rows(self, limit: int, decoded: Decoded, bundle: Bundle | None) -> list[tuple[str, str]]:
        """The first rows, keys and values as text. Raises DamagedFileError, MissingFileError; ValueError."""
        if self.file is not None:
            return self.file.rows(limit)
        if self.constants is not None:
            keys, given = (_texts(tensor, decoded, limit) for tensor in self.constants)
            return list(zip(keys, given, strict=False))
        if self.stored is not None and bundle is not None:
            keys, given = (list(map(_shown, bundle.array(name).ravel()[:limit])) for name in self.stored)
            return list(zip(keys, given, strict=False))
        return []


def _texts(tensor: Message, decoded: Decoded, limit: int) -> list[str]:
    if dtypes.from_tensorflow(tensor.dtype) == "string":
        return [text(value) for value in strings(tensor, decoded, limit)]
    return list(map(_shown, values(tensor, decoded).ravel()[:limit]))


def _shown(value: object) -> str:
    return text(value) if isinstance(value, bytes) else str(value)


class Tables:
    """Finds the tables of one graph. assets: files inside the model, by the node that gives their path."""

    def __init__(self, census: Census, reach: Reach, decoded: Decoded, assets: dict[str, Path]) -> None:
        self._census = census
        self._reach = reach
        self._decoded = decoded
        self._assets = assets
        self._names: set[str] = set()
        self._countable = _MOST_COUNTED

    def find(self, objects: ObjectGraph | None, bundle: Bundle | None) -> tuple[Filled, ...]:
        """All tables, each once: those of TensorFlow 1's graphs, of TensorFlow 2's objects, and of the checkpoint."""
        found = list(self._of_graph(alone=objects is None or not len(objects.nodes)))
        if objects is not None:
            found += self._of_objects(objects)
        if bundle is not None:
            found += self._of_checkpoint(bundle)
        return tuple(found[:_MOST_TABLES])

    def _of_graph(self, *, alone: bool) -> Iterator[Filled]:
        """Tables of the main graph; those that nothing there fills only where there are no objects to tell more."""
        fillers = {
            node_of(place.node.input[0]): place
            for place in self._census.places(sorted(_FILLED | TEXT_TABLES), main=True)
            if place.node.input
        }
        for place in self._census.places(sorted(TABLES), main=True):
            filler = fillers.get(place.node.name)
            if filler is not None:
                yield self._filled(self._table(place), filler, self._main_source)
            elif alone:
                yield Filled(self._table(place))

    def _main_source(self, place: Place, slot: int) -> Message:
        inputs = place.node.input
        if place.node.op in TEXT_TABLES:
            return file_node(place, self._reach)
        return self._reach.nodes.get(node_of(inputs[slot])) if slot < len(inputs) else None

    def _of_objects(self, objects: ObjectGraph) -> Iterator[Filled]:
        """Objects with a function that makes a table, and mostly one that fills it from what it has captured."""
        makers = {place.function: place for place in self._census.places(sorted(TABLES)) if place.function}
        if not makers:
            return
        fillers = {
            place.function: place
            for place in self._census.places(sorted(_FILLED | TEXT_TABLES))
            if place.function
        }
        owners = [
            number for number in range(len(objects.nodes)) if "_create_resource" in objects.children(number)
        ]
        for number in owners[:_MOST_TABLES]:
            children = objects.children(number)
            made = objects.concrete_names(children["_create_resource"])
            maker = self._inside(made, makers)
            if maker is None:
                continue
            filler = self._inside(objects.concrete_names(children.get("_initialize", -1)), fillers)
            table = self._table(maker, objects.paths[number] or "")
            if filler is None:
                yield Filled(table)
            else:
                yield self._filled(table, filler, lambda place, slot: self._captured(objects, place, slot))

    def _inside(self, functions: list[str], places: dict[str, Place]) -> Place | None:
        """The place in these functions or in those that they call."""
        called = self._reach.behind((), functions).functions
        return next((places[name] for name in (*functions, *sorted(called)) if name in places), None)

    def _captured(self, objects: ObjectGraph, place: Place, slot: int) -> Message:
        """The node of the main graph behind an input of an initialiser, which its function was given as a capture."""
        body = self._reach.functions[place.function]
        inputs = place.node.input
        name = node_of(inputs[slot]) if slot < len(inputs) else ""
        own = {node.name: node for node in body.node_def}
        for _ in range(len(own)):
            node = own.get(name)
            if node is None or not node.input or node.op != "Identity":
                break
            name = node_of(node.input[0])
        if name in own:
            return own[name] if own[name].op == "Const" else None
        arguments = [argument.name for argument in body.signature.input_arg]
        captures = objects.captures(place.function)
        position = arguments.index(name) - (len(arguments) - len(captures)) if name in arguments else -1
        if not 0 <= position < len(captures) or not 0 <= captures[position] < len(objects.nodes):
            return None
        kept = objects.nodes[captures[position]]
        if kept.WhichOneof("kind") == "asset":
            return kept.asset
        return self._reach.nodes.get(node_of(kept.constant.operation))

    def _of_checkpoint(self, bundle: Bundle) -> Iterator[Filled]:
        """Mutable tables, whose rows are saved with the variables."""
        for name, entry in bundle.entries.items():
            other = f"{name.removesuffix('-keys')}-values"
            if not name.endswith("-keys") or other not in bundle.entries:
                continue
            value = bundle.entries[other]
            path = table_path(name)
            table = LookupTable(
                self._unique(path), entry.dtype, value.dtype, dtypes.elements(entry.shape), "the checkpoint"
            )
            yield Filled(table, stored=(name, other))

    def _table(self, place: Place, path: str = "") -> LookupTable:
        node = place.node
        kinds = [node.attr.get(name) for name in ("key_dtype", "value_dtype")]
        key, value = (dtypes.from_tensorflow(kind.type if kind is not None else 0) for kind in kinds)
        return LookupTable(
            self._unique(path or attr_text(node, "shared_name") or place.label), key, value, None, ""
        )

    def _unique(self, name: str) -> str:
        number, found = 1, name
        while found in self._names:
            number += 1
            found = f"{name} ({number})"
        self._names.add(found)
        return found

    def _filled(self, table: LookupTable, filler: Place, source: Callable[[Place, int], Message]) -> Filled:
        if filler.node.op in TEXT_TABLES:
            return self._from_file(table, filler, source(filler, 1))
        tensors = [
            node.attr["value"].tensor
            if node is not None and node.op == "Const" and "value" in node.attr
            else None
            for node in (source(filler, 1), source(filler, 2))
        ]
        if tensors[0] is None or tensors[1] is None:
            return Filled(replace(table, source="tensors that are computed"))
        shape = read_header(tensors[0], self._decoded).shape
        count = dtypes.elements(shape) if all(0 <= size <= _MOST_ROWS for size in shape[:1]) else None
        return Filled(replace(table, entries=count, source="constants"), constants=(tensors[0], tensors[1]))

    def _from_file(self, table: LookupTable, filler: Place, node: Message) -> Filled:
        path = self._assets.get(_asset_key(node)) if node is not None else None
        if path is None:
            return Filled(replace(table, source="a file that is no asset of the model"))
        attrs = filler.node.attr
        numbers = {
            name: attrs[name].i if name in attrs else 0 for name in ("key_index", "value_index", "offset")
        }
        file = TextRows(
            path,
            numbers["key_index"],
            numbers["value_index"],
            attr_text(filler.node, "delimiter"),
            max(numbers["offset"], 0),
        )
        size = file.size()
        self._countable -= size
        entries = file.count() if self._countable >= 0 else None
        return Filled(replace(table, entries=entries, source=path.name), file=file)


def _asset_key(node: Message) -> str:
    """Assets are known by the node that holds their path, and by their number (`#0`)."""
    return f"#{node.asset_file_def_index}" if hasattr(node, "asset_file_def_index") else str(node.name)


def table_path(key: str) -> str:
    """The place of a table in the object graph, from the key of its rows in the checkpoint."""
    return key.partition("/.ATTRIBUTES/")[0].removesuffix("-keys")
