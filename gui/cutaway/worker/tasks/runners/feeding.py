# SPDX-License-Identifier: Apache-2.0
"""How the inputs and outputs of a signature become feeds and fetches of a session, whatever they are composed of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy

from cutaway.description.signatures import Signature
from cutaway.errors import RequestError
from cutaway.worker.tasks.runners.failing import Asked
from cutaway.worker.tasks.runners.interface import Ragged, Sparse, Value
from cutaway.worker.tasks.runners.session import GraphSession
from cutaway.worker.tasks.runners.values import HANDLES, handle_note, to_array, to_feed


@dataclass(frozen=True, slots=True)
class Port:
    """An input or output. tensors: one; of a sparse one values, indices, shape; of a ragged one values, splits."""

    name: str
    tensors: tuple[str, ...]
    kind: str = "dense"
    default: numpy.ndarray | None = None


def ports(signature: Signature, declared: Any = None) -> tuple[list[Port], list[Port]]:  # noqa: ANN401 - a SignatureDef
    """Inputs and outputs. declared: the SignatureDef of the file, where there is one."""
    if declared is None:
        return (
            [_inferred(spec.name, spec.tensor) for spec in signature.inputs],
            [_inferred(spec.name, spec.tensor) for spec in signature.outputs],
        )
    given = [_port(spec.name, declared.inputs[spec.name], declared) for spec in signature.inputs]
    answered = [spec for spec in signature.outputs if signature.has_value(spec)]
    return given, [_port(spec.name, declared.outputs[spec.name]) for spec in answered]


def _inferred(name: str, tensor: str) -> Port:
    return Port(name, (tensor,))


def _port(name: str, info: Any, signature: Any = None) -> Port:  # noqa: ANN401 - a TensorInfo, a SignatureDef
    default = None
    if signature is not None and name in signature.defaults:
        import tensorflow

        default = to_array(tensorflow.make_ndarray(signature.defaults[name]))
    encoding = info.WhichOneof("encoding")
    if encoding == "coo_sparse":
        sparse = info.coo_sparse
        named = (sparse.values_tensor_name, sparse.indices_tensor_name, sparse.dense_shape_tensor_name)
        return Port(name, named, "sparse", default)
    if encoding == "composite_tensor":
        parts = tuple(part.name for part in info.composite_tensor.components)
        kind = "sparse" if "Sparse" in info.composite_tensor.type_spec.type_spec_class_name else "ragged"
        if kind == "sparse" and len(parts) == 3:
            parts = (parts[1], parts[0], parts[2])
        return Port(name, parts, kind, default)
    return Port(name, (info.name,), default=default)


def feeds(
    session: GraphSession, given: list[Port], inputs: Mapping[str, Value], asked: Asked
) -> dict[Any, Any]:
    """What is fed, by tensor. Raises RequestError for an input that has no value and cannot do without."""
    found: dict[Any, Any] = {}
    for port in given:
        value = inputs.get(port.name)
        if value is None:
            value = port.default
        if value is None:
            if _has_default(session, port):
                continue
            raise missing(port.name, asked)
        for name, part in zip(port.tensors, _parts(value), strict=True):
            tensor = session.tensor(name)
            found[tensor] = to_feed(part, tensor.dtype)
    return found


def missing(name: str, asked: Asked) -> RequestError:
    """The error for an input without a value."""
    message = f"{asked.subject} needs a value for its input {name}."
    return RequestError(message, hint="Give one, or choose random values for it.", path=asked.path)


def _has_default(session: GraphSession, port: Port) -> bool:
    operation = session.tensor(port.tensors[0]).op
    return operation.type not in ("Placeholder", "PlaceholderV2")


def _parts(value: Value) -> tuple[numpy.ndarray, ...]:
    if isinstance(value, Sparse):
        return value.values, value.indices, numpy.array(value.shape, numpy.int64)
    if isinstance(value, Ragged):
        return (value.values, *value.splits)
    return (value,)


def fetches(session: GraphSession, answered: list[Port]) -> tuple[dict[str, list[Any]], dict[str, str]]:
    """Tensors by the name of the output, and for outputs that have no value why."""
    found: dict[str, list[Any]] = {}
    notes: dict[str, str] = {}
    for port in answered:
        tensors = [session.tensor(name) for name in port.tensors]
        kind = tensors[0].dtype.base_dtype.name
        if kind in HANDLES:
            notes[port.name] = handle_note(kind)
        else:
            found[port.name] = tensors
    return found, notes


def values(answered: list[Port], found: Mapping[str, list[Any]]) -> dict[str, Value]:
    """What was fetched, put together again."""
    made: dict[str, Value] = {}
    for port in answered:
        if port.name not in found:
            continue
        first, *rest = [to_array(part) for part in found[port.name]]
        if port.kind == "sparse" and rest:
            made[port.name] = Sparse(rest[0], first, tuple(int(size) for size in rest[1]))
        elif port.kind == "ragged" and rest:
            made[port.name] = Ragged(first, tuple(rest))
        else:
            made[port.name] = first
    return made
