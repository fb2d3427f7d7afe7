# SPDX-License-Identifier: Apache-2.0
"""The part of a conversion's script that has litert-quantizer write a .tflite, from one of floats in `data`."""

from __future__ import annotations

from collections.abc import Mapping

from cutaway.conversion.recipe import Recipe
from cutaway.conversion.targets import OptionValue
from cutaway.description.signatures import Signature

_RECIPES = {"dynamic": "dynamic_wi8_afp32", "int8": "static_wi8_ai8", "int16x8": "static_wi8_ai16"}


def quantising(recipe: Recipe, chosen: Signature | None, options: Mapping[str, OptionValue]) -> str:
    """Lines that quantise `data` and write it to OUTPUT. chosen: the signature that is called."""
    kind = str(options["quantization"])
    if kind == "float32":
        return _WRITTEN
    if kind == "float16":
        return _HALF + _WRITTEN
    made = _BEGUN.replace("RECIPE", _RECIPES[kind])
    if kind == "dynamic":
        return made + "data = work.quantize().quantized_model\n" + _WRITTEN
    if not options["integer_io"]:
        made += _FLOAT_ENDS
    for name in str(options["keep_float"] or "").split(","):
        if name.strip():
            pattern = f"'.*' + re.escape({name.strip()!r}) + '.*'"
            made += f"work.update_quantization_recipe({pattern}, EVERY, algorithm_key=FLOAT)\n"
    names = [spec.name for spec in chosen.inputs] if chosen is not None else []
    load = f"{{{names[0]!r}: np.load(file)}}" if len(names) == 1 else "dict(np.load(file))"
    ending = ".npy" if len(names) == 1 else ".npz"
    calibrated = _CALIBRATED.replace("LOAD", load).replace("ENDING", ending)
    return made + calibrated.replace("FOLDER", repr(recipe.calibration)) + _WRITTEN


_WRITTEN = """\
with open(OUTPUT, "wb") as file:
    file.write(data)
"""

_HALF = """\

from litert_quantizer import algorithm_manager, qtyping, quantizer

weights = qtyping.TensorQuantizationConfig(num_bits=16, dtype=qtyping.TensorDataType.FLOAT)
config = qtyping.OpQuantizationConfig(
    weight_tensor_config=weights, compute_precision=qtyping.ComputePrecision.FLOAT, explicit_dequantize=True
)
work = quantizer.Quantizer(data)
work.update_quantization_recipe(
    ".*",
    qtyping.TFLOperationName.ALL_SUPPORTED,
    op_config=config,
    algorithm_key=algorithm_manager.AlgorithmName.FLOAT_CASTING,
)
data = work.quantize().quantized_model
"""

_BEGUN = """\

import pathlib
import re

import numpy as np
from litert_quantizer import algorithm_manager, calibrator, qtyping, quantizer, recipe, recipe_manager

EVERY = qtyping.TFLOperationName.ALL_SUPPORTED
FLOAT = algorithm_manager.AlgorithmName.NO_QUANTIZE
work = quantizer.Quantizer(data)
work.load_quantization_recipe(recipe.RECIPE())
"""

_FLOAT_ENDS = """\
for end in (qtyping.TFLOperationName.INPUT, qtyping.TFLOperationName.OUTPUT):
    work.update_quantization_recipe(".*", end, algorithm_key=FLOAT)
"""

_CALIBRATED = """\

CALIBRATION = FOLDER  # a folder of ENDING files, each with one sample as the model takes it


def widest(known, new):
    if not known:
        return dict(new)
    return {**new, "min": np.minimum(known["min"], new["min"]), "max": np.maximum(known["max"], new["max"])}


samples = [LOAD for file in sorted(pathlib.Path(CALIBRATION).glob("*ENDING"))]
rules = recipe_manager.RecipeManager()
rules.load_quantization_recipe(work.get_quantization_recipe())
watching = calibrator.Calibrator(data, qsv_update_func=widest)
watching.calibrate({KEY: samples}, rules)
data = work.quantize(watching.get_model_qsvs()).quantized_model
"""
