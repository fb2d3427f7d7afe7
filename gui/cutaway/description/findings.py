# SPDX-License-Identifier: Apache-2.0
"""Things worth telling about a model, found without running it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["info", "warning", "danger"]

ORDER: dict[Severity, int] = {"danger": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """code: stable word for scripts (`writes-files`). message: one sentence. where: node, variable or file."""

    code: str
    severity: Severity
    message: str
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Runtime:
    """Whether a program of today can load the model. verdict None: cannot be told without trying."""

    name: str
    verdict: bool | None
    reason: str


def by_severity(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The dangerous first; the file's order is kept among equals."""
    return tuple(sorted(findings, key=lambda finding: ORDER[finding.severity]))
