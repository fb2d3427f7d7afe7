# SPDX-License-Identifier: Apache-2.0
"""Writes a .keras file of Keras 3; what Keras 2 wrote is moved without the settings that Keras 3 dropped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cutaway.description.findings import Finding
from cutaway.worker.tasks.converters.as_saved_model import asked_of
from cutaway.worker.tasks.converters.interface import Order, Written
from cutaway.worker.tasks.converters.keras_models import (
    Loaded,
    loaded,
    told_loading,
    told_saving,
    training_findings,
)
from cutaway.worker.tasks.runners.failing import REFUSED, first_line
from cutaway.worker.tasks.runners.keras_loading import Loader

_KERNEL = ("groups", "kernel_initializer", "kernel_regularizer", "kernel_constraint")
_DROPPED = {
    **dict.fromkeys(
        ("DepthwiseConv1D", "DepthwiseConv2D", "Conv1DTranspose", "Conv2DTranspose"), ("groups",)
    ),
    **dict.fromkeys(("SeparableConv1D", "SeparableConv2D"), _KERNEL),
    **dict.fromkeys(("SimpleRNN", "LSTM", "GRU", "RNN", "ConvLSTM2D"), ("time_major",)),
}
"""Settings that Keras 2 wrote and Keras 3 refuses, by the class of the layer."""
_OLDER = Finding(
    "keras-3-from-2",
    "info",
    "Keras 2 wrote the source; the result is one of Keras 3, which Keras 2 does not open.",
)


def convert(order: Order) -> Written:
    """Load, save, load again, and tell where training could not go on."""
    import keras

    order.stage("Loading the model")
    source = loaded(order)
    model = third(order, source) if source.is_legacy else source
    order.stage("Writing the file")
    with told_saving(order):
        model.model.save(str(order.output))
    order.stage("Reading the file again")
    findings = list(training_findings(source, again(order.output, keras, order)))
    if source.is_legacy:
        findings.insert(0, _OLDER)
    return Written(findings=tuple(findings), versions={"keras": keras.__version__, **source.version})


def third(order: Order, source: Loaded) -> Loaded:
    """The model of tf-keras in Keras 3: by an .h5 whose settings are those that Keras 3 knows."""
    import keras

    order.stage("Moving the model to Keras 3")
    file = order.scratch / "of-keras-2.h5"
    with told_saving(order):
        for layer in source.model._flatten_layers():  # noqa: SLF001 - those inside others, too
            _tell_less(layer)
        source.model.save(str(file), save_format="h5")
    return again(file, keras, order)


def again(file: Path, library: Any, order: Order) -> Loaded:  # noqa: ANN401 - a module
    """The file as the library loads it, compiled where that works. Raises ModelError."""
    lost = ""
    objects = _objects(order)
    try:
        return Loaded(library.models.load_model(str(file), custom_objects=objects), library)
    except REFUSED as error:
        lost = first_line(str(error))
    with told_loading(order):
        found = library.models.load_model(
            str(file), custom_objects=objects, compile=False, safe_mode=not order.unsafe
        )
    return Loaded(found, library, lost)


def _objects(order: Order) -> dict[str, Any]:
    return Loader(asked_of(order), order.runner == "tf_keras", order.custom, order.unsafe).objects()


def _tell_less(layer: Any) -> None:  # noqa: ANN401 - a layer of tf-keras
    """Have the layer leave out, where it tells its settings, those that Keras 3 refuses."""
    told_all = layer.get_config
    dropped = dropped_of(type(layer).__name__)
    if dropped:
        layer.get_config = lambda: {key: value for key, value in told_all().items() if key not in dropped}


def dropped_of(class_name: str) -> tuple[str, ...]:
    """Settings of a layer of Keras 2 that Keras 3 refuses."""
    return _DROPPED.get(class_name, ())
