# SPDX-License-Identifier: Apache-2.0
"""Whether Keras 3 and tf-keras of today can load a Keras file, with the reason; None where only trying would tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cutaway.description.findings import Runtime
from cutaway.formats.keras_config import Node
from cutaway.formats.keras_json import as_dict
from cutaway.formats.keras_stock import ONLY_KERAS_1, ONLY_KERAS_2, ONLY_KERAS_3

Container: TypeAlias = Literal["h5", "archive", "json"]

KERAS_3, TF_KERAS = "Keras 3", "tf-keras"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the verdicts rest on. version: of the Keras that wrote the file, empty where it does not say.

    custom: names of classes that are not Keras's. code: it holds or names code. complete: every layer that has weights
    has them in the file.
    """

    container: Container
    file_name: str
    version: str
    model: Node | None
    custom: tuple[str, ...]
    code: bool
    complete: bool


def verdicts(facts: Facts) -> tuple[Runtime, ...]:
    """Keras 3 first, then tf-keras."""
    if facts.model is None:
        reason = "The file holds weights without the network: build it in code, then call load_weights."
        return Runtime(KERAS_3, False, reason), Runtime(TF_KERAS, False, reason)
    nodes = list(_nodes(facts.model))
    return (
        _verdict(KERAS_3, 3, facts, next(_keras_3_obstacles(facts, nodes), "")),
        _verdict(TF_KERAS, 2, facts, next(_tf_keras_obstacles(facts, nodes), "")),
    )


def _verdict(name: str, generation: int, facts: Facts, obstacle: str) -> Runtime:
    if obstacle:
        return Runtime(name, False, obstacle)
    if facts.code:
        return Runtime(name, None, "It holds or names code of its own.")
    if not facts.complete:
        return Runtime(name, None, "Layers have no weights in the file.")
    if _generation(facts.version) == generation:
        return Runtime(
            name, True, f"It was written by Keras {facts.version} and holds nothing but stock layers."
        )
    if not facts.version:
        return Runtime(name, None, "The file does not say which Keras wrote it.")
    return Runtime(name, None, f"It was written by Keras {facts.version}; no known obstacle was found.")


def _keras_3_obstacles(facts: Facts, nodes: list[Node]) -> Iterator[str]:
    ending = facts.file_name.lower().rpartition(".")[2]
    if facts.container == "archive" and ending != "keras":
        yield "Keras 3 opens such an archive only under a name that ends in .keras."
    if facts.container == "h5" and ending not in ("h5", "hdf5"):
        yield "The file is HDF5, and Keras 3 opens that only under a name that ends in .h5 or .hdf5."
    yield from _common(facts)
    if facts.code:
        yield "It holds or names code, which Keras 3 refuses to load unless it is told to trust the file."
    if facts.container == "json" and any(node.class_name == "Model" for node in nodes):
        yield 'Keras 3 knows no class "Model".'
    for node in nodes:
        yield from _unknown_to_keras_3(node)


def _unknown_to_keras_3(node: Node) -> Iterator[str]:
    if node.class_name in ONLY_KERAS_2 - {"Model"} or node.class_name in ONLY_KERAS_1:
        yield f"Keras 3 has no layer {node.class_name} ({node.name})."
    if "time_major" in node.config:
        yield f"Keras 3 does not know the setting time_major of layer {node.name}."
    if node.class_name == "DepthwiseConv2D" and "groups" in node.config:
        yield f"Keras 3 does not know the setting groups of layer {node.name}."
    if "/" in node.name:
        yield f'Keras 3 allows no "/" in a name, and there is a layer {node.name}.'
    if ".engine." in node.module:
        yield f"Keras 3 has no module {node.module}, which the file names."


def _tf_keras_obstacles(facts: Facts, nodes: list[Node]) -> Iterator[str]:
    yield from _common(facts)
    for node in nodes:
        if node.class_name in ONLY_KERAS_3 | ONLY_KERAS_1:
            yield f"tf-keras has no layer {node.class_name} ({node.name})."
        if node.class_name == "InputLayer" and "batch_shape" in node.config:
            yield f"tf-keras does not know the setting batch_shape, which Keras 3 wrote for layer {node.name}."
        if as_dict(node.config.get("dtype")).get("class_name") == "DTypePolicy":
            yield "tf-keras has no class DTypePolicy, which Keras 3 wrote."
        if node.module.startswith(("keras.src.models", "keras.src.ops")):
            yield f"tf-keras has no module {node.module}, which Keras 3 wrote."


def _common(facts: Facts) -> Iterator[str]:
    if facts.custom:
        yield f"It needs code that defines {', '.join(facts.custom[:3])}{' and more' if len(facts.custom) > 3 else ''}."


def _generation(version: str) -> int:
    first = version.split(".", 1)[0]
    return int(first) if first.isdigit() and len(first) < 4 else 0


def _nodes(model: Node) -> Iterator[Node]:
    waiting = [model]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.layers))
        inner = as_dict(node.config.get("layer"))
        if isinstance(inner.get("class_name"), str):
            waiting.append(Node(str(node.name), inner["class_name"], as_dict(inner.get("config"))))
