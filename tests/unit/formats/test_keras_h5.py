# SPDX-License-Identifier: Apache-2.0
"""Keras models in HDF5 and as architecture JSON: what is read, how it is named, and what is refused in which words."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cutaway.description.layers import Layer
from cutaway.errors import (
    DamagedFileError,
    MissingFileError,
    RequestError,
    UnsafeFileError,
    UnsupportedFormatError,
)
from cutaway.formats.keras_h5 import open_model
from cutaway.formats.keras_opened import KerasModel
from cutaway.formats.opened import OpenRequest
from helpers.keras_files import entrance, graph, layer, sequence, store, write_h5

DENSE = {"dense/kernel:0": np.ones((4, 3), "f4"), "dense/bias:0": np.zeros(3, "f4")}


def opened(path: Path) -> KerasModel:
    return open_model(OpenRequest(path, str(path)))


def rows(model: KerasModel) -> dict[str, Layer]:
    return {row.name: row for row in model.description.layers or ()}


def small(path: Path, **settings: Any) -> Path:  # noqa: ANN401 - passed on
    config = sequence(entrance("input_1", 4), layer("Dense", "dense", units=3, trainable=True))
    return write_h5(path, config, {"dense": DENSE}, **settings)


def test_a_whole_model(tmp_path: Path) -> None:
    model = opened(small(tmp_path / "m.h5", training_config=json.dumps({"loss": "mse"})))
    found = model.description
    assert (found.format, found.detail, found.producer) == (
        "keras_h5",
        "Sequential model",
        {"keras": "2.9.0", "backend": "tensorflow"},
    )
    assert [(v.name, v.path, v.dtype, v.shape, v.bytes, v.role, v.trainable) for v in found.variables] == [
        ("dense/kernel:0", "dense/kernel", "float32", (4, 3), 48, "weight", True),
        ("dense/bias:0", "dense/bias", "float32", (3,), 12, "weight", True),
    ]
    assert found.metadata["training"] == {"loss": "mse"}
    assert [(row.name, row.class_name, row.output_shape, row.parameters) for row in found.layers or ()] == [
        ("input_1", "InputLayer", (None, 4), 0),
        ("dense", "Dense", (None, 3), 15),
    ]
    (signature,) = found.signatures
    assert (signature.key, signature.origin) == ("serving_default", "declared")
    assert [(x.name, x.dtype, x.shape) for x in signature.inputs] == [("input_1", "float32", (None, 4))]
    assert [(x.name, x.dtype, x.shape) for x in signature.outputs] == [("dense", "float32", (None, 3))]


def test_values_come_by_name(tmp_path: Path) -> None:
    model = opened(small(tmp_path / "m.h5"))
    assert np.array_equal(model.array("dense/kernel:0"), np.ones((4, 3)))
    with pytest.raises(RequestError, match="has no variable dense/gamma:0"):
        model.array("dense/gamma:0")


def test_weights_alone_have_no_layers(tmp_path: Path) -> None:
    found = opened(write_h5(tmp_path / "w.h5", None, {"dense": DENSE}, whole=False)).description
    assert (found.detail, found.layers, found.signatures) == ("weights only", None, ())
    assert [variable.name for variable in found.variables] == ["dense/kernel:0", "dense/bias:0"]
    assert [runtime.verdict for runtime in found.runtimes] == [False, False]


def test_lists_that_were_cut_up_are_put_together(tmp_path: Path) -> None:
    """Attributes end at 64 kB, so Keras writes `layer_names0`, `layer_names1` and so on."""
    import h5py

    path = tmp_path / "m.h5"
    with h5py.File(path, "w") as file:
        file.attrs["layer_names0"] = [b"z"]
        file.attrs["layer_names1"] = [b"a"]
        for name in ("a", "z"):
            file.create_dataset(f"{name}/x:0", data=[1.0])
            file[name].attrs["weight_names0"] = [b"x:0"]
    assert [variable.path for variable in opened(path).description.variables] == ["z/x", "a/x"]


def test_names_that_occur_twice_are_told_apart(tmp_path: Path) -> None:
    weights = {"a": {"cell/kernel:0": [1.0]}, "b": {"cell/kernel:0": [2.0]}}
    model = opened(write_h5(tmp_path / "m.h5", None, weights))
    assert [variable.name for variable in model.description.variables] == [
        "a/cell/kernel:0",
        "b/cell/kernel:0",
    ]
    assert model.array("b/cell/kernel:0").tolist() == [2.0]


def test_state_of_the_optimizer_is_told_and_not_counted(tmp_path: Path) -> None:
    """As in Keras, where a model's weights do not include its optimizer's."""
    import h5py

    path = small(tmp_path / "m.h5")
    with h5py.File(path, "a") as file:
        file.create_dataset("optimizer_weights/Adam/dense/kernel/m:0", data=np.ones((4, 3), "f4"))
    model = opened(path)
    assert (len(model.description.variables), model.description.parameters) == (2, 15)
    state = model.description.metadata["optimizer_state"]
    assert (state["variables"], state["parameters"], state["bytes"]) == (1, 12, 48)
    assert model.array(state["items"][0]["name"]).shape == (4, 3)


def test_models_in_models_are_rows_one_deeper(tmp_path: Path) -> None:
    inner = graph([entrance("x", 8), layer("Dense", "d", "x", units=2)], ["d"], name="inner")
    outer = [
        entrance("a", 8),
        entrance("b", 8),
        {**inner, "name": "inner", "inbound_nodes": [[["a", 0, 0, {}]], [["b", 0, 0, {}]]]},
    ]
    outer.append({**layer("Add", "sum"), "inbound_nodes": [[["inner", 0, 0, {}], ["inner", 1, 0, {}]]]})
    weights = {"inner": {"d/kernel:0": np.ones((8, 2)), "d/bias:0": np.ones(2)}}
    model = opened(write_h5(tmp_path / "m.h5", graph(outer, ["sum"]), weights))
    assert [
        (row.name, row.depth, row.output_shape, row.parameters) for row in model.description.layers or ()
    ] == [
        ("a", 0, (None, 8), 0),
        ("b", 0, (None, 8), 0),
        ("inner", 0, (None, 2), 18),
        ("x", 1, (None, 8), 0),
        ("d", 1, (None, 2), 18),
        ("sum", 0, (None, 2), 0),
    ]
    assert rows(model)["inner"].inbound == ("a", "b")


def test_trainable_follows_layers_and_statistics(tmp_path: Path) -> None:
    norm = {f"bn/{name}:0": np.ones(4) for name in ("gamma", "beta", "moving_mean", "moving_variance")}
    config = sequence(
        entrance("i", 4),
        layer("BatchNormalization", "bn", trainable=True),
        layer("Dense", "dense", units=3, trainable=False),
    )
    model = opened(write_h5(tmp_path / "m.h5", config, {"bn": norm, "dense": DENSE}))
    trained = {variable.name: variable.trainable for variable in model.description.variables}
    assert [name for name, value in trained.items() if value] == ["bn/gamma:0", "bn/beta:0"]
    assert rows(model)["dense"].trainable is False


def test_keras_1_is_read_in_its_own_words(tmp_path: Path) -> None:
    layers = [
        {
            "class_name": "Convolution2D",
            "config": {
                "name": "c",
                "batch_input_shape": [None, 3, 32, 30],
                "nb_filter": 8,
                "nb_row": 3,
                "nb_col": 5,
                "subsample": [2, 2],
                "border_mode": "valid",
                "dim_ordering": "th",
                "input_dtype": "float32",
            },
        },
        {"class_name": "Flatten", "config": {"name": "f"}},
        {"class_name": "Dense", "config": {"name": "d", "output_dim": 10}},
    ]
    weights: dict[str, dict[str, Any]] = {
        "c": {"c_W": np.ones((8, 3, 3, 5)), "c_b": np.ones(8)},
        "f": {},
        "d": {"d_W": np.ones((1560, 10))},
    }
    config = {"class_name": "Sequential", "config": layers}
    model = opened(write_h5(tmp_path / "m.h5", config, weights, version="1.2.2"))
    assert [row.output_shape for row in model.description.layers or ()] == [
        (None, 8, 15, 13),
        (None, 1560),
        (None, 10),
    ]
    (signature,) = model.description.signatures
    assert [(x.name, x.shape) for x in signature.inputs] == [("c_input", (None, 3, 32, 30))]


def test_the_store_of_keras_3_without_a_model(tmp_path: Path) -> None:
    path = tmp_path / "w.weights.h5"
    path.write_bytes(
        store({"layers/dense/vars/0": np.ones((4, 3)), "layers/dense/vars/1": np.ones(3), "vars/0": 1.0})
    )
    found = opened(path).description
    assert found.detail == "weights only"
    assert sorted(variable.name for variable in found.variables) == ["0", "layers/dense/0", "layers/dense/1"]


def test_architecture_finds_the_weights_that_fit(tmp_path: Path) -> None:
    config = sequence(entrance("input_1", 4), layer("Dense", "dense", units=3))
    (tmp_path / "model_a.json").write_text(json.dumps({**config, "keras_version": "2.3.1"}))
    write_h5(tmp_path / "best_weights_a.hdf5", None, {"dense": DENSE}, whole=False)
    write_h5(tmp_path / "model_b.h5", None, {"other": DENSE}, whole=False)
    found = opened(tmp_path / "model_a.json").description
    assert found.detail == "architecture, with the weights of best_weights_a.hdf5"
    assert (found.parameters, [file.name for file in found.files]) == (
        15,
        ["model_a.json", "best_weights_a.hdf5"],
    )


def test_architecture_alone_is_shown(tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text(json.dumps(sequence(entrance("i", 4), layer("Dense", "d", units=3))))
    found = opened(tmp_path / "m.json").description
    assert (found.detail, len(found.layers or ()), found.variables) == (
        "Sequential model, without weights",
        2,
        (),
    )


def test_shards_are_one_model(tmp_path: Path) -> None:
    listed = {
        "metadata": {},
        "weight_map": {"/layers/a/vars": "m_0.weights.h5", "/layers/b/vars": ["m_1.weights.h5"]},
    }
    (tmp_path / "m.weights.json").write_text(json.dumps(listed))
    (tmp_path / "m_0.weights.h5").write_bytes(store({"layers/a/vars/0": [1.0]}))
    with pytest.raises(MissingFileError, match=r"m\.weights\.json needs m_1\.weights\.h5 beside it"):
        opened(tmp_path / "m.weights.json")
    (tmp_path / "m_1.weights.h5").write_bytes(store({"layers/b/vars/0": [2.0, 3.0]}))
    assert opened(tmp_path / "m.weights.json").description.parameters == 3


def test_shards_outside_the_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "m.weights.json").write_text(json.dumps({"weight_map": {"/vars": "../secret.weights.h5"}}))
    with pytest.raises(UnsafeFileError, match="lies outside its folder"):
        opened(tmp_path / "m.weights.json")


def test_links_and_storage_in_other_files_are_dangers(tmp_path: Path) -> None:
    import h5py

    path, secret = small(tmp_path / "m.h5"), tmp_path / "secret"
    secret.write_bytes(b"secret!!")
    with h5py.File(path, "a") as file:
        file["model_weights/away"] = h5py.ExternalLink("/etc/hostname", "/")
        file["model_weights/soft"] = h5py.SoftLink("/nowhere")
        file.create_dataset("model_weights/s", shape=(8,), dtype="u1", external=[(str(secret), 0, 8)])
        file.create_dataset("model_weights/huge", shape=(1 << 21, 1 << 21), dtype="f4", chunks=(1, 1024))
    model = opened(path)
    found = {finding.code: finding for finding in model.description.findings}
    assert {code: finding.severity for code, finding in found.items()} == {
        "external-link": "danger",
        "external-storage": "danger",
        "soft-link": "warning",
        "no-values": "warning",
    }
    assert str(secret) in found["external-storage"].message
    assert found["external-storage"].where == "s"
    assert {v.name: v.available for v in model.description.variables if not v.available} == {"s": False}
    with pytest.raises(UnsafeFileError):
        model.array("s")


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ('{"class_name": "Sequential", "config": {', "its model_config is not valid JSON"),
        ("[1, 2]", "its model_config is no JSON object"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "its model_config is nested too deeply"),
        ('{"config": {}}', "its configuration names no class"),
    ],
)
def test_a_broken_configuration_is_named(tmp_path: Path, config: str, words: str) -> None:
    import h5py

    path = tmp_path / "m.h5"
    with h5py.File(path, "w", libver="latest") as file:
        file.attrs["model_config"] = config
    with pytest.raises(DamagedFileError, match=words) as caught:
        opened(path)
    assert caught.value.path == str(path)


def test_hdf5_of_somebody_else(tmp_path: Path) -> None:
    import h5py

    with h5py.File(tmp_path / "m.h5", "w") as file:
        file["data/x"] = [1, 2]
    with pytest.raises(
        UnsupportedFormatError, match=r"m\.h5 is an HDF5 file, but no Keras model: it holds data/x"
    ):
        opened(tmp_path / "m.h5")


def test_json_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text('{"a": 1}')
    with pytest.raises(UnsupportedFormatError, match="is JSON, but no Keras architecture"):
        opened(tmp_path / "m.json")


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "m.h5").touch()
    with pytest.raises(DamagedFileError, match=r"m\.h5 is empty"):
        opened(tmp_path / "m.h5")


def test_numbers_that_json_does_not_have_become_texts(tmp_path: Path) -> None:
    config = sequence(entrance("i", 4), layer("ReLU", "r", max_value=float("nan"), threshold=float("-inf")))
    found = opened(write_h5(tmp_path / "m.h5", config)).description
    settings = json.loads((found.layers or ())[1].config)
    assert (settings["max_value"], settings["threshold"]) == ("NaN", "-Infinity")


def test_a_closed_model_answers_no_more(tmp_path: Path) -> None:
    model = opened(small(tmp_path / "m.h5"))
    model.close()
    with pytest.raises(RequestError, match="was closed"):
        model.array("dense/kernel:0")
