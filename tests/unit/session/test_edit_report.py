# SPDX-License-Identifier: Apache-2.0
"""The report of an edit has what each loader said, as a page that can be read and as JSON."""

import json
from pathlib import Path

import pytest

from cutaway.description.conversion import Figures, ProofOutput
from cutaway.description.pages import data_of
from cutaway.editing.answers import Saved
from cutaway.errors import RequestError
from cutaway.session.edit_proof import EditProof
from cutaway.session.edit_report import EditReport, as_json, html, save, text
from cutaway.session.edit_runs import LoaderVerdict

SAVED = Saved("/m/new", "saved_model", 100, 90, 0.5, 40, sentences=("Rename the input a of <b> to c.",))
PROOF = EditProof(
    "fail",
    "It answers otherwise.",
    3,
    "3 random samples, seed 0",
    outputs=(ProofOutput("y", "y<", Figures(False, max_abs=float("nan")), passed=False),),
    told=("It answers otherwise.",),
    loaders=(LoaderVerdict("serving_default", "saved_model_cli", "fail", "It does not show x."),),
)
REPORT = EditReport("/m/old", SAVED, PROOF, 1.5)


def test_the_page_tells_edits_and_loaders_and_has_the_data() -> None:
    page = html(REPORT)
    assert "Rename the input a of &lt;b&gt; to c." in page
    assert "saved_model_cli" in page
    assert "It does not show x." in page
    assert json.loads(data_of(page)) == as_json(REPORT)


def test_figures_that_are_not_defined_are_null() -> None:
    assert json.loads(text(REPORT))["proof"]["outputs"][0]["max_abs"] is None
    assert json.loads(text(REPORT))["seconds"] == 2.0


@pytest.mark.parametrize("ending", ["html", "json"])
def test_the_name_says_which_it_is(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"report.{ending}"
    save(REPORT, file, overwrite=False)
    assert file.read_text() == {"html": html, "json": text}[ending](REPORT)
    with pytest.raises(RequestError, match="exists already"):
        save(REPORT, file, overwrite=False)
