# SPDX-License-Identifier: Apache-2.0
"""Hands the inputs of one model's run to another's, and compares what both answered, from the folders of their runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy

from cutaway.conversion.proof import is_within, judge
from cutaway.description.conversion import Drawn, Figures, Proof, ProofOutput, Tolerance
from cutaway.description.tensors import Quantization
from cutaway.errors import RequestError
from cutaway.sampling import nearest, run_record, stored
from cutaway.sampling.comparing import Comparison, compare, errors, scatter
from cutaway.sampling.values import Value
from cutaway.worker.questions import Call

ROUNDED = 2.0
"""Steps by which two libraries may round the integers of a quantised output apart."""

_MOST_POINTS = 600
_MOST_HELD = 1 << 24


def hand_over(call: Call) -> int:
    """Make the inputs in `folders[i][0]` those of `folders[i][1]`; the answer is how many folders there were.

    Arguments: `names`, the source's input to the other's; `types`, of the other's inputs; `quantization`, by the
    other's input, of those that take integers where the source takes floats. Raises RequestError.
    """
    arguments = call.arguments
    names: Mapping[str, str] = arguments["names"]
    for first, second in arguments["folders"]:
        given = run_record.read(Path(first))["in"]
        made = []
        for value in given:
            if value.name in names:
                name = names[value.name]
                found = _typed(
                    stored.load(Path(first), value), arguments["types"].get(name, ""), _of(arguments, name)
                )
                made.append(stored.store(Path(second), name, found, "in"))
        run_record.record(Path(second), "in", made)
    return len(arguments["folders"])


def prove(call: Call) -> Proof:
    """Compare the outputs of pairs of runs.

    Arguments: `folders`, pairs of the source's and the other's; `names`, the source's output to the other's;
    `quantization`, of the other's outputs that are integers where the source's are floats; `tolerance`, the fields of
    `Tolerance`; `noise`, before the softmax that gives an output of the other; `inputs`, where they are from, in
    words; `is_random`; `needs_data`; `guessed`, where nothing but values can tell which output is which. Raises
    MissingFileError.
    """
    arguments = call.arguments
    borne = Tolerance(**arguments["tolerance"])
    pairs = [(Path(first), Path(second)) for first, second in arguments["folders"]]
    named: Mapping[str, str] = arguments["names"]
    apart = _apart(pairs, arguments)
    if arguments.get("guessed"):
        named = nearest.paired(apart, named)
    outputs = []
    for source, target in named.items():
        call.progress(f"Comparing {source}", None)
        noise = (arguments.get("noise") or {}).get(target)
        rounded = source in arguments.get("rounded", ())
        compared = _output(pairs, source, target, borne, _of(arguments, target), noise, rounded=rounded)
        outputs.append(replace(compared, nearest=nearest.nearest(apart, source, target)))
    return judge(
        outputs,
        borne,
        samples=len(pairs),
        inputs=arguments["inputs"],
        is_random=arguments["is_random"],
        needs_data=arguments["needs_data"],
    )


def _apart(pairs: Sequence[tuple[Path, Path]], arguments: Mapping[str, Any]) -> nearest.Distances:
    """How far every output of the one is from every output of the other that was stored."""
    first: dict[str, list[Value]] = {name: [] for name in arguments["names"]}
    second = _outputs(pairs[0][1]) if pairs else {}
    for one, other in pairs:
        for name, held in first.items():
            held.extend(value for value in (_answer(one, name),) if value is not None)
        for name, held in second.items():
            found = _answer(other, name)
            if found is not None:
                held.append(real(found, _of(arguments, name)))
    return nearest.distances(first, second)


def _outputs(folder: Path) -> dict[str, list[Value]]:
    return {value.name: [] for value in run_record.read(folder)["out"]}


def _output(
    pairs: Sequence[tuple[Path, Path]],
    source: str,
    target: str,
    borne: Tolerance,
    scaled: Quantization | None,
    noise: float | None = None,
    *,
    rounded: bool = False,
) -> ProofOutput:
    """One output over all samples: the worst of each figure. rounded: both give the integers of a quantised output."""
    step = abs(scaled.scale[0]) if scaled is not None and scaled.scale else None
    if rounded:
        borne, step = replace(borne, steps=ROUNDED), 1.0
    found: list[tuple[Figures, float]] = []
    answers: list[Value] = []
    others: list[Value] = []
    for first, second in pairs:
        reference = _answer(first, source)
        other = _answer(second, target)
        if reference is None or other is None:
            which = source if reference is None else target
            return ProofOutput(
                source, target, Figures(equal=False, note=f"{which} has no value."), passed=False
            )
        answers.append(reference)
        others.append(real(other, scaled))
        found.append((_figures(reference, others[-1]), scale_of(reference)))
    figures = worst([each for each, _ in found])
    passed = all(is_within(each, borne, scale, step, noise) for each, scale in found)
    varies = len(answers) < 2 or any(not compare(answers[0], other).equal for other in answers[1:])
    steps = figures.max_abs / step if step and figures.max_abs is not None else None
    return ProofOutput(source, target, figures, passed, varies, steps, _drawn(answers, others), noise)


def _drawn(answers: Sequence[Value], others: Sequence[Value]) -> Drawn | None:
    """Points of all samples, and the errors of as many as are not too much to hold at once."""
    pairs = [
        (one.reshape(-1), other.reshape(-1))
        for one, other in zip(answers, others, strict=True)
        if isinstance(one, numpy.ndarray)
        and isinstance(other, numpy.ndarray)
        and one.shape == other.shape
        and one.size
        and object not in (one.dtype, other.dtype)
    ]
    if not pairs:
        return None
    held = max(1, _MOST_HELD // pairs[0][0].size)
    points = [scatter(one, other, max(1, _MOST_POINTS // len(pairs))) for one, other in pairs]
    first = numpy.concatenate([one for one, _ in pairs[:held]])
    second = numpy.concatenate([other for _, other in pairs[:held]])
    return Drawn(
        tuple(numpy.concatenate([one for one, _ in points]).tolist()),
        tuple(numpy.concatenate([other for _, other in points]).tolist()),
        errors(first, second),
    )


def _answer(folder: Path, name: str) -> Value | None:
    value = next((value for value in run_record.read(folder)["out"] if value.name == name), None)
    return None if value is None else stored.load(folder, value)


def _figures(reference: Value, other: Value) -> Figures:
    return figures_of(compare(reference, other))


def figures_of(found: Comparison) -> Figures:
    """The comparison as a record that travels."""
    return Figures(
        found.equal,
        found.max_abs,
        found.rmse,
        found.cosine,
        found.sqnr_db,
        found.argmax_agreement,
        found.odd,
        found.note,
    )


def worst(found: Sequence[Figures]) -> Figures:
    """Of several comparisons the worst of each figure; of one, itself."""
    first, *rest = found
    for other in rest:
        first = Figures(
            first.equal and other.equal,
            _most(first.max_abs, other.max_abs),
            _most(first.rmse, other.rmse),
            _least(first.cosine, other.cosine),
            _least(first.sqnr_db, other.sqnr_db),
            _least(first.argmax_agreement, other.argmax_agreement),
            first.odd + other.odd,
            first.note or other.note,
        )
    return first


def _most(one: float | None, other: float | None) -> float | None:
    known = [each for each in (one, other) if each is not None]
    return max(known, default=None)


def _least(one: float | None, other: float | None) -> float | None:
    known = [each for each in (one, other) if each is not None]
    return min(known, default=None)


def scale_of(reference: Value) -> float:
    """The largest finite magnitude."""
    flat = reference if isinstance(reference, numpy.ndarray) else reference.values
    if flat.dtype == object or not flat.size:
        return 0.0
    sizes = numpy.abs(flat.astype(numpy.complex128 if flat.dtype.kind == "c" else numpy.float64))
    finite = sizes[numpy.isfinite(sizes)]
    return float(finite.max()) if finite.size else 0.0


def real(value: Value, scaled: Quantization | None) -> Value:
    """The numbers that quantised integers stand for; other values as they are."""
    if (
        scaled is None
        or not scaled.scale
        or not isinstance(value, numpy.ndarray)
        or value.dtype.kind not in "iu"
    ):
        return value
    zero = scaled.zero_point[0] if scaled.zero_point else 0
    found: numpy.ndarray = (value.astype(numpy.float64) - zero) * scaled.scale[0]
    return found


def _typed(value: Value, dtype: str, scaled: Quantization | None) -> Value:
    """A value as the other model takes it: quantised, or of another type of number."""
    if not isinstance(value, numpy.ndarray):
        return value
    if not dtype or stored.type_of(value) == dtype:
        return value
    kind = stored.of_type(dtype)
    if kind is None or value.dtype == object:
        raise RequestError(f"Values of {stored.type_of(value)} cannot be given to an input of {dtype}.")
    if scaled is not None and scaled.scale and kind.kind in "iu" and value.dtype.kind == "f":
        zero = scaled.zero_point[0] if scaled.zero_point else 0
        ends = numpy.iinfo(kind)
        steps = numpy.rint(value.astype(numpy.float64) / scaled.scale[0]) + zero
        value = numpy.asarray(numpy.clip(steps, ends.min, ends.max))
    made: numpy.ndarray = value.astype(kind)
    return made


def _of(arguments: Mapping[str, Any], name: str) -> Quantization | None:
    """The quantisation that was sent for a tensor: scales, zero points."""
    found = arguments["quantization"].get(name)
    return (
        None
        if found is None
        else replace(Quantization((), ()), scale=tuple(found[0]), zero_point=tuple(found[1]))
    )
