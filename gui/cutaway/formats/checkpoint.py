# SPDX-License-Identifier: Apache-2.0
"""Reader of checkpoints: variables that TensorFlow 1 or 2 saved without their program."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from cutaway.description.findings import Finding, Runtime
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.errors import ModelError, RequestError
from cutaway.formats import bundle_findings, checkpoint_files, roles
from cutaway.formats.bundle import Bundle
from cutaway.formats.checkpoint_files import Located
from cutaway.formats.opened import OpenModel, OpenRequest, Progress
from cutaway.wire.files import map_file
from cutaway.wire.varints import fields

if TYPE_CHECKING:
    import numpy

    from cutaway.description.graph import Graph

_META_INFO, _TENSORFLOW_VERSION = 1, 5  # MetaGraphDef.meta_info_def, MetaInfoDef.tensorflow_version


class Checkpoint:
    """An open checkpoint."""

    def __init__(self, bundle: Bundle, description: ModelDescription) -> None:
        self._bundle = bundle
        self._description = description

    @property
    def description(self) -> ModelDescription:
        """What the checkpoint is."""
        return self._description

    def graph(self) -> Graph | None:
        """None: a checkpoint has no graph."""
        return None

    def array(self, name: str) -> numpy.ndarray:
        """Values by name; see `Bundle.array`."""
        return self._bundle.array(name)

    def content(self, name: str, limit: int) -> bytes:
        """Raise RequestError: a checkpoint has no assets."""
        self._has_none(name, f"the first {limit} bytes of an asset")

    def entries(self, name: str, limit: int) -> list[tuple[str, str]]:
        """Raise RequestError: a checkpoint has no lookup tables."""
        self._has_none(name, f"the first {limit} rows of a table")

    def close(self) -> None:
        """Let go of the mapped files."""
        self._bundle.close()

    def _has_none(self, name: str, what: str) -> NoReturn:
        message = f"A checkpoint has only variables; {what} called {name} cannot be shown."
        raise RequestError(message, path=self._description.path)


def open_model(request: OpenRequest, progress: Progress) -> OpenModel:
    """Open the checkpoint that a path means (see `checkpoint_files.locate`). Raises ModelError."""
    progress("Reading the checkpoint", None)
    located = checkpoint_files.locate(request.path)
    bundle = Bundle.open(located.prefix, request.shown)
    try:
        return Checkpoint(bundle, _describe(request, located, bundle))
    except ModelError:
        bundle.close()
        raise


def _describe(request: OpenRequest, located: Located, bundle: Bundle) -> ModelDescription:
    by_objects = roles.OBJECT_GRAPH in bundle.entries
    findings = (*located.findings, *bundle_findings.of_bundle(bundle))
    version = f"version {bundle.version}"
    return ModelDescription(
        format="checkpoint",
        path=request.shown,
        location=os.fspath(Path(os.path.dirname(bundle.prefix), bundle.files[0].name)),  # noqa: PTH120 - see locate
        detail=f"TensorFlow {2 if by_objects else 1}, {version}",
        producer=_producer(bundle),
        variables=roles.of_bundle(bundle),
        metadata=_metadata(located, bundle, by_objects=by_objects),
        findings=findings,
        runtimes=_runtimes(bundle, findings),
        files=(*bundle.files, *_companions(bundle)),
    )


def _metadata(located: Located, bundle: Bundle, *, by_objects: bool) -> dict[str, Any]:
    """What else the files say; JSON values only."""
    found: dict[str, Any] = {
        "checkpoint_version": f"V{bundle.version}",
        "shards": bundle.shard_count,
        "saver": "tf.train.Checkpoint" if by_objects else "tf.train.Saver",
    }
    step = checkpoint_files.step(Path(bundle.prefix).name)
    if step is not None:
        found["step"] = step
    partitioned = sum(len(entry.slices) > 1 for entry in bundle.entries.values())
    if partitioned:
        found["partitioned_variables"] = partitioned
    if located.state is not None:
        found["state_file"] = {"latest": located.state.latest, "listed": list(located.state.listed)}
    return found


def _producer(bundle: Bundle) -> dict[str, str]:
    """The TensorFlow that wrote the `.meta` file beside it; the checkpoint itself does not say."""
    path = Path(f"{bundle.prefix}.meta")
    if not path.is_file():
        return {}
    try:
        data = map_file(path)
        for message in fields(data, 0, len(data)):
            if message.number == _META_INFO:
                for field in fields(data, message.start, message.end):
                    if field.number == _TENSORFLOW_VERSION:
                        return {"tensorflow": bytes(data[field.start : field.end]).decode("utf-8", "replace")}
                break
    except (ModelError, ValueError):
        pass  # the graph beside a checkpoint is not what was opened
    return {}


def _companions(bundle: Bundle) -> tuple[ModelFile, ...]:
    """The graph that a Saver wrote beside the checkpoint."""
    path = Path(f"{bundle.prefix}.meta")
    return (ModelFile(path.name, path.stat().st_size),) if path.is_file() else ()


def _runtimes(bundle: Bundle, findings: tuple[Finding, ...]) -> tuple[Runtime, ...]:
    broken = next((found for found in findings if found.code in {"missing-shard", "truncated-data"}), None)
    if broken is not None:
        return (Runtime("TensorFlow", verdict=False, reason=broken.message),)
    reason = "tf.train.load_checkpoint reads every variable; a program is needed to use them."
    if bundle.version == 1:
        reason = "TensorFlow 2 still reads checkpoints of version 1, and writes none."
    return (Runtime("TensorFlow", verdict=True, reason=reason),)
