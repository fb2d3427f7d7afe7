# SPDX-License-Identifier: Apache-2.0
"""Reads `.keras` archives of Keras 3, and of Keras 2 from 2.12 on, with their weights where they are stored."""

from __future__ import annotations

from pathlib import Path

from cutaway.description.assets import Asset, LookupTable
from cutaway.description.findings import Finding
from cutaway.description.model import ModelFile
from cutaway.errors import DamagedFileError, UnsupportedFormatError
from cutaway.formats import keras_shards
from cutaway.formats.keras_describe import Parts, describe
from cutaway.formats.keras_json import MOST_BYTES, as_text, parse
from cutaway.formats.keras_opened import KerasModel, located
from cutaway.formats.opened import OpenRequest, Progress, silent
from cutaway.wire.files import map_file
from cutaway.wire.hdf5 import Hdf5
from cutaway.wire.zips import Archive, Member

_CONFIG, _METADATA = "config.json", "metadata.json"
_WEIGHTS, _SHARDS, _NPZ = "model.weights.h5", "model.weights.json", "model.weights.npz"
_ASSETS = "assets/"
_MOST_WEIGHTS = 512 << 20
_MOST_CHECKED = 16 << 20  # some 10 ms
_ROLES = {"vocabulary.txt": "vocabulary", "idf_weights.txt": "weights of words"}
_MOST_VOCABULARIES = 32 << 20


def open_model(request: OpenRequest, progress: Progress = silent) -> KerasModel:
    """Open a `.keras` archive. Raises ModelError."""
    with located(request.path):
        return _open(request, request.path, progress)


def _open(request: OpenRequest, path: Path, progress: Progress) -> KerasModel:
    view = map_file(path)
    if not len(view):
        raise DamagedFileError(f"{path.name} is empty.", hint="Copy or download the file again.", path=path)
    archive = Archive(view, path.name)
    parts = Parts("keras_archive", "archive", path.name, request.shown, str(path))
    parts.files.append(ModelFile(path.name, len(view)))
    _read_configuration(parts, archive)
    progress("Reading the layers", None)
    _read_weights(parts, archive)
    _read_assets(parts, archive)
    _look_at_names(parts, archive)

    def read(name: str, limit: int) -> bytes:
        member = archive.get(name)
        return b"" if member is None else archive.start(member, limit)

    return KerasModel(describe(parts), read)


def _read_configuration(parts: Parts, archive: Archive) -> None:
    config = archive.get(_CONFIG)
    if config is None:
        raise UnsupportedFormatError(
            f"{parts.name} is a zip archive, but no Keras archive: it has no {_CONFIG}.",
            hint="A .keras file holds config.json, metadata.json and the weights.",
            path=parts.name,
        )
    parts.config = parse(_opened(parts, archive, config, MOST_BYTES), _CONFIG, parts.name)
    parts.training = parts.config.get("compile_config")
    metadata = archive.get(_METADATA)
    if metadata is not None:
        told = parse(_opened(parts, archive, metadata, MOST_BYTES), _METADATA, parts.name)
        if as_text(told.get("keras_version")):
            parts.producer["keras"] = told["keras_version"]
        parts.metadata["saved"] = told


def _opened(parts: Parts, archive: Archive, member: Member, limit: int) -> memoryview:
    """A member's bytes; those of moderate size are checked, and a finding tells where they have changed."""
    data = archive.open(member, limit)
    if len(data) <= _MOST_CHECKED and not archive.intact(member, data):
        message = f"{member.name} is not what it was when it was packed: its checksum differs."
        parts.findings.append(Finding("checksum", "warning", message, member.name))
    return data


def _read_weights(parts: Parts, archive: Archive) -> None:
    shards = archive.get(_SHARDS)
    members: list[Member | None] = [archive.get(_WEIGHTS)]
    if shards is not None:
        listed = parse(archive.open(shards, MOST_BYTES), _SHARDS, parts.name)
        for name in keras_shards.names(listed):
            member = archive.get(name)
            members.append(member)
            if member is None:
                message = f"The archive lacks {name}, which its list of weights names."
                parts.findings.append(Finding("missing-shard", "warning", message, name))
    for member in members:
        if member is not None:
            source = Hdf5(_opened(parts, archive, member, _MOST_WEIGHTS), f"{member.name} in {parts.name}")
            parts.sources.append((source, source.contents()))
    if not parts.sources:
        other = " in the form of numpy archives, which are not read" if archive.get(_NPZ) is not None else ""
        message = f"The archive holds no {_WEIGHTS}{';' if other else ''}{' its weights are' if other else ''}{other}."
        parts.findings.append(Finding("missing-weights", "warning", message, _WEIGHTS))


def _read_assets(parts: Parts, archive: Archive) -> None:
    left = _MOST_VOCABULARIES
    for member in archive.members:
        if not member.name.startswith(_ASSETS) or member.leaves:
            continue
        role = _ROLES.get(member.name.rpartition("/")[2], "")
        parts.assets.append(Asset(member.name, member.size, role))
        if role == "vocabulary":
            layer = member.name.removeprefix(_ASSETS).removeprefix("layers/").rpartition("/")[0]
            parts.tables.append(
                LookupTable(
                    layer or member.name, "int64", "string", _count(archive, member, left), member.name
                )
            )
            left = max(left - member.size, 0)


def _count(archive: Archive, member: Member, left: int) -> int | None:
    """How many words a vocabulary has; None for one of more than `left` bytes, too large to count in passing."""
    if member.size > left:
        return None
    words = bytes(archive.open(member, left))
    return words.count(b"\n") + 1 if words else 0


def _look_at_names(parts: Parts, archive: Archive) -> None:
    leaving = [member.name for member in archive.members if member.leaves]
    for name in leaving:
        message = f"The archive holds {name}, a name that leads out of the folder it is unpacked to; it is not read."
        parts.findings.append(Finding("leaves-folder", "danger", message, name))
    for name in archive.duplicates:
        message = f"The archive holds {name} more than once; the last one counts."
        parts.findings.append(Finding("duplicate-member", "warning", message, name))
