# SPDX-License-Identifier: Apache-2.0
"""Chooses what runs an open model: by its format, by who wrote it, and the next way where one does not load it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from cutaway.description.choosing import signature_of
from cutaway.description.running import Runner
from cutaway.description.signatures import Signature
from cutaway.errors import UnsupportedFormatError
from cutaway.formats.noted import NotedModel
from cutaway.formats.opened import OpenModel
from cutaway.worker.tasks.runners import sources
from cutaway.worker.tasks.runners.failing import Asked
from cutaway.worker.tasks.runners.graph import GraphRunning, first_that_loads
from cutaway.worker.tasks.runners.interface import Running
from cutaway.worker.tasks.runners.keras_loading import Loader
from cutaway.worker.tasks.runners.saved_model import SavedModelRunning
from cutaway.worker.tasks.runners.session import Sources

_Loaded: TypeAlias = GraphRunning | SavedModelRunning


def load(
    model: OpenModel,
    key: str = "",
    *,
    runner: Runner = "tensorflow",
    tags: Sequence[str] = (),
    custom: str = "",
    unsafe: bool = False,
    threads: int = 0,
    delegate: str = "",
    called: Signature | None = None,
) -> Running:
    """The model, ready to run by the signature `key` (empty: the first of those for callers).

    custom: a `.py` file that defines classes and functions that a Keras file needs; it is run.
    unsafe: code that a Keras file holds may run, too. threads, delegate: of LiteRT.
    called: a signature that a bare graph does not declare itself.
    Raises RequestError (no such signature), ModelError (it does not load).
    """
    inner = model.inner if isinstance(model, NotedModel) else model
    description = inner.description
    name = Path(model.description.path).name
    path = model.description.path
    loader = Loader(Asked(name, path), runner == "tf_keras", custom, unsafe)
    if called is None and not model.description.signatures and loader.has_model(description):
        loader.load(description)  # why it does not load says more than that it has no signature
    signature = called or signature_of(model.description, key)
    asked = Asked(name, path, f"the signature {signature.key}")
    location = Path(description.location)
    if description.format == "saved_model":
        return _saved_model(inner, location, signature, tuple(tags), asked)
    if description.format == "meta_graph":
        made = sources.of_meta_graph(location, inner, asked)
        return GraphRunning(made, signature, _declared(made.meta, signature))
    if description.format == "frozen_graph":
        return GraphRunning(sources.of_graph(location, asked), signature)
    if description.format in ("keras_h5", "keras_archive"):
        from cutaway.worker.tasks.runners.keras import KerasRunning

        return KerasRunning(description, signature, replace(loader, asked=asked))
    if description.format == "tflite":
        from cutaway.worker.tasks.runners import litert

        return litert.load(model, signature, threads=threads, delegate=delegate)
    if description.format == "onnx":
        from cutaway.worker.tasks.runners import onnx

        return onnx.load(model, signature, threads=threads)
    if description.format == "openvino":
        from cutaway.worker.tasks.runners import openvino

        return openvino.load(model, signature, threads=threads)
    message = f"{name} is a checkpoint: it holds the values of variables, but no graph that could be run."
    hint = "Open the SavedModel or the .meta file that it belongs to."
    raise UnsupportedFormatError(message, hint=hint, path=model.description.path)


def _saved_model(
    model: OpenModel, folder: Path, signature: Signature, tags: tuple[str, ...], asked: Asked
) -> Running:
    """TensorFlow 2's loader first for what TensorFlow 2 wrote, TensorFlow 1's way first for the others."""
    description = model.description
    chosen = tags or (description.meta_graphs[0] if description.meta_graphs else ())

    def made() -> Sources:
        return sources.of_saved_model(folder, chosen, description, asked)

    def by_session() -> _Loaded:
        found = made()
        return GraphRunning(found, signature, _declared(found.meta, signature))

    def by_loader() -> _Loaded:
        return SavedModelRunning(folder, chosen, signature, made, asked)

    ways = [("TensorFlow 2's loader", by_loader), ("a session, as TensorFlow 1 did", by_session)]
    if not description.detail.startswith("TensorFlow 2"):
        ways.reverse()
    running, told = first_that_loads(ways)
    running.findings = (*running.findings, *told)
    return running


def _declared(meta: object, signature: Signature) -> object | None:
    """The SignatureDef behind a signature; None where the signature was read otherwise."""
    declared: dict[str, object] = dict(getattr(meta, "signature_def", {}))
    return declared.get(signature.key)
