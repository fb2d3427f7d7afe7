# SPDX-License-Identifier: Apache-2.0
"""Each form that models come in becomes each target, with a proof, as often as the reviewed table says.

`CUTAWAY_WHOLE_MATRIX=1` tries all models, not the quick ones alone; `python -m helpers.conversion_matrix` measures the
table anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import groupby

import pytest

from cutaway.conversion.targets import TARGETS
from helpers import conversion_matrix
from helpers.converting_corpus import Conversions

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(600)]

ROWS = conversion_matrix.read()
SLOW = {"kz_sleepecg_ws", "kz_deeplc3", "h5_fer_emotion"}
"""Half a minute and more each; their kinds have quicker ones that are tried every time."""
TRIED = [
    row for row in ROWS if (row.often and row.model not in SLOW) or os.environ.get("CUTAWAY_WHOLE_MATRIX")
]
MODELS = {name: list(rows) for name, rows in groupby(TRIED, key=lambda row: row.model)}
KERAS, VARIABLES = {"keras_archive", "keras_h5"}, {"checkpoint"}
GRAPHS = {str(target.id) for target in TARGETS} - KERAS - VARIABLES
PROMISED: dict[str, set[str]] = {
    "SavedModel, TensorFlow 2": GRAPHS | VARIABLES,
    "SavedModel, TensorFlow 1": GRAPHS | VARIABLES,
    "SavedModel, Keras 2": GRAPHS | VARIABLES | KERAS,
    "Keras 3 .keras": GRAPHS | VARIABLES | KERAS,
    "Keras 3 .h5": GRAPHS | VARIABLES | KERAS,
    "Keras 2 .h5": GRAPHS | VARIABLES | KERAS,
    "frozen graph": GRAPHS,
    "MetaGraph": GRAPHS | VARIABLES,
    ".tflite": {"tflite", "onnx", "openvino"},
}
"""What each form has to become; what it cannot is told for every model."""

FEWER = {
    (
        "SavedModel, Keras 2",
        "",
    ): 1,  # the others: of classes of their own, of ops that TensorFlow lacks, of examples
    ("Keras 3 .h5", ""): 1,  # there is no other
    ("MetaGraph", "tflite"): 2,  # the third has sparse tensors
    ("MetaGraph", "openvino"): 1,  # the others: sparse tensors, and a proof that fails
}
"""How many models there are of which something can be made, where these are fewer than three."""


@pytest.fixture(scope="module")
def conversions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversions]:
    """One engine for all of them."""
    made = Conversions(tmp_path_factory.mktemp("matrix"))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def nothing_left_behind() -> None:
    """Children of the engine stay for the next test; they end with it."""


@pytest.mark.parametrize("name", MODELS)
def test_a_model_becomes_what_the_table_says(name: str, conversions: Conversions) -> None:
    if any(row.target == "openvino" for row in MODELS[name]):
        pytest.importorskip("openvino", reason="the extra openvino is not installed")
    found = [conversion_matrix.measured(row, conversions) for row in MODELS[name]]
    told = {(row.target, row.verdict): row.words for row in found}
    assert {(row.target, row.verdict) for row in MODELS[name]} == set(told), told


@pytest.mark.parametrize("kind", conversion_matrix.KINDS)
def test_three_models_or_all_there_are_become_each_target(kind: str) -> None:
    for target in PROMISED[kind]:
        least = FEWER.get((kind, target), FEWER.get((kind, ""), 3))
        proven = [row for row in ROWS if (row.kind, row.target, row.verdict) == (kind, target, "pass")]
        assert len(proven) >= least, target
        assert sum(row.often for row in proven) >= least, target


def test_what_cannot_be_is_told_in_one_sentence() -> None:
    for row in ROWS:
        if row.verdict != "pass":
            assert row.words, row
    for kind, targets in PROMISED.items():
        others = [row for row in ROWS if row.kind == kind and row.target not in targets]
        assert all(row.verdict in ("cannot", "fails") and row.words.endswith(".") for row in others)


def test_the_manual_has_the_matrix() -> None:
    assert conversion_matrix.MANUAL.read_text(encoding="utf-8") == conversion_matrix.in_manual(ROWS)
