# SPDX-License-Identifier: Apache-2.0
"""What is told of a box in a few words: the card that hovering shows, and the sentence that is read out."""

from __future__ import annotations

import html

from cutaway.description import wording
from cutaway.description.picture import NODE, OP_KINDS, OPEN
from cutaway.qt.graph.scene import Scene
from cutaway.qt.words import counted, tr


def sentence(scene: Scene, box: int) -> str:
    """A box for a screen reader."""
    boxes = scene.picture.boxes
    what = {NODE: tr("node"), OPEN: tr("open group")}.get(scene.forms[box], tr("group"))
    parts = [f"{scene.labels[box]}, {what}", scene.notes[box]]
    fed, followed = len(scene.entering(box)), len(scene.leaving(box))
    parts.append(tr("fed by {fed}, followed by {followed}", fed=fed, followed=followed))
    parts += _attached(boxes.constants[box], boxes.variables[box])
    return ", ".join(part for part in parts if part)


def card(scene: Scene, box: int) -> str:
    """The preview as markup; what comes from the file is escaped."""
    boxes = scene.picture.boxes
    rows = [_names(scene.keys[box])]
    what = OP_KINDS[scene.kinds[box]]
    facts = [scene.notes[box], what if what != "other" else ""]
    if scene.forms[box] != NODE and boxes.repeat[box] > 1:
        facts.append(tr("{count:,} alike", count=boxes.repeat[box]))
    rows.append(wording.SEPARATOR.join(_escaped(fact) for fact in facts if fact))
    if attached := _attached(boxes.constants[box], boxes.variables[box]):
        rows.append(wording.SEPARATOR.join(attached))
    rows += _ends(tr("from"), [scene.sources[wire] for wire in scene.entering(box)], scene)
    rows += _ends(tr("to"), [scene.targets[wire] for wire in scene.leaving(box)], scene)
    rows += _carried(scene, box)
    if scene.is_folded(box):
        rows.append(f"<i>{tr('Double click opens it.')}</i>")
    return f"<b>{_escaped(scene.labels[box])}</b><br>" + "<br>".join(row for row in rows if row)


_MOST_ENDS = 3
_LONGEST = 72


def _names(key: str) -> str:
    return _escaped(wording.elided(key.rstrip("/"), _LONGEST))


def _ends(words: str, ends: list[int], scene: Scene) -> list[str]:
    if not ends:
        return []
    named = ", ".join(scene.labels[end] for end in ends[:_MOST_ENDS])
    more = tr(" and {count} more", count=len(ends) - _MOST_ENDS) if len(ends) > _MOST_ENDS else ""
    return [f"{words} {_escaped(named)}{more}"]


def _carried(scene: Scene, box: int) -> list[str]:
    """Types and shapes of what a box gives, and which of them the file does not tell."""
    wires = scene.picture.wires
    inferred = set(wires.inferred)
    found = {wires.labels[wire]: wire in inferred for wire in scene.leaving(box) if wires.labels[wire]}
    rows = [
        tr("gives {what}", what=_escaped(words)) + (wording.SEPARATOR + tr("inferred") if is_inferred else "")
        for words, is_inferred in list(found.items())[:_MOST_ENDS]
    ]
    return [*rows, tr("and {count} more", count=len(found) - _MOST_ENDS)] if len(found) > _MOST_ENDS else rows


def _attached(constants: int, variables: int) -> list[str]:
    parts = []
    if variables:
        parts.append(counted(variables, "variable"))
    if constants:
        parts.append(counted(constants, "constant"))
    return parts


def _escaped(text: str) -> str:
    return html.escape(wording.safe(text))
