# SPDX-License-Identifier: Apache-2.0
"""Models to be edited, made message by message: a SavedModel of TensorFlow 2 as TensorFlow writes it, one of 1."""

from __future__ import annotations

from pathlib import Path

import numpy

from cutaway.editing.draft import Draft, begin
from cutaway.formats.detect import open_model
from cutaway.formats.opened import OpenModel, silent
from cutaway.wire.protobuf import Message, message_class
from helpers import graphs
from helpers.bundles import OBJECT_GRAPH, BundleV2
from helpers.graphs import FLOAT


def opened(path: Path, tags: tuple[str, ...] = ()) -> OpenModel:
    """The model at a path."""
    return open_model(path, str(path), tags, "", silent)


def draft(model: OpenModel) -> Draft:
    """Its draft without an edit."""
    return begin(model.description)


def minus_two() -> Message:
    """A MetaGraph of TensorFlow 2: `serving_default` gives difference = a − b and sum = a + b, by two functions."""
    graph = graphs.graph()
    inner = graphs.function(graph, "inner", {"a": FLOAT, "b": FLOAT}, {"difference": FLOAT, "sum": FLOAT})
    graphs.node(inner, "doubled", "Mul", "a", "two:output:0", T=FLOAT)
    graphs.node(
        inner, "two", "Const", dtype=FLOAT, value=graphs.tensor(FLOAT, [], numpy.float32(2).tobytes())
    )
    graphs.node(inner, "sub", "Sub", "a", "b", T=FLOAT)
    graphs.node(inner, "add", "AddV2", "a", "b", T=FLOAT)
    inner.ret["difference"], inner.ret["sum"] = "sub:z:0", "add:z:0"
    wrapper = graphs.function(
        graph, "signature_wrapper", {"a": FLOAT, "b": FLOAT}, {"identity": FLOAT, "identity_1": FLOAT}
    )
    _call(wrapper, "PartitionedCall", "inner", ["a", "b"])
    for place, name in enumerate(("identity", "identity_1")):
        made = graphs.node(wrapper, name.title(), "Identity", f"PartitionedCall:output:{place}", T=FLOAT)
        wrapper.ret[name] = f"{made.name}:output:0"
    for name in ("a", "b"):
        graphs.node(graph, f"serving_default_{name}", "Placeholder", dtype=FLOAT, shape=[-1, 3])
    _call(graph, "PartitionedCall", "signature_wrapper", ["serving_default_a", "serving_default_b"])
    meta = graphs.meta_graph(graph, "serve")
    signature = meta.signature_def["serving_default"]
    signature.method_name = "tensorflow/serving/predict"
    for name in ("a", "b"):
        _info(signature.inputs[name], f"serving_default_{name}:0")
    for place, name in enumerate(("difference", "sum")):
        _info(signature.outputs[name], f"PartitionedCall:{place}")
    _objects(meta.object_graph_def)
    return meta


def _call(owner: Message, name: str, function: str, inputs: list[str]) -> None:
    made = graphs.calling(graphs.node(owner, name, "PartitionedCall", *inputs), "f", function)
    for key in ("Tin", "Tout"):
        made.attr[key].list.type.extend([FLOAT, FLOAT])


def _info(info: Message, tensor: str) -> None:
    info.name, info.dtype = tensor, FLOAT
    for size in (-1, 3):
        info.tensor_shape.dim.add(size=size)


def _objects(objects: Message) -> None:
    root, holder, signature = (objects.nodes.add() for _ in range(3))
    root.user_object.identifier = "_generic_user_object"
    root.children.add(node_id=1, local_name="signatures")
    holder.user_object.identifier = "signature_map"
    holder.children.add(node_id=2, local_name="serving_default")
    for each in (root, holder):
        each.user_object.version.producer = each.user_object.version.min_consumer = 1
    bare = signature.bare_concrete_function
    bare.concrete_function_name = "signature_wrapper"
    bare.argument_keywords.extend(["a", "b"])
    _keyword_arguments(bare.function_spec)
    concrete = objects.concrete_functions["signature_wrapper"]
    values = concrete.canonicalized_input_signature.tuple_value.values
    values.add().tuple_value.SetInParent()
    for into, names in (
        (values.add().dict_value, ("a", "b")),
        (concrete.output_signature.dict_value, ("difference", "sum")),
    ):
        for name in names:
            spec = into.fields[name].tensor_spec_value
            spec.name, spec.dtype = name, FLOAT
            for size in (-1, 3):
                spec.shape.dim.add(size=size)


def _keyword_arguments(spec: Message) -> None:
    """A FullArgSpec as `inspect` has it: all arguments by keyword alone."""
    named = spec.fullargspec.named_tuple_value
    named.name = "FullArgSpec"
    for key in ("args", "varargs", "varkw", "defaults", "kwonlyargs", "kwonlydefaults", "annotations"):
        pair = named.values.add(key=key)
        match key:
            case "args":
                pair.value.list_value.SetInParent()
            case "kwonlyargs":
                for name in ("a", "b"):
                    pair.value.list_value.values.add().string_value = name
            case "annotations":
                pair.value.dict_value.SetInParent()
            case _:
                pair.value.none_value.SetInParent()
    spec.is_method = False
    spec.input_signature.none_value.SetInParent()


def subtracting() -> Message:
    """A MetaGraph of TensorFlow 1: `serving_default` gives difference = a − b; `hidden` is twice that."""
    graph = graphs.graph()
    for name in ("a", "b"):
        graphs.node(graph, name, "Placeholder", dtype=FLOAT, shape=[-1, 3])
    graphs.node(graph, "sub", "Sub", "a", "b", T=FLOAT)
    graphs.node(graph, "hidden", "AddV2", "sub", "sub", T=FLOAT)
    meta = graphs.meta_graph(graph, "serve")
    signature = meta.signature_def["serving_default"]
    signature.method_name = "tensorflow/serving/predict"
    for name in ("a", "b"):
        _info(signature.inputs[name], f"{name}:0")
    _info(signature.outputs["difference"], "sub:0")
    return meta


def saved_model(folder: Path, *metas: Message) -> Path:
    """A folder with a SavedModel, an asset, metadata of Keras and something that nobody knows."""
    graphs.saved_model(folder, *metas)
    (folder / "assets").mkdir()
    (folder / "assets" / "words.txt").write_text("one\ntwo\n")
    (folder / "variables").mkdir()
    tracked = message_class("TrackableObjectGraph")()
    tracked.nodes.add()
    text = numpy.array(tracked.SerializeToString(), dtype=object)
    BundleV2().add(OBJECT_GRAPH, text, dtype="string").write(folder / "variables", "variables")
    (folder / "keras_metadata.pb").write_bytes(b"")
    (folder / "notes.md").write_text("By hand.\n")
    (folder / "fingerprint.pb").write_bytes(
        message_class("FingerprintDef")(graph_def_program_hash=1).SerializeToString()
    )
    return folder


def frozen(file: Path) -> Path:
    """A frozen graph that gives difference = (a − b) × weight, with a larger constant on the side of the weights."""
    graph = graphs.graph()
    for name in ("a", "b"):
        graphs.node(graph, name, "Placeholder", dtype=FLOAT, shape=[-1, 3])
    weight = graphs.tensor(FLOAT, [3], numpy.array([1, 2, 3], numpy.float32).tobytes())
    graphs.node(graph, "weight", "Const", dtype=FLOAT, value=weight)
    graphs.node(graph, "sub", "Sub", "a", "b", T=FLOAT)
    graphs.node(graph, "difference", "Mul", "sub", "weight", T=FLOAT)
    file.write_bytes(graph.SerializeToString())
    return file
