# SPDX-License-Identifier: Apache-2.0
"""What Keras 2 left in a SavedModel: its version, the model's layers with their variables, and code in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cutaway.description.findings import Finding
from cutaway.description.layers import Layer
from cutaway.description.variables import Variable
from cutaway.errors import ModelError
from cutaway.formats.objectgraph import ObjectGraph
from cutaway.formats.savedmodel_files import size_of

if TYPE_CHECKING:
    from cutaway.formats.keras_config import Node

_PREFIX = "_tf_keras_"
_LAYERS = frozenset(
    f"{_PREFIX}{kind}" for kind in ("layer", "input_layer", "model", "network", "sequential", "rnn_layer")
)
_MESSAGE = "third_party.tensorflow.python.keras.protobuf.SavedMetadata"
_MOST_PARSED = 1 << 24
"""Bytes of JSON altogether that are parsed for the layer table."""


class KerasObject(NamedTuple):
    """An object that Keras described. number: in the object graph. metadata: JSON text."""

    number: int
    path: str
    identifier: str
    metadata: str


@dataclass(slots=True)
class SavedKeras:
    """What is known. present: whether Keras 2 wrote this model. layers: None where its network is not described.

    code: whether loading it as a Keras model would run code that is in it. custom: classes that are not Keras's.
    """

    present: bool = False
    version: str = ""
    layers: tuple[Layer, ...] | None = None
    findings: list[Finding] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    code: bool = False
    custom: tuple[str, ...] = ()


def read_keras(file: Path, objects: ObjectGraph, variables: dict[int, Variable]) -> SavedKeras:
    """Read `keras_metadata.pb`, or what TensorFlow 2.0 to 2.4 wrote into the object graph instead.

    variables: those of the checkpoint by the number of their object. What cannot be read becomes a finding.
    """
    found = SavedKeras()
    try:
        described = list(_objects(file, objects))
    except ModelError as error:
        found.findings.append(Finding("damaged-keras-metadata", "warning", error.message, file.name))
        return found
    if not described:
        return found
    found.present = True
    try:
        _read(found, described, objects, variables, file)
    except ModelError as error:
        found.findings.append(Finding("damaged-keras-metadata", "warning", error.message, file.name))
    except RecursionError:
        message = "The configuration of the Keras model nests too deep to be shown."
        found.findings.append(Finding("damaged-keras-metadata", "warning", message, file.name))
    return found


def _objects(file: Path, objects: ObjectGraph) -> Iterator[KerasObject]:
    if size_of(file) is not None:
        from cutaway.wire import protobuf

        for node in protobuf.load(_MESSAGE, file).message.nodes:
            yield KerasObject(node.node_id, node.node_path, node.identifier, node.metadata)
        return
    for number, node in enumerate(objects.nodes):
        user = node.user_object
        if user.identifier.startswith(_PREFIX):
            yield KerasObject(number, f"root.{objects.paths[number] or ''}", user.identifier, user.metadata)


def _read(
    found: SavedKeras,
    described: list[KerasObject],
    objects: ObjectGraph,
    variables: dict[int, Variable],
    file: Path,
) -> None:
    from cutaway.formats import keras_findings, keras_json
    from cutaway.formats.keras_config import read

    root = next((one for one in described if one.number == 0), None)
    about = keras_json.parse(root.metadata, "its Keras metadata", file.name) if root is not None else {}
    found.version = keras_json.as_text(about.get("keras_version"))
    found.metadata = {
        key: keras_json.as_text(about.get(name))
        for key, name in (
            ("keras_model", "name"),
            ("keras_class", "class_name"),
            ("keras_backend", "backend"),
        )
        if about.get(name)
    }
    if about.get("training_config"):
        found.metadata["training"] = _plain(about["training_config"])
    config = _plain({"class_name": about.get("class_name", "?"), "config": about.get("config")})
    model: Node | None = read(config, file.name)
    if model is not None and model.layers:
        found.layers = _table(model, described, objects, variables)
    else:
        found.layers = tuple(_hanging(described, objects, variables)) or None
        inside = [_layer_config(one) for one in described if one.number and one.identifier in _LAYERS]
        config = {"class_name": config["class_name"], "config": {"layers": inside}}
        model = None
    needs = keras_findings.inspect(model, config)
    # Classes of others come back as what was traced of them, so their code is not needed.
    found.findings += [finding for finding in needs.findings if finding.code != "custom-object"]
    found.code, found.custom = bool(needs.code), tuple(needs.custom)


def _table(
    model: Node,
    described: list[KerasObject],
    objects: ObjectGraph,
    variables: dict[int, Variable],
) -> tuple[Layer, ...]:
    """Rows of a network whose configuration is known; layers find their variables by the name that both have."""
    from cutaway.formats.keras_rows import table
    from cutaway.formats.keras_trace import Tracer

    by_name: dict[str, int] = {}
    for one in described:
        if one.number and one.identifier in _LAYERS:
            by_name.setdefault(_name(one), one.number)
    owned: dict[int, list[Variable]] = defaultdict(list)
    waiting = list(model.layers)
    while waiting:
        layer = waiting.pop()
        waiting += layer.layers
        number = by_name.get(layer.name)
        if number is not None and number < len(objects.nodes):
            under = objects.variables_under(number)
            owned[id(layer)] = [variables[one] for one in under if one in variables]
    rows = table(model, Tracer(), owned)
    return tuple(_with_shape(row, objects, by_name.get(row.name, 0)) for row in rows)


def _with_shape(row: Layer, objects: ObjectGraph, number: int) -> Layer:
    """A layer whose class is not known, with the shape that its traced call gives."""
    if row.output_shape is not None or not 0 < number < len(objects.nodes):
        return row
    return replace(row, output_shape=objects.call_shape(number))


def _hanging(
    described: list[KerasObject], objects: ObjectGraph, variables: dict[int, Variable]
) -> Iterator[Layer]:
    """Rows of a model that is a program: the layers that hang on it, without an order."""
    from cutaway.formats.keras_json import text_of

    hanging = set(objects.children(0).values()) if len(objects.nodes) else set()
    for one in described:
        if one.number not in hanging or one.identifier not in _LAYERS or not one.number:
            continue
        owned = [variables[number] for number in objects.variables_under(one.number) if number in variables]
        about = _layer_config(one)
        yield Layer(
            name=_name(one),
            class_name=str(about.get("class_name", "?")),
            output_shape=objects.call_shape(one.number),
            parameters=sum(variable.elements for variable in owned if variable.role == "weight"),
            trainable=about.get("trainable") is not False if owned else None,
            variables=tuple(variable.name for variable in owned),
            config=text_of(about.get("config") or {}),
        )


def _name(one: KerasObject) -> str:
    """The layer's name, found without parsing what may be a megabyte of a nested model's configuration."""
    about = _layer_config(one)
    return str(about.get("name") or one.path.rpartition(".")[2])


def _layer_config(one: KerasObject) -> dict[str, Any]:
    from cutaway.formats import keras_json

    if len(one.metadata) > _MOST_PARSED:
        return {}
    try:
        parsed: dict[str, Any] = _plain(keras_json.parse(one.metadata, "its Keras metadata", one.path))
    except ModelError:
        return {}
    return parsed


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The value with Keras 2's marked tuples and shapes as arrays. Raises RecursionError for absurd nesting."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("class_name") in ("__tuple__", "TensorShape") and isinstance(value.get("items"), list):
        return [_plain(item) for item in value["items"]]
    return {key: _plain(item) for key, item in value.items()}
