# SPDX-License-Identifier: Apache-2.0
"""What options of targets do to real models: bits, layers kept in float, Flex, Serving's layout, sizes, training."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest

from cutaway.description.conversion import Converted
from cutaway.description.cuts import Cut
from cutaway.description.running import InputChoice
from cutaway.errors import CutawayError
from cutaway.session import commands
from cutaway.session.documents import Source
from cutaway.session.proving import Samples
from helpers import corpus
from helpers.converting_corpus import Conversions
from helpers.running_corpus import SILENCE

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.timeout(600),
]

NODES = {"frozen_graph"}
"""Targets without signatures: callers use the names of nodes."""

TRAINED = """
import sys
import numpy
import {keras} as keras
keras.utils.set_random_seed(1)
model = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(1)])
model.compile("adam", "mean_squared_error")
model.fit(numpy.ones((6, 4), "float32"), numpy.ones((6, 1), "float32"), batch_size=2, verbose=0)
for path in sys.argv[1:]:
    model.save(path)
"""
READ = """
import json, sys
import {keras} as keras
found = {{}}
for path in sys.argv[1:]:
    optimizer = keras.models.load_model(path).optimizer
    found[path] = [int(optimizer.iterations.numpy()), len(optimizer.variables)]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def conversions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversions]:
    """One engine for all of them."""
    made = Conversions(tmp_path_factory.mktemp("options"))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def nothing_left_behind() -> None:
    """Children of the engine stay for the next test; they end with it."""


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """Arrays of blocks of colours."""
    folder = tmp_path_factory.mktemp("samples")
    random = numpy.random.default_rng(5)
    choices = []
    for number in range(6):
        file = folder / f"{number}.npy"
        blocks = (random.random((1, 4, 4, 3)) * 255).repeat(8, axis=1).repeat(8, axis=2)
        numpy.save(file, blocks.astype(numpy.float32))
        choices.append({"input_1": InputChoice(str(file))})
    return Samples(choices=choices, words="6 pictures")


def quantized(conversions: Conversions, pictures: Samples, **options: str) -> Converted:
    path = corpus.entry("h5_tiny_resnet").path
    return conversions.convert(path, "tflite", options, pictures, pictures)


def error(found: Converted) -> float:
    """RMSE of the only output."""
    rmse = found.proof.outputs[0].figures.rmse
    assert rmse is not None
    return rmse


def floating(file: str) -> set[str]:
    """Names of the tensors of a .tflite that are of floats."""
    from ai_edge_litert.interpreter import Interpreter

    details = Interpreter(model_path=file).get_tensor_details()
    return {str(detail["name"]) for detail in details if numpy.dtype(detail["dtype"]).kind == "f"}


def test_layers_kept_in_float_are_and_more_bits_err_less(conversions: Conversions, pictures: Samples) -> None:
    plain = quantized(conversions, pictures, quantization="int8")
    worst = [layer.name for layer in plain.layers if layer.op == "CONV_2D"][:3]
    kept = quantized(conversions, pictures, quantization="int8", keep_float=",".join(worst))
    wide = quantized(conversions, pictures, quantization="int16x8")
    assert {plain.proof.verdict, kept.proof.verdict, wide.proof.verdict} == {"pass"}
    assert not floating(plain.output) & set(worst)
    assert floating(kept.output) >= set(worst)
    before = {layer.name: layer.rmse for layer in plain.layers}
    after = {layer.name: layer.rmse for layer in kept.layers}
    assert sum(after[name] for name in worst) < sum(before[name] for name in worst)
    assert error(wide) < error(plain)


def test_integers_at_the_borders_where_asked(conversions: Conversions, pictures: Samples) -> None:
    found = quantized(conversions, pictures, quantization="int8", integer_io="true")
    assert found.proof.verdict == "pass", found.proof.reason
    (signature,) = conversions.describe(Source(found.output)).signatures
    assert {spec.dtype for spec in (*signature.inputs, *signature.outputs)} == {"int8"}


def test_loops_stay_in_float_around_which_integers_are(conversions: Conversions, tmp_path: Path) -> None:
    choices = []
    for number in range(4):
        file = tmp_path / f"{number}.npy"
        numpy.save(file, numpy.random.default_rng(number).random((1, 21, 36), numpy.float32))
        choices.append({"input_layer": InputChoice(str(file))})
    samples = Samples(choices=choices, dimensions={"input_layer": {1: 21}})
    path = corpus.entry("kz_sleepecg_ws").path
    found = conversions.convert(path, "tflite", {"quantization": "int8"}, samples, samples)
    assert found.proof.verdict == "pass", found.proof.reason
    assert "loops-in-float" in {finding.code for finding in found.findings}
    assert found.layers
    (signature,) = conversions.describe(Source(found.output)).signatures
    assert [spec.shape for spec in signature.inputs] == [(1, 21, 36)]


@pytest.mark.parametrize("target", ["tflite", "saved_model"])
def test_each_signature_that_is_chosen_is_proven(target: str, conversions: Conversions) -> None:
    path = corpus.entry("sm_tfjs_module_with_multiple_signatures").path
    keys = ("serving_default", "timestwo")
    found = conversions.convert(path, target, signatures=keys)
    assert found.proof.verdict == "pass", found.proof.reason
    assert [output.source for output in found.proof.outputs] == [f"{key}: output_0" for key in keys]
    written = conversions.describe(Source(found.output)).signatures
    assert {signature.key for signature in written if not signature.runs_on_load} == set(keys)


SOUND_IN, SPECTRUM, MIDDLE = "wav_data", "Mfcc:0", "MobileNet/conv_1/batch_norm/Relu:0"


