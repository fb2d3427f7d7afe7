# SPDX-License-Identifier: Apache-2.0
"""Settings of Keras 2 that Keras 3 refuses."""

import pytest

from cutaway.worker.tasks.converters.keras_archive import dropped_of


@pytest.mark.parametrize(
    ("layer", "setting"),
    [("DepthwiseConv2D", "groups"), ("LSTM", "time_major"), ("SeparableConv2D", "kernel_initializer")],
)
def test_they_are_left_out(layer: str, setting: str) -> None:
    assert setting in dropped_of(layer)


def test_other_layers_keep_all_of_theirs() -> None:
    assert dropped_of("Conv2D") == ()
    assert dropped_of("MyLayer") == ()
