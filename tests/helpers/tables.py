# SPDX-License-Identifier: Apache-2.0
"""Tables of what the command line says of each damaged or hostile file: which cause, and where.

A row is: name, exit status, format or kind of error, and what is told. They are kept in the repository and reviewed by
people; `CUTAWAY_WRITE_TABLES=1` (in one process: `-n 0`) writes them anew from what is answered now.
"""

from __future__ import annotations

import csv
import json
import os
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from helpers.commands import Outcome

FOLDER = Path(__file__).resolve().parents[1] / "corpus" / "tables"
WRITING = os.environ.get("CUTAWAY_WRITE_TABLES") == "1"


class Row(NamedTuple):
    """told: the error's sentence, or the warnings and dangers found, as `code @ where`."""

    name: str
    status: int
    kind: str
    told: str


def row(name: str, outcome: Outcome) -> Row:
    """The row that an outcome of `show --json` gives."""
    answer: dict[str, Any] = json.loads(outcome.stdout)
    error = answer.get("error")
    if error is not None:
        message = error["message"].replace(error["path"], Path(error["path"]).name)  # wherever the files are
        return Row(name, outcome.status, error["kind"], _plain(message))
    found = [each for each in answer["findings"] if each["severity"] != "info"]
    told = dict.fromkeys(f"{each['code']} @ {each['where'] or answer['format']}" for each in found)
    return Row(name, outcome.status, answer["format"], _plain("; ".join(told)))


@cache
def rows(table: str) -> dict[str, Row]:
    """The reviewed rows of a table by name."""
    file = FOLDER / f"{table}.tsv"
    if not file.exists():
        return {}
    with file.open(encoding="utf-8", newline="") as lines:
        found = [
            Row(name, int(status), kind, told) for name, status, kind, told in csv.reader(lines, "excel-tab")
        ]
    return {each.name: each for each in found}


def agrees(table: str, found: Row) -> bool:
    """True where the table says the same; while writing, the row is kept for `write` and all is well."""
    if WRITING:
        part = FOLDER / f"{table}.parts"
        part.mkdir(parents=True, exist_ok=True)
        (part / f"{found.name}.json").write_text(json.dumps(found), encoding="utf-8")
        return True
    return rows(table).get(found.name) == found


def write(table: str) -> None:
    """Put the rows that `agrees` kept into the table."""
    part = FOLDER / f"{table}.parts"
    found = sorted(Row(*json.loads(file.read_text(encoding="utf-8"))) for file in part.glob("*.json"))
    with (FOLDER / f"{table}.tsv").open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, "excel-tab", lineterminator="\n").writerows(found)
    for file in part.glob("*.json"):
        file.unlink()
    part.rmdir()


def _plain(text: str) -> str:
    """Text for a cell: what would break a line or a terminal is escaped."""
    return text.encode("unicode_escape").decode("ascii")
