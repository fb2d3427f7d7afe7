# SPDX-License-Identifier: Apache-2.0
"""Reader of graphs without signatures: frozen GraphDefs, binary or text, usually with their weights as constants."""

from __future__ import annotations

import os
from collections.abc import Iterator

from cutaway.description import dtypes
from cutaway.description.findings import Finding, by_severity
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.description.signatures import Signature
from cutaway.description.variables import Variable
from cutaway.errors import DamagedFileError
from cutaway.formats import graphruntimes, graphvariables, loadtime, lookups, opfindings
from cutaway.formats.constants import Constants, list_constants
from cutaway.formats.fewer import fewer
from cutaway.formats.graphchecks import check, short
from cutaway.formats.graphmodel import GraphModel
from cutaway.formats.inferred import infer_signatures
from cutaway.formats.nodes import VARIABLES, Census, take_census
from cutaway.formats.opened import OpenModel, OpenRequest, Progress
from cutaway.formats.reach import Reach
from cutaway.formats.savedmodel_files import is_text
from cutaway.wire import protobuf, prototext
from cutaway.wire.protobuf import Message

_WATCHED = frozenset({"Const"}) | VARIABLES | lookups.WATCHED
_CLAIMED = 1 << 30
"""Bytes that a constant claims while it stores next to none: worth telling."""


def open_model(request: OpenRequest, progress: Progress) -> OpenModel:
    """Open a GraphDef file. Raises MissingFileError, UnsafeFileError, DamagedFileError, UnsupportedFormatError."""
    progress("Reading the graph", None)
    text = is_text(request.path)
    decoded = prototext.load("GraphDef", request.path) if text else protobuf.load("GraphDef", request.path)
    graph = decoded.message
    if not len(graph.node) and not len(graph.library.function):
        raise DamagedFileError(
            f"{request.path.name} holds no graph: there is no node in it.",
            hint="Save or fetch the model again.",
            path=request.path,
        )
    progress("Looking through the nodes", None)
    census = take_census(graph, _WATCHED | opfindings.watched())
    reach = Reach(graph)
    constants, tensors = list_constants(census.places(("Const",)), decoded)
    tables = lookups.Tables(census, reach, decoded, {}).find(None, None)
    signatures = infer_signatures(reach)
    variables = graphvariables.declared(census, None)
    findings = by_severity(tuple(fewer(_findings(graph, census, reach, signatures, constants, variables))))
    description = ModelDescription(
        format="frozen_graph",
        path=request.shown,
        location=os.fspath(request.path),
        detail="text" if text else "",
        signatures=signatures,
        variables=variables,
        constants=constants,
        graph=census.summary(reach.functions),
        tables=tuple(filled.table for filled in tables),
        metadata=graph_metadata(graph),
        findings=findings,
        runtimes=(graphruntimes.tensorflow(findings),),
        files=(ModelFile(request.path.name, len(decoded.data)),),
    )
    return GraphModel(description, graph, Constants(decoded, request.path.name, tensors), None, tables)


def graph_metadata(graph: Message) -> dict[str, Message]:
    """The versions that a GraphDef carries, where it does."""
    found = {
        "graph_version": graph.versions.producer or graph.version,
        "graph_min_consumer": graph.versions.min_consumer,
    }
    return {key: value for key, value in found.items() if value}


def constant_findings(constants: tuple[Variable, ...]) -> Iterator[Finding]:
    """Constants that claim a size which they do not have."""
    for constant in constants:
        size = dtypes.size_in_bytes(constant.dtype, constant.shape)
        if any(length < 0 for length in constant.shape):
            message = f"The constant {short(constant.name)} has a negative size in its shape, {list(constant.shape)}."
            yield Finding("bad-constant", "warning", message, short(constant.name))
        elif constant.dtype.startswith("dtype("):
            message = f"The constant {short(constant.name)} has an unknown type, {constant.dtype}."
            yield Finding("bad-constant", "warning", message, short(constant.name))
        elif size > _CLAIMED and constant.bytes < size // 1000:
            message = (
                f"The constant {short(constant.name)} claims {size:,} bytes and stores {constant.bytes:,}; "
                "TensorFlow spreads it out in memory when it runs."
            )
            yield Finding("huge-constant", "warning", message, short(constant.name))


def _findings(
    graph: Message,
    census: Census,
    reach: Reach,
    signatures: tuple[Signature, ...],
    constants: tuple[Variable, ...],
    variables: tuple[Variable, ...],
) -> Iterator[Finding]:
    tensors = [spec.tensor for spec in signatures[0].outputs]
    yield from opfindings.beside_computing(census, lambda: reach.behind(tensors))
    yield from loadtime.outside_tables(set(), census, reach, None)
    yield from opfindings.not_in_tensorflow(census, reach.functions)
    yield from opfindings.without_kernel(census)
    yield from check(graph, reach)
    yield from constant_findings(constants)
    if variables:
        count = "a variable" if len(variables) == 1 else f"{len(variables):,} variables"
        message = f"The graph has {count} without values: it was not frozen, and its checkpoint is a file of its own."
        yield Finding("not-frozen", "info", message, variables[0].name)
