# SPDX-License-Identifier: Apache-2.0
"""Verdicts on loading: no where a known obstacle is, yes only for stock layers of the same generation."""

from typing import Any

import pytest

from cutaway.formats.keras_config import Node, read
from cutaway.formats.keras_runtimes import Facts, verdicts
from helpers.keras_files import entrance, graph, layer, modern, sequence

PLAIN = sequence(entrance("i", 4), layer("Dense", "d", units=3))
MODERN = modern("Sequential", "s", "keras", layers=[modern("InputLayer", "i", batch_shape=[None, 4])])


def facts(config: dict[str, Any] | None, version: str, **settings: Any) -> Facts:  # noqa: ANN401 - passed on
    model: Node | None = None if config is None else read(config, "m")
    base: dict[str, Any] = {
        "container": "h5",
        "file_name": "m.h5",
        "version": version,
        "model": model,
        "custom": (),
        "code": False,
        "complete": True,
    }
    return Facts(**{**base, **settings})


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (facts(PLAIN, "2.9.0"), (None, True)),
        (facts(MODERN, "3.8.0", container="archive", file_name="m.keras"), (True, False)),
        (facts(MODERN, "3.8.0", container="archive", file_name="m.h5"), (False, False)),
        (facts(PLAIN, "2.0.8", file_name="m.keras"), (False, True)),
        (facts(None, "2.9.0"), (False, False)),
        (facts(PLAIN, "2.9.0", complete=False), (None, None)),
        (facts(PLAIN, ""), (None, None)),
        (facts(PLAIN, "2.9.0", code=True), (False, None)),
        (facts(PLAIN, "2.9.0", custom=("Mine",)), (False, False)),
        (facts(sequence(layer("LSTM", "l", units=3, time_major=False)), "2.4.0"), (False, True)),
        (facts(sequence(layer("DepthwiseConv2D", "l", groups=1)), "2.4.0"), (False, True)),
        (
            facts(sequence(layer("Bidirectional", "b", layer=layer("LSTM", "l", time_major=False))), "2.4.0"),
            (False, True),
        ),
        (facts(sequence(layer("Dense", "block/dense", units=1)), "2.4.0"), (False, True)),
        (facts(sequence(layer("TFOpLambda", "t", function="math.add")), "2.4.0"), (False, True)),
        (
            facts({**graph([entrance("i", 4)], ["i"]), "class_name": "Model"}, "2.3.0", container="json"),
            (False, True),
        ),
        (facts({**graph([entrance("i", 4)], ["i"]), "class_name": "Model"}, "2.3.0"), (None, True)),
        (facts(sequence(layer("MaxoutDense", "m")), "1.2.0"), (False, False)),
    ],
)
def test_verdicts(found: Facts, expected: tuple[bool | None, bool | None]) -> None:
    runtimes = verdicts(found)
    assert [runtime.name for runtime in runtimes] == ["Keras 3", "tf-keras"]
    assert tuple(runtime.verdict for runtime in runtimes) == expected
    assert all(runtime.reason.endswith(".") for runtime in runtimes)
