# SPDX-License-Identifier: Apache-2.0
"""The small picture of a model that file managers show: its graph, or where it has none, what it holds."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from cutaway.description import wording
from cutaway.description.drawing import Drawing
from cutaway.description.model import ModelDescription
from cutaway.wire import whole
from cutaway.worker.questions import Call
from cutaway.worker.tasks import graphs

_PAINTER = "cutaway.qt.thumbnail"
"""Imported by its name, and only in a child that was started to paint: all other children are without Qt."""
_MOST_NODES = 30_000
"""Larger graphs take longer to lay out than a file manager waits."""


def thumbnail(call: Call) -> int:
    """Write the PNG to `file`, `size` pixels wide and high; its bytes."""
    description = call.models.open(call.source, call.progress).description
    painter: Any = import_module(_PAINTER)
    data: bytes = painter.paint(
        description.format,
        wording.FORMAT_TITLES[description.format],
        _figure(description),
        _graph(call, description),
        call.arguments["size"],
    )
    file = Path(call.arguments["file"])
    return whole.write(file, lambda target: target.write(data), overwrite=True)


def _graph(call: Call, description: ModelDescription) -> Drawing | None:
    if description.graph is not None and description.graph.nodes > _MOST_NODES:
        return None
    return graphs.picture(replace(call, arguments={"opened": None, "direction": "down", "anchor": ""}))


def _figure(description: ModelDescription) -> tuple[str, str]:
    """What is said where no graph is drawn: a number and what it counts."""
    if description.parameters:
        return wording.compact(description.parameters).strip(), "parameters"
    if description.variables:
        return wording.count(len(description.variables)), "variables"
    return wording.byte_size(description.bytes), ""
