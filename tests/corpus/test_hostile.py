# SPDX-License-Identifier: Apache-2.0
"""Whatever a file does, the command line answers in time, in bounds, in one sentence that names the true cause."""

from __future__ import annotations

import csv
import functools
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers import corpus, tables
from helpers.commands import Outcome, cutaway

pytestmark = pytest.mark.corpus

MOST_SECONDS = 10
MOST_BYTES = 1_000_000_000
MUTANTS = 500
_SENTENCE = re.compile(r"\S.*[.)\]]", re.DOTALL)
_PROBE = Path(__file__).with_name("opening_probe.py")
_HOSTILE = [pytest.param(entry, id=entry.id) for entry in corpus.entries() if entry.kind == "hostile"]


def judge(outcome: Outcome) -> None:
    """What must hold for every file there is."""
    assert outcome.status in {0, 1, 4}, outcome.stderr
    assert outcome.seconds < MOST_SECONDS
    assert outcome.peak < MOST_BYTES
    assert "Traceback" not in outcome.stdout + outcome.stderr
    if outcome.status:
        error = outcome.json()["error"]
        assert _SENTENCE.fullmatch(error["message"])
        assert error["kind"] != "CrashedError", error


@pytest.fixture(scope="module", autouse=True)
def written_anew() -> Iterator[None]:
    """Write the tables where that was asked for."""
    yield
    if tables.WRITING:
        for table in {path.stem for path in tables.FOLDER.glob("*.parts")}:
            tables.write(table)


@functools.cache
def _made(tool: str, *arguments: str) -> Path:
    """The folder that a tool of the corpus filled."""
    root = corpus.root()
    assert root is not None
    folder = Path(os.environ["HOME"]) / f"{tool}.made"
    subprocess.run(
        [sys.executable, str(root / "tools" / tool), str(folder), *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return folder


@pytest.mark.parametrize("entry", _HOSTILE)
def test_a_hostile_entry_is_told_for_what_it_is(entry: corpus.Entry) -> None:
    marker = entry.row["markers"]
    outcome = cutaway("show", entry.path, "--json")
    judge(outcome)
    assert tables.agrees("hostile", tables.row(entry.id, outcome)), tables.row(entry.id, outcome)
    assert not any(Path(name).exists() for name in marker.split() if name.startswith("/"))


@pytest.mark.parametrize("entry", _HOSTILE)
def test_nothing_is_opened_outside_a_hostile_entry(entry: corpus.Entry, tmp_path: Path) -> None:
    """Not by describing it, and not by asking for each value, asset and table."""
    run = subprocess.run(
        [sys.executable, str(_PROBE), str(entry.path)],
        capture_output=True,
        check=True,
        timeout=60,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    home = os.path.realpath(entry.root / "models" / entry.id)
    allowed = (home, os.path.realpath(tmp_path))
    opened: list[str] = json.loads(run.stdout)
    assert [path for path in opened if not path.startswith(allowed)] == []


@pytest.fixture(scope="session")
def mutants() -> dict[int, Path]:
    """The damaged variants by number."""
    root = corpus.root()
    assert root is not None
    folder = _made("mutate.py", "--models", str(root / "models"), "--split", "dev", "--n", str(MUTANTS))
    with (folder / "mutants.csv").open(encoding="utf-8", newline="") as file:
        return {int(row["k"]): folder / row["path"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("tens", range(0, MUTANTS, 10))
def test_damaged_variants_are_told_for_what_they_are(tens: int, mutants: dict[int, Path]) -> None:
    for number in range(tens, tens + 10):
        path = mutants[number]
        outcome = cutaway("show", path, "--json")
        judge(outcome)
        found = tables.row(f"{number:03}", outcome)
        assert tables.agrees("mutants", found), (str(path), found)


def _special() -> list[Any]:
    return [*tables.rows("special")] if not tables.WRITING else ["all"]


@pytest.mark.parametrize("name", _special())
def test_oddities_of_the_file_system_are_told_for_what_they_are(name: str) -> None:
    folder = _made("make_special.py")
    names = (
        sorted(each.name for each in folder.iterdir())
        if name == "all"
        else [name.encode("ascii").decode("unicode_escape")]
    )
    for each in names:
        outcome = cutaway("show", folder / each, "--json")
        judge(outcome)
        found = tables.row(each.encode("unicode_escape", "surrogateescape").decode("ascii"), outcome)
        may_read = os.access(folder / each, os.R_OK) or not (folder / each).exists()
        assert tables.agrees("special", found) or not may_read, found


@pytest.fixture(scope="session", autouse=True)
def cleared() -> Iterator[None]:
    """Remove what the tools made: 20,000 files and sparse ones of 10 GB."""
    yield
    for folder in Path(os.environ["HOME"]).glob("*.made"):
        shutil.rmtree(folder, ignore_errors=True)
