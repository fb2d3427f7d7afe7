# SPDX-License-Identifier: Apache-2.0
"""Writes ONNX with tf2onnx from a frozen graph or a .tflite, pass by pass, so that memory stays low."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cutaway
from cutaway.errors import ModelError
from cutaway.formats import onnx_results
from cutaway.worker.tasks.converters.as_saved_model import asked_of, inner
from cutaway.worker.tasks.converters.inlining import inlined as inlined_graph
from cutaway.worker.tasks.converters.interface import Order, Written
from cutaway.worker.tasks.converters.releasing import release
from cutaway.worker.tasks.converters.weighing_less import with_weights, without_weights
from cutaway.worker.tasks.runners.failing import REFUSED, told

_ROUNDS = 6
_MOST_BYTES = (1 << 31) - 1


def convert(order: Order) -> Written:
    """Convert the first signature; inputs and outputs keep the signature's names."""
    import tensorflow
    import tf2onnx

    make = _lite(order) if _is_lite(order) else _frozen(order)
    inputs, outputs = make.inputs, make.outputs
    with told(asked_of(order)):
        optimised = _optimised(make, order)
        order.stage("Writing ONNX")
        model = optimised.make_model(Path(order.model.description.path).name)
        del optimised
        gc.collect()
    _check_operators(model, order)
    _rename(model, inputs, outputs)
    model.metadata_props.add(key=onnx_results.MARK, value=f"Cutaway {cutaway.__version__}")
    if model.ByteSize() > _MOST_BYTES:
        raise ModelError(
            f"{asked_of(order).model} is larger than 2 GB, which one ONNX file cannot hold.",
            hint="Convert it to a SavedModel or a .tflite with fewer bits.",
            path=order.model.description.path,
        )
    with order.output.open("wb") as file:
        file.write(model.SerializeToString(deterministic=True))
    versions = {"tensorflow": tensorflow.__version__, "tf2onnx": tf2onnx.__version__}
    kept = {name: name for name in outputs}
    return Written(kept, {name: name for name in inputs}, versions=versions)


def _is_lite(order: Order) -> bool:
    return inner(order.model).description.format == "tflite"


@dataclass(frozen=True, slots=True)
class _Made:
    """inputs, outputs: names of the signature to tensors of the graph. make: gives tf2onnx's graph, anew each time."""

    inputs: dict[str, str]
    outputs: dict[str, str]
    make: Callable[[], Any]


def _frozen(order: Order) -> _Made:
    import tensorflow
    from tf2onnx import tf_loader, tfonnx

    from cutaway.worker.tasks.converters.frozen_graph import frozen

    found = frozen(order)
    release()
    inputs = {name: f"{node}:0" for name, node in found.inputs.items()}
    outputs = {name: f"{node}:0" for name, node in found.outputs.items()}
    order.stage("Folding and pruning the graph")
    with told(asked_of(order)), tensorflow.Graph().as_default():
        light, weights = without_weights(found.graph_def)
        del found
        release()
        inlined = inlined_graph(light, [*inputs.values(), *outputs.values()])
        with_weights(inlined, weights)
        light, weights = without_weights(inlined, folds=True)
        del inlined
        release()
        graph_def = tf_loader.tf_optimize([*inputs.values()], [*outputs.values()], light)
        _spell_ranks(graph_def)
        del light
        with_weights(graph_def, weights)
    release()

    def make() -> Any:  # noqa: ANN401 - tf2onnx's graph
        order.stage("Converting operators to ONNX")
        with tensorflow.Graph().as_default() as graph:
            tensorflow.import_graph_def(graph_def, name="")
            return tfonnx.process_tf_graph(
                graph,
                opset=int(order.options["opset"]),
                input_names=[*inputs.values()],
                output_names=[*outputs.values()],
            )

    return _Made(inputs, outputs, make)


def _spell_ranks(graph_def: Any) -> None:  # noqa: ANN401 - a GraphDef
    """ONNX has no operator for the rank: it is the size of the shape."""
    from tensorflow.core.framework import types_pb2

    for node in [node for node in graph_def.node if node.op == "Rank"]:
        shape = graph_def.node.add(name=f"{node.name}/shape", op="Shape", input=[node.input[0]])
        shape.attr["T"].type = node.attr["T"].type
        for each in (shape, node):
            each.attr["out_type"].type = types_pb2.DT_INT32
        node.op, node.input[0] = "Size", shape.name
        node.attr["T"].type = types_pb2.DT_INT32


