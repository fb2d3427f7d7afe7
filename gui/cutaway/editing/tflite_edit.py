# SPDX-License-Identifier: Apache-2.0
"""Edits of a .tflite file: signatures by name and tensor, shapes, casts, and sub-models that share the weights.

What an edit would change for other callers of a subgraph goes into a copy of that subgraph, which has the same tensors,
the same constants and the same operators, as far as it needs them.
"""

from __future__ import annotations

from cutaway.editing.draft import Draft, DraftSignature, Port, begin
from cutaway.editing.refusals import Refusal
from cutaway.editing.tflite_casts import Casting
from cutaway.editing.tflite_packing import PREFIX
from cutaway.editing.tflite_places import check_given, place_of
from cutaway.editing.tflite_tables import Graph, Tables
from cutaway.formats import tflite_schema as schema
from cutaway.formats.tflite_file import TfliteFile
from cutaway.formats.tflite_tensors import Place
from cutaway.wire import flatfront
from cutaway.wire.flatbuffers import FlatBuffer, Table
from cutaway.wire.flatfront import Many, New, Node, Old

_TENSOR_OFFSETS, _TENSOR_SLOTS = (0, 3, 4, 6, 7, 9), 11
_GRAPH_OFFSETS, _GRAPH_SLOTS = (0, 1, 2, 3, 4), 6
_MODEL_OFFSETS, _MODEL_SLOTS = tuple(range(1, 10)), 10


def edited(file: TfliteFile, draft: Draft) -> New:
    """The root table of the file with the signatures of the draft. Raises Refusal."""
    return _Editing(file, draft).root()


