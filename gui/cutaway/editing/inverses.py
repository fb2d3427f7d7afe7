# SPDX-License-Identifier: Apache-2.0
"""The inverse of each edit: applied after it, the draft is exactly what it was before."""

from __future__ import annotations

from cutaway.description.signatures import DEFAULT_KEY
from cutaway.editing import edits
from cutaway.editing.draft import Draft, DraftSignature, Port
from cutaway.editing.edits import Edit


def inverse(draft: Draft, edit: Edit) -> Edit:
    """What undoes `edit`, which can be applied to `draft`.

    An edit of its own kind where there is one that is exact; else the signatures as they are.
    """
    match edit:
        case edits.RenameSignature(key, to):
            return edits.RenameSignature(to, key)
        case edits.DuplicateSignature(_, to) | edits.AddSignature(to, _, _):
            return edits.DeleteSignature(to)
        case edits.MakeDefault(key):
            if draft.signature(DEFAULT_KEY) is None:
                return edits.RenameSignature(DEFAULT_KEY, key)
            return edits.MakeDefault(key)
        case edits.RenameInput(key, name, to):
            return edits.RenameInput(key, to, name)
        case edits.RenameOutput(key, name, to):
            return edits.RenameOutput(key, to, name)
        case edits.AddOutput(key, name, _):
            return edits.RemoveOutput(key, name)
    return _of_port(draft, edit)


def _of_port(draft: Draft, edit: Edit) -> Edit:
    """The inverse of edits that need to know what the port is now."""
    restore = edits.Restore(draft.signatures, draft.notes)
    found = draft.signature(edit.signature) if not isinstance(edit, _OF_ALL) else None
    if found is None:
        return restore
    match edit:
        case edits.ReorderInputs(key, _):
            return edits.ReorderInputs(key, tuple(port.name for port in found.inputs))
        case edits.ReorderOutputs(key, _):
            return edits.ReorderOutputs(key, tuple(port.name for port in found.outputs))
        case edits.SetDefault(key, name, _):
            port = _named(found.inputs, name)
            return edits.SetDefault(key, name, port.default[0] if port.default else None)
        case edits.CastInput(key, name):
            return edits.CastInput(key, name, *_cast(_named(found.inputs, name)))
        case edits.CastOutput(key, name):
            return edits.CastOutput(key, name, *_cast(_named(found.outputs, name)))
        case edits.SetShape(key, name, _, side):
            before = shaped(found, name, side)
            return edits.SetShape(key, name, before.spec.shape, side) if before is not None else restore
    return restore


_OF_ALL = (edits.Restore, edits.SetMetadata)


def shaped(signature: DraftSignature, name: str, side: edits.Side | None) -> Port | None:
    """The input of that name, or the output where no input has it or the output is meant."""
    inputs = signature.inputs if side != "output" else ()
    outputs = signature.outputs if side != "input" else ()
    return next((port for port in (*inputs, *outputs) if port.name == name), None)


def _named(ports: tuple[Port, ...], name: str) -> Port:
    return next(port for port in ports if port.name == name)


def _cast(port: Port) -> tuple[str, float, float]:
    cast = port.cast
    return (port.spec.dtype, cast.scale, cast.offset) if cast else (port.dtype, 1.0, 0.0)
