# SPDX-License-Identifier: Apache-2.0
"""Every model that stock TensorFlow, Keras, tf-keras or LiteRT runs is run here, and answers what they answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

import numpy
import pytest

from cutaway.description.running import Runner
from cutaway.sampling.values import Value
from cutaway.session.running import runner_of
from helpers import corpus
from helpers.running_corpus import Run, Runs, callable_signatures, expected, inputs_for, outputs_of, suits

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(600)]

RELATIVE, ABSOLUTE = 1e-4, 1e-6
_OTHERS = ("ONNX", "TFJS")
# Its reference comes from TensorFlow's own interpreter; LiteRT's kernels sum in another order, and coordinates of
# around a hundred then differ by 6e-5 where they happen to be near zero.
_SCALED = frozenset({"tl_mp_face_detection_short_range"})
_CHANGING = frozenset({"sm_srv_counter", "ck_tfx_estimator"})
"""They answer something else at every run: a counter, the handle of an iterator."""


@dataclass(frozen=True, slots=True)
class Case:
    """A model and what runs it; no runner: the one that would be chosen."""

    entry: corpus.Entry
    runner: Runner | None = None

    @property
    def name(self) -> str:
        return f"{self.entry.id}-{self.runner}" if self.runner else self.entry.id


def _runs(entry: corpus.Entry) -> bool:
    """What the manifest says of it."""
    row = entry.row
    if entry.kind == "hostile" or entry.format.startswith(_OTHERS):
        return False
    return row["runs"].startswith("yes") or row["v1_loader"] == "yes"


def _cases() -> Iterator[Case]:
    for entry in corpus.entries():
        if not _runs(entry):
            continue
        yield Case(entry)
        if entry.row["keras3"] == "yes/yes":
            yield Case(entry, "tensorflow")
        if entry.row["tf_keras"] == "yes/yes":
            yield Case(entry, "tf_keras")


CASES = [pytest.param(case, id=case.name) for case in _cases()]
TAPPED = [pytest.param(case, id=case.name) for case in _cases() if case.entry.format != "tflite"]
EXPECTED = [
    pytest.param(case, id=case.name)
    for case in _cases()
    if (case.entry.root / "expected" / f"{case.entry.id}.npz").exists()
]


@pytest.fixture(scope="module")
def done(request: pytest.FixtureRequest) -> dict[str, dict[str, Run]]:
    """Runs of all signatures of the models that were chosen, by case and signature, through one engine."""
    specs = [getattr(item, "callspec", None) for item in request.session.items]
    cases = [spec.params["case"] for spec in specs if spec is not None and "case" in spec.params]
    runs = Runs()
    try:
        wanted = {case.name: case for case in cases if isinstance(case, Case)}
        return {name: _run(runs, case) for name, case in wanted.items()}
    finally:
        runs.close()


def _run(runs: Runs, case: Case) -> dict[str, Run]:
    described = runs.describe(case.entry.path)
    runner = case.runner or runner_of(described)
    reference = expected(case.entry)
    found = {}
    for signature in callable_signatures(described):
        given = reference if reference is not None and suits(signature, reference) else None
        for number, inputs in enumerate(inputs_for(signature, case.entry, given)):
            key = f"{signature.key} {number}" if number else signature.key
            taps = tuple(spec.tensor for spec in signature.outputs) if runner != "litert" else ()
            found[key] = runs.run(case.entry.path, runner, signature.key, inputs, taps)
    return found


@pytest.mark.parametrize("case", CASES)
def test_all_signatures_of_a_model_that_runs_run(case: Case, done: dict[str, dict[str, Run]]) -> None:
    assert done[case.name]
    for run in done[case.name].values():
        answer = run.succeeded()
        assert all(output.value is not None or output.note for output in answer.outputs)
        assert run.values or not answer.outputs


@pytest.mark.parametrize("case", EXPECTED)
def test_a_model_answers_what_the_reference_run_answered(case: Case, done: dict[str, dict[str, Run]]) -> None:
    reference = expected(case.entry)
    assert reference is not None
    wanted = outputs_of(reference)
    scaled = case.entry.id in _SCALED
    assert any(_meets(run, wanted, scaled=scaled) for run in done[case.name].values())


@pytest.mark.parametrize("case", TAPPED)
def test_the_tensors_behind_the_outputs_are_seen_as_they_are_answered(
    case: Case, done: dict[str, dict[str, Run]]
) -> None:
    for run in done[case.name].values():
        answer = run.succeeded()
        for output, tap in zip(answer.outputs, answer.taps, strict=True):
            value = run.values.get(output.name)
            if isinstance(value, numpy.ndarray) and case.entry.id not in _CHANGING:
                tapped = run.taps.get(tap.name)
                assert isinstance(tapped, numpy.ndarray), tap.note
                assert _same(tapped, value, scaled=False)
            else:
                assert output.note or tap.note or case.entry.id in _CHANGING


def _meets(run: Run, wanted: dict[str, numpy.ndarray], *, scaled: bool) -> bool:
    """Whether the outputs are the wanted ones, told by name (graphs: `NODE_INDEX`) or by place.

    LiteRT lists outputs in another order than signatures do, so that places are tried in any order.
    """
    values = list(run.values.values())
    if all(name.isdecimal() for name in wanted):
        orders = permutations(values, len(wanted))
        return any(
            all(_same(*pair, scaled=scaled) for pair in zip(order, wanted.values(), strict=True))
            for order in orders
        )
    by_name = run.values | {f"{name}_0": value for name, value in run.values.items()}
    return set(wanted) <= set(by_name) and all(
        _same(by_name[name], array, scaled=scaled) for name, array in wanted.items()
    )


def _same(value: Value, wanted: numpy.ndarray, *, scaled: bool) -> bool:
    assert isinstance(value, numpy.ndarray)
    if value.shape != wanted.shape:
        return False
    if wanted.dtype.kind == "f":
        least = ABSOLUTE * max(1.0, float(numpy.abs(wanted).max())) if scaled else ABSOLUTE
        return bool(numpy.allclose(value, wanted, rtol=RELATIVE, atol=least, equal_nan=True))
    return bool((value == wanted).all())
