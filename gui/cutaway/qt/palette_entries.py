# SPDX-License-Identifier: Apache-2.0
"""What the command palette offers now: actions that work, names in the open model, models that were open lately."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from cutaway.description import wording
from cutaway.qt import actions
from cutaway.qt.actions import Actions
from cutaway.qt.outline import sections
from cutaway.qt.palette import Entry, shown_name
from cutaway.qt.words import tr
from cutaway.session.documents import Document
from cutaway.session.recents import Recents
from cutaway.session.selection import Chosen, Kind

_KINDS: dict[Kind, str] = {
    "signature": "signature",
    "variable": "variable",
    "constant": "constant",
    "layer": "layer",
    "function": "function",
    "asset": "asset",
    "table": "lookup table",
}


def of_actions(table: Actions) -> Iterator[Entry]:
    """Actions that work now, with their shortcuts."""
    for row in table.rows:
        action = table[row.id]
        if action.isEnabled() and row.id != "view.palette":
            yield Entry(
                action.text().rstrip("…"),
                tr("action"),
                row.icon or "command",
                action.trigger,
                actions.keys_of(action),
            )


def of_document(document: Document) -> Iterator[Entry]:
    """Every name in the model; choosing one chooses it everywhere."""
    if document.description is None:
        return
    for section in sections(document.description):
        word = _KINDS[section.kind]
        for name in section.names:
            choose = partial(_choose, document, section.kind, name)
            yield Entry(shown_name(name), word, section.icon, choose, "", is_name=True)


def of_recents(recents: Recents, open_path: Callable[[str], object]) -> Iterator[Entry]:
    """Models that were open lately."""
    for recent in recents.items:
        shown = wording.safe(recent.path)
        yield Entry(shown, tr("recent model"), "history", partial(open_path, recent.path))


def _choose(document: Document, kind: Kind, name: str) -> None:
    document.selection.choose(Chosen(kind, name))
