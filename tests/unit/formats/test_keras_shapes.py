# SPDX-License-Identifier: Apache-2.0
"""Shapes of outputs are those of Keras (the expected ones were read off Keras 3.15), and None where nothing tells."""

from typing import Any

import pytest

from cutaway.description.tensors import Shape
from cutaway.formats.keras_shapes import infer

IMAGE = (None, 33, 30, 4)
FIRST = {"data_format": "channels_first"}


@pytest.mark.parametrize(
    ("name", "config", "inputs", "expected"),
    [
        ("Dense", {"units": 7}, [(None, 5, 3)], (None, 5, 7)),
        ("Embedding", {"output_dim": 8}, [(None, 12)], (None, 12, 8)),
        ("Flatten", {}, [(None, 3, 4)], (None, 12)),
        ("Flatten", {}, [(None, None, 4)], (None, None)),
        ("Flatten", {}, [(None,)], (None, 1)),
        ("Reshape", {"target_shape": [-1, 3, 2]}, [(None, 7, 6)], (None, 7, 3, 2)),
        ("Permute", {"dims": [2, 1]}, [(None, 6, 7)], (None, 7, 6)),
        ("RepeatVector", {"n": 6}, [(None, 4)], (None, 6, 4)),
        (
            "Conv1D",
            {"filters": 8, "kernel_size": [5], "padding": "causal", "dilation_rate": [2]},
            [(None, 20, 4)],
            (None, 20, 8),
        ),
        (
            "Conv2D",
            {"filters": 5, "kernel_size": [3, 3], "dilation_rate": [2, 2]},
            [IMAGE],
            (None, 29, 26, 5),
        ),
        (
            "Conv2D",
            {"filters": 5, "kernel_size": 3, "strides": 2, "padding": "same"},
            [IMAGE],
            (None, 17, 15, 5),
        ),
        ("Conv2D", {"filters": 5, "kernel_size": [3, 3], **FIRST}, [(None, 4, 33, 30)], (None, 5, 31, 28)),
        ("Conv2D", {"filters": 5, "kernel_size": [3, 3]}, [(None, None, None, 4)], (None, None, None, 5)),
        (
            "Conv3D",
            {"filters": 4, "kernel_size": [3, 3, 3], "strides": [1, 2, 1]},
            [(None, 12, 11, 10, 2)],
            (None, 10, 5, 8, 4),
        ),
        ("DepthwiseConv2D", {"kernel_size": [3, 3], "depth_multiplier": 2}, [IMAGE], (None, 31, 28, 8)),
        ("SeparableConv2D", {"filters": 6, "kernel_size": [3, 2]}, [IMAGE], (None, 31, 29, 6)),
        (
            "Conv2DTranspose",
            {"filters": 5, "kernel_size": [3, 3], "strides": [2, 2]},
            [IMAGE],
            (None, 67, 61, 5),
        ),
        (
            "Conv2DTranspose",
            {"filters": 5, "kernel_size": [4, 3], "strides": [3, 2], "output_padding": 1},
            [(None, 67, 61, 5)],
            (None, 203, 124, 5),
        ),
        (
            "Conv2DTranspose",
            {"filters": 2, "kernel_size": 2, "strides": 3, "padding": "same"},
            [IMAGE],
            (None, 99, 90, 2),
        ),
        (
            "MaxPooling2D",
            {"pool_size": [2, 2], "strides": None, "padding": "same"},
            [IMAGE],
            (None, 17, 15, 4),
        ),
        ("AveragePooling2D", {"pool_size": [3, 2], "strides": [2, 1]}, [IMAGE], (None, 16, 29, 4)),
        ("AdaptiveAveragePooling2D", {"output_size": [4, 5]}, [IMAGE], (None, 4, 5, 4)),
        ("GlobalMaxPooling2D", {"keepdims": True, **FIRST}, [(None, 4, 33, 30)], (None, 4, 1, 1)),
        ("GlobalAveragePooling1D", {}, [(None, 6, 9)], (None, 9)),
        ("ZeroPadding1D", {"padding": [2, 1]}, [(None, 20, 4)], (None, 23, 4)),
        ("ZeroPadding2D", {"padding": [[1, 2], [3, 0]]}, [IMAGE], (None, 36, 33, 4)),
        ("Cropping2D", {"cropping": [[1, 1], [2, 2]]}, [IMAGE], (None, 31, 26, 4)),
        ("UpSampling2D", {"size": [2, 3]}, [IMAGE], (None, 66, 90, 4)),
        ("Resizing", {"height": 24, "width": 20}, [IMAGE], (None, 24, 20, 4)),
        ("ConvLSTM2D", {"filters": 2, "kernel_size": [3, 3]}, [(None, 5, 12, 12, 3)], (None, 10, 10, 2)),
        ("LSTM", {"units": 4, "return_sequences": True}, [(None, 7, 5)], (None, 7, 4)),
        ("GRU", {"units": 4}, [(None, None, 5)], (None, 4)),
        ("RNN", {"cell": {"class_name": "LSTMCell", "config": {"units": 5}}}, [(None, 7, 5)], (None, 5)),
        (
            "Bidirectional",
            {"layer": {"class_name": "GRU", "config": {"units": 3, "return_sequences": True}}},
            [(None, 7, 5)],
            (None, 7, 6),
        ),
        (
            "TimeDistributed",
            {"layer": {"class_name": "Conv2D", "config": {"filters": 2, "kernel_size": [3, 3]}}},
            [(None, 5, 12, 12, 4)],
            (None, 5, 10, 10, 2),
        ),
        ("Add", {}, [(None, 10, 8), (None, 10, 8)], (None, 10, 8)),
        ("Multiply", {}, [(None, 10, 8, 1), (None, 10, 1, 8)], (None, 10, 8, 8)),
        ("Concatenate", {"axis": 1}, [(None, 10, 8), (None, 5, 8)], (None, 15, 8)),
        ("Concatenate", {"axis": -1}, [(None, 10, None), (None, 10, 8)], (None, 10, None)),
        ("Dot", {"axes": [2, 2]}, [(None, 10, 8), (None, 9, 8)], (None, 10, 9)),
        ("Dot", {"axes": 1}, [(None, 8), (None, 8)], (None, 1)),
        ("MultiHeadAttention", {"output_shape": None}, [(None, 10, 8), (None, 30, 8)], (None, 10, 8)),
        ("Attention", {}, [(None, 10, 8), (None, 30, 6)], (None, 10, 6)),
        (
            "EinsumDense",
            {"equation": "abc,cd->abd", "output_shape": [None, 5]},
            [(None, 10, 8)],
            (None, None, 5),
        ),
        ("BatchNormalization", {}, [IMAGE], IMAGE),
        ("TextVectorization", {"output_mode": "int", "output_sequence_length": 6}, [(None, 1)], (None, 6)),
        ("StringLookup", {"output_mode": "int"}, [(None, 3)], (None, 3)),
        ("CategoryEncoding", {"num_tokens": 4, "output_mode": "one_hot"}, [(None, 1)], (None, 4)),
        ("Lambda", {"output_shape": [5]}, [(None, 7)], (None, 5)),
        ("Merge", {"mode": "concat", "concat_axis": 1}, [(None, 3), (None, 4)], (None, 7)),
        (
            "MaxPooling1D",
            {"pool_length": 2, "stride": 3, "border_mode": "valid"},
            [(None, 20, 4)],
            (None, 7, 4),
        ),
        (
            "Convolution1D",
            {"nb_filter": 3, "filter_length": 4, "subsample_length": 2},
            [(None, 20, 4)],
            (None, 9, 3),
        ),
    ],
)
def test_shape(name: str, config: dict[str, Any], inputs: list[Shape], expected: Shape) -> None:
    found = infer(name, config, inputs)
    assert found is not None
    assert found[0] == expected


