# SPDX-License-Identifier: Apache-2.0
"""Writes docs/formats.md from the tables: `python -m cutaway.formats.reference docs/formats.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from cutaway.formats.foreign import LAST, MARKED, TEXT, ForeignKind
from cutaway.formats.table import FORMATS

_HEAD = """# Formats

This page is made from the tables of formats by `python -m cutaway.formats.reference docs/formats.md`; a test keeps it
in step.

Cutaway judges a file by its content. Its name is only a hint: where it promises another format, a finding says so, and
where the content is too damaged to say anything, the reader of the promised format says what is wrong with it.

## Models

| format | in JSON | usual names | what it is |
| --- | --- | --- | --- |
"""

_BESIDE = """
A folder is opened as the SavedModel, the version folders or the checkpoint that it is, else as the one model that it
holds; where it holds several, they are listed. The common beginning of a checkpoint's files (`variables/variables`) is
a path to it, too.

## Archives

`.zip`, `.tar`, `.tar.gz`, `.tar.bz2`, `.tar.xz`, MediaPipe's `.task`, and single files packed with gzip, bzip2 or xz
are opened at the first model inside; the others are listed, and `ARCHIVE!MEMBER` opens a particular one
(`cutaway show hand.task!landmarks.tflite`). Only what belongs to that model is unpacked, into a private folder that
is removed when the model is closed; a `.tflite` that a zip stores as it is is read where it lies. Links, devices and
names that lead outside are left out and told. An archive that unpacks to more than 100 times its size (and more than
64 MB) or to more than 16 GB, or has more than 20,000 members, is refused. Archives in archives are followed once.

## Other kinds of files

What these are is said in one sentence, with what to do next.

| file | what to do |
| --- | --- |
"""


def markdown() -> str:
    """The whole page."""
    return _HEAD + "".join(_formats()) + _BESIDE + "".join(_foreign())


def _formats() -> Iterator[str]:
    for row in FORMATS:
        names = ", ".join(f"`{ending}`" for ending in row.endings)
        yield f"| {row.title} | `{row.name}` | {names} | {row.summary} |\n"


def _foreign() -> Iterator[str]:
    for kind in (*MARKED, *TEXT, *LAST):
        yield f"| {_named(kind)} | {kind.hint} |\n"


def _named(kind: ForeignKind) -> str:
    """The kind without the words around it: `a web page`, `an ONNX model`."""
    return kind.name.removeprefix("{file} is ").split(": ", 1)[0].split(", which runs", 1)[0]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(markdown(), encoding="utf-8")
