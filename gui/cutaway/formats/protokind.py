# SPDX-License-Identifier: Apache-2.0
"""Tells by structure which of TensorFlow's messages a protobuf file holds, since the format itself does not say.

Any bytes that are no valid field refute a kind; a file that is cut off fits as far as it goes, so that its reader can
say where it ends.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias, Union

from cutaway.wire.varints import read_varint

Kind: TypeAlias = Literal["saved_model", "frozen_graph", "meta_graph"]
_Inside: TypeAlias = Union[Literal["number", "text", "word", "any"], "_Schema"]
_Schema: TypeAlias = dict[int, _Inside]

_MOST_FIELDS = 400
"""Looked at in one file: enough to know, and nothing to wait for."""
_MOST_TEXT = 4096
_LONGEST_NUMBER = 10
_VARINT, _BYTES = 0, 2
_SCHEMA_VERSION, _NODES = 0x08, 0x0A  # how SavedModel.saved_model_schema_version and GraphDef.node begin

# Field numbers of tensorflow/core/framework/{node_def,function,graph}.proto, protobuf/{meta_graph,saved_model}.proto.
_ENTRY: _Schema = {1: "text", 2: "any"}
_NODE: _Schema = {1: "text", 2: "word", 3: "text", 4: "text", 5: _ENTRY, 6: "any", 7: "any"}
_GRAPH: _Schema = {1: _NODE, 2: {1: "any", 2: "any", 3: "any"}, 3: "number", 4: "any", 5: "any"}
_INFO: _Schema = {
    1: "text",
    2: "any",
    3: {1: "text", 2: "any"},
    4: "text",
    5: "text",
    6: "text",
    7: "number",
    8: "any",
}
_META: _Schema = {1: _INFO, 2: _GRAPH, 3: "any", 4: _ENTRY, 5: _ENTRY, 6: "any", 7: "any"}
_SAVED: _Schema = {1: "number", 2: _META}

_TEXT: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("saved_model", re.compile(r"(saved_model_schema_version\s*:|meta_graphs\s*:?\s*[{<])")),
    (
        "meta_graph",
        re.compile(r"(meta_info_def|graph_def|saver_def|collection_def|signature_def)\s*:?\s*[{<]"),
    ),
    (
        "frozen_graph",
        re.compile(r"(node\s*:?\s*[{<]\s*(name|op|input|device|attr)\b|(library|versions)\s*:?\s*[{<])"),
    ),
)
_COMMENTS = re.compile(r"(?:\s+|#[^\n]*(?:\n|$))*")


class _RefutedError(Exception):
    """The bytes are no message of this kind."""


class _Probe:
    """Walks the beginning of a file along a schema and collects what speaks for it."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.left = _MOST_FIELDS
        self.words = 0
        self.empty_nodes = 0
        self.cut = False

    def walk(self, schema: _Schema, position: int, end: int) -> None:
        """Raise _RefutedError where the bytes do not fit."""
        if schema is _NODE and position == end:
            self.empty_nodes += 1
        while position < end and self.left:
            self.left -= 1
            tag, position = self._number(position)
            inside = schema.get(tag >> 3)
            if inside is None or tag & 7 != (_VARINT if inside == "number" else _BYTES):
                raise _RefutedError
            if position >= len(self.data):
                self.cut = True
                return
            size, position = self._number(position)
            if inside != "number":
                self._enter(inside, position, min(position + size, end))
                position += size
                self.cut = self.cut or position > len(self.data)

    def _number(self, position: int) -> tuple[int, int]:
        try:
            return read_varint(self.data, position, len(self.data))
        except ValueError:
            if position + _LONGEST_NUMBER > len(self.data):
                self.cut = True
                return 0, len(self.data)
            raise _RefutedError from None

    def _enter(self, inside: _Inside, begin: int, end: int) -> None:
        if isinstance(inside, dict):
            self.walk(inside, begin, end)
        elif inside in ("text", "word"):
            raw = bytes(self.data[begin : min(end, begin + _MOST_TEXT)])
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError as error:
                # The last character may be cut in two by the end of the file, or by that of our look.
                if error.start < len(raw) - 3:
                    raise _RefutedError from None
                return
            if inside == "word":
                if not text.isprintable():
                    raise _RefutedError
                self.words += bool(text)


def looks_like(data: memoryview) -> Kind | None:
    """Which message the beginning of `data` can be, None where it is none of TensorFlow's models (or empty)."""
    if not len(data):
        return None
    saved: tuple[Kind, _Schema] = ("saved_model", _SAVED)
    others: tuple[tuple[Kind, _Schema], ...] = (("frozen_graph", _GRAPH), ("meta_graph", _META))
    # A SavedModel begins with the number of its schema, the others with a message.
    for kind, schema in (saved,) if data[0] == _SCHEMA_VERSION else (*others, saved):
        probe = _Probe(data)
        try:
            probe.walk(schema, 0, len(data))
        except _RefutedError:
            continue
        # A graph names an op, unless its nodes are empty, it has functions alone, or it is cut off before.
        if kind == "saved_model" or probe.words or probe.empty_nodes or probe.cut or data[0] != _NODES:
            return kind
    return None


def looks_like_text(head: str) -> Kind | None:
    """Which message the beginning of a text can be; comment lines (`# RUN: …`) are passed over."""
    comments = _COMMENTS.match(head)
    begin = comments.end() if comments else 0
    return next((kind for kind, pattern in _TEXT if pattern.match(head, begin)), None)
