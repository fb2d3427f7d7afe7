# SPDX-License-Identifier: Apache-2.0
"""A model of every format is run by the command line itself, on the inputs of a reference run, and answers the same."""

from __future__ import annotations

import json
from pathlib import Path

import numpy
import pytest

from helpers import corpus
from helpers.commands import cutaway

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(300)]

OF_EACH_FORMAT = (
    "sm_gaps_sharded",
    "sm_tfjs_module_with_multiple_signatures",
    "gen_sm_ragged",
    "h5_tiny_resnet",
    "kz_deeplc3",
    "gen_gd_nasnet_frozen",
    "gd_onnx_lstm",
    "tl_basic_pitch",
    "tl_tiny_kws_int8",
)


def _known(name: str) -> bool:
    return any(entry.id == name for entry in corpus.entries())


@pytest.mark.skipif(not corpus.entries(), reason=corpus.missing_reason())
@pytest.mark.parametrize("name", OF_EACH_FORMAT)
def test_the_command_answers_as_the_reference_does(name: str, tmp_path: Path) -> None:
    if not _known(name):
        pytest.skip(f"the corpus has no {name}")
    entry = corpus.entry(name)
    reference = entry.root / "expected" / f"{name}.npz"
    target = tmp_path / "out.npz"
    outcome = cutaway("run", entry.path, "--input", reference, "--output", target, "--trust", patience=200.0)
    assert outcome.status == 0, outcome.stdout + outcome.stderr
    with numpy.load(reference) as expected, numpy.load(target, allow_pickle=False) as found:
        wanted = [expected[key] for key in expected.files if key.startswith("out__")]
        answers = [found[key] for key in found.files]
    for value in wanted:
        assert any(_agree(value, answer) for answer in answers), value.shape


@pytest.mark.skipif(not _known("gen_sm_ragged"), reason="there is no corpus, or it has no ragged model")
def test_rows_may_be_given_to_a_model_that_takes_them_by_their_parts() -> None:
    model = corpus.entry("gen_sm_ragged").path
    parts = ("--input", "ids=value:[1,2,3]", "--input", "ids_1=value:[0,2,3]")
    by_rows, by_parts, by_chance = (
        json.loads(cutaway("run", model, *given, "--json", patience=100.0).stdout)["outputs"][0]
        for given in (("--input", "ids=value:[[1,2],[3]]"), parts, ())
    )
    assert by_rows["values"] == by_parts["values"]
    assert by_rows["shape"] == [2, 4]
    assert by_chance["shape"] == [1, 4]


def _agree(value: numpy.ndarray, answer: numpy.ndarray) -> bool:
    """Names of outputs differ between libraries, so one of the answers has to be the value."""
    if value.shape != answer.shape:
        return False
    if value.dtype.kind in "iub":
        return bool(numpy.array_equal(value, answer))
    return bool(numpy.allclose(answer, value, rtol=1e-4, atol=1e-6, equal_nan=True))
