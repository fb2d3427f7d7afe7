# SPDX-License-Identifier: Apache-2.0
"""What became of a model's inputs and outputs in a conversion: names, order and sizes, outputs matched by value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cutaway.description.conversion import Converted, ProofOutput
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature, for_callers
from cutaway.description.tensors import TensorSpec


@dataclass(frozen=True, slots=True)
class Match:
    """One input or output. name: in the result. result: its port there, None where no reader tells of it.

    place: where it stands among the result's, −1 where that is not known. proof: of an output that was compared.
    """

    source: TensorSpec
    name: str
    result: TensorSpec | None = None
    place: int = -1
    proof: ProofOutput | None = None

    @property
    def is_named_alike(self) -> bool:
        """Whether callers use the same name."""
        return self.name == self.source.name

    @property
    def is_sized_alike(self) -> bool:
        """Whether no dimension was fixed, freed or changed, as far as is known."""
        return self.result is None or self.result.shape == self.source.shape

    @property
    def is_interchanged(self) -> bool:
        """Whether the values are nearer to those of another output of the result."""
        return self.proof is not None and bool(self.proof.nearest) and self.proof.nearest != self.proof.target


@dataclass(frozen=True, slots=True)
class Matches:
    """inputs, outputs: in the order of the source."""

    inputs: tuple[Match, ...]
    outputs: tuple[Match, ...]

    @property
    def has_names(self) -> bool:
        """Whether all names are those of the source."""
        return all(match.is_named_alike for match in (*self.inputs, *self.outputs))

    @property
    def has_order(self) -> bool:
        """Whether inputs and outputs stand in the order of the source, as far as is known."""
        return all(
            [match.place for match in side if match.place >= 0]
            == sorted(match.place for match in side if match.place >= 0)
            for side in (self.inputs, self.outputs)
        )

    @property
    def interchanged(self) -> tuple[Match, ...]:
        """Outputs whose values tell that they are not what they are called."""
        return tuple(match for match in self.outputs if match.is_interchanged)

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to be told: the same names, in the same order."""
        return self.has_names and self.has_order and not self.interchanged


def matches(found: Converted, signature: Signature | None, result: ModelDescription | None) -> Matches:
    """Of the signature that was converted. result: the description of what was written, None where there is none."""
    if signature is None:
        return Matches((), ())
    proven = {output.source: output for output in found.proof.outputs}
    told = {**dict(found.names), **{name: output.target for name, output in proven.items()}}
    inputs, outputs = _ports(result, signature.key, set(told.values()))
    return Matches(_side(signature.inputs, inputs, {}, {}), _side(signature.outputs, outputs, told, proven))


def _side(
    ports: Sequence[TensorSpec],
    others: Sequence[TensorSpec],
    told: Mapping[str, str],
    proven: Mapping[str, ProofOutput],
) -> tuple[Match, ...]:
    known = {spec.name: place for place, spec in enumerate(others)}
    made = []
    for place, port in enumerate(ports):
        name = told.get(port.name, port.name)
        if not told and port.name not in known and len(others) == len(ports):
            name = others[place].name  # inputs are given by place where their names are others
        at = known.get(name, -1)
        made.append(Match(port, name, others[at] if at >= 0 else None, at, proven.get(port.name)))
    return tuple(made)


def _ports(
    result: ModelDescription | None, key: str, names: set[str]
) -> tuple[Sequence[TensorSpec], Sequence[TensorSpec]]:
    """Inputs and outputs of the signature of the result that has the outputs of these names, else of that key."""
    found = for_callers(result.signatures) if result is not None else []
    if not found:
        return (), ()
    best = max(found, key=lambda each: (len(names & {spec.name for spec in each.outputs}), each.key == key))
    return best.inputs, best.outputs
