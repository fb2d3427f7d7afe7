# SPDX-License-Identifier: Apache-2.0
"""Writes an .h5 file with the Keras that loads the source, which is the Keras that will open it."""

from __future__ import annotations

from cutaway.description.findings import Finding
from cutaway.worker.tasks.converters.interface import Order, Written
from cutaway.worker.tasks.converters.keras_archive import again
from cutaway.worker.tasks.converters.keras_models import loaded, told_saving, training_findings

_ONLY_THIRD = Finding(
    "h5-of-keras-3",
    "info",
    "Keras 3 wrote the .h5 as it wrote the source: Keras 2 does not open it.",
)


def convert(order: Order) -> Written:
    """Load, save, load again, and tell where training could not go on."""
    order.stage("Loading the model")
    source = loaded(order)
    order.stage("Writing the file")
    with told_saving(order):
        if source.is_legacy:
            source.model.save(str(order.output), save_format="h5")
        else:
            source.model.save(str(order.output))
    order.stage("Reading the file again")
    findings = list(training_findings(source, again(order.output, source.library, order)))
    if not source.is_legacy:
        findings.insert(0, _ONLY_THIRD)
    return Written(findings=tuple(findings), versions=source.version)
