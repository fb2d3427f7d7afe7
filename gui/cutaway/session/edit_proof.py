# SPDX-License-Identifier: Apache-2.0
"""Proves an edit: model and edited copy are given the same inputs, and have to answer alike, bit for bit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cutaway.description.conversion import Proof, Tolerance
from cutaway.editing.draft import DraftSignature, begin
from cutaway.errors import CancelledError, CutawayError
from cutaway.session.documents import Source
from cutaway.session.proving import Samples, Side, answered, answered_alike, proven
from cutaway.session.run_folders import RunFolders
from cutaway.session.running import runner_of
from cutaway.session.steps import Steps
from cutaway.worker.grants import Grant

if TYPE_CHECKING:
    from cutaway.description.model import ModelDescription
    from cutaway.session.engine import Engine

    Granted = Callable[[ModelDescription, RunFolders], Grant]

EXACT = Tolerance(relative=0.0, absolute=0.0)
"""An edit changes names and places, not what is computed."""


def not_run(reason: str) -> Proof:
    """A proof that could not be made, and why, in one sentence."""
    return Proof("not_run", reason)


def comparable(signatures: Sequence[DraftSignature], description: ModelDescription) -> list[DraftSignature]:
    """The edited signatures that take and give the same values as one of the model's, whatever they are called.

    Casts, constants in the place of inputs, and tensors chosen from the graph make an answer of its own.
    """
    old = {signature.key: signature for signature in begin(description).signatures}
    return [
        signature
        for signature in signatures
        if old.get(signature.key) != signature
        and signature.base in old
        and not signature.runs_on_load
        and not signature.fed
        and all(port.source and port.cast is None for port in signature.inputs)
        and any(port.source and port.cast is None for port in signature.outputs)
        and len(signature.inputs) == len(old[signature.base].inputs)
    ]


def prove_edit(
    engine: Engine,
    source: Source,
    description: ModelDescription,
    edited: Source,
    signatures: Sequence[DraftSignature],
    granted: Granted,
    folders: RunFolders,
    samples: Samples | None = None,
) -> Steps[Proof]:
    """Run both on the same samples, signature by signature, and compare what can be compared.

    signatures: of the draft that was written. The first signature that answers otherwise is the verdict.
    """
    samples = samples or Samples()
    wanted = comparable(signatures, description)
    if not wanted:
        return not_run(
            "No edited signature takes and gives the same values as before, so none can be compared."
        )
    written: ModelDescription = yield engine.describe(edited)
    proofs: list[Proof] = []
    for draft in wanted:
        pair = _sides(source, description, edited, written, draft, granted, folders)
        proofs.append((yield from _one(engine, draft, *pair, samples)))
        if proofs[-1].verdict == "fail":
            break
    return _together(proofs)


def _sides(
    source: Source,
    description: ModelDescription,
    edited: Source,
    written: ModelDescription,
    draft: DraftSignature,
    granted: Granted,
    folders: RunFolders,
) -> tuple[Side, Side]:
    before = next(each for each in description.signatures if each.key == draft.base)
    after = next(each for each in written.signatures if each.key == draft.key)
    return (
        Side(source, before, runner_of(description), folders, lambda made: granted(description, made)),
        Side(edited, after, runner_of(written), folders, lambda made: granted(written, made)),
    )


def _one(engine: Engine, draft: DraftSignature, first: Side, second: Side, samples: Samples) -> Steps[Proof]:
    try:
        said = yield from answered(engine, first, samples)
    except CancelledError:
        raise
    except CutawayError as error:
        return not_run(f"The model itself could not be run: {error.message}")
    inputs = {port.source: port.name for port in draft.inputs}
    outputs = {port.source: port.name for port in draft.outputs if port.source and port.cast is None}
    try:
        also = yield from answered_alike(engine, first, said, second, inputs)
    except CancelledError:
        raise
    except CutawayError as error:
        return Proof("fail", f"The edited model was written and could not be run: {error.message}")
    return (yield from proven(engine, first, said, second, also, outputs, EXACT, samples))


def _together(proofs: Sequence[Proof]) -> Proof:
    """One proof for all signatures: what failed, else what was shown, else why nothing was."""
    outputs = tuple(output for each in proofs for output in each.outputs)
    for verdict in ("fail", "pass"):
        found = next((each for each in proofs if each.verdict == verdict), None)
        if found is not None:
            return replace(found, outputs=outputs)
    return proofs[0]
