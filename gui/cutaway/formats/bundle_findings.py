# SPDX-License-Identifier: Apache-2.0
"""What is wrong with the data files of a checkpoint, in sentences; for every format that carries one."""

from __future__ import annotations

from pathlib import Path

from cutaway.description import dtypes
from cutaway.description.findings import Finding
from cutaway.formats.bundle import Bundle, BundleEntry
from cutaway.formats.roles import OBJECT_GRAPH

_WHOLE_BYTES = 8


def of_bundle(bundle: Bundle) -> tuple[Finding, ...]:
    """Missing shards, shards that end too early, and entries whose bytes do not fit their shape."""
    found = []
    missing = bundle.missing_shards()
    without = [entry for entry in bundle.entries.values() if not entry.available]
    if missing:
        found.append(_missing(bundle, missing, len(without)))
    elif without:
        found.append(_cut_off(bundle, without))
    misfits = [entry.name for entry in bundle.entries.values() if not _fits(entry)]
    if misfits:
        count = "one variable" if len(misfits) == 1 else f"{len(misfits):,} variables"
        message = f"The stored bytes of {count} do not fit the shape, so these values cannot be read."
        found.append(Finding("damaged-variable", "warning", message, misfits[0]))
    if OBJECT_GRAPH in bundle.entries and not bundle.entries[OBJECT_GRAPH].available:
        message = "The object graph lies in the part that is missing, so variables are told apart by their keys alone."
        found.append(Finding("no-object-graph", "info", message, OBJECT_GRAPH))
    return tuple(found)


def _missing(bundle: Bundle, missing: list[str], without: int) -> Finding:
    names = missing[0] if len(missing) == 1 else f"{missing[0]} and {len(missing) - 1:,} more data files"
    are, them = ("is", "it") if len(missing) == 1 else ("are", "them")
    beside = bundle.files[0].name
    message = f"{names} {are} missing, so {_of_all(bundle, without)} no values. Put {them} beside {beside} and reload."
    return Finding("missing-shard", "warning", message, missing[0])


def _cut_off(bundle: Bundle, without: list[BundleEntry]) -> Finding:
    stored = {file.name: file.bytes for file in bundle.files[1:]}
    entry = without[0]
    part = next((part for part in entry.slices if not part.available), entry)
    end = f".data-{part.shard:05d}-of-{bundle.shard_count:05d}"
    name = next((name for name in stored if name.endswith(end)), Path(bundle.prefix).name)
    message = (
        f"{name} is cut off at byte {stored.get(name, 0):,}, so {_of_all(bundle, len(without))} no values. "
        "Copy or download it again and reload."
    )
    return Finding("truncated-data", "warning", message, name)


def _of_all(bundle: Bundle, without: int) -> str:
    have = "has" if without == 1 else "have"
    return f"{without:,} of {len(bundle.entries):,} variables {have}"


def _fits(entry: BundleEntry) -> bool:
    """Whether an entry in one piece has as many bytes as its shape takes; types under a byte take a whole one."""
    bits = dtypes.BITS.get(entry.dtype)
    if bits is None or entry.slices:
        return True
    return dtypes.elements(entry.shape) * max(bits, _WHOLE_BYTES) == entry.bytes * 8
