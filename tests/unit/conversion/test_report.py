# SPDX-License-Identifier: Apache-2.0
"""Reports: everything in them comes back, from JSON and from the page, and no name in them is markup."""

import json
from pathlib import Path

import pytest

from cutaway.conversion import report
from cutaway.conversion.recipe import Recipe
from cutaway.description.conversion import (
    Converted,
    Diverging,
    Drawn,
    Figures,
    LayerError,
    Proof,
    ProofOutput,
    Stage,
)
from cutaway.description.findings import Finding
from cutaway.description.statistics import Histogram
from cutaway.errors import DamagedFileError, MissingFileError

HOSTILE = "</script><script>alert(1)</script><b>"
FIGURES = Figures(equal=False, max_abs=0.25, rmse=0.1, cosine=0.999, sqnr_db=31.5, argmax_agreement=1.0)
OUTPUT = ProofOutput(
    "scores", "Identity", FIGURES, passed=True, steps=1.5,
    drawn=Drawn((0.0, 0.5, 1.0), (0.0, 0.75, 1.0), Histogram((-0.5, 0.0, 0.5), (0, 3))), before=0.02,
)  # fmt: skip
FOUND = Converted(
    f"/data/{HOSTILE}",
    "tflite",
    "/out/model.tflite",
    1000,
    4000,
    12.5,
    (Stage("Freezing the variables", 1.25),),
    (Finding("flex-operators", "warning", "It has Flex.", None),),
    Proof("pass", "All is well.", 3, "3 random samples, seed 0", {"relative": 1e-3}, (OUTPUT,),
          Diverging("a", "b", FIGURES)),
    "serving_default",
    (("scores", "Identity"),),
    (LayerError("conv1", "CONV_2D", 0.5, 0.75),),
    {"tensorflow": "2.21.0"},
    {"source": "ab" * 32},
)  # fmt: skip
RECIPE = Recipe("tflite", {"quantization": "float16"}, source="/data/model")


@pytest.mark.parametrize("ending", ["json", "html"])
def test_a_report_comes_back(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"report.{ending}"
    file.write_text(
        report.text(FOUND, RECIPE) if ending == "json" else report.html(FOUND, RECIPE, "import x")
    )
    assert report.read(file) == (FOUND, RECIPE)


def test_names_are_no_markup_in_a_page() -> None:
    page = report.html(FOUND, RECIPE)
    assert page.count("<script") == 1
    assert "<b>" not in page


def test_the_page_shows_scatter_and_errors_and_needs_nothing_else() -> None:
    page = report.html(FOUND, RECIPE, "import tensorflow")
    assert page.count("<svg") == 2
    assert page.count("<circle") == 3
    for word in ("Proof passed", "0.25", "Freezing the variables", "cutaway convert", "import tensorflow"):
        assert word in page
    assert "within, 1.5 steps, 2 % noise before the softmax" in page
    assert "src=" not in page
    assert "href=" not in page


def test_json_holds_no_nan() -> None:
    odd = Drawn((0.0, float("inf")), (float("nan"), 1.0))
    output = ProofOutput("a", "a", Figures(equal=False, max_abs=float("inf")), passed=False, drawn=odd)
    proof = Proof("fail", "No.", 1, "", {}, (output,))
    found = Converted("a", "onnx", "b", 1, 1, 1.0, (), (), proof)
    text = report.text(found)
    assert json.loads(text)["proof"]["outputs"][0]["max_abs"] is None
    assert "NaN" not in text
    assert "Infinity" not in text


def test_the_answer_has_the_keys_of_the_contract() -> None:
    told = report.as_json(FOUND)
    assert told.keys() >= {
        *("schema", "source", "target", "output", "bytes", "source_bytes", "seconds", "stages"),
        *("findings", "proof"),
    }
    assert told["proof"].keys() >= {"verdict", "reason", "samples", "inputs", "tolerance", "outputs"}
    assert told["proof"]["outputs"][0].keys() >= {
        *("source", "target", "max_abs", "rmse", "cosine", "sqnr_db", "argmax_agreement", "equal"),
    }


@pytest.mark.parametrize("content", ["", "<html></html>", "{}", "[1]", '{"schema": 1}'])
def test_what_is_no_report_is_told(tmp_path: Path, content: str) -> None:
    file = tmp_path / "report.html"
    file.write_text(content)
    with pytest.raises(DamagedFileError, match="is no report of a conversion"):
        report.read(file)


def test_a_report_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        report.read(tmp_path / "report.json")
