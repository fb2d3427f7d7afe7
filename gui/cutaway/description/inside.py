# SPDX-License-Identifier: Apache-2.0
"""Tensors inside two models, which of them may be the same, and how far those that met are apart."""

from __future__ import annotations

from dataclasses import dataclass

from cutaway.description.conversion import Figures
from cutaway.description.tensors import Quantization


@dataclass(frozen=True, slots=True)
class InsideTensor:
    """A tensor that is computed on the way to an answer.

    tensor: what a run is asked for it by. name: what the graph calls the node, operator or layer that gives it.
    before: places, in the list that it stands in, of those that feed it; what only passes values on is left out.
    node, function: where the graph has it; empty for a layer.
    """

    tensor: str
    name: str
    op: str
    before: tuple[int, ...] = ()
    quantization: Quantization | None = None
    node: str = ""
    function: str = ""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Tensors of the source that may be the same as some of the result, by their places.

    Where none of them agree, the first of each side are told. named: how many of the sources the result's own names
    tell of; those behind them only stand beside these, and where it is 0 values alone can tell.
    """

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    named: int = 1


@dataclass(frozen=True, slots=True)
class Insides:
    """Tensors of both models, each in an order of execution, and the candidates in that of the first model.

    is_exact: both tell the same things apart, so that no tensor of the one is fused into another in the other.
    """

    sources: tuple[InsideTensor, ...]
    targets: tuple[InsideTensor, ...]
    candidates: tuple[Candidates, ...]
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Met:
    """A tensor of the source and the one of the result that it was compared with, by their places.

    number: of the candidates. tells: they are real numbers that are not all the same, so that they agree for a
    reason.
    """

    number: int
    source: int
    target: int
    figures: Figures
    passed: bool
    tells: bool
