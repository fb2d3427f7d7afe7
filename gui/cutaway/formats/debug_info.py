# SPDX-License-Identifier: Apache-2.0
"""Where the source of a model's maker made the nodes of its graph, as far as the model carries that with it.

TensorFlow writes it beside a SavedModel (`debug/saved_model_debug_info.pb`) or into the GraphDef itself, as a
GraphDebugInfo: stacks by `node@function`, with the frames of all of them kept once. A node that an optimiser made names
those that it was made from (`NodeDef.experimental_debug_info`).
Source: tensorflow/core/framework/graph_debug_info.proto.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cutaway.description import wording
from cutaway.errors import DamagedFileError
from cutaway.formats.savedmodel_files import DEBUG, size_of
from cutaway.wire import protobuf
from cutaway.wire.files import inside, map_file
from cutaway.wire.protobuf import Message

MOST_BYTES = 64 << 20
MOST_FRAMES = 64
_LONGEST = 400


class DebugInfo:
    """Stacks of the nodes of one model, read when the first is asked for. folder: of a SavedModel, None without one."""

    def __init__(self, graph_def: Message, folder: Path | None) -> None:
        self._graph_def = graph_def
        self._folder = folder
        self._tables: list[Message] | None = None

    def stack(self, node: str, function: str) -> tuple[str, ...]:
        """`model.py:12 call`, the innermost call first; empty where nothing is known of the node.

        Raises MissingFileError, UnsafeFileError, DamagedFileError, UnsupportedFormatError.
        """
        if self._tables is None:
            self._tables = list(self._read())
        for table in self._tables:
            for key in (f"{node}@{function}", *(() if function else (node,))):
                trace = _trace(table, key)
                if trace is not None:
                    frames = [*trace.file_line_cols, *_by_id(table, trace.frame_id)]
                    return tuple(_words(table, frame) for frame in reversed(frames[-MOST_FRAMES:]))
        return ()

    def _read(self) -> Iterator[Message]:
        if self._graph_def.HasField("debug_info"):
            yield self._graph_def.debug_info
        path = inside(self._folder, DEBUG) if self._folder is not None else None
        size = size_of(path) if path is not None else None
        if path is None or size is None:
            return
        if size > MOST_BYTES:
            raise DamagedFileError(
                f"{path.name} has {size:,} bytes, and where nodes were made is read from at most {MOST_BYTES:,}.",
                path=path,
            )
        yield protobuf.decode("GraphDebugInfo", map_file(path), path)


def origins(node: Message) -> tuple[tuple[str, str], ...]:
    """What an optimiser made a node from, as rows beside its attributes."""
    if not node.HasField("experimental_debug_info"):
        return ()
    told = node.experimental_debug_info
    rows = (("made from nodes", told.original_node_names), ("made from functions", told.original_func_names))
    return tuple((words, _listed(names)) for words, names in rows if len(names))


def _listed(names: Iterable[str]) -> str:
    return wording.elided(", ".join(names), _LONGEST)


def _trace(table: Message, key: str) -> Any:  # noqa: ANN401 - a StackTrace
    if key in table.traces:
        return table.traces[key]
    number = table.name_to_trace_id.get(key)
    return table.traces_by_id[number] if number is not None and number in table.traces_by_id else None


def _by_id(table: Message, numbers: Iterable[int]) -> Iterator[Any]:
    listed = list(numbers)[-MOST_FRAMES:]
    return (table.frames_by_id[number] for number in listed if number in table.frames_by_id)


def _words(table: Message, frame: Message) -> str:
    """A frame as `file:line function`; a file that the table does not have is a question mark."""
    files = table.files
    file = files[frame.file_index] if 0 <= frame.file_index < len(files) else "?"
    place = f"{file}:{frame.line}" if frame.line > 0 else str(file)
    return wording.elided(f"{place} {frame.func}".strip(), _LONGEST)
