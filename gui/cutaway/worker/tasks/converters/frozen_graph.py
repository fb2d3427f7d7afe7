# SPDX-License-Identifier: Apache-2.0
"""Writes a frozen graph: variables as constants, what no output needs cut away, outputs under their own names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cutaway.description.findings import Finding
from cutaway.errors import CutawayError, ModelError
from cutaway.worker.tasks.converters.as_saved_model import AsSavedModel, as_saved_model, asked_of, inner
from cutaway.worker.tasks.converters.cutting import cut, resize
from cutaway.worker.tasks.converters.interface import Order, Written
from cutaway.worker.tasks.runners import sources
from cutaway.worker.tasks.runners.failing import REFUSED, told
from cutaway.worker.tasks.runners.feeding import ports
from cutaway.worker.tasks.runners.session import GraphSession, Sources

_ASKING = ("VarIsInitializedOp", "IsVariableInitialized")
"""Ops that ask whether a variable has a value: inferred signatures may end in them, and constants are never asked."""
_TABLES = ("HashTable", "MutableHashTable", "InitializeTable", "LookupTable")
_HELD = frozenset({"HashTableV2", "MutableHashTableV2", "MutableDenseHashTableV2"})
_OLD_LOOPS = frozenset({"Switch", "Merge", "Enter", "RefSwitch", "RefMerge", "RefEnter"})
_NEW_LOOPS = frozenset({"While", "StatelessWhile", "If", "StatelessIf", "Case", "StatelessCase"})


def convert(order: Order) -> Written:
    """Freeze the first signature; text where the name ends in .pbtxt."""
    import tensorflow
    from google.protobuf import text_format

    made = frozen(order, keeps_names=True)
    order.stage("Writing the graph")
    if order.output.suffix == ".pbtxt":
        order.output.write_text(text_format.MessageToString(made.graph_def), encoding="utf-8")
    else:
        order.output.write_bytes(made.graph_def.SerializeToString(deterministic=True))
    findings = tuple(_findings(made.graph_def))
    return Written(made.outputs, made.inputs, findings, versions={"tensorflow": tensorflow.__version__})


@dataclass(frozen=True, slots=True)
class Frozen:
    """graph_def: a GraphDef without variables. inputs, outputs: names of the signature's to those of the nodes."""

    graph_def: Any
    inputs: dict[str, str]
    outputs: dict[str, str]


def frozen(order: Order, *, keeps_names: bool = False) -> Frozen:
    """The first signature with its variables as constants. Raises ModelError.

    keeps_names: an output that a node of its name gives is that node; else each has a node of its own, at an end.

    With a session, as TensorFlow 1 did it: this holds variables of references too, and takes half the memory of
    `convert_variables_to_constants_v2`, which is taken where functions read variables in ways that it does not follow.
    """
    asked = asked_of(order)
    with told(asked):
        made, declared, found = _sources(order)
        try:
            result = _by_session(order, made, declared, keeps_names=keeps_names)
        except (*REFUSED, CutawayError):
            if found is None or not _is_of_objects(made):
                raise
            result = _by_inlining(order, found)
    if _is_of_objects(made) and _operators(result.graph_def) & _HELD:
        message = f"{asked.model} looks up tables that are filled when it is loaded, and no frozen graph can hold them."
        hint = "Convert it to a SavedModel, or leave the lookup out of the model."
        raise ModelError(message, hint=hint, path=asked.path)
    return result


def _by_session(
    order: Order,
    made: Sources,
    declared: Any,  # noqa: ANN401 - a SignatureDef
    *,
    keeps_names: bool,
) -> Frozen:
    import tensorflow

    v1 = tensorflow.compat.v1
    session = GraphSession(made, plain=True)
    try:
        order.stage("Freezing the variables")
        given, answered = ports(order.signatures[0], declared)
        fed = {port.name: session.tensor(port.tensors[0]) for port in given}
        names: dict[str, str] = {}
        with session.graph.as_default():
            for port in answered:
                tensor = session.tensor(port.tensors[0])
                if tensor.op.type in _ASKING:
                    continue
                is_called_so = keeps_names and tensor.op.name == port.name and tensor.value_index == 0
                named = tensor if is_called_so else v1.identity(tensor, _free(session.graph, port.name))
                names[port.name] = named.op.name
        if not names:
            message = f"{asked_of(order).model} computes nothing but whether its variables have values."
            hint = "Give the graph a signature between the tensors that matter, or open its SavedModel."
            raise ModelError(message, hint=hint, path=order.model.description.path)
        graph_def = session.graph.as_graph_def()
        for node in graph_def.node:
            if node.op == "Variable":  # before TensorFlow 0.12; what freezes knows its successor alone
                node.op = "VariableV2"
        graph_def = v1.graph_util.convert_variables_to_constants(
            session.session, graph_def, [*names.values()]
        )
        graph_def, inputs = cut(graph_def, fed, [*names.values()])
        resize(graph_def, {inputs[name]: axes for name, axes in order.dimensions.items() if name in inputs})
    finally:
        session.close()
    with tensorflow.Graph().as_default():
        tensorflow.import_graph_def(graph_def, name="")  # what it made may not fit together
    return Frozen(graph_def, inputs, names)


