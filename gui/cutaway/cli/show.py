# SPDX-License-Identifier: Apache-2.0
"""`cutaway show`: what a model is."""

from __future__ import annotations

import sys

from cutaway.cli import terminal
from cutaway.cli.options import Invocation
from cutaway.cli.reading import reader, source


def show(invocation: Invocation) -> int:
    """Describe the model, as text or as JSON. Raises CutawayError."""
    out = terminal.of(sys.stdout)
    with reader(invocation) as reading:
        chosen = source(invocation)
        job = reading.engine.describe(chosen)
        from cutaway.cli import answers, report  # while the child starts

        model = reading.wait(job)
        if "--json" in invocation.flags:
            out.print(answers.text(answers.described(model), pretty=out.is_terminal))
        else:
            report.write(out, model, everything="--all" in invocation.flags, tags=chosen.tags)
        out.stream.flush()  # the answer is seen before the child has been waited for
    return 0
