# SPDX-License-Identifier: Apache-2.0
"""Tensors from anywhere inside real models are made outputs, and give what the model has there, by every loader."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cutaway.description.outline import Matches
from cutaway.description.signatures import Signature
from cutaway.editing import edits
from cutaway.editing.answers import Saved
from cutaway.editing.edits import Edit
from cutaway.errors import CutawayError
from cutaway.session import running
from cutaway.session.blocking import BlockingLoop
from cutaway.session.documents import Source
from cutaway.session.edit_proof import EditProof, prove_edit
from cutaway.session.engine import Engine
from cutaway.session.jobs import Job
from cutaway.session.run_folders import RunFolders
from cutaway.session.steps import follow
from helpers import corpus
from helpers.editable import ENDLESS, RACING, entries

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(900)]

_LOOKED_AT, _CHOSEN = 4000, 4
_VALUES = ("float", "int", "uint", "bool", "string")
_SMALL = {
    "saved_model": (
        *("sm_onnx_regression", "sm_srv_hp2_cpu", "sm_tfjs_model_single_input_multi_output"),
        *("sm_tfjs_times_three_float", "gen_sm_two_metagraphs", "gen_sm_keras3_small", "gen_sm_debuginfo"),
    ),
    "frozen_graph": ("gd_onnx_fc-layers", "gd_onnx_regression", "gd_onnx_lstm", "gd_litert_if_op"),
}
"""What a run takes little time for; all where $CUTAWAY_EVERY_MODEL is set. Of the .tflite files each so many-th one."""
_EVERY = bool(os.environ.get("CUTAWAY_EVERY_MODEL"))
_STEP = 1 if _EVERY else 16
_LEAST = {"saved_model": 6, "frozen_graph": 3, "tflite": 4}
"""So many models are proven at least, all of them inside."""


class Asking:
    """An engine that is waited for."""

    def __init__(self) -> None:
        self.loop = BlockingLoop()
        self.engine = Engine(self.loop.transport, self.loop, front=1, back=0)

    def answer(self, job: Job[Any]) -> Any:  # noqa: ANN401 - whatever the job gives
        """What the job gives. Raises what it failed with."""
        self.loop.run_until(lambda: job.is_over)
        if job.error is not None:
            raise job.error
        return job.result


@pytest.fixture
def asking() -> Iterator[Asking]:
    made = Asking()
    yield made
    made.engine.close()


def spread(found: Matches | None, signature: Signature) -> list[str]:
    """Some tensors of values, from all over what the signature calls, else the graph; none of those that save it."""
    spots = [spot for spot in (found.spots if found is not None else ()) if spot.carries.startswith(_VALUES)]
    call = f"{signature.outputs[0].tensor.rpartition(':')[0]}/"
    inside = [spot.tensor for spot in spots if spot.tensor.startswith(call) and call != "/"]
    listed = inside or [spot.tensor for spot in spots if not spot.tensor.startswith("save/")]
    return listed[:: max(len(listed) // _CHOSEN, 1)][:_CHOSEN]


def edited(
    asking: Asking, source: Source, signature: Signature, target: Path
) -> tuple[Saved | None, list[str]]:
    """Give some inner tensors as outputs, and write that; also the tensors. None where none of them can be given."""
    tensors = spread(asking.answer(asking.engine.matches(source, "/./", _LOOKED_AT)), signature)
    listed: list[Edit] = [
        edits.AddOutput(signature.key, f"inner_{place}", each) for place, each in enumerate(tensors)
    ]
    checked = asking.answer(asking.engine.check_edits(source, listed))
    assert all(each.message.endswith(".") for each in checked.problems)
    refused = {each.number for each in checked.problems}
    places = [place for place in range(len(listed)) if place not in refused]
    if not places or -1 in refused:
        return None, []
    kept = [listed[place] for place in places]
    saved: Saved = asking.answer(asking.engine.save_edits(source, kept, target, overwrite=False))
    return saved, [tensors[place] for place in places]


def proof_of(
    asking: Asking, entry: corpus.Entry, folder: Path, folders: RunFolders
) -> tuple[EditProof | None, list[str]]:
    """The proof of a model with inner tensors as outputs, and these; None where the model gives none."""
    source = Source(str(entry.path))
    described = asking.answer(asking.engine.describe(source))
    usable = [each for each in described.signatures if each.inputs and each.outputs and not each.runs_on_load]
    if not usable:
        return None, []
    numeric = [each for each in usable if all(spec.dtype != "string" for spec in each.inputs)]
    target = folder / f"{entry.id}{entry.path.suffix if entry.path.is_file() else ''}"
    saved, tensors = edited(asking, source, (numeric or usable)[0], target)
    if saved is None:
        return None, []
    steps = prove_edit(
        asking.engine, source, described, Source(saved.path), saved.signatures, running.grant, folders
    )
    return asking.answer(follow("Proving", steps)), tensors


@pytest.mark.skipif(not corpus.entries(), reason=corpus.missing_reason())
@pytest.mark.parametrize("kind", list(_LEAST))
def test_a_tensor_from_inside_gives_what_the_model_has_there(
    kind: str, asking: Asking, tmp_path: Path
) -> None:
    listed = [each for each in entries(kind) if each.id not in (*ENDLESS, *RACING)][
        :: _STEP if kind == "tflite" else 1
    ]
    if not _EVERY and kind in _SMALL:
        listed = [each for each in listed if each.id in _SMALL[kind]]
    proven, wrong, said = 0, [], []
    with closing(RunFolders()) as folders:
        for entry in listed:
            try:
                proof, tensors = proof_of(asking, entry, tmp_path, folders)
            except CutawayError as error:
                said.append(error.message)
                continue
            if proof is None:
                continue
            if proof.verdict == "fail":
                wrong.append(f"{entry.id}: {proof.reason} {proof.told}")
            compared = {output.source for output in proof.outputs} & set(tensors)
            proven += proof.verdict == "pass" and bool(compared)
    assert all(words.endswith(".") for words in said), said
    assert not wrong, "\n".join(wrong)
    assert proven >= _LEAST[kind]
