# SPDX-License-Identifier: Apache-2.0
"""Where the corpus of real, generated and hostile models is, and what its manifest says of each."""

import csv
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
SAMPLES = REPOSITORY / "resources" / "samples"


@dataclass(frozen=True, slots=True)
class Entry:
    """One model of the corpus: `row` is its line of the manifest, `path` what a user would open."""

    id: str
    kind: str
    format: str
    path: Path
    row: dict[str, str]
    root: Path

    def facts(self) -> dict[str, Any] | None:
        """Return what stock TensorFlow said of the model, or None where it could not read it."""
        file = self.root / "facts" / f"{self.id}.json"
        if not file.exists():
            return None
        facts: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return facts


def root() -> Path | None:
    """Return the corpus folder: `$CUTAWAY_CORPUS`, else `shared/corpus` beside the repository, else None."""
    told = os.environ.get("CUTAWAY_CORPUS")
    folder = Path(told) if told else REPOSITORY.parent / "shared" / "corpus"
    return folder if (folder / "manifest.csv").is_file() else None


def missing_reason() -> str:
    """Say why corpus tests are skipped."""
    told = os.environ.get("CUTAWAY_CORPUS")
    if told:
        return f"$CUTAWAY_CORPUS is {told}, and there is no manifest.csv in it"
    return "there is no corpus: set $CUTAWAY_CORPUS to the folder that holds its manifest.csv"


@cache
def entries() -> tuple[Entry, ...]:
    """Return every entry of the manifest in its order; none where there is no corpus."""
    folder = root()
    if folder is None:
        return ()
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Entry(row["id"], row["kind"], row["format"], folder / row["path"], row, folder)
            for row in csv.DictReader(file)
        )


def entry(name: str) -> Entry:
    """Return the entry called `name`; KeyError where the manifest has none."""
    for candidate in entries():
        if candidate.id == name:
            return candidate
    raise KeyError(name)
