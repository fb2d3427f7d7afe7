# SPDX-License-Identifier: Apache-2.0
"""Edits that fit any signature, with what their answers have to be in terms of the model's own."""

from __future__ import annotations

from dataclasses import dataclass

from cutaway.editing import edits
from cutaway.editing.draft import Draft, DraftSignature, Port
from cutaway.editing.edits import Edit

TWIN = "edited_twin"


@dataclass(frozen=True, slots=True)
class Case:
    """edits: to make. key: the signature to call. inputs, outputs: new names to the model's own, where they differ.

    casts: types that callers use now, by the model's own names.
    """

    name: str
    edits: tuple[Edit, ...]
    key: str
    inputs: dict[str, str]
    outputs: dict[str, str]
    casts: dict[str, str]


def first(draft: Draft) -> DraftSignature | None:
    """The signature to edit: one that callers call, with inputs and outputs."""
    found = [each for each in draft.signatures if not each.runs_on_load and each.inputs and each.outputs]
    return found[0] if found else None


def cases(draft: Draft) -> list[Case]:
    """The cases for the first signature of a model."""
    signature = first(draft)
    if signature is None:
        return []
    key = signature.key
    found = [_swapped(signature), _cast(signature)]
    if draft.description.format != "frozen_graph":
        found.append(_twin(signature))
    if len(signature.outputs) > 1:
        name = signature.outputs[-1].name
        found.append(Case("fewer outputs", (edits.RemoveOutput(key, name),), key, {}, {}, {}))
    port = signature.inputs[0]
    if port.shape and port.shape[0] is None:
        shape = (2, *port.shape[1:])
        found.append(Case("fixed batch", (edits.SetShape(key, port.name, shape, "input"),), key, {}, {}, {}))
    return found


def _swapped(signature: DraftSignature) -> Case:
    """New names in the opposite order of the old ones: what is packed by sorted names would swap without an error."""
    listed: list[Edit] = []
    inputs, outputs = {}, {}
    for place, port in enumerate(sorted(signature.inputs, key=lambda port: port.name, reverse=True)):
        listed.append(edits.RenameInput(signature.key, port.name, f"in_{place:03d}"))
        inputs[f"in_{place:03d}"] = port.name
    for place, port in enumerate(sorted(signature.outputs, key=lambda port: port.name, reverse=True)):
        listed.append(edits.RenameOutput(signature.key, port.name, f"out_{place:03d}"))
        outputs[f"out_{place:03d}"] = port.name
    return Case("swapped order", tuple(listed), signature.key, inputs, outputs, {})


def _cast(signature: DraftSignature) -> Case:
    port = signature.inputs[0]
    wanted = "float64" if port.dtype != "float64" else "float32"
    edit = edits.CastInput(signature.key, port.name, wanted)
    return Case("cast", (edit,), signature.key, {}, {}, {port.name: wanted})


def _twin(signature: DraftSignature) -> Case:
    port = signature.outputs[0]
    listed = (
        edits.DuplicateSignature(signature.key, TWIN),
        edits.RenameOutput(TWIN, port.name, "zz_result"),
    )
    return Case("twin", listed, TWIN, {}, {"zz_result": port.name}, {})


def one_of_each(draft: Draft, inner: list[str]) -> list[tuple[Edit, ...]]:
    """Edits of each kind for the first signature of a model, as far as it has what they are made to.

    inner: tensors of its graph. The last of each tuple is what is tried, and those before it make way for it.
    """
    signature = next((each for each in draft.signatures if not each.runs_on_load), None)
    if signature is None:
        return []
    key = signature.key
    copied = edits.DuplicateSignature(key, TWIN)
    found: list[tuple[Edit, ...]] = [
        (edits.RenameSignature(key, "renamed"),),
        (copied,),
        (copied, edits.MakeDefault(TWIN)),
        (copied, edits.DeleteSignature(key)),
        (edits.SetMetadata("model.author", "Ada"),),
    ]
    if signature.inputs:
        found += _of_inputs(signature)
    if signature.outputs:
        found += _of_outputs(signature)
    given = {each.name: each.spec.tensor for each in signature.inputs}
    for tensor in inner:
        found += [
            (edits.AddOutput(key, "added", tensor),),
            (edits.AddInput(key, "added", tensor),),
            (edits.AddSignature("part", given, {"added": tensor}),),
        ]
    return found


def _of_inputs(signature: DraftSignature) -> list[tuple[Edit, ...]]:
    key, port = signature.key, signature.inputs[0]
    value = _filled(port)
    return [
        (edits.RenameInput(key, port.name, "renamed"),),
        (edits.CastInput(key, port.name, "float64"),),
        (edits.CastInput(key, port.name, "uint8", 0.5, 1.0),),
        (edits.RemoveInput(key, port.name, value),),
        (edits.SetDefault(key, port.name, value),),
        (edits.ReorderInputs(key, tuple(each.name for each in reversed(signature.inputs))),),
        (edits.SetShape(key, port.name, tuple(size or 2 for size in port.spec.shape or ()), "input"),),
        (edits.SetShape(key, port.name, (None, *(port.spec.shape or ())[1:]), "input"),),
    ]


def _filled(port: Port) -> object:
    """A value of the port's shape, as JSON."""
    cell: object = "word" if port.spec.dtype == "string" else 0
    for size in reversed([size or 1 for size in port.spec.shape or ()]):
        cell = [cell] * size
    return cell


def _of_outputs(signature: DraftSignature) -> list[tuple[Edit, ...]]:
    key, port = signature.key, signature.outputs[0]
    more = edits.AddOutput(key, "more", port.spec.tensor)
    names = [each.name for each in signature.outputs]
    return [
        (edits.RenameOutput(key, port.name, "renamed"),),
        (edits.CastOutput(key, port.name, "float64"),),
        (more, edits.RemoveOutput(key, port.name)),
        (edits.ReorderOutputs(key, tuple(reversed(names))),),
        (more, edits.ReorderOutputs(key, ("more", *names))),
    ]
