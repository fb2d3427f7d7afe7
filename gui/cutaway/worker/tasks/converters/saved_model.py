# SPDX-License-Identifier: Apache-2.0
"""Writes a SavedModel: exported from Keras, made of a graph with its weights, or the same one with what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cutaway.editing import edits
from cutaway.editing.applying import apply_all
from cutaway.editing.draft import begin
from cutaway.editing.refusals import Refusal
from cutaway.editing.saving import save
from cutaway.worker.tasks.converters import warm_up
from cutaway.worker.tasks.converters.as_saved_model import as_saved_model, asked_of, inner
from cutaway.worker.tasks.converters.interface import Order, Written
from cutaway.worker.tasks.runners.failing import told


def convert(order: Order) -> Written:
    """Write the folder; in TensorFlow Serving's layout where that is asked for."""
    import tensorflow

    serves = bool(order.options["serving_layout"])
    target = order.output / str(order.options["version"]) if serves else order.output
    target.parent.mkdir(exist_ok=True)
    if inner(order.model).description.format == "saved_model":
        order.stage("Writing the SavedModel")
        resave(order, target)
    else:
        found = as_saved_model(order)
        order.stage("Writing the SavedModel")
        with told(asked_of(order)):
            found.folder.rename(target)
        _fix(order, target)
    if serves and order.samples:
        order.stage("Writing warm-up requests")
        warm_up.write(target, order.signatures[0], order.samples)
    return Written(versions={"tensorflow": tensorflow.__version__})


def resave(order: Order, target: Path) -> None:
    """The same SavedModel with the signatures and sizes that were chosen. Raises RequestError."""
    model = order.model
    wanted = {signature.key for signature in order.signatures}
    listed: list[edits.Edit] = []
    if order.chosen:
        listed += [
            edits.DeleteSignature(signature.key)
            for signature in model.description.signatures
            if signature.key not in wanted and not signature.runs_on_load
        ]
    _save(order, [*listed, *_sizes(order)], target)


def _fix(order: Order, target: Path) -> None:
    """Fix the sizes that were chosen in a SavedModel that was made just now."""
    listed = _sizes(order)
    if not listed:
        return
    from dataclasses import replace

    from cutaway.worker.models import open_file

    made = target.rename(order.scratch / "without-sizes")
    opened = open_file((str(made), (), ""), lambda _words, _fraction: None)
    _save(replace(order, model=opened), listed, target)


def _sizes(order: Order) -> list[edits.SetShape]:
    """An edit for every input of which a size was chosen."""
    found = []
    for signature in order.signatures:
        for spec in signature.inputs:
            axes = order.dimensions.get(spec.name)
            if axes and spec.shape is not None:
                shape = tuple(axes.get(axis, size) or None for axis, size in enumerate(spec.shape))
                found.append(edits.SetShape(signature.key, spec.name, shape, "input"))
    return found


def _save(order: Order, listed: Sequence[edits.Edit], target: Path) -> None:
    try:
        draft = apply_all(begin(order.model.description), listed)
        save(order.model, draft, target, lambda _words, _fraction: None, tags=order.tags)
    except Refusal as refusal:
        refusal.path = order.model.description.path
        raise
