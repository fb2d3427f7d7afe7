# SPDX-License-Identifier: Apache-2.0
"""The script of a recipe runs with the bare libraries, and what it writes answers like what Cutaway wrote."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy
import pytest

from cutaway.conversion.recipe import Recipe
from cutaway.conversion.recipe_script import script
from cutaway.conversion.targets import OptionValue, target_of
from cutaway.description.running import InputChoice
from cutaway.session import commands
from cutaway.session.documents import Source
from cutaway.session.proving import Samples
from helpers import corpus
from helpers.converting_corpus import Conversions, differences

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(600)]

NEAR = 1e-5


@dataclass(frozen=True, slots=True)
class Case:
    """A recipe for a model. loads: of a stock library, for both results."""

    entry: str
    target: str
    loads: str
    quantization: str = ""
    input: str = ""

    @property
    def name(self) -> str:
        return "-".join(filter(None, (self.entry, self.target, self.quantization)))

    @property
    def options(self) -> dict[str, OptionValue]:
        return {"quantization": self.quantization} if self.quantization else {}


CASES = (
    Case("sm_tfjs_times_three_float", "tflite", "tflite"),
    Case("sm_tfjs_times_three_float", "frozen_graph", "graph"),
    Case("sm_tfjs_times_three_float", "onnx", "onnx"),
    Case("sm_tfjs_times_three_float", "openvino", "openvino"),
    Case("ck_onnx_regression", "saved_model", "saved_model"),
    Case("tl_fc3_fcmodel_32x32x32", "onnx", "onnx"),
    Case("h5_tiny_resnet", "tflite", "tflite", "float16"),
    Case("h5_tiny_resnet", "tflite", "tflite", "dynamic"),
    Case("h5_tiny_resnet", "tflite", "tflite", "int8", "input_1"),
)
BYTE_FOR_BYTE = {"sm_tfjs_times_three_float-tflite"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """By case, what Cutaway wrote, and what the script did: all scripts in one process, one after another."""
    pytest.importorskip("openvino", reason="the extra openvino is not installed")
    folder = tmp_path_factory.mktemp("scripts")
    (folder / "samples").mkdir()
    for number in range(4):
        value = numpy.random.default_rng(number).random((1, 32, 32, 3)) * 255
        numpy.save(folder / "samples" / f"{number}.npy", value.astype(numpy.float32))
    conversions = Conversions(tmp_path_factory.mktemp("converted"))
    found, scripts = {}, []
    for case in CASES:
        path = corpus.entry(case.entry).path
        samples = None
        if case.input:
            files = sorted((folder / "samples").iterdir())
            samples = Samples(choices=[{case.input: InputChoice(str(file))} for file in files])
        given = {key: str(value) for key, value in case.options.items()}
        written = conversions.convert(path, case.target, given, samples, samples).output
        output = folder / f"{case.name}{(*target_of(case.target).endings, '')[0]}"
        model = conversions.describe(Source(str(path)))
        recipe = Recipe(case.target, case.options, calibration=str(folder / "samples"))
        scripts.append(folder / f"{case.name}.py")
        scripts[-1].write_text(script(recipe, model, str(output)))
        found[case.name] = (written, str(output))
    conversions.close()
    running = "import runpy, sys; [runpy.run_path(path) for path in sys.argv[1:]]"
    done = subprocess.run(
        [sys.executable, "-I", "-W", "ignore", "-c", running, *map(str, scripts)],
        capture_output=True,
        check=False,
        env=commands.environment(str(folder)),
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()[-4000:]
    return found


@pytest.fixture(scope="module")
def stock(made: dict[str, tuple[str, str]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """The differences between the two that stock libraries find."""
    asked = {
        case.name: {
            "source": made[case.name][0],
            "result": made[case.name][1],
            "loads_source": case.loads,
            "loads_result": case.loads,
        }
        for case in CASES
    }
    return differences(asked, tmp_path_factory.mktemp("stock"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_script_does_what_cutaway_does(
    case: Case, made: dict[str, tuple[str, str]], stock: dict[str, float]
) -> None:
    assert stock[case.name] < NEAR
    if case.name in BYTE_FOR_BYTE:
        ours, bare = made[case.name]
        assert Path(ours).read_bytes() == Path(bare).read_bytes()
