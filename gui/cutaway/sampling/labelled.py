# SPDX-License-Identifier: Apache-2.0
"""Finds samples whose classes are known: in folders that are named like them, or by a list of labels beside them."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

import numpy

from cutaway.description import sources, wording
from cutaway.description.labelled import FoundSamples, LabelledSample
from cutaway.errors import RequestError
from cutaway.sampling import ranking
from cutaway.sampling.inputs.folders import natural
from cutaway.sampling.inputs.wanted import content, unreadable

Label: TypeAlias = str | int
Origin: TypeAlias = Literal["folders", "words", "indices", "names"]
Pairs: TypeAlias = list[tuple[str, str, Label]]
"""Source, short name and label of each sample."""

_MOST_FILES = 1_000_000


def find(
    samples: Path,
    labels: Path | None,
    names: Sequence[str],
    *,
    are_chosen: bool,
    limit: int,
    scratch: Path,
) -> FoundSamples:
    """The samples with their labels; of more than `limit`, as many, evenly taken.

    names: of classes by index, empty where none are known. are_chosen: the user gave them, so that labels have to be
    among them. scratch: where rows of a .npy are put, a file each. Raises RequestError, MissingFileError.
    """
    if samples.suffix.lower() == ".npy":
        pairs = _rows(samples, labels, limit, scratch)
    elif not samples.is_dir():
        raise RequestError(
            f"{samples.name} is neither a folder of samples nor a .npy file.",
            hint="Give a folder with a folder for each class, or a folder or .npy with a list of labels.",
            path=samples,
        )
    else:
        pairs = _of_folders(samples) if labels is None else _of_list(samples, labels)
    if not pairs:
        raise RequestError(
            f"{samples.name} holds no sample with a label.",
            hint="Put the samples of each class into a folder of its name, or give a list of labels.",
            path=samples,
        )
    taken = pairs if len(pairs) <= limit else [pairs[place * len(pairs) // limit] for place in range(limit)]
    classes, origin, places = _classes(
        [pair[2] for pair in pairs], names, are_chosen=are_chosen, by_list=labels
    )
    found = tuple(LabelledSample(source, name, places[label]) for source, name, label in taken)
    words = f"{wording.counted(len(found), 'labelled sample')} of {samples.name}"
    return FoundSamples(found, classes, origin, words, len(pairs) - len(taken))


def _of_folders(folder: Path) -> Pairs:
    """A folder for each class, samples in it at any depth."""
    try:
        inner = sorted((each for each in folder.iterdir() if _is_shown(each) and each.is_dir()), key=natural)
    except OSError as error:
        raise unreadable(folder, error) from None
    return [(str(file), f"{each.name}/{file.name}", each.name) for each in inner for file in _files(each)]


def _files(folder: Path) -> list[Path]:
    """What can be an input, in the order of the names."""
    every = itertools.islice(folder.rglob("*"), _MOST_FILES)
    return sorted(
        (file for file in every if _is_shown(file) and file.is_file() and _is_input(file)), key=natural
    )


def _is_shown(path: Path) -> bool:
    return not path.name.startswith(".")


def _is_input(file: Path) -> bool:
    kind = sources.kind_of(file.name)
    return kind is not None and bool(kind.endings)


def _of_list(folder: Path, labels: Path) -> Pairs:
    """Files that a table names, or all files of the folder with a label each, in the order of their names."""
    if labels.suffix.lower() in (".csv", ".tsv"):
        return list(_named(folder, labels))
    files = [file for file in _files(folder) if file != labels]
    every = _listed(labels)
    if len(every) != len(files):
        raise RequestError(
            f"{labels.name} has {wording.counted(len(every), 'label')}, and {folder.name} holds "
            f"{wording.counted(len(files), 'sample')}.",
            hint="Give one label for each file, in the order of their names, or a .csv of file and label.",
            path=labels,
        )
    return [(str(file), file.name, label) for file, label in zip(files, every, strict=True)]


def _named(folder: Path, labels: Path) -> Iterator[tuple[str, str, Label]]:
    text = content(labels).decode("utf-8-sig", "replace")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    for place, row in enumerate(rows):
        cells = [cell.strip() for cell in row]
        if len(cells) < 2:
            raise RequestError(
                f"Line {place + 1} of {labels.name} has no label: “{wording.elided(cells[0], 40)}”.",
                hint="Each line is a file and its label.",
                path=labels,
            )
        file = next(
            (base / cells[0] for base in (folder, labels.parent) if (base / cells[0]).is_file()), None
        )
        if file is not None:
            yield str(file), cells[0], _number(cells[1])
        elif place:  # the first line may be that of names
            raise RequestError(
                f"{wording.elided(cells[0], 80)}, which {labels.name} lists, is not in {folder.name}.",
                hint="Give paths from the folder of the samples on.",
                path=labels,
            )


def _rows(samples: Path, labels: Path | None, limit: int, scratch: Path) -> Pairs:
    if labels is None:
        raise RequestError(
            f"{samples.name} holds samples, but nothing tells their labels.",
            hint="Give a list of labels.",
            path=samples,
        )
    every, rows = _listed(labels), _mapped(samples)
    if not rows.ndim or len(rows) != len(every):
        count = len(rows) if rows.ndim else 1
        raise RequestError(
            f"{labels.name} has {wording.counted(len(every), 'label')}, and {samples.name} has "
            f"{wording.counted(count, 'row')}.",
            hint="Give one label for each row.",
            path=labels,
        )
    places = (
        range(count) if (count := len(rows)) <= limit else [place * count // limit for place in range(limit)]
    )
    found: Pairs = []
    for place in places:
        file = scratch / f"sample-{place}.npy"
        numpy.save(file, rows[place : place + 1], allow_pickle=False)
        found.append((str(file), f"{samples.name}[{place}]", every[place]))
    return found


def _mapped(path: Path) -> numpy.ndarray:
    try:
        found: numpy.ndarray = numpy.load(path, mmap_mode="r", allow_pickle=False)
    except OSError as error:
        raise unreadable(path, error) from None
    except (ValueError, EOFError):
        raise RequestError(
            f"{path.name} is no .npy file of numbers.", hint="Save it with numpy.save.", path=path
        ) from None
    return found


def _listed(labels: Path) -> list[Label]:
    """A label for each sample: of a .npy numbers, or rows of which the largest element tells; else texts."""
    if labels.suffix.lower() == ".npy":
        array = _mapped(labels)
        if array.ndim == 2 and array.shape[1] > 1 and array.dtype.kind in "iufb":
            array = array.argmax(1)
        flat = array.reshape(-1)
        if flat.dtype.kind in "iufb":
            return [int(value) for value in flat.tolist()]
        if flat.dtype.kind in "US":
            return [_number(text.decode() if isinstance(text, bytes) else text) for text in flat.tolist()]
        raise RequestError(f"{labels.name} holds no labels: numbers or texts are.", path=labels)
    return [_number(text) for text in ranking.read_labels(labels)]


def _number(text: str) -> Label:
    stripped = text.strip()
    return int(stripped) if stripped.isdecimal() else stripped


def _classes(
    labels: Sequence[Label], names: Sequence[str], *, are_chosen: bool, by_list: Path | None
) -> tuple[tuple[str, ...], Origin, dict[Label, int]]:
    """Names of classes, where these are from, and the place of each label among them."""
    distinct = list(dict.fromkeys(labels))
    by_name = {
        name.strip().lower(): place for place, name in reversed(list(enumerate(names))) if name.strip()
    }
    told = {label: by_name.get(str(label).lower()) for label in distinct}
    known = {label: place for label, place in told.items() if place is not None}
    if names and len(known) == len(distinct):
        return tuple(names), "names", known
    numbers = {label: int(label) for label in distinct if str(label).isdecimal()}
    if len(numbers) == len(distinct):
        return tuple(names), "indices", numbers
    if are_chosen:
        strange = next(label for label in distinct if label not in known)
        raise RequestError(
            f"“{wording.elided(str(strange), 40)}” is not among the {len(names)} classes that were given.",
            hint="Check the names of the classes, and that the labels are spelled alike.",
        )
    ordered = sorted(map(str, distinct))
    places = {label: ordered.index(str(label)) for label in distinct}
    return tuple(ordered), "folders" if by_list is None else "words", places
