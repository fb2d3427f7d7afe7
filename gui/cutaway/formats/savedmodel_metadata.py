# SPDX-License-Identifier: Apache-2.0
"""What a MetaGraph says of itself beside its graph, as JSON values: versions, collections, fingerprint, debug info."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cutaway.description.findings import Finding
from cutaway.errors import ModelError
from cutaway.formats.graphchecks import short
from cutaway.formats.savedmodel_files import DEBUG, FINGERPRINT, size_of
from cutaway.wire import protobuf
from cutaway.wire.protobuf import Message

_MOST_ITEMS = 50
_MOST_DEBUG = 8 << 20


def producer(meta: Message, keras: str = "") -> dict[str, str]:
    """The programs that wrote it with their versions, as far as it says. keras: the version that Keras noted."""
    found = {"tensorflow": meta.meta_info_def.tensorflow_version, "keras": keras}
    return {program: version for program, version in found.items() if version}


def of_meta_graph(meta: Message) -> dict[str, Message]:
    """Tags, versions, collections, aliases of functions and what the saver is called."""
    info = meta.meta_info_def
    found: dict[str, Any] = {
        "tags": list(info.tags),
        "tensorflow_git_version": info.tensorflow_git_version,
        "graph_version": meta.graph_def.versions.producer or meta.graph_def.version,
        "meta_graph_version": info.meta_graph_version,
        "collections": {key: _collection(meta.collection_def[key]) for key in sorted(meta.collection_def)},
        "function_aliases": dict(sorted(info.function_aliases.items())[:_MOST_ITEMS]),
    }
    if meta.HasField("saver_def"):
        saver = meta.saver_def
        found["saver"] = {
            "restore": saver.restore_op_name,
            "file": saver.filename_tensor_name,
            "sharded": saver.sharded,
            "version": saver.version,
        }
    return {key: value for key, value in found.items() if value}


def _collection(collection: Message) -> list[Message]:
    """The items of a collection, as far as they are for people: names and numbers, and how large the others are."""
    kind = collection.WhichOneof("kind")
    if kind is None:
        return []
    items = list(getattr(collection, kind).value)
    if kind == "bytes_list":
        shown: list[Any] = [f"{len(item):,} bytes" for item in items[:_MOST_ITEMS]]
    elif kind == "any_list":
        shown = [item.type_url for item in items[:_MOST_ITEMS]]
    elif kind == "float_list":
        shown = [item if abs(item) <= _LARGEST else str(item) for item in items[:_MOST_ITEMS]]
    else:
        shown = [short(item) if isinstance(item, str) else item for item in items[:_MOST_ITEMS]]
    return shown + ([f"and {len(items) - _MOST_ITEMS:,} more"] if len(items) > _MOST_ITEMS else [])


_LARGEST = 3.5e38
"""Neither NaN nor infinities are at most this."""


def beside(folder: Path) -> tuple[dict[str, Any], list[Finding]]:
    """What the fingerprint and the debug information say; what cannot be read of them becomes a finding."""
    found: dict[str, Any] = {}
    findings = []
    for name, read in ((FINGERPRINT, _fingerprint), (DEBUG, _debug)):
        if size_of(folder / name) is None:
            continue
        try:
            found |= read(folder / name)
        except ModelError as error:
            findings.append(Finding("damaged-file", "warning", error.message, name))
    return found, findings


def _fingerprint(path: Path) -> dict[str, Any]:
    message = protobuf.load("FingerprintDef", path).message
    hashes = {
        field.name: f"{getattr(message, field.name):016x}"
        for field in message.DESCRIPTOR.fields
        if field.name.endswith(("hash", "checksum"))
    }
    return {"fingerprint": {**hashes, "uuid": message.uuid} if message.uuid else hashes}


def _debug(path: Path) -> dict[str, Any]:
    size = size_of(path) or 0
    if size > _MOST_DEBUG:
        return {"debug_info": {"bytes": size}}
    message = protobuf.load("GraphDebugInfo", path).message
    traces = len(message.traces) or len(message.traces_by_id) + len(message.name_to_trace_id)
    return {
        "debug_info": {"bytes": size, "traces": traces, "source_files": list(message.files[:_MOST_ITEMS])}
    }