def _lite(order: Order) -> _Made:
    from tf2onnx import tfonnx

    signature = order.signatures[0]
    inputs = {spec.name: lite_tensor(order, spec.tensor) for spec in signature.inputs}
    outputs = {spec.name: lite_tensor(order, spec.tensor) for spec in signature.outputs}

    def make() -> Any:  # noqa: ANN401 - tf2onnx's graph
        order.stage("Converting operators to ONNX")
        return tfonnx.process_tf_graph(
            None,
            opset=int(order.options["opset"]),
            input_names=[*inputs.values()],
            output_names=[*outputs.values()],
            tflite_path=inner(order.model).description.location,
        )

    return _Made(inputs, outputs, make)


def lite_tensor(order: Order, tensor: str) -> str:
    """A tensor of a .tflite by the name that tf2onnx knows it by."""
    from cutaway.formats.tflite import TfliteModel

    model = inner(order.model)
    place, _, index = tensor.partition("/")
    if isinstance(model, TfliteModel) and place.isdecimal() and index.isdecimal():
        names: Sequence[str] = model.file.subgraphs[int(place)].names
        return names[int(index)]
    return tensor


def _optimised(made: _Made, order: Order) -> Any:  # noqa: ANN401 - tf2onnx's graph
    """tf2onnx's own passes, one by one: its driver keeps a copy of the graph for every pass, 70 times the weights.

    The copies are there for passes that fail; here the graph is made anew, and such a pass is left out.
    """
    from tf2onnx import optimizer

    passes = dict(optimizer._get_optimizers())  # noqa: SLF001 - there is no public way to run them singly
    while True:
        graph = made.make()
        failed = _passed(graph, passes, order)
        if not failed:
            graph.topological_sort(graph.get_nodes())
            return graph
        del graph, passes[failed]
        gc.collect()


def _passed(graph: Any, passes: Mapping[str, Any], order: Order) -> str:  # noqa: ANN401 - tf2onnx's graph
    """Run the passes until none changes anything; gives the name of one that fails, empty where none does."""
    for iteration in range(_ROUNDS):
        is_changed = False
        for name, factory in passes.items():
            order.stage(f"Optimising: {name.replace('_', ' ')}")
            one = factory()
            try:
                one.optimize(graph, iteration)
            except REFUSED:
                return name
            is_changed = is_changed or one.graph_been_opt
            del one
            _renew(graph)
            release()
        if not is_changed:
            break
    return ""


def _renew(graph: Any) -> None:  # noqa: ANN401 - tf2onnx's graph
    """Let go of what each pass leaves in the messages of nodes.

    A pass empties their attributes, weights too, and fills them again; protobuf keeps what was there as long as the
    message lives, so that all of the weights would be held once more after every pass.
    """
    for node in graph.get_nodes():
        fresh = type(node.op)()
        fresh.CopyFrom(node.op)
        node._op = fresh  # noqa: SLF001 - there is no public way


def _check_operators(model: Any, order: Order) -> None:  # noqa: ANN401 - a ModelProto
    """tf2onnx copies what it cannot convert, and nothing runs that. Raises ModelError."""
    import onnx

    opset = int(order.options["opset"])
    unknown = sorted(
        {
            node.op_type.removeprefix("TFL_")
            for node in model.graph.node
            if node.domain in ("", "ai.onnx") and not onnx.defs.has(node.op_type, opset, "")
        }
    )
    if unknown:
        raise ModelError(
            f"{asked_of(order).model} has operators that ONNX has nothing for: {', '.join(unknown[:6])}.",
            hint="Convert what it was made from."
            if _is_lite(order)
            else "Convert it to a SavedModel or a frozen graph instead.",
            path=order.model.description.path,
        )


def _rename(model: Any, inputs: dict[str, str], outputs: dict[str, str]) -> None:  # noqa: ANN401 - a ModelProto
    """Give inputs and outputs the names that callers know."""
    for named, found in ((inputs, model.graph.input), (outputs, model.graph.output)):
        wanted = {tensor: name for name, tensor in named.items()}
        for port in found:
            name = wanted.get(port.name)
            if name is not None and name != port.name:
                _rename_tensor(model.graph, port.name, name)


def _rename_tensor(graph: Any, old: str, new: str) -> None:  # noqa: ANN401 - a GraphProto
    """Everywhere in the graph and in the bodies of its loops; a name that is taken already gives way."""
    used = {name for node in graph.node for name in (*node.input, *node.output)}
    if new in used:
        _replace(graph, new, f"{new}__inner")
    _replace(graph, old, new)


def _replace(graph: Any, old: str, new: str) -> None:  # noqa: ANN401 - a GraphProto
    for node in graph.node:
        for names in (node.input, node.output):
            for place, name in enumerate(names):
                if name == old:
                    names[place] = new
        for attribute in node.attribute:
            if attribute.HasField("g"):
                _replace(attribute.g, old, new)
    for group in (graph.initializer, graph.value_info, graph.input, graph.output):
        for tensor in group:
            if tensor.name == old:
                tensor.name = new
