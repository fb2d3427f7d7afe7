# SPDX-License-Identifier: Apache-2.0
"""Writes a frozen graph: variables as constants, what no output needs cut away, outputs under their own names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from cutaway.worker.tasks.converters.as_saved_model import AsSavedModel, as_saved_model, asked_of, inner
from cutaway.worker.tasks.converters.interface import Order, Written
from cutaway.worker.tasks.runners import sources
from cutaway.worker.tasks.runners.failing import told
from cutaway.worker.tasks.runners.feeding import ports
from cutaway.worker.tasks.runners.session import GraphSession, Sources


def convert(order: Order) -> Written:
    """Freeze the first signature; text where the name ends in .pbtxt."""
    import tensorflow
    from google.protobuf import text_format

    graph_def, inputs, outputs = frozen(order)
    order.stage("Writing the graph")
    if order.output.suffix == ".pbtxt":
        order.output.write_text(text_format.MessageToString(graph_def), encoding="utf-8")
    else:
        order.output.write_bytes(graph_def.SerializeToString(deterministic=True))
    return Written(outputs, inputs, versions={"tensorflow": tensorflow.__version__})


def frozen(order: Order) -> tuple[Any, dict[str, str], dict[str, str]]:
    """The GraphDef, and names of the signature's inputs and outputs to those of its nodes.

    With a session, as TensorFlow 1 did it: this holds variables of references too, and takes half the memory of
    `convert_variables_to_constants_v2`.
    """
    import tensorflow

    v1 = tensorflow.compat.v1
    signature = order.signatures[0]
    asked = asked_of(order)
    made, declared = _sources(order)
    session = GraphSession(made, plain=True)
    try:
        with told(asked):
            order.stage("Freezing the variables")
            given, answered = ports(signature, declared)
            inputs = {port.name: port.tensors[0].partition(":")[0] for port in given}
            names: dict[str, str] = {}
            with session.graph.as_default():
                for port in answered:
                    tensor = session.tensor(port.tensors[0])
                    names[port.name] = v1.identity(tensor, name=_free(session.graph, port.name)).op.name
            graph_def = v1.graph_util.convert_variables_to_constants(
                session.session, session.graph.as_graph_def(), [*names.values()]
            )
    finally:
        session.close()
    return graph_def, inputs, names


def _sources(order: Order) -> tuple[Sources, Any]:
    """What a session is made from, and the SignatureDef that is frozen."""
    model = inner(order.model)
    asked = asked_of(order)
    signature = order.signatures[0]
    kind = model.description.format
    if kind == "frozen_graph":
        return sources.of_graph(Path(model.description.location), asked), None
    if kind == "meta_graph":
        made = sources.of_meta_graph(Path(model.description.location), model, asked)
        return made, made.meta.signature_def.get(signature.key)
    found: AsSavedModel = as_saved_model(order)
    made = sources.of_saved_model(found.folder, found.tags, _described(order, found), asked)
    return made, made.meta.signature_def[found.keys[signature.key]]


def _described(order: Order, found: AsSavedModel) -> Any:  # noqa: ANN401 - a ModelDescription
    """The description of the SavedModel that is frozen, which may have been made just now."""
    from cutaway.worker.models import open_file

    if inner(order.model).description.format == "saved_model":
        return inner(order.model).description
    return open_file((str(found.folder), (), ""), lambda _words, _fraction: None).description


def _free(graph: Any, name: str) -> str:  # noqa: ANN401 - a Graph
    """A name for a node that none has yet, and that TensorFlow takes."""
    wanted = re.sub(r"[^A-Za-z0-9_.\-/]", "_", name).lstrip("_-/.") or "output"
    known = {operation.name for operation in graph.get_operations()}
    found, number = wanted, 1
    while found in known:
        found, number = f"{wanted}_{number}", number + 1
    return found
