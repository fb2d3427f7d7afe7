# SPDX-License-Identifier: Apache-2.0
"""What the reader knows of a graph when edits are judged: its tensors, and whether the edited model can be written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from cutaway.description.tensors import Shape
from cutaway.editing.draft import Draft, DraftSignature, Port
from cutaway.editing.known import Known
from cutaway.editing.refusals import Refusal
from cutaway.editing.saving import own, rewritten
from cutaway.editing.shapes import check_sizes
from cutaway.formats.opened import OpenModel

if TYPE_CHECKING:
    from cutaway.formats.graphmodel import GraphModel
    from cutaway.formats.tflite import TfliteModel


class Open:
    """An open model of TensorFlow, or a frozen graph."""

    def __init__(self, model: OpenModel, tags: tuple[str, ...]) -> None:
        self.model = model
        self.tags = tags

    def tensor(self, draft: Draft, signature: DraftSignature, name: str, tensor: str) -> tuple[str, Shape]:
        """See `Known`."""
        if draft.description.format == "tflite":
            return self._of_tflite(signature, name, tensor)
        if draft.description.format == "frozen_graph":
            return self._of_graph(signature, name, tensor)
        from cutaway.editing.savedmodel_tensors import find
        from cutaway.editing.writers import meta_source

        spot = find(meta_source(own(self.model), self.tags), tensor, signature.key, name)
        return _usable(signature, name, tensor, spot.dtype, spot.shape)

    def _of_tflite(self, signature: DraftSignature, name: str, tensor: str) -> tuple[str, Shape]:
        from cutaway.editing.tflite_places import place_of
        from cutaway.formats.tflite_file import tensor_shape
        from cutaway.formats.tflite_schema import dtype

        file = cast("TfliteModel", own(self.model)).file
        place = place_of(file, signature, name, tensor)
        graph = file.subgraphs[place.subgraph]
        return dtype(int(graph.tensors["type"][place.tensor])), tensor_shape(graph, place.tensor)

    def _of_graph(self, signature: DraftSignature, name: str, tensor: str) -> tuple[str, Shape]:
        from cutaway.formats.nodes import node_of, output_count, output_dtype, output_shape

        nodes = cast("GraphModel", own(self.model)).graph_def.node
        index = tensor.rpartition(":")[2] if ":" in tensor else "0"
        node = next((node for node in nodes if node.name == node_of(tensor)), None)
        if node is None or not index.isdecimal() or int(index) >= max(output_count(node), 1):
            message = f"There is no tensor {tensor} in the graph."
            hint = "Search the graph for it, and spell it as it stands there."
            raise Refusal(message, hint=hint, signature=signature.key, port=name)
        place = int(index)
        return _usable(signature, name, tensor, output_dtype(node, place), output_shape(node, place))

    def check(self, draft: Draft, signature: DraftSignature) -> None:
        """Refuse what could not be written, as the writer does."""
        others = tuple(each for each in draft.signatures if each.key != signature.key)
        rewritten(self.model, replace(draft, signatures=(*others, signature)), self.tags)

    def check_shape(self, draft: Draft, signature: DraftSignature, port: Port, shape: Shape) -> None:
        """Refuse sizes that an operator behind the port contradicts."""
        check_sizes(own(self.model), draft, signature, port, shape)


def _usable(signature: DraftSignature, name: str, tensor: str, dtype: str, shape: Shape) -> tuple[str, Shape]:
    if dtype in {"resource", "variant", "unknown"} or dtype.startswith("dtype("):
        kind = "of an unknown type" if dtype == "unknown" else f"of type {dtype}"
        message = f"{tensor} is {kind}, which callers can neither give nor take."
        raise Refusal(message, hint="Choose a tensor of values.", signature=signature.key, port=name)
    return dtype, shape


def known_of(model: OpenModel, tags: tuple[str, ...]) -> Known:
    """All that can be told of the open model."""
    return Open(model, tags)
