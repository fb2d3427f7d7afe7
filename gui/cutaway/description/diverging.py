# SPDX-License-Identifier: Apache-2.0
"""The first tensor inside two models that differs, in sentences and in the JSON of reports, and read back from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cutaway.description import wording
from cutaway.description.conversion import Diverging, Figures, Proof, TensorPair

_FIGURES = ("max_abs", "rmse", "cosine", "sqnr_db", "argmax_agreement")


def sentences(proof: Proof) -> list[str]:
    """What was seen inside two models whose answers differ; nothing where nobody looked."""
    first = proof.diverging
    told = []
    if first is not None:
        other = "" if first.target == first.source else f", in the other {first.target}"
        op = f" ({first.op})" if first.op else ""
        told.append(f"First to differ: {first.source}{op}{other}: {figures(first.figures)}.")
        if first.fused:
            told.append(f"Computed in one with it: {', '.join(first.fused)}.")
        if first.before:
            named = ", ".join(f"{each.source} ({figures(each.figures)})" for each in first.before)
            told.append(f"Before it: {named}.")
        elif first.op:
            told.append(
                "Nothing before it was compared: the difference begins with what it is given, or with itself."
            )
    if proof.inside:
        told.append(proof.inside)
    return told


def figures(found: Figures) -> str:
    """How far two values are apart, in a few words."""
    if found.equal:
        return "equal"
    if found.max_abs is None:
        return found.note.rstrip(".").lower() or "not comparable"
    cosine = "" if found.cosine is None else f", cosine {found.cosine:.6f}"
    return f"by up to {wording.number(found.max_abs, 3)}, RMSE {wording.number(found.rmse, 3)}{cosine}"


def figures_json(found: Figures) -> dict[str, Any]:
    """Figures by name."""
    return {
        **{name: getattr(found, name) for name in _FIGURES},
        "equal": found.equal,
        "odd": found.odd,
        "note": found.note,
    }


def figures_of(found: Mapping[str, Any]) -> Figures:
    """Figures that `figures_json` gave. Raises KeyError for what are none."""
    return Figures(
        bool(found["equal"]),
        **{name: found[name] for name in _FIGURES},
        odd=int(found.get("odd", 0)),
        note=str(found.get("note", "")),
    )


def as_json(first: Diverging) -> dict[str, Any]:
    """The tensor with those before it."""
    return {
        **_pair(first),
        "fused": list(first.fused),
        "before": [_pair(each) for each in first.before],
        "compared": first.compared,
        "node": list(first.node),
        "target_node": list(first.target_node),
    }


def of_json(found: Mapping[str, Any]) -> Diverging:
    """What `as_json` gave, of this version or an earlier one. Raises KeyError for what is none."""
    pair = _pair_of(found)
    return Diverging(
        pair.source,
        pair.target,
        pair.figures,
        pair.op,
        pair.target_op,
        tuple(str(name) for name in found.get("fused", ())),
        tuple(_pair_of(each) for each in found.get("before", ())),
        int(found.get("compared", 0)),
        _node(found.get("node")),
        _node(found.get("target_node")),
    )


def _node(found: Any) -> tuple[str, str]:  # noqa: ANN401 - JSON
    name, function = found or ("", "")
    return str(name), str(function)


def _pair(pair: TensorPair | Diverging) -> dict[str, Any]:
    named = {"source": pair.source, "target": pair.target, "op": pair.op, "target_op": pair.target_op}
    return {**named, **figures_json(pair.figures)}


def _pair_of(found: Mapping[str, Any]) -> TensorPair:
    return TensorPair(
        str(found["source"]),
        str(found["target"]),
        str(found.get("op", "")),
        str(found.get("target_op", "")),
        figures_of(found),
    )
