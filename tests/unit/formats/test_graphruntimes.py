# SPDX-License-Identifier: Apache-2.0
"""Whether programs of today can load a model with a graph."""

from cutaway.description.findings import Finding
from cutaway.formats.graphruntimes import KERAS_2_OPTIMIZER, keras, meta_graph, tensorflow
from cutaway.formats.keras_saved import SavedKeras

UNKNOWN = Finding("unknown-op", "warning", "The op X is not part of TensorFlow.")
DROPPED = Finding("missing-kernel", "warning", "No kernel for Y.")
ASSET = Finding("missing-asset", "warning", "The asset a is missing.")


def test_nothing_in_the_way_means_yes() -> None:
    found = tensorflow([Finding("writes-files", "danger", "It writes.")])
    assert (found.verdict, found.reason) == (True, "TensorFlow 2.21.0 has every op of it.")


def test_an_optimizer_of_keras_2_is_told_with_what_loads_it() -> None:
    found = tensorflow([KERAS_2_OPTIMIZER])
    assert found.verdict is True
    assert found.reason.endswith("wants tf_keras imported before, for the optimizer of Keras 2 in it.")


def test_the_surest_obstacle_is_the_reason() -> None:
    found = tensorflow([DROPPED, UNKNOWN])
    assert (found.verdict, found.reason) == (False, UNKNOWN.message)


def test_a_missing_asset_leaves_it_open() -> None:
    assert tensorflow([ASSET]).verdict is None


def test_a_meta_graph_is_never_sure_to_load() -> None:
    assert meta_graph([]).verdict is None
    assert meta_graph([UNKNOWN]).verdict is False


def _keras(saved: SavedKeras, signatures: int = 1, *findings: Finding) -> list[bool | None]:
    return [runtime.verdict for runtime in keras(saved, signatures, tensorflow(findings))]


def test_keras_3_only_calls_signatures() -> None:
    three = keras(SavedKeras(), 1, tensorflow([]))[0]
    assert (three.verdict, "TFSMLayer" in three.reason) == (False, True)
    assert "TFSMLayer" not in keras(SavedKeras(), 0, tensorflow([]))[0].reason


def test_tf_keras_reads_what_keras_2_wrote() -> None:
    assert _keras(SavedKeras(present=True, version="2.9.0")) == [False, True]
    assert _keras(SavedKeras()) == [False, False]
    assert _keras(SavedKeras(present=True, code=True)) == [False, None]
    assert _keras(SavedKeras(present=True, custom=("Mine",))) == [False, True]
    assert _keras(SavedKeras(present=True), 1, UNKNOWN) == [False, False]
