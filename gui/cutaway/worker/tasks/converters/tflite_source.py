# SPDX-License-Identifier: Apache-2.0
"""Makes of an older .tflite one that the quantiser takes: with a signature, and operators told where it looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec


def whole(data: bytes, signature: Signature) -> bytes:
    """The file with a signature of that key where it has none, with the names that Cutaway tells of its first subgraph.

    Writers before 2020 told an operator's kind only in a field of 8 bits; the newer field is filled in, too.
    """
    from ai_edge_litert.tools import flatbuffer_utils

    model: Any = flatbuffer_utils.read_model_from_bytearray(bytearray(data))
    for code in model.operatorCodes:
        code.builtinCode = max(code.builtinCode, code.deprecatedBuiltinCode)
    if not model.signatureDefs:
        model.signatureDefs = [_signature(model, signature)]
    return bytes(flatbuffer_utils.convert_object_to_bytearray(model))


def _signature(model: Any, signature: Signature) -> Any:  # noqa: ANN401 - tables of the schema
    from ai_edge_litert import schema_py_generated as schema

    def named(tensor: Any, name: str) -> Any:  # noqa: ANN401 - an index, a table of the schema
        made = schema.TensorMapT()
        made.name, made.tensorIndex = name, int(tensor)
        return made

    graph = model.subgraphs[0]
    made = schema.SignatureDefT()
    made.signatureKey, made.subgraphIndex = signature.key, 0
    made.inputs = [named(*pair) for pair in zip(graph.inputs, _names(signature.inputs), strict=True)]
    made.outputs = [named(*pair) for pair in zip(graph.outputs, _names(signature.outputs), strict=True)]
    return made


def _names(specs: Sequence[TensorSpec]) -> list[str]:
    return [spec.name for spec in specs]
