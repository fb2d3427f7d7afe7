# SPDX-License-Identifier: Apache-2.0
"""The configuration of a Keras model of any version, brought into one form: layers, their calls, inputs and outputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cutaway.description.tensors import Shape
from cutaway.errors import DamagedFileError
from cutaway.formats.keras_json import Object, as_dict, as_list, as_text

MOST_LAYERS = 200_000
MOST_DEPTH = 30
_LARGEST = 1 << 62

MODELS = frozenset(("Model", "Functional", "Sequential"))


class Ref(NamedTuple):
    """A tensor of the layer graph: output `tensor` of the call number `node` of `layer`."""

    layer: str
    node: int
    tensor: int


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a layer. args: tensors given by position. others: tensors given by keyword.

    plain: the positional arguments as the file has them, for layers that are operations.
    """

    args: tuple[Ref, ...] = ()
    others: tuple[Ref, ...] = ()
    plain: Any = None


@dataclass(slots=True)
class Node:
    """A layer, or a model nested as one.

    built: input shape that it was built with, where the file says it; of several inputs a list, or a dict by name.

    recorded: shapes of tensors that its callers wrote down, by call and output. layers: of a nested model.
    """

    name: str
    class_name: str
    config: Object
    module: str = ""
    registered: str = ""
    built: Any = None
    calls: tuple[Call, ...] = ()
    layers: list[Node] = field(default_factory=list)
    inputs: tuple[Ref, ...] = ()
    outputs: tuple[Ref, ...] = ()
    recorded: dict[int, dict[int, tuple[Shape, str]]] = field(default_factory=dict)

    @property
    def sequential(self) -> bool:
        """Whether its layers follow one another."""
        return self.class_name == "Sequential"

    @property
    def is_model(self) -> bool:
        """Whether its layers are known."""
        return bool(self.layers) or self.class_name in MODELS

    @property
    def trainable(self) -> bool:
        """Whether training changes its weights, as far as it goes itself."""
        return self.config.get("trainable") is not False


def read(found: Object, path: str) -> Node:
    """The model that a configuration describes. Raises DamagedFileError where it is none."""
    if not isinstance(found.get("class_name"), str):
        raise DamagedFileError(
            f"{path} cannot be described: its configuration names no class.",
            hint="Save the model again, or get a fresh copy of the file.",
            path=path,
        )
    return _Reader(path).node(found, 0)


def shape(value: Any) -> Shape:  # noqa: ANN401 - any JSON value
    """A shape from the file's array; None where it is none."""
    if not isinstance(value, list) or not all(
        size is None or (type(size) is int and 0 <= size < _LARGEST) for size in value
    ):
        return None
    return tuple(value)


def input_shape(config: Object) -> Shape:
    """What an InputLayer, or the first layer of a Sequential model, says of the shape of its input."""
    for key in ("batch_shape", "batch_input_shape"):
        if key in config:
            return shape(config[key])
    if "input_shape" in config:
        inner = shape(config["input_shape"])
        return None if inner is None else (None, *inner)
    if isinstance(config.get("input_dim"), int) and "input_length" not in config:
        return (None, config["input_dim"])
    return None


class _Reader:
    """Reads one configuration; counts what it makes, so that a hostile one ends."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._made = 0

    def node(self, found: Object, depth: int) -> Node:
        self._made += 1
        if self._made > MOST_LAYERS or depth > MOST_DEPTH:
            raise DamagedFileError(
                f"{self._path} is not described: its configuration has more than {MOST_LAYERS:,} layers, "
                f"or models nested more than {MOST_DEPTH} deep.",
                path=self._path,
            )
        class_name = as_text(found.get("class_name"), "?")
        raw = found.get("config")
        config = as_dict(raw)
        node = Node(
            name=as_text(found.get("name")) or as_text(config.get("name")) or class_name,
            class_name=class_name,
            config=config if not isinstance(raw, list) else {"layers": raw},
            module=as_text(found.get("module")),
            registered=as_text(found.get("registered_name")),
            built=_built(as_dict(found.get("build_config"))),
        )
        if isinstance(raw, str):  # a function that is used as a layer
            node.config = {"function": raw}
        self._inside(node, depth)
        return node

    def _inside(self, node: Node, depth: int) -> None:
        entries = as_list(node.config.get("layers"))
        if node.class_name not in MODELS and not _is_graph(node.config):
            return
        below = [entry for entry in entries if isinstance(entry, dict)]
        node.layers = [self.node(entry, depth + 1) for entry in below]
        if node.sequential:
            return
        by_name = {layer.name: layer for layer in node.layers}
        for layer, entry in zip(node.layers, below, strict=True):
            layer.calls = tuple(_call(part, by_name) for part in _calls(entry.get("inbound_nodes"), by_name))
        node.inputs = tuple(_refs(node.config.get("input_layers"), by_name))
        node.outputs = tuple(_refs(node.config.get("output_layers"), by_name))


def _is_graph(config: Object) -> bool:
    """A subclass of Model that was saved as a graph of layers still has all of these."""
    return isinstance(config.get("layers"), list) and "input_layers" in config and "output_layers" in config


def _calls(value: Any, names: dict[str, Node]) -> list[Any]:  # noqa: ANN401 - any JSON value
    """One entry for each call; Keras 2 leaves out a level where a layer takes a single tensor."""
    found = as_list(value)
    return [[entry] if _ref(entry, names) else entry for entry in found]


def _built(found: Object) -> Any:  # noqa: ANN401 - JSON
    """Of one argument the shape is noted, of several each by its name in `build()`: `query_shape`."""
    several = as_dict(found.get("shapes_dict"))
    return {name.removesuffix("_shape"): each for name, each in several.items()} or found.get("input_shape")


def _call(value: Any, names: dict[str, Node]) -> Call:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict) and "args" in value:  # Keras 3
        args, others = value["args"], value.get("kwargs")
        return Call(tuple(_refs(args, names)), tuple(_refs(others, names)), args)
    args, others = [], []
    for entry in value if isinstance(value, list) else [value]:
        args.extend(_refs(entry, names))
        if isinstance(entry, list) and len(entry) > 3:
            others.extend(_refs(entry[3], names))
    return Call(tuple(args), tuple(others), value)


def _refs(value: Any, names: dict[str, Node]) -> list[Ref]:  # noqa: ANN401 - any JSON value
    """Every reference to a tensor of these layers, in the order of the file; keywords of Keras 2's calls left out."""
    found = []
    waiting: list[Iterator[Any]] = [iter((value,))]
    while waiting:
        for part in waiting[-1]:
            if part and isinstance(part, (dict, list)):
                break
        else:
            waiting.pop()
            continue
        ref = _ref(part, names)
        if ref is not None:
            found.append(ref)
        else:
            waiting.append(iter(part) if isinstance(part, list) else iter(part.values()))
    return found


def _ref(value: Any, names: dict[str, Node]) -> Ref | None:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict) and value.get("class_name") == "__keras_tensor__":
        config = as_dict(value.get("config"))
        ref = _ref(config.get("keras_history"), names)
        if ref is not None:
            recorded = shape(config.get("shape")), as_text(config.get("dtype"))
            names[ref.layer].recorded.setdefault(ref.node, {})[ref.tensor] = recorded
        return ref
    if (
        not isinstance(value, list)
        or len(value) < 3
        or not isinstance(value[0], str)
        or value[0] not in names
    ):
        return None
    node, tensor = value[1], value[2]
    numbers = type(node) is int and type(tensor) is int and node >= 0 and tensor >= 0
    return Ref(value[0], node, tensor) if numbers else None
