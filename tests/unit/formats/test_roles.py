# SPDX-License-Identifier: Apache-2.0
"""Weights are told from optimizer slots and counters, by names and by object graphs."""

from pathlib import Path

import numpy
import pytest

from cutaway.description.variables import Variable
from cutaway.formats import roles
from cutaway.formats.bundle import Bundle
from helpers.bundles import OBJECT_GRAPH, BundleV2, message, number

SUFFIX = "/.ATTRIBUTES/VARIABLE_VALUE"


def by_names(*names: str) -> dict[str, str]:
    return {name: roles.by_name(name, frozenset(names)).role for name in names}


def of_bundle(built: BundleV2, folder: Path) -> dict[str, Variable]:
    return {found.name: found for found in roles.of_bundle(Bundle.open(built.write(folder), ""))}


def node(
    children: dict[str, int] | None = None,
    key: str = "",
    slots: tuple[tuple[int, str, int], ...] = (),
    full_name: str = "",
) -> bytes:
    """Encode a TrackableObject: its children, one attribute under `key`, and slot variables."""
    parts = [message(1, number(1, at), message(2, name.encode())) for name, at in (children or {}).items()]
    if key:
        names = message(2, full_name.encode()) if full_name else b""
        parts.append(message(2, message(1, b"VARIABLE_VALUE"), names, message(3, key.encode())))
    parts += [message(3, number(1, of), message(2, name.encode()), number(3, at)) for of, name, at in slots]
    return message(1, *parts)


def with_graph(*nodes: bytes, **values: object) -> BundleV2:
    built = BundleV2().add(OBJECT_GRAPH, numpy.array(b"".join(nodes), object))
    for name in values:
        built.add(name.replace("__", "/") + SUFFIX, [1.0])
    return built


@pytest.mark.parametrize(
    "slot",
    [
        "Adam",
        "Adam_1",
        "Momentum",
        "RMSProp_2",
        "Ftrl",
        "Adagrad",
        "Adadelta_1",
        "ExponentialMovingAverage",
        "adam_m",
    ],
)
def test_tells_slots_of_tensorflow_1(slot: str) -> None:
    assert by_names("net/w", f"net/w/{slot}") == {"net/w": "weight", f"net/w/{slot}": "optimizer"}


def test_tells_slots_inside_the_scope_of_a_training_loop() -> None:
    assert by_names("net/w", "OptimizeLoss/net/w/Adam")["OptimizeLoss/net/w/Adam"] == "optimizer"


def test_an_average_without_the_variable_is_a_weight() -> None:
    assert by_names("net/w/ExponentialMovingAverage") == {"net/w/ExponentialMovingAverage": "weight"}


@pytest.mark.parametrize(
    "name", ["beta1_power", "beta2_power_1", "gan/beta1_power", "training/Adam/iter", "SGD/momentum"]
)
def test_tells_what_an_optimizer_counts(name: str) -> None:
    assert by_names("w", name)[name] == "optimizer"


@pytest.mark.parametrize("slot", ["accumulator", "linear", "m"])
def test_tells_slots_of_keras_optimizers_in_estimators(slot: str) -> None:
    name = f"training/Ftrl/dnn/kernel/{slot}"
    assert by_names("dnn/kernel", name)[name] == "optimizer"


@pytest.mark.parametrize(
    "name", ["linear/linear_model/weights", "momentum/kernel", "m", "decoder/v", "step/kernel"]
)
def test_weights_with_such_names_stay_weights(name: str) -> None:
    assert by_names("w", name)[name] == "weight"


@pytest.mark.parametrize("name", ["global_step", "train/global_step", OBJECT_GRAPH, f"save_counter{SUFFIX}"])
def test_counters_are_neither(name: str) -> None:
    assert by_names("w", name)[name] == "other"


def test_keys_of_slots_become_paths_below_the_optimizer() -> None:
    found = roles.by_name(f"layer/kernel/.OPTIMIZER_SLOT/opt/m{SUFFIX}", frozenset())
    assert (found.path, found.role) == ("opt/layer/kernel/m", "optimizer")


def test_keys_get_their_slashes_back() -> None:
    assert roles.by_name(f"d/a.Sb{SUFFIX}", frozenset()).path == "d/a/b"


def test_the_object_graph_tells_slots_whatever_they_are_called(tmp_path: Path) -> None:
    built = with_graph(
        node({"w": 1, "trainer": 2}),
        node(key=f"w{SUFFIX}"),
        node({"rate": 4}, slots=((1, "z", 3),)),
        node(key=f"z{SUFFIX}"),
        node(key=f"rate{SUFFIX}"),
        w=1,
        z=1,
        rate=1,
    )
    found = of_bundle(built, tmp_path)
    assert {name: variable.role for name, variable in found.items()} == {
        OBJECT_GRAPH: "other",
        f"w{SUFFIX}": "weight",
        f"z{SUFFIX}": "optimizer",
        f"rate{SUFFIX}": "optimizer",
    }


def test_the_object_graph_tells_what_is_trained(tmp_path: Path) -> None:
    built = with_graph(
        node({"trainable_variables": 1, "non_trainable_variables": 2}),
        node({"0": 3}),
        node({"0": 4}),
        node(key=f"gamma{SUFFIX}"),
        node(key=f"mean{SUFFIX}"),
        gamma=1,
        mean=1,
    )
    found = of_bundle(built, tmp_path)
    assert (found[f"gamma{SUFFIX}"].trainable, found[f"mean{SUFFIX}"].trainable) == (True, False)


def test_numbered_paths_give_way_to_the_name(tmp_path: Path) -> None:
    key = f"variables/0{SUFFIX}"
    built = with_graph(
        node({"variables": 1}), node({"0": 2}), node(key=key, full_name="conv/kernel"), variables__0=1
    )
    assert of_bundle(built, tmp_path)[key].path == "conv/kernel"


@pytest.mark.parametrize("graph", [b"\xff\xff", node({"a": 7, "b": -1, "c": 0}) + node({"d": 1})])
def test_an_impossible_object_graph_leaves_the_names(tmp_path: Path, graph: bytes) -> None:
    built = BundleV2().add(OBJECT_GRAPH, numpy.array(graph, object)).add(f"w{SUFFIX}", [1.0])
    found = of_bundle(built, tmp_path)[f"w{SUFFIX}"]
    assert (found.path, found.role) == ("w", "weight")
