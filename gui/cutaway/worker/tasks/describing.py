# SPDX-License-Identifier: Apache-2.0
"""What a model is: its description, its graph, and a look into its assets and lookup tables."""

from __future__ import annotations

from cutaway.description.graph import Graph
from cutaway.description.model import ModelDescription
from cutaway.worker.questions import Call


def describe(call: Call) -> ModelDescription:
    """Describe the model."""
    return call.models.open(call.source, call.progress).description


def graph(call: Call) -> Graph | None:
    """The graph in columns, None where the format has none."""
    return call.models.open(call.source, call.progress).graph()


def content(call: Call) -> bytes:
    """The first `limit` bytes of the asset called `name`."""
    model = call.models.open(call.source, call.progress)
    return model.content(call.arguments["name"], call.arguments["limit"])


def entries(call: Call) -> list[tuple[str, str]]:
    """The first `limit` rows of the lookup table called `name`."""
    model = call.models.open(call.source, call.progress)
    return model.entries(call.arguments["name"], call.arguments["limit"])
