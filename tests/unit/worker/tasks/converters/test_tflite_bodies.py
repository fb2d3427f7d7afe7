# SPDX-License-Identifier: Apache-2.0
"""What loops of a .tflite compute is told from what is computed once."""

from typing import Any

from cutaway.worker.tasks.converters import tflite_bodies


def graph(name: str, options: Any = None) -> Any:  # noqa: ANN401 - tables of the schema
    from ai_edge_litert import schema_py_generated as schema

    made, tensor, operator = schema.SubGraphT(), schema.TensorT(), schema.OperatorT()
    tensor.name, tensor.shape = name.encode(), [1]
    operator.inputs, operator.outputs = [0], [0]
    if options is not None:
        operator.builtinOptions = options
        operator.builtinOptionsType = schema.BuiltinOptions.WhileOptions
    made.tensors, made.operators, made.inputs, made.outputs = [tensor], [operator], [0], [0]
    return made


def test_bodies_of_loops_are_found_and_other_signatures_are_none() -> None:
    from ai_edge_litert import schema_py_generated as schema
    from ai_edge_litert.tools import flatbuffer_utils

    loop = schema.WhileOptionsT()
    loop.condSubgraphIndex, loop.bodySubgraphIndex = 1, 2
    model = schema.ModelT()
    model.version, model.buffers = 3, [schema.BufferT()]
    model.operatorCodes = [schema.OperatorCodeT()]
    model.subgraphs = [graph("outside", loop), graph("condition"), graph("body"), graph("other signature")]
    data = bytes(flatbuffer_utils.convert_object_to_bytearray(model))
    assert tflite_bodies.tensors(data) == ("condition", "body")
