# SPDX-License-Identifier: Apache-2.0
"""Applies an edit to a draft, or says at once what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from cutaway.description.signatures import DEFAULT_KEY
from cutaway.description.tensors import Shape, TensorSpec
from cutaway.editing import edits
from cutaway.editing.casting import castable
from cutaway.editing.draft import Cast, Draft, DraftSignature, Fed, Port
from cutaway.editing.edits import Edit
from cutaway.editing.inverses import shaped
from cutaway.editing.known import NOTHING, Known
from cutaway.editing.names import check_name, check_order
from cutaway.editing.refusals import Refusal
from cutaway.editing.values import check_value

_NO_DEFAULTS = ("tflite",)


def apply(draft: Draft, edit: Edit, known: Known = NOTHING) -> Draft:
    """The draft with the edit. known: tells types and shapes of tensors that are chosen. Raises Refusal."""
    match edit:
        case edits.Restore(signatures, notes):
            return replace(draft, signatures=signatures, notes=notes)
        case edits.SetMetadata(path, value):
            from cutaway.editing.notes import check_note

            check_note(draft, path, value)
            return replace(draft, notes={**draft.notes, path: value})
        case edits.AddSignature(key, inputs, outputs):
            return _added(draft, key, inputs, outputs, known)
    found = _signature(draft, edit.signature)
    keyed = _KEYED.get(type(edit))
    if keyed is not None:
        return keyed(draft, found, edit)
    return _replaced(draft, found, _PORTED[type(edit)](draft, found, edit, known))


def apply_all(draft: Draft, listed: Iterable[Edit], known: Known = NOTHING) -> Draft:
    """The draft with all edits, one after the other. Raises Refusal with the number of the one that cannot be."""
    for number, edit in enumerate(listed):
        try:
            draft = apply(draft, edit, known)
        except Refusal as refusal:
            refusal.number = number
            raise
    return draft


# --- whole signatures ---


def _signature(draft: Draft, key: str) -> DraftSignature:
    found = draft.signature(key)
    if found is None:
        keys = [signature.key for signature in draft.signatures]
        raise Refusal(f"There is no signature {key}.", hint=_instead(key, keys), signature=key)
    if found.runs_on_load:
        message = (
            f"The signature {key} is an initialiser that loaders run by themselves, so it is not edited."
        )
        raise Refusal(message, signature=key)
    return found


def _free_key(draft: Draft, key: str, of: str) -> None:
    check_name(draft.description, key, "signature", signature=of)
    if draft.signature(key) is not None:
        message = f"There is a signature {key} already."
        raise Refusal(message, hint="Choose another key, or delete that one before.", signature=of)


def _renamed(draft: Draft, found: DraftSignature, edit: edits.RenameSignature) -> Draft:
    if edit.to == found.key:
        return draft
    _one_signature(draft, found.key)
    _free_key(draft, edit.to, found.key)
    return _replaced(draft, found, replace(found, key=edit.to))


def _duplicated(draft: Draft, found: DraftSignature, edit: edits.DuplicateSignature) -> Draft:
    _free_key(draft, edit.to, found.key)
    _one_signature(draft, found.key)
    return replace(draft, signatures=(*draft.signatures, replace(found, key=edit.to)))


def _one_signature(draft: Draft, key: str) -> None:
    if draft.description.format == "frozen_graph":
        message = "A frozen graph is called in one way, by its placeholders: it has no keys and no second signature."
        raise Refusal(message, hint="Convert it to a SavedModel first.", signature=key)


def _deleted(draft: Draft, found: DraftSignature, _: Edit) -> Draft:
    if draft.description.format == "frozen_graph" and not found.rank:
        message = "This is how the graph is called, so nothing would be left of it."
        raise Refusal(message, hint="Remove single outputs instead.", signature=found.key)
    if draft.description.format == "tflite" and found.origin == "inferred" and found.base:
        message = (
            f"{found.key} is no signature in the file, but how its first subgraph is called without one."
        )
        raise Refusal(message, signature=found.key)
    left = tuple(signature for signature in draft.signatures if signature is not found)
    return replace(draft, signatures=left)


def _made_default(draft: Draft, found: DraftSignature, _: Edit) -> Draft:
    _one_signature(draft, found.key)

    def keyed(signature: DraftSignature) -> DraftSignature:
        if signature is found:
            return replace(signature, key=DEFAULT_KEY)
        return replace(signature, key=found.key) if signature.key == DEFAULT_KEY else signature

    return replace(draft, signatures=tuple(map(keyed, draft.signatures)))


def _added(draft: Draft, key: str, inputs: dict[str, str], outputs: dict[str, str], known: Known) -> Draft:
    _free_key(draft, key, key)
    _one_signature(draft, key)
    if not outputs:
        raise Refusal("A signature needs an output.", hint="Choose a tensor for it.", signature=key)
    method = "tensorflow/serving/predict" if draft.description.format == "saved_model" else ""
    made = DraftSignature(key, "", (), (), method=method)
    for name, tensor in inputs.items():
        check_name(draft.description, name, "input", signature=key)
        made = replace(made, inputs=(*made.inputs, _chosen(draft, made, name, tensor, known)))
    for name, tensor in outputs.items():
        check_name(draft.description, name, "output", signature=key)
        made = replace(made, outputs=(*made.outputs, _chosen(draft, made, name, tensor, known)))
    known.check(draft, made)
    return replace(draft, signatures=(*draft.signatures, made))


# --- inputs and outputs ---


def _port(found: DraftSignature, ports: Sequence[Port], name: str, kind: str) -> Port:
    port = next((port for port in ports if port.name == name), None)
    if port is None:
        message = f"The signature {found.key} has no {kind} {name}."
        hint = _instead(name, [each.name for each in ports])
        raise Refusal(message, hint=hint, signature=found.key, port=name)
    return port


def _swapped(ports: Sequence[Port], old: Port, new: Port) -> tuple[Port, ...]:
    return tuple(new if port is old else port for port in ports)


def _free_name(draft: Draft, found: DraftSignature, ports: Sequence[Port], name: str, kind: str) -> None:
    check_name(draft.description, name, kind, signature=found.key)
    if any(port.name == name for port in ports):
        message = f"The signature {found.key} has an {kind} {name} already."
        raise Refusal(message, hint="Choose another name.", signature=found.key, port=name)
    if draft.description.format == "frozen_graph":
        taken = {port.name for port in (*found.inputs, *found.outputs)}
        if name in taken:
            message = (
                f"{name} is the name of another input or output, and nodes of a graph share one set of names."
            )
            raise Refusal(message, hint="Choose another name.", signature=found.key, port=name)


def _input_renamed(draft: Draft, found: DraftSignature, edit: edits.RenameInput, _: Known) -> DraftSignature:
    port = _port(found, found.inputs, edit.name, "input")
    if edit.to == edit.name:
        return found
    _free_name(draft, found, found.inputs, edit.to, "input")
    new = replace(port, spec=replace(port.spec, name=edit.to))
    return replace(found, inputs=_swapped(found.inputs, port, new))


def _output_renamed(
    draft: Draft, found: DraftSignature, edit: edits.RenameOutput, _: Known
) -> DraftSignature:
    port = _port(found, found.outputs, edit.name, "output")
    if edit.to == edit.name:
        return found
    _free_name(draft, found, found.outputs, edit.to, "output")
    new = replace(port, spec=replace(port.spec, name=edit.to))
    return replace(found, outputs=_swapped(found.outputs, port, new))


def _inputs_ordered(
    draft: Draft, found: DraftSignature, edit: edits.ReorderInputs, _: Known
) -> DraftSignature:
    by_name = {port.name: port for port in found.inputs}
    check_order(draft.description, found, list(by_name), edit.order, "inputs")
    return replace(found, inputs=tuple(by_name[name] for name in edit.order))


def _outputs_ordered(
    draft: Draft, found: DraftSignature, edit: edits.ReorderOutputs, _: Known
) -> DraftSignature:
    by_name = {port.name: port for port in found.outputs}
    check_order(draft.description, found, list(by_name), edit.order, "outputs")
    return replace(found, outputs=tuple(by_name[name] for name in edit.order))


def _chosen(draft: Draft, found: DraftSignature, name: str, tensor: str, known: Known) -> Port:
    dtype, shape = known.tensor(draft, found, name, tensor)
    return Port(TensorSpec(name, tensor, dtype, shape), "", dtype, shape)


def _input_added(draft: Draft, found: DraftSignature, edit: edits.AddInput, known: Known) -> DraftSignature:
    _free_name(draft, found, found.inputs, edit.name, "input")
    if any(port.spec.tensor == edit.tensor for port in found.inputs):
        message = f"{edit.tensor} is an input of the signature {found.key} already."
        raise Refusal(message, signature=found.key, port=edit.name)
    port = _chosen(draft, found, edit.name, edit.tensor, known)
    made = replace(found, inputs=(*found.inputs, port))
    known.check(draft, made)
    return made


def _input_removed(
    draft: Draft, found: DraftSignature, edit: edits.RemoveInput, known: Known
) -> DraftSignature:
    port = _port(found, found.inputs, edit.name, "input")
    if draft.description.format == "tflite":
        message = "A .tflite file has no place for the value of an input that callers do not give."
        hint = "Remove the input from the model that the file was converted from."
        raise Refusal(message, hint=hint, signature=found.key, port=edit.name)
    left = tuple(each for each in found.inputs if each is not port)
    if edit.value is None:  # an input that nothing needs any more
        made = replace(found, inputs=left)
        known.check(draft, made)
        return made
    check_value(found.key, port, edit.value)
    return replace(found, inputs=left, fed=(*found.fed, Fed(port, edit.value)))


def _output_added(draft: Draft, found: DraftSignature, edit: edits.AddOutput, known: Known) -> DraftSignature:
    _free_name(draft, found, found.outputs, edit.name, "output")
    port = _chosen(draft, found, edit.name, edit.tensor, known)
    made = replace(found, outputs=(*found.outputs, port))
    known.check(draft, made)
    return made


def _output_removed(
    draft: Draft, found: DraftSignature, edit: edits.RemoveOutput, _: Known
) -> DraftSignature:
    port = _port(found, found.outputs, edit.name, "output")
    if len(found.outputs) == 1:
        message = f"{edit.name} is the only output of the signature {found.key}."
        hint = "Delete the signature, or add another output before."
        raise Refusal(message, hint=hint, signature=found.key, port=edit.name)
    del draft
    return replace(found, outputs=tuple(each for each in found.outputs if each is not port))


def _shaped(draft: Draft, found: DraftSignature, edit: edits.SetShape, known: Known) -> DraftSignature:
    port = shaped(found, edit.name, edit.side)
    if port is None:
        port = _port(found, (*found.inputs, *found.outputs), edit.name, edit.side or "input or output")
    _check_sizes(found.key, port, edit.shape)
    known.check_shape(draft, found, port, edit.shape)
    same = draft.description.format == "tflite" and bool(port.spec.tensor)  # one tensor, one shape

    def changed(ports: tuple[Port, ...]) -> tuple[Port, ...]:
        return tuple(
            replace(each, spec=replace(each.spec, shape=edit.shape))
            if each is port or (same and each.spec.tensor == port.spec.tensor)
            else each
            for each in ports
        )

    return replace(found, inputs=changed(found.inputs), outputs=changed(found.outputs))


def _check_sizes(key: str, port: Port, shape: Shape) -> None:
    if shape is None:
        return
    wrong = next((size for size in shape if size is not None and size < 0), None)
    if wrong is not None:
        message = f"{wrong} is no size; a dimension is 0 or more, or null where it is free."
        raise Refusal(message, signature=key, port=port.name)
    if port.shape is not None and len(shape) != len(port.shape):
        message = f"{port.name} has {len(port.shape)} dimensions, and {len(shape)} were given."
        hint = "Give a size, or null, for each of them."
        raise Refusal(message, hint=hint, signature=key, port=port.name)


def _recast(found: DraftSignature, port: Port, dtype: str, scale: float, offset: float) -> Port:
    if (dtype, scale, offset) == (port.dtype, 1.0, 0.0):
        return replace(port, spec=replace(port.spec, dtype=port.dtype), cast=None)
    why = castable(port.dtype, dtype, scale, offset)
    if why:
        raise Refusal(why, signature=found.key, port=port.name)
    return replace(port, spec=replace(port.spec, dtype=dtype), cast=Cast(scale, offset))


def _input_cast(draft: Draft, found: DraftSignature, edit: edits.CastInput, _: Known) -> DraftSignature:
    port = _port(found, found.inputs, edit.name, "input")
    _check_casts(draft, found, port)
    if port.default:
        message = f"{port.name} has a default of type {port.spec.dtype}."
        hint = "Take the default away first, and set it again after the cast."
        raise Refusal(message, hint=hint, signature=found.key, port=port.name)
    new = _recast(found, port, edit.dtype, edit.scale, edit.offset)
    return replace(found, inputs=_swapped(found.inputs, port, new))


def _output_cast(draft: Draft, found: DraftSignature, edit: edits.CastOutput, _: Known) -> DraftSignature:
    port = _port(found, found.outputs, edit.name, "output")
    _check_casts(draft, found, port)
    new = _recast(found, port, edit.dtype, edit.scale, edit.offset)
    return replace(found, outputs=_swapped(found.outputs, port, new))


def _check_casts(draft: Draft, found: DraftSignature, port: Port) -> None:
    if port.spec.quantization is not None and port.spec.quantization.scale:
        del draft
        message = f"{port.name} is quantised: its integers stand for real numbers by a scale of their own."
        hint = "Convert the model again with the type that callers are to use."
        raise Refusal(message, hint=hint, signature=found.key, port=port.name)


def _defaulted(draft: Draft, found: DraftSignature, edit: edits.SetDefault, _: Known) -> DraftSignature:
    port = _port(found, found.inputs, edit.name, "input")
    if edit.value is None:
        return replace(found, inputs=_swapped(found.inputs, port, replace(port, default=())))
    if draft.description.format in _NO_DEFAULTS:
        message = "A .tflite file has no place for defaults: every input has to be given."
        raise Refusal(message, signature=found.key, port=port.name)
    check_value(found.key, port, edit.value)
    new = replace(port, default=(edit.value,))
    return replace(found, inputs=_swapped(found.inputs, port, new))


def _replaced(draft: Draft, old: DraftSignature, new: DraftSignature) -> Draft:
    signatures = [new if each is old else each for each in draft.signatures]
    if draft.description.format == "frozen_graph":  # one set of placeholders feeds all that it gives
        signatures = [replace(each, inputs=new.inputs, fed=new.fed) for each in signatures]
    return replace(draft, signatures=tuple(signatures))


def _instead(name: str, there: list[str]) -> str:
    close = get_close_matches(name, there, n=1)
    if close:
        return f"Did you mean {close[0]}?"
    return f"There are: {', '.join(there[:10])}." if there else "There is none."


_KEYED: dict[type, Callable[..., Draft]] = {
    edits.RenameSignature: _renamed,
    edits.DuplicateSignature: _duplicated,
    edits.DeleteSignature: _deleted,
    edits.MakeDefault: _made_default,
}
_PORTED: dict[type, Callable[..., DraftSignature]] = {
    edits.RenameInput: _input_renamed,
    edits.RenameOutput: _output_renamed,
    edits.ReorderInputs: _inputs_ordered,
    edits.ReorderOutputs: _outputs_ordered,
    edits.AddInput: _input_added,
    edits.RemoveInput: _input_removed,
    edits.AddOutput: _output_added,
    edits.RemoveOutput: _output_removed,
    edits.SetShape: _shaped,
    edits.CastInput: _input_cast,
    edits.CastOutput: _output_cast,
    edits.SetDefault: _defaulted,
}
