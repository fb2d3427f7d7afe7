# SPDX-License-Identifier: Apache-2.0
"""Makes models that do harm when they are run, without any library that could run them."""

from __future__ import annotations

import base64
import marshal
from collections.abc import Callable
from pathlib import Path
from types import CodeType

from cutaway.wire.protobuf import Message
from helpers import keras_files, lite
from helpers.graphs import FLOAT, INT32, STRING, calling, function, graph, node, tensor
from helpers.lite import Op, Tensor

BOOL = 10


def _text(owner: Message, name: str, text: str) -> Message:
    made: Message = node(
        owner, name, "Const", dtype=STRING, value=tensor(STRING, [], string_val=[text.encode()])
    )
    return made


def _written(made: Message, path: Path) -> Path:
    made.versions.producer = 1987
    path.write_bytes(made.SerializeToString())
    return path


def _started() -> Message:
    """A graph with an input of one number."""
    made = graph()
    node(made, "x", "Placeholder", dtype=FLOAT, shape=[1])
    return made


def harmless(path: Path) -> Path:
    """Gives its input."""
    made = _started()
    node(made, "y", "Identity", "x", T=FLOAT)
    return _written(made, path)


def writing(path: Path, marker: Path) -> Path:
    """Writes a file before it gives its input."""
    made = _started()
    _text(made, "name", str(marker))
    _text(made, "content", "written by a model")
    node(made, "write", "WriteFile", "name", "content")
    node(made, "y", "Identity", "x", "^write", T=FLOAT)
    return _written(made, path)


def reading(path: Path, file: str) -> Path:
    """Gives the content of a file, which may be an address."""
    made = _started()
    _text(made, "name", file)
    node(made, "content", "ReadFile", "name", "^x")
    node(made, "y", "Identity", "content", T=STRING)
    return _written(made, path)


def calling_python(path: Path) -> Path:
    """Calls a function of the Python that runs it."""
    made = _started()
    called = node(made, "call", "PyFunc", "x", token="pyfunc_0")  # noqa: S106 -- as TensorFlow calls the function
    called.attr["Tin"].list.type.append(FLOAT)
    called.attr["Tout"].list.type.append(FLOAT)
    node(made, "y", "Identity", "call", T=FLOAT)
    return _written(made, path)


def swelling(path: Path) -> Path:
    """Fills a tensor of 4 TB."""
    made = _started()
    node(made, "dims", "Const", dtype=INT32, value=tensor(INT32, [2], int_val=[1 << 20, 1 << 20]))
    node(made, "y", "BroadcastTo", "x", "dims", T=FLOAT, Tidx=INT32)
    return _written(made, path)


def endless(path: Path) -> Path:
    """Loops for ever."""
    made = _started()
    condition = function(made, "again", {"value": FLOAT}, {"go": BOOL})
    node(condition, "yes", "Const", dtype=BOOL, value=tensor(BOOL, [], bool_val=[True]))
    condition.ret["go"] = "yes:output:0"
    body = function(made, "turn", {"value": FLOAT}, {"next": FLOAT})
    node(body, "same", "Sin", "value", T=FLOAT)
    body.ret["next"] = "same:y:0"
    loop = node(made, "y", "While", "x")
    loop.attr["T"].list.type.append(FLOAT)
    calling(loop, "cond", "again")
    calling(loop, "body", "turn")
    return _written(made, path)


def calling_itself(path: Path) -> Path:
    """Has a function that calls itself."""
    made = _started()
    itself = function(made, "itself", {"value": FLOAT}, {"result": FLOAT})
    inner = node(itself, "again", "PartitionedCall", "value")
    itself.ret["result"] = "again:output:0"
    outer = node(made, "y", "PartitionedCall", "x")
    for call in (inner, outer):
        call.attr["Tin"].list.type.append(FLOAT)
        call.attr["Tout"].list.type.append(FLOAT)
        calling(call, "f", "itself")
    return _written(made, path)


def damaged_lite(path: Path) -> Path:
    """A .tflite that takes a strided slice of tensors which are not there, where LiteRT looks without asking."""
    slicing = lite.Graph(
        tensors=[Tensor("x", (1,)), Tensor("y", (1,)), Tensor("z", (1,))],
        operators=[Op(inputs=(0,), outputs=())],
    )
    return lite.Model(graphs=[slicing], codes=[lite.Code(lite.STRIDED_SLICE)]).write(path)


def harmless_lite(path: Path) -> Path:
    """A .tflite that adds two numbers."""
    tensors = [Tensor("x", (1,)), Tensor("y", (1,)), Tensor("z", (1,))]
    return lite.Model(graphs=[lite.Graph(tensors=tensors)]).write(path)


def lambda_layer(path: Path, does: Callable[..., object], *defaults: object) -> Path:
    """A Keras 2 file with a Lambda layer of byte code. defaults: of the last arguments of the function."""
    layers = keras_files.sequence(
        keras_files.entrance("x", 1),
        keras_files.layer(
            "Lambda",
            "y",
            function=[_code(does.__code__), list(defaults), None],
            function_type="lambda",
            module="builtins",
            output_shape=None,
            output_shape_type="raw",
            output_shape_module=None,
            arguments={},
        ),
    )
    return keras_files.write_h5(path, layers, keras_version="2.15.0", backend="tensorflow")


def _code(code: CodeType) -> str:
    return base64.b64encode(marshal.dumps(code)).decode("ascii")
