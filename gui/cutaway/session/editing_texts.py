# SPDX-License-Identifier: Apache-2.0
"""What a client sees of a signature before and after an edit: Python, the body of a request, `saved_model_cli`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.editing.draft import Draft, DraftSignature
from cutaway.session.snippets import snippets

_CLI = "saved_model_cli"


@dataclass(frozen=True, slots=True)
class Text:
    """One text. before, after: empty where there is no such signature on that side."""

    title: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        """Whether a client has to change anything."""
        return self.before != self.after


def before_and_after(
    start: Draft, draft: Draft, signature: DraftSignature, tags: Sequence[str] = ()
) -> tuple[Text, ...]:
    """The texts for a signature of the draft beside those for the one that it was made from."""
    base = start.signature(signature.base) if signature.base else None
    old = _texts(start.description, base.described(), tags) if base is not None else {}
    new = _texts(draft.edited(), signature.described(), tags)
    return tuple(Text(title, old.get(title, ""), new.get(title, "")) for title in dict.fromkeys((*new, *old)))


def _texts(description: ModelDescription, signature: Signature, tags: Sequence[str]) -> dict[str, str]:
    found = {each.title: each.text or each.reason for each in snippets(description, signature, tags)}
    if description.format == "saved_model":
        found[_CLI] = saved_model_cli(signature)
    return found


def saved_model_cli(signature: Signature) -> str:
    """What `saved_model_cli show --signature_def KEY` prints of a signature (`_show_inputs_outputs` in its source)."""
    lines = ["The given SavedModel SignatureDef contains the following input(s):"]
    lines += [line for spec in sorted(signature.inputs, key=_name) for line in _port("inputs", spec)]
    lines.append("The given SavedModel SignatureDef contains the following output(s):")
    lines += [line for spec in sorted(signature.outputs, key=_name) for line in _port("outputs", spec)]
    lines.append(f"Method name is: {signature.method}")
    return "\n".join(lines)


def _name(spec: TensorSpec) -> str:
    return spec.name


def _port(side: str, spec: TensorSpec) -> list[str]:
    if spec.shape is None:
        shape = "unknown_rank"
    else:
        sizes = ", ".join("-1" if size is None else str(size) for size in spec.shape)
        shape = f"({sizes},)" if len(spec.shape) == 1 else f"({sizes})"
    return [
        f"  {side}['{spec.name}'] tensor_info:",
        f"      dtype: {_DTYPES.get(spec.dtype, f'DT_{spec.dtype.upper()}')}",
        f"      shape: {shape}",
        f"      name: {spec.tensor}",
    ]


_DTYPES = {"float32": "DT_FLOAT", "float64": "DT_DOUBLE", "float16": "DT_HALF", "unknown": "DT_INVALID"}
