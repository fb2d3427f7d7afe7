# SPDX-License-Identifier: Apache-2.0
"""`cutaway formats`: what can be opened."""

from __future__ import annotations

import sys

from cutaway.cli import answers, columns, terminal
from cutaway.cli.options import Invocation
from cutaway.session.formats import FORMATS


def formats(invocation: Invocation) -> int:
    """Print the table of formats."""
    out = terminal.of(sys.stdout)
    if "--json" in invocation.flags:
        rows = [
            {"name": row.name, "title": row.title, "endings": list(row.endings), "summary": row.summary}
            for row in FORMATS
        ]
        out.print(answers.text({"schema": answers.SCHEMA, "formats": rows}, pretty=out.is_terminal))
        return 0
    for row in FORMATS:
        title = out.paint(row.title, "strong")
        out.print(f"{title}  {out.paint(row.name, 'faint')}  {out.paint(' '.join(row.endings), 'name')}")
        columns.paragraph(out, row.summary)
    return 0
