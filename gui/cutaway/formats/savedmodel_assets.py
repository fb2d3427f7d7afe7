# SPDX-License-Identifier: Apache-2.0
"""Assets of a SavedModel: files that its graph names, and those that lie beside them for the people who serve it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field, replace
from pathlib import Path

from cutaway.description.assets import Asset
from cutaway.description.findings import Finding
from cutaway.formats.graphchecks import short
from cutaway.formats.nodes import node_of
from cutaway.formats.savedmodel_files import size_of, walk
from cutaway.wire.files import inside
from cutaway.wire.protobuf import Message

_COLLECTION = "saved_model_assets"
_FOLDER, _EXTRA = "assets", "assets.extra"
_ROLES = {
    "tf_serving_warmup_requests": "warm-up requests",
    "saved_model_config.pb": "settings of TensorFlow Serving",
}
_WORDS = (("vocab", "vocabulary"), ("label", "labels"), ("token", "vocabulary"))
_MOST_NAMED = 10_000


@dataclass(slots=True)
class Assets:
    """What was found. files: assets inside the model by name.

    paths: the same by the node that names them, and by number, written `#0`.
    """

    listed: list[Asset] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def with_vocabularies(self, used: set[Path]) -> tuple[Asset, ...]:
        """The assets; those that fill lookup tables are vocabularies, whatever they are called."""
        return tuple(
            replace(asset, role=asset.role or "vocabulary") if self.files.get(asset.name) in used else asset
            for asset in self.listed
        )


def asset_definitions(meta: Message) -> list[Message]:
    """The assets that a MetaGraph names: in their own field, or in the collection where TensorFlow 1 kept them."""
    from google.protobuf.message import DecodeError

    from cutaway.wire import protobuf

    if len(meta.asset_file_def) or _COLLECTION not in meta.collection_def:
        return list(meta.asset_file_def[:_MOST_NAMED])
    found = []
    for value in meta.collection_def[_COLLECTION].any_list.value[:_MOST_NAMED]:
        try:
            found.append(protobuf.message_class("AssetFileDef").FromString(value.value))
        except DecodeError:
            continue
    return found


def read_assets(folder: Path, meta: Message) -> Assets:
    """The assets that a MetaGraph names, then what else lies in `assets` and `assets.extra`."""
    found = Assets()
    for number, asset in enumerate(asset_definitions(meta)):
        name = f"{_FOLDER}/{asset.filename}"
        path = _inside(found, folder, name)
        if path is not None:
            found.paths[f"#{number}"] = found.paths[node_of(asset.tensor_info.name)] = path
    for part in (_FOLDER, _EXTRA):
        for file in walk(folder, part):
            _inside(found, folder, file.name)
    return found


def _inside(found: Assets, folder: Path, name: str) -> Path | None:
    """List an asset, and give its path where it is a file inside the model."""
    if name in found.names:
        return found.files.get(name)
    found.names.add(name)
    path = None if _climbs(name) or "\0" in name else inside(folder, name)
    size = size_of(path) if path is not None else None
    found.listed.append(Asset(name, size or 0, _role(name), size is not None))
    if path is not None and size is not None:
        found.files[name] = path
        return path
    found.findings.append(_finding(name, outside=path is None and "\0" not in name, climbs=_climbs(name)))
    return None


def _climbs(name: str) -> bool:
    """Whether a name leads out of its folder, or would on another system."""
    plain = name.replace("\\", "/")
    rest = plain.removeprefix(f"{_FOLDER}/")
    return rest.startswith("/") or rest[1:2] == ":" or posixpath.normpath(plain).split("/")[0] in ("..", "")


def _finding(name: str, *, outside: bool, climbs: bool) -> Finding:
    shown = short(name)
    if climbs:
        message = (
            f"The asset {shown} lies outside the model; TensorFlow would read that file, Cutaway does not."
        )
        return Finding("asset-outside", "danger", message, shown)
    if outside:
        message = f"The asset {shown} is a link that leads out of the model, so it is not read."
        return Finding("asset-outside", "warning", message, shown)
    return Finding(
        "missing-asset",
        "warning",
        f"The asset {shown} is missing, so whatever reads it fails.",
        shown,
    )


def _role(name: str) -> str:
    base = posixpath.basename(name)
    if base in _ROLES:
        return _ROLES[base]
    lower = base.lower()
    return next((role for word, role in _WORDS if word in lower), "")
