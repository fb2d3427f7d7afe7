# SPDX-License-Identifier: Apache-2.0
"""Every Keras file of the corpus that stock Keras could read is described as Keras described it."""

from pathlib import Path
from typing import Any

import pytest

from cutaway.description.variables import parameters
from cutaway.formats import keras_archive, keras_h5
from cutaway.formats.identify import identify
from cutaway.formats.keras_opened import KerasModel
from cutaway.formats.opened import OpenRequest
from helpers import corpus

_FORMATS = (
    "Keras-H5",
    "Keras-H5-weights",
    "Keras-JSON+H5-weights",
    "Keras-H5(named .keras)",
    "Keras-v3(.keras)",
)
_ENTRIES = [entry for entry in corpus.entries() if entry.format in _FORMATS]

pytestmark = pytest.mark.corpus


def opened(path: Path) -> KerasModel:
    request = OpenRequest(path, str(path))
    is_archive = identify(path) == "keras_archive"
    return keras_archive.open_model(request) if is_archive else keras_h5.open_model(request)


@pytest.mark.parametrize("entry", _ENTRIES, ids=lambda entry: entry.id)
def test_entry(entry: corpus.Entry) -> None:
    facts: dict[str, Any] = entry.facts() or {}
    model = opened(entry.path)
    found = model.description
    if "n_variables" in facts:
        assert (len(found.variables), parameters(found.variables)) == (
            facts["n_variables"],
            facts.get("n_params", 0),
        )
    if "n_layers" in facts:
        assert sum(row.depth == 0 for row in found.layers or ()) == facts["n_layers"]
    for runtime, loaded in zip(found.runtimes, ("keras3", "tf_keras"), strict=True):
        seen = facts.get(loaded, {})
        if "inputs" in seen:
            inputs = [[spec.name, list(spec.shape or ()), spec.dtype] for spec in found.signatures[0].inputs]
            assert inputs == seen["inputs"]
            assert sum(row.parameters for row in found.layers or () if row.depth == 0) == seen["param_count"]
        assert runtime.verdict is None or runtime.verdict == seen["loads"].startswith("yes")
    for variable in found.variables:
        values = model.array(variable.name)
        assert (values.shape, values.dtype.name) == (variable.shape, variable.dtype)
