# SPDX-License-Identifier: Apache-2.0
"""Puts labelled samples to two models, one after another, so that their values take no room once they are answered."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.description.labelled import FoundSamples, Labelled, LabelledSample
from cutaway.description.running import InputChoice
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.errors import RequestError
from cutaway.session.documents import Source
from cutaway.session.proving import Answers, Samples, Side, answered, answered_alike
from cutaway.session.steps import Steps

if TYPE_CHECKING:
    from cutaway.description.running import RunAnswer
    from cutaway.session.engine import Engine

MOST = 10_000
_KEPT = 8
"""Samples whose inputs stay, for those who look for the first tensor that differs."""
_TRIED = 5
"""Samples that fail, without one that does not, before the whole is given up."""


@dataclass(frozen=True, slots=True)
class LabelledPlan:
    """Samples whose classes are known.

    samples: a folder of files, of folders that are named like their classes, or a .npy with a sample in each row.
    labels: a .csv of file and label, or a .npy, .txt or .json with a label for each sample; empty: the folders tell.
    classes: a file with names of classes; empty: the model's own, else those of the labels. limit: most samples.
    options: how each is read, as for other inputs. input: name of the first's, empty for the first that is not given.
    """

    samples: str
    labels: str = ""
    classes: str = ""
    limit: int = MOST
    options: Mapping[str, str] = field(default_factory=dict)
    input: str = ""


@dataclass(slots=True)
class Asked:
    """What both said. samples: those that could be read, as the proof tells of them."""

    found: FoundSamples
    samples: Samples
    labelled: list[LabelledSample] = field(default_factory=list)
    folders: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    answers: tuple[list[RunAnswer], list[RunAnswer]] = field(default_factory=lambda: ([], []))
    notes: list[str] = field(default_factory=list)

    def side(self, number: int, most: int | None = None) -> Answers:
        """What the first (0) or the second (1) said to the first `most` samples."""
        return Answers(tuple(self.folders[number][:most]), tuple(self.answers[number][:most]))

    @property
    def kept(self) -> tuple[Answers, Answers]:
        """Of both, as far as the inputs are still there."""
        return self.side(0, _KEPT), self.side(1, _KEPT)


def found(engine: Engine, source: Source, plan: LabelledPlan, scratch: str) -> Steps[FoundSamples]:
    """The samples. source: the model whose names of classes count. scratch: a folder for rows of a .npy."""
    asked = {"samples": plan.samples, "labels": plan.labels, "classes": plan.classes, "limit": plan.limit}
    title = f"Looking for samples in {Path(plan.samples).name}"
    samples: FoundSamples = yield engine.ask("find_samples", source, title, scratch=scratch, **asked)
    return samples


def asked(
    engine: Engine,
    first: Side,
    second: Side,
    inputs: Mapping[str, str],
    plan: LabelledPlan,
    samples: Samples,
    given: FoundSamples,
) -> Steps[Asked]:
    """Ask both for each sample. inputs: names of the first's to those of the second's. samples: for other inputs.

    A sample that cannot be read is left out, and told. Raises RequestError where none can be.
    """
    others = samples.choices[0] if samples.choices else {}
    name = _input(first.signature, plan.input, others)
    done = Asked(given, replace(samples, choices=(), words=given.words))
    failed: list[RequestError] = []
    for sample in given.samples:
        choices = {**others, name: InputChoice(sample.source, dict(plan.options))}
        one = replace(samples, choices=(choices,))
        try:
            said = yield from answered(engine, first, one)
            also = yield from answered_alike(engine, first, said, second, inputs)
        except RequestError as error:
            failed.append(error)
            done.notes.append(f"{sample.name} was left out: {error.message}")
            if not done.labelled and len(failed) == min(_TRIED, len(given.samples)):
                raise failed[0] from None
            continue
        _note(done, sample, said, also)
    done.samples = replace(done.samples, choices=({name: InputChoice("folder")},))
    return done


def _note(done: Asked, sample: LabelledSample, said: Answers, also: Answers) -> None:
    done.labelled.append(sample)
    for side, answers in enumerate((said, also)):
        done.folders[side].extend(answers.folders)
        done.answers[side].extend(answers.answers)
        if len(done.labelled) > _KEPT:
            for folder in answers.folders:
                shutil.rmtree(Path(folder, "in"), ignore_errors=True)


def _input(signature: Signature, wanted: str, given: Mapping[str, InputChoice]) -> str:
    """The input that samples are for. Raises RequestError."""
    names = [spec.name for spec in signature.inputs]
    if wanted and wanted not in names:
        raise RequestError(f"There is no input {wanted}.", hint=f"There are: {', '.join(names)}.")
    left = [name for name in names if name not in given]
    if not left:
        raise RequestError(
            "All inputs are given, so the labelled samples are for none.", hint="Leave one of the inputs out."
        )
    return wanted or left[0]


def judged(
    engine: Engine,
    first: Side,
    second: Side,
    outputs: Mapping[str, str],
    asked_of: Asked,
    *,
    is_turned: bool,
) -> Steps[Labelled]:
    """How both did. is_turned: the second was asked first, and is the second again in what is told."""
    sides = (1, 0) if is_turned else (0, 1)
    pairs = [[source, target] for source, target in outputs.items()]
    scales = [_scales(first.signature.outputs), _scales(second.signature.outputs)]
    found: Labelled = yield engine.ask(
        "classify",
        first.source,
        "Reading the answers",
        folders=[list(pair) for pair in zip(*(asked_of.folders[side] for side in sides), strict=True)],
        outputs=[[pair[side] for side in sides] for pair in pairs],
        quantization=[scales[side] for side in sides],
        samples=[[each.source, each.name, each.label] for each in asked_of.labelled],
        classes=list(asked_of.found.classes),
        origin=asked_of.found.origin,
        words=asked_of.found.words,
        notes=[*_left_out(asked_of.found), *asked_of.notes],
    )
    return found


def _scales(outputs: Sequence[TensorSpec]) -> dict[str, list[list[float]]]:
    return {
        spec.name: [list(spec.quantization.scale), list(spec.quantization.zero_point)]
        for spec in outputs
        if spec.quantization is not None
    }


def _left_out(given: FoundSamples) -> list[str]:
    if not given.left_out:
        return []
    return [f"{given.left_out:,} more samples were left out, evenly."]