class _Editing:
    """One file while it is edited."""

    def __init__(self, file: TfliteFile, draft: Draft) -> None:
        self.file = file
        self.draft = draft
        flat = fresh(file)
        root = flat.root()
        self.tables = Tables(
            flat,
            root,
            _olds(flat, root, schema.MODEL_CODES),
            _olds(flat, root, schema.MODEL_BUFFERS),
            _olds(flat, root, schema.MODEL_SUBGRAPHS),
        )
        positions = flat.positions(root, schema.MODEL_SIGNATURES).tolist()
        self.signatures = {
            table.key: (table, Old(at)) for table, at in zip(file.signatures, positions, strict=True)
        }

    def root(self) -> New:
        """The model."""
        flat, root = self.tables.flat, self.tables.root
        old = {signature.key: signature for signature in begin(self.draft.description).signatures}
        changed = {each.key for each in self.draft.signatures if old.get(each.key) != each}
        written: list[Node] = []
        for signature in self.draft.signatures:
            if signature.key not in changed and signature.key in self.signatures:
                written.append(self.signatures[signature.key][1])
            elif signature.key in changed or len(self.draft.signatures) > 1:
                written.append(self._signature(signature))
        fields = flatfront.copied(flat, root, _MODEL_OFFSETS, _MODEL_SLOTS)
        fields[schema.MODEL_SIGNATURES] = Many(written)
        if self.tables.graphs:
            self._grow(fields)
        first = self.tables.graphs.get(0)
        ends = (first.inputs, first.outputs) if first is not None else None
        has_notes = any(not path.startswith(PREFIX) for path in self.draft.notes)
        if has_notes or (ends is not None and "TFLITE_METADATA" in dict(self.file.metadata)):
            from cutaway.editing.tflite_notes import noted

            noted(self.file, self.draft, fields, self.tables.buffers, ends)
        return New(fields)

    def _grow(self, fields: dict[int, Node]) -> None:
        tables = self.tables
        for number, graph in tables.graphs.items():
            if number < len(tables.subgraphs):
                tables.subgraphs[number] = graph.table()
            else:
                tables.subgraphs.append(graph.table())
        fields[schema.MODEL_SUBGRAPHS] = Many(tables.subgraphs)
        fields[schema.MODEL_CODES] = Many(tables.codes)
        fields[schema.MODEL_BUFFERS] = Many(tables.buffers)

    # --- signatures ---

    def _signature(self, signature: DraftSignature) -> New:
        places = {id(port): self._place(signature, port) for port in (*signature.inputs, *signature.outputs)}
        for port in signature.outputs:
            if not port.source:
                check_given(self.file, signature, port, places[id(port)])
        number = self._subgraph(signature, places)
        inputs = {id(port): places[id(port)].tensor for port in signature.inputs}
        outputs = {id(port): places[id(port)].tensor for port in signature.outputs}
        shaped = any(port.spec.shape != port.shape for port in (*signature.inputs, *signature.outputs))
        casts = any(port.cast is not None for port in (*signature.inputs, *signature.outputs))
        if self._needs_own(number, set(inputs.values()), casts=casts, shaped=shaped):
            graph = self._graph(number, is_copy=self._is_shared(signature, number))
            self._cut(signature, graph, number, list(inputs.values()), list(outputs.values()))
            casting = Casting(self.file, self.tables, graph, signature)
            for port in (*signature.inputs, *signature.outputs):
                self._shape(graph, port, places[id(port)].tensor)
            for port in signature.inputs:
                inputs[id(port)] = casting.input(port, inputs[id(port)])
            for port in signature.outputs:
                outputs[id(port)] = casting.output(port, outputs[id(port)])
            graph.inputs, graph.outputs = list(inputs.values()), list(outputs.values())
            number = graph.number
        else:
            self._expose(number, list(outputs.values()))
        return _table(signature, number, inputs, outputs)

    def _place(self, signature: DraftSignature, port: Port) -> Place:
        """Where the tensor of a port is."""
        base = self.signatures.get(signature.base)
        if port.source and base is not None:
            table = base[0]
            side = table.inputs if any(each is port for each in signature.inputs) else table.outputs
            return Place(table.subgraph, next(index for name, index in side if name == port.source))
        if port.source and self.file.subgraphs:
            first = self.file.subgraphs[0]
            side_of = first.inputs if any(each is port for each in signature.inputs) else first.outputs
            for index in side_of:
                if 0 <= index < len(first.names) and first.names[index] == port.source:
                    return Place(0, index)
        return place_of(self.file, signature, port.name, port.spec.tensor)

    def _subgraph(self, signature: DraftSignature, places: dict[int, Place]) -> int:
        numbers = {place.subgraph for place in places.values()}
        if len(numbers) > 1:
            message = f"The tensors of {signature.key} are in different subgraphs, and a signature is of one."
            raise Refusal(message, hint="Choose tensors of one subgraph.", signature=signature.key)
        if numbers:
            return numbers.pop()
        base = self.signatures.get(signature.base)
        number = base[0].subgraph if base is not None else 0
        if number >= len(self.file.subgraphs):
            message = f"{signature.key} takes and gives nothing, and there is no subgraph that it could call."
            raise Refusal(message, signature=signature.key)
        return number

    def _needs_own(self, number: int, inputs: set[int], *, casts: bool, shaped: bool) -> bool:
        """Whether the signature takes another subgraph than there is."""
        return casts or shaped or inputs != set(self.file.subgraphs[number].inputs)

    def _is_shared(self, signature: DraftSignature, number: int) -> bool:
        """Whether others use the subgraph, too."""
        used = [table.key for table, _ in self.signatures.values() if table.subgraph == number]
        others = [
            each
            for each in self.draft.signatures
            if each.key != signature.key and (each.base in used or not each.base)
        ]
        return bool(others) or number in self.tables.graphs or not signature.base

    def _graph(self, number: int, *, is_copy: bool) -> Graph:
        flat = fresh(self.file)
        table = flat.tables(flat.root(), schema.MODEL_SUBGRAPHS)[number]
        told = self.file.subgraphs[number]
        graph = Graph(
            len(self.tables.subgraphs)
            + sum(each >= len(self.tables.subgraphs) for each in self.tables.graphs)
            if is_copy
            else number,
            flatfront.copied(flat, table, _GRAPH_OFFSETS, _GRAPH_SLOTS),
            _olds(flat, table, schema.GRAPH_TENSORS),
            _olds(flat, table, schema.GRAPH_OPERATORS),
            list(told.inputs),
            list(told.outputs),
        )
        self.tables.graphs[graph.number] = graph
        return graph

    def _expose(self, number: int, outputs: list[int]) -> None:
        """Have what a signature gives among the outputs of its subgraph: interpreters keep no other tensors."""
        there = self.file.subgraphs[number].outputs
        graph = self.tables.graphs.get(number)
        known = graph.outputs if graph is not None else there
        more = [index for index in dict.fromkeys(outputs) if index not in known]
        if more:
            graph = graph or self._graph(number, is_copy=False)
            graph.outputs += more

    def _cut(
        self, signature: DraftSignature, graph: Graph, number: int, inputs: list[int], outputs: list[int]
    ) -> None:
        """Keep the operators that lead from these inputs to these outputs. Raises Refusal."""
        told = self.file.subgraphs[number]
        made_by = {
            tensor: operator
            for operator in range(len(graph.operators))
            for tensor in told.operator_outputs[operator]
        }
        waiting, needed, seen = list(outputs), set[int](), set(inputs)
        while waiting:
            tensor = waiting.pop()
            if tensor in seen or tensor < 0:
                continue
            seen.add(tensor)
            if tensor in told.inputs:
                name = told.names[tensor] or f"{number}/{tensor}"
                message = f"The outputs of {signature.key} cannot be computed without feeding {name}."
                raise Refusal(message, hint="Take it as an input, too.", signature=signature.key)
            if tensor in made_by:
                needed.add(made_by[tensor])
                waiting += told.operator_inputs[made_by[tensor]]
        if set(inputs) != set(told.inputs):
            graph.operators = [each for place, each in enumerate(graph.operators) if place in needed]

    def _shape(self, graph: Graph, port: Port, tensor: int) -> None:
        if port.spec.shape == port.shape or port.spec.shape is None:
            return
        old = graph.tensors[tensor]
        if not isinstance(old, Old):
            return
        flat = self.tables.flat
        fields = flatfront.copied(flat, flat.table(old.at), _TENSOR_OFFSETS, _TENSOR_SLOTS)
        static = self.file.subgraphs[graph.number if graph.number < len(self.file.subgraphs) else 0].shapes
        told = static[tensor] if tensor < len(static.starts) - 1 else []
        sizes = [
            size if size is not None else max(before, 1)
            for size, before in zip(port.spec.shape, told or [1] * len(port.spec.shape), strict=False)
        ]
        fields[0] = flatfront.integers(sizes)
        fields.pop(7, None)
        if None in port.spec.shape:
            fields[7] = flatfront.integers([-1 if size is None else size for size in port.spec.shape])
        graph.tensors[tensor] = New(fields)


def fresh(file: TfliteFile) -> FlatBuffer:
    """The file's bytes for another walk: one that looks at everything many times would be taken for damage."""
    return FlatBuffer(file.flat.data, file.flat.name, file.flat.path)


def _olds(flat: FlatBuffer, table: Table, slot: int) -> list[Node]:
    return [Old(at) for at in flat.positions(table, slot).tolist()]


def _table(signature: DraftSignature, number: int, inputs: dict[int, int], outputs: dict[int, int]) -> New:
    def side(ports: tuple[Port, ...], tensors: dict[int, int]) -> Many:
        return Many(
            [
                New({0: flatfront.text(port.name), 1: flatfront.scalar("I", tensors[id(port)])})
                for port in ports
            ]
        )

    return New(
        {
            0: side(signature.inputs, inputs),
            1: side(signature.outputs, outputs),
            2: flatfront.text(signature.key),
            4: flatfront.scalar("I", number),
        }
    )
