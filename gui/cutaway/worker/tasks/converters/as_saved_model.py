# SPDX-License-Identifier: Apache-2.0
"""Makes a SavedModel of any model that computes: the one form that most converters take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cutaway.description.signatures import DEFAULT_KEY, Signature
from cutaway.errors import UnsupportedFormatError
from cutaway.formats.noted import NotedModel
from cutaway.formats.opened import OpenModel
from cutaway.worker.tasks.converters.interface import Order
from cutaway.worker.tasks.runners import sources
from cutaway.worker.tasks.runners.failing import Asked, told
from cutaway.worker.tasks.runners.keras_loading import Loader
from cutaway.worker.tasks.runners.session import GraphSession, Sources


@dataclass(frozen=True, slots=True)
class AsSavedModel:
    """folder: a SavedModel. keys: the source's signature keys to those in the folder. tags: of its MetaGraph."""

    folder: Path
    keys: dict[str, str]
    tags: tuple[str, ...] = ("serve",)


def asked_of(order: Order) -> Asked:
    """What errors of TensorFlow are told about."""
    path = order.model.description.path
    key = order.signatures[0].key
    return Asked(Path(path).name, path, f"the signature {key}")


def inner(model: OpenModel) -> OpenModel:
    """The open model without the notes that its reader put around it."""
    return model.inner if isinstance(model, NotedModel) else model


def as_saved_model(order: Order) -> AsSavedModel:
    """The source itself where it is a SavedModel, else one made of it in `scratch`. Raises ModelError."""
    model = inner(order.model)
    description = model.description
    if description.format == "saved_model":
        tags = order.tags or (description.meta_graphs[0] if description.meta_graphs else ("serve",))
        return AsSavedModel(
            Path(description.location), {found.key: found.key for found in order.signatures}, tuple(tags)
        )
    folder = order.scratch / "as-saved-model"
    if description.format in ("keras_h5", "keras_archive"):
        order.stage("Exporting from Keras")
        _export(order, folder)
        return AsSavedModel(folder, {order.signatures[0].key: DEFAULT_KEY})
    if description.format in ("frozen_graph", "meta_graph"):
        order.stage("Saving the graph as a SavedModel")
        save_graph(order, graph_of(model, asked_of(order)), order.signatures, folder)
        return AsSavedModel(folder, {found.key: found.key for found in order.signatures})
    message = f"{asked_of(order).model} cannot be turned into a SavedModel."
    raise UnsupportedFormatError(message, hint="Open the model that it was made from.", path=description.path)


def keras_model(order: Order) -> Any:  # noqa: ANN401 - a Keras model
    """The model as Keras 3 or tf-keras loads it. Raises ModelError, UnsafeFileError."""
    loader = Loader(asked_of(order), order.runner == "tf_keras", order.custom, order.unsafe)
    return loader.load(inner(order.model).description)


def graph_of(model: OpenModel, asked: Asked) -> Sources:
    """What a session is made from, of a SavedModel, a MetaGraph or a bare graph."""
    description = model.description
    location = Path(description.location)
    if description.format == "saved_model":
        tags = description.meta_graphs[0] if description.meta_graphs else ()
        return sources.of_saved_model(location, tags, description, asked)
    if description.format == "meta_graph":
        return sources.of_meta_graph(location, model, asked)
    return sources.of_graph(location, asked)


def save_graph(order: Order, made: Sources, signatures: Sequence[Signature], folder: Path) -> None:
    """Write the graph, its variables and its assets with TensorFlow 1's builder, tables being filled at load."""
    import tensorflow

    v1 = tensorflow.compat.v1
    asked = asked_of(order)
    session = GraphSession(made, plain=True)
    try:
        with told(asked), session.graph.as_default():
            defs = {}
            for signature in signatures:
                inputs = {
                    spec.name: v1.saved_model.utils.build_tensor_info(session.tensor(spec.tensor))
                    for spec in signature.inputs
                }
                outputs = {
                    spec.name: v1.saved_model.utils.build_tensor_info(session.tensor(spec.tensor))
                    for spec in signature.outputs
                }
                defs[signature.key] = v1.saved_model.build_signature_def(
                    inputs, outputs, "tensorflow/serving/predict"
                )
            if DEFAULT_KEY not in defs:
                defs[DEFAULT_KEY] = defs[signatures[0].key]
            _remember(made)
            fillers = [
                session.graph.get_operation_by_name(name.partition(":")[0]) for name in session.fillers()
            ]
            builder = v1.saved_model.Builder(str(folder))
            builder.add_meta_graph_and_variables(
                session.session,
                ["serve"],
                signature_def_map=defs,
                main_op=tensorflow.group(*fillers) if fillers else None,
                assets_collection=v1.get_collection(v1.GraphKeys.ASSET_FILEPATHS),
                strip_default_attrs=False,
            )
            builder.save()
    finally:
        session.close()


def _remember(made: Sources) -> None:
    """Put into the graph's collections the variables that are to be saved, which a bare graph does not list."""
    import tensorflow
    from tensorflow.core.framework import variable_pb2
    from tensorflow.python.framework import ops

    v1 = tensorflow.compat.v1
    if made.meta is None or "variables" not in made.meta.collection_def:
        return
    of_proto = ops.get_from_proto_function(v1.GraphKeys.GLOBAL_VARIABLES)
    for packed in made.meta.collection_def["variables"].bytes_list.value:
        v1.add_to_collection(
            v1.GraphKeys.GLOBAL_VARIABLES, of_proto(variable_pb2.VariableDef.FromString(packed))
        )


def _export(order: Order, folder: Path) -> None:
    """Write the model with one signature, whose names are those that Cutaway tells of the file."""
    model = keras_model(order)
    signature = order.signatures[0]
    with told(asked_of(order)):
        archive = _archive(order)
        archive.track(model)
        archive.add_endpoint(
            name=DEFAULT_KEY,
            fn=_called(model, [spec.name for spec in signature.outputs]),
            input_signature=_specs(model, signature),
        )
        archive.write_out(str(folder))


def _archive(order: Order) -> Any:  # noqa: ANN401 - an ExportArchive
    if order.runner == "tf_keras":
        from tf_keras.export import ExportArchive
    else:
        from keras.export import ExportArchive
    return ExportArchive()


def _called(model: Any, names: Sequence[str]) -> Callable[..., dict[str, Any]]:  # noqa: ANN401 - a Keras model
    """The model as a function of its inputs one by one, that answers by name."""
    import tensorflow

    def call(*tensors: Any) -> dict[str, Any]:  # noqa: ANN401 - tensors
        given = model(tensors[0] if len(tensors) == 1 else list(tensors), training=False)
        if isinstance(given, dict) and set(given) == set(names):
            return given
        return dict(zip(names, tensorflow.nest.flatten(given), strict=True))

    return call


def _specs(model: Any, signature: Signature) -> list[Any]:  # noqa: ANN401 - a Keras model, tf.TensorSpecs
    """What is put into the model, in its own order."""
    import tensorflow

    made = list(getattr(model, "inputs", None) or ())
    by_name = {spec.name: spec for spec in signature.inputs}
    own = [str(tensor.name).partition(":")[0] for tensor in made]
    ordered = own if set(own) == set(by_name) else list(by_name)
    dtypes = [tensor.dtype for tensor in made] or [by_name[name].dtype for name in ordered]
    return [
        tensorflow.TensorSpec(by_name[name].shape, dtype, name=name)
        for name, dtype in zip(ordered, dtypes, strict=True)
    ]
