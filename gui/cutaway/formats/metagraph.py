# SPDX-License-Identifier: Apache-2.0
"""Reader of MetaGraphs: the graph that a Saver of TensorFlow 1 wrote, with the checkpoint beside it, if any."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cutaway.description.findings import Finding, by_severity
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.description.signatures import Signature
from cutaway.description.variables import Variable
from cutaway.errors import DamagedFileError, MissingFileError, ModelError
from cutaway.formats import (
    bundle_findings,
    graphruntimes,
    graphvariables,
    loadtime,
    lookups,
    opfindings,
    roles,
    savedmodel_metadata,
)
from cutaway.formats.bundle import Bundle
from cutaway.formats.constants import Constants, list_constants
from cutaway.formats.fewer import fewer
from cutaway.formats.graphchecks import check
from cutaway.formats.graphdef import constant_findings
from cutaway.formats.graphmodel import GraphModel
from cutaway.formats.inferred import infer_signatures
from cutaway.formats.nodes import VARIABLES, Census, take_census
from cutaway.formats.objectgraph import ObjectGraph
from cutaway.formats.opened import OpenModel, OpenRequest, Progress
from cutaway.formats.reach import Reach
from cutaway.formats.savedmodel_files import is_text
from cutaway.formats.signaturechecks import check_signatures
from cutaway.formats.signaturedefs import read_session_bundle, read_signatures
from cutaway.wire import protobuf, prototext
from cutaway.wire.protobuf import Message

_WATCHED = frozenset({"Const"}) | VARIABLES | lookups.WATCHED
_LEAST_CONSTANT = 1024
_BUNDLE_SIGNATURES = "serving_signatures"
_ENDING = re.compile(r"\.(meta|pbtxt|pb|txt)$")


def open_model(request: OpenRequest, progress: Progress) -> OpenModel:
    """Open a `.meta` file. Raises MissingFileError, UnsafeFileError, DamagedFileError, UnsupportedFormatError."""
    progress("Reading the graph", None)
    text = is_text(request.path)
    decoded = (prototext if text else protobuf).load("MetaGraphDef", request.path)
    if not len(decoded.message.graph_def.node) and not len(decoded.message.graph_def.library.function):
        raise DamagedFileError(
            f"{request.path.name} holds no graph: there is no node in it.",
            hint="Save or fetch the model again.",
            path=request.path,
        )
    progress("Reading the variables", None)
    return _Reading(request, decoded, text).model()


@dataclass(slots=True)
class _Beside:
    """The checkpoint beside a MetaGraph. bundle: None where there is none that can be read."""

    bundle: Bundle | None
    variables: tuple[Variable, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Reading:
    """One MetaGraph while it is being described."""

    request: OpenRequest
    decoded: protobuf.Decoded
    text: bool

    def model(self) -> GraphModel:
        """Describe it and open what has its values."""
        meta, path = self.decoded.message, self.request.path
        graph = meta.graph_def
        census = take_census(graph, _WATCHED | opfindings.watched())
        reach = Reach(graph)
        beside = self._checkpoint(census)
        constants, tensors = list_constants(census.places(("Const",)), self.decoded, _LEAST_CONSTANT)
        tables = lookups.Tables(census, reach, self.decoded, {}).find(None, beside.bundle)
        declared = (*read_signatures(meta), *_session_bundle(meta, reach))
        signatures = declared or infer_signatures(reach)
        told = (*self._findings(census, reach, signatures), *constant_findings(constants), *beside.findings)
        findings = by_severity(tuple(fewer(told)))
        description = ModelDescription(
            format="meta_graph",
            path=self.request.shown,
            location=os.fspath(path),
            detail="TensorFlow 1" + (", text" if self.text else ""),
            producer=savedmodel_metadata.producer(meta),
            signatures=signatures,
            variables=beside.variables,
            constants=constants,
            graph=census.summary(reach.functions),
            tables=tuple(filled.table for filled in tables),
            metadata=savedmodel_metadata.of_meta_graph(meta),
            meta_graphs=(tuple(meta.meta_info_def.tags),),
            findings=findings,
            runtimes=(graphruntimes.meta_graph(findings),),
            files=(
                ModelFile(path.name, len(self.decoded.data)),
                *(beside.bundle.files if beside.bundle else ()),
            ),
        )
        kept = Constants(self.decoded, path.name, tensors)
        return GraphModel(description, graph, kept, beside.bundle, tables)

    def _checkpoint(self, census: Census) -> _Beside:
        """Open the checkpoint of the same prefix: the empty one, too, whose files are hidden (`.meta`, `.index`)."""
        trainable = graphvariables.trainable_names(self.decoded.message)
        prefix = self._prefix()
        try:
            bundle = Bundle.open(prefix, self.request.shown)
        except ModelError as error:
            return _without(error, graphvariables.declared(census, trainable))
        variables = graphvariables.with_trainable(roles.of_bundle(bundle), trainable)
        return _Beside(bundle, variables, bundle_findings.of_bundle(bundle))

    def _prefix(self) -> str:
        """The prefix that the MetaGraph shares with its checkpoint, ending with a separator where it is empty."""
        return _ENDING.sub("", os.path.join(self.request.path.parent, self.request.path.name))  # noqa: PTH118

    def _findings(self, census: Census, reach: Reach, signatures: tuple[Signature, ...]) -> Iterator[Finding]:
        meta = self.decoded.message
        tensors = [
            spec.tensor for signature in signatures if not signature.rank for spec in signature.outputs
        ]
        yield from loadtime.runs_on_load(meta, census, reach, ObjectGraph(meta.object_graph_def))
        yield from opfindings.beside_computing(census, lambda: reach.behind(tensors))
        yield from opfindings.not_in_tensorflow(census, reach.functions)
        yield from opfindings.without_kernel(census)
        yield from check(meta.graph_def, reach)
        yield from check_signatures(meta, signatures, reach.nodes)


def _without(error: ModelError, declared: tuple[Variable, ...]) -> _Beside:
    if not isinstance(error, MissingFileError):
        message = f"{error.message} The variables are shown without values."
        return _Beside(None, declared, (Finding("damaged-index", "warning", message, Path(error.path).name),))
    if not declared:
        return _Beside(None, ())
    words = (
        "its variable has no value"
        if len(declared) == 1
        else f"none of the {len(declared):,} variables has values"
    )
    message = f"The checkpoint beside the graph is missing, so {words}."
    return _Beside(None, declared, (Finding("missing-variables", "warning", message, Path(error.path).name),))


def _session_bundle(meta: Message, reach: Reach) -> tuple[Signature, ...]:
    """Signatures of the export format before SavedModel, which kept them in a collection."""
    from google.protobuf.message import DecodeError

    if _BUNDLE_SIGNATURES not in meta.collection_def:
        return ()
    found: list[Signature] = []
    for value in meta.collection_def[_BUNDLE_SIGNATURES].any_list.value:
        if value.type_url.rpartition("/")[2] != "tensorflow.serving.Signatures":
            continue
        try:
            signatures = protobuf.message_class("serving.Signatures").FromString(value.value)
        except DecodeError:
            continue
        found += [replace(one, origin="declared") for one in read_session_bundle(signatures, reach.nodes)]
    return tuple(found)
