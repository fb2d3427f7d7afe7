# SPDX-License-Identifier: Apache-2.0
"""Writes the structured values of a SavedModel, which keep arguments and results of functions, as Python would."""

from __future__ import annotations

from collections.abc import Sequence

from cutaway.description import dtypes
from cutaway.description.signatures import ConcreteFunction
from cutaway.wire.protobuf import Message

_RAGGED = "RaggedTensorSpec"
_MOST_TEXT = 4000
"""Of one function: thousands of tensors are no help to anybody."""


def arguments(concrete: Message, names: Sequence[str]) -> str:
    """The arguments that a function was traced with: `x=TensorSpec(…), training=False`.

    names: of the positional arguments, as far as they are known.
    """
    signature = concrete.canonicalized_input_signature
    parts = signature.tuple_value.values
    if signature.WhichOneof("kind") != "tuple_value" or len(parts) != len(("args", "kwargs")):
        return _cut(write(signature))
    given, keywords = parts[0].tuple_value.values, parts[1].dict_value.fields
    found = [
        f"{names[number]}={write(value)}" if number < len(names) else write(value)
        for number, value in enumerate(given)
    ]
    found += [f"{name}={write(keywords[name])}" for name in sorted(keywords)]
    return _cut(", ".join(found))


def concrete_function(name: str, concrete: Message, names: Sequence[str]) -> ConcreteFunction:
    """One trace, with its arguments and results as text."""
    return ConcreteFunction(name, arguments(concrete, names), _cut(write(concrete.output_signature)))


def ragged_arguments(concrete: Message, names: Sequence[str]) -> dict[str, int]:
    """Arguments that are ragged, by name, with how many of their axes are: signatures take these by their parts."""
    parts = concrete.canonicalized_input_signature.tuple_value.values
    if len(parts) != len(("args", "kwargs")):
        return {}
    given = dict(zip(names, parts[0].tuple_value.values, strict=False)) | dict(parts[1].dict_value.fields)
    for value in list(given.values()):
        given |= dict(value.dict_value.fields)
    states = {
        name: value.type_spec_value.type_state.tuple_value.values
        for name, value in given.items()
        if value.type_spec_value.type_spec_class_name.endswith(_RAGGED)
    }
    # RaggedTensorSpec._serialize: shape, dtype, ragged rank, dtype of the row splits.
    return {name: int(state[2].int64_value) for name, state in states.items() if len(state) > 2}


def argument_names(spec: Message) -> list[str]:
    """Names of the positional arguments in Python, without `self`."""
    for pair in spec.fullargspec.named_tuple_value.values:
        if pair.key == "args":
            names = [value.string_value for value in pair.value.list_value.values]
            return names[1:] if names[:1] == ["self"] else names
    return []


def write(value: Message) -> str:
    """A StructuredValue as Python text."""
    kind = value.WhichOneof("kind")
    if kind is None or kind == "none_value":
        return "None"
    writer = _WRITERS.get(kind)
    return writer(getattr(value, kind)) if writer else repr(getattr(value, kind))


def _sequence(value: Message, left: str, right: str) -> str:
    return left + ", ".join(map(write, value.values)) + right


def _tuple(value: Message) -> str:
    return f"({write(value.values[0])},)" if len(value.values) == 1 else _sequence(value, "(", ")")


def _dict(value: Message) -> str:
    return "{" + ", ".join(f"{key!r}: {write(value.fields[key])}" for key in sorted(value.fields)) + "}"


def _named_tuple(value: Message) -> str:
    return f"{value.name}({', '.join(f'{pair.key}={write(pair.value)}' for pair in value.values)})"


def _shape(shape: Message) -> str:
    if shape.unknown_rank:
        return "None"
    sizes = [str(dim.size) if dim.size >= 0 else "None" for dim in shape.dim]
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"


def _dtype(number: int) -> str:
    return f"tf.{dtypes.from_tensorflow(number)}"


def _spec(value: Message, kind: str = "TensorSpec") -> str:
    named = f", name={value.name!r}" if value.name else ""
    return f"{kind}(shape={_shape(value.shape)}, dtype={_dtype(value.dtype)}{named})"


def _type_spec(value: Message) -> str:
    name = value.type_spec_class_name.rpartition(".")[2] or "TypeSpec"
    state = value.type_state
    inside = (
        ", ".join(map(write, state.tuple_value.values)) if state.HasField("tuple_value") else write(state)
    )
    return f"{name}({inside})"


def _constant(value: Message) -> str:
    return f"<{dtypes.from_tensorflow(value.dtype)} tensor of shape {_shape(value.tensor_shape)}>"


_WRITERS = {
    "tuple_value": _tuple,
    "list_value": lambda value: _sequence(value, "[", "]"),
    "dict_value": _dict,
    "named_tuple_value": _named_tuple,
    "tensor_spec_value": _spec,
    "bounded_tensor_spec_value": lambda value: _spec(value, "BoundedTensorSpec"),
    "type_spec_value": _type_spec,
    "tensor_shape_value": _shape,
    "tensor_dtype_value": _dtype,
    "tensor_value": _constant,
    "numpy_value": _constant,
}


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]}…"
