# SPDX-License-Identifier: Apache-2.0
"""The report of a comparison: as the JSON that scripts read, and as one HTML file that needs nothing else."""

from __future__ import annotations

import json
import math
from typing import Any

from cutaway.comparing import report_page
from cutaway.description import diverging
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
from cutaway.description.labelled import Disagreement, Labelled, Tally
from cutaway.description.statistics import Histogram

SCHEMA = 1


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
        "labelled": None if found.labelled is None else _labelled(found.labelled),
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
        "histogram": None if spread is None else _histogram(spread),
        "histograms": None if pair.both is None else [_histogram(side) for side in pair.both],
    }


def _histogram(spread: Histogram) -> dict[str, Any]:
    return {"low": spread.edges[0], "high": spread.edges[-1], "counts": list(spread.counts)}


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


def _labelled(found: Labelled) -> dict[str, Any]:
    return {
        "samples": found.samples,
        "words": found.words,
        "classes": list(found.classes),
        "count": found.count,
        "outputs": [found.first_output, found.second_output],
        "source": _tally(found.first),
        "target": _tally(found.second),
        "differ": found.differ,
        "only_source_right": found.only_first,
        "only_target_right": found.only_second,
        "disagreements": [_disagreement(found, each) for each in found.disagreements],
        "notes": list(found.notes),
    }


def _tally(side: Tally) -> dict[str, Any]:
    return {
        "right": side.right,
        "accuracy": side.accuracy,
        "confusion": [
            {"label": label, "answer": answer, "count": count} for label, answer, count in side.confusion
        ],
    }


def _disagreement(found: Labelled, each: Disagreement) -> dict[str, Any]:
    return {
        "sample": each.sample.name,
        "path": each.sample.source,
        "label": each.sample.label,
        "class": found.name(each.sample.label),
        "source": {"answer": each.first, "class": found.name(each.first), "score": each.first_score},
        "target": {"answer": each.second, "class": found.name(each.second), "score": each.second_score},
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
    """The report as a page, with the JSON in it."""
    return report_page.page(found, json.dumps(as_json(found), allow_nan=False))