@pytest.mark.parametrize(
    ("name", "config", "inputs"),
    [
        ("NoSuchLayer", {}, [(None, 3)]),
        ("Dense", {}, [(None, 3)]),
        ("Dense", {"units": "many"}, [(None, 3)]),
        ("Dense", {"units": 3}, [None]),
        ("Dense", {"units": 3}, []),
        ("Conv2D", {"filters": 3, "kernel_size": [3, 3]}, [(None, 3)]),
        ("Conv2D", {"filters": 3, "kernel_size": [3, 3], "strides": [0, 0]}, [IMAGE]),
        ("Conv2D", {"filters": 3, "kernel_size": [3, 3], "data_format": None}, [IMAGE]),
        ("Add", {}, [(None, 3), (None, 4)]),
        ("Lambda", {"function": "f"}, [(None, 3)]),
        ("Permute", {"dims": [1, 7]}, [(None, 3, 4)]),
        ("LSTM", {"units": 4, "time_major": True}, [(7, None, 5)]),
    ],
)
def test_what_cannot_be_told_is_none(name: str, config: dict[str, Any], inputs: list[Shape]) -> None:
    assert infer(name, config, inputs) is None


def test_a_convolution_larger_than_its_image_has_no_shape() -> None:
    assert infer("Conv1D", {"filters": 3, "kernel_size": [9]}, [(None, 4, 3)]) == [None]


def test_states_are_further_outputs() -> None:
    config = {"units": 4, "return_sequences": True, "return_state": True}
    assert infer("LSTM", config, [(None, 7, 5)]) == [(None, 7, 4), (None, 4), (None, 4)]
