# SPDX-License-Identifier: Apache-2.0
"""Variables that a graph declares: what they are where no checkpoint is there to tell, and which of them learn."""

from __future__ import annotations

from cutaway.description import dtypes
from cutaway.description.variables import Variable
from cutaway.formats import roles
from cutaway.formats.nodes import VARIABLES, Census, attr_shape, attr_text
from cutaway.wire.protobuf import Message

_TRAINABLE = "trainable_variables"


def declared(census: Census, trainable: frozenset[str] | None) -> tuple[Variable, ...]:
    """The variables of the main graph, without values. trainable: as `trainable_names` gives it."""
    found: dict[str, tuple[str, tuple[int, ...]]] = {}
    for place in census.places(sorted(VARIABLES), main=True):
        value = place.node.attr.get("dtype")
        shape = tuple(size or 0 for size in attr_shape(place.node) or ())
        name = attr_text(place.node, "shared_name") or place.node.name
        found.setdefault(name, (dtypes.from_tensorflow(value.type if value is not None else 0), shape))
    names = frozenset(found)
    return tuple(
        Variable(
            name,
            name,
            dtype,
            shape,
            dtypes.size_in_bytes(dtype, shape),
            roles.by_name(name, names).role,
            name in trainable if trainable is not None else None,
            available=False,
        )
        for name, (dtype, shape) in found.items()
    )


def trainable_names(meta: Message) -> frozenset[str] | None:
    """Names of the variables that TensorFlow 1 trains, as a checkpoint has them; None where the file does not say.

    A partitioned variable is listed once for each of its parts, and under its whole name here.
    """
    from google.protobuf.message import DecodeError

    from cutaway.wire import protobuf

    if _TRAINABLE not in meta.collection_def:
        return None
    definition = protobuf.message_class("VariableDef")
    names = set()
    for raw in meta.collection_def[_TRAINABLE].bytes_list.value:
        try:
            variable = definition.FromString(raw)
        except DecodeError:
            continue
        whole = variable.save_slice_info_def.full_name
        names.add(whole or variable.variable_name.rpartition(":")[0])
    return frozenset(names)


def with_trainable(variables: tuple[Variable, ...], names: frozenset[str] | None) -> tuple[Variable, ...]:
    """The variables of a checkpoint, with what the graph says of their training."""
    if names is None:
        return variables
    return tuple(
        variable._replace(trainable=variable.name in names) if variable.role == "weight" else variable
        for variable in variables
    )
