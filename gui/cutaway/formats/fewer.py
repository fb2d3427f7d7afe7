# SPDX-License-Identifier: Apache-2.0
"""Keeps findings few: a file may give the same reason for a warning ten thousand times, and a reader wants it once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cutaway.description.findings import Finding, Severity

_MOST = 20


def fewer(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The first findings of every kind, and how many more there are of it."""
    seen: Counter[tuple[str, Severity]] = Counter()
    for finding in findings:
        kind = (finding.code, finding.severity)
        seen[kind] += 1
        if seen[kind] <= _MOST:
            yield finding
    for (code, severity), count in seen.items():
        if count > _MOST:
            more = count - _MOST
            noun = "finding" if more == 1 else "findings"
            yield Finding(code, severity, f"There are {more:,} more {noun} of this kind ({code}).")
