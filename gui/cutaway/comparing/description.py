# SPDX-License-Identifier: Apache-2.0
"""What two descriptions say otherwise: what was added, removed, changed or only given another name."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from cutaway.comparing import ports
from cutaway.comparing.units import PLUMBING, plain_kind
from cutaway.description import wording
from cutaway.description.comparison import ORDER, Difference, Part
from cutaway.description.findings import Finding
from cutaway.description.layers import Layer
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec

T = TypeVar("T")

_LONGEST = 200
_VOCABULARIES = {"tflite": "tflite", "onnx": "onnx", "openvino": "openvino"}
"""Where operators have names of their own; all else are TensorFlow's. What only passes values on has no other there."""


Counts: TypeAlias = Mapping[str, int]
"""How often there is each operator."""


def compare(
    first: ModelDescription, second: ModelDescription, run: tuple[Counts, Counts] | None = None
) -> tuple[Difference, ...]:
    """All differences, part by part. Comparing the other way round gives their mirror.

    run: operators that calls come to in each, for models whose files are of different kinds; else those of the files.
    """
    found = [*_formats(first, second), *_signatures(first, second), *_layers(first, second)]
    found += _operators(first, second, run)
    found += _listed("asset", _assets(first), _assets(second), lambda size: size)
    found += _listed("metadata", _metadata(first), _metadata(second), None)
    found += _findings(first, second)
    return tuple(sorted(found, key=lambda each: ORDER[each.part]))


def matched(
    first: Sequence[T],
    second: Sequence[T],
    name: Callable[[T], str],
    likeness: Callable[[T], Hashable] | None,
) -> list[tuple[T | None, T | None]]:
    """Pairs by name, then, in order, of those left that are alike; None where there is no other.

    Names are unique in each. What is found does not depend on which is the first.
    """
    known = {name(each): each for each in second}
    names = {name(each) for each in first}
    pairs: list[tuple[T | None, T | None]] = [
        (each, known[name(each)]) for each in first if name(each) in known
    ]
    left = [each for each in first if name(each) not in known]
    others = [each for each in second if name(each) not in names]
    if likeness is not None:
        alike: dict[Hashable, list[T]] = defaultdict(list)
        for other in others:
            alike[likeness(other)].append(other)
        taken = set()
        for each in left:
            waiting = alike.get(likeness(each))
            if waiting:
                other = waiting.pop(0)
                pairs.append((each, other))
                taken |= {("first", name(each)), ("second", name(other))}
        left = [each for each in left if ("first", name(each)) not in taken]
        others = [each for each in others if ("second", name(each)) not in taken]
    return [*pairs, *((each, None) for each in left), *((None, each) for each in others)]


def _told(
    part: Part,
    pairs: Sequence[tuple[T | None, T | None]],
    name: Callable[[T], str],
    content: Callable[[T], str],
    where: str = "",
) -> Iterator[Difference]:
    for one, other in pairs:
        if one is None and other is not None:
            yield Difference(part, "added", "", name(other), "", content(other), where)
        elif one is not None and other is None:
            yield Difference(part, "removed", name(one), "", content(one), "", where)
        elif one is not None and other is not None:
            before, after = content(one), content(other)
            if name(one) != name(other):
                yield Difference(part, "renamed", name(one), name(other), before, after, where)
            elif before != after:
                yield Difference(part, "changed", name(one), name(other), before, after, where)


def _formats(first: ModelDescription, second: ModelDescription) -> list[Difference]:
    titles = [wording.format_title(each.format) for each in (first, second)]
    if titles[0] == titles[1]:
        return []
    return [Difference("format", "changed", "format", "format", titles[0], titles[1])]


def _signatures(first: ModelDescription, second: ModelDescription) -> Iterator[Difference]:
    """Keys, and of signatures that stand in both what they take and give. Initialisers are nobody's to call."""
    ones = [each for each in first.signatures if not each.runs_on_load]
    others = [each for each in second.signatures if not each.runs_on_load]
    pairs = matched(ones, others, lambda each: each.key, _called)
    if len(ones) == len(others) == 1:  # one way to call each: whatever it is called
        pairs = [(ones[0], others[0])]
    has_methods = all(each.method for each in (*ones, *others))  # what has none has not lost it
    yield from _told(
        "signature", pairs, lambda each: each.key, lambda each: each.method if has_methods else ""
    )
    for one, other in pairs:
        if one is not None and other is not None:
            yield from _ports("input", one.inputs, other.inputs, one.key)
            yield from _ports("output", one.outputs, other.outputs, one.key)


def _called(signature: Signature) -> Hashable:
    return tuple(sorted(map(_spec, side)) for side in (signature.inputs, signature.outputs)).__repr__()


