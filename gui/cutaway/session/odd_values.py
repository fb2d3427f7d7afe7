# SPDX-License-Identifier: Apache-2.0
"""The findings that only values can tell: weights that are not numbers, found where statistics were taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cutaway.description import wording
from cutaway.description.findings import Finding
from cutaway.description.statistics import Statistics
from cutaway.description.variables import Variable

CODE = "not-finite"


def findings(variables: Iterable[Variable], statistics: Mapping[str, Statistics]) -> tuple[Finding, ...]:
    """One warning that names the variables that hold NaN or infinite values; none where all that is known is finite."""
    odd = [variable for variable in variables if _is_odd(statistics.get(variable.name))]
    if not odd:
        return ()
    places = [wording.name(variable.path or variable.name) for variable in odd]
    nans = sum(statistics[variable.name].nans for variable in odd)
    infinities = sum(statistics[variable.name].infinities for variable in odd)
    parts = [f"{wording.count(nans)} NaN"] if nans else []
    parts += [wording.counted(infinities, "infinite value")] if infinities else []
    holding = f"{wording.listed(places, 3)} {'holds' if len(odd) == 1 else 'hold'}"
    message = f"{holding} {' and '.join(parts)}; what is computed from that is no number either."
    return (Finding(CODE, "warning", message, odd[0].path or odd[0].name),)


def _is_odd(found: Statistics | None) -> bool:
    return found is not None and bool(found.nans or found.infinities)
