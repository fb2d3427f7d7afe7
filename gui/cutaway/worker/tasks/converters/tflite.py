# SPDX-License-Identifier: Apache-2.0
"""Writes a .tflite: TensorFlow's converter makes one of floats, which is then quantised where that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cutaway.description.conversion import LayerError
from cutaway.description.findings import Finding
from cutaway.errors import CutawayError, RequestError
from cutaway.worker.tasks.converters import tflite_failing, tflite_quantizing, tflite_source
from cutaway.worker.tasks.converters.as_saved_model import as_saved_model, asked_of, inner
from cutaway.worker.tasks.converters.interface import Order, Written
from cutaway.worker.tasks.converters.tflite_frozen import frozen_saved_model

_FLEX = (
    "The result has TensorFlow's own operators (Flex), which LiteRT's Python package cannot run, so that it is not "
    "proven; try it in the app that brings the Flex delegate."
)
_LOOPS = frozenset({"TensorListReserve", "TensorListFromTensor"})
_BATCH = Finding(
    "batch-fixed",
    "warning",
    "The model has loops over lists, which TensorFlow Lite takes only for a batch of a known size: it is fixed at 1.",
)
_INTEGERS = ("int8", "int16x8")


@dataclass(frozen=True, slots=True)
class Floats:
    """A .tflite of floats, and what is to be told of how it came to be."""

    data: bytes
    findings: tuple[Finding, ...] = ()


def convert(order: Order) -> Written:
    """Convert the signatures; the result keeps their names."""
    kind = str(order.options["quantization"])
    _check(order, kind)
    versions: dict[str, str] = {}
    if inner(order.model).description.format == "tflite":
        file = Path(inner(order.model).description.location)
        made = Floats(tflite_source.whole(file.read_bytes(), order.signatures[0]))
    else:
        import tensorflow

        versions["tensorflow"] = tensorflow.__version__
        made = floats(order)
    findings = list(made.findings)
    data, layers, steps = made.data, tuple[LayerError, ...](), dict[str, float]()
    noise: dict[str, float] = {}
    if kind != "float32":
        import litert_quantizer

        order.stage("Quantising")
        data = tflite_quantizing.quantized(made.data, order, kind)
        versions["litert-quantizer"] = getattr(litert_quantizer, "__version__", tflite_quantizing.version())
        findings += tflite_quantizing.findings(data, order, kind)
    order.output.write_bytes(data)
    is_flex = b"Flex" in data and tflite_quantizing.has_flex(data)
    if kind in _INTEGERS and not is_flex:
        from cutaway.worker.tasks.converters import tflite_layers

        order.stage("Comparing the layers")
        layers = tflite_layers.errors(made.data, data, order)
        steps = tflite_quantizing.steps(data)
        noise = tflite_layers.before_softmax(data, layers)
    return Written(
        findings=tuple(findings),
        not_run=_FLEX if is_flex else "",
        versions=versions,
        layers=layers,
        steps=steps,
        noise=noise,
    )


def _check(order: Order, kind: str) -> None:
    """Refuse what cannot be begun. Raises RequestError."""
    path = order.model.description.path
    if kind in _INTEGERS and not order.samples:
        raise RequestError(
            "Integers need calibration data: samples of what the model will see.",
            hint="Give a folder of images, arrays or sounds, or an input set.",
            path=path,
        )
    if kind in _INTEGERS and len(order.signatures) > 1:
        raise RequestError(
            "Integers are fitted to samples of one signature at a time.",
            hint="Choose one signature, and convert the others by themselves.",
            path=path,
        )
    if order.dimensions and len(order.signatures) > 1:
        raise RequestError(
            "Sizes of dimensions are chosen for one signature at a time.",
            hint="Choose one signature, and convert the others by themselves.",
            path=path,
        )
    if inner(order.model).description.format == "tflite" and kind == "float32":
        raise RequestError(
            "The source is a .tflite already, so there is nothing to do for float32.",
            hint="Choose fewer bits: float16, dynamic, int8 or int16x8.",
            path=path,
        )


def floats(order: Order) -> Floats:
    """A .tflite of floats, by the way that suits the source; the next one where the first does not work."""
    failed: list[CutawayError] = []
    for way in _ways(order):
        try:
            return way(order)
        except CutawayError as error:
            failed.append(error)
    first = failed[0]
    for other in failed[1:]:
        first.details = f"{first.details}\n\nFrozen first: {other.message}\n{other.details}"
    raise first


def _ways(order: Order) -> tuple[Callable[[Order], Floats], ...]:
    description = inner(order.model).description
    several = len(order.signatures) > 1
    loops = description.graph is not None and bool(_LOOPS & {op.name for op in description.graph.operators})
    if several:
        return (_direct,)
    if loops:
        return (_frozen_with_batch, *(() if order.dimensions else (_direct,)))
    if order.dimensions:
        return (_frozen, _frozen_with_batch)  # the direct way would take no notice of them
    if description.format in ("frozen_graph", "meta_graph"):
        return (_frozen, _direct)
    if description.format == "saved_model" and not description.detail.startswith("TensorFlow 2"):
        return (_frozen, _direct)
    return (_direct, _frozen_with_batch)


def _direct(order: Order) -> Floats:
    found = as_saved_model(order)
    keys = [found.keys[signature.key] for signature in order.signatures if signature.key in found.keys]
    return Floats(_converted(order, found.folder, keys, found.tags))


def _frozen(order: Order) -> Floats:
    folder = order.scratch / "frozen"
    key = frozen_saved_model(order, folder, fixes_batch=False)
    return Floats(_converted(order, folder, [key], ("serve",)))


def _frozen_with_batch(order: Order) -> Floats:
    folder = order.scratch / "frozen-with-batch"
    key = frozen_saved_model(order, folder, fixes_batch=True)
    free = any(
        spec.shape and spec.shape[0] is None and 0 not in order.dimensions.get(spec.name, {})
        for spec in order.signatures[0].inputs
    )
    return Floats(_converted(order, folder, [key], ("serve",)), (_BATCH,) if free else ())


def _converted(order: Order, folder: Path, keys: list[str], tags: tuple[str, ...]) -> bytes:
    import tensorflow

    lite = tensorflow.lite
    with tflite_failing.told_lite(asked_of(order)):
        converter: Any = lite.TFLiteConverter.from_saved_model(
            str(folder), signature_keys=keys, tags=set(tags)
        )
        sets = [lite.OpsSet.TFLITE_BUILTINS]
        if order.options["select_tf_ops"]:
            sets.append(lite.OpsSet.SELECT_TF_OPS)
        converter.target_spec.supported_ops = sets
        order.stage("Converting to TensorFlow Lite")
        data: bytes = converter.convert()
    return data
