# SPDX-License-Identifier: Apache-2.0
"""The report of a comparison: as the JSON that scripts read, and as one HTML file that needs nothing else."""

from __future__ import annotations

import json
import math
from html import escape
from typing import Any

from cutaway.comparing import sentences
from cutaway.description import diverging, wording
from cutaway.description.comparison import (
    Compared,
    Difference,
    ModelComparison,
    NodePair,
    Structure,
    Weight,
    WeightPair,
)
from cutaway.description.conversion import Figures, Proof, ProofOutput

SCHEMA = 1
_STYLE = """
body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem;
  color-scheme: light dark }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 2rem } th { text-align: left; font-weight: 600 }
td, th { padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8884; vertical-align: top; overflow-wrap: anywhere }
td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } h1 { font-size: 1.4rem }
"""


def as_json(found: ModelComparison) -> dict[str, Any]:
    """What the contract's `compare --json` has, and more."""
    compared = found.compared
    told = {
        "schema": SCHEMA,
        "source": found.first,
        "target": found.second,
        "formats": [found.first_format, found.second_format],
        "source_bytes": found.first_bytes,
        "bytes": found.second_bytes,
        "seconds": found.seconds,
        "description": [_difference(each) for each in compared.differences],
        "weights": _weights(compared),
        "structure": _structure(compared.structure),
        "refused": list(found.refused),
        "proof": _proof(found.proof),
    }
    cleaned: dict[str, Any] = _finite(told)
    return cleaned


def text(found: ModelComparison) -> str:
    """The report as a JSON file."""
    return json.dumps(as_json(found), indent=2, allow_nan=False) + "\n"


def _difference(each: Difference) -> dict[str, Any]:
    return {
        "part": each.part,
        "change": each.change,
        "source": each.first or None,
        "target": each.second or None,
        "before": each.before,
        "after": each.after,
        "where": each.where,
    }


def _weights(compared: Compared) -> dict[str, Any]:
    return {
        "matched": len(compared.pairs),
        "equal": len(compared.pairs) - len(compared.changed),
        "items": [_pair(pair) for pair in compared.pairs],
        "only_source": [_weight(each) for each in compared.only_first],
        "only_target": [_weight(each) for each in compared.only_second],
    }


def _pair(pair: WeightPair) -> dict[str, Any]:
    spread = pair.spread
    return {
        "source": _weight(pair.first),
        "target": _weight(pair.second),
        "match": pair.match,
        "axes": list(pair.axes),
        "dequantised": pair.scaled,
        "folded": pair.folded or None,
        "scale": pair.scale,
        **_figures(pair.figures),
        "note": pair.figures.note,
        "histogram": None
        if spread is None
        else {"low": spread.edges[0], "high": spread.edges[-1], "counts": list(spread.counts)},
    }


def _weight(each: Weight) -> dict[str, Any]:
    return {
        "name": each.name,
        "title": each.title,
        "dtype": each.dtype,
        "shape": list(each.shape),
        "role": each.role,
    }


def _figures(figures: Figures) -> dict[str, Any]:
    names = ("max_abs", "rmse", "cosine", "sqnr_db", "argmax_agreement", "equal")
    return {name: getattr(figures, name) for name in names}


def _structure(structure: Structure) -> dict[str, Any]:
    return {
        "level": structure.level,
        "source_total": structure.first_total,
        "target_total": structure.second_total,
        "matched": [_nodes(each) for each in structure.pairs],
        "only_source": [list(each) for each in structure.only_first],
        "only_target": [list(each) for each in structure.only_second],
    }


def _nodes(each: NodePair) -> dict[str, Any]:
    return {
        "source": list(each.first),
        "target": list(each.second),
        "kind": each.kind,
        "target_kind": each.other_kind or each.kind,
        "match": each.match,
    }


def _proof(proof: Proof) -> dict[str, Any]:
    first = proof.diverging
    return {
        "verdict": proof.verdict,
        "reason": proof.reason,
        "samples": proof.samples,
        "inputs": proof.inputs,
        "tolerance": proof.tolerance,
        "outputs": [_output(each) for each in proof.outputs],
        "diverging": None if first is None else diverging.as_json(first),
        "inside": proof.inside,
    }


def _output(each: ProofOutput) -> dict[str, Any]:
    return {
        "source": each.source,
        "target": each.target,
        **_figures(each.figures),
        "passed": each.passed,
        "note": each.figures.note,
    }


def _finite(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_finite(item) for item in value]
    return value


def page(found: ModelComparison) -> str:
    """The report as a page."""
    compared = found.compared
    parts = [f"<h1>{escape(found.first)} · {escape(found.second)}</h1>"]
    parts += [f"<p>{escape(sentence)}</p>" for sentence in sentences.summary(found)]
    rows = [
        [sentences.heading(each.part), each.change, sentences.line(each)] for each in compared.differences
    ]
    parts.append(_table("Description", ("part", "change", ""), rows))
    weights = [
        [pair.first.title, pair.second.title, *_cells(pair.figures), ", ".join(sentences.how(pair))]
        for pair in compared.changed
    ]
    parts.append(_table("Weights that differ", ("first", "second", "max abs", "RMSE", "cosine", ""), weights))
    alone = [[each.title, "first"] for each in compared.only_first]
    alone += [[each.title, "second"] for each in compared.only_second]
    parts.append(_table("Weights of one model alone", ("weight", "model"), alone))
    parts.append(f"<h2>Answers</h2><p>{escape(found.proof.reason)}</p>")
    outputs = [[each.source, each.target, *_cells(each.figures)] for each in found.proof.outputs]
    parts.append(_table("", ("first", "second", "max abs", "RMSE", "cosine"), outputs))
    parts += [f"<p>{escape(told)}</p>" for told in diverging.sentences(found.proof)]
    body = "\n".join(part for part in parts if part)
    head = f'<meta charset="utf-8"><title>Comparison</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>\n'


def _cells(figures: Figures) -> list[str]:
    if figures.note:
        return [figures.note, "", ""]
    return [wording.number(value, 4) for value in (figures.max_abs, figures.rmse, figures.cosine)]


def _table(title: str, heads: tuple[str, ...], rows: list[list[str]]) -> str:
    if not rows:
        return ""
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    lines = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
    inner = "".join(f"<tr>{row}</tr>" for row in lines)
    heading = f"<h2>{escape(title)}</h2>" if title else ""
    return f"{heading}<table><thead><tr>{top}</tr></thead><tbody>{inner}</tbody></table>"
