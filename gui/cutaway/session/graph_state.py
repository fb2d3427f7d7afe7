# SPDX-License-Identifier: Apache-2.0
"""How one left the map of a graph: which groups were open, which way it ran, bookmarks; kept for each model."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cutaway import paths
from cutaway.description.model import ModelDescription
from cutaway.description.picture import Direction
from cutaway.session import store

_MOST_MODELS = 200
_MOST_OPENED = 2_000


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A box to come back to. key: of the box; opened: the groups to open for it."""

    words: str
    key: str
    opened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphState:
    """opened: keys of the open groups, None as long as nobody opened or closed any. coloring: by what boxes differ."""

    opened: tuple[str, ...] | None = None
    direction: Direction = "down"
    coloring: str = ""
    bookmarks: tuple[Bookmark, ...] = ()

    def marked(self, bookmark: Bookmark) -> GraphState:
        """With one more bookmark; one for the same box takes the place of the old one."""
        rest = tuple(known for known in self.bookmarks if known.key != bookmark.key)
        return replace(self, bookmarks=(*rest, bookmark))

    def unmarked(self, key: str) -> GraphState:
        """Without the bookmark of a box."""
        return replace(self, bookmarks=tuple(known for known in self.bookmarks if known.key != key))


class GraphStates:
    """States by model, in a file of the user's state folder; those of the models seen last are kept."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or paths.state() / "graphs.json"

    def of(self, model: str) -> GraphState:
        """The state of that model, the state of an untouched map where there is none or it cannot be understood."""
        found = store.read(self._file).get(model)
        return _from_json(found) if isinstance(found, dict) else GraphState()

    def keep(self, model: str, state: GraphState) -> bool:
        """Remember a state. False where the system refused."""
        with store.locked(self._file):
            known = store.read(self._file)
            known.pop(model, None)
            known[model] = _to_json(state)  # the last is the one seen last
            while len(known) > _MOST_MODELS:
                del known[next(iter(known))]
            return store.write(self._file, known)


def fingerprint(description: ModelDescription) -> str:
    """What a model is known by, wherever it lies: a digest of format, graph, and names and sizes of its files."""
    graph = description.graph
    told = [
        description.format,
        sorted((file.name, file.bytes) for file in description.files),
        description.meta_graphs[:1],
        [graph.nodes, graph.functions, graph.function_nodes] if graph else [],
        [(op.name, op.count) for op in graph.operators] if graph else [],
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]


def _to_json(state: GraphState) -> dict[str, Any]:
    return {
        "opened": None if state.opened is None else list(state.opened[:_MOST_OPENED]),
        "direction": state.direction,
        "coloring": state.coloring,
        "bookmarks": [[mark.words, mark.key, list(mark.opened)] for mark in state.bookmarks],
    }


def _from_json(found: dict[str, Any]) -> GraphState:
    opened = found.get("opened")
    return GraphState(
        tuple(_texts(opened)) if isinstance(opened, list) else None,
        "right" if found.get("direction") == "right" else "down",
        found["coloring"] if isinstance(found.get("coloring"), str) else "",
        tuple(_bookmarks(found.get("bookmarks"))),
    )


def _bookmarks(found: object) -> list[Bookmark]:
    marks = []
    for row in found if isinstance(found, list) else []:
        match row:
            case [str(words), str(key), list(opened)]:
                marks.append(Bookmark(words, key, tuple(_texts(opened))))
    return marks


def _texts(found: list[Any]) -> list[str]:
    return [item for item in found if isinstance(item, str)]
