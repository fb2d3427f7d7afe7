# SPDX-License-Identifier: Apache-2.0
"""What every converter is given and gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from cutaway.description.conversion import LayerError, Proof
from cutaway.description.findings import Finding
from cutaway.description.running import Runner
from cutaway.description.signatures import Signature
from cutaway.formats.opened import OpenModel
from cutaway.sampling.values import Value

OptionValue: TypeAlias = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Order:
    """model: the open source. signatures: those that are wanted, the first is the one that is proven.

    output: a path that does not exist yet, in a folder that the job may write to; a converter writes there alone.
    options: those of the target's table, all of them, with defaults filled in. dimensions: sizes chosen for axes,
    by input and axis, 0 for an axis that is freed. samples: calibration data, one mapping of inputs for each
    sample, empty where none were given. stage: to be called when a step begins, with its name ("Freezing the
    graph"). scratch: a folder for what is only needed meanwhile. runner, custom, unsafe: how a Keras file is
    loaded, as for a run. chosen: the signatures were named by the user.
    """

    model: OpenModel
    signatures: tuple[Signature, ...]
    output: Path
    options: Mapping[str, OptionValue]
    stage: Callable[[str], None]
    dimensions: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    samples: Sequence[Mapping[str, Value]] = ()
    tags: tuple[str, ...] = ()
    scratch: Path = Path()
    runner: Runner = "tensorflow"
    custom: str = ""
    unsafe: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What a converter made. names: output of the source to output of the result, where it knows.

    not_run: why the result cannot be run here (Flex), in one sentence; empty where it can.
    versions: of the libraries that were used. proof: where the converter compared values itself, since nothing of the
    result can be run. layers: errors inside the result, the worst first. steps: of quantisation, behind outputs that
    are given as floats, by their name. noise: in the signal before the softmax that gives an output.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    not_run: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    proof: Proof | None = None
    layers: tuple[LayerError, ...] = ()
    steps: Mapping[str, float] = field(default_factory=dict)
    noise: Mapping[str, float] = field(default_factory=dict)


Converter: TypeAlias = Callable[[Order], Written]
"""Every module of a target has `convert`, of this type. Raises ModelError or RequestError in full sentences."""
