# SPDX-License-Identifier: Apache-2.0
"""Proves an edit: model and edited copy are given the same values, and have to answer alike, under every loader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.description.conversion import Proof
from cutaway.editing.draft import DraftSignature, begin
from cutaway.errors import CancelledError, CutawayError
from cutaway.session.documents import Source
from cutaway.session.edit_runs import (
    RUNNERS,
    LoaderVerdict,
    Pair,
    compared,
    defaulted,
    differs_from_itself,
    loaded,
    tapped,
)
from cutaway.session.proving import Samples, Side
from cutaway.session.run_folders import RunFolders
from cutaway.session.running import runner_of
from cutaway.session.steps import Steps
from cutaway.worker.grants import Grant

if TYPE_CHECKING:
    from cutaway.description.model import ModelDescription
    from cutaway.description.signatures import Signature
    from cutaway.session.engine import Engine

    Granted = Callable[[ModelDescription, RunFolders], Grant]


_RANDOM = (
    "the model itself gives another answer each time that it is asked, as one that draws random numbers does"
)


@dataclass(frozen=True, slots=True)
class EditProof(Proof):
    """The proof of an edit. told: of each edited signature what was compared, by which loaders, and what was not.

    loaders: what each loader makes of each edited signature.
    """

    told: tuple[str, ...] = ()
    loaders: tuple[LoaderVerdict, ...] = ()


def not_run(reason: str) -> EditProof:
    """A proof that could not be made, and why, in one sentence."""
    return EditProof("not_run", reason)


def changed(signatures: Sequence[DraftSignature], description: ModelDescription) -> list[DraftSignature]:
    """The signatures that an edit made or changed; loaders run initialisers by themselves."""
    old = {signature.key: signature for signature in begin(description).signatures}
    return [each for each in signatures if old.get(each.key) != each and not each.runs_on_load]


def prove_edit(
    engine: Engine,
    source: Source,
    description: ModelDescription,
    edited: Source,
    signatures: Sequence[DraftSignature],
    granted: Granted,
    folders: RunFolders,
    samples: Samples | None = None,
) -> Steps[EditProof]:
    """Run both on the same samples, signature by signature, and compare what can be compared.

    signatures: of the draft that was written. The first signature that answers otherwise is the verdict.
    """
    wanted = changed(signatures, description)
    if not wanted:
        return not_run("No signature was edited, so there is nothing to compare.")
    if source.path != description.path:  # it was saved over itself, and is a backup now
        description = replace(description, path=source.path, location=source.path)
    written: ModelDescription = yield engine.describe(edited)
    found: list[EditProof] = []
    for draft, after in [pair for each in wanted for pair in _as_written(each, written)]:
        second = Side(edited, after, runner_of(written), folders, lambda made: granted(written, made))
        sides = [
            Side(source, before, runner_of(description), folders, lambda made: granted(description, made))
            for before in description.signatures
            if not before.runs_on_load and draft.base in ("", before.key)
        ]
        pairs = [
            Pair(engine, draft, first, second, samples or Samples(), written.format == "saved_model")
            for first in sides
        ]
        found.append((yield from _signature(draft, pairs)))
        if found[-1].verdict == "fail":
            break
    return _together(found, source, edited)


def _as_written(draft: DraftSignature, written: ModelDescription) -> list[tuple[DraftSignature, Signature]]:
    """The signature beside what a reader makes of it.

    A frozen graph has no signatures: what of its ends are results, and what are leftovers, is for readers to say.
    """
    if written.format != "frozen_graph":
        return [(draft, next(each for each in written.signatures if each.key == draft.key))]
    found = []
    for after in written.signatures:
        names = {spec.name for spec in after.outputs}
        outputs = tuple(port for port in draft.outputs if port.name in names)
        if outputs:
            found.append((replace(draft, key=after.key, outputs=outputs), after))
    return found


def _signature(draft: DraftSignature, pairs: Sequence[Pair]) -> Steps[EditProof]:
    """One edited signature. pairs: it beside each signature of the model that it may be compared with."""
    chosen = [port for port in draft.inputs if not port.source]
    if chosen and (draft.fed or any(port.cast is not None for port in draft.inputs)):
        return _untold(draft, "it takes tensors of the graph beside inputs that are cast or constant")
    pair, why = None, ""
    for pair in pairs:
        try:
            why = yield from (tapped(pair) if chosen else compared(pair))
        except CancelledError:
            raise
        except CutawayError as error:
            why = error.message
        if not why:
            break
    if pair is None:
        return _untold(draft, "no signature of the model leads to its tensors")
    if pair.failure:
        return _failed(draft, pair.failure)
    return (yield from _only_loaded(pair, why) if why else _judged(pair))


def _only_loaded(pair: Pair, why: str) -> Steps[EditProof]:
    """What cannot be compared: that it is loaded can be seen without an answer."""
    pair.names = {}
    broken, told = yield from loaded(pair)
    untold = _untold(pair.draft, why)
    if broken is not None:
        return replace(_failed(pair.draft, broken.reason), loaders=tuple(pair.loaders))
    said = (*untold.told, *(f"{pair.draft.key}: {each}" for each in told))
    return replace(untold, told=said, loaders=tuple(pair.loaders))


def _judged(pair: Pair) -> Steps[EditProof]:
    """The answers beside each other, then those of the other loaders, and what is left out by default."""
    key = pair.draft.key
    proof: Proof = yield from pair.proven(pair.answers)
    if proof.verdict == "fail" and (yield from differs_from_itself(pair)):
        return (yield from _only_loaded(pair, _RANDOM))
    told = [f"{key}: {proof.reason}", *(f"{key}: {each}" for each in pair.untold)]
    if not pair.is_saved_model:
        runner = pair.second.runner
        pair.judge(RUNNERS.get(runner, runner), proof.verdict, proof.reason)
    if proof.verdict == "pass":
        for more in (loaded, defaulted):
            other: tuple[Proof | None, list[str]] = yield from more(pair)
            told += [f"{key}: {each}" for each in other[1]]
            if other[0] is not None and other[0].verdict == "fail":
                proof = other[0]
                told.append(f"{key}: {proof.reason}")
                break
    return _of(proof, tuple(told), tuple(pair.loaders))


def _of(proof: Proof, told: tuple[str, ...], loaders: tuple[LoaderVerdict, ...]) -> EditProof:
    kept = {field.name: getattr(proof, field.name) for field in fields(Proof)}
    return EditProof(**kept, told=told, loaders=loaders)


def _untold(draft: DraftSignature, why: str) -> EditProof:
    reason = f"The signature {draft.key} was not compared: {why.rstrip('.')}."
    return EditProof("not_run", reason, told=(reason,))


def _failed(draft: DraftSignature, why: str) -> EditProof:
    reason = f"The edited model was written and could not be run: {why}"
    return EditProof("fail", reason, told=(f"{draft.key}: {reason}",))


def _together(proofs: Sequence[EditProof], source: Source, edited: Source) -> EditProof:
    """One proof for all signatures: what failed, else what was shown, else why nothing was."""
    outputs = tuple(output for each in proofs for output in each.outputs)
    told = tuple(words for each in proofs for words in each.told)
    loaders = tuple(verdict for each in proofs for verdict in each.loaders)
    found = next(
        (each for verdict in ("fail", "pass") for each in proofs if each.verdict == verdict), proofs[0]
    )
    if found.verdict == "fail":
        stays = f"{Path(edited.path).name} stays where it was written"
        told = (*told, f"{stays}, and the model as it was is {Path(source.path).name}.")
    return replace(found, outputs=outputs, told=told, loaders=loaders)
