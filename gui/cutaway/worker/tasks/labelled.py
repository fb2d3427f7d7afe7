# SPDX-License-Identifier: Apache-2.0
"""Finds labelled samples, and tells into which classes two models put them, from the folders of their runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy

from cutaway.description.labelled import Disagreement, FoundSamples, Labelled, LabelledSample, Tally
from cutaway.description.tensors import Quantization
from cutaway.errors import RequestError
from cutaway.sampling import labelled, ranking, run_record, stored
from cutaway.worker.questions import Call
from cutaway.worker.tasks.proving import real
from cutaway.worker.tasks.ranking import own

_MOST_LISTED = 1000
_HALF = 0.5


class _Answer(NamedTuple):
    place: int
    score: float


def find_samples(call: Call) -> FoundSamples:
    """The samples that a comparison is asked with. The model of the call tells its own names of classes.

    Arguments: `samples`; `labels` and `classes`, files, empty without; `limit`; `scratch`, a folder. Raises
    RequestError, MissingFileError.
    """
    arguments = call.arguments
    named, beside = arguments["classes"], arguments["labels"]
    names = ranking.read_labels(Path(named)) if named else next((known for _, known in own(call)), ())
    return labelled.find(
        Path(arguments["samples"]),
        Path(beside) if beside else None,
        names,
        are_chosen=bool(named),
        limit=arguments["limit"],
        scratch=Path(arguments["scratch"]),
    )


def classify(call: Call) -> Labelled:
    """Into which classes both put the samples.

    Arguments: `folders`, pairs of runs; `samples`, (source, name, label) of each; `outputs`, pairs of names, of which
    the first that can be scores counts; `quantization`, for each side by the output; `classes`; `origin`; `words`;
    `notes`. Raises RequestError where no output can be scores.
    """
    arguments = call.arguments
    folders: Sequence[Sequence[str]] = arguments["folders"]
    classes = tuple(arguments["classes"])
    samples = [LabelledSample(*each) for each in arguments["samples"]]
    chosen, count = _output(folders[0], arguments["outputs"], len(classes))
    offset = (ranking.offset_of(len(classes), count) or 0) if arguments["origin"] == "names" else 0
    answers: list[tuple[_Answer, _Answer]] = []
    for place, pair in enumerate(folders):
        call.progress("Reading the answers", place / len(folders))
        first, second = (
            _answer(Path(folder), name, scales.get(name), offset)
            for folder, name, scales in zip(pair, chosen, arguments["quantization"], strict=True)
        )
        answers.append((first, second))
    known = max(count, len(classes), 1 + max(sample.label for sample in samples))
    return _told(samples, answers, classes, known, chosen, arguments)


def _output(
    folders: Sequence[str], outputs: Sequence[Sequence[str]], classes: int
) -> tuple[tuple[str, str], int]:
    """The first outputs with a score for each class, else with any scores, and of how many; a lone score tells two."""
    fitting: list[tuple[tuple[str, str], int]] = []
    for first, second in outputs:
        sizes = [_scores(Path(folder), name) for folder, name in zip(folders, (first, second), strict=True)]
        if sizes[0] and sizes[0] == sizes[1]:
            fitting.append(((first, second), max(2, sizes[0])))
    if not fitting:
        raise RequestError(
            "No output of the models can be scores of classes: one number for each class, or a single one for two.",
            hint="Compare the answers without labels.",
        )
    return next((each for each in fitting if abs(each[1] - classes) <= 1), fitting[0])


def _scores(folder: Path, name: str) -> int:
    """How many scores an output has for a single sample; 0 where it is something else."""
    value = _read(folder, name)
    if value is None or value.dtype.kind not in "iuf" or not value.size:
        return 0
    return value.size if value.ndim == 0 or value.size == value.shape[-1] else 0


def _read(folder: Path, name: str) -> numpy.ndarray | None:
    value = next((each for each in run_record.read(folder)["out"] if each.name == name), None)
    found = None if value is None else stored.load(folder, value)
    return found if isinstance(found, numpy.ndarray) else None


def _answer(folder: Path, name: str, scaled: Sequence[Sequence[float]] | None, offset: int) -> _Answer:
    """The class of the largest score; of a single one, the second class from one half on."""
    value = _read(folder, name)
    if value is None or not value.size:
        raise RequestError(f"{name} has no value for one of the samples.")
    quantization = None if scaled is None else Quantization(tuple(scaled[0]), tuple(map(int, scaled[1])))
    numbers = numpy.asarray(real(value, quantization)).reshape(-1).astype(numpy.float64)
    if numbers.size == 1:
        return _Answer(int(numbers[0] >= _HALF), float(numbers[0]))
    place = int(numpy.where(numpy.isnan(numbers), -numpy.inf, numbers).argmax())
    return _Answer(place + offset, float(numbers[place]))


def _told(
    samples: Sequence[LabelledSample],
    answers: Sequence[tuple[_Answer, _Answer]],
    classes: tuple[str, ...],
    count: int,
    outputs: tuple[str, str],
    arguments: Mapping[str, object],
) -> Labelled:
    sides = [_tally(samples, [pair[side] for pair in answers]) for side in (0, 1)]
    apart = [
        Disagreement(sample, first.place, second.place, first.score, second.score)
        for sample, (first, second) in zip(samples, answers, strict=True)
        if first.place != second.place
    ]
    apart.sort(key=lambda each: each.sample.label not in (each.first, each.second))
    notes = arguments["notes"]
    return Labelled(
        classes=classes,
        count=count,
        samples=len(samples),
        words=str(arguments["words"]),
        first_output=outputs[0],
        second_output=outputs[1],
        first=sides[0],
        second=sides[1],
        differ=len(apart),
        only_first=sum(each.first == each.sample.label for each in apart),
        only_second=sum(each.second == each.sample.label for each in apart),
        disagreements=tuple(apart[:_MOST_LISTED]),
        notes=tuple(map(str, notes)) if isinstance(notes, list | tuple) else (),
    )


def _tally(samples: Sequence[LabelledSample], answers: Sequence[_Answer]) -> Tally:
    cells = Counter(
        (sample.label, max(0, answer.place)) for sample, answer in zip(samples, answers, strict=True)
    )
    right = sum(count for (label, place), count in cells.items() if label == place)
    return Tally(
        right,
        right / len(samples),
        tuple((label, place, count) for (label, place), count in sorted(cells.items())),
    )
