# SPDX-License-Identifier: Apache-2.0
"""Reader of SavedModels of TensorFlow 1 and 2: what one is, without loading it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cutaway.description.findings import Finding, by_severity
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.description.signatures import Signature
from cutaway.errors import DamagedFileError, RequestError
from cutaway.formats import graphruntimes, keras_saved, loadtime, lookups, opfindings, savedmodel_metadata
from cutaway.formats.constants import Constants, list_constants
from cutaway.formats.graphchecks import check
from cutaway.formats.graphmodel import GraphModel
from cutaway.formats.nodes import VARIABLES, Census, take_census
from cutaway.formats.objectgraph import ObjectGraph
from cutaway.formats.opened import OpenModel, OpenRequest, Progress
from cutaway.formats.reach import Reach
from cutaway.formats.savedmodel_assets import Assets, read_assets
from cutaway.formats.savedmodel_files import METADATA, Located, list_extras, locate
from cutaway.formats.savedmodel_variables import SavedVariables, read_variables
from cutaway.formats.signaturechecks import check_signatures
from cutaway.formats.signaturedefs import read_signatures
from cutaway.wire import protobuf, prototext
from cutaway.wire.protobuf import Message

_WATCHED = frozenset({"Const"}) | VARIABLES | lookups.WATCHED
_LEAST_CONSTANT = 1024
"""Bytes: smaller ones are shapes and axes, and a model has thousands of them."""


def open_model(request: OpenRequest, progress: Progress) -> OpenModel:
    """Open a folder with a SavedModel, a folder of its versions, or its graph file.

    Raises MissingFileError, DamagedFileError, UnsafeFileError, UnsupportedFormatError, RequestError.
    """
    progress("Reading the graph", None)
    located = locate(request)
    load = prototext.load if located.text else protobuf.load
    decoded = load("SavedModel", located.graph)
    meta = choose(decoded.message.meta_graphs, request)
    progress("Reading the variables", None)
    return _Reading(request, located, decoded, meta).model()


def choose(metas: Message, request: OpenRequest) -> Message:
    """The MetaGraph with the wanted tags, else the first. Raises DamagedFileError (there is none), RequestError."""
    name = os.path.basename(request.shown.rstrip("/\\")) or request.shown  # noqa: PTH119 - text for a message
    if not len(metas):
        message = f"{name} is an empty SavedModel: there is no MetaGraph in it."
        raise DamagedFileError(message, hint="Save or fetch the model again.", path=request.path)
    if not request.tags:
        return metas[0]
    for meta in metas:
        if set(meta.meta_info_def.tags) == set(request.tags):
            return meta
    there = "; ".join(",".join(meta.meta_info_def.tags) or "(no tags)" for meta in metas)
    raise RequestError(
        f"{name} has no MetaGraph with the tags {','.join(request.tags)}; it has {there}.",
        hint="Choose one of these.",
        path=request.path,
    )


@dataclass(slots=True)
class _Reading:
    """One SavedModel while it is being described."""

    request: OpenRequest
    located: Located
    decoded: protobuf.Decoded
    meta: Any

    def model(self) -> GraphModel:
        """Describe it and open what has its values."""
        graph = self.meta.graph_def
        census = take_census(graph, _WATCHED | opfindings.watched())
        reach = Reach(graph)
        objects = ObjectGraph(self.meta.object_graph_def)
        variables = read_variables(self.located, self.meta, census, objects)
        assets = read_assets(self.located.folder, self.meta)
        tables = lookups.Tables(census, reach, self.decoded, assets.paths).find(objects, variables.bundle)
        constants, tensors = list_constants(census.places(("Const",)), self.decoded, _LEAST_CONSTANT)
        keras = keras_saved.read_keras(self.located.folder / METADATA, objects, variables.by_object)
        beside, notes = savedmodel_metadata.beside(self.located.folder)
        signatures = read_signatures(self.meta)
        findings = by_severity(
            (
                *self._findings(census, reach, objects, signatures),
                *variables.findings,
                *assets.findings,
                *keras.findings,
                *notes,
            )
        )
        tensorflow = graphruntimes.tensorflow(findings)
        description = ModelDescription(
            format="saved_model",
            path=self.request.shown,
            location=os.fspath(self.located.folder),
            detail=f"TensorFlow {2 if len(objects.nodes) else 1}" + (", text" if self.located.text else ""),
            producer={
                **savedmodel_metadata.producer(self.meta),
                **({"keras": keras.version} if keras.version else {}),
            },
            signatures=signatures,
            functions=objects.functions(),
            variables=variables.variables,
            constants=constants,
            graph=census.summary(reach.functions),
            layers=keras.layers,
            assets=assets.with_vocabularies(
                {filled.file.path for filled in tables if filled.file is not None}
            ),
            tables=tuple(filled.table for filled in tables),
            metadata={**savedmodel_metadata.of_meta_graph(self.meta), **beside, **keras.metadata},
            meta_graphs=tuple(tuple(meta.meta_info_def.tags) for meta in self.decoded.message.meta_graphs),
            versions=self.located.versions,
            findings=findings,
            runtimes=(
                tensorflow,
                *graphruntimes.keras(keras, sum(not one.runs_on_load for one in signatures), tensorflow),
            ),
            files=self._files(variables, assets),
        )
        shown = self.located.graph.name
        return GraphModel(
            description,
            graph,
            Constants(self.decoded, shown, tensors),
            variables.bundle,
            tables,
            self.located.folder,
        )

    def _findings(
        self, census: Census, reach: Reach, objects: ObjectGraph, signatures: tuple[Signature, ...]
    ) -> Iterator[Finding]:
        called = [signature for signature in signatures if not signature.runs_on_load]
        tensors = [spec.tensor for signature in called for spec in signature.outputs]
        yield from loadtime.runs_on_load(self.meta, census, reach, objects)
        yield from opfindings.beside_computing(census, lambda: reach.behind(tensors))
        yield from opfindings.not_in_tensorflow(census, reach.functions)
        yield from opfindings.without_kernel(census)
        yield from check(self.meta.graph_def, reach)
        yield from objects.findings()
        yield from check_signatures(self.meta, called, reach.nodes)

    def _files(self, variables: SavedVariables, assets: Assets) -> tuple[ModelFile, ...]:
        """Every file that belongs to the model, by its path inside it."""
        named = (ModelFile(asset.name, asset.bytes, asset.available) for asset in assets.listed)
        return (*list_extras(self.located), *variables.files, *named)
