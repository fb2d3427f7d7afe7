# SPDX-License-Identifier: Apache-2.0
"""Reads flatbuffers without generated code: single tables by slot, and whole vectors of tables as columns.

Layout: https://flatbuffers.dev/internals. A table begins with the signed distance back to its vtable; a vtable is
its own length, the table's length, then one 16-bit place for each slot (0: the field is absent). Vectors and strings
are a 32-bit count and the elements. Tables of one kind share a handful of vtables, so a vector of 20,000 tables is
read by one numpy gather for each vtable and field.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeAlias, cast

import numpy as np
import numpy.typing as npt

from cutaway.errors import DamagedFileError

Ints: TypeAlias = npt.NDArray[np.int64]

MOST_TABLES = 1 << 20
"""Elements of one vector of tables; real models stay a hundred times below, damaged files ask for billions."""

_MOST_LAYOUTS = 4096
_MOST_NUMBERS = 1 << 23
_MOST_TEXT = 1 << 26
_LONGEST_TEXT = 1 << 24
_WORD = 4


class Table(NamedTuple):
    """at: position of the table. slots: distance of each field from there, 0 where it is absent."""

    at: int
    slots: tuple[int, ...]


class Column(NamedTuple):
    """A scalar field (numpy code as `u4`), or `offset`: the position that an offset field leads to, 0 where absent."""

    slot: int
    kind: str
    default: int = 0


class FlatBuffer:
    """A flatbuffer in memory or mapped. Every read is checked against its size.

    name and path are those of the file, for messages. All methods raise DamagedFileError.
    """

    def __init__(self, data: memoryview | bytes, name: str, path: Path | str = "") -> None:
        self.data = memoryview(data)
        self.size = len(data)
        self.name = name
        self.path = path
        self.bytes: npt.NDArray[np.uint8] = np.frombuffer(data, np.uint8)
        self._words = np.frombuffer(data, "<u4", self.size // 4)
        self._layouts: dict[int, tuple[tuple[int, ...], int]] = {}
        self._strings: dict[int, str] = {}
        self._text = 0
        self._elements = 0

    def damaged(self, what: str) -> NoReturn:
        """Raise the error that says what is wrong with the file."""
        raise DamagedFileError(
            f"{self.name} is damaged: {what}.",
            hint="Get the file again from where it came, and compare its size.",
            path=self.path,
        )

    def _past_end(self, what: str, end: int) -> NoReturn:
        raise DamagedFileError(
            f"{self.name} is cut off or damaged: {what} would end at byte {end:,}, "
            f"but the file has {self.size:,} bytes.",
            hint="Get the file again from where it came, and compare its size.",
            path=self.path,
        )

    def need(self, at: int, count: int, what: str) -> None:
        """Check that `count` bytes at `at` are in the file."""
        if at < 0:
            self.damaged(f"{what} lies before its beginning")
        if at + count > self.size:
            self._past_end(what, at + count)

    def _unpack(self, code: str, at: int, what: str) -> int:
        form = struct.Struct("<" + code)
        self.need(at, form.size, what)
        return int(form.unpack_from(self.data, at)[0])

    def root(self) -> Table:
        """The table that the first four bytes point to."""
        return self.table(self._unpack("I", 0, "the root offset"))

    def table(self, at: int) -> Table:
        """The table at a position."""
        if at < _WORD:
            self.damaged(f"a table is said to be at byte {at}, inside the header")
        vtable = at - self._unpack("i", at, f"the table at byte {at:,}")
        slots, length = self._layout(vtable)
        self.need(at, length, f"the table at byte {at:,}")
        return Table(at, slots)

    def _layout(self, at: int) -> tuple[tuple[int, ...], int]:
        known = self._layouts.get(at)
        if known is not None:
            return known
        what = f"the field list at byte {at:,}"
        self.need(at, 4, what)
        length, table_length = struct.unpack_from("<HH", self.data, at)
        if min(at, length, table_length) < _WORD or length % 2:
            self.damaged(f"{what} has the impossible length {length}")
        self.need(at, length, what)
        slots = struct.unpack_from(f"<{length // 2 - 2}H", self.data, at + 4)
        if any(slot and not _WORD <= slot < table_length for slot in slots):
            self.damaged(f"{what} places a field outside its table")
        self._layouts[at] = slots, table_length
        return slots, table_length

    def field(self, table: Table, slot: int) -> int:
        """Position of a field, 0 where the table lacks it."""
        distance = table.slots[slot] if slot < len(table.slots) else 0
        return table.at + distance if distance else 0

    def follow(self, table: Table, slot: int) -> int:
        """Position that an offset field leads to, 0 where the table lacks it."""
        at = self.field(table, slot)
        if not at:
            return 0
        target = at + self._unpack("I", at, f"the offset at byte {at:,}")
        self.need(target, 4, f"what the offset at byte {at:,} leads to")
        return target

    def scalar(self, table: Table, slot: int, code: str, default: int = 0) -> int:
        """An integer field by its `struct` code."""
        at = self.field(table, slot)
        return self._unpack(code, at, f"the field at byte {at:,}") if at else default

    def child(self, table: Table, slot: int) -> Table | None:
        """The table in a field, None where it is absent."""
        at = self.follow(table, slot)
        return self.table(at) if at else None

    def vector(self, table: Table, slot: int, dtype: str) -> npt.NDArray[Any]:
        """The vector of scalars in a field as a view, empty where it is absent."""
        at = self.follow(table, slot)
        return self.vector_at(at, dtype) if at else np.zeros(0, dtype)

    def numbers(self, table: Table, slot: int, dtype: str) -> list[int]:
        """The integers of a vector field as a list, for vectors that are short in any model."""
        found = self.vector(table, slot, dtype)
        if len(found) > MOST_TABLES:
            self.damaged(f"a vector of indices claims {len(found):,} of them")
        return [int(value) for value in found.tolist()]

    def vector_at(self, at: int, dtype: str) -> npt.NDArray[Any]:
        """The vector of scalars at a position as a view."""
        kind = np.dtype(dtype)
        count = self._unpack("I", at, f"the vector at byte {at:,}")
        self.need(at + 4, count * kind.itemsize, f"the vector of {count:,} elements at byte {at:,}")
        return np.frombuffer(self.data, kind, count, at + 4)

    def string(self, table: Table, slot: int) -> str:
        """The string in a field, empty where it is absent."""
        at = self.follow(table, slot)
        return self.string_at(at) if at else ""

    def string_at(self, at: int) -> str:
        """The string at a position; what is not UTF-8 in it is shown as U+FFFD.

        Strings of a sound file do not overlap, so more text than bytes means a damaged one.
        """
        known = self._strings.get(at)
        if known is not None:
            return known
        raw = self.vector_at(at, "u1")
        self._text += len(raw)
        if self._text > min(self.size, _MOST_TEXT) or len(raw) > _LONGEST_TEXT:
            self.damaged("its strings overlap one another, or are longer than any name")
        text = self._strings[at] = raw.tobytes().decode("utf-8", "replace")
        return text

    def positions(self, table: Table, slot: int) -> Ints:
        """Positions of the tables (or strings) in a vector field."""
        at = self.follow(table, slot)
        if not at:
            return np.zeros(0, np.int64)
        offsets = self.vector_at(at, "<u4")
        if len(offsets) > MOST_TABLES:
            self.damaged(f"the vector at byte {at:,} claims {len(offsets):,} tables")
        self._elements += len(offsets)
        if self._elements * _WORD > self.size:
            self.damaged("its vectors of tables overlap one another")
        found: Ints = offsets.astype(np.int64) + (at + 4) + 4 * np.arange(len(offsets), dtype=np.int64)
        if len(found) and int(found.max()) + 4 > self.size:
            self._past_end(f"a table of the vector at byte {at:,}", int(found.max()) + 4)
        return found

    def tables(self, table: Table, slot: int) -> list[Table]:
        """The tables of a vector field, for short vectors."""
        return [self.table(at) for at in self.positions(table, slot).tolist()]

    def strings(self, table: Table, slot: int) -> list[str]:
        """The strings of a vector field."""
        return [self.string_at(at) for at in self.positions(table, slot).tolist()]

    def columns(self, positions: Ints, fields: dict[str, Column]) -> dict[str, Ints]:
        """The named fields of all tables at `positions`, as int64 arrays of that length."""
        found = {name: np.full(len(positions), field.default, np.int64) for name, field in fields.items()}
        if not len(positions):
            return found
        vtables = positions - self.gather(positions, "i4")
        if int(vtables.min()) < _WORD:
            self.damaged("a table points before its beginning")
        for (slots, length), members in self._by_layout(vtables):
            at = positions[members]
            self.need(int(at.max()), length, f"the table at byte {int(at.max()):,}")
            for name, field in fields.items():
                if field.slot < len(slots) and slots[field.slot]:
                    found[name][members] = self._values(at + slots[field.slot], field.kind)
        return found

    def _by_layout(self, vtables: Ints) -> Iterator[tuple[tuple[tuple[int, ...], int], Ints]]:
        """Indices of the tables that are laid out alike; some writers give each table a vtable of its own."""
        places, which = np.unique(vtables, return_inverse=True)
        known: dict[tuple[tuple[int, ...], int], int] = {}
        numbers = [known.setdefault(self._layout(place), len(known)) for place in places.tolist()]
        if len(known) > _MOST_LAYOUTS:
            self.damaged(f"{len(vtables):,} tables of one kind have {len(known):,} different layouts")
        group = np.array(numbers, np.int64)[which]
        order = np.argsort(group, kind="stable")
        ends = np.cumsum(np.bincount(group, minlength=len(known)))
        yield from zip(known, np.split(order, ends[:-1]), strict=True)

    def _values(self, at: Ints, kind: str) -> Ints:
        if kind != "offset":
            return self.gather(at, kind)
        target = at + self.gather(at, "u4")
        if int(target.max()) + 4 > self.size:
            self._past_end(
                f"what the offset at byte {int(at[int(target.argmax())]):,} leads to", int(target.max()) + 4
            )
        return target

    def gather(self, at: Ints, kind: str) -> Ints:
        """Little-endian integers at any positions; a 64-bit one beyond 2**63 comes out negative."""
        width = int(kind[1:])
        self.need(int(at.max()), width, f"the field at byte {int(at.max()):,}")
        if width == _WORD and not (at & 3).any():
            return cast("Ints", self._words[at >> 2].view("<" + kind).astype(np.int64))
        raw = np.ascontiguousarray(self.bytes[at[:, None] + np.arange(width)])
        found: Ints = raw.view("<" + kind).reshape(len(at)).astype(np.int64)
        return found

    def ragged(self, at: Ints, dtype: str = "<i4") -> tuple[npt.NDArray[Any], Ints]:
        """The vectors of 32-bit elements at all positions (0: none) as (all elements, start of each and the end).

        The elements of vector i are `flat[starts[i]:starts[i + 1]]`.
        """
        starts = np.zeros(len(at) + 1, np.int64)
        present = at > 0
        if not present.any():
            return np.zeros(0, dtype), starts
        counts = np.zeros(len(at), np.int64)
        counts[present] = self.gather(at[present], "u4")
        end = at + 4 + 4 * counts
        if int(end[present].max()) > self.size:
            self._past_end(f"the vector at byte {int(at[int(end.argmax())]):,}", int(end[present].max()))
        if int(counts.sum()) > _MOST_NUMBERS:
            self.damaged(f"its vectors have {int(counts.sum()):,} elements, more than any model")
        np.cumsum(counts, out=starts[1:])
        places = np.repeat(at + 4 - 4 * starts[:-1], counts) + 4 * np.arange(starts[-1], dtype=np.int64)
        if not len(places):
            return np.zeros(0, dtype), starts
        return self.gather(places, "i4").astype(np.int32).view(dtype), starts
