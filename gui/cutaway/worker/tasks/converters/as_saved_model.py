# SPDX-License-Identifier: Apache-2.0
"""Makes a SavedModel of any model that computes: the one form that most converters take."""

from __future__ import annotations

from collections.abc import Sequence
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
            builder = v1.saved_model.Builder(str(folder))
            builder.add_meta_graph_and_variables(
                session.session,
                ["serve"],
                signature_def_map=defs,
                main_op=v1.tables_initializer(),
                assets_collection=v1.get_collection(v1.GraphKeys.ASSET_FILEPATHS),
                strip_default_attrs=False,
            )
            builder.save()
    finally:
        session.close()


def _export(order: Order, folder: Path) -> None:
    model = keras_model(order)
    with told(asked_of(order)):
        if order.runner == "tf_keras":
            model.export(str(folder))
        else:
            model.export(str(folder), format="tf_saved_model", verbose=False)