@pytest.mark.parametrize("target", ["saved_model", "tflite", "onnx", "frozen_graph"])
def test_a_frozen_graph_is_converted_between_chosen_tensors(target: str, conversions: Conversions) -> None:
    """Without the decoder of files that no other library has."""
    path = corpus.entry("gd_kws_ds_cnn_s").path
    cut = Cut({"spectrum": SPECTRUM}, {"scores": "labels_softmax:0", "early": MIDDLE})
    found = conversions.convert(path, target, cut=cut)
    assert found.proof.verdict == "pass", found.proof.reason
    assert {output.source for output in found.proof.outputs} == {"scores", "early"}
    signature = conversions.describe(Source(found.output)).signatures[0]
    assert len(signature.inputs) == 1
    if target not in NODES:
        assert {spec.name for spec in signature.inputs} == {"spectrum"}
        assert {spec.name for spec in signature.outputs} == {"scores", "early"}


def test_what_outputs_need_besides_stays_an_input(conversions: Conversions, tmp_path: Path) -> None:
    path = corpus.entry("gd_kws_ds_cnn_s").path
    sound = tmp_path / "silence.wav"
    sound.write_bytes(SILENCE)
    samples = Samples(choices=[{SOUND_IN: InputChoice(str(sound))}])
    found = conversions.convert(path, "saved_model", samples=samples, cut=Cut(gives={"early": MIDDLE}))
    assert found.proof.verdict == "pass", found.proof.reason
    (signature,) = conversions.describe(Source(found.output)).signatures
    assert [spec.name for spec in signature.inputs] == [SOUND_IN]
    with pytest.raises(CutawayError, match="has no tensor called nowhere:0"):
        conversions.convert(path, "tflite", cut=Cut(gives={"y": "nowhere:0"}))


def test_flex_is_not_proven_and_says_why(conversions: Conversions) -> None:
    path = corpus.entry("gd_kws_ds_cnn_s").path
    found = conversions.convert(path, "tflite", {"select_tf_ops": "true"})
    assert found.proof.verdict == "not_run"
    assert "(Flex)" in found.proof.reason
    assert Path(found.output).exists()


def test_servings_layout_has_a_version_and_requests(conversions: Conversions) -> None:
    path = corpus.entry("sm_srv_hp2_cpu").path
    found = conversions.convert(path, "saved_model", {"serving_layout": "true", "version": "7"})
    assert found.proof.verdict == "pass", found.proof.reason
    version = Path(found.output) / "7"
    assert [folder.name for folder in version.parent.iterdir()] == ["7"]
    data = (version / "assets.extra" / "tf_serving_warmup_requests").read_bytes()
    lengths = []
    while data:  # TFRecord: length, its checksum, the message, its checksum
        lengths.append(int.from_bytes(data[:8], "little"))
        assert b"serving_default" in data[12 : 12 + lengths[-1]]
        data = data[16 + lengths[-1] :]
    assert len(lengths) == 2


def test_weights_of_16_bits_are_half_the_size_in_openvino(conversions: Conversions) -> None:
    pytest.importorskip("openvino", reason="the extra openvino is not installed")
    path = corpus.entry("gd_onnx_fc-layers").path
    sizes = {}
    for kind in ("float32", "float16"):
        found = conversions.convert(path, "openvino", {"weights": kind})
        assert found.proof.verdict == "pass", found.proof.reason
        sizes[kind] = Path(found.output).with_suffix(".bin").stat().st_size
    assert sizes["float16"] * 1.9 < sizes["float32"]


def python(folder: Path, code: str, *paths: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-I", "-W", "ignore", "-c", code, *map(str, paths)],
        capture_output=True,
        check=False,
        env=commands.environment(str(folder)),
        timeout=200,
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return done.stdout.decode()


@pytest.mark.parametrize("keras", ["keras", "tf_keras"])
def test_training_goes_on_where_it_stopped_or_it_is_told(
    keras: str, conversions: Conversions, tmp_path: Path
) -> None:
    source = tmp_path / ("trained.keras" if keras == "keras" else "trained.h5")
    python(tmp_path, TRAINED.format(keras=keras), source)
    results = {target: conversions.convert(source, target) for target in ("keras_archive", "keras_h5")}
    for target, found in results.items():
        assert found.proof.verdict == "pass", found.proof.reason
        library = "keras" if target == "keras_archive" else keras
        steps = json.loads(python(tmp_path, READ.format(keras=library), Path(found.output)).splitlines()[-1])
        is_lost = "training-lost" in {finding.code for finding in found.findings}
        assert (steps[found.output][0] == 3) != is_lost, target
    assert "training-lost" not in {
        finding.code for finding in results["keras_archive" if keras == "keras" else "keras_h5"].findings
    }


@pytest.mark.parametrize("target", ["saved_model", "frozen_graph", "onnx"])
def test_dimensions_are_fixed_and_freed(target: str, conversions: Conversions) -> None:
    path = corpus.entry("gd_onnx_fc-layers").path
    fixed = conversions.convert(path, target, {}, Samples(2, dimensions={"X": {0: 3}}))
    freed = (
        conversions.convert(Path(fixed.output), target, {}, Samples(2, dimensions={"X": {0: 0}}))
        if target != "onnx"
        else None
    )
    for found, batch in ((fixed, 3), (freed, None)):
        if found is not None:
            assert found.proof.verdict == "pass", found.proof.reason
            signatures = conversions.describe(Source(found.output)).signatures
            known = {each.key: each for each in signatures}
            signature = known.get(found.signature, signatures[0])
            assert signature.inputs[0].shape == (batch, 784)
