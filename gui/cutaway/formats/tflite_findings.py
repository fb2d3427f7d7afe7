# SPDX-License-Identifier: Apache-2.0
"""What is worth telling about a .tflite file: operators that need more than a stock runtime, and the least runtime."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cutaway.description.findings import Finding, Runtime
from cutaway.description.graph import GraphSummary, Operator
from cutaway.formats.tflite_file import TfliteFile
from cutaway.formats.tflite_metadata import Told
from cutaway.formats.tflite_schema import operator_table

RUNTIME = "LiteRT from pip"
_MOST = 20
_REFUSED = frozenset(
    (
        "operator-out-of-range",
        "tensor-out-of-range",
        "buffer-out-of-range",
        "buffer-outside-file",
        "unknown-type",
        "unknown-operator",
        "quantization-axis",
        "values-missing",
        "endless-call",
        "subgraph-out-of-range",
    )
)
# Custom operators that a stock interpreter brings all the same (tensorflow/lite/core/kernels/register.cc).
_STOCK = frozenset(("Mfcc", "AudioSpectrogram", "TFLite_Detection_PostProcess", "NumericVerify"))
# Makers of custom operators, by the beginning of the name.
_MAKERS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        (
            "Convolution2DTransposeBias",
            "MaxPoolingWithArgmax2D",
            "MaxUnpooling2D",
            "Landmarks2TransformMatrix",
            "Landmarks",
            "TransformTensorBilinear",
            "TransformLandmarks",
            "FusedBatchNormV3Custom",
            "KmeansEmbeddingLookup",
            "NGramHash",
            "RagTensorToTensor",
        ),
        "MediaPipe brings it",
    ),
    (("Signal",), "TensorFlow Lite Micro's signal library brings it"),
    (("ethos-u",), "it is compiled for an Arm Ethos-U, whose driver brings it"),
    (("TFSentencepiece", "tftext:", "TFText", "WhitespaceTokenize"), "TensorFlow Text brings it"),
    (("ParseExample", "DecodeProto"), "it is registered by TensorFlow Serving or tensorflow-io"),
    (("aeq.", "odml."), "the AI Edge tools define it"),
)


class Least(NamedTuple):
    """The least runtime that knows all operators in their versions, and the operator that asks for it."""

    version: str
    operator: str
    operator_version: int


def least_runtime(summary: GraphSummary) -> Least | None:
    """From the table of operator versions; None where no operator of the model is in it."""
    runtimes = operator_table().runtimes
    found = [
        Least(runtimes[operator.name][str(version)], operator.name, version)
        for operator in summary.operators
        if operator.kind == "builtin"
        for version in operator.versions
        if str(version) in runtimes.get(operator.name, {})
    ]
    return max(found, key=lambda least: _numbers(least.version), default=None)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def findings(file: TfliteFile, summary: GraphSummary, told: Told) -> list[Finding]:
    """Findings about operators, runtimes and metadata; `tflite_problems` has those about damage."""
    return [
        *_special(summary, told),
        *_too_new(summary),
        *_least(summary),
        *_external(file),
        *(
            Finding(
                "metadata-unreadable", "warning", f"The metadata entry {name} cannot be read: {why}.", name
            )
            for name, why in told.unreadable
        ),
    ]


def plain(operator: Operator) -> str:
    """A custom operator's own name."""
    return operator.name.removeprefix("CUSTOM:")


def _special(summary: GraphSummary, told: Told) -> Iterator[Finding]:
    special = [operator for operator in summary.operators if operator.kind in {"custom", "flex"}]
    for operator in special[:_MOST]:
        yield _flex(operator) if operator.kind == "flex" else _custom(operator, told)


def _flex(operator: Operator) -> Finding:
    name = plain(operator)
    message = (
        f"{name} runs TensorFlow's own {name.removeprefix('Flex')} and needs the Flex delegate, which the Python "
        "packages have not contained since 2.20; phones need the Select TF Ops library."
    )
    return Finding("flex-op", "warning", message, name)


def _custom(operator: Operator, told: Told) -> Finding:
    name = plain(operator)
    if name in _STOCK:
        message = f"{name} is a custom operator that stock interpreters bring all the same."
        return Finding("custom-op", "info", message, name)
    if name == "edgetpu-custom-op":
        message = (
            "The model is compiled for a Coral Edge TPU and runs only with that device and its libedgetpu."
        )
        return Finding("compiled-op", "warning", message, name)
    if name == "DISPATCH_OP":
        device = told.accelerator or "a particular accelerator"
        message = f"The model is compiled for {device} and runs only there, by LiteRT's dispatch library."
        return Finding("compiled-op", "warning", message, name)
    maker = next((maker for begins, maker in _MAKERS if name.startswith(begins)), "")
    message = f"{name or 'A nameless operator'} is a custom operator, which no stock interpreter knows: "
    return Finding(
        "custom-op",
        "warning",
        message + (maker or "the program that runs the model has to bring it") + ".",
        name,
    )


def _too_new(summary: GraphSummary) -> Iterator[Finding]:
    runtimes = operator_table().runtimes
    for operator in summary.operators:
        known = [int(version) for version in runtimes.get(operator.name, {})]
        if operator.kind == "builtin" and known and max(operator.versions, default=0) > max(known):
            message = (
                f"{operator.name} is of version {max(operator.versions)}, newer than the {max(known)} that runtimes "
                "were known to have."
            )
            yield Finding("operator-version", "warning", message, operator.name)


def _least(summary: GraphSummary) -> Iterator[Finding]:
    least = least_runtime(summary)
    if least is not None:
        message = (
            f"It needs a TensorFlow Lite runtime of version {least.version} or later, "
            f"for version {least.operator_version} of {least.operator}."
        )
        yield Finding("least-runtime", "info", message, least.operator)


def _external(file: TfliteFile) -> Iterator[Finding]:
    files = sorted({external.file for external in file.external.values()})
    if files:
        message = (
            f"Weights lie in other files, which have to stay beside this one: {', '.join(files[:_MOST])}."
        )
        yield Finding("external-weights", "info", message, files[0])


def runtimes(summary: GraphSummary, found: list[Finding]) -> tuple[Runtime, ...]:
    """Whether LiteRT's Python package, which TensorFlow's interpreter shares its kernels with, can run the model."""
    broken = next((finding for finding in found if finding.code in _REFUSED), None)
    if broken is not None:
        return (Runtime(RUNTIME, verdict=False, reason=broken.message),)
    blocking = [finding for finding in found if finding.code in {"flex-op", "custom-op", "compiled-op"}]
    stopped = next((finding for finding in blocking if finding.severity == "warning"), None)
    if stopped is not None:
        return (Runtime(RUNTIME, verdict=False, reason=stopped.message),)
    least = least_runtime(summary)
    newer = next((finding for finding in found if finding.code == "operator-version"), None)
    if newer is not None:
        return (Runtime(RUNTIME, verdict=None, reason=newer.message),)
    since = f" Runtimes know all of them since {least.version}." if least else ""
    reason = "All operators are builtin." + since
    return (Runtime(RUNTIME, verdict=True, reason=reason),)
