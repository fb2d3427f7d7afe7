# SPDX-License-Identifier: Apache-2.0
"""Searches the nodes of a graph: words, `op:Conv2D`, `/regular expressions/`; all that is said must hold."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy
import numpy.typing as npt

from cutaway.description.graph import Graph
from cutaway.description.picture import Found
from cutaway.errors import RequestError

Mask: TypeAlias = npt.NDArray[Any]
Match: TypeAlias = Callable[[str], object]

FIELDS = ("name", "op", "function", "dtype", "shape", "attr")
"""What a term may be about, written before it with a colon; without one it may be in any of them."""
_TERM = re.compile(
    r"(?:(?P<field>[a-z]+):)?(?:/(?P<pattern>.+?)/(?=\s|$)|\"(?P<quoted>[^\"]*)\"|(?P<word>\S+))"
)


class Search:
    """Nodes of one graph, prepared to be searched often.

    details: for `dtype`, `shape` and `attr` a text for each node, where the file tells them. Case does not matter.
    """

    def __init__(self, graph: Graph, details: Mapping[str, Sequence[str]] | None = None) -> None:
        self.graph = graph
        self._names = [name.lower() for name in graph.names]
        self._ops = numpy.asarray(graph.ops, numpy.int32)
        self._functions = numpy.asarray(graph.function_of, numpy.int32)
        self._details = {key: [text.lower() for text in texts] for key, texts in (details or {}).items()}

    def find(self, query: str, limit: int = 500) -> Found:
        """The nodes that fit, the best first: those whose own name is the word, begins with it, holds it, the others.

        Raises RequestError where a regular expression cannot be read.
        """
        terms = [self._term(found) for found in _TERM.finditer(query)]
        if not terms:
            return Found(array("i"), 0)
        mask = numpy.ones(len(self._names), bool)
        for field, match, _ in terms:
            mask &= self._mask(field, match)
        nodes = numpy.flatnonzero(mask)
        words = [word for field, _, word in terms if word and field in {"", "name"}]
        ranked = self._ranked(nodes, words[0]) if words else nodes.tolist()
        return Found(array("i", ranked[:limit]), len(nodes))

    def _term(self, found: re.Match[str]) -> tuple[str, Match, str]:
        """What a term is about, how it matches, and the word itself where it is one."""
        field = found["field"] or ""
        if found["pattern"] is not None:
            return field, _pattern(found["pattern"]), ""
        word = found["quoted"] if found["quoted"] is not None else found["word"]
        if field and field not in FIELDS:  # a tensor is spelled with a colon too
            field, word = "", f"{field}:{word}"
        lowered = word.lower()
        return field, lambda text: lowered in text, lowered

    def _mask(self, field: str, match: Match) -> Mask:
        masks = []
        if field in {"", "name"}:
            masks.append(_matching(self._names, match))
        if field in {"", "op"}:
            ops = _matching([op.lower() for op in self.graph.op_names], match)
            masks.append(ops[self._ops] if len(ops) else numpy.zeros(len(self._names), bool))
        if field == "function":
            names = _matching([*(name.lower() for name in self.graph.functions), ""], match)
            names[-1] = False  # the main graph
            masks.append(names[self._functions])
        for key, texts in self._details.items():
            if field in {"", key}:
                masks.append(_matching(texts, match))
        if not masks:
            return numpy.zeros(len(self._names), bool)
        found: Mask = numpy.logical_or.reduce(masks)
        return found

    def _ranked(self, nodes: Mask, word: str) -> list[int]:
        def rank(node: int) -> int:
            name = self._names[node]
            own = name[name.rfind("/") + 1 :]
            if word in {own, name}:
                return 0
            return 1 if own.startswith(word) else 2 if word in own else 3

        listed: list[int] = nodes.tolist()
        listed.sort(key=rank)
        return listed


def _matching(texts: Sequence[str], match: Match) -> Mask:
    return numpy.fromiter((bool(match(text)) for text in texts), bool, len(texts))


def _pattern(text: str) -> Match:
    try:
        return re.compile(text, re.IGNORECASE).search
    except re.error as error:
        message = f"The regular expression {text} cannot be read: {error}."
        raise RequestError(
            message, hint="Correct it, or leave out the slashes to search for the words."
        ) from None
