# SPDX-License-Identifier: Apache-2.0
"""Types, shapes and weights of single operators of a .tflite file, looked up by their number in the graph's columns."""

from __future__ import annotations

from bisect import bisect_right

from cutaway.description import wording
from cutaway.formats.tflite_file import Subgraph, TfliteFile, tensor_shape
from cutaway.formats.tflite_graph import code
from cutaway.formats.tflite_options import options
from cutaway.formats.tflite_schema import dtype
from cutaway.formats.tflite_tensors import Place, tensor_name


class TfliteDetails:
    """The columns hold the inputs of each subgraph, then its operators, then its outputs."""

    def __init__(self, file: TfliteFile) -> None:
        self._file = file
        self._known: dict[int, frozenset[int]] = {}
        self._starts = [0]
        for graph in file.subgraphs:
            operators = len(graph.operators["code"])
            self._starts.append(self._starts[-1] + len(graph.inputs) + operators + len(graph.outputs))

    def tensor(self, node: int, output: int) -> str:
        """Type and shape of an output as `int8 1 × 49 × 40 × 1`."""
        number, graph, operator = self._place(node)
        if operator < 0:
            tensor = graph.inputs[operator + len(graph.inputs)]
        elif operator < len(graph.operators["code"]):
            outputs = graph.operator_outputs[operator]
            tensor = outputs[output] if 0 <= output < len(outputs) else -1
        else:
            tensor = graph.outputs[operator - len(graph.operators["code"])]
        return self._said(graph, tensor) if number >= 0 else ""

    def count(self, node: int) -> int:
        """How many tensors a node gives; an output of the subgraph passes its tensor on."""
        _, graph, operator = self._place(node)
        if 0 <= operator < len(graph.operators["code"]):
            return len(graph.operator_outputs[operator])
        return 1

    def spelled(self, node: int, output: int) -> str:
        """The name of an output's tensor, SUBGRAPH/INDEX where it has none; empty where there is no such output."""
        number, graph, operator = self._place(node)
        if operator < 0:
            outputs = graph.inputs[operator + len(graph.inputs) :][:1]
        else:
            made = operator < len(graph.operators["code"])
            outputs = graph.operator_outputs[operator] if made else []
        tensor = outputs[output] if 0 <= output < len(outputs) else -1
        place = Place(number, tensor)
        return tensor_name(self._file.subgraphs, place) if 0 <= tensor < len(graph.names) else ""

    def attributes(self, node: int) -> tuple[tuple[str, str], ...]:
        """The operator's options and version, and what it takes that is part of the file."""
        number, graph, operator = self._place(node)
        if not 0 <= operator < len(graph.operators["code"]):
            return ()
        found = code(self._file, int(graph.operators["code"][operator]))
        rows = [*options(self._file.flat, graph, operator)]
        rows += [("version", str(found.version)), ("kind", found.kind)]
        made = self._made(number)
        for slot, tensor in enumerate(graph.operator_inputs[operator]):
            if 0 <= tensor < len(graph.names) and tensor not in made:
                name = tensor_name(self._file.subgraphs, Place(number, tensor))
                rows.append((f"input {slot}", f"{name}, {self._said(graph, tensor)}"))
        return tuple(rows)

    def weights(self, node: int) -> list[str]:
        """Names of the tensors that an operator takes and nothing computes."""
        number, graph, operator = self._place(node)
        if not 0 <= operator < len(graph.operators["code"]):
            return []
        made = self._made(number)
        return [
            tensor_name(self._file.subgraphs, Place(number, tensor))
            for tensor in graph.operator_inputs[operator]
            if 0 <= tensor < len(graph.names) and tensor not in made
        ]

    def device(self, node: int) -> str:  # noqa: ARG002 - the format knows no devices
        """Empty: the format does not say."""
        return ""

    def _place(self, node: int) -> tuple[int, Subgraph, int]:
        """The subgraph of a node and the place among its operators: negative for inputs, past the end for outputs."""
        number = min(bisect_right(self._starts, node) - 1, len(self._file.subgraphs) - 1)
        graph = self._file.subgraphs[number]
        return number, graph, node - self._starts[number] - len(graph.inputs)

    def _made(self, number: int) -> frozenset[int]:
        """Tensors that an operator of the subgraph computes, or that come from outside."""
        known = self._known.get(number)
        if known is None:
            graph = self._file.subgraphs[number]
            known = frozenset((*graph.inputs, *graph.operator_outputs.flat.tolist()))
            self._known[number] = known
        return known

    def _said(self, graph: Subgraph, tensor: int) -> str:
        if not 0 <= tensor < len(graph.names):
            return ""
        kind = dtype(int(graph.tensors["type"][tensor]))
        return f"{kind} {wording.shape(tensor_shape(graph, tensor))}"
