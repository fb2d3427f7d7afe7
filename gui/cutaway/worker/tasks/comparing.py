# SPDX-License-Identifier: Apache-2.0
"""Compares the model that was asked about with another one, by what readers tell of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutaway.comparing import description, structure, weights
from cutaway.comparing.values import Weights
from cutaway.description.comparison import Compared, Structure
from cutaway.description.tensors import Quantization
from cutaway.worker.models import open_file
from cutaway.worker.questions import Call

if TYPE_CHECKING:
    from cutaway.formats.opened import OpenModel


def compare(call: Call) -> Compared:
    """Compare with the model at `second` (path, tags, version), which is closed again.

    Arguments: `second`; `weights_only`, whether structure and descriptions are left out. Raises ModelError,
    RequestError.
    """
    path, tags, version = call.arguments["second"]
    weights_only = bool(call.arguments.get("weights_only"))
    first = call.models.open(call.source, call.progress)
    second = open_file((path, tuple(tags), version), call.progress)
    try:
        told = () if weights_only else description.compare(first.description, second.description)
        ones, others = weights_of(first), weights_of(second)
        found = Structure("none") if weights_only else structure.compare(ones, others)
        return Compared(told, *weights.compare(ones, others, call.progress), found)
    finally:
        second.close()


def weights_of(model: OpenModel) -> Weights:
    """The weights of an open model, with the scales that a .tflite file keeps."""
    """The weights of an open model, with the scales by which a .tflite stores them."""
    from cutaway.formats.noted import NotedModel
    from cutaway.formats.tflite import TfliteModel

    own = model.inner if isinstance(model, NotedModel) else model
    return Weights(model, own.scales if isinstance(own, TfliteModel) else _no_scales)


def _no_scales(name: str) -> Quantization | None:  # noqa: ARG001 - the same shape as the other
    """Formats other than .tflite store real numbers."""
    return None