def _by_inlining(order: Order, found: AsSavedModel) -> Frozen:
    """With all calls in their place, as TensorFlow 2 freezes."""
    import tensorflow
    from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

    order.stage("Freezing the variables in all functions")
    model = tensorflow.saved_model.load(str(found.folder), tags=list(found.tags))
    function = model.signatures[found.keys[order.signatures[0].key]]
    made = convert_variables_to_constants_v2(function, lower_control_flow=False)
    _, keywords = function.structured_input_signature
    names = [tensor.op.name for tensor in made.inputs]
    by_name = {tensor.op.name: tensor.op.name for tensor in made.inputs}
    ordered = [by_name.get(name, names[place]) for place, name in enumerate(sorted(keywords))]
    graph, outputs = made.graph, dict[str, str]()
    with graph.as_default():
        for name, tensor in zip(sorted(function.structured_outputs), made.outputs, strict=True):
            outputs[name] = tensorflow.identity(tensor, name=_free(graph, name)).op.name
    return Frozen(graph.as_graph_def(), dict(zip(sorted(keywords), ordered, strict=True)), outputs)


def _is_of_objects(made: Sources) -> bool:
    """Whether TensorFlow 2 wrote it, which alone loads what it wrote."""
    return made.meta is not None and made.meta.HasField("object_graph_def")


def _sources(order: Order) -> tuple[Sources, Any, AsSavedModel | None]:
    """What a session is made from, the SignatureDef that is frozen, and the SavedModel where it is one."""
    model = inner(order.model)
    asked = asked_of(order)
    signature = order.signatures[0]
    kind = model.description.format
    if kind == "frozen_graph":
        return sources.of_graph(Path(model.description.location), asked), None, None
    if kind == "meta_graph":
        made = sources.of_meta_graph(Path(model.description.location), model, asked)
        return made, made.meta.signature_def.get(signature.key), None
    found: AsSavedModel = as_saved_model(order)
    made = sources.of_saved_model(found.folder, found.tags, _described(order, found), asked)
    return made, made.meta.signature_def[found.keys[signature.key]], found


def _described(order: Order, found: AsSavedModel) -> Any:  # noqa: ANN401 - a ModelDescription
    """The description of the SavedModel that is frozen, which may have been made just now."""
    from cutaway.worker.models import open_file

    if inner(order.model).description.format == "saved_model":
        return inner(order.model).description
    return open_file((str(found.folder), (), ""), lambda _words, _fraction: None).description


def _operators(graph_def: Any) -> set[str]:  # noqa: ANN401 - a GraphDef
    nodes = [*graph_def.node, *(node for each in graph_def.library.function for node in each.node_def)]
    return {node.op for node in nodes}


def _findings(graph_def: Any) -> Iterator[Finding]:  # noqa: ANN401 - a GraphDef
    """What of the graph those who load it have to know of."""
    ops = _operators(graph_def)
    if any(op.startswith(_TABLES) for op in ops):
        message = "The graph looks up tables: whoever runs it has to run their initialisers first."
        yield Finding("needs-tables", "warning", message)
    if ops & _OLD_LOOPS:
        message = "Loops and branches are those of TensorFlow 1 (Switch, Merge), which every version runs."
        yield Finding("control-flow", "info", message)
    elif ops & _NEW_LOOPS:
        message = (
            "Loops and branches are functions in the graph, which programs before TensorFlow 1.15 do not run."
        )
        yield Finding("control-flow", "info", message)


def _free(graph: Any, name: str) -> str:  # noqa: ANN401 - a Graph
    """A name for a node that none has yet, and that TensorFlow takes."""
    wanted = re.sub(r"[^A-Za-z0-9_.\-/]", "_", name).lstrip("_-/.") or "output"
    known = {operation.name for operation in graph.get_operations()}
    found, number = wanted, 1
    while found in known:
        found, number = f"{wanted}_{number}", number + 1
    return found
