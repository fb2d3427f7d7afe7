# SPDX-License-Identifier: Apache-2.0
"""Writes the variables of a model as a checkpoint, reads them back and compares every one with its source."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy

from cutaway.description.conversion import Proof
from cutaway.description.findings import Finding
from cutaway.errors import DamagedFileError
from cutaway.formats.opened import OpenModel
from cutaway.worker.tasks.converters.as_saved_model import asked_of, inner
from cutaway.worker.tasks.converters.interface import Order, Written
from cutaway.worker.tasks.converters.keras_models import loaded, optimizer_of
from cutaway.worker.tasks.runners.failing import told

_BY_NAME = Finding(
    "checkpoint-by-name",
    "info",
    "The source has no objects: its variables hang under `variables`, each by the name that it has in the graph.",
)


def convert(order: Order) -> Written:
    """Write the bundle whose index is `output`; the answer has the proof, since nothing of a checkpoint can be run."""
    import tensorflow

    model = inner(order.model)
    prefix = order.output.with_suffix("")
    findings: tuple[Finding, ...] = ()
    versions = {"tensorflow": tensorflow.__version__}
    if model.description.format in ("keras_h5", "keras_archive"):
        order.stage("Loading the model")
        found = loaded(order)
        order.stage("Writing the variables")
        with told(asked_of(order)):
            values = _write_keras(found.model, prefix)
        versions |= found.version
    else:
        names = [variable.name for variable in model.description.variables if variable.available]
        order.stage("Writing the variables")
        if not _copied(model, prefix):
            findings = (_BY_NAME,)
            with told(asked_of(order)):
                _write_named(model, names, prefix)
        values = (model.array(name) for name in names)
    order.stage("Reading the variables again")
    return Written(findings=findings, versions=versions, proof=compared(values, read_back(prefix)))


def _write_keras(model: Any, prefix: Path) -> Iterator[numpy.ndarray]:  # noqa: ANN401 - a Keras model
    """Write the model, and its optimizer where it was compiled; the answer is the values of what was written."""
    import tensorflow

    objects = {"model": model}
    optimizer = optimizer_of(model)
    if optimizer is not None:
        objects["optimizer"] = optimizer
    tensorflow.train.Checkpoint(**objects).write(str(prefix))
    return (numpy.asarray(variable.numpy()) for variable in model.weights)


def _copied(model: OpenModel, prefix: Path) -> bool:
    """Copy the bundle of a SavedModel of TensorFlow 2, which is a checkpoint by objects already."""
    description = model.description
    source = Path(description.location) / "variables"
    if description.format != "saved_model" or not description.detail.startswith("TensorFlow 2"):
        return False
    for file in source.glob("variables.*"):
        shutil.copyfile(file, prefix.with_name(prefix.name + file.name.removeprefix("variables")))
    return True


def _write_named(model: OpenModel, names: Iterable[str], prefix: Path) -> None:
    import tensorflow

    variables = {name: tensorflow.Variable(model.array(name), trainable=False) for name in names}
    tensorflow.train.Checkpoint(variables=variables).write(str(prefix))


def read_back(prefix: Path) -> Iterator[numpy.ndarray]:
    """The values in a checkpoint, by Cutaway's own reader. Raises ModelError."""
    from cutaway.worker.models import open_file

    opened = open_file((f"{prefix}.index", (), ""), lambda _words, _fraction: None)
    for variable in opened.description.variables:
        if variable.available:
            yield opened.array(variable.name)


def compared(source: Iterable[numpy.ndarray], result: Iterable[numpy.ndarray]) -> Proof:
    """Whether each value of the source is in the result as often as there, bit for bit, whatever it is called."""
    wanted, found = Counter(map(_mark, source)), Counter(map(_mark, result))
    missing = wanted - found
    count = wanted.total()
    if missing:
        reason = (
            f"{missing.total()} of {count} variables are not in the checkpoint as they are in the source."
        )
        return Proof("fail", reason, 1, "the values of the variables")
    if not count:
        raise DamagedFileError("The model has no variables whose values could be read.")
    reason = f"All {count} variables have been read back, equal bit for bit."
    return Proof("pass", reason, 1, "the values of the variables")


def _mark(array: numpy.ndarray) -> tuple[str, tuple[int, ...], str]:
    """Type, shape and a hash of the bytes."""
    if array.dtype == object:
        data = repr([bytes(each) for each in array.ravel()]).encode()
    else:
        data = numpy.ascontiguousarray(array).tobytes()
    return str(array.dtype), array.shape, hashlib.sha256(data).hexdigest()
