# SPDX-License-Identifier: Apache-2.0
"""What is known of the one thing that is chosen: facts, where it leads, and what can be copied of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cutaway.description import wording
from cutaway.description.layers import Layer
from cutaway.description.model import ModelDescription
from cutaway.description.tensors import Quantization, TensorSpec
from cutaway.description.variables import Variable, title
from cutaway.session.python_snippets import numpy_inputs, python
from cutaway.session.selection import Chosen, Kind
from cutaway.session.snippets import variable_code
from cutaway.session.variable_listing import in_file

_MOST_LINKS = 10
_FEW_PAIRS = 1


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of facts. mono: a name or a shape. full: what hovering tells."""

    key: str
    value: str
    mono: bool = False
    full: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """kind: in words ("Variable"). title: its name. dtype: shown as a tag where it has one.

    links: words and what they choose. copies: words and text. text: a longer description.
    """

    kind: str
    title: str
    facts: tuple[Fact, ...] = ()
    dtype: str = ""
    text: str = ""
    links: tuple[tuple[str, Chosen], ...] = ()
    copies: tuple[tuple[str, str], ...] = ()


def inspect(description: ModelDescription, chosen: Chosen) -> Inspection | None:
    """What is known; None where the description has nothing of that name."""
    look = _INSPECTORS.get(chosen.kind)
    return look(description, chosen) if look else None


def quantization(found: Quantization | None) -> str:
    """The pair, or how many pairs there are."""
    if found is None or not found.scale:
        return ""
    if len(found.scale) > _FEW_PAIRS:
        return f"{wording.counted(len(found.scale), 'scale')} along axis {found.axis}"
    zero = found.zero_point[0] if found.zero_point else 0
    return f"scale {wording.number(found.scale[0], 6)}, zero point {zero}"


def _model(description: ModelDescription, _chosen: Chosen) -> Inspection:
    beside = description.optimizer_parameters
    facts = [
        Fact("Format", wording.format_title(description.format)),
        Fact("Written by", wording.producers(description.producer)),
        Fact("Parameters", wording.count(description.parameters)),
        Fact("Optimizer", wording.counted(beside, "parameter") if beside else ""),
        Fact("Size", wording.byte_size(description.bytes), full=wording.counted(description.bytes, "byte")),
        Fact("Path", description.path, mono=True),
    ]
    title = description.path.rstrip("/").rsplit("/", 1)[-1]
    return Inspection("Model", title, _known(facts), copies=(("Copy path", description.path),))


def _signature(description: ModelDescription, chosen: Chosen) -> Inspection | None:
    found = next((s for s in description.signatures if s.key == chosen.name), None)
    if found is None:
        return None
    facts = [
        Fact("Origin", "declared in the file" if found.origin == "declared" else "inferred"),
        Fact("Method", found.method, mono=True),
        Fact("Inputs", wording.count(len(found.inputs))),
        Fact("Outputs", wording.count(len(found.outputs))),
        Fact("Role", "initialiser, run by loaders" if found.runs_on_load else ""),
    ]
    ports = [(f"Input {spec.name}", Chosen("input", spec.name, found.key)) for spec in found.inputs]
    ports += [(f"Output {spec.name}", Chosen("output", spec.name, found.key)) for spec in found.outputs]
    copies = [("Copy key", found.key)]
    code = python(description, found)
    copies += [("Copy as Python", code)] if code and not found.runs_on_load else []
    return Inspection(
        "Signature", found.key, _known(facts), text=found.description, links=_few(ports), copies=tuple(copies)
    )


