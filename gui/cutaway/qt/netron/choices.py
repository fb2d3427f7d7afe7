# SPDX-License-Identifier: Apache-2.0
"""What is chosen in the window by the names Netron has for it, and back."""

from __future__ import annotations

from cutaway.description.model import ModelDescription
from cutaway.description.tensors import TensorSpec
from cutaway.session.selection import Chosen

# Netron calls a weight after the node it is read by, where TensorFlow put one between.
_READS = ("/read", "/Read/ReadVariableOp")


def names_in_netron(description: ModelDescription, chosen: Chosen) -> tuple[str, ...]:
    """Names to look for, the most exact first; none for what a drawing does not show."""
    if chosen.kind == "node":
        return (chosen.name, chosen.name.partition(" (")[0])  # "(2)" counts equal names of a .tflite
    if chosen.kind == "layer":
        return (chosen.name, chosen.name.rpartition("/")[2])
    if chosen.kind in {"variable", "constant"}:
        # A weight of a Keras layer is drawn inside its layer: "dense/kernel" lies in "dense".
        owners = [layer.name for layer in description.layers or () if chosen.name in layer.variables]
        plain = chosen.name.removesuffix(":0")
        return (chosen.name, plain, *(f"{plain}{ending}" for ending in _READS), f"{plain}:0", *owners)
    if chosen.kind in {"input", "output"}:
        found = _port(description, chosen)
        return (found.tensor, found.tensor.partition(":")[0], chosen.name) if found else (chosen.name,)
    return ()


def chosen_from(description: ModelDescription, picked: str, name: str, inside: str = "") -> Chosen | None:
    """What that is in the window; None where the window knows nothing of that name.

    picked: "node" or "tensor". inside: the function that is drawn.
    """
    if picked == "node":
        layer = _layer(description, name)
        if layer:
            return Chosen("layer", layer)
        return Chosen("node", name, inside) if description.graph is not None else None
    plain = name.removesuffix(":0")
    stems = [plain.removesuffix(ending) for ending in _READS if plain.endswith(ending)]
    for candidate in (name, plain, f"{plain}:0", *stems):
        if any(variable.name == candidate for variable in description.variables):
            return Chosen("variable", candidate)
        if any(constant.name == candidate for constant in description.constants):
            return Chosen("constant", candidate)
    return _port_chosen(description, name)


def _layer(description: ModelDescription, name: str) -> str:
    """The layer that Netron calls so: it puts the nested model's name before that of a layer inside."""
    names = {layer.name for layer in description.layers or ()}
    return next((known for known in (name, name.rpartition("/")[2]) if known in names), "")


def _port(description: ModelDescription, chosen: Chosen) -> TensorSpec | None:
    for signature in description.signatures:
        if chosen.inside in {"", signature.key}:
            ports = signature.inputs if chosen.kind == "input" else signature.outputs
            for spec in ports:
                if spec.name == chosen.name:
                    return spec
    return None


def _port_chosen(description: ModelDescription, name: str) -> Chosen | None:
    plain = name.partition(":")[0]
    for signature in description.signatures:
        for spec in signature.inputs:
            if {name, plain} & {spec.name, spec.tensor, spec.tensor.partition(":")[0]}:
                return Chosen("input", spec.name, signature.key)
        for spec in signature.outputs:
            if {name, plain} & {spec.name, spec.tensor, spec.tensor.partition(":")[0]}:
                return Chosen("output", spec.name, signature.key)
    return None
