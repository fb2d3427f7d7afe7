# SPDX-License-Identifier: Apache-2.0
"""Puts together what a .tflite file is: the description that every reader gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cutaway.description import wording
from cutaway.description.assets import Asset
from cutaway.description.findings import Finding, by_severity
from cutaway.description.graph import GraphSummary
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.formats import tflite_findings, tflite_graph, tflite_metadata
from cutaway.formats.fewer import fewer
from cutaway.formats.opened import OpenRequest
from cutaway.formats.tflite_file import TfliteFile
from cutaway.formats.tflite_metadata import TensorNotes, Told
from cutaway.formats.tflite_problems import problems
from cutaway.formats.tflite_tensors import Constant, signatures
from cutaway.wire.files import inside
from cutaway.wire.zips import Archive

_MOST_SUBGRAPHS = 200
_SHOWN = 5


def describe(
    request: OpenRequest, file: TfliteFile, constants: list[Constant], archive: Archive | None
) -> ModelDescription:
    """The description of a file whose structure was read. archive: the one behind the flatbuffer."""
    told = tflite_metadata.tell(file)
    summary = tflite_graph.summary(file)
    assets = tflite_metadata.assets(archive, told)
    found = [*fewer(problems(file)), *tflite_findings.findings(file, summary, told), *_assets(assets)]
    return ModelDescription(
        format="tflite",
        path=request.shown,
        location=str(request.path),
        detail=f"{len(file.subgraphs)} subgraphs" if len(file.subgraphs) != 1 else "",
        producer=_producer(file, told),
        signatures=_explained(file, signatures(file), told),
        variables=tuple(one.variable for one in constants if one.variable.role == "other"),
        constants=tuple(one.variable for one in constants if one.variable.role != "other"),
        graph=summary,
        assets=assets,
        metadata=_metadata(file, summary, told, constants),
        findings=by_severity(tuple(found)),
        runtimes=tflite_findings.runtimes(summary, found),
        files=_files(request, file),
    )


def _producer(file: TfliteFile, told: Told) -> dict[str, str]:
    """The converter's name stands in the description that it leaves ("MLIR Converted.", "TOCO Converted.")."""
    words = file.description.split()
    converter = {"converter": words[0]} if words[1:] == ["Converted."] else {}
    return {**told.producer, **converter}


def _explained(file: TfliteFile, found: tuple[Signature, ...], told: Told) -> tuple[Signature, ...]:
    """Signatures of the first subgraph with the words of the metadata, which go by the order of its ends."""
    if not file.subgraphs:
        return found
    first = file.subgraphs[0]
    keys = {table.key for table in file.signatures if table.subgraph == 0}
    inputs = _by_tensor(first.names, first.inputs, told.inputs)
    outputs = _by_tensor(first.names, first.outputs, told.outputs)
    return tuple(
        replace(
            signature,
            inputs=tuple(_described(spec, inputs) for spec in signature.inputs),
            outputs=tuple(_described(spec, outputs) for spec in signature.outputs),
        )
        if signature.origin == "inferred" or signature.key in keys
        else signature
        for signature in found
    )


def _by_tensor(names: list[str], ends: list[int], notes: list[TensorNotes]) -> dict[str, str]:
    pairs = zip(ends, notes, strict=False)
    return {names[index]: note.sentence() for index, note in pairs if 0 <= index < len(names)}


def _described(spec: TensorSpec, sentences: dict[str, str]) -> TensorSpec:
    return replace(spec, description=sentences.get(spec.tensor, ""))


def _metadata(
    file: TfliteFile, summary: GraphSummary, told: Told, constants: list[Constant]
) -> dict[str, Any]:
    found: dict[str, Any] = {"description": file.description, "schema_version": file.version, **told.values}
    least = tflite_findings.least_runtime(summary)
    if least is not None:
        found["least_runtime_version"] = least.version
    shared = sum(len(constant.shared) for constant in constants)
    if shared:
        found["tensors_sharing_constants"] = shared
    if len(file.subgraphs) > 1:
        found["subgraphs"] = [
            {"name": graph.name, "operators": len(graph.operators["code"]), "tensors": len(graph.names)}
            for graph in file.subgraphs[:_MOST_SUBGRAPHS]
        ]
    return found


def _assets(assets: Sequence[Asset]) -> list[Finding]:
    found = []
    missing = [asset.name for asset in assets if not asset.available and not asset.bytes]
    if missing:
        message = (
            f"The metadata names files that are not packed with the model: {wording.listed(missing, _SHOWN)}."
        )
        found.append(Finding("missing-asset", "warning", message, missing[0]))
    leaving = [asset.name for asset in assets if not asset.available and asset.bytes]
    if leaving:
        message = f"Files packed with the model have names that lead outside of it: {wording.listed(leaving, _SHOWN)}."
        found.append(Finding("path-outside", "danger", message, leaving[0]))
    return found


def _files(request: OpenRequest, file: TfliteFile) -> tuple[ModelFile, ...]:
    folder = request.path.parent
    others = sorted({external.file for external in file.external.values() if external.file})
    beside = [
        ModelFile(name, path.stat().st_size if path.is_file() else 0, path.is_file())
        for name in others
        if (path := inside(folder, name)) is not None
    ]
    return (ModelFile(request.path.name, file.flat.size), *beside)
