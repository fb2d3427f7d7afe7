# SPDX-License-Identifier: Apache-2.0
"""Finds what a graph would do beside computing: touch files, reach other machines, run Python, need other libraries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from cutaway import paths
from cutaway.description.findings import Finding, Severity
from cutaway.formats.graphchecks import short
from cutaway.formats.nodes import Census, Place, attr_text
from cutaway.formats.optable import op_table
from cutaway.formats.reach import Reached
from cutaway.wire.protobuf import Message


class Deed(NamedTuple):
    """Something that ops do beside computing. does: in words, after the name of the op."""

    code: str
    severity: Severity
    does: str
    ops: frozenset[str]


TEXT_TABLES = frozenset(("InitializeTableFromTextFile", "InitializeTableFromTextFileV2"))

_WORDS: dict[str, tuple[str, Severity, str]] = {
    "writes-files": ("writes-files", "danger", "writes files"),
    "reads-files": ("reads-files", "danger", "reads files"),
    "network": ("network", "danger", "talks to other programs or machines"),
    "runs-python": ("runs-python", "danger", "runs Python code of the program around it"),
    "runs-compiled-code": (
        "runs-compiled-code",
        "warning",
        "runs compiled code that cannot be looked into here",
    ),
    "saves": ("writes-files", "danger", "writes files"),
    "restores": ("reads-files", "danger", "reads files"),
}
_HONEST = ("saves", "restores")


def _rows(name: str) -> dict[str, list[str]]:
    lines = paths.resource(f"ops/{name}.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    return {key: words.split(" ") for key, words in cells}


@cache
def deeds() -> dict[str, Deed]:
    """What ops do, by the first column of the shipped table (`resources/ops/watched.tsv`)."""
    return {key: Deed(*_WORDS[key], frozenset(ops)) for key, ops in _rows("watched").items()}


@cache
def watched() -> frozenset[str]:
    """Ops whose places a census has to remember for these findings."""
    return TEXT_TABLES.union(*(deed.ops for deed in deeds().values()))


_MOST_UNKNOWN = 20
_CONSOLE = ("", "stderr", "stdout", "log(")


def beside_computing(census: Census, asked: Callable[[], Reached]) -> Iterator[Finding]:
    """Findings about ops that touch files, the network or Python. asked: gives what runs for a caller.

    Saving and restoring of variables is told only where it runs for a caller.
    """
    for key, deed in deeds().items():
        places = [place for place in census.places(sorted(deed.ops)) if acts(place)]
        if key in _HONEST and places:
            run = asked()
            places = [place for place in places if run.holds(place)]
        yield from _of_deed(deed, places)


def _of_deed(deed: Deed, places: list[Place]) -> Iterator[Finding]:
    """One finding an op, however often it occurs."""
    for op, found in _by_op(places).items():
        where = short(found[0].label)
        more = f" and {len(found) - 1:,} more" if len(found) > 1 else ""
        message = f"The op {op} {deed.does} when it is run ({where}{more})."
        yield Finding(deed.code, deed.severity, message, where)


def _by_op(places: Iterable[Place]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in places:
        found.setdefault(place.node.op, []).append(place)
    return found


def acts(place: Place) -> bool:
    """Whether a node of a watched op really does what its kind does, as far as its attributes tell."""
    condition = _CONDITIONS.get(place.node.op)
    return condition is None or condition(place.node)


def _prints_to_file(node: Message) -> bool:
    stream = attr_text(node, "output_stream")
    return stream not in _CONSOLE and not stream.startswith("log(")


_CONDITIONS: dict[str, Callable[[Any], bool]] = {
    "PrintV2": _prints_to_file,
    "FixedUnigramCandidateSampler": lambda node: bool(attr_text(node, "vocab_file")),
    "Skipgram": lambda node: bool(attr_text(node, "filename")),
}


def does(op: str) -> str:
    """What a watched op does, in words; empty for others."""
    return next((deed.does for deed in deeds().values() if op in deed.ops), "")


def not_in_tensorflow(census: Census, own: Iterable[str]) -> Iterator[Finding]:
    """Findings about ops that stock TensorFlow does not register. own: names of functions."""
    table = op_table()
    unknown = sorted(set(census.counts) - table.rows.keys() - set(own))
    for op in unknown[:_MOST_UNKNOWN]:
        where = short(census.first[op].label)
        library = next(
            (name for name, begins in _rows("libraries").items() if op.startswith(tuple(begins))), ""
        )
        needs = f"it comes with {library}" if library else "it loads only beside the library that brings it"
        message = f"The op {short(op)} is not part of TensorFlow {table.tensorflow}: {needs}."
        if not op:
            message = f"The node {where} names no op, so TensorFlow refuses this graph."
        yield Finding("unknown-op", "warning", message, where)
    if len(unknown) > _MOST_UNKNOWN:
        message = f"{len(unknown) - _MOST_UNKNOWN:,} more ops are not part of TensorFlow {table.tensorflow}."
        yield Finding("unknown-op", "warning", message)


def without_kernel(census: Census) -> Iterator[Finding]:
    """Findings about ops that TensorFlow knows and cannot run on a CPU, mostly because it has dropped them."""
    table = op_table()
    for op in sorted(op for op in census.counts if not table.runs_on_cpu(op)):
        where = short(census.first[op].label)
        message = (
            f"TensorFlow {table.tensorflow} has no CPU kernel for the op {op}, "
            "so what needs it can be shown but not run."
        )
        yield Finding("missing-kernel", "warning", message, where)
