# SPDX-License-Identifier: Apache-2.0
"""Quantises a .tflite of floats with litert-quantizer, and looks whether what should be integer is."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Collection, Iterator, Mapping
from importlib import metadata
from typing import Any

import numpy

from cutaway.description import wording
from cutaway.description.findings import Finding
from cutaway.errors import ModelError
from cutaway.worker.tasks.converters import tflite_bodies
from cutaway.worker.tasks.converters.as_saved_model import asked_of
from cutaway.worker.tasks.converters.interface import Order
from cutaway.worker.tasks.runners.failing import REFUSED, first_line

_SHOWN = 5
_BETWEEN = frozenset({"QUANTIZE", "DEQUANTIZE", "DELEGATE"})
_FLOATS = frozenset({numpy.dtype(numpy.float32), numpy.dtype(numpy.float16)})


_IN_FLOAT = Finding(
    "loops-in-float",
    "warning",
    "Loops and branches are computed in float, with conversions around them: nobody sees what goes through them while "
    "the model is run on the samples.",
)


def version() -> str:
    """Of the library."""
    return metadata.version("litert-quantizer")


def quantized(data: bytes, order: Order, kind: str) -> bytes:
    """The file with fewer bits; `kind` as the target's option has it. Raises ModelError."""
    from litert_quantizer import quantizer

    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints its summary
            work = quantizer.Quantizer(data)
            bodies = tflite_bodies.tensors(data) if kind != "float16" else ()
            _choose(work, order, kind, bodies)
            found = _ranges(work, data, order, has_bodies=bool(bodies)) if work.need_calibration else None
            made: bytes = bytes(work.quantize(found).quantized_model)
    except REFUSED as error:
        asked = asked_of(order)
        message = f"{asked.subject} could not be quantised to {kind}: {first_line(str(error))}"
        hint = "Keep the layers that it names in float, or choose float16 or dynamic range."
        details = f"{type(error).__name__}: {error}"
        raise ModelError(message, hint=hint, path=asked.path, details=details) from None
    return made


def kept(order: Order) -> list[str]:
    """Names of the layers that stay in float."""
    named = str(order.options.get("keep_float") or "")
    return [name.strip() for name in named.split(",") if name.strip()]


def _choose(work: Any, order: Order, kind: str, bodies: Collection[str]) -> None:  # noqa: ANN401 - a Quantizer
    """Give the quantiser its recipe. bodies: tensors of loops and branches, which stay in float."""
    from litert_quantizer import algorithm_manager, qtyping, recipe

    names = algorithm_manager.AlgorithmName
    every = qtyping.TFLOperationName.ALL_SUPPORTED
    if kind == "float16":
        half = qtyping.OpQuantizationConfig(
            weight_tensor_config=qtyping.TensorQuantizationConfig(
                num_bits=16, dtype=qtyping.TensorDataType.FLOAT
            ),
            compute_precision=qtyping.ComputePrecision.FLOAT,
            explicit_dequantize=True,
        )
        work.update_quantization_recipe(".*", every, op_config=half, algorithm_key=names.FLOAT_CASTING)
        return
    recipes = {
        "dynamic": recipe.dynamic_wi8_afp32,
        "int8": recipe.static_wi8_ai8,
        "int16x8": recipe.static_wi8_ai16,
    }
    work.load_quantization_recipe(recipes[kind]())
    if kind == "dynamic":
        return
    if not order.options["integer_io"]:
        for end in (qtyping.TFLOperationName.INPUT, qtyping.TFLOperationName.OUTPUT):
            work.update_quantization_recipe(".*", end, algorithm_key=names.NO_QUANTIZE)
    for name in kept(order):
        work.update_quantization_recipe(f".*{re.escape(name)}.*", every, algorithm_key=names.NO_QUANTIZE)
    for name in bodies:  # the library calibrates what is outside alone
        work.update_quantization_recipe(f"^{re.escape(name)};?$", every, algorithm_key=names.NO_QUANTIZE)


