# SPDX-License-Identifier: Apache-2.0
"""What stock TensorFlow knows of an op: whether it registers it, can run it on a CPU, and what the op gives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from cutaway import paths


class Output(NamedTuple):
    """An output argument. dtype: its DataType number where it is fixed, else that of `attr` where a node leaves it out.

    attr: the attribute that says the type. number: the attribute that counts its tensors. many: `attr` is a list of
    types, one a tensor.
    """

    name: str
    dtype: int
    attr: str
    number: str
    many: bool


@dataclass(frozen=True, slots=True)
class OpTable:
    """The shipped table (`resources/ops/generate.py` makes it). tensorflow: the version that it was made from."""

    tensorflow: str
    rows: dict[str, tuple[str, str]]

    def __contains__(self, op: str) -> bool:
        return op in self.rows

    def runs_on_cpu(self, op: str) -> bool:
        """Whether it has a kernel; True for an op that is not in the table, which other code may bring."""
        return "n" not in self._letters(op)

    def calls_functions(self, op: str) -> bool:
        """Whether its attributes may name functions; True for an op that is not in the table."""
        row = self.rows.get(op)
        return row is None or "f" in row[0]

    def outputs(self, op: str) -> tuple[Output, ...]:
        """What the op gives, in order; empty for an op that is not in the table."""
        row = self.rows.get(op)
        return tuple(map(_output, row[1].split())) if row else ()

    def _letters(self, op: str) -> str:
        row = self.rows.get(op)
        return row[0] if row else ""


@cache
def op_table() -> OpTable:
    """The table, read when first asked for."""
    head, *lines = paths.resource("ops/tensorflow.tsv").read_text(encoding="utf-8").splitlines()
    rows = {}
    for line in lines:
        name, letters, outputs = line.split("\t")
        rows[name] = (letters, outputs)
    return OpTable(head.rpartition(" ")[2], rows)


@cache
def _output(text: str) -> Output:
    name, _, kind = text.partition(":")
    many = kind.endswith("**")
    kind, _, number = kind.removesuffix("**").partition("*")
    if kind.isdecimal():
        return Output(name, int(kind), "", number, many)
    attr, _, default = kind.partition("/")
    return Output(name, int(default or 0), attr, number, many)
