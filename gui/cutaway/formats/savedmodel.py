# SPDX-License-Identifier: Apache-2.0
"""Reader of SavedModels of TensorFlow 1 and 2: what one is, without loading it."""

from __future__ import annotations

import os
from collections.abc import Iterator

from cutaway.description.findings import Finding, by_severity
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.description.variables import Variable
from cutaway.errors import DamagedFileError, RequestError
from cutaway.formats import (
    graphruntimes,
    keras_saved,
    loadtime,
    lookups,
    opfindings,
    roles,
    savedmodel_metadata,
)
from cutaway.formats.constants import Constants, list_constants
from cutaway.formats.fewer import fewer
from cutaway.formats.graphchecks import check
from cutaway.formats.graphmodel import GraphModel
from cutaway.formats.nodes import VARIABLES, take_census
from cutaway.formats.objectgraph import ObjectGraph
from cutaway.formats.opened import OpenModel, OpenRequest, Progress
from cutaway.formats.reach import Reach
from cutaway.formats.savedmodel_assets import read_assets
from cutaway.formats.savedmodel_files import METADATA, Located, list_extras, locate
from cutaway.formats.savedmodel_variables import read_variables
from cutaway.formats.signaturechecks import check_signatures
from cutaway.formats.signaturedefs import read_signatures, with_row_splits
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


class _Reading:
    """One SavedModel while it is being described: everything that is read of it, each thing once."""

    def __init__(
        self, request: OpenRequest, located: Located, decoded: protobuf.Decoded, meta: Message
    ) -> None:
        self.request = request
        self.located = located
        self.decoded = decoded
        self.meta = meta
        self.census = take_census(meta.graph_def, _WATCHED | opfindings.watched())
        self.reach = Reach(meta.graph_def)
        self.objects = ObjectGraph(meta.object_graph_def)
        self.signatures = with_row_splits(read_signatures(meta), self.objects.ragged_arguments())
        self.variables = read_variables(located, meta, self.census, self.objects)
        self.assets = read_assets(located.folder, meta)
        tables = lookups.Tables(self.census, self.reach, decoded, self.assets.paths)
        self.tables = tables.find(self.objects, self.variables.bundle)
        self.keras = keras_saved.read_keras(located.folder / METADATA, self.objects, self.variables.by_object)

    def model(self) -> GraphModel:
        """Describe it and keep open what has its values."""
        constants, tensors = list_constants(self.census.places(("Const",)), self.decoded, _LEAST_CONSTANT)
        return GraphModel(
            self._description(constants),
            self.meta.graph_def,
            Constants(self.decoded, self.located.graph.name, tensors),
            self.variables.bundle,
            self.tables,
            self.located.folder,
        )

    def _description(self, constants: tuple[Variable, ...]) -> ModelDescription:
        located, keras = self.located, self.keras
        beside, notes = savedmodel_metadata.beside(located.folder)
        findings = by_severity((*fewer(self._findings()), *notes))
        tensorflow = graphruntimes.tensorflow(findings)
        called = sum(not signature.runs_on_load for signature in self.signatures)
        vocabularies = {filled.file.path for filled in self.tables if filled.file is not None}
        return ModelDescription(
            format="saved_model",
            path=self.request.shown,
            location=os.fspath(located.folder),
            detail=f"TensorFlow {2 if len(self.objects.nodes) else 1}" + (", text" if located.text else ""),
            producer=savedmodel_metadata.producer(self.meta, keras.version),
            signatures=self.signatures,
            functions=self.objects.functions(),
            variables=self.variables.variables,
            constants=constants,
            graph=self.census.summary(self.reach.functions),
            layers=keras.layers,
            assets=self.assets.with_vocabularies(vocabularies),
            tables=tuple(filled.table for filled in self.tables),
            metadata={**savedmodel_metadata.of_meta_graph(self.meta), **beside, **keras.metadata},
            meta_graphs=tuple(tuple(meta.meta_info_def.tags) for meta in self.decoded.message.meta_graphs),
            versions=located.versions,
            findings=findings,
            runtimes=(tensorflow, *graphruntimes.keras(keras, called, tensorflow)),
            files=self._files(),
        )

    def _findings(self) -> Iterator[Finding]:
        called = [signature for signature in self.signatures if not signature.runs_on_load]
        tensors = [spec.tensor for signature in called for spec in signature.outputs]
        yield from loadtime.runs_on_load(self.meta, self.census, self.reach, self.objects)
        yield from opfindings.beside_computing(self.census, lambda: self.reach.behind(tensors))
        yield from opfindings.not_in_tensorflow(self.census, self.reach.functions)
        yield from opfindings.without_kernel(self.census)
        yield from check(self.meta.graph_def, self.reach)
        yield from self.objects.findings()
        yield from check_signatures(self.meta, called, self.reach.nodes)
        yield from self.variables.findings
        yield from self.assets.findings
        yield from self.keras.findings
        if self.objects.nodes and any(roles.is_slot(variable.name) for variable in self.variables.variables):
            yield graphruntimes.KERAS_2_OPTIMIZER

    def _files(self) -> tuple[ModelFile, ...]:
        """Every file that belongs to the model, by its path inside it."""
        named = (ModelFile(asset.name, asset.bytes, asset.available) for asset in self.assets.listed)
        return (*list_extras(self.located), *self.variables.files, *named)
