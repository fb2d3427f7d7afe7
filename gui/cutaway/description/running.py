# SPDX-License-Identifier: Apache-2.0
"""What a run is asked and what it answers; arrays themselves lie as .npy files in the folder of the run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from cutaway.description.findings import Finding
from cutaway.description.statistics import Statistics
from cutaway.description.tensors import Shape

Runner: TypeAlias = Literal["tensorflow", "tf_keras", "litert", "onnxruntime", "openvino"]
"""The library that runs a model, each in a child of its own kind."""

Encoding: TypeAlias = Literal["dense", "strings", "ragged", "sparse"]
"""How a value lies in files.

dense: `file` is one .npy (bfloat16 and its like as the unsigned integers of their width; `dtype` tells).
strings: `file` is a .npy of the bytes of all strings one after another (uint8), `parts[0]` the offsets (int64, one more
than there are strings), in row-major order of `shape`.
ragged: `file` holds the flat values (itself dense), `parts` the row splits (int64), the outermost first.
sparse: `file` holds the values, `parts` are the indices (int64, [n, rank]) and the dense shape (int64, [rank]).
"""


@dataclass(frozen=True, slots=True)
class StoredValue:
    """A value in a run's folder. file, parts: names of .npy files in it.

    shape: of the whole value; None in ragged axes.
    dtype: as elsewhere (`float32`, `bfloat16`, `string`). For ragged strings the flat values are `strings` with their
    offsets as the last of `parts`.
    """

    name: str
    dtype: str
    shape: Shape
    file: str
    encoding: Encoding = "dense"
    parts: tuple[str, ...] = ()
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class InputChoice:
    """How one input is filled. source: `random`, `zeros`, `ones`, `value:JSON`, or the path of a file or a folder.

    options: of that source, by name (`low`, `high`, `distribution`, `mean`, `resize`, …), as texts; `sampling` has the
    table.
    """

    source: str = "random"
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InputProblem:
    """Why an input cannot be what was asked for: one sentence for the field, and what to do. name: of the input."""

    name: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FittedInput:
    """An input as the model will get it. source: in words ("cat.jpg, resized to 224×224"). notes: what was changed."""

    value: StoredValue
    source: str
    statistics: Statistics | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FittedInputs:
    """All inputs of a signature in a folder, ready to be run; or what is wrong with some of them."""

    inputs: tuple[FittedInput, ...] = ()
    problems: tuple[InputProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: to load, of the first run, and of the repeated ones (`runs` of them; the first is not among them).

    throughput: samples a second, by the first dimension of the first input (1 where it has none).
    """

    load: float
    first: float
    runs: int = 0
    median: float | None = None
    p95: float | None = None
    least: float | None = None
    throughput: float | None = None


@dataclass(frozen=True, slots=True)
class RunOutput:
    """One output or tap. statistics: None for what has no elements. note: why a tap has no value ("not executed", …).

    preview: the first values as JSON (nested lists; null for NaN and infinities; strings as text), at most 1,000.
    """

    value: StoredValue | None
    name: str
    statistics: Statistics | None = None
    note: str = ""
    preview: object = None


@dataclass(frozen=True, slots=True)
class OperatorTime:
    """One row of a profile. node: as the graph names it. seconds: median of one run. how: how it was measured."""

    node: str
    op: str
    seconds: float
    calls: int = 1


@dataclass(frozen=True, slots=True)
class Profile:
    """how: in one sentence, what these figures are and are not. total: seconds of the whole run."""

    rows: tuple[OperatorTime, ...]
    how: str
    total: float


@dataclass(frozen=True, slots=True)
class RunAnswer:
    """What a model answered. runner: library and version, in words. peak: bytes of memory at most, None if unknown.

    arena: bytes that the interpreter of a .tflite reserved. warm: the model was loaded already.
    """

    signature: str
    runner: str
    outputs: tuple[RunOutput, ...]
    timing: Timing
    taps: tuple[RunOutput, ...] = ()
    profile: Profile | None = None
    peak: int | None = None
    arena: int | None = None
    warm: bool = False
    findings: tuple[Finding, ...] = ()