def _port(description: ModelDescription, chosen: Chosen) -> Inspection | None:
    signature = next((s for s in description.signatures if s.key == chosen.inside), None)
    specs = () if signature is None else signature.inputs if chosen.kind == "input" else signature.outputs
    spec = next((candidate for candidate in specs if candidate.name == chosen.name), None)
    if spec is None or signature is None:
        return None
    is_op = not signature.has_value(spec)
    facts = [
        Fact("Value", "none: an op that loaders run" if is_op else ""),
        Fact("Shape", "" if is_op else wording.shape(spec.shape), mono=True, full=_shape_in_full(spec)),
        Fact("Tensor", spec.tensor, mono=True),
        Fact("Quantised", quantization(spec.quantization)),
    ]
    copies = [("Copy name", spec.name), ("Copy tensor", spec.tensor)]
    copies += [("Copy as NumPy code", numpy_inputs([spec]))] if chosen.kind == "input" else []
    return Inspection(
        "Input" if chosen.kind == "input" else "Output",
        spec.name,
        _known(facts),
        "" if is_op else spec.dtype,
        spec.description,
        (
            (f"Signature {signature.key}", Chosen("signature", signature.key)),
            *_placeholder(description, spec),
        ),
        tuple(copies),
    )


def _variable(description: ModelDescription, chosen: Chosen) -> Inspection | None:
    tensors = description.constants if chosen.kind == "constant" else description.variables
    found = next((variable for variable in tensors if variable.name == chosen.name), None)
    if found is None:
        return None
    facts = [
        Fact("Shape", wording.shape(found.shape), mono=True, full=str(list(found.shape))),
        Fact("Elements", wording.count(found.elements)),
        Fact("Size", wording.byte_size(found.bytes), full=wording.counted(found.bytes, "byte")),
        Fact("Role", found.role),
        Fact("Trainable", {None: "", True: "yes", False: "no"}[found.trainable]),
        Fact("In the file", in_file(found), mono=True),
        Fact("Values", "" if found.available else "missing from the files"),
    ]
    links = [
        (f"Layer {layer.name}", Chosen("layer", layer.name))
        for layer in description.layers or ()
        if found.name in layer.variables
    ]
    links += _readers(description, found)
    return Inspection(
        "Constant" if chosen.kind == "constant" else "Variable",
        title(found),
        _known(facts),
        found.dtype,
        links=_few(links),
        copies=_variable_copies(description, found),
    )


def _variable_copies(description: ModelDescription, variable: Variable) -> tuple[tuple[str, str], ...]:
    copies = [("Copy name", variable.name)]
    if variable.available:
        copies.append(("Copy as NumPy code", variable_code(description, variable)))
    return tuple(copies)


def _layer(description: ModelDescription, chosen: Chosen) -> Inspection | None:
    found: Layer | None = next((item for item in description.layers or () if item.name == chosen.name), None)
    if found is None:
        return None
    facts = [
        Fact("Class", found.class_name),
        Fact("Output", "" if found.output_shape is None else wording.shape(found.output_shape), mono=True),
        Fact("Parameters", wording.count(found.parameters)),
        Fact("Trainable", {None: "", True: "yes", False: "no"}[found.trainable]),
    ]
    known = {variable.name for variable in description.variables}
    links = [(f"Variable {name}", Chosen("variable", name)) for name in found.variables if name in known]
    names = {layer.name for layer in description.layers or ()}
    links += [(f"Fed by {name}", Chosen("layer", name)) for name in found.inbound if name in names]
    copies = (("Copy name", found.name), ("Copy configuration", found.config))
    return Inspection("Layer", found.name, _known(facts), links=_few(links), copies=copies)


def _asset(description: ModelDescription, chosen: Chosen) -> Inspection | None:
    if not chosen.name:  # the metadata of the whole
        return _model(description, chosen)
    found = next((asset for asset in description.assets if asset.name == chosen.name), None)
    if found is None:
        return None
    size = wording.byte_size(found.bytes) if found.available else "missing"
    facts = [Fact("Role", found.role), Fact("Size", size, full=wording.counted(found.bytes, "byte"))]
    links = [
        (f"Table {table.name}", Chosen("table", table.name))
        for table in description.tables
        if table.source == found.name
    ]
    return Inspection(
        "File", found.name, _known(facts), links=_few(links), copies=(("Copy name", found.name),)
    )


