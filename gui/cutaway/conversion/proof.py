# SPDX-License-Identifier: Apache-2.0
"""Judges whether a result answers like its source: what is borne for which target, and what shows nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cutaway.conversion.targets import OptionValue
from cutaway.description import wording
from cutaway.description.conversion import Figures, Proof, ProofOutput, TargetId, Tolerance, Verdict

_EXACT = Tolerance()
_HALF = Tolerance(relative=5e-3, absolute=1e-3)
_DYNAMIC = Tolerance(relative=0.1, absolute=1e-3, cosine=0.99)
_STEPS = Tolerance(steps=4.0, cosine=0.97, share=0.03)
_WIDE = Tolerance(relative=0.05, absolute=1e-3, cosine=0.99, share=0.03)
_LEAST_ALIKE = 0.9
"""The cosine that outputs of a softmax keep at least where the signal before it has little noise."""
_OTHER_LIBRARY = Tolerance(relative=1e-3, absolute=1e-5)


def tolerance(target: TargetId, options: Mapping[str, OptionValue]) -> Tolerance:
    """What is borne from a conversion to that target with these options.

    float32 within another library's rounding; fewer bits by what a sound conversion of common networks stays below.
    """
    if target == "tflite":
        kinds = {
            "float32": _OTHER_LIBRARY,
            "float16": _HALF,
            "dynamic": _DYNAMIC,
            "int8": _STEPS,
            "int16x8": _WIDE,
        }
        return kinds.get(str(options.get("quantization")), _OTHER_LIBRARY)
    if target in {"tfjs", "openvino"}:
        kinds = {"float16": _HALF, "uint8": _DYNAMIC}
        return kinds.get(str(options.get("weights")), _EXACT if target == "tfjs" else _OTHER_LIBRARY)
    return _OTHER_LIBRARY if target == "onnx" else _EXACT


def is_within(
    figures: Figures, borne: Tolerance, scale: float, step: float | None, before: float | None = None
) -> bool:
    """Whether one output is near enough. scale: its largest magnitude in the source. step: of its quantisation.

    before: noise in the signal before the softmax that gives it.
    """
    if figures.equal:
        return True
    if figures.note or figures.odd or figures.max_abs is None:
        return False
    if before is not None and borne.share is not None and before <= borne.share:
        return figures.cosine is None or figures.cosine >= _LEAST_ALIKE
    if borne.cosine is not None and figures.cosine is not None and figures.cosine < borne.cosine:
        return False
    if (
        borne.agreement is not None
        and figures.argmax_agreement is not None
        and figures.argmax_agreement < borne.agreement
    ):
        return False
    if borne.steps is not None:
        return figures.max_abs <= borne.steps * (step if step is not None else scale / 255)
    return figures.max_abs <= borne.absolute + borne.relative * scale


def judge(
    outputs: Sequence[ProofOutput],
    borne: Tolerance,
    *,
    samples: int,
    inputs: str,
    is_random: bool,
    needs_data: bool = False,
    folder: str = "",
) -> Proof:
    """The verdict over all outputs. needs_data: for integers, where random inputs alone show nothing."""
    verdict, reason = _verdict(outputs, samples, is_random=is_random, needs_data=needs_data)
    return Proof(verdict, reason, samples, inputs, borne.figures(), tuple(outputs), None, folder)


def together(proofs: Mapping[str, Proof]) -> Proof:
    """Of several signatures, by their keys: the worst verdict, and all outputs."""
    if len(proofs) == 1:
        return next(iter(proofs.values()))
    verdicts = {each.verdict for each in proofs.values()}
    verdict: Verdict = next(each for each in ("fail", "not_run", "pass") if each in verdicts)
    first = next(each for each in proofs.values() if each.verdict == verdict)
    outputs = (
        replace(output, source=f"{key}: {output.source}", target=f"{key}: {output.target}")
        for key, each in proofs.items()
        for output in each.outputs
    )
    reasons = (f"{key}: {each.reason}" for key, each in proofs.items() if each.verdict == verdict)
    return replace(first, reason=" ".join(reasons), outputs=tuple(outputs))


def not_run(reason: str) -> Proof:
    """A proof that could not be made, and why, in one sentence."""
    return Proof("not_run", reason)


def _verdict(
    outputs: Sequence[ProofOutput], samples: int, *, is_random: bool, needs_data: bool
) -> tuple[Verdict, str]:
    if not outputs:
        return "not_run", "The model has no outputs that could be compared."
    failed = [output for output in outputs if not output.passed]
    if failed:
        first = failed[0]
        why = first.figures.note or f"it differs by up to {first.figures.max_abs:.3g}"
        rest = f", and {len(failed) - 1} more" if len(failed) > 1 else ""
        return "fail", f"The output {first.source} is not within the tolerance{rest}: {why.rstrip('.')}."
    if needs_data and is_random:
        return "not_run", "Integers were proven on random inputs alone, which says nothing about real ones."
    still = [output.source for output in outputs if not output.varies]
    if len(still) == len(outputs):
        return "not_run", "The source answers the same to every sample, so nothing is shown by equal answers."
    which = "All outputs that vary" if still else "All outputs"
    near = all(output.figures.equal for output in outputs)
    told = "are equal to those of the source" if near else "are within the tolerance"
    return "pass", f"{which} {told}, on {_samples(samples)}.{_unshown(still)}"


def _unshown(still: Sequence[str]) -> str:
    """Outputs that are the same for every sample: of them nothing is shown."""
    if not still:
        return ""
    does, it = ("does", "it") if len(still) == 1 else ("do", "them")
    return f" {wording.listed(still, 3)} {does} not vary over these, so that nothing is shown of {it}."


def _samples(count: int) -> str:
    return "one sample" if count == 1 else f"{count} samples"
