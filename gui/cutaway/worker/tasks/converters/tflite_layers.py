# SPDX-License-Identifier: Apache-2.0
"""Measures how far the tensors inside a quantised .tflite are from those of the floats that it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy

from cutaway.description.conversion import LayerError
from cutaway.worker.tasks.converters.interface import Order
from cutaway.worker.tasks.runners.failing import REFUSED

_MOST_SAMPLES = 8
_MOST = 1000
_SQUASHING = frozenset({"SOFTMAX", "LOGISTIC"})
_BETWEEN = frozenset({"QUANTIZE", "DEQUANTIZE", "DELEGATE"})
_NOT_KEPT = frozenset({"WHILE", "IF"})
"""Operators whose results are overwritten after the run."""


def errors(floats: bytes, quantized: bytes, order: Order) -> tuple[LayerError, ...]:
    """All tensors of the same name that both compute, the worst first; empty where the two cannot be run here."""
    noise: dict[str, tuple[float, float, int]] = {}
    ops: dict[str, str] = {}
    try:
        first, second = _Seen(floats), _Seen(quantized)
        for sample in order.samples[:_MOST_SAMPLES]:
            before, after = first.values(sample), second.values(sample)
            for name, value in before.items():
                other = after.get(name)
                if other is not None and other.shape == value.shape and value.size:
                    _add(noise, name, value, other)
                    ops[name] = first.ops[name]
    except REFUSED:
        return ()
    found = [
        LayerError(
            name, ops[name], float(numpy.sqrt(wrong / count)), min(wrong / signal, 1.0) if signal else 0.0
        )
        for name, (wrong, signal, count) in noise.items()
    ]
    return tuple(sorted(found, key=lambda each: -each.share)[:_MOST])


def before_softmax(quantized: bytes, layers: Sequence[LayerError]) -> dict[str, float]:
    """Noise in the signal before the softmax or the sigmoid behind each output, by its name in the signature."""
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    interpreter = Interpreter(
        model_content=quantized,
        experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    )
    names = {detail["index"]: str(detail["name"]) for detail in interpreter.get_tensor_details()}
    made_by = {
        int(index): op
        for op in interpreter._get_ops_details()  # noqa: SLF001 - there is no other way to the operators
        for index in op["outputs"]
    }
    shares = {layer.name: layer.share for layer in layers}
    found = {}
    for signature in interpreter._get_full_signature_list().values():  # noqa: SLF001 - only it has the tensors
        for name, index in signature["outputs"].items():
            op = made_by.get(index)
            while op is not None and op["op_name"] in _BETWEEN:
                op = made_by.get(int(op["inputs"][0]))
            if op is not None and op["op_name"] in _SQUASHING:
                share = shares.get(names.get(int(op["inputs"][0]), ""))
                if share is not None:
                    found[str(name)] = share
    return found


def _add(
    noise: dict[str, tuple[float, float, int]], name: str, value: numpy.ndarray, other: numpy.ndarray
) -> None:
    wrong, signal, count = noise.get(name, (0.0, 0.0, 0))
    exact = value.astype(numpy.float64)
    difference = other.astype(numpy.float64) - exact
    noise[name] = (
        wrong + float(numpy.square(difference).sum()),
        signal + float(numpy.square(exact - exact.mean()).sum()),
        count + value.size,
    )


class _Seen:
    """A model whose tensors can all be seen after a run. ops: what computes each tensor, by name."""

    def __init__(self, data: bytes) -> None:
        from ai_edge_litert.interpreter import Interpreter, OpResolverType

        self._interpreter = Interpreter(
            model_content=data,
            experimental_preserve_all_tensors=True,
            experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
        )
        self._details = {detail["index"]: detail for detail in self._interpreter.get_tensor_details()}
        self.ops: dict[str, str] = {}
        self._computed: list[int] = []
        for op in self._interpreter._get_ops_details():  # noqa: SLF001 - there is no other way to the operators
            for index in op["outputs"]:
                if index in self._details and op["op_name"] not in _BETWEEN | _NOT_KEPT:
                    self._computed.append(index)
                    self.ops.setdefault(str(self._details[index]["name"]), str(op["op_name"]))

    def values(self, sample: Mapping[str, Any]) -> dict[str, numpy.ndarray]:
        """What every operator gave for a sample, as real numbers, by the name of the tensor."""
        for index, value in self._given(sample):
            if tuple(self._details[index]["shape"]) != value.shape:
                self._interpreter.resize_tensor_input(index, value.shape)
        self._interpreter.allocate_tensors()
        for index, value in self._given(sample):
            self._interpreter.set_tensor(index, _as(value, self._details[index]))
        self._interpreter.invoke()
        found = {}
        for index in self._computed:
            detail = self._details[index]
            try:
                value = self._interpreter.get_tensor(index)
            except ValueError:
                continue  # what a loop gives is not kept
            if value.dtype.kind in "fiu" and value.dtype.itemsize <= 4:
                found[str(detail["name"])] = _real(value, detail)
        return found

    def _given(self, sample: Mapping[str, Any]) -> Iterator[tuple[int, numpy.ndarray]]:
        """The sample's values by the tensors that take them: by name, else by place."""
        listed = self._interpreter._get_full_signature_list()  # noqa: SLF001 - a runner would hold the interpreter
        named = next(iter(listed.values()))["inputs"] if listed else {}
        if set(named) <= set(sample) and named:
            yield from ((index, numpy.asarray(sample[name])) for name, index in named.items())
            return
        for detail, value in zip(self._interpreter.get_input_details(), sample.values(), strict=False):
            yield detail["index"], numpy.asarray(value)


def _as(value: numpy.ndarray, detail: Mapping[str, Any]) -> numpy.ndarray:
    """A value as the input takes it."""
    scale, zero = detail["quantization"]
    dtype = numpy.dtype(detail["dtype"])
    if scale and dtype.kind in "iu" and value.dtype.kind == "f":
        ends = numpy.iinfo(dtype)
        value = numpy.clip(numpy.rint(value / scale) + zero, ends.min, ends.max)
    return value.astype(dtype)


def _real(value: numpy.ndarray, detail: Mapping[str, Any]) -> numpy.ndarray:
    scale, zero = detail["quantization"]
    return (value.astype(numpy.float64) - zero) * scale if scale and value.dtype.kind in "iu" else value
