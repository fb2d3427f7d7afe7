# SPDX-License-Identifier: Apache-2.0
"""Finds what a session needs in the files of an open model: SavedModel, MetaGraph with checkpoint, bare graph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cutaway.description.model import ModelDescription
from cutaway.errors import DamagedFileError, RequestError
from cutaway.formats.opened import OpenModel
from cutaway.formats.signaturedefs import INIT_KEY
from cutaway.wire.files import inside
from cutaway.worker.tasks.runners.failing import Asked, told
from cutaway.worker.tasks.runners.session import Sources

_NOTES = ("_output_shapes", "_class")
_SHARD = re.compile(r"-\d{5}-of-(\d{5})$")


def of_saved_model(folder: Path, tags: Sequence[str], description: ModelDescription, asked: Asked) -> Sources:
    """The sources of a SavedModel's MetaGraph with these tags (none: the first)."""
    meta = choose(read_saved_model(folder, asked), tags, asked)
    prefix = folder / "variables" / "variables"
    graph_def = meta.graph_def
    names = {node.name for node in graph_def.node}
    assets = {}
    for tensor, file in _assets(meta):
        path = inside(folder / "assets", file)
        if path is not None and tensor.partition(":")[0] in names:
            assets[tensor] = str(path)
    has_variables = Path(f"{prefix}.index").exists()
    stored = frozenset(variable.name for variable in description.variables if variable.available)
    init = _init(meta)
    return Sources(asked, graph_def, meta, str(prefix) if has_variables else "", assets, stored, None, init)


def read_saved_model(folder: Path, asked: Asked) -> Any:  # noqa: ANN401 - a SavedModel message
    """The message of `saved_model.pb` or `.pbtxt`."""
    from google.protobuf import text_format
    from google.protobuf.message import DecodeError
    from tensorflow.core.protobuf import saved_model_pb2

    message = saved_model_pb2.SavedModel()
    binary = folder / "saved_model.pb"
    try:
        if binary.exists():
            message.ParseFromString(binary.read_bytes())
        else:
            text_format.Parse((folder / "saved_model.pbtxt").read_text(encoding="utf-8"), message)
    except (DecodeError, text_format.ParseError) as error:
        raise _undecoded(asked, error) from None
    return message


def choose(saved: Any, tags: Sequence[str], asked: Asked) -> Any:  # noqa: ANN401 - messages
    """The MetaGraphDef with these tags. Raises RequestError."""
    for meta in saved.meta_graphs:
        if not tags or set(meta.meta_info_def.tags) == set(tags):
            return meta
    raise RequestError(f"{asked.model} has no MetaGraph with the tags {','.join(tags)}.", path=asked.path)


def _assets(meta: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - a MetaGraphDef
    """Tensors that take the path of an asset, each with the name of its file."""
    return [
        (asset.tensor_info.name, asset.filename) for asset in meta.asset_file_def if asset.tensor_info.name
    ]


def _init(meta: Any) -> tuple[str, ...]:  # noqa: ANN401 - a MetaGraphDef
    if INIT_KEY not in meta.signature_def:
        return ()
    outputs = meta.signature_def[INIT_KEY].outputs.values()
    return tuple(info.name.partition(":")[0] for info in outputs if info.name)


def of_meta_graph(path: Path, model: OpenModel, asked: Asked) -> Sources:
    """The sources of a MetaGraph, with the checkpoint of the same prefix where there is one."""
    from tensorflow.core.protobuf import meta_graph_pb2

    meta = _parsed(meta_graph_pb2.MetaGraphDef(), path, asked)
    description = model.description
    stored = frozenset(variable.name for variable in description.variables if variable.available)
    checkpoint = _prefix(path, description) if stored else ""
    return Sources(asked, _without_notes(meta.graph_def), meta, checkpoint, {}, stored, model.array)


def of_graph(path: Path, asked: Asked) -> Sources:
    """The sources of a bare GraphDef."""
    from tensorflow.core.framework import graph_pb2

    return Sources(asked, _without_notes(_parsed(graph_pb2.GraphDef(), path, asked)))


def _parsed(message: Any, path: Path, asked: Asked) -> Any:  # noqa: ANN401 - messages
    from google.protobuf import text_format
    from google.protobuf.message import DecodeError

    data = path.read_bytes()
    with told(asked):
        try:
            message.ParseFromString(data)
        except DecodeError:
            try:
                text_format.Parse(data.decode("utf-8"), message)
            except (text_format.ParseError, UnicodeDecodeError) as error:
                raise _undecoded(asked, error) from None
    return message


def _undecoded(asked: Asked, error: Exception) -> DamagedFileError:
    message = f"{asked.model} could not be decoded: {error}"[:400]
    return DamagedFileError(f"{message.rstrip('.')}.", hint="Fetch or export it again.", path=asked.path)


def _without_notes(graph_def: Any) -> Any:  # noqa: ANN401 - a GraphDef
    """The graph without what writers noted of shapes and places, which newer versions of TensorFlow may contradict."""
    for node in graph_def.node:
        if _NOTES[0] in node.attr:
            del node.attr[_NOTES[0]]
        node.device = ""
    return graph_def


def _prefix(path: Path, description: ModelDescription) -> str:
    """The checkpoint's prefix as restoring takes it: shards of the oldest format are named by a pattern."""
    prefix = str(path).removesuffix(".meta")
    if Path(f"{prefix}.index").exists():
        return prefix
    for file in description.files:
        shard = _SHARD.search(file.name)
        if shard is not None:
            return f"{prefix}-?????-of-{shard[1]}"
    return prefix
