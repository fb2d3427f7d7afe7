# SPDX-License-Identifier: Apache-2.0
"""Finds how large the arena of a LiteRT interpreter is, which its Python does not tell: by where the tensors lie."""

from __future__ import annotations

from typing import Any

from cutaway.formats.tflite_file import TfliteFile

_GAP = 1 << 16
"""Tensors further apart than that are not in one arena (what is dynamic lies on the heap)."""
_ELSEWHERE = frozenset({5, 13, 14})
"""TensorType of strings, resources and variants: they lie on the heap, and LiteRT crashes where it is asked for one."""


def extent(interpreter: Any, file: TfliteFile, subgraph: int) -> int | None:  # noqa: ANN401 - LiteRT has no types
    """Bytes from the first to the last tensor of the arena of an allocated interpreter; None where none can be seen.

    What a delegate allocates for itself is not in it.
    """
    tensors = file.subgraphs[subgraph].tensors
    spans: list[tuple[int, int]] = []
    for index, (buffer, kind) in enumerate(
        zip(tensors["buffer"].tolist(), tensors["type"].tolist(), strict=True)
    ):
        if kind in _ELSEWHERE or (buffer and file.buffer(buffer)):
            continue
        try:
            array = interpreter._interpreter.tensor(interpreter, index, subgraph)  # noqa: SLF001 - nothing public does
        except (ValueError, RuntimeError):  # inside a delegate, or of no type that numpy has
            continue
        if array.nbytes:
            begin = array.__array_interface__["data"][0]
            spans.append((begin, begin + array.nbytes))
    return max((end - begin for begin, end in _joined(sorted(spans))), default=None)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and begin - joined[-1][1] < _GAP:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined
