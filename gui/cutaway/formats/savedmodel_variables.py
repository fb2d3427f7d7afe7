# SPDX-License-Identifier: Apache-2.0
"""Variables of a SavedModel: the checkpoint in it, joined with what the graph and the object graph say of each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from cutaway.description import dtypes
from cutaway.description.findings import Finding
from cutaway.description.model import ModelFile
from cutaway.description.variables import Variable
from cutaway.errors import DamagedFileError, MissingFileError, ModelError
from cutaway.formats import bundle_findings, graphvariables, roles
from cutaway.formats.bundle import Bundle
from cutaway.formats.nodes import VARIABLES, Census, shape_of
from cutaway.formats.objectgraph import ObjectGraph, Stored, stored_variables
from cutaway.formats.savedmodel_files import Located
from cutaway.wire.protobuf import Message


@dataclass(slots=True)
class SavedVariables:
    """What was found. bundle: None where there is no checkpoint. by_object: variables by the number of their object."""

    variables: tuple[Variable, ...] = ()
    bundle: Bundle | None = None
    files: tuple[ModelFile, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    by_object: dict[int, Variable] = field(default_factory=dict)


def read_variables(located: Located, meta: Message, census: Census, objects: ObjectGraph) -> SavedVariables:
    """The variables of the checkpoint; where that is missing or damaged, those of the graph, without values."""
    found = SavedVariables()
    trainable = graphvariables.trainable_names(meta)
    try:
        bundle = Bundle.open(located.variables, located.folder.name)
    except ModelError as error:
        _without_checkpoint(found, error, census, objects, trainable)
        return found
    found.bundle = bundle
    found.files = tuple(replace(file, name=f"variables/{file.name}") for file in bundle.files)
    found.findings += bundle_findings.of_bundle(bundle)
    found.variables = graphvariables.with_trainable(roles.of_bundle(bundle), trainable)
    if len(objects.nodes):
        _join(found, bundle, objects)
    return found


def _join(found: SavedVariables, bundle: Bundle, objects: ObjectGraph) -> None:
    """Take over what the object graph knows: whether a variable is trained."""
    entry = bundle.entries.get(roles.OBJECT_GRAPH)
    if entry is None or not entry.available:
        return
    from cutaway.wire import protobuf

    try:
        index = Path(f"{bundle.prefix}.index")
        trackable = protobuf.decode("TrackableObjectGraph", bundle.string(roles.OBJECT_GRAPH), index)
    except (DamagedFileError, MissingFileError) as error:
        found.findings.append(Finding("damaged-object-graph", "warning", error.message, roles.OBJECT_GRAPH))
        return
    stored = stored_variables(objects, trackable)
    joined = []
    for variable in found.variables:
        known = stored.get(variable.name)
        if known is not None:
            variable = _with(variable, known)  # noqa: PLW2901
            found.by_object.setdefault(known.number, variable)
        joined.append(variable)
    found.variables = tuple(joined)


def _with(variable: Variable, known: Stored) -> Variable:
    """A variable with its training, and with the name that its layer gave it where its place is only a number."""
    numbered = known.path.rpartition("/")[2].isdecimal() or known.path.startswith("layer_with_weights-")
    path = known.name if numbered and "/" in known.name else known.path or variable.path
    if variable.role != "weight":
        return variable
    return variable._replace(path=path, trainable=known.trainable)


def _without_checkpoint(
    found: SavedVariables,
    error: ModelError,
    census: Census,
    objects: ObjectGraph,
    trainable: frozenset[str] | None,
) -> None:
    numbered = list(_of_objects(objects))
    found.by_object = dict(numbered)
    found.variables = tuple(variable for _, variable in numbered) or graphvariables.declared(
        census, trainable
    )
    if not isinstance(error, MissingFileError):
        where = f"variables/{os.path.basename(error.path)}"  # noqa: PTH119 - text for a finding
        message = f"{error.message} The variables are shown without values."
        found.findings.append(Finding("damaged-index", "warning", message, where))
    elif found.variables or any(census.counts[op] for op in VARIABLES):
        count = len(found.variables)
        words = "its variable has no value" if count == 1 else f"none of the {count:,} variables has values"
        message = f"variables/variables.index is missing, so {words}."
        found.findings.append(Finding("missing-variables", "warning", message, "variables/variables.index"))
        found.files = (ModelFile("variables/variables.index", 0, exists=False),)


def _of_objects(objects: ObjectGraph) -> Iterator[tuple[int, Variable]]:
    """Variables that hang in the object graph, without values."""
    names: set[str] = set()
    for number, node in enumerate(objects.nodes):
        if node.WhichOneof("kind") != "variable":
            continue
        variable = node.variable
        path = objects.paths[number] or variable.name
        shape = tuple(size or 0 for size in shape_of(variable.shape) or ())
        dtype = dtypes.from_tensorflow(variable.dtype)
        name = variable.name if variable.name and variable.name not in names else path or f"variable {number}"
        if name in names:
            name = f"{name} ({number})"
        names.add(name)
        size = dtypes.size_in_bytes(dtype, shape)
        yield number, Variable(name, path, dtype, shape, size, "weight", variable.trainable, available=False)
