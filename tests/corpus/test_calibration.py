# SPDX-License-Identifier: Apache-2.0
"""Calibration data of every kind: integers are fitted to folders of files and to sets of inputs, and proven on them."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest

from cutaway.conversion.recipe import Recipe
from cutaway.description.conversion import Converted
from cutaway.description.running import InputChoice
from cutaway.session import converting, input_sets, recipes
from cutaway.session.documents import Source
from cutaway.session.run_plan import RunPlan
from helpers import corpus
from helpers.converting_corpus import Conversions

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(600)]

DIGITS, MUSIC = "gd_onnx_fc-layers", "tl_basic_pitch"
RATE, LENGTH = 22_050, 43_844


@pytest.fixture(scope="module")
def conversions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversions]:
    """One engine for all of them."""
    made = Conversions(tmp_path_factory.mktemp("calibrated"))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def nothing_left_behind() -> None:
    """Children of the engine stay for the next test; they end with it."""


def fitted(conversions: Conversions, name: str, calibration: Path, output: str) -> Converted:
    """The model in integers, as a recipe asks for it."""
    path = corpus.entry(name).path
    model = conversions.describe(Source(str(path)))
    recipe = Recipe("tflite", {"quantization": "int8"}, calibration=str(calibration))
    plan = recipes.plan_of(recipe, model, conversions.folder / output)
    found = conversions.wait(converting.convert(conversions.engine, Source(str(path)), model, plan))
    assert isinstance(found, Converted)
    return found


def digits(number: int) -> numpy.ndarray:
    return numpy.random.default_rng(number).random((1, 784), numpy.float32)


def test_arrays_archives_and_tables_in_one_folder(conversions: Conversions, tmp_path: Path) -> None:
    numpy.save(tmp_path / "a.npy", digits(0))
    numpy.savez(tmp_path / "b.npz", X=digits(1))
    numpy.savetxt(tmp_path / "c.csv", digits(2), delimiter=",")
    found = fitted(conversions, DIGITS, tmp_path, "folder.tflite")
    assert found.proof.verdict == "pass", found.proof.reason
    assert (found.proof.samples, found.proof.inputs) == (3, f"3 samples of {tmp_path.name}")
    assert found.proof.outputs[0].steps is not None


def test_a_set_of_inputs(conversions: Conversions, tmp_path: Path) -> None:
    numpy.save(tmp_path / "x.npy", digits(3))
    choices = {"X": InputChoice(str(tmp_path / "x.npy"))}
    assert input_sets.save(RunPlan(inputs=choices), "fc", tmp_path / "set.json")
    found = fitted(conversions, DIGITS, tmp_path / "set.json", "set.tflite")
    assert found.proof.verdict == "pass", found.proof.reason
    assert "set.json" in found.proof.inputs


def test_sounds_and_what_stays_in_float_is_told(conversions: Conversions, tmp_path: Path) -> None:
    """Logarithms of a spectrum have no integer form."""
    for number, pitch in enumerate((220, 440)):
        with wave.open(str(tmp_path / f"{number}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            tone = numpy.sin(numpy.arange(LENGTH) * 2 * numpy.pi * pitch / RATE) * 9_000
            file.writeframes(tone.astype("<i2").tobytes())
    found = fitted(conversions, MUSIC, tmp_path, "sounds.tflite")
    assert found.proof.verdict != "not_run", found.proof.reason
    (stayed,) = [finding for finding in found.findings if finding.code == "stayed-float"]
    assert "LOG" in stayed.message
    assert stayed.where
