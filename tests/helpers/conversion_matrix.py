# SPDX-License-Identifier: Apache-2.0
"""The table of what each model of the corpus becomes, how it is measured, and the summary of it in the manual.

`python -m helpers.conversion_matrix` measures what the table does not have yet (`--all`: everything, half an hour), and
writes the summary into docs/converting.md.
"""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy

from cutaway.conversion.targets import TARGETS
from cutaway.description.running import InputChoice
from cutaway.errors import CutawayError
from cutaway.session.proving import Samples
from helpers import corpus
from helpers.converting_corpus import Conversions
from helpers.running_corpus import EXAMPLE, SILENCE

TABLE = Path(__file__).resolve().parents[1] / "corpus" / "tables" / "conversions.tsv"
MANUAL = corpus.REPOSITORY / "docs" / "converting.md"
BEGIN, END = "<!-- matrix -->", "<!-- /matrix -->"
KINDS = (
    "SavedModel, TensorFlow 2",
    "SavedModel, TensorFlow 1",
    "SavedModel, Keras 2",
    "Keras 3 .keras",
    "Keras 3 .h5",
    "Keras 2 .h5",
    "frozen graph",
    "MetaGraph",
    ".tflite",
)
_TITLES = {target.id: target.title for target in TARGETS}


@dataclass(frozen=True, slots=True)
class Row:
    """What one model becomes. often: tried at each run of the tests.

    inputs: `NAME=SOURCE` with blanks between inputs and semicolons between samples, empty for random ones.
    verdict: of the proof, or `cannot` where it was refused, `fails` where a converter refused it. words: why not.
    """

    kind: str
    model: str
    target: str
    often: bool
    inputs: str
    verdict: str = ""
    words: str = ""


def read() -> list[Row]:
    """The table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Row(kind, model, target, often == "often", inputs, verdict, words)
            for kind, model, target, often, inputs, verdict, words in csv.reader(file, delimiter="\t")
        ]


def write(rows: Iterable[Row]) -> None:
    """Keep the table."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
        for row in rows:
            often = "often" if row.often else ""
            writer.writerow((row.kind, row.model, row.target, often, row.inputs, row.verdict, row.words))


def options(row: Row) -> dict[str, str]:
    """A .tflite becomes one of fewer bits."""
    return {"quantization": "float16"} if (row.kind, row.target) == (".tflite", "tflite") else {}


def samples(row: Row, folder: Path) -> Samples | None:
    """What both are asked; None for random values. folder: for files that are made."""
    choices = []
    for number, sample in enumerate(filter(None, row.inputs.split(";"))):
        named = (each.split("=", 1) for each in sample.split())
        choices.append({name: InputChoice(_source(source, folder / f"{number}")) for name, source in named})
    return Samples(choices=choices, words=f"{len(choices)} samples") if choices else None


def _source(source: str, place: Path) -> str:
    if source == "silence":
        file = place.with_suffix(".wav")
        file.write_bytes(SILENCE)
        return str(file)
    if source == "example":
        file = place.with_suffix(".npy")
        numpy.save(file, numpy.array([EXAMPLE]))
        return str(file)
    return source


def measured(row: Row, conversions: Conversions) -> Row:
    """The row as it is now. What was written is taken away again."""
    entry = corpus.entry(row.model)
    with tempfile.TemporaryDirectory() as folder:
        given = samples(row, Path(folder))
        try:
            found = conversions.convert(entry.path, row.target, options(row), given)
        except CutawayError as error:
            is_known = f"cannot become {_TITLES[row.target]}" in error.message  # type: ignore[index]
            words = error.message.partition(": ")[2] if is_known else error.message
            return replace(row, verdict="cannot" if is_known else "fails", words=_plain(words))
    written = Path(found.output)
    for file in written.parent.glob(f"{written.stem}*"):
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    told = "" if found.proof.verdict == "pass" else found.proof.reason
    return replace(row, verdict=found.proof.verdict, words=_plain(told))


def _plain(words: str) -> str:
    """On one line, and without the number that a result is called by here."""
    return " ".join(words.split())[:300]


def markdown(rows: Sequence[Row]) -> str:
    """How many models of each kind were proven, of all that were tried; and why the others were not."""
    known = [target for target in TARGETS if any(row.target == target.id for row in rows)]
    lines = [
        "| from | " + " | ".join(target.title for target in known) + " |",
        "| --- |" + " ---: |" * len(known),
    ]
    for kind in KINDS:
        cells = []
        for target in known:
            tried = [row for row in rows if (row.kind, row.target) == (kind, target.id)]
            passed = sum(row.verdict == "pass" for row in tried)
            refused = all(row.verdict == "cannot" for row in tried)
            cells.append("–" if refused else f"{passed} of {len(tried)}")
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def in_manual(rows: Sequence[Row]) -> str:
    """The manual's page with the summary as it is now."""
    text = MANUAL.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    return f"{head}{BEGIN}\n{markdown(rows)}{rest[rest.index(END) :]}"


def main(arguments: Sequence[str]) -> None:
    """Measure and write."""
    rows = read()
    with tempfile.TemporaryDirectory() as folder:
        conversions = Conversions(Path(folder))
        for place in sorted(range(len(rows)), key=lambda place: not rows[place].often):
            row = rows[place]
            if "--all" in arguments or not row.verdict:
                rows[place] = measured(row, conversions)
                write(rows)
        conversions.close()
    MANUAL.write_text(in_manual(rows), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
