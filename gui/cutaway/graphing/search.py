# SPDX-License-Identifier: Apache-2.0
"""Searches the nodes of a graph: words, `op:Conv2D`, `/regular expressions/`; all that is said must hold."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeAlias

import numpy
import numpy.typing as npt

from cutaway.description.graph import Graph
from cutaway.description.picture import Found
from cutaway.graphing.looking import Look
from cutaway.graphing.search_terms import Match, Term, terms

Mask: TypeAlias = npt.NDArray[Any]
Tell: TypeAlias = Callable[[int], str]
"""Gives the text of one node: a line for each of its types, shapes or attributes."""

_OFTEN = 4096
_AHEAD = 256
"""Nodes that are read at once ahead of a search: a few milliseconds, which nobody notices who asks for something."""
_UNREAD = -1


class Search:
    """Nodes of one graph, prepared to be searched often.

    details: for `dtype`, `shape` and `attr` what tells the text of a node. It is asked once for each node: ahead, or
    when a search needs it and nothing else has ruled the node out. Case does not matter.
    """

    def __init__(self, graph: Graph, details: Mapping[str, Tell] | None = None) -> None:
        self.graph = graph
        self._names = [name.lower() for name in graph.names]
        self._ops = numpy.asarray(graph.ops, numpy.int32)
        self._functions = numpy.asarray(graph.function_of, numpy.int32)
        self._columns = {key: _Column(len(graph.names), tell) for key, tell in (details or {}).items()}

    def find(self, query: str, limit: int = 500, look: Look | None = None) -> Found:
        """The nodes that fit, the best first: those whose own name is the word, begins with it, holds it, the others.

        Raises RequestError where a regular expression cannot be read.
        """
        said = terms(query)
        if not said:
            return Found(array("i"), 0)
        mask = numpy.ones(len(self._names), bool)
        for term in sorted(said, key=lambda term: term.field in self._columns):
            mask &= self._mask(term, mask, look)
        nodes = numpy.flatnonzero(mask)
        words = [term.word for term in said if term.word and term.field in {"", "name"}]
        ranked = self._ranked(nodes, words[0]) if words else nodes.tolist()
        return Found(array("i", ranked[:limit]), len(nodes))

    def ahead(self) -> Iterator[None]:
        """Read the details of all nodes, a few at each step, so that also the first search has them at hand."""
        for begin in range(0, len(self._names), _AHEAD):
            for column in self._columns.values():
                column.read(begin, begin + _AHEAD)
            yield

    def forget(self, *fields: str) -> None:
        """Ask anew for these details when they are searched next: more is known of them by now."""
        for field in fields:
            if field in self._columns:
                self._columns[field].forget()

    def _mask(self, term: Term, wanted: Mask, look: Look | None) -> Mask:
        """The nodes that fit one term. wanted: those that it matters for."""
        count = len(self._names)
        if term.field in self._columns:
            return self._columns[term.field].mask(term.matches, wanted, look)
        if term.field == "function":
            names = _matching([*(name.lower() for name in self.graph.functions), ""], term.matches)
            names[-1] = False  # the main graph
            return names[self._functions]
        found: Mask = numpy.zeros(count, bool)
        if term.field in {"", "name"}:
            found |= _matching(self._names, term.matches)
        if term.field in {"", "op"} and self.graph.op_names:
            found |= _matching([op.lower() for op in self.graph.op_names], term.matches)[self._ops]
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


class _Column:
    """A text for every node, each different one kept once: most nodes of a graph are like many others."""

    def __init__(self, count: int, tell: Tell) -> None:
        self._tell = tell
        self._codes = numpy.full(count, _UNREAD, numpy.int32)
        self._numbers: dict[str, int] = {}

    def forget(self) -> None:
        self._codes.fill(_UNREAD)

    def mask(self, match: Match, wanted: Mask, look: Look | None) -> Mask:
        """Where a text fits, among the nodes that are wanted."""
        self._read(numpy.flatnonzero(wanted & (self._codes == _UNREAD)), look)
        fits = numpy.append(_matching(self._numbers, match), [False])  # what is not wanted is not read
        found: Mask = fits[self._codes]
        return found

    def read(self, begin: int, end: int) -> None:
        """Read what is not read yet of the nodes from `begin` on, those before `end`."""
        self._read(begin + numpy.flatnonzero(self._codes[begin:end] == _UNREAD), None)

    def _read(self, nodes: Mask, look: Look | None) -> None:
        tell, numbers = self._tell, self._numbers
        for begin in range(0, len(nodes), _OFTEN):
            if look is not None:
                look()
            part = nodes[begin : begin + _OFTEN]
            self._codes[part] = [
                numbers.setdefault(tell(node).lower(), len(numbers)) for node in part.tolist()
            ]


def _matching(texts: Collection[str], match: Match) -> Mask:
    return numpy.fromiter((bool(match(text)) for text in texts), bool, len(texts))
