# SPDX-License-Identifier: Apache-2.0
"""`cutaway show`: what a model is."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from cutaway.cli import terminal
from cutaway.cli.options import Invocation
from cutaway.cli.reading import reader, source
from cutaway.cli.terminal import Terminal

if TYPE_CHECKING:
    from cutaway.description.model import ModelDescription


def show(invocation: Invocation) -> int:
    """Describe the model, as text or as JSON. Raises CutawayError."""
    out = terminal.of(sys.stdout)
    with reader(invocation) as reading:
        chosen = source(invocation)
        job = reading.engine.describe(chosen)
        # While the child starts; only one of them, for either takes as long as a small model's description.
        import_module(f"cutaway.cli.{'answers' if '--json' in invocation.flags else 'report'}")
        _print(out, reading.wait(job), invocation, chosen.tags)
        out.stream.flush()  # the answer is seen before the child has been waited for
    return 0


def _print(out: Terminal, model: ModelDescription, invocation: Invocation, tags: tuple[str, ...]) -> None:
    if "--json" in invocation.flags:
        from cutaway.cli import answers

        out.print(answers.text(answers.described(model), pretty=out.is_terminal))
    else:
        from cutaway.cli import report

        report.write(out, model, everything="--all" in invocation.flags, tags=tags)
