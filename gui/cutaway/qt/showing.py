# SPDX-License-Identifier: Apache-2.0
"""Brings what was told of a tensor inside a model to where the model is seen: its graph, or its layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutaway.session.selection import Chosen

if TYPE_CHECKING:
    from cutaway.description.conversion import Diverging
    from cutaway.qt.workspace import Workspace


def chosen(first: Diverging) -> Chosen:
    """What is chosen in the first model to see it: a node, or a layer where the model tells of layers."""
    name, function = first.node
    return Chosen("node", name, function) if name else Chosen("layer", first.source.rpartition("/")[2])


def reveal(workspace: Workspace, path: str, what: Chosen) -> None:
    """Bring the model to the front, opened where it is not, with that chosen on its page."""
    workspace.open_path(path)
    page = workspace.current
    if page is not None:
        page.document.selection.choose(what)
        page.show_page("layers" if what.kind == "layer" else "graph")
