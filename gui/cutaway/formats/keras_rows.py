# SPDX-License-Identifier: Apache-2.0
"""The layer table of a Keras model, as `model.summary()` would give it, and the signature it is called by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cutaway.description.assets import LookupTable
from cutaway.description.layers import Layer
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.description.variables import Variable
from cutaway.formats.keras_config import Node, Ref, input_shape, shape
from cutaway.formats.keras_json import text_of
from cutaway.formats.keras_spelling import modern
from cutaway.formats.keras_trace import Traced, Tracer, element_type, layer_type, policy_type, sequence_input

if TYPE_CHECKING:
    from cutaway.formats.keras_weights import Stored

_WITH_WEIGHTS = frozenset(
    (
        *(f"Conv{n}D" for n in (1, 2, 3)),
        *(f"Conv{n}DTranspose" for n in (1, 2, 3)),
        *(f"ConvLSTM{n}D" for n in (1, 2, 3)),
        *(f"DepthwiseConv{n}D" for n in (1, 2)),
        *(f"SeparableConv{n}D" for n in (1, 2)),
        "BatchNormalization",
        "Dense",
        "EinsumDense",
        "Embedding",
        "GRU",
        "LSTM",
        "MultiHeadAttention",
        "SimpleRNN",
    )
)
_MOST_CONFIG = 1 << 16


def rows(model: Node, tracer: Tracer, stored: list[tuple[Stored, Variable]]) -> tuple[Layer, ...]:
    """One row for each layer; those of a nested model follow it, one deeper."""
    variables: dict[int, list[Variable]] = defaultdict(list)
    for entry, variable in stored:
        for owner in entry.owners:
            variables[id(owner)].append(variable)
    return table(model, tracer, variables)


def table(model: Node, tracer: Tracer, variables: dict[int, list[Variable]]) -> tuple[Layer, ...]:
    """As `rows`; variables: those of each layer, by the `id` of its Node."""
    return tuple(_rows(model, tracer, tracer.trace(model), variables, 0))


def _rows(
    model: Node, tracer: Tracer, traced: Traced, variables: dict[int, list[Variable]], depth: int
) -> Iterator[Layer]:
    before = ""
    for layer in model.layers:
        found = variables.get(id(layer), [])
        yield Layer(
            name=layer.name,
            class_name=layer.class_name,
            output_shape=traced.first(layer.name),
            parameters=sum(variable.elements for variable in found if variable.role == "weight"),
            trainable=_trainable(layer, found),
            depth=depth,
            inbound=((before,) if before else ()) if model.sequential else _inbound(layer),
            variables=tuple(variable.name for variable in found),
            config=_config(layer),
        )
        before = layer.name
        if layer.layers:
            yield from _rows(layer, tracer, tracer.trace(layer), variables, depth + 1)


def _trainable(layer: Node, variables: list[Variable]) -> bool | None:
    """None for layers without weights, where it means nothing."""
    return layer.trainable if variables else None


def _inbound(layer: Node) -> tuple[str, ...]:
    refs = [ref.layer for call in layer.calls for ref in (*call.args, *call.others)]
    return tuple(dict.fromkeys(refs))


def _config(layer: Node) -> str:
    """Its settings; those of a nested model are shown by the rows below it."""
    settings = (
        {key: value for key, value in layer.config.items() if key != "layers"}
        if layer.layers
        else layer.config
    )
    text = text_of(settings)
    return text if len(text) <= _MOST_CONFIG else text_of({"…": f"{len(text):,} characters of settings"})


def without_weights(model: Node, table: tuple[Layer, ...]) -> list[str]:
    """Names of the layers that have weights in every network, and none in the file."""
    if not model.is_model:
        return []
    found = {layer.name for layer in table if layer.depth == 0 and layer.parameters}
    missing = []
    for layer in model.layers:
        inner = layer.config.get("layer")
        wrapped = inner.get("class_name") if isinstance(inner, dict) else ""
        names = {modern(layer.class_name, {})[0], wrapped if isinstance(wrapped, str) else ""}
        if names & _WITH_WEIGHTS and layer.name not in found:
            missing.append(layer.name)
    return missing


def signature(model: Node, tracer: Tracer) -> tuple[Signature, ...]:
    """The one way to call the model, as its configuration declares it, or as it was called when it was built.

    None for a model without a graph of layers, of which nothing tells what it was built for.
    """
    if not model.layers:
        inputs = _as_built(model)
        outputs = [TensorSpec("output_0", "output_0", policy_type(model.config), None)]
        return (Signature("serving_default", "inferred", tuple(inputs), tuple(outputs)),) if inputs else ()
    traced = tracer.trace(model)
    inputs, outputs = _sequence(model, traced) if model.sequential else _graph(model, traced)
    if not inputs and not outputs:
        return ()
    return (Signature("serving_default", "declared", tuple(inputs), tuple(outputs)),)


def _as_built(model: Node) -> list[TensorSpec]:
    """What a model of its own class was called with when it was built; it takes batches of other sizes, too."""
    if isinstance(model.built, dict):
        found = {name: shape(each) for name, each in model.built.items()}
    elif isinstance(model.built, list) and any(isinstance(each, list) for each in model.built):
        found = {f"inputs_{place}": shape(each) for place, each in enumerate(model.built)}
    else:
        found = {"inputs": shape(model.built)}
    kind = policy_type(model.config)
    return [
        TensorSpec(name, name, kind, (None, *of[1:]) if of else of)
        for name, of in found.items()
        if of is not None
    ]


def _sequence(model: Node, traced: Traced) -> tuple[list[TensorSpec], list[TensorSpec]]:
    first, last = model.layers[0], model.layers[-1]
    made = (
        "input_layer" if model.module else f"{first.name}_input"
    )  # what Keras 3 or 2 calls one that it adds
    name = first.name if first.class_name == "InputLayer" else made
    entry = TensorSpec(name, name, policy_type(first.config), sequence_input(model))
    return [entry], [TensorSpec(last.name, last.name, layer_type(last), traced.first(last.name))]


def _graph(model: Node, traced: Traced) -> tuple[list[TensorSpec], list[TensorSpec]]:
    by_name = {layer.name: layer for layer in model.layers}
    inputs = []
    for ref in model.inputs:
        layer = by_name[ref.layer]
        inputs.append(TensorSpec(ref.layer, ref.layer, policy_type(layer.config), input_shape(layer.config)))
    used: dict[str, int] = {}
    outputs = []
    for ref, given in zip(model.outputs, traced.outputs, strict=False):
        count = used.get(ref.layer, 0)
        used[ref.layer] = count + 1
        name = f"{ref.layer}_{count}" if count else ref.layer
        outputs.append(TensorSpec(name, _tensor(ref), element_type(by_name, ref), given))
    return inputs, outputs


def _tensor(ref: Ref) -> str:
    return ref.layer if ref.node == ref.tensor == 0 else f"{ref.layer}:{ref.node}:{ref.tensor}"


def vocabularies(model: Node | None) -> tuple[dict[str, list[str]], list[LookupTable]]:
    """Words that layers keep among their settings, by the name of the layer, and the tables that they make."""
    words: dict[str, list[str]] = {}
    tables = []
    waiting = [model] if model is not None else []
    while waiting:
        layer = waiting.pop()
        waiting.extend(reversed(layer.layers))
        listed = layer.config.get("vocabulary")
        if isinstance(listed, list) and listed and layer.name not in words:
            words[layer.name] = [word if isinstance(word, str) else text_of(word) for word in listed]
            kind = "string" if isinstance(listed[-1], str) else "int64"
            tables.append(LookupTable(layer.name, "int64", kind, len(listed), "settings of the layer"))
    return words, tables
