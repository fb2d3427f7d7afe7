# SPDX-License-Identifier: Apache-2.0
"""One description out of what the containers of Keras models hold: configuration, weights, training settings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import prod
from typing import Any

from cutaway.description import dtypes, wording
from cutaway.description.assets import Asset, LookupTable
from cutaway.description.findings import Finding, by_severity
from cutaway.description.model import Format, ModelDescription, ModelFile
from cutaway.description.variables import Variable
from cutaway.formats import keras_findings, keras_runtimes, keras_weights
from cutaway.formats.fewer import fewer
from cutaway.formats.keras_config import Node, read
from cutaway.formats.keras_json import Object
from cutaway.formats.keras_rows import rows, signature, vocabularies, without_weights
from cutaway.formats.keras_runtimes import Container
from cutaway.formats.keras_trace import Tracer
from cutaway.formats.keras_weights import LEGACY_GROUP, Stored
from cutaway.wire.hdf5 import Contents, Dataset, Hdf5

_LARGE = 1 << 33
_MOST_LINKS = 20
_SHOWN = 5


@dataclass(slots=True)
class Parts:
    """What was found. name: of the file that was opened. sources: HDF5 files with weights and what is in them.

    training: settings it was compiled with. detail: a few words on how the parts were found.
    """

    format: Format
    container: Container
    name: str
    shown: str
    location: str
    config: Object | None = None
    training: Any = None
    producer: dict[str, str] = field(default_factory=dict)
    sources: list[tuple[Hdf5, Contents]] = field(default_factory=list)
    files: list[ModelFile] = field(default_factory=list)
    assets: list[Asset] = field(default_factory=list)
    tables: list[LookupTable] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """The description, where the values of each variable are by its name, and the words that the settings hold."""

    description: ModelDescription
    arrays: dict[str, tuple[Hdf5, Dataset]]
    vocabularies: dict[str, list[str]]


def describe(parts: Parts) -> Described:
    """Raises DamagedFileError where the configuration or a weights file breaks the rules."""
    model = read(parts.config, parts.name) if parts.config is not None else None
    stored = _stored(parts, model)
    names = _unique_names(stored)
    variables = tuple(_variable(name, entry) for name, entry in zip(names, stored, strict=True))
    traced = Tracer()
    layers = None if model is None else rows(model, traced, list(zip(stored, variables, strict=True)))
    missing = without_weights(model, layers) if model is not None and layers is not None else []
    needs = keras_findings.inspect(model, parts.config or {})
    arrays = {name: (entry.source, entry.dataset) for name, entry in zip(names, stored, strict=True)}
    findings = [
        *parts.findings,
        *needs.findings,
        *_stored_findings(parts, arrays),
        *_shape_findings(model, traced),
    ]
    findings += _optimizer(parts, arrays)
    if missing and parts.sources:
        findings.append(_without(missing))
    words, tables = vocabularies(model)
    facts = keras_runtimes.Facts(
        parts.container,
        parts.name,
        parts.producer.get("keras", ""),
        model,
        tuple(needs.custom),
        bool(needs.code),
        not missing,
    )
    description = ModelDescription(
        format=parts.format,
        path=parts.shown,
        location=parts.location,
        detail=parts.detail or _detail(model, variables),
        producer=parts.producer,
        signatures=() if model is None else signature(model, traced),
        variables=variables,
        layers=layers,
        assets=tuple(parts.assets),
        tables=(*parts.tables, *tables),
        metadata={**_metadata(model, parts), **parts.metadata},
        findings=by_severity(tuple(fewer(findings))),
        runtimes=keras_runtimes.verdicts(facts),
        files=tuple(parts.files),
    )
    return Described(description, arrays, words)


def _stored(parts: Parts, model: Node | None) -> list[Stored]:
    found = []
    for source, contents in parts.sources:
        if keras_weights.is_legacy(contents, source.attributes(source.root)):
            found.extend(keras_weights.legacy(source, contents, model))
        else:
            found.extend(keras_weights.store(source, contents, model))
    return found


def _unique_names(stored: list[Stored]) -> list[str]:
    """The names inside the layers; whole paths where two are the same."""
    names = [entry.name for entry in stored]
    often = {name for name, count in Counter(names).items() if count > 1}
    names = [
        entry.dataset.path.removeprefix(f"{LEGACY_GROUP}/") if name in often else name
        for name, entry in zip(names, stored, strict=True)
    ]
    seen: Counter[str] = Counter()
    for place, name in enumerate(names):
        seen[name] += 1
        if seen[name] > 1:
            names[place] = f"{name} ({seen[name]})"
    return names


def _variable(name: str, entry: Stored) -> Variable:
    dataset = entry.dataset
    place, size = dataset.storage.place, dataset.bytes
    inside = place not in ("virtual", "external")
    if place == "contiguous" and dataset.storage.address is not None:
        inside = dataset.storage.address + size <= len(entry.source.file)
    return Variable(
        name,
        name.removesuffix(":0"),
        element_name(entry.source, dataset),
        dataset.shape,
        0 if dataset.storage.address is None and place in ("contiguous", "chunked") else size,
        entry.role,
        entry.trainable,
        inside,
    )


def element_name(source: Hdf5, dataset: Dataset) -> str:
    """The element type; Keras writes bfloat16 as 16 bits without a meaning and an attribute that tells it."""
    if dataset.element.kind == "other":
        told = source.attributes(dataset.address).get("dtype")
        if isinstance(told, str) and dtypes.BITS.get(told) == 8 * dataset.element.bytes:
            return told
    return dataset.element.name


def _detail(model: Node | None, variables: tuple[Variable, ...]) -> str:
    if model is None:
        return "weights only"
    kind = "Functional" if model.class_name == "Model" else model.class_name
    if not model.is_model:
        return f"subclassed model {kind}"
    return f"{kind} model" if variables else f"{kind} model, without weights"


def _metadata(model: Node | None, parts: Parts) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if model is not None:
        found["class"] = model.class_name
        found["name"] = model.name
        if not model.is_model:
            found["config"] = model.config
        if model.registered:
            found["registered_name"] = model.registered
    if parts.training:
        found["training"] = parts.training
    return found


def _stored_findings(parts: Parts, arrays: dict[str, tuple[Hdf5, Dataset]]) -> Iterable[Finding]:
    names = {id(dataset): name for name, (_, dataset) in arrays.items()}
    for source, contents in parts.sources:
        for path, link in contents.away[:_MOST_LINKS]:
            if link.kind == "external":
                message = f"{path} is a link to another file, {link.target}; it is not followed."
                yield Finding("external-link", "danger", message, path)
            else:
                message = f"{path} is a soft link to {link.target}; it is not followed."
                yield Finding("soft-link", "warning", message, path)
        for dataset in contents.datasets:
            yield from _dataset_findings(source, dataset, names.get(id(dataset), dataset.path))


def _dataset_findings(source: Hdf5, dataset: Dataset, where: str) -> Iterable[Finding]:
    kept = dataset.storage
    if kept.place == "external":
        message = (
            f"The values of {dataset.path} are kept in another file, {', '.join(kept.files)}; it is not read."
        )
        yield Finding("external-storage", "danger", message, where)
    elif kept.place == "virtual":
        message = f"The values of {dataset.path} are put together from other files; these are not read."
        yield Finding("virtual-dataset", "danger", message, where)
    elif kept.place in ("contiguous", "chunked") and kept.address is None and dataset.bytes:
        message = f"{dataset.path} has a shape of {dataset.bytes:,} bytes, but no values are stored."
        yield Finding("no-values", "warning", message, where)
    elif kept.place == "contiguous" and (kept.address or 0) + dataset.bytes > len(source.file):
        message = f"{dataset.path} has a shape of {dataset.bytes:,} bytes, more than the file holds."
        yield Finding("cut-off", "warning", message, where)


def _shape_findings(model: Node | None, traced: Tracer) -> Iterable[Finding]:
    if model is None or not model.is_model:
        return
    calls = traced.trace(model).calls
    for layer in model.layers:
        shape = traced.trace(model).first(layer.name) if layer.name in calls else None
        if shape is not None and prod(size for size in shape if size) >= _LARGE:
            message = f"Layer {layer.name} has an output of {prod(n for n in shape if n):,} elements: do not build it."
            yield Finding("huge-shape", "warning", message, layer.name)


def _optimizer(parts: Parts, arrays: dict[str, tuple[Hdf5, Dataset]]) -> list[Finding]:
    """The optimizer's state of the older layout, which Keras does not count among the model's variables."""
    listed = []
    for source, contents in parts.sources:
        for dataset in keras_weights.legacy_optimizer(contents):
            arrays.setdefault(dataset.path, (source, dataset))
            listed.append((dataset.path, dataset))
    if not listed:
        return []
    size = sum(dataset.bytes for _, dataset in listed)
    parts.metadata["optimizer_state"] = {
        "variables": len(listed),
        "parameters": sum(prod(dataset.shape) for _, dataset in listed),
        "bytes": size,
        "items": [{"name": n, "dtype": d.element.name, "shape": list(d.shape)} for n, d in listed],
    }
    message = f"It also keeps the state of the optimizer: {len(listed):,} arrays of {size:,} bytes in all."
    return [Finding("optimizer-state", "info", message, keras_weights.LEGACY_OPTIMIZER)]


def _without(missing: list[str]) -> Finding:
    message = f"The file holds no weights for {wording.listed(missing, _SHOWN)}."
    return Finding("missing-weights", "warning", message, missing[0])
