# SPDX-License-Identifier: Apache-2.0
"""Which classes the outputs of a run speak for, with labels from a file or from the model itself."""

from __future__ import annotations

from pathlib import Path

import numpy

from cutaway.description.ranked import Ranked
from cutaway.description.value_forms import has_scores
from cutaway.errors import CutawayError
from cutaway.formats.opened import OpenModel
from cutaway.sampling import ranking, run_record, stored
from cutaway.worker.questions import Call

_MOST_LABELS = 1 << 24


def rank(call: Call) -> tuple[Ranked, ...]:
    """The best classes of every output in `folder` that may be a classifier's.

    Arguments: `count` of classes; `labels`, a file, empty for the model's own; `is_asked`: outputs without labels are
    ranked, too. Raises RequestError and MissingFileError where the file of labels is none.
    """
    folder = Path(call.arguments["folder"])
    file = call.arguments["labels"]
    sets = [(Path(file).name, ranking.read_labels(Path(file)))] if file else own(call)
    found: list[Ranked] = []
    for value in run_record.read(folder)["out"]:
        shape = tuple(size or 0 for size in value.shape or ())
        if value.encoding != "dense" or not has_scores(shape, value.dtype):
            continue
        origin, labels = next(
            ((name, known) for name, known in sets if ranking.offset_of(len(known), shape[-1]) is not None),
            ("", ()),
        )
        if not labels and not call.arguments["is_asked"]:
            continue
        array = stored.load(folder, value)
        if isinstance(array, numpy.ndarray):
            found.append(Ranked(value.name, ranking.top(array, call.arguments["count"], labels), origin))
    return tuple(found)


def own(call: Call) -> list[tuple[str, tuple[str, ...]]]:
    """Files with labels that come with the model, and the labels; one that cannot be read is as good as none."""
    model: OpenModel = call.models.open(call.source, call.progress)
    found = []
    for asset in model.description.assets:
        if asset.role == "labels" and asset.available and asset.bytes <= _MOST_LABELS:
            try:
                content = model.content(asset.name, _MOST_LABELS)
                found.append((asset.name, ranking.of_text(content, asset.name)))
            except CutawayError:
                continue
    return found
