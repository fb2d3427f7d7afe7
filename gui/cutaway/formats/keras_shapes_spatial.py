# SPDX-License-Identifier: Apache-2.0
"""Shape rules for layers over space: convolutions, pooling, padding, cropping, resizing, recurrent convolutions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from cutaway.description.tensors import Shape
from cutaway.formats.keras_json import Object

Size: TypeAlias = "int | None"
Known: TypeAlias = "tuple[int | None, ...]"
_Result: TypeAlias = "list[Shape] | None"
_Rule: TypeAlias = "Callable[[Object, list[Known]], list[Shape] | None]"


def conv_length(size: Size, kernel: int, stride: int, padding: str, dilation: int = 1) -> Size:
    """Length of an axis after a convolution (Keras's `conv_output_length`)."""
    if size is None:
        return None
    reach = (kernel - 1) * dilation + 1
    if padding in ("same", "causal"):
        length = size
    elif padding == "valid":
        length = size - reach + 1
    elif padding == "full":
        length = size + reach - 1
    else:
        raise ValueError("no padding of Keras")
    return -(-length // stride)


def transposed_length(size: Size, kernel: int, stride: int, padding: str, extra: Size, dilation: int) -> Size:
    """Length of an axis after a transposed convolution (Keras's `deconv_output_length`)."""
    if size is None:
        return None
    reach = (kernel - 1) * dilation + 1
    if extra is None:
        return size * stride + (max(reach - stride, 0) if padding == "valid" else 0)
    around = reach // 2 if padding == "same" else 0
    return (size - 1) * stride + reach - 2 * around + extra


def _axes(value: Any, rank: int, otherwise: int | None = None) -> list[int]:  # noqa: ANN401 - any JSON value
    """One number for each axis of space; TypeError where the setting is of another form."""
    if value is None and otherwise is not None:
        value = otherwise
    found = list(value) if isinstance(value, list) else [value] * rank
    if len(found) != rank or not all(isinstance(item, int) and item >= 0 for item in found):
        raise TypeError("not a number for each axis")
    return found


def _split(
    config: Object, shape: Known, rank: int
) -> tuple[list[Size], Size, Callable[[list[Size], Size], Known]]:
    """Axes of space, channels, and what puts them back together."""
    if len(shape) != rank + 2:
        raise ValueError("of another rank")
    first = _first(config)
    batch = shape[0]
    if first:
        return list(shape[2:]), shape[1], lambda space, channels: (batch, channels, *space)
    return list(shape[1:-1]), shape[-1], lambda space, channels: (batch, *space, channels)


def _first(config: Object) -> bool:
    order = config.get("data_format", "channels_last")
    if order not in ("channels_first", "channels_last"):
        raise ValueError("the file does not say where the channels are")
    return bool(order == "channels_first")


def _convolved(config: Object, space: list[Size], rank: int) -> list[Size]:
    kernels = _axes(config["kernel_size"], rank)
    strides = _axes(config.get("strides"), rank, 1)
    dilations = _axes(config.get("dilation_rate"), rank, 1)
    padding = config.get("padding", "valid")
    return [
        conv_length(size, kernel, stride, padding, dilation)
        for size, kernel, stride, dilation in zip(space, kernels, strides, dilations, strict=True)
    ]


def _conv(rank: int) -> _Rule:
    def rule(config: Object, inputs: list[Known]) -> _Result:
        space, _, join = _split(config, inputs[0], rank)
        return [join(_convolved(config, space, rank), _axes(config["filters"], 1)[0])]

    return rule


def _depthwise(rank: int) -> _Rule:
    def rule(config: Object, inputs: list[Known]) -> _Result:
        space, channels, join = _split(config, inputs[0], rank)
        times = _axes(config.get("depth_multiplier"), 1, 1)[0]
        return [join(_convolved(config, space, rank), None if channels is None else channels * times)]

    return rule


def _transposed(rank: int) -> _Rule:
    def rule(config: Object, inputs: list[Known]) -> _Result:
        space, _, join = _split(config, inputs[0], rank)
        kernels, padding = _axes(config["kernel_size"], rank), config.get("padding", "valid")
        strides = _axes(config.get("strides"), rank, 1)
        dilations = _axes(config.get("dilation_rate"), rank, 1)
        extra = config.get("output_padding")
        extras: list[Size] = [None] * rank if extra is None else [*_axes(extra, rank)]
        settings = zip(space, kernels, strides, extras, dilations, strict=True)
        return [
            join(
                [transposed_length(n, k, s, padding, e, d) for n, k, s, e, d in settings],
                _axes(config["filters"], 1)[0],
            )
        ]

    return rule


def _pooling(rank: int) -> _Rule:
    def rule(config: Object, inputs: list[Known]) -> _Result:
        space, channels, join = _split(config, inputs[0], rank)
        pools = _axes(config.get("pool_size"), rank, 2)
        strides = pools if config.get("strides") is None else _axes(config["strides"], rank)
        padding = config.get("padding", "valid")
        sizes = [conv_length(n, k, s, padding) for n, k, s in zip(space, pools, strides, strict=True)]
        return [join(sizes, channels)]

    return rule


def _adaptive(rank: int) -> _Rule:
    def rule(config: Object, inputs: list[Known]) -> _Result:
        _, channels, join = _split(config, inputs[0], rank)
        return [join([*_axes(config["output_size"], rank)], channels)]

    return rule


def _global(rank: int) -> _Rule:
    def rule(config: Object, inputs: list[Known]) -> _Result:
        _, channels, join = _split(config, inputs[0], rank)
        if config.get("keepdims") is True:
            return [join([1] * rank, channels)]
        return [(inputs[0][0], channels)]

    return rule


def _pairs(value: Any, rank: int) -> list[tuple[int, int]]:  # noqa: ANN401 - any JSON value
    """How much to add or take before and after each axis: 1, [1, 2] or [[1, 2], [3, 4]]."""
    if rank == 1 and isinstance(value, list) and len(value) == 2 and not isinstance(value[0], list):
        before, after = _axes(value, 2)
        return [(before, after)]
    items = value if isinstance(value, list) else [value] * rank
    if len(items) != rank:
        raise TypeError("not a pair for each axis")
    pairs = [_axes(item, 2) for item in items]
    return [(before, after) for before, after in pairs]


def _resized(rank: int, setting: str, sign: int) -> _Rule:
    def rule(config: Object, inputs: list[Known]) -> _Result:
        space, channels, join = _split(config, inputs[0], rank)
        pairs = _pairs(config.get(setting, 1), rank)
        sizes = [None if n is None else n + sign * (a + b) for n, (a, b) in zip(space, pairs, strict=True)]
        return [join(sizes, channels)]

    return rule


def _upsampled(rank: int) -> _Rule:
    def rule(config: Object, inputs: list[Known]) -> _Result:
        space, channels, join = _split(config, inputs[0], rank)
        times = _axes(config.get("size"), rank, 2)
        return [join([None if n is None else n * t for n, t in zip(space, times, strict=True)], channels)]

    return rule


def _to_height_and_width(config: Object, inputs: list[Known]) -> _Result:
    height, width = _axes([config["height"], config["width"]], 2)
    *ahead, _, _, channels = inputs[0]
    if _first(config):
        *ahead, channels, _, _ = inputs[0]
        return [(*ahead, channels, height, width)]
    return [(*ahead, height, width, channels)]


def _recurrent_conv(rank: int) -> _Rule:
    def rule(config: Object, inputs: list[Known]) -> _Result:
        batch, steps, *rest = inputs[0]
        space, _, join = _split(config, (batch, *rest), rank)
        out = join(_convolved(config, space, rank), _axes(config["filters"], 1)[0])
        first = (batch, steps, *out[1:]) if config.get("return_sequences") is True else out
        return [first, out, out] if config.get("return_state") is True else [first]

    return rule


RULES: dict[str, _Rule] = {
    **{f"Conv{n}D": _conv(n) for n in (1, 2, 3)},
    **{f"SeparableConv{n}D": _conv(n) for n in (1, 2)},
    **{f"DepthwiseConv{n}D": _depthwise(n) for n in (1, 2)},
    **{f"Conv{n}DTranspose": _transposed(n) for n in (1, 2, 3)},
    **{f"{kind}Pooling{n}D": _pooling(n) for kind in ("Max", "Average") for n in (1, 2, 3)},
    **{f"Adaptive{kind}Pooling{n}D": _adaptive(n) for kind in ("Max", "Average") for n in (1, 2, 3)},
    **{f"Global{kind}Pooling{n}D": _global(n) for kind in ("Max", "Average") for n in (1, 2, 3)},
    **{f"ZeroPadding{n}D": _resized(n, "padding", 1) for n in (1, 2, 3)},
    **{f"Cropping{n}D": _resized(n, "cropping", -1) for n in (1, 2, 3)},
    **{f"UpSampling{n}D": _upsampled(n) for n in (1, 2, 3)},
    **{f"ConvLSTM{n}D": _recurrent_conv(n) for n in (1, 2, 3)},
    **dict.fromkeys(("Resizing", "CenterCrop", "RandomCrop"), _to_height_and_width),
}
