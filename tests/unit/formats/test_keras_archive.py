# SPDX-License-Identifier: Apache-2.0
"""`.keras` archives: numbered weights get their layers and names back, and nothing in them is unpacked or run."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cutaway.errors import DamagedFileError, RequestError, UnsafeFileError, UnsupportedFormatError
from cutaway.formats.keras_archive import open_model
from cutaway.formats.keras_opened import KerasModel
from cutaway.formats.opened import OpenRequest
from helpers.keras_files import modern, store, write_keras

ENTRANCE = modern("InputLayer", "input", batch_shape=[None, 4], dtype="float32")


def opened(path: Path) -> KerasModel:
    return open_model(OpenRequest(path, str(path)))


def sequence(*layers: dict[str, Any]) -> dict[str, Any]:
    return modern("Sequential", "sequential", "keras", layers=list(layers))


def names(model: KerasModel) -> list[str]:
    return [variable.name for variable in model.description.variables]


def test_numbers_become_names_of_layers_and_weights(tmp_path: Path) -> None:
    config = sequence(
        ENTRANCE,
        modern("Dense", "first", units=3),
        modern("BatchNormalization", "norm"),
        modern("Dense", "second", units=2, use_bias=False),
    )
    weights = {
        "layers/dense/vars/0": np.ones((4, 3), "f4"),
        "layers/dense/vars/1": np.ones(3, "f4"),
        "layers/dense_1/vars/0": np.ones((3, 2), "f4"),
        **{f"layers/batch_normalization/vars/{number}": np.ones(3, "f4") for number in range(4)},
        "optimizer/vars/0": np.int64(7),
        "optimizer/vars/1": np.float32(0.001),
        **{f"optimizer/vars/{number}": np.ones((4, 3), "f4") for number in range(2, 12)},
    }
    model = opened(write_keras(tmp_path / "m.keras", config, weights))
    assert names(model)[:7] == [
        "first/kernel",
        "first/bias",
        "norm/gamma",
        "norm/beta",
        "norm/moving_mean",
        "norm/moving_variance",
        "second/kernel",
    ]
    assert names(model)[7:] == [
        "optimizer/iteration",
        "optimizer/learning_rate",
        *(f"optimizer/{n}" for n in range(2, 12)),
    ]
    assert [variable.trainable for variable in model.description.variables[:7]] == [True] * 4 + [
        False
    ] * 2 + [True]
    assert {variable.role for variable in model.description.variables[7:]} == {"optimizer"}
    assert [(row.name, row.parameters) for row in model.description.layers or ()] == [
        ("input", 0),
        ("first", 15),
        ("norm", 12),
        ("second", 6),
    ]
    assert model.array("optimizer/iteration") == 7


def test_stored_weights_are_views_of_the_archive(tmp_path: Path) -> None:
    config = sequence(ENTRANCE, modern("Dense", "d", units=3))
    weights = {"layers/dense/vars/0": np.arange(12.0).reshape(4, 3), "layers/dense/vars/1": np.ones(3)}
    plain = opened(write_keras(tmp_path / "a.keras", config, weights)).array("d/kernel")
    packed = opened(write_keras(tmp_path / "b.keras", config, weights, packed=True)).array("d/kernel")
    assert np.array_equal(plain, packed)
    assert not plain.flags.owndata


def test_wrapped_layers(tmp_path: Path) -> None:
    inner = modern("LSTM", "lstm", units=2, return_sequences=True)
    config = sequence(
        modern("InputLayer", "input", batch_shape=[None, 5, 3], dtype="float32"),
        modern("Bidirectional", "bi", layer=inner, merge_mode="concat"),
    )
    cells = [f"layers/bidirectional/{way}_layer/cell/vars" for way in ("forward", "backward")]
    shapes = ((3, 8), (2, 8), (8,))
    weights = {f"{cell}/{number}": np.ones(shape) for cell in cells for number, shape in enumerate(shapes)}
    model = opened(write_keras(tmp_path / "m.keras", config, weights))
    assert "bi/forward_layer/cell/recurrent_kernel" in names(model)
    row = (model.description.layers or ())[1]
    assert (row.output_shape, row.parameters) == ((None, 5, 4), 96)


def test_shapes_that_keras_3_wrote_down_count(tmp_path: Path) -> None:
    """A layer of unknown code gets its shape from those who use it."""
    tensor = {
        "class_name": "__keras_tensor__",
        "config": {"shape": [None, 4], "dtype": "float32", "keras_history": ["input", 0, 0]},
    }
    after = {
        "class_name": "__keras_tensor__",
        "config": {"shape": [None, 9], "dtype": "int8", "keras_history": ["own", 0, 0]},
    }
    layers = [
        {**ENTRANCE, "name": "input", "inbound_nodes": []},
        {**modern("Own", "own", "mine"), "name": "own", "inbound_nodes": [{"args": [tensor], "kwargs": {}}]},
        {**modern("Activation", "end"), "name": "end", "inbound_nodes": [{"args": [after], "kwargs": {}}]},
    ]
    config = modern(
        "Functional",
        "f",
        "keras",
        layers=layers,
        input_layers=[["input", 0, 0]],
        output_layers=[["own", 0, 0], ["end", 0, 0]],
    )
    found = opened(write_keras(tmp_path / "m.keras", config, {})).description
    assert [row.output_shape for row in found.layers or ()] == [(None, 4), (None, 9), (None, 9)]
    assert [(x.name, x.dtype, x.shape) for x in found.signatures[0].outputs] == [
        ("own", "int8", (None, 9)),
        ("end", "float32", (None, 9)),
    ]
    assert [(finding.code, finding.severity) for finding in found.findings] == [("custom-object", "warning")]


def test_a_subclassed_model_has_its_variables_and_no_layers(tmp_path: Path) -> None:
    config = {"module": None, "class_name": "Mine", "config": {"u": 4}, "registered_name": "demo>Mine"}
    found = opened(
        write_keras(tmp_path / "m.keras", config, {"a/vars/0": np.ones((3, 4)), "vars/0": 1.0})
    ).description
    assert (found.detail, found.layers, found.parameters) == ("subclassed model Mine", (), 13)
    assert [runtime.verdict for runtime in found.runtimes] == [False, False]


@pytest.mark.parametrize(
    ("built", "inputs"),
    [
        ({"input_shape": [2, 3]}, [("inputs", (None, 3))]),
        ({"input_shape": [[1, 3], [1, 4]]}, [("inputs_0", (None, 3)), ("inputs_1", (None, 4))]),
        ({"shapes_dict": {"a_shape": [1, 3], "b_shape": []}}, [("a", (None, 3)), ("b", ())]),
        ({"input_shape": "three"}, []),
        ({}, []),
    ],
)
def test_a_subclassed_model_takes_what_it_was_built_for(
    tmp_path: Path, built: object, inputs: list[tuple[str, object]]
) -> None:
    config = {"class_name": "Mine", "config": {}, "registered_name": "demo>Mine", "build_config": built}
    found = opened(write_keras(tmp_path / "m.keras", config, {})).description.signatures
    assert [(spec.name, spec.shape) for each in found for spec in each.inputs] == inputs
    assert all(each.origin == "inferred" and each.outputs[0].shape is None for each in found)


def test_rounded_weights_are_not_trained(tmp_path: Path) -> None:
    config = sequence(ENTRANCE, modern("Dense", "d", units=3))
    weights = {
        "layers/dense/vars/0": np.ones((4, 3), "i1"),
        "layers/dense/vars/1": np.ones(3),
        "layers/dense/vars/2": np.ones(3),
    }
    found = opened(write_keras(tmp_path / "m.keras", config, weights)).description
    assert [(v.name, v.trainable) for v in found.variables] == [
        ("d/kernel", False),
        ("d/bias", True),
        ("d/kernel_scale", False),
    ]


def test_bfloat16_is_told_by_an_attribute(tmp_path: Path) -> None:
    import h5py

    config = sequence(ENTRANCE, modern("Dense", "d", units=2, use_bias=False, dtype="mixed_bfloat16"))
    weights = tmp_path / "w.h5"
    with h5py.File(weights, "w") as file:
        data = file.create_dataset("layers/dense/vars/0", data=np.array([0x3F80, 0x4000], "u2").view("V2"))
        data.attrs["dtype"] = "bfloat16"
    model = opened(write_keras(tmp_path / "m.keras", config, weights.read_bytes()))
    assert model.description.variables[0].dtype == "bfloat16"
    assert model.array("d/kernel").astype("f4").tolist() == [1.0, 2.0]
    assert model.description.signatures[0].outputs[0].dtype == "bfloat16"


def test_vocabularies_can_be_looked_into(tmp_path: Path) -> None:
    more = {"assets/layers/text_vectorization/vocabulary.txt": "\n[UNK]\nthé".encode()}
    model = opened(write_keras(tmp_path / "m.keras", sequence(ENTRANCE), {}, more=more))
    (asset,), (table,) = model.description.assets, model.description.tables
    assert (asset.name, asset.bytes, asset.role) == (
        "assets/layers/text_vectorization/vocabulary.txt",
        11,
        "vocabulary",
    )
    assert (table.name, table.entries) == ("text_vectorization", 3)
    assert model.entries(table.name, 2) == [("0", ""), ("1", "[UNK]")]
    assert model.content(asset.name, 6) == b"\n[UNK]"
    with pytest.raises(RequestError):
        model.content("config.json", 10)


def test_names_that_lead_out_are_dangers_and_no_assets(tmp_path: Path) -> None:
    more = {"assets/../../up.txt": b"x", "/root": b"x"}
    found = opened(write_keras(tmp_path / "m.keras", sequence(ENTRANCE), {}, more=more)).description
    assert found.assets == ()
    assert [(finding.code, finding.where) for finding in found.findings] == [
        ("leaves-folder", "assets/../../up.txt"),
        ("leaves-folder", "/root"),
    ]


def test_weights_in_shards(tmp_path: Path) -> None:
    config = sequence(ENTRANCE, modern("Dense", "d", units=3))
    listed = {
        "weight_map": {"/layers/dense/vars": ["model_0.weights.h5", "model_1.weights.h5", "gone.weights.h5"]}
    }
    more = {
        "model.weights.json": json.dumps(listed).encode(),
        "model_0.weights.h5": store({"layers/dense/vars/0": np.ones((4, 3))}),
        "model_1.weights.h5": store({"layers/dense/vars/1": np.ones(3)}),
    }
    found = opened(write_keras(tmp_path / "m.keras", config, more=more)).description
    assert found.parameters == 15
    assert [(finding.code, finding.where) for finding in found.findings] == [
        ("missing-shard", "gone.weights.h5")
    ]


def test_an_archive_without_configuration_is_not_keras(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "m.keras", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(UnsupportedFormatError, match=r"no Keras archive: it has no config\.json"):
        opened(tmp_path / "m.keras")


def test_a_configuration_that_is_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = write_keras(
        tmp_path / "m.keras", b'{"class_name": "' + b" " * (100 << 20) + b'"}', {}, packed=True
    )
    assert path.stat().st_size < 200_000
    with pytest.raises(UnsafeFileError, match=r"config\.json in m\.keras would unpack"):
        opened(path)


def test_a_broken_configuration_is_named(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError, match=r"its config\.json is not valid JSON"):
        opened(write_keras(tmp_path / "m.keras", b'{"module": "keras", ', {}))


def test_damaged_weights_are_named(tmp_path: Path) -> None:
    weights = store({"layers/dense/vars/0": np.ones((4, 3))})[:-10]
    with pytest.raises(DamagedFileError, match=r"model\.weights\.h5 in m\.keras is cut off"):
        opened(write_keras(tmp_path / "m.keras", sequence(ENTRANCE), weights))


def test_models_nested_without_end_are_refused(tmp_path: Path) -> None:
    config = sequence(ENTRANCE)
    for _ in range(40):
        config = sequence(config)
    with pytest.raises(DamagedFileError, match="models nested more than 30 deep"):
        opened(write_keras(tmp_path / "m.keras", config, {}))


def test_a_layer_of_a_trillion_units_is_shown_and_warned_of(tmp_path: Path) -> None:
    found = opened(
        write_keras(tmp_path / "m.keras", sequence(ENTRANCE, modern("Dense", "d", units=10**12)), {})
    ).description
    assert (found.layers or ())[1].output_shape == (None, 10**12)
    assert {finding.code for finding in found.findings} == {"huge-shape", "missing-weights"}


def test_names_are_kept_as_they_are(tmp_path: Path) -> None:
    name = "<img src=x>\x00\x1b[31m\u202e%s"
    found = opened(
        write_keras(tmp_path / "m.keras", sequence(ENTRANCE, modern("Activation", name)), {})
    ).description
    assert (found.layers or ())[1].name == name


def test_half_a_surrogate_pair_becomes_a_replacement(tmp_path: Path) -> None:
    config = (
        json.dumps(sequence(ENTRANCE, modern("Activation", "NAME"))).replace("NAME", "a\\ud800b").encode()
    )
    found = opened(write_keras(tmp_path / "m.keras", config, {})).description
    assert (found.layers or ())[1].name == "a\ufffdb"


def test_weights_that_have_changed_since_are_told(tmp_path: Path) -> None:
    config = sequence(ENTRANCE, modern("Dense", "d", units=3, use_bias=False))
    path = write_keras(tmp_path / "m.keras", config, {"layers/dense/vars/0": np.full((4, 3), 7.0)})
    data = path.read_bytes()
    path.write_bytes(data.replace(np.float64(7).tobytes() * 12, np.float64(8).tobytes() * 12))
    found = opened(path).description
    assert [(finding.code, finding.where) for finding in found.findings] == [("checksum", "model.weights.h5")]


def test_layers_of_keras_2_13_lie_in_another_container(tmp_path: Path) -> None:
    config = sequence(ENTRANCE, modern("Dense", "d", units=3, use_bias=False))
    weights = {"_layer_checkpoint_dependencies/dense/vars/0": np.ones((4, 3))}
    assert names(opened(write_keras(tmp_path / "m.keras", config, weights, version="2.13.1"))) == ["d/kernel"]


def test_models_that_call_each_other_ever_more_often_end(tmp_path: Path) -> None:
    """Each level calls the one below twice, with another shape each time."""
    entrance = {
        "class_name": "InputLayer",
        "name": "i",
        "config": {"name": "i", "batch_input_shape": [None, 1]},
    }
    model: dict[str, Any] = entrance
    for level in range(25):
        inner = {**model, "name": "m", "inbound_nodes": [[["i", 0, 0, {}]], [["m", 0, 0, {}]]]}
        both = [["m", 0, 0, {}], ["m", 1, 0, {}]]
        end = {
            "class_name": "Concatenate",
            "name": "c",
            "config": {"name": "c", "axis": -1},
            "inbound_nodes": [both],
        }
        layers = [entrance, inner, end] if level else [entrance]
        graph = {
            "layers": layers,
            "input_layers": [["i", 0, 0]],
            "output_layers": [["c" if level else "i", 0, 0]],
        }
        model = {"class_name": "Functional", "config": {"name": "m", **graph}}
    found = opened(write_keras(tmp_path / "m.keras", model, {})).description
    assert len(found.layers or ()) == 24 * 3 + 1


def test_words_among_the_settings_can_be_looked_into(tmp_path: Path) -> None:
    lookups = (
        modern("StringLookup", "s", vocabulary=["[UNK]", "a"]),
        modern("IntegerLookup", "n", vocabulary=[-1, 7]),
    )
    model = opened(write_keras(tmp_path / "m.keras", sequence(ENTRANCE, *lookups), {}))
    assert [(table.name, table.value_dtype, table.entries) for table in model.description.tables] == [
        ("s", "string", 2),
        ("n", "int64", 2),
    ]
    assert model.entries("s", 9) == [("0", "[UNK]"), ("1", "a")]
    assert model.entries("n", 1) == [("0", "-1")]
