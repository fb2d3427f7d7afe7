# SPDX-License-Identifier: Apache-2.0
"""Finds the tensors of a .tflite file that an edit names: by their own name, or as SUBGRAPH/INDEX."""

from __future__ import annotations

import re

from cutaway.editing.draft import DraftSignature, Port
from cutaway.editing.refusals import Refusal
from cutaway.formats.tflite_file import TfliteFile
from cutaway.formats.tflite_tensors import Place

_UNPACKING = frozenset(("DEQUANTIZE", "DENSIFY"))
_NUMBERS = re.compile(r"(\d{1,9})/(\d{1,9})")


def place_of(file: TfliteFile, signature: DraftSignature, port: str, tensor: str) -> Place:
    """The tensor of that name, or with these numbers. Raises Refusal."""
    found = [
        Place(number, index)
        for number, graph in enumerate(file.subgraphs)
        for index, name in enumerate(graph.names)
        if name == tensor
    ]
    numbers = _NUMBERS.fullmatch(tensor)
    if not found and numbers:
        place = Place(int(numbers[1]), int(numbers[2]))
        if place.subgraph < len(file.subgraphs) and place.tensor < len(file.subgraphs[place.subgraph].names):
            found = [place]
    if len(found) == 1:
        return found[0]
    if not found:
        message = f"There is no tensor {tensor} in the model."
        hint = "Search the graph for it, and spell it as it stands there."
        raise Refusal(message, hint=hint, signature=signature.key, port=port)
    several = ", ".join(f"{place.subgraph}/{place.tensor}" for place in found[:5])
    message = f"{len(found)} tensors are called {tensor}: {several}."
    hint = "Name the one that is meant by its numbers."
    raise Refusal(message, hint=hint, signature=signature.key, port=port)


def check_given(file: TfliteFile, signature: DraftSignature, port: Port, place: Place) -> None:
    """Refuse weights that an operator unpacks: LiteRT's kernels do it for themselves and leave the tensor empty."""
    graph = file.subgraphs[place.subgraph]
    for number, code in enumerate(graph.operators["code"].tolist()):
        inputs, outputs = graph.operator_inputs[number], graph.operator_outputs[number]
        if place.tensor not in outputs or not 0 <= code < len(file.codes) or not inputs:
            continue
        if file.codes[code].name in _UNPACKING and file.buffer(int(graph.tensors["buffer"][inputs[0]])):
            op = file.codes[code].name
            message = f"{port.spec.tensor} is weights that {op} unpacks, which LiteRT does for itself and gives zeros."
            hint = "The page Variables shows the weights."
            raise Refusal(message, hint=hint, signature=signature.key, port=port.name)
