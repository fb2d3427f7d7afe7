# SPDX-License-Identifier: Apache-2.0
"""SavedModels: real ones, small built ones, and broken ones."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cutaway.errors import (
    DamagedFileError,
    MissingFileError,
    RequestError,
    UnsafeFileError,
    UnsupportedFormatError,
)
from cutaway.formats.opened import OpenModel, OpenRequest, silent
from cutaway.formats.savedmodel import open_model
from cutaway.wire.protobuf import Message
from helpers import graphs


def _open(path: Path, *tags: str, version: str = "") -> OpenModel:
    return open_model(OpenRequest(path, str(path), tags, version), silent)


def _doubling() -> Message:
    graph = graphs.graph()
    graphs.node(graph, "x", "Placeholder", dtype=graphs.FLOAT)
    graphs.node(graph, "y", "AddV2", "x", "x", T=graphs.FLOAT)
    return graph


def _served(graph: Message, *tags: str) -> Message:
    meta = graphs.meta_graph(graph, *tags)
    meta.meta_info_def.tensorflow_version = "2.15.0"
    graphs.signature(meta, "serving_default", {"x": "x:0"}, {"y": "y:0"})
    return meta


@pytest.fixture
def pitch(samples: Path) -> OpenModel:
    return _open(samples / "basic_pitch")


def test_a_real_model_of_tensorflow_2_is_described(pitch: OpenModel) -> None:
    found = pitch.description
    assert (found.format, found.detail) == ("saved_model", "TensorFlow 2")
    assert found.producer == {"tensorflow": "2.4.1", "keras": "2.4.0"}
    assert found.meta_graphs == (("serve",),)
    assert [signature.key for signature in found.signatures] == ["__saved_model_init_op", "serving_default"]
    assert [signature.runs_on_load for signature in found.signatures] == [True, False]
    inputs = found.signatures[1].inputs
    assert [(spec.name, spec.dtype, spec.shape) for spec in inputs] == [
        ("input_2", "float32", (None, 43844, 1))
    ]
    assert (len(found.variables), sum(variable.elements for variable in found.variables)) == (74, 50442)
    assert found.graph is not None
    assert (found.graph.nodes, found.graph.functions, found.graph.function_nodes) == (156, 104, 3845)
    assert [runtime.verdict for runtime in found.runtimes] == [True, False, True]


def test_its_variables_know_their_layers_roles_and_training(pitch: OpenModel) -> None:
    by_path = {variable.path: variable for variable in pitch.description.variables}
    assert (by_path["conv2d_1/kernel"].role, by_path["conv2d_1/kernel"].trainable) == ("weight", True)
    assert by_path["batch_normalization/moving_mean"].trainable is False
    assert by_path["optimizer/layer_with_weights-1/kernel/m"].role == "optimizer"
    assert by_path["_CHECKPOINTABLE_OBJECT_GRAPH"].role == "other"


def test_its_layers_are_those_of_keras(pitch: OpenModel) -> None:
    layers = pitch.description.layers
    assert layers is not None
    by_name = {layer.name: layer for layer in layers}
    assert (len(layers), by_name["conv2d_1"].parameters, by_name["conv2d_1"].class_name) == (
        24,
        7496,
        "Conv2D",
    )
    assert by_name["input_2"].output_shape == (None, 43844, 1)


def test_its_functions_are_written_as_python(pitch: OpenModel) -> None:
    functions = {function.path: function for function in pitch.description.functions}
    call = functions["__call__"].options[0]
    assert call.arguments.startswith("inputs=TensorSpec(shape=(None, 43844, 1), dtype=tf.float32")
    assert call.arguments.endswith("training=True, mask=None")


def test_its_values_are_views_of_the_checkpoint(pitch: OpenModel) -> None:
    kernel = next(one for one in pitch.description.variables if one.path == "conv2d_1/kernel")
    array = pitch.array(kernel.name)
    assert (array.shape, array.dtype.name, array.flags.writeable) == (kernel.shape, "float32", False)
    assert np.isfinite(array).all()


def test_describing_imports_no_numpy(samples: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from cutaway.formats.opened import OpenRequest, silent;"
        "from cutaway.formats.savedmodel import open_model;"
        f"open_model(OpenRequest(Path({str(samples / 'basic_pitch')!r}), 'm'), silent);"
        "print('numpy' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def test_a_folder_of_versions_is_opened_at_its_newest(samples: Path, tmp_path: Path) -> None:
    for version in ("2", "10", "000003"):
        shutil.copytree(samples / "half_plus_two" / "00000123", tmp_path / version)
    found = _open(tmp_path).description
    assert (found.versions, Path(found.location).name) == (("10", "000003", "2"), "10")
    assert Path(_open(tmp_path, version="3").description.location).name == "000003"


def test_a_version_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    graphs.saved_model(tmp_path / "1", _served(_doubling(), "serve"))
    with pytest.raises(RequestError, match="has no version 7: there are 1"):
        _open(tmp_path, version="7")


def test_a_model_of_tensorflow_1_has_assets_and_an_initialiser(samples: Path) -> None:
    model = _open(samples / "half_plus_two")
    found = model.description
    assert [(asset.name, asset.available) for asset in found.assets] == [("assets/foo.txt", True)]
    assert model.content("assets/foo.txt", 5) == b"asset"
    assert [finding.code for finding in found.findings] == ["runs-on-load"]
    assert {variable.trainable for variable in found.variables} <= {True, False}


def test_the_first_meta_graph_is_described_unless_tags_choose_another(tmp_path: Path) -> None:
    graph = graphs.graph()
    graphs.node(graph, "x", "Placeholder", dtype=graphs.FLOAT)
    folder = graphs.saved_model(
        tmp_path, graphs.meta_graph(graph, "train"), _served(_doubling(), "serve", "gpu")
    )
    assert _open(folder).description.signatures == ()
    chosen = _open(folder, "gpu", "serve").description
    assert [signature.key for signature in chosen.signatures] == ["serving_default"]
    assert chosen.meta_graphs == (("train",), ("serve", "gpu"))
    assert chosen.metadata["tags"] == ["serve", "gpu"]


def test_tags_that_are_not_there_are_told_with_those_that_are(tmp_path: Path) -> None:
    folder = graphs.saved_model(tmp_path / "m", _served(_doubling(), "serve"))
    with pytest.raises(RequestError, match=re.escape("m has no MetaGraph with the tags tpu; it has serve.")):
        _open(folder, "tpu")


def test_the_graph_file_itself_and_its_text_form_can_be_opened(tmp_path: Path) -> None:
    folder = graphs.saved_model(tmp_path, _served(_doubling(), "serve"))
    assert _open(folder / "saved_model.pb").description.signatures[0].key == "serving_default"
    (folder / "saved_model.pb").unlink()
    (folder / "saved_model.pbtxt").write_text(
        'meta_graphs { meta_info_def { tags: "serve" } }', encoding="utf-8"
    )
    found = _open(folder).description
    assert (found.detail, found.meta_graphs) == ("TensorFlow 1, text", (("serve",),))


def test_an_empty_model_a_missing_graph_and_chunks_are_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"has no saved_model\.pb"):
        _open(tmp_path)
    (tmp_path / "saved_model.cpb").write_bytes(b"x")
    with pytest.raises(UnsupportedFormatError, match="cut into chunks"):
        _open(tmp_path)
    (tmp_path / "saved_model.pb").write_bytes(b"")
    with pytest.raises(DamagedFileError, match="there is no MetaGraph in it"):
        _open(tmp_path)


def _copy(samples: Path, folder: Path) -> Path:
    return Path(shutil.copytree(samples / "basic_pitch", folder / "m"))


def test_a_missing_shard_leaves_the_structure(samples: Path, tmp_path: Path) -> None:
    folder = _copy(samples, tmp_path)
    (folder / "variables" / "variables.data-00000-of-00001").unlink()
    model = _open(folder)
    found = model.description
    assert not any(variable.available for variable in found.variables)
    finding = next(finding for finding in found.findings if finding.code == "missing-shard")
    assert finding.message.startswith(
        "variables.data-00000-of-00001 is missing, so 74 of 74 variables have no values"
    )
    assert [runtime.verdict for runtime in found.runtimes] == [False, False, False]
    with pytest.raises(MissingFileError):
        model.array(found.variables[1].name)


def test_a_missing_index_leaves_the_variables_that_the_objects_know(samples: Path, tmp_path: Path) -> None:
    folder = _copy(samples, tmp_path)
    (folder / "variables" / "variables.index").unlink()
    model = _open(folder)
    found = model.description
    assert "missing-variables" in [finding.code for finding in found.findings]
    assert len(found.variables) == 73
    assert not any(variable.available for variable in found.variables)
    with pytest.raises(MissingFileError, match="The values of conv2d_1/kernel are not there"):
        model.array("conv2d_1/kernel")


def test_a_damaged_index_leaves_the_structure(samples: Path, tmp_path: Path) -> None:
    folder = _copy(samples, tmp_path)
    index = folder / "variables" / "variables.index"
    data = bytearray(index.read_bytes())
    data[100] ^= 255
    index.chmod(0o644)
    index.write_bytes(data)
    findings = {finding.code: finding for finding in _open(folder).description.findings}
    assert "variables.index is damaged" in findings["damaged-index"].message


def test_variables_that_lead_back_into_the_model_end(tmp_path: Path) -> None:
    graph = _doubling()
    graphs.node(graph, "v", "VarHandleOp", dtype=graphs.FLOAT, shape=[2], shared_name="w")
    folder = graphs.saved_model(tmp_path, _served(graph, "serve"))
    (folder / "variables").symlink_to("..")
    found = _open(folder).description
    assert [(one.name, one.shape, one.available) for one in found.variables] == [("w", (2,), False)]


def test_an_asset_outside_the_model_is_dangerous_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    meta = _served(_doubling(), "serve")
    meta.asset_file_def.add(filename="../../secret").tensor_info.name = "x:0"
    model = _open(graphs.saved_model(tmp_path / "m", meta))
    found = model.description
    assert [(asset.available, asset.bytes) for asset in found.assets] == [(False, 0)]
    assert [(one.code, one.severity) for one in found.findings] == [("asset-outside", "danger")]
    with pytest.raises(UnsafeFileError, match="lies outside the model"):
        model.content("assets/../../secret", 10)


def test_an_asset_that_is_a_link_out_of_the_model_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    folder = graphs.saved_model(tmp_path / "m", _served(_doubling(), "serve"))
    (folder / "assets").mkdir()
    (folder / "assets" / "vocab.txt").symlink_to(tmp_path / "secret")
    model = _open(folder)
    assert [(one.code, one.severity) for one in model.description.findings] == [("asset-outside", "warning")]
    with pytest.raises(UnsafeFileError):
        model.content("assets/vocab.txt", 10)


def test_extra_assets_have_roles(tmp_path: Path) -> None:
    folder = graphs.saved_model(tmp_path, _served(_doubling(), "serve"))
    (folder / "assets.extra").mkdir()
    (folder / "assets.extra" / "tf_serving_warmup_requests").write_bytes(b"123")
    assets = _open(folder).description.assets
    assert [(one.name, one.role, one.bytes) for one in assets] == [
        ("assets.extra/tf_serving_warmup_requests", "warm-up requests", 3)
    ]


def test_signatures_that_cannot_work_are_warned_about(tmp_path: Path) -> None:
    meta = _served(_doubling(), "serve")
    graphs.signature(meta, "broken", {"x": "ghost:0"}, {"y": "y:0"}, dtype=77)
    found = _open(graphs.saved_model(tmp_path, meta)).description
    assert [(one.code, one.where) for one in found.findings] == [
        ("missing-tensor", "ghost:0"),
        ("unknown-dtype", "ghost:0"),
        ("unknown-dtype", "y:0"),
    ]


def test_a_reference_as_output_is_told(tmp_path: Path) -> None:
    meta = _served(_doubling(), "serve")
    graphs.signature(meta, "count", {}, {"y": "y:0"}, dtype=101)
    found = _open(graphs.saved_model(tmp_path, meta)).description
    assert [finding.code for finding in found.findings] == ["reference-output"]
    assert found.signatures[0].outputs[0].dtype == "float32"
    assert found.runtimes[0].verdict is False


def test_references_to_objects_that_do_not_exist_are_told(tmp_path: Path) -> None:
    meta = _served(_doubling(), "serve")
    root = meta.object_graph_def.nodes.add()
    root.children.add(node_id=99, local_name="a")
    root.children.add(node_id=-5, local_name="b")
    findings = _open(graphs.saved_model(tmp_path, meta)).description.findings
    assert [finding.code for finding in findings] == ["damaged-object-graph"]


def test_fingerprint_and_debug_information_are_told_and_damage_is_a_finding(tmp_path: Path) -> None:
    folder = graphs.saved_model(tmp_path, _served(_doubling(), "serve"))
    (folder / "fingerprint.pb").write_bytes(b"\x08\xff\x01")
    (folder / "debug").mkdir()
    (folder / "debug" / "saved_model_debug_info.pb").write_bytes(b"\xff")
    found = _open(folder).description
    assert found.metadata["fingerprint"]["saved_model_checksum"] == "00000000000000ff"
    assert [(one.code, one.where) for one in found.findings] == [
        ("damaged-file", "debug/saved_model_debug_info.pb")
    ]


def test_names_that_are_asked_for_and_not_there_are_told(pitch: OpenModel) -> None:
    for ask in (lambda: pitch.array("no"), lambda: pitch.content("no", 1), lambda: pitch.entries("no", 1)):
        with pytest.raises(RequestError, match="There is no"):
            ask()


@pytest.mark.parametrize("name", ["", ".", "a\0b", "x" * 5000, "missing.txt", "sub/missing.txt"])
def test_assets_that_cannot_be_there_are_missing(tmp_path: Path, name: str) -> None:
    meta = _served(_doubling(), "serve")
    meta.asset_file_def.add(filename=name).tensor_info.name = "x:0"
    found = _open(graphs.saved_model(tmp_path / "m", meta)).description
    assert [(asset.available, asset.bytes) for asset in found.assets] == [(False, 0)]
    assert [finding.code for finding in found.findings] == ["missing-asset"]


@pytest.mark.parametrize("name", ["/etc/hostname", "../..", "a/../../../b", "..\\..\\b", "C:\\b"])
def test_assets_that_lead_out_of_the_model_are_dangerous(tmp_path: Path, name: str) -> None:
    meta = _served(_doubling(), "serve")
    meta.asset_file_def.add(filename=name).tensor_info.name = "x:0"
    findings = _open(graphs.saved_model(tmp_path / "m", meta)).description.findings
    assert [(one.code, one.severity) for one in findings] == [("asset-outside", "danger")]
