# SPDX-License-Identifier: Apache-2.0
"""Writes options.json: the fields of every operator's options, and the words of the enums that they are of.

Both come from TensorFlow's `lite/python/schema_py_generated.py` (Apache-2.0), read with `ast` and never imported. That
module does not say which enum a field is of, so `ENUMS` does, by the field's name.

    python resources/tflite/make_options.py path/to/schema_py_generated.py
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

TARGET = Path(__file__).with_name("options.json")
SOURCE = "tensorflow/lite/python/schema_py_generated.py of TensorFlow 2.21 (Apache-2.0)"
CODES = {
    "BoolFlags": "?",
    "Int8Flags": "b",
    "Uint8Flags": "B",
    "Int16Flags": "h",
    "Uint16Flags": "H",
    "Int32Flags": "i",
    "Uint32Flags": "I",
    "Int64Flags": "q",
    "Uint64Flags": "Q",
    "Float32Flags": "f",
    "Float64Flags": "d",
}
_TYPE = "TensorType"
ENUMS = {
    "padding": "Padding",
    "fused_activation_function": "ActivationFunctionType",
    "quantized_bias_type": _TYPE,
    "in_data_type": _TYPE,
    "out_data_type": _TYPE,
    "output_type": _TYPE,
    "out_type": _TYPE,
    "idx_out_type": _TYPE,
    "key_dtype": _TYPE,
    "value_dtype": _TYPE,
    "type": "LSHProjectionType",
    "combiner": "CombinerType",
    "kernel_type": "LSTMKernelType",
    "weights_format": "FullyConnectedOptionsWeightsFormat",
    "mode": "MirrorPadMode",
    "algorithm": "RngAlgorithm",
    "comparison_direction": "StablehloComparisonDirection",
    "compare_type": "StablehloComparisonType",
    "precision_config": "StablehloPrecisionConfig",
    "reduce_function": "ReduceWindowFunction",
}
Field: TypeAlias = tuple[str, int, str, bool, float]
"""Name, slot, code of one value (`s`: text), whether it is a vector of them, and what it is where it is left out."""


def fields(options: ast.ClassDef) -> Iterator[Field]:
    """The fields of a table, as its accessors tell them; those that are tables themselves are passed over."""
    methods = {node.name: node for node in options.body if isinstance(node, ast.FunctionDef)}
    for name, method in methods.items():
        text = ast.unparse(method)
        slot = re.search(r"self\._tab\.Offset\((\d+)\)", text)
        if slot is None or re.search(r"(AsNumpy|Length|IsNone)$", name) or "Tensor()" in text:
            continue
        place, said = (int(slot[1]) - 4) // 2, re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
        code = next((CODES[flag] for flag in re.findall(r"self\._tab\.Get\([\w.]*\.(\w+),", text)), "")
        if "self._tab.String(" in text:
            yield said, place, "s", f"{name}Length" in methods, 0
        elif code:
            left_out = re.search(r"return (-?[\d.]+|True|False)$", text)
            default = float(ast.literal_eval(left_out[1])) if left_out else 0.0
            yield said, place, code, f"{name}Length" in methods, default


def members(enum: ast.ClassDef) -> dict[int, str]:
    """Members of an enum, by number."""
    lines = [line for line in enum.body if isinstance(line, ast.Assign)]
    return {
        ast.literal_eval(line.value): target.id
        for line in lines
        for target in line.targets
        if isinstance(target, ast.Name)
    }


def table(module: Path) -> dict[str, object]:
    """Everything that is shipped."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    unions = {union: members(classes[union]) for union in ("BuiltinOptions", "BuiltinOptions2")}
    made = {
        union: {
            str(number): [name, list(fields(classes[name]))] for number, name in members.items() if number
        }
        for union, members in unions.items()
    }
    known = {field[0] for members in made.values() for _, rows in members.values() for field in rows}
    words = {
        enum: {str(number): word for number, word in members(classes[enum]).items()}
        for enum in sorted(set(ENUMS.values()))
        if enum in classes
    }
    of_fields = {field: enum for field, enum in ENUMS.items() if field in known and enum in words}
    return {"source": SOURCE, **made, "enums": words, "fields": of_fields}


def main() -> None:
    """Write the table."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    text = json.dumps(table(Path(sys.argv[1])), separators=(",", ":"))
    TARGET.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
