# SPDX-License-Identifier: Apache-2.0
"""Puts together what a .tflite file is: the description that every reader gives."""

from __future__ import annotations

from typing import Any

from cutaway.description.findings import by_severity
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.formats import tflite_graph
from cutaway.formats.opened import OpenRequest
from cutaway.formats.tflite_file import TfliteFile
from cutaway.formats.tflite_tensors import Constant, signatures


def describe(request: OpenRequest, file: TfliteFile, constants: list[Constant]) -> ModelDescription:
    """The description of a file whose structure was read."""
    count = len(file.subgraphs)
    return ModelDescription(
        format="tflite",
        path=request.shown,
        location=str(request.path),
        detail=f"{count} subgraphs" if count != 1 else "",
        signatures=signatures(file),
        constants=tuple(constant.variable for constant in constants),
        graph=tflite_graph.summary(file),
        metadata=_metadata(file),
        findings=by_severity(()),
        files=(ModelFile(request.path.name, file.flat.size),),
    )


def _metadata(file: TfliteFile) -> dict[str, Any]:
    return {"description": file.description, "schema_version": file.version}
