# SPDX-License-Identifier: Apache-2.0
"""Lists the ops that stock TensorFlow registers: whether they can run on a CPU, and what they give.

Usage: python resources/ops/generate.py [OUTPUT]

Imports TensorFlow, so it runs at build time only. One op a line, columns apart by tabs:
    name
    letters: `s` stateful, `f` calls functions that its attributes name, `n` no kernel that runs on a CPU, so that a
        graph which needs it can be shown but not run
    outputs, apart by spaces: NAME:TYPE, where TYPE is a DataType number or an attribute with `/` and its default,
        and after it `*ATTR` where that attribute counts the tensors, or `**` where the type is a list of them
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

REWRITTEN = ("AccumulateNV2",)
"""Ops without a kernel that TensorFlow replaces before it runs them."""


def output(arg: Any, defaults: dict[str, int]) -> str:  # noqa: ANN401 (an OpDef.ArgDef, whose class only TensorFlow has)
    """One output argument, as the third column has it."""
    if arg.type_list_attr:
        return f"{arg.name}:{arg.type_list_attr}**"
    default = f"/{defaults[arg.type_attr]}" if arg.type_attr in defaults else ""
    kind = f"{arg.type_attr}{default}" if arg.type_attr else str(arg.type)
    return f"{arg.name}:{kind}" + (f"*{arg.number_attr}" if arg.number_attr else "")


def table() -> str:
    """The text of the table, sorted by op, after a line that says which TensorFlow it was made from."""
    import tensorflow as tf
    from tensorflow.core.framework import op_def_pb2
    from tensorflow.python.client import pywrap_tf_session
    from tensorflow.python.framework import kernels

    buffer = pywrap_tf_session.TF_GetAllOpList()
    ops = op_def_pb2.OpList.FromString(pywrap_tf_session.TF_GetBuffer(buffer))
    registered = kernels.get_all_registered_kernels().kernel
    on_cpu = {kernel.op for kernel in registered if kernel.device_type in ("CPU", "DEFAULT")}
    on_cpu.update(REWRITTEN)
    rows = [f"# TensorFlow {tf.__version__}"]
    for op in sorted(ops.op, key=lambda op: op.name):
        calls = any(attr.type in ("func", "list(func)") for attr in op.attr)
        letters = "s" * op.is_stateful + "f" * calls + "n" * (op.name not in on_cpu)
        defaults = {attr.name: attr.default_value.type for attr in op.attr if attr.default_value.type}
        outputs = " ".join(output(arg, defaults) for arg in op.output_arg)
        rows.append(f"{op.name}\t{letters}\t{outputs}")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("tensorflow.tsv")
    file.write_text(table(), encoding="utf-8")
    print(f"{file}: {file.stat().st_size} bytes")