def _table(description: ModelDescription, chosen: Chosen) -> Inspection | None:
    found = next((table for table in description.tables if table.name == chosen.name), None)
    if found is None:
        return None
    facts = [
        Fact("Keys", found.key_dtype, mono=True),
        Fact("Values", found.value_dtype, mono=True),
        Fact(
            "Entries", "known after initialising" if found.entries is None else wording.count(found.entries)
        ),
        Fact("Filled from", found.source, mono=True),
    ]
    is_asset = any(asset.name == found.source for asset in description.assets)
    links = ((f"File {found.source}", Chosen("asset", found.source)),) if is_asset else ()
    return Inspection(
        "Lookup table", found.name, _known(facts), links=links, copies=(("Copy name", found.name),)
    )


def _function(description: ModelDescription, chosen: Chosen) -> Inspection | None:
    path = chosen.inside or chosen.name
    found = next((function for function in description.functions if function.path == path), None)
    if found is None:
        return None
    facts = [Fact("Traces", wording.count(len(found.options)))]
    for option in found.options:
        if option.function == chosen.name and chosen.inside:
            facts += [
                Fact("Body", option.function, mono=True),
                Fact("Takes", option.arguments, mono=True),
                Fact("Gives", option.returns, mono=True),
            ]
    return Inspection("Function", found.path, _known(facts), copies=(("Copy path", found.path),))


def _node(_description: ModelDescription, chosen: Chosen) -> Inspection:
    """What is known before the reader tells more."""
    facts = [Fact("Function", chosen.inside, mono=True)]
    return Inspection("Node", chosen.name, _known(facts), copies=(("Copy name", chosen.name),))


def _readers(description: ModelDescription, weight: Variable) -> list[tuple[str, Chosen]]:
    """What uses a variable or constant: the map shows it where its first reader is."""
    if description.graph is None or description.format == "tflite":
        return []
    name, function = weight.path, ""
    for known in sorted({function.path for function in description.functions}, key=len, reverse=True):
        if weight in description.constants and name.startswith(f"{known}/"):
            name, function = name.removeprefix(f"{known}/"), known
            break
    return [("Its reader in the graph", Chosen("node", name, function))]


def _placeholder(description: ModelDescription, spec: TensorSpec) -> list[tuple[str, Chosen]]:
    """The node of a tensor, where there is a graph that it is in."""
    if description.graph is None or not spec.tensor:
        return []
    is_node = description.format != "tflite"
    name = spec.tensor.partition(":")[0] if is_node else spec.tensor
    return [(f"Node {name}", Chosen("node", name))]


def _finding(description: ModelDescription, chosen: Chosen) -> Inspection | None:
    found = next((finding for finding in description.findings if finding.code == chosen.name), None)
    if found is None:
        return None
    severity = {"info": "Note", "warning": "Warning", "danger": "Danger"}[found.severity]
    facts = [Fact("Where", found.where or "", mono=True), Fact("Code", found.code, mono=True)]
    return Inspection(
        severity, found.code, _known(facts), text=found.message, copies=(("Copy", found.message),)
    )


def _known(facts: list[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.value)


def _few(links: list[tuple[str, Chosen]]) -> tuple[tuple[str, Chosen], ...]:
    return tuple(links[:_MOST_LINKS])


def _shape_in_full(spec: TensorSpec) -> str:
    return "" if spec.shape is None else str(list(spec.shape))


_INSPECTORS: dict[Kind, Callable[[ModelDescription, Chosen], Inspection | None]] = {
    "model": _model,
    "signature": _signature,
    "input": _port,
    "output": _port,
    "variable": _variable,
    "constant": _variable,
    "layer": _layer,
    "asset": _asset,
    "table": _table,
    "function": _function,
    "finding": _finding,
    "node": _node,
}
