# SPDX-License-Identifier: Apache-2.0
"""One changed weight is found as the layer from which on two models differ, in whatever formats they are."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cutaway.conversion import report
from cutaway.description.comparison import ModelComparison
from cutaway.description.conversion import Converted, Proof
from cutaway.session import commands, comparing, converting
from cutaway.session.answering import ComparisonPlan
from cutaway.session.documents import Source
from cutaway.session.steps import Steps
from helpers import changed_network
from helpers.changed_network import CHANGED
from helpers.converting_corpus import Conversions

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(200)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The network, and the same with one weight changed."""
    made = tmp_path_factory.mktemp("networks")
    done = subprocess.run(
        [sys.executable, "-I", "-W", "ignore", changed_network.__file__, str(made)],
        capture_output=True,
        check=False,
        env=commands.environment(str(made)),
        timeout=150,
    )
    assert done.returncode == 0, done.stderr.decode()[-4000:]
    return made


@pytest.fixture(scope="module")
def conversions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversions]:
    made = Conversions(tmp_path_factory.mktemp("converted"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def as_onnx(folder: Path, conversions: Conversions) -> Path:
    return Path(conversions.convert(folder / "changed", "onnx").output)


def compared(conversions: Conversions, first: Path, second: Path) -> ModelComparison:
    sides = []
    for path in (first, second):
        source = Source(str(path))
        sides.append((source, conversions.wait(conversions.engine.describe(source))))
    found = conversions.wait(comparing.compare(conversions.engine, sides[0], sides[1], ComparisonPlan()))
    assert isinstance(found, ModelComparison)
    return found


PAIRS = (
    ("plain", "changed"),
    ("plain.keras", "changed.keras"),
    ("plain.keras", "changed.tflite"),
    ("changed.tflite", "plain.keras"),
    ("plain", "changed.onnx"),
    ("plain.tflite", "changed.onnx"),
    ("plain.tflite", "changed.tflite"),
)
NAMELESS = ("plain", "nameless.tflite")
ALIKE = ("plain.keras", "plain.tflite")


@pytest.fixture(scope="module")
def proofs(folder: Path, conversions: Conversions, as_onnx: Path) -> dict[tuple[str, str], Proof]:
    """The answers of all pairs; the children of the libraries live as long as the engine."""
    paths = {
        name: as_onnx if name.endswith(".onnx") else folder / name
        for pair in (*PAIRS, NAMELESS, ALIKE)
        for name in pair
    }
    return {
        pair: compared(conversions, *(paths[name] for name in pair)).proof
        for pair in (*PAIRS, NAMELESS, ALIKE)
    }


@pytest.mark.parametrize("pair", PAIRS)
def test_the_layer_with_the_changed_weight_is_the_first_to_differ(
    proofs: dict[tuple[str, str], Proof], pair: tuple[str, str]
) -> None:
    proof = proofs[pair]
    assert proof.verdict == "fail"
    assert proof.diverging is not None, proof.inside
    assert any(CHANGED in name for name in (proof.diverging.source, *proof.diverging.fused))
    assert any(layer in proof.diverging.target for layer in (CHANGED, "act_b"))
    assert proof.diverging.figures.max_abs is not None
    assert proof.diverging.figures.max_abs > 0.1
    near = proof.diverging.before[-1]
    assert "norm" in near.source
    assert near.figures.max_abs is not None
    assert near.figures.max_abs < 1e-4


def test_tensors_are_matched_by_value_where_names_say_nothing(proofs: dict[tuple[str, str], Proof]) -> None:
    proof = proofs[NAMELESS]
    assert proof.diverging is not None, proof.inside
    assert CHANGED in proof.diverging.source or "act_b" in proof.diverging.source
    assert proof.diverging.target.startswith("t")
    assert any("norm" in each.source for each in proof.diverging.before)


def test_models_that_answer_alike_are_not_looked_into(proofs: dict[tuple[str, str], Proof]) -> None:
    proof = proofs[ALIKE]
    assert (proof.verdict, proof.diverging, proof.inside) == ("pass", None, "")


@pytest.mark.usefixtures("proofs")
def test_a_conversion_that_went_wrong_tells_from_where_on(
    folder: Path, conversions: Conversions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The result is that of the network with the changed weight: as if a converter had got one layer wrong."""
    made = converting._Conversion._made

    def wrong(self: converting._Conversion, place: Path) -> Steps[object]:
        told = yield from made(self, place)
        (place / self.plan.output.name).write_bytes((folder / "changed.tflite").read_bytes())
        return told

    monkeypatch.setattr(converting._Conversion, "_made", wrong)
    found = conversions.convert(folder / "plain", "tflite")
    assert isinstance(found, Converted)
    first = found.proof.diverging
    assert found.proof.verdict == "fail"
    assert first is not None, found.proof.inside
    assert CHANGED in " ".join((first.source, *first.fused))
    page = report.html(found)
    assert "First to differ: " in page
    assert "Before it: " in page
