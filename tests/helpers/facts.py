# SPDX-License-Identifier: Apache-2.0
"""Reads what stock TensorFlow said of a corpus entry, in the words of `show --json`."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

# What tf.DType.name and the interpreter call the types that the contract spells as numpy does.
_DTYPES = {
    "float": "float32",
    "double": "float64",
    "half": "float16",
    "bytes": "string",
    "invalid": "unknown",
}


def dtype(name: str) -> str:
    """The contract's spelling of a dtype of the facts; a reference to a variable is spelled as its type."""
    name = name.removesuffix("_ref")
    return _DTYPES.get(name, name)


def shape(dims: list[int | None] | None) -> list[int | None] | None:
    """The contract's form of a shape of the facts, which writes −1 for an unknown dimension."""
    return None if dims is None else [None if dim in {-1, None} else dim for dim in dims]


def ports(found: list[Json]) -> dict[str, tuple[str, list[int | None] | None]]:
    """Name to dtype and shape, of the inputs or outputs that `show --json` lists."""
    return {port["name"]: (port["dtype"], port["shape"]) for port in found}


def declared(signatures: Json) -> dict[str, dict[str, dict[str, tuple[str, list[int | None] | None]]]]:
    """Signatures of the facts as key → inputs/outputs → name → dtype and shape."""
    return {
        key: {
            side: {name: (dtype(port[0]), shape(port[1])) for name, port in signature[side].items()}
            for side in ("inputs", "outputs")
        }
        for key, signature in signatures.items()
    }


def unordered(ports: list[Any]) -> Counter[tuple[str, tuple[int | None, ...] | None]]:
    """Dtypes and shapes without names and order: the interpreter lists them in another order than a signature."""
    return Counter(
        (dtype(kind), None if dims is None else tuple(shape(dims) or ())) for _, dims, kind in ports
    )


def parameters(variables: Json) -> int:
    """Elements of all items that `show --json` lists."""
    return sum(math.prod(item["shape"]) for item in variables["items"])
