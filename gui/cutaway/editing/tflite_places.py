# SPDX-License-Identifier: Apache-2.0
"""Finds the tensors of a .tflite file that an edit names: by their own name, or as SUBGRAPH/INDEX."""

from __future__ import annotations

import re

from cutaway.editing.draft import DraftSignature
from cutaway.editing.refusals import Refusal
from cutaway.formats.tflite_file import TfliteFile
from cutaway.formats.tflite_tensors import Place

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
        hint = "`cutaway graph PATH --search` lists the tensors."
        raise Refusal(message, hint=hint, signature=signature.key, port=port)
    several = ", ".join(f"{place.subgraph}/{place.tensor}" for place in found[:5])
    message = f"{len(found)} tensors are called {tensor}: {several}."
    hint = "Name the one that is meant by its numbers."
    raise Refusal(message, hint=hint, signature=signature.key, port=port)
