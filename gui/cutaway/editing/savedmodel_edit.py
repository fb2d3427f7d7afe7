# SPDX-License-Identifier: Apache-2.0
"""Puts the signatures of a draft into the bytes of a SavedModel's graph file."""

from __future__ import annotations

from dataclasses import replace

from cutaway.editing.draft import Draft, DraftSignature, begin
from cutaway.editing.savedmodel_calls import Wrapping
from cutaway.editing.savedmodel_changes import Changes, written
from cutaway.editing.savedmodel_main import Naming
from cutaway.editing.savedmodel_source import MetaSource, calling_of
from cutaway.wire.protosplice import Rope


def edited(source: MetaSource, draft: Draft) -> Rope:
    """The graph file with the signatures of the draft. Raises Refusal."""
    changes = Changes()
    old = {signature.key: signature for signature in begin(draft.description).signatures}
    new = {signature.key: signature for signature in draft.signatures}
    if source.signature_map >= 0:
        objects = source.message.object_graph_def.nodes[source.signature_map]
        changes.objects[source.signature_map] = type(objects).FromString(objects.SerializeToString())
    for key, before in old.items():
        if new.get(key) != before:
            changes.signatures[key] = None
            _forget(source, changes, key)
    taken = {*source.nodes, *source.functions}
    for key, wanted in new.items():
        if old.get(key) != wanted:
            _add(source, changes, wanted, old, taken)
    return written(source, changes)


def _forget(source: MetaSource, changes: Changes, key: str) -> None:
    """Take a signature out of the object graph; its function stays, for nothing else may be renumbered."""
    holder = changes.objects.get(source.signature_map)
    if holder is None:
        return
    left = [child for child in holder.children if child.local_name != key]
    kept = [type(child).FromString(child.SerializeToString()) for child in left]
    del holder.children[:]
    holder.children.extend(kept)


def _add(
    source: MetaSource,
    changes: Changes,
    wanted: DraftSignature,
    old: dict[str, DraftSignature],
    taken: set[str],
) -> None:
    base = old.get(wanted.base)
    if base is not None and replace(wanted, key=base.key) == base:
        _under_another_key(source, changes, wanted)
        return
    tensors = [port.spec.tensor for port in (*wanted.inputs, *wanted.outputs)]
    calling = source.calling(wanted.base) if base is not None else calling_of(source, tensors, wanted.key)
    if calling is not None:
        Wrapping(source, calling, wanted, taken).write(changes)
        return
    signature = source.message.signature_def[wanted.base] if base is not None else None
    Naming(source, signature, wanted, taken).write(changes)


def _under_another_key(source: MetaSource, changes: Changes, wanted: DraftSignature) -> None:
    """The same function under another key: nothing of it has to be made anew."""
    changes.signatures[wanted.key] = source.message.signature_def[wanted.base]
    holder = changes.objects.get(source.signature_map)
    if holder is None:
        return
    children = source.message.object_graph_def.nodes[source.signature_map].children
    number = next((child.node_id for child in children if child.local_name == wanted.base), None)
    if number is not None:
        child = holder.children.add()
        child.node_id, child.local_name = number, wanted.key
