# SPDX-License-Identifier: Apache-2.0
"""A model as text for a terminal: what it is in the first line, what is dangerous next, then its parts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from heapq import nlargest
from pathlib import PurePath

from cutaway.cli import columns
from cutaway.cli.columns import Cell, Column
from cutaway.cli.terminal import Terminal, Tone
from cutaway.description import wording
from cutaway.description.findings import Finding, Severity, by_severity
from cutaway.description.graph import GraphSummary
from cutaway.description.layers import Layer
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.description.variables import Variable, parameters, title

_MARKS: dict[Severity, tuple[str, Tone]] = {
    "danger": ("●", "danger"),
    "warning": ("▲", "warning"),
    "info": ("·", "info"),
}
_VERDICTS: dict[bool | None, tuple[str, Tone]] = {
    True: ("✓", "good"),
    False: ("✗", "danger"),
    None: ("?", "faint"),
}
_RANK = {"weight": 2, "constant": 2, "optimizer": 1}
"""What is listed where not all are; counters and their like come last."""

_ALL = 1 << 60


class Report:
    """Writes the parts of a model one under another; `everything` lifts the limits on how much of each."""

    def __init__(
        self, out: Terminal, model: ModelDescription, *, everything: bool, tags: tuple[str, ...] = ()
    ) -> None:
        self._out = out
        self._tags = tags
        self._model = model
        self._everything = everything

    def write(self) -> None:
        """Write all parts that the model has."""
        self._head()
        self._findings()
        self._signatures()
        self._layers()
        self._variables("Variables", self._model.variables)
        self._variables("Constants", self._model.constants)
        if self._model.graph is not None:
            self._graph(self._model.graph)
        self._belongings()
        self._runtimes()
        if self._everything:
            self._functions()
            self._metadata()
            self._files()

    def _limit(self, count: int) -> int:
        return _ALL if self._everything else count

    def _heading(self, title: str, words: str = "") -> None:
        self._out.print()
        columns.headline(self._out, title, words, tone="faint")

    def _rest(self, shown: int, total: int, noun: str) -> None:
        if total > shown:
            more = wording.counted(total - shown, f"more {noun}")
            self._out.print(f"  {self._out.paint(f'… {more} (--all)', 'faint')}")

    def _head(self) -> None:
        model, out = self._model, self._out
        name = wording.name(PurePath(model.path).name or model.path)
        detail = f"{wording.SEPARATOR}{wording.safe(model.detail)}" if model.detail else ""
        columns.headline(out, name, f"{wording.summary(model)}{detail}")
        if model.location != model.path:
            out.print(f"  {out.paint('read from', 'faint')} {wording.safe(model.location)}")
        if len(model.versions) > 1:
            versions = ", ".join(map(wording.safe, model.versions))
            out.print(f"  {out.paint('versions', 'faint')} {versions}  {out.paint('(--version N)', 'faint')}")
        if len(model.meta_graphs) > 1:
            names = "  ".join(map(self._meta_graph, model.meta_graphs))
            out.print(f"  {out.paint('MetaGraphs', 'faint')} {names}  {out.paint('(--tags TAG,…)', 'faint')}")

    def _meta_graph(self, tags: tuple[str, ...]) -> str:
        """Its tags; those of the one that is shown stand out."""
        chosen = set(self._tags or self._model.meta_graphs[0]) == set(tags)
        name = wording.safe(",".join(tags)) or "(no tags)"
        return self._out.paint(name, "strong") + self._out.paint(" (shown)", "faint") if chosen else name

    def _findings(self) -> None:
        findings = by_severity(self._model.findings)
        if not findings:
            return
        self._out.print()
        limit = self._limit(8)
        for finding in findings[:limit]:
            write_finding(self._out, finding)
        self._rest(limit, len(findings), "finding")

    def _signatures(self) -> None:
        called = [signature for signature in self._model.signatures if not signature.runs_on_load]
        limit = self._limit(6)
        if called:
            inferred = called[0].origin == "inferred"
            self._heading("Signatures", "inferred; the file declares none" if inferred else "")
        for signature in called[:limit]:
            self._signature(signature)
        self._rest(limit, len(called), "signature")
        for signature in self._model.signatures:
            if signature.runs_on_load:
                key = self._out.paint(wording.name(signature.key), "name")
                self._out.print(f"  {key}  {self._out.paint('runs when the model is loaded', 'faint')}")

    def _signature(self, signature: Signature) -> None:
        key = self._out.paint(wording.name(signature.key), "name")
        self._out.print(f"  {key}  {self._out.paint(wording.safe(signature.method), 'faint')}".rstrip())
        limit = self._limit(10)
        shown = [
            *(_tensor("→", spec) for spec in signature.inputs[:limit]),
            *(_tensor("←", spec) for spec in signature.outputs[:limit]),
        ]
        shapes = (
            Column(),
            Column(shrinks=True, name=True),
            Column(),
            Column(shrinks=True),
            Column(shrinks=True, leaves=1),
        )
        columns.table(self._out, shapes, shown, indent=4)
        self._rest(limit, len(signature.inputs), "input")
        self._rest(limit, len(signature.outputs), "output")

    def _variables(self, title: str, found: tuple[Variable, ...]) -> None:
        if not found:
            return
        size = sum(variable.bytes for variable in found)
        words = [
            wording.count(len(found)),
            wording.counted(parameters(found), "element"),
            wording.byte_size(size),
        ]
        optimizer = [variable for variable in found if variable.role == "optimizer"]
        if optimizer:
            words.append(f"{wording.counted(len(optimizer), 'variable')} of the optimizer")
        self._heading(title, wording.SEPARATOR.join(words))
        limit = self._limit(5 if title == "Constants" and self._model.variables else 10)
        shown: Sequence[Variable] = found
        if len(found) > limit:
            shown = nlargest(limit, found, key=lambda one: (_RANK.get(one.role, 0), one.bytes))
        columns.table(self._out, VARIABLE_COLUMNS, [variable_cells(one) for one in shown])
        self._rest(limit, len(found), title.lower()[:-1])

    def _layers(self) -> None:
        layers = self._model.layers
        if not layers:
            return
        self._heading("Layers", wording.count(len(layers)))
        limit = self._limit(24)
        shapes = (
            Column(shrinks=True, name=True),
            Column(shrinks=True),
            Column(shrinks=True, leaves=2),
            Column("parameters", right=True, leaves=1),
        )
        columns.table(self._out, shapes, [_layer(layer) for layer in layers[:limit]])
        self._rest(limit, len(layers), "layer")

    def _graph(self, graph: GraphSummary) -> None:
        words = [wording.counted(graph.nodes, "node")]
        if graph.functions:
            inside = wording.counted(graph.function_nodes, "node")
            words.append(f"{wording.counted(graph.functions, 'function')} with {inside}")
        words.append(f"{wording.counted(len(graph.operators), 'op')}")
        self._heading("Graph", wording.SEPARATOR.join(words))
        limit = self._limit(12)
        most = sorted(graph.operators, key=lambda operator: (-operator.count, operator.name))
        parts = [
            f"{wording.safe(operator.name)} {wording.count(operator.count)}"
            + ("" if operator.kind == "builtin" else f" ({operator.kind})")
            for operator in most[:limit]
        ]
        if parts:
            columns.paragraph(
                self._out, wording.SEPARATOR.join(part.replace(" ", "\u00a0") for part in parts)
            )
        self._rest(limit, len(most), "op")

    def _belongings(self) -> None:
        assets, tables = self._model.assets, self._model.tables
        if assets:
            self._heading("Assets", wording.count(len(assets)))
            limit = self._limit(10)
            rows = [
                (
                    Cell(wording.name(asset.name)),
                    Cell(wording.byte_size(asset.bytes) if asset.available else "missing"),
                    Cell(wording.safe(asset.role), "faint"),
                )
                for asset in assets[:limit]
            ]
            shapes = (Column(shrinks=True, name=True), Column(right=True), Column(leaves=1))
            columns.table(self._out, shapes, rows)
            self._rest(limit, len(assets), "asset")
        if tables:
            self._heading("Lookup tables", wording.count(len(tables)))
            limit = self._limit(10)
            rows = [
                (
                    Cell(wording.name(table.name)),
                    Cell(f"{table.key_dtype} → {table.value_dtype}"),
                    Cell("" if table.entries is None else wording.counted(table.entries, "entry", "entries")),
                )
                for table in tables[:limit]
            ]
            shapes = (Column(shrinks=True, name=True), Column(leaves=2), Column(right=True, leaves=1))
            columns.table(self._out, shapes, rows)
            self._rest(limit, len(tables), "table")

    def _runtimes(self) -> None:
        if not self._model.runtimes:
            return
        self._heading("Loads with")
        width = max(len(runtime.name) for runtime in self._model.runtimes)
        for runtime in self._model.runtimes:
            mark, tone = _VERDICTS[runtime.verdict]
            name = wording.safe(runtime.name).ljust(width)
            columns.paragraph(self._out, wording.safe(runtime.reason), mark=f"{mark} {name} ", tone=tone)

    def _functions(self) -> None:
        if self._model.functions:
            self._heading("Functions", wording.count(len(self._model.functions)))
        for function in self._model.functions:
            self._out.print(f"  {self._out.paint(wording.name(function.path), 'name')}")
            for trace in function.options:
                text = f"({trace.arguments}) → {trace.returns}"
                columns.paragraph(self._out, wording.safe(text), indent=4)

    def _metadata(self) -> None:
        if self._model.metadata:
            self._heading("Metadata")
        for key, value in self._model.metadata.items():
            text = value if isinstance(value, str) else json.dumps(value)
            columns.paragraph(
                self._out, wording.safe(wording.elided(text, 2000)), mark=wording.safe(key), tone="name"
            )

    def _files(self) -> None:
        self._heading("Files", wording.byte_size(self._model.bytes))
        rows = [
            (
                Cell(wording.name(file.name)),
                Cell(wording.byte_size(file.bytes) if file.exists else "missing"),
            )
            for file in self._model.files
        ]
        columns.table(self._out, (Column(shrinks=True, name=True), Column(right=True)), rows)


VARIABLE_COLUMNS = (
    Column(shrinks=True, name=True),
    Column(),
    Column(shrinks=True),
    Column("elements", right=True, leaves=3),
    Column("size", right=True, leaves=1),
)


def variable_cells(variable: Variable) -> tuple[Cell, ...]:
    """A row for `VARIABLE_COLUMNS`, with what people call the variable, as the window has it."""
    return (
        Cell(wording.name(title(variable))),
        Cell(wording.safe(variable.dtype), "faint"),
        Cell(wording.shape(variable.shape)),
        Cell(wording.count(variable.elements)),
        Cell(wording.byte_size(variable.bytes) if variable.available else "missing"),
    )


def _tensor(mark: str, spec: TensorSpec) -> tuple[Cell, ...]:
    return (
        Cell(mark, "faint"),
        Cell(wording.name(spec.name)),
        Cell(wording.safe(spec.dtype), "faint"),
        Cell(wording.shape(spec.shape)),
        Cell(wording.safe(spec.tensor) if spec.tensor != spec.name else "", "faint"),
    )


def _layer(layer: Layer) -> tuple[Cell, ...]:
    return (
        Cell("  " * layer.depth + wording.name(layer.name)),
        Cell(wording.safe(layer.class_name), "faint"),
        Cell("" if layer.output_shape is None else wording.shape(layer.output_shape)),
        Cell(wording.count(layer.parameters)),
    )


def write(out: Terminal, model: ModelDescription, *, everything: bool, tags: tuple[str, ...] = ()) -> None:
    """Write the model to the terminal. tags: of the MetaGraph that was chosen, none for the first."""
    Report(out, model, everything=everything, tags=tags).write()


def write_finding(out: Terminal, finding: Finding) -> None:
    """A finding as a paragraph, marked by how serious it is, with its place where the sentence does not name it."""
    mark, tone = _MARKS[finding.severity]
    text = wording.safe(finding.message)
    if finding.where and finding.where not in finding.message:
        text += f" ({wording.name(finding.where, 60)})"
    columns.paragraph(out, text, mark=mark, tone=tone)
