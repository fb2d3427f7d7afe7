# SPDX-License-Identifier: Apache-2.0
"""Loads what a Keras file is written from, with how it was trained where that can be had, and tells what was lost."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cutaway.description.findings import Finding
from cutaway.errors import CutawayError, ModelError
from cutaway.worker.tasks.converters.as_saved_model import asked_of, inner
from cutaway.worker.tasks.converters.interface import Order
from cutaway.worker.tasks.runners.failing import REFUSED, first_line, told
from cutaway.worker.tasks.runners.keras_loading import Loader

_UNKNOWN = re.compile(r"Unknown layer: '?([\w>]+)")
_LOST = "The result cannot go on with its training where the source stopped: {why}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """model: of Keras 3 or tf-keras. lost: why it came without how it was trained; empty where nothing was lost."""

    model: Any
    library: Any
    lost: str = ""

    @property
    def is_legacy(self) -> bool:
        """Whether tf-keras loaded it."""
        return bool(self.library.__name__ == "tf_keras")

    @property
    def version(self) -> dict[str, str]:
        """Of the library, by its name."""
        return {"tf_keras" if self.is_legacy else "keras": self.library.__version__}


def loaded(order: Order) -> Loaded:
    """The model, compiled as it was saved where it was. Raises ModelError, UnsafeFileError."""
    model = inner(order.model)
    if model.description.format == "saved_model":
        return _of_saved_model(order, Path(model.description.location))
    loader = Loader(asked_of(order), order.runner == "tf_keras", order.custom, order.unsafe)
    try:
        found = replace(loader, compiles=True).load(model.description)
        return Loaded(found, loader.library)
    except CutawayError as error:
        lost = first_line(error.details or error.message)
        return Loaded(loader.load(model.description), loader.library, lost)


def _of_saved_model(order: Order, folder: Path) -> Loaded:
    import tf_keras

    asked = asked_of(order)
    objects = Loader(asked, True, order.custom, order.unsafe).objects()
    lost = ""
    try:
        return Loaded(tf_keras.models.load_model(str(folder), custom_objects=objects), tf_keras)
    except REFUSED as error:
        lost = first_line(str(error))
    with told_loading(order):
        found = tf_keras.models.load_model(str(folder), custom_objects=objects, compile=False)
    return Loaded(found, tf_keras, lost)


@contextmanager
def told_loading(order: Order) -> Iterator[None]:
    """Raise as a CutawayError what Keras refuses to load: layers of a class that it does not know."""
    asked = asked_of(order)
    try:
        with told(asked):
            yield
    except CutawayError as error:
        unknown = _UNKNOWN.search(error.details)
        if unknown is None:
            raise
        name = unknown[1]
        message = f"{asked.model} has layers of a class of its own, {name}, and Keras files hold no code."
        hint = "Give the file that defines it as custom objects."
        if _is_operation(name):
            message = f"{asked.model} computes with {name} beside its layers, which Keras does not read from an .h5."
            hint = "Convert it to a .keras file or a SavedModel."
        raise ModelError(message, hint=hint, path=asked.path, details=error.details) from None


def _is_operation(name: str) -> bool:
    """Whether it is one of the operations of Keras 3, which stand between layers."""
    loaded = [module for key, module in sys.modules.items() if key.startswith("keras.src.ops.")]
    return any(hasattr(module, name) for module in loaded)


@contextmanager
def told_saving(order: Order) -> Iterator[None]:
    """Raise as a CutawayError what Keras refuses to write: models that are made of Python code."""
    asked = asked_of(order)
    try:
        with told(asked):
            yield
    except CutawayError as error:
        if "NotImplementedError" not in error.details:
            raise
        message = f"{asked.model} is made of Python code that no file holds, so Keras can keep it in no other format."
        hint = "Convert it to a SavedModel or TensorFlow Lite, or save it anew from the program that made it."
        raise ModelError(message, hint=hint, path=asked.path, details=error.details) from None


def optimizer_of(model: Any) -> Any:  # noqa: ANN401 - an optimizer, or None
    """What trains the model; None where it was not compiled."""
    return getattr(model, "optimizer", None)


def steps_of(model: Any) -> int | None:  # noqa: ANN401 - a Keras model
    """How many steps the model was trained for; None where it has no optimizer that counts."""
    optimizer = optimizer_of(model)
    counted = getattr(optimizer, "iterations", None)
    return None if counted is None else int(counted.numpy())


def training_findings(source: Loaded, result: Loaded) -> Iterator[Finding]:
    """What of the training is not in the result, compared with the source."""
    if source.lost:
        yield _lost(f"its settings could not be loaded. {source.lost}")
        return
    if optimizer_of(source.model) is None:
        return
    if result.lost or optimizer_of(result.model) is None:
        yield _lost(f"how it is compiled was not kept. {result.lost}".strip())
        return
    before, after = steps_of(source.model), steps_of(result.model)
    if before != after:
        yield _lost(
            f"its optimizer begins anew, after {before} steps in the source and {after} in the result."
        )


def _lost(why: str) -> Finding:
    return Finding("training-lost", "warning", _LOST.format(why=why))
