# SPDX-License-Identifier: Apache-2.0
"""Whether calibration data lie where a model's values will: constants, holes, odd scales, pictures from 0 to 255."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from cutaway.description import wording
from cutaway.description.findings import Finding
from cutaway.description.running import FittedInput, FittedInputs
from cutaway.description.statistics import Statistics

_FLOATS = frozenset({"float16", "float32", "float64", "bfloat16"})
_ODD = 16.0
"""A sample whose values reach so many times as far as those of most others was read otherwise, or is damaged."""
_PICTURE_RANK, _CHANNELS = 4, frozenset({1, 3, 4})
_BYTE, _UNIT = 255.0, 2.0


def ranges(samples: Sequence[FittedInputs]) -> list[tuple[str, float, float]]:
    """By input: the least and the greatest value of all samples."""
    found = []
    for name, inputs in _by_input(samples).items():
        known = [each for each in inputs if each.minimum is not None and each.maximum is not None]
        if known:
            found.append((name, min(_low(each) for each in known), max(_high(each) for each in known)))
    return found


def concerns(samples: Sequence[FittedInputs]) -> tuple[Finding, ...]:
    """What is odd about these samples, the gravest first."""
    found = [finding for name, inputs in _by_input(samples).items() for finding in _of(name, inputs)]
    pictures = [each for sample in samples for each in sample.inputs if _is_picture(each)]
    if pictures and not any(finding.code == "calibration-constant" for finding in found):
        found += _bytes(pictures)
    return tuple(sorted(found, key=lambda finding: finding.severity != "warning"))


def _by_input(samples: Sequence[FittedInputs]) -> dict[str, list[Statistics]]:
    found: dict[str, list[Statistics]] = {}
    for sample in samples:
        for each in sample.inputs:
            if each.statistics is not None:
                found.setdefault(each.value.name, []).append(each.statistics)
    return found


def _of(name: str, inputs: Sequence[Statistics]) -> Iterator[Finding]:
    holes = sum(bool(each.nans or each.infinities) for each in inputs)
    if holes:
        message = f"{name}: {wording.counted(holes, 'sample')} with NaN or infinity, to which nothing can be fitted."
        yield Finding("calibration-not-finite", "warning", message)
    known = [each for each in inputs if each.minimum is not None and each.maximum is not None]
    if not known:
        return
    low, high = min(_low(each) for each in known), max(_high(each) for each in known)
    if low == high:
        message = f"{name} is {wording.number(low)} everywhere: integers would be fitted to that one value."
        yield Finding("calibration-constant", "warning", message)
        return
    reach = [max(abs(_low(each)), abs(_high(each))) for each in known]
    usual = median(reach)
    odd = [place for place, each in enumerate(reach, 1) if usual and each > _ODD * usual]
    if odd:
        places = wording.listed(odd, 5)
        message = (
            f"{name}: sample {places} reaches to {wording.number(max(reach))}, most others to "
            f"{wording.number(usual)}. A few such values make the steps of all others coarse."
        )
        yield Finding("calibration-odd-range", "warning", message)


def _is_picture(each: FittedInput) -> bool:
    shape = each.value.shape
    return (
        each.value.dtype in _FLOATS
        and shape is not None
        and len(shape) == _PICTURE_RANK
        and shape[-1] in _CHANNELS
        and each.statistics is not None
    )


def _bytes(pictures: Sequence[FittedInput]) -> list[Finding]:
    """Pictures whose values are those of bytes, which few models take as floats."""
    found = [each.statistics for each in pictures if each.statistics is not None]
    known = [each for each in found if each.minimum is not None and each.maximum is not None]
    if not known or min(_low(each) for each in known) < 0:
        return []
    high = max(_high(each) for each in known)
    if not _UNIT < high <= _BYTE:
        return []
    message = (
        f"The values of the pictures reach to {wording.number(high)}. Models that scale pictures themselves want "
        "that; others want 0 to 1 or −1 to 1, by the options scale and mean."
    )
    return [Finding("calibration-bytes", "info", message)]


def _low(each: Statistics) -> float:
    return 0.0 if each.minimum is None else float(each.minimum)


def _high(each: Statistics) -> float:
    return 0.0 if each.maximum is None else float(each.maximum)