def _ranges(work: Any, data: bytes, order: Order, *, has_bodies: bool) -> Any:  # noqa: ANN401 - a Quantizer, its statistics
    """The smallest and the largest value of every tensor over all samples.

    The library's own way is an average that moves by a twentieth with each sample, which takes hundreds of them before
    it has forgotten the first.
    """
    from litert_quantizer import calibrator, recipe_manager

    recipe = recipe_manager.RecipeManager()
    recipe.load_quantization_recipe(work.get_quantization_recipe())
    modes = calibrator.CalibrationMode
    # Tensors around loops cannot be read after a run; the interpreter itself watches them.
    mode = modes.CALIBRATION_PROFILER_BASED if has_bodies else modes.CALIBRATION_PRESERVE_ALL_TENSORS
    watching = calibrator.Calibrator(data, mode=mode, qsv_update_func=widest)
    watching.calibrate(_samples(data, order), recipe)
    return watching.get_model_qsvs()


def widest(known: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The range that holds both: what is called `min` and `max`; of the rest the newer."""
    if not known:
        return dict(new)
    ends = {"min": numpy.minimum(known["min"], new["min"]), "max": numpy.maximum(known["max"], new["max"])}
    return {**new, **ends}


def _samples(data: bytes, order: Order) -> dict[str, list[dict[str, Any]]]:
    """The calibration data, by the key and the names of the file's signature."""
    from ai_edge_litert.interpreter import Interpreter

    listed = Interpreter(model_content=data).get_signature_list()
    key = order.signatures[0].key
    if key not in listed and listed:
        key = next(iter(listed))
    wanted = listed.get(key, {}).get("inputs", [])
    return {key: [_named(sample, wanted) for sample in order.samples]}


def _named(sample: Mapping[str, Any], wanted: list[str]) -> dict[str, Any]:
    if set(wanted) <= set(sample):
        return {name: numpy.asarray(sample[name]) for name in wanted}
    return dict(zip(wanted, (numpy.asarray(value) for value in sample.values()), strict=False))


def findings(data: bytes, order: Order, kind: str) -> Iterator[Finding]:
    """What was to become integer and did not, with where it is."""
    if kind not in ("int8", "int16x8"):
        return
    if tflite_bodies.tensors(data):
        yield _IN_FLOAT
    floating = [(name, op) for name, op in float_operators(data) if not _is_kept(name, order)]
    if floating:
        count = len(floating)
        ops = wording.listed(list(dict.fromkeys(op for _, op in floating)), _SHOWN)
        message = (
            f"{count} operator{'s' if count > 1 else ''} ({ops}) stayed in float, since the quantiser has no integer "
            f"form of {'them' if count > 1 else 'it'}: chips that only compute integers cannot run the result."
        )
        yield Finding("stayed-float", "warning", message, where=floating[0][0])


def _is_kept(name: str, order: Order) -> bool:
    return any(layer in name for layer in kept(order))


def float_operators(data: bytes) -> list[tuple[str, str]]:
    """Operators that compute in float, by the name of what they give, with their kind."""
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    interpreter = Interpreter(
        model_content=data,
        experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    )
    tensors = {detail["index"]: detail for detail in interpreter.get_tensor_details()}
    found = []
    for op in interpreter._get_ops_details():  # noqa: SLF001 - there is no other way to the operators
        given = [tensors[index] for index in op["outputs"] if index in tensors]
        if op["op_name"] not in _BETWEEN and any(numpy.dtype(each["dtype"]) in _FLOATS for each in given):
            found.append((str(given[0]["name"]), str(op["op_name"])))
    return found


def steps(data: bytes) -> dict[str, float]:
    """The step of quantisation behind each output that is given as float, by the output's name in its signature."""
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    interpreter = Interpreter(
        model_content=data,
        experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    )
    tensors = {detail["index"]: detail for detail in interpreter.get_tensor_details()}
    behind = {
        int(op["outputs"][0]): int(op["inputs"][0])
        for op in interpreter._get_ops_details()  # noqa: SLF001 - there is no other way to the operators
        if op["op_name"] == "DEQUANTIZE"
    }
    found = {}
    for signature in interpreter._get_full_signature_list().values():  # noqa: SLF001 - only it has the tensors
        for name, index in signature["outputs"].items():
            source = tensors.get(behind.get(index, -1))
            if source is not None and source["quantization"][0]:
                found[str(name)] = float(source["quantization"][0])
    return found


def has_flex(data: bytes) -> bool:
    """Whether some operator is TensorFlow's own."""
    return any(name.startswith("Flex") for name in operators(data))


def operators(data: bytes) -> set[str]:
    """Names of the operators of the main subgraph."""
    from ai_edge_litert.interpreter import Interpreter

    listed = Interpreter(model_content=data)._get_ops_details()  # noqa: SLF001 - there is no other way
    return {str(op["op_name"]) for op in listed}
