# SPDX-License-Identifier: Apache-2.0
"""The writer of each format that can be edited: an open model and a draft of it become the bytes of its file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cutaway.description.model import Format
from cutaway.editing import frozen, savedmodel_edit
from cutaway.editing.draft import Draft
from cutaway.editing.savedmodel_source import MetaSource
from cutaway.formats.graphmodel import GraphModel
from cutaway.formats.opened import OpenModel, OpenRequest
from cutaway.formats.savedmodel import choose
from cutaway.wire import protobuf
from cutaway.wire.protosplice import Rope, rope

if TYPE_CHECKING:
    from cutaway.formats.tflite import TfliteModel

Writer = Callable[[OpenModel, Draft, tuple[str, ...]], Rope]


def meta_source(model: OpenModel, tags: tuple[str, ...]) -> MetaSource:
    """The MetaGraph of an open SavedModel that has these tags, else the first."""
    opened = cast("GraphModel", model)
    decoded, description = opened.constants.decoded, opened.description
    metas = decoded.message.meta_graphs
    request = OpenRequest(Path(description.location), description.path, tags)
    chosen = choose(metas, request)
    number = next(place for place, meta in enumerate(metas) if meta is chosen)
    return MetaSource(decoded, number, chosen)


def _saved_model(model: OpenModel, draft: Draft, tags: tuple[str, ...]) -> Rope:
    source = meta_source(model, tags)
    made = savedmodel_edit.edited(source, draft)
    return _as_text(made, "SavedModel") if source.is_text else made


def _frozen_graph(model: OpenModel, draft: Draft, tags: tuple[str, ...]) -> Rope:
    del tags
    decoded = cast("GraphModel", model).constants.decoded
    if model.description.detail != "text":
        return frozen.edited(decoded, decoded.data, draft)
    data = memoryview(decoded.message.SerializeToString(deterministic=True))
    return _as_text(frozen.edited(decoded, data, draft), "GraphDef")


def _tflite(model: OpenModel, draft: Draft, tags: tuple[str, ...]) -> Rope:
    from cutaway.editing import tflite_file_edit

    del tags
    return tflite_file_edit.rewritten(cast("TfliteModel", model).file, draft)


def _as_text(made: Rope, kind: str) -> Rope:
    """The message as text, as its file was."""
    from google.protobuf import text_format

    message = protobuf.message_class(kind).FromString(made.content())
    return rope(text_format.MessageToString(message, descriptor_pool=protobuf.pool()).encode("utf-8"))


WRITERS: dict[Format, Writer] = {
    "saved_model": _saved_model,
    "frozen_graph": _frozen_graph,
    "tflite": _tflite,
}