def _ports(
    part: Part, first: Sequence[TensorSpec], second: Sequence[TensorSpec], where: str
) -> Iterator[Difference]:
    yield from _told(part, ports.matched(first, second), lambda each: each.name, _spec, where)


def _spec(spec: TensorSpec) -> str:
    shape = "" if spec.shape is None else wording.shape(spec.shape)
    text = f"{spec.dtype} {shape}".strip()
    if spec.quantization is None:
        return text
    scales = ", ".join(f"{scale:g}" for scale in spec.quantization.scale[:4])
    return f"{text}, scale {scales}"


def _layers(first: ModelDescription, second: ModelDescription) -> Iterator[Difference]:
    """Where both tell their layers; what has none has not lost them."""
    if not first.layers or not second.layers:
        return
    pairs = matched(_unique(first.layers), _unique(second.layers), lambda each: each[0], _kind_of_layer)
    yield from _told("layer", pairs, lambda each: each[0], _layer)


def _unique(layers: Sequence[Layer]) -> list[tuple[str, Layer]]:
    """Layers by name; one that is nested, or stands there again, is told apart by a number."""
    seen: dict[str, int] = defaultdict(int)
    found = []
    for layer in layers:
        seen[layer.name] += 1
        again = seen[layer.name]
        found.append((layer.name if again == 1 else f"{layer.name} ({again})", layer))
    return found


def _kind_of_layer(named: tuple[str, Layer]) -> Hashable:
    layer = named[1]
    return layer.class_name, layer.output_shape, layer.parameters, layer.depth


def _layer(named: tuple[str, Layer]) -> str:
    layer = named[1]
    shape = "" if layer.output_shape is None else f" → {wording.shape(layer.output_shape)}"
    return f"{layer.class_name}{shape}, {wording.counted(layer.parameters, 'parameter')}{_settings(layer)}"


def _settings(layer: Layer) -> str:
    """What is configured, without the name, which is told apart."""
    try:
        config = json.loads(layer.config)
    except ValueError:
        return ""
    if not isinstance(config, dict):
        return ""
    told = {name: value for name, value in config.items() if isinstance(value, str | int | float | list)}
    told.pop("name", None)
    text = ", ".join(f"{name} {_short(value)}" for name, value in sorted(told.items()))
    return f"; {text}" if text else ""


def _operators(
    first: ModelDescription, second: ModelDescription, run: tuple[Counts, Counts] | None
) -> Iterator[Difference]:
    if first.graph is None or second.graph is None:
        return
    counts = run or tuple(
        {each.name: each.count for each in one.operators} for one in (first.graph, second.graph)
    )
    if _VOCABULARIES.get(first.format) == _VOCABULARIES.get(second.format):
        yield from _listed("operator", dict(counts[0]), dict(counts[1]), None)
        return
    rows = [[row for row in one.items() if row[0] not in PLUMBING] for one in counts]
    pairs = matched(rows[0], rows[1], lambda row: row[0], lambda row: plain_kind(row[0]))
    yield from _told("operator", pairs, lambda row: row[0], lambda row: str(row[1]))


def _assets(model: ModelDescription) -> dict[str, Any]:
    return {each.name: each.bytes for each in model.assets}


def _metadata(model: ModelDescription) -> dict[str, Any]:
    return {**model.metadata, **{f"producer {name}": value for name, value in model.producer.items()}}


def _listed(
    part: Part,
    first: dict[str, Any],
    second: dict[str, Any],
    likeness: Callable[[Any], Hashable] | None,
) -> Iterator[Difference]:
    alike = None if likeness is None else lambda each: likeness(each[1])
    pairs = matched(list(first.items()), list(second.items()), lambda each: each[0], alike)
    for found in _told(part, pairs, lambda each: each[0], lambda each: _exact(each[1])):
        yield Difference(
            part, found.change, found.first, found.second, _short(found.before), _short(found.after)
        )


def _findings(first: ModelDescription, second: ModelDescription) -> Iterator[Difference]:
    pairs = matched(
        _each_once(first.findings),
        _each_once(second.findings),
        lambda each: f"{each.code} {each.where or ''}",
        None,
    )
    for found in _told("finding", pairs, lambda each: f"{each.code} {each.where or ''}", _finding):
        yield Difference(
            part="finding",
            change=found.change,
            first=found.first.strip(),
            second=found.second.strip(),
            before=found.before,
            after=found.after,
        )


def _each_once(findings: Sequence[Finding]) -> list[Finding]:
    return list({(each.code, each.where or ""): each for each in findings}.values())


def _finding(finding: Finding) -> str:
    return f"{finding.severity}: {finding.message}"


def _exact(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=str)


def _short(value: object) -> str:
    return wording.elided(_exact(value), _LONGEST)
