# SPDX-License-Identifier: Apache-2.0
"""Writes a SavedModel: exported from Keras, made of a graph with its weights, or the same one again."""

from __future__ import annotations

import shutil

from cutaway.worker.tasks.converters.as_saved_model import as_saved_model, asked_of, inner
from cutaway.worker.tasks.converters.interface import Order, Written
from cutaway.worker.tasks.runners.failing import told


def convert(order: Order) -> Written:
    """Write the folder; in TensorFlow Serving's layout where that is asked for."""
    import tensorflow

    found = as_saved_model(order)
    order.stage("Writing the SavedModel")
    target = order.output / str(order.options["version"]) if order.options["serving_layout"] else order.output
    target.parent.mkdir(exist_ok=True)
    with told(asked_of(order)):
        if inner(order.model).description.format == "saved_model":
            shutil.copytree(found.folder, target, symlinks=False)
        else:
            found.folder.rename(target)
    return Written(versions={"tensorflow": tensorflow.__version__})
