# SPDX-License-Identifier: Apache-2.0
"""What can be told before a conversion is begun: each finding with the option that it concerns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cutaway import paths
from cutaway.conversion.targets import OptionValue, Target
from cutaway.description import wording
from cutaway.description.findings import Finding, Severity
from cutaway.description.graph import Graph, Operator
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature, for_callers

_MOST = 6
_BYTES = {"float32": 1.0, "float16": 0.5, "dynamic": 0.25, "int8": 0.25, "int16x8": 0.25, "uint8": 0.25}
_LOOPS = frozenset({"TensorListReserve", "TensorListFromTensor", "TensorListStack"})
_LOOPING = frozenset({"While", "StatelessWhile", "If", "StatelessIf", "WHILE", "IF"})
_RECURRENT = frozenset({"LSTM", "GRU", "SimpleRNN", "RNN", "ConvLSTM2D", "Bidirectional"})
_INNER = frozenset({"_Arg", "_Retval"})


@dataclass(frozen=True, slots=True)
class Concern:
    """option: key of the option that it stands beside, empty where it is about the target itself."""

    finding: Finding
    option: str = ""


def concerns(
    model: ModelDescription,
    target: Target,
    options: Mapping[str, OptionValue],
    signatures: Sequence[str] = (),
    graph: Graph | None = None,
    *,
    is_cut: bool = False,
) -> tuple[Concern, ...]:
    """What is known from the description. signatures: keys, empty for the first. graph: to tell where ops are.

    is_cut: other tensors of a graph were chosen than those of its signature; which operators are left is not known.
    """
    filled = target.filled(options)
    called = [each for each in for_callers(model.signatures) if not each.runs_on_load]
    chosen = [each for each in called if each.key in signatures] or called[:1]
    if is_cut:
        return (*_tables(model, target, filled), *_calibration(model, target, filled, ()))
    return (
        *_operators(model, target, filled, graph),
        *_dimensions(target, filled, chosen),
        *_strings(target, filled, chosen),
        *_tables(model, target, filled),
        *_calibration(model, target, filled, chosen),
    )


def estimate(model: ModelDescription, target: Target, options: Mapping[str, OptionValue]) -> int:
    """About how many bytes the result has: its weights as they will be kept; the graph itself adds little."""
    filled = target.filled(options)
    kept = str(filled.get("quantization", filled.get("weights", "float32")))
    weights = sum(each.bytes for each in (*model.variables, *model.constants) if each.role == "weight")
    return round((weights or model.bytes) * _BYTES.get(kept, 1.0))


def kind_of(op: str, target: str) -> str:
    """`builtin`, `flex` (TensorFlow's own, which .tflite may keep), `unsupported`, or `custom`: of another library."""
    known = converted(target)
    if not known or op in known or op in _INNER:
        return "builtin"
    if op not in _registered():
        return "custom"
    return "flex" if target == "tflite" else "unsupported"


@cache
def converted(target: str) -> frozenset[str]:
    """TensorFlow's ops that the target's converter takes, from the shipped table; empty where it takes all."""
    for line in paths.resource("ops/converted.tsv").read_text(encoding="utf-8").splitlines():
        name, _, ops = line.partition("\t")
        if name == target:
            return frozenset(ops.split(" "))
    return frozenset()


@cache
def _registered() -> frozenset[str]:
    lines = paths.resource("ops/tensorflow.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(line.partition("\t")[0] for line in lines if not line.startswith("#"))


def _operators(
    model: ModelDescription, target: Target, options: Mapping[str, OptionValue], graph: Graph | None
) -> Iterator[Concern]:
    if model.graph is None or model.format in {"keras_h5", "keras_archive"}:
        return
    if model.format == "tflite":
        yield from _lite_operators(model.graph.operators, target, graph)
        return
    if not converted(target.id):
        return
    found: dict[str, list[tuple[str, int]]] = {}
    for op in model.graph.operators:
        found.setdefault(kind_of(op.name, target.id), []).append((op.name, op.count))
    for kind in ("flex", "custom", "unsupported"):
        if kind in found:
            yield _unlike(kind, found[kind], target, options, graph)


def _lite_operators(operators: Sequence[Operator], target: Target, graph: Graph | None) -> Iterator[Concern]:
    """Those of a .tflite that are not TensorFlow Lite's own: its file says which."""
    custom = [(op.name, op.count) for op in operators if op.kind == "custom"]
    if custom:
        yield _unlike("custom", custom, target, {}, graph)
    flex = [_told(op.name, op.count, graph) for op in operators if op.kind == "flex"]
    if flex:
        message = (
            f"TensorFlow's own operators (Flex), which LiteRT's Python package does not run and {target.title} has "
            f"nothing for: {wording.listed(sorted(flex), _MOST)}."
        )
        yield Concern(Finding("flex-operators", "warning", message))


def _unlike(
    kind: str,
    ops: Sequence[tuple[str, int]],
    target: Target,
    options: Mapping[str, OptionValue],
    graph: Graph | None,
) -> Concern:
    """Ops that do not become the target's own."""
    names = wording.listed([_told(name, count, graph) for name, count in sorted(ops)], _MOST)
    if kind == "custom":
        message = f"Operators of other libraries, which no converter knows: {names}."
        return Concern(Finding("custom-operators", "danger", message))
    if kind == "unsupported":
        message = (
            f"{target.title} has nothing that stands for these operators: {names}. The conversion may fail."
        )
        return Concern(Finding("unsupported-operators", "warning", message))
    if options.get("select_tf_ops"):
        message = (
            f"Kept as TensorFlow's own operators (Flex), so that the result cannot be run here: {names}."
        )
        return Concern(Finding("flex-operators", "info", message), "select_tf_ops")
    message = (
        f"TensorFlow Lite has no operators of its own for {names}. Unless the converter can do without them, "
        "it needs TensorFlow's own operators (select_tf_ops)."
    )
    return Concern(Finding("flex-operators", "warning", message), "select_tf_ops")


def _told(op: str, count: int, graph: Graph | None) -> str:
    """An op with how often it occurs, and its first place."""
    often = f"{op} (×{wording.count(count)})" if count > 1 else op
    if graph is None or op not in graph.op_names:
        return often
    number = graph.op_names.index(op)
    place = next((at for at, each in enumerate(graph.ops) if each == number), None)
    if place is None:
        return often
    function = graph.function_of[place]
    inside = f" in {wording.elided(graph.functions[function], 40)}" if function >= 0 else ""
    return f"{often} at {wording.elided(graph.names[place], 60)}{inside}"


def _dimensions(
    target: Target, options: Mapping[str, OptionValue], signatures: Sequence[Signature]
) -> Iterator[Concern]:
    if target.id != "tflite":
        return
    for signature in signatures:
        dynamic = [
            spec.name
            for spec in signature.inputs
            if spec.shape is None or any(size is None for size in spec.shape)
        ]
        if dynamic:
            message = (
                f"{wording.listed(dynamic, _MOST)} of {signature.key} has dynamic dimensions: an app has to resize the "
                "input before it runs, unless sizes are fixed."
            )
            severity: Severity = "info" if options.get("quantization") == "float32" else "warning"
            yield Concern(Finding("dynamic-dimensions", severity, message))


def _strings(
    target: Target, options: Mapping[str, OptionValue], signatures: Sequence[Signature]
) -> Iterator[Concern]:
    if target.id not in {"tflite", "tfjs", "onnx"}:
        return
    for signature in signatures:
        names = [spec.name for spec in (*signature.inputs, *signature.outputs) if spec.dtype == "string"]
        if names:
            what = (
                "integers cannot stand for them"
                if target.takes_samples(options)
                else "few runtimes take them"
            )
            message = f"{wording.listed(names, _MOST)} of {signature.key} is of strings, and {what}."
            option = "quantization" if target.takes_samples(options) else ""
            yield Concern(Finding("strings", "warning", message), option)


def _tables(model: ModelDescription, target: Target, options: Mapping[str, OptionValue]) -> Iterator[Concern]:
    if not model.tables or target.id not in {"tflite", "frozen_graph", "onnx", "tfjs"}:
        return
    names = wording.listed([table.name for table in model.tables], _MOST)
    after = {
        "tflite": "converts, but nothing fills it, so that signatures which look it up do not run",
        "frozen_graph": "is filled by an operation that has to be run first",
        "onnx": "becomes part of the file",
        "tfjs": "is not filled in a browser",
    }[target.id]
    severity: Severity = "info" if target.id == "onnx" else "warning"
    message = f"The model looks up {names}: that {after}."
    yield Concern(Finding("tables", severity, message), "select_tf_ops" if "select_tf_ops" in options else "")


def _calibration(
    model: ModelDescription,
    target: Target,
    options: Mapping[str, OptionValue],
    signatures: Sequence[Signature],
) -> Iterator[Concern]:
    if not target.takes_samples(options):
        return
    message = "Integers are fitted to calibration data: give what the model will really see."
    yield Concern(Finding("needs-calibration", "info", message), "quantization")
    if len(signatures) > 1:
        message = (
            "Integers are fitted to samples of one signature: choose one, and convert the others singly."
        )
        yield Concern(Finding("one-signature", "danger", message), "quantization")
    looping = {op.name for op in model.graph.operators} & _LOOPING if model.graph else set()
    recurrent = {layer.class_name for layer in model.layers or ()} & _RECURRENT
    if looping or recurrent:
        words = wording.listed(sorted(looping or recurrent), _MOST)
        message = (
            f"Loops and branches ({words}) stay in float: what goes through them cannot be fitted to samples."
        )
        yield Concern(Finding("loops-in-float", "warning", message), "quantization")
