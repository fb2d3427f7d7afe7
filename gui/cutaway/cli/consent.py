# SPDX-License-Identifier: Apache-2.0
"""Whether the user agreed to what a model could do where it is run."""

from __future__ import annotations

from pathlib import Path

from cutaway.cli.options import Invocation
from cutaway.description import wording
from cutaway.description.findings import Finding
from cutaway.description.model import ModelDescription
from cutaway.errors import RequestError
from cutaway.session import trust

_MOST_SENTENCES = 5


def is_given(invocation: Invocation, model: ModelDescription, *more: str) -> bool:
    """Whether the user agreed, here or before; False where there is nothing to agree to. more: code that is run, too.

    Raises RequestError where it is needed and was not said.
    """
    if "--trust" in invocation.flags:
        return True
    dangers = trust.dangers(model)
    if not dangers and not more:
        return False
    if trust.Trust().is_accepted(model, *more):
        return True
    raise RequestError(_warning(model, dangers), hint="If you trust it, add --trust.", path=model.path)


def _warning(model: ModelDescription, dangers: tuple[Finding, ...]) -> str:
    name = wording.name(Path(model.path).name)
    if not dangers:
        return f"Running {name} with a Python file runs the code in that file."
    sentences = [finding.message for finding in dangers[:_MOST_SENTENCES]]
    more = len(dangers) - len(sentences)
    rest = f" And {more} more." if more else ""
    return f"{name} could do harm where it is run. {' '.join(sentences)}{rest}"
