# SPDX-License-Identifier: Apache-2.0
"""Models of the corpus compared: twins in two formats are one network; one changed weight is found in any format."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import numpy
import pytest

from cutaway.comparing.values import Weights
from cutaway.description.comparison import Compared
from cutaway.formats.opened import OpenModel, silent
from cutaway.session import comparing
from cutaway.wire import checksums
from cutaway.worker.models import Models, open_file
from cutaway.worker.questions import Call
from cutaway.worker.tasks.comparing import compare
from helpers import corpus
from helpers.commands import cutaway

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not corpus.entries(), reason=corpus.missing_reason()),
]

OF_EACH_FORMAT = (
    "sm_basic_pitch",
    "h5_tiny_resnet",
    "h5_fer_emotion",
    "kz_deeplc3",
    "gen_gd_nasnet_frozen",
    "ck_tfx_estimator",
    "sm_gaps_sharded",
    "tl_basic_pitch",
    "tl_tiny_resnet_int8",
    "ox_basic_pitch",
    "gen_ck_dtypes",
    "ck_onnx_regression",
)


def path_of(name: str) -> Path:
    found = next((entry for entry in corpus.entries() if entry.id == name), None)
    if found is None:
        pytest.skip(f"the corpus has no {name}")
    return found.path


def compared(first: Path, second: Path) -> Compared:
    models = Models()
    try:
        one, other = (comparing.source(str(path)) for path in (first, second))
        arguments = {"second": [other.path, list(other.tags), other.version]}
        call = Call((one.path, one.tags, one.version), arguments, models, silent, lambda _: None)
        return compare(call)
    finally:
        models.close()


def opened(path: Path) -> OpenModel:
    asked = comparing.source(str(path))
    return open_file((asked.path, asked.tags, asked.version), silent)


@pytest.mark.parametrize("name", OF_EACH_FORMAT)
def test_a_model_is_the_same_as_itself(name: str) -> None:
    found = compared(path_of(name), path_of(name))
    assert found.differences == ()
    assert (found.changed, found.only_first, found.only_second) == ((), (), ())
    assert (found.structure.only_first, found.structure.only_second) == ((), ())
    assert len(found.structure.pairs) == found.structure.first_total


def test_basic_pitch_is_one_network_as_a_savedmodel_and_as_tflite() -> None:
    found = compared(path_of("sm_basic_pitch"), path_of("tl_basic_pitch"))
    assert {each.change for each in found.differences if each.part in ("input", "output")} == set()
    assert len(found.pairs) == 17
    assert all(pair.figures.max_abs is not None and pair.figures.max_abs < 1e-6 for pair in found.pairs)
    assert {pair.folded for pair in found.changed} == {
        "batch_normalization",
        "batch_normalization_2",
        "batch_normalization_3",
    }
    assert [
        (each.change, each.before, each.after) for each in found.differences if each.second == "CONV_2D"
    ] == [("renamed", "32", "32")]
    kernels = {pair.first.title for pair in found.pairs if pair.first.title.endswith("/kernel")}
    assert kernels == {
        f"{layer}/kernel"
        for layer in ("conv2d_1", "conv2d_2", "conv2d_3", "conv2d_4", "conv2d_5", "contours-reduced")
    }
    assert found.structure.only_second == ()
    assert len(found.structure.only_first) < 50  # what a converter does away with: reshapes that meet, sizes


@pytest.mark.parametrize("name", ["sm_basic_pitch", "tl_basic_pitch"])
def test_basic_pitch_is_the_same_network_as_onnx(name: str) -> None:
    found = compared(path_of(name), path_of("ox_basic_pitch"))
    renamed = {each.second for each in found.differences if each.part in ("input", "output")}
    assert renamed == {
        "serving_default_input_2:0",
        *(f"StatefulPartitionedCall:{place}" for place in range(3)),
    }
    assert {each.change for each in found.differences if each.part in ("input", "output")} == {"renamed"}
    assert len(found.pairs) >= 15
    assert all(pair.figures.max_abs is not None and pair.figures.max_abs < 1e-6 for pair in found.pairs)
    assert found.structure.only_second == ()


def test_basic_pitch_answers_alike_in_all_three_formats() -> None:
    for first, second in (("sm_basic_pitch", "ox_basic_pitch"), ("tl_basic_pitch", "ox_basic_pitch")):
        paths = path_of(first), path_of(second)
        outcome = cutaway("compare", *paths, "--samples", "1", "--json", patience=250.0)
        assert outcome.status == 0, outcome.stderr
        outputs = outcome.json()["proof"]["outputs"]
        assert len(outputs) == 3
        assert all(each["passed"] for each in outputs), outputs


def test_tiny_resnet_is_one_network_as_floats_and_as_int8() -> None:
    found = compared(path_of("h5_tiny_resnet"), path_of("tl_tiny_resnet_int8"))
    assert len(found.pairs) == 20
    assert (found.only_first, found.only_second) == ((), ())
    assert all(pair.scaled and (pair.figures.cosine or 0) > 0.9999 for pair in found.pairs)
    assert found.structure.only_first == ()
    assert found.structure.only_second == ()  # its softmax is that of the last layer


@pytest.mark.parametrize("name", ["m.h5", "m.keras"])
def test_what_keras_3_exports_is_the_network_that_it_keeps(name: str) -> None:
    exported = path_of("gen_sm_keras3_small")
    found = compared(exported, exported.with_name(name))
    assert (len(found.pairs), found.changed, found.only_first, found.only_second) == (8, (), (), ())
    assert (found.structure.only_first, found.structure.only_second) == ((), ())
    assert [
        (each.change, each.first, each.second) for each in found.differences if each.part == "output"
    ] == [("renamed", "output_0", "probs")]
    alike = compared(exported.with_name("m.h5"), exported.with_name("m.keras"))
    assert {each.part for each in alike.differences} == {"format", "metadata"}
    assert (alike.changed, alike.structure.only_first, alike.structure.only_second) == ((), (), ())


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("gen_sm_pbtxt", "sm_srv_hp2_cpu", 8),
        ("tl_mp_face_detection_short_range", "tl_fd_face_detection_front", 164),
        ("sm_onnx_regression", "gd_onnx_regression", 2),
        ("sm_onnx_regression", "tl_onnx_regression", 2),
        ("gd_onnx_regression", "tl_onnx_regression", 2),
        ("tl_tflm_hello_world_float", "tl_tflm_hello_world_int8", 3),
    ],
)
def test_one_network_that_was_kept_twice_has_one_structure(first: str, second: str, count: int) -> None:
    found = compared(path_of(first), path_of(second))
    assert (found.structure.only_first, found.structure.only_second) == ((), ())
    assert (found.structure.first_total, found.structure.second_total) == (count, count)
    assert {each.change for each in found.differences if each.part == "operator"} <= {"renamed"}


def converted(source: Path, target: Path, to: str) -> Path:
    done = cutaway("convert", source, "--to", to, "--output", target, "--no-proof", patience=250.0)
    assert done.status == 0, done.stderr
    return target


def test_an_export_answers_like_its_source_and_is_recognised(tmp_path: Path) -> None:
    source = path_of("h5_fer_emotion")
    target = converted(source, tmp_path / "emotion.tflite", "tflite")
    outcome = cutaway(
        "compare", source, target, "--samples", "1", "--json", "--tolerance", "0.001", patience=250.0
    )
    answer = outcome.json()
    assert answer["proof"]["verdict"] == "pass", answer["proof"]
    assert answer["weights"]["matched"] == 38
    assert all(each["cosine"] > 0.999999 for each in answer["weights"]["items"])
    assert [each["name"] for each in answer["weights"]["only_source"] if each["role"] == "weight"] == []
    assert (answer["structure"]["only_source"], answer["structure"]["only_target"]) == ([], [])


def test_an_export_in_integers_is_recognised_with_what_the_rounding_changed(tmp_path: Path) -> None:
    source, target, data = path_of("h5_fer_emotion"), tmp_path / "emotion.tflite", tmp_path / "data"
    data.mkdir()
    for seed in range(4):
        values = numpy.random.default_rng(seed).normal(size=(1, 64, 64, 1)).astype(numpy.float32)
        numpy.save(data / f"{seed}.npy", values)
    asked = ("--to", "tflite", "--option", "quantization=int8", "--calibration", data, "--no-proof")
    done = cutaway("convert", source, *asked, "--output", target, patience=250.0)
    assert done.status == 0, done.stderr
    found = compared(source, target)
    assert len(found.pairs) == 38
    assert all(pair.scaled for pair in found.pairs)
    kernels = [pair.figures.cosine or 0 for pair in found.pairs if len(pair.first.shape) > 1]
    assert min(kernels) > 0.999
    assert [each for each in found.only_first if each.role == "weight"] == []
    assert found.structure.only_first == ()
    assert {kind for _, kind in found.structure.only_second} <= {"QUANTIZE", "DEQUANTIZE"}


def test_an_onnx_export_is_recognised_with_its_transposed_and_folded_weights(tmp_path: Path) -> None:
    source = path_of("h5_tiny_resnet")
    found = compared(source, converted(source, tmp_path / "resnet.onnx", "onnx"))
    assert len(found.pairs) == 20
    assert (found.only_first, found.only_second) == ((), ())
    assert sum(bool(pair.folded) for pair in found.pairs) == 14
    assert sum(bool(pair.axes) for pair in found.pairs) == 9
    assert all(pair.figures.max_abs is not None and pair.figures.max_abs < 1e-6 for pair in found.pairs)
    assert (found.structure.only_first, found.structure.only_second) == ((), ())


def test_a_keras_3_model_is_found_again_in_its_export_layer_by_layer(tmp_path: Path) -> None:
    source = path_of("kz_deeplc3")
    found = compared(source, converted(source, tmp_path / "deeplc.tflite", "tflite"))
    assert (len(found.pairs), found.changed, found.only_second) == (42, (), ())
    assert {each.role for each in found.only_first} == {"optimizer"}
    assert (found.structure.only_first, found.structure.only_second) == ((), ())


@pytest.mark.parametrize(
    ("first", "second"), [("sm_basic_pitch", "tl_basic_pitch"), ("h5_tiny_resnet", "tl_tiny_resnet_int8")]
)
def test_the_other_way_round_gives_the_mirror(first: str, second: str) -> None:
    there = compared(path_of(first), path_of(second))
    back = compared(path_of(second), path_of(first))
    assert {(each.first.name, each.second.name, each.folded) for each in there.pairs} == {
        (each.second.name, each.first.name, each.folded) for each in back.pairs
    }
    assert set(there.only_first) == set(back.only_second)
    assert set(there.only_second) == set(back.only_first)
    assert {(each.first, each.second) for each in there.structure.pairs} == {
        (each.second, each.first) for each in back.structure.pairs
    }


def test_a_model_whose_input_was_renamed_is_otherwise_the_same(tmp_path: Path) -> None:
    source, target, edits = path_of("tl_basic_pitch"), tmp_path / "new.tflite", tmp_path / "edits.json"
    edit = {"op": "rename_input", "signature": "serving_default", "name": "input_2", "to": "sound"}
    edits.write_text(json.dumps({"schema": 1, "edits": [edit]}))
    done = cutaway("edit", source, "--edits", edits, "--output", target, "--no-proof")
    assert done.status == 0, done.stderr
    found = compared(source, target)
    assert [(each.part, each.change, each.first, each.second) for each in found.differences] == [
        ("input", "renamed", "input_2", "sound")
    ]
    assert found.changed == ()


@pytest.mark.parametrize("name", OF_EACH_FORMAT)
def test_the_one_changed_weight_is_found(name: str, tmp_path: Path) -> None:
    source = path_of(name)
    target = tmp_path / source.name
    weight = changed(source, target)
    found = compared(source, target)
    assert [pair.first.name for pair in found.changed] == [weight]
    assert found.pairs[0].first.name == weight
    assert (found.pairs[0].figures.max_abs or 0) > 0
    assert found.pairs[0].figures.note == ""
    assert (found.only_first, found.only_second) == ((), ())


@pytest.mark.parametrize("name", ["gd_onnx_regression", "tl_onnx_regression"])
def test_a_changed_weight_without_an_axis_is_found(name: str, tmp_path: Path) -> None:
    source, variables = path_of(name), path_of("sm_onnx_regression")
    kept = opened(variables)
    content = numpy.ascontiguousarray(kept.array("W")).tobytes()
    kept.close()
    whole = source.read_bytes()
    assert whole.count(content) == 1
    target = tmp_path / source.name
    target.write_bytes(_with_another(whole, content))
    for first in (source, variables):
        found = compared(first, target)
        assert [(pair.first.name, pair.second.name) for pair in found.changed] == [("W", "W")]
    assert compared(variables, source).changed == ()
    assert len(compared(variables, source).pairs) == 2


def changed(source: Path, target: Path) -> str:
    """A copy of the model in which one element of its largest weight is another; gives the name of the weight."""
    model = opened(source)
    listed = Weights(model, lambda _: None).listed()
    chosen = max((each for each in listed if each.role == "weight"), key=lambda each: each.bytes)
    content = numpy.ascontiguousarray(model.array(chosen.name)).tobytes()
    model.close()
    if source.is_dir():
        shutil.copytree(source, target)
    elif source.suffix in (".meta", ".index"):  # its values lie beside it
        for file in source.parent.iterdir():
            shutil.copy(file, target.parent)
    elif zipfile.is_zipfile(source) and source.suffix == ".keras":
        _change_member(source, target, content)
        return chosen.name
    else:
        shutil.copy(source, target)
    for file in target.parent.rglob("*"):
        if file.is_file():
            whole = file.read_bytes()
            if content in whole:
                file.write_bytes(_with_another(whole, content))
                _correct(file, content)
                return chosen.name
    raise AssertionError(f"{chosen.name} does not lie in {source} as it is.")


def _correct(file: Path, content: bytes) -> None:
    """Give the index of a bundle the checksum of the changed values, and its blocks theirs."""
    for index in file.parent.glob("*.index"):
        whole = index.read_bytes()
        old, new = (
            checksums.masked(values).to_bytes(4, "little")
            for values in (content, _with_another(content, content))
        )
        assert old in whole
        place = whole.index(old)
        begin, end = _block(whole, place)
        made = whole[:place] + new + whole[place + 4 :]
        trailer = checksums.masked(made[begin:end]).to_bytes(4, "little")
        index.write_bytes(made[:end] + trailer + made[end + 4 :])


def _block(whole: bytes, place: int) -> tuple[int, int]:
    """Where the block of a table around `place` begins, and where its checksum stands."""
    begin = 0
    for end in range(1, len(whole)):
        stored = int.from_bytes(whole[end : end + 4], "little")
        if whole[end - 1] == 0 and checksums.masked(whole[begin:end]) == stored:
            if begin <= place < end:
                return begin, end
            begin = end + 4
    raise AssertionError("There is no block around it.")


def _change_member(source: Path, target: Path, content: bytes) -> None:
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(target, "w") as made:
        for member in given.infolist():
            whole = given.read(member)
            made.writestr(member.filename, _with_another(whole, content) if content in whole else whole)


def _with_another(whole: bytes, content: bytes) -> bytes:
    """The highest byte of the element in the middle, with its lowest bits turned."""
    place = whole.index(content) + len(content) // 8 * 4 + 3
    return whole[:place] + bytes((whole[place] ^ 1,)) + whole[place + 1 :]
