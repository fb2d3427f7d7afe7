# SPDX-License-Identifier: Apache-2.0
"""What a conversion is asked, what it found out, and how its result was proven: frozen data that faces show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from cutaway.description.findings import Finding
from cutaway.description.statistics import Histogram

TargetId: TypeAlias = Literal[
    "tflite",
    "saved_model",
    "frozen_graph",
    "keras_archive",
    "keras_h5",
    "checkpoint",
    "onnx",
    "openvino",
    "tfjs",
]
Verdict: TypeAlias = Literal["pass", "fail", "not_run"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a conversion, and how long it took."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """How far a value is from the one it is measured by, as `sampling.comparing` has it.

    None: the figure is not defined. equal: bit for bit, NaN like NaN. odd: elements that are not finite in one of them
    alone. note: why they cannot be compared, in one sentence.
    """

    equal: bool
    max_abs: float | None = None
    rmse: float | None = None
    cosine: float | None = None
    sqnr_db: float | None = None
    argmax_agreement: float | None = None
    odd: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What is borne: |difference| ≤ absolute + relative × the largest |value| of the source, of every element.

    steps: instead, for quantised results: the largest difference in steps of the output's quantisation.
    cosine, agreement: least figures that are asked for beside, None where they are not. share: instead, where the
    result tells of it: the most noise in the signal before a softmax, 0..1; softmax makes much of small differences.
    """

    relative: float = 1e-4
    absolute: float = 1e-6
    steps: float | None = None
    cosine: float | None = None
    agreement: float | None = None
    share: float | None = None

    def figures(self) -> dict[str, float]:
        """By name, without what is not asked for; as the contract's `tolerance` has it."""
        named = {
            "relative": self.relative if self.steps is None else None,
            "absolute": self.absolute if self.steps is None else None,
            "steps": self.steps,
            "cosine": self.cosine,
            "argmax_agreement": self.agreement,
            "noise_before_softmax": self.share,
        }
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What plots of an output show: pairs of finite values, evenly taken, and how result − source is spread."""

    source: tuple[float, ...]
    target: tuple[float, ...]
    errors: Histogram | None = None


@dataclass(frozen=True, slots=True)
class ProofOutput:
    """One output of the source beside that of the result. passed: within the tolerance.

    varies: False where the source answers the same to every sample, so that nothing is shown by it.
    steps: largest difference in steps of the result's quantisation, None where it has none.
    drawn: None where there is nothing to plot. before: noise in the signal before the softmax that gives the output.
    nearest: the output of the result whose values are nearest to the source's; empty where none has as many.
    """

    source: str
    target: str
    figures: Figures
    passed: bool
    varies: bool = True
    steps: float | None = None
    drawn: Drawn | None = None
    before: float | None = None
    nearest: str = ""

    @property
    def verdict(self) -> Verdict:
        """Of this output alone: what never varies shows nothing by being equal."""
        if not self.passed:
            return "fail"
        return "pass" if self.varies else "not_run"


@dataclass(frozen=True, slots=True)
class TensorPair:
    """A tensor inside the source beside that of the result, by the names that their graphs have for what gives it."""

    source: str
    target: str
    op: str
    target_op: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Diverging:
    """The first tensor, in the order of execution, that differs by more than the tolerance.

    op, target_op: what gives it. fused: names of the source's that the result computes in one with it. before: of
    those that lead to it and were compared the nearest, in the order of execution. compared: how many were.
    node, target_node: where the graph of each has it, the name and the function; two empty ones for a layer.
    """

    source: str
    target: str
    figures: Figures
    op: str = ""
    target_op: str = ""
    fused: tuple[str, ...] = ()
    before: tuple[TensorPair, ...] = ()
    compared: int = 0
    node: tuple[str, str] = ("", "")
    target_node: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether the result answers like its source. reason: one sentence, for every verdict.

    samples: how many. inputs: where they are from, in words. tolerance: by the name of the figure.
    folder: of the stored answers of both (`source/NAME`, `target/NAME`), for plots; empty where none were kept.
    inside: where it failed, what was seen inside both, in one sentence.
    """

    verdict: Verdict
    reason: str
    samples: int = 0
    inputs: str = ""
    tolerance: dict[str, float] = field(default_factory=dict)
    outputs: tuple[ProofOutput, ...] = ()
    diverging: Diverging | None = None
    folder: str = ""
    inside: str = ""


@dataclass(frozen=True, slots=True)
class LayerError:
    """How far a tensor inside the result is from that of the source. share: of the noise in the signal, 0..1."""

    name: str
    op: str
    rmse: float
    share: float


@dataclass(frozen=True, slots=True)
class Made:
    """What a converter tells of what it wrote. inputs, outputs: names of the source's to those of the result's.

    Where it does not tell, they are matched by name, else by place. not_run: why the result cannot be run here, in one
    sentence; empty where it can. versions: of the libraries that were used. proof: of values that the converter
    compared itself, since nothing of the result can be run. layers: errors inside the result. steps: of quantisation,
    behind outputs that are given as floats, by their name in the result. noise: in the signal before the softmax that
    gives an output, likewise. hashes: SHA-256 of `source` and `result`, of a folder over all of its files.
    """

    inputs: dict[str, str]
    outputs: dict[str, str]
    findings: tuple[Finding, ...]
    not_run: str
    versions: dict[str, str]
    stages: tuple[Stage, ...]
    seconds: float
    proof: Proof | None = None
    layers: tuple[LayerError, ...] = ()
    steps: dict[str, float] = field(default_factory=dict)
    noise: dict[str, float] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Converted:
    """What a conversion answers, as the contract's `convert --json` has it."""

    source: str
    target: TargetId
    output: str
    bytes: int
    source_bytes: int
    seconds: float
    stages: tuple[Stage, ...]
    findings: tuple[Finding, ...]
    proof: Proof
    signature: str = ""
    names: tuple[tuple[str, str], ...] = ()
    layers: tuple[LayerError, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
