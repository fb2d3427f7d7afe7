# SPDX-License-Identifier: Apache-2.0
"""What `cutaway run` is asked for: a plan, made of its options and what the model takes."""

from __future__ import annotations

import os
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

from cutaway.cli.options import Invocation, UsageError
from cutaway.description import sources, wording
from cutaway.description.choosing import signature_of
from cutaway.description.model import ModelDescription
from cutaway.description.running import InputChoice, Runner
from cutaway.description.signatures import Signature
from cutaway.errors import DamagedFileError, MissingFileError, RequestError
from cutaway.session import input_sets, trust
from cutaway.session.run_plan import MOST_REPEATS, RunPlan

_SEE = "See: cutaway run --help"
_GIGABYTE = 1 << 30
_MOST_SHOWN = 12
_LEAST_MEMORY = 0.1


@dataclass(frozen=True, slots=True)
class Request:
    """plan: see `session.run_plan`. seconds, memory: limits, None and 0 for the usual ones. top: classes, 0 for none.

    is_ranked: outputs whose classes have no labels are ranked, too. runner: None for the one that fits. notes: about
    the request, in sentences.
    """

    plan: RunPlan
    runner: Runner | None
    seconds: float | None
    memory: int
    top: int
    labels: str
    is_ranked: bool
    output: Path | None
    notes: tuple[str, ...] = ()


def check(invocation: Invocation) -> None:
    """Find what is wrong with the command line itself before a model is read. Raises UsageError."""
    check_lists(invocation)
    for name in ("--seed", "--repeat", "--threads", "--top"):
        whole(invocation, name)
    for name in ("--timeout", "--memory"):
        positive(invocation, name)
    if "--labels" in invocation.values and invocation.values.get("--top") == "0":
        raise UsageError("--labels names classes, and --top 0 shows none.", hint=_SEE)
    output = invocation.values.get("--output", "")
    if "--output" in invocation.values and Path(output).suffix.lower() != ".npz":
        raise UsageError(f"--output {output} does not end in .npz.", hint="Give a FILE that ends in .npz.")
    if "--with-inputs" in invocation.flags and not output:
        raise UsageError("--with-inputs says what --output holds, which is not given.", hint=_SEE)
    runner = invocation.values.get("--runner")
    if runner is not None and runner not in get_args(Runner):
        raise UsageError(f"--runner is one of {', '.join(get_args(Runner))}, not {runner}.", hint=_SEE)


def check_lists(invocation: Invocation) -> None:
    """Find what cannot be read among sizes of axes and options of inputs. Raises UsageError."""
    for text in invocation.lists.get("--dim", []):
        _dimension(text)
    for text in invocation.lists.get("--input-option", []):
        _option(text)


def request(invocation: Invocation, model: ModelDescription) -> Request:
    """The plan for this model. Raises UsageError, RequestError (no such signature or input), and as sets do."""
    plan, notes = _from_set(invocation, model)
    signature = signature_of(model, invocation.values.get("--signature", plan.signature))
    plan = replace(
        plan,
        signature=signature.key,
        inputs={**plan.inputs, **inputs(invocation, signature)},
        dimensions=dimensions(invocation, signature, plan),
        taps=tuple(invocation.lists.get("--tap", ())),
        repeat=min(whole(invocation, "--repeat"), MOST_REPEATS),
        profile="--profile" in invocation.flags,
        threads=whole(invocation, "--threads"),
        delegate=_library(invocation.values.get("--delegate", "")),
        custom_objects=absolute(invocation.values.get("--custom-objects", "")),
        seed=whole(invocation, "--seed") if "--seed" in invocation.values else plan.seed,
    )
    plan = replace(plan, inputs=with_options(invocation, signature, plan))
    output = invocation.values.get("--output", "")
    return Request(
        plan,
        cast("Runner | None", invocation.values.get("--runner")),
        positive(invocation, "--timeout"),
        int((positive(invocation, "--memory") or 0) * _GIGABYTE),
        whole(invocation, "--top", 5),
        absolute(invocation.values.get("--labels", "")),
        "--top" in invocation.values or "--labels" in invocation.values,
        Path(output) if output else None,
        notes,
    )


def _from_set(invocation: Invocation, model: ModelDescription) -> tuple[RunPlan, tuple[str, ...]]:
    file = invocation.values.get("--input-set")
    if file is None:
        return RunPlan(), ()
    plan, made_for = input_sets.load(RunPlan(), Path(file))
    notes = [f"Inputs are those of {wording.safe(Path(file).name)}."]
    if made_for and made_for != trust.fingerprint(model):
        notes.append("They were made for another model.")
    return plan, tuple(notes)


# --- inputs ---


def inputs(invocation: Invocation, signature: Signature) -> dict[str, InputChoice]:
    """Where the values of each input come from. Raises UsageError, RequestError (no such input)."""
    found: dict[str, InputChoice] = {}
    for text in invocation.lists.get("--input", []):
        named = _split(text, signature, "=")
        if named is not None:
            found[named[0]] = InputChoice(_source(named[1]))
        elif text.lower().endswith(".npz"):
            found |= _by_name(text, signature)
        elif "=" in text:
            raise _unknown(text.partition("=")[0], signature)
        else:
            raise UsageError(
                f"--input {text} does not say which input it is for.",
                hint="Write --input NAME=SOURCE; only an .npz may stand alone.",
            )
    return found


def _split(text: str, signature: Signature, mark: str) -> tuple[str, str] | None:
    """An input's name and what stands behind the mark: by name, which may hold the mark itself, or by position."""
    names = {spec.name: spec.name for spec in signature.inputs}
    names = (
        {str(place): spec.name for place, spec in enumerate(signature.inputs)}
        | {wording.name(name): name for name in names}
        | names
    )
    for spelled in sorted(names, key=len, reverse=True):
        if text.startswith(spelled + mark):
            return names[spelled], text[len(spelled) + len(mark) :]
    return None


def _source(text: str) -> str:
    """Files by their absolute path: children have folders of their own."""
    if not text or not sources.is_file(text):
        return text
    is_word = sources.kind_of(text) is None and not os.path.lexists(text)
    return text if is_word else os.path.abspath(text)  # noqa: PTH100 -- links stay what the user chose


def absolute(text: str) -> str:
    """A path that means the same to children, which have folders of their own; empty stays empty."""
    return os.path.abspath(text) if text else ""  # noqa: PTH100 -- links stay what the user chose


def _library(text: str) -> str:
    """A delegate by its word, or the absolute path of its library."""
    return absolute(text) if os.path.dirname(text) else text  # noqa: PTH120 - of what was typed


def _by_name(text: str, signature: Signature) -> dict[str, InputChoice]:
    """An .npz for all inputs that it has arrays for. Raises RequestError where it has none."""
    file = Path(text)
    try:
        with zipfile.ZipFile(file) as archive:
            names = {name.removesuffix(".npy") for name in archive.namelist()}
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else "cannot be read"
        raise MissingFileError(f"{file.name} {reason}.", hint="Check the path.", path=file) from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise DamagedFileError(f"{file.name} is no .npz archive.", hint="Save it anew.", path=file) from None
    found: dict[str, InputChoice] = {}
    for place, spec in enumerate(signature.inputs):
        key = next(
            (key for key in (spec.name, f"in__{spec.name}", str(place), f"in__{place}") if key in names), ""
        )
        if key:
            found[spec.name] = InputChoice(absolute(text), {"key": key})
    if not found:
        held = wording.listed([wording.name(name) for name in sorted(names)], _MOST_SHOWN) or "nothing"
        raise RequestError(
            f"{file.name} has no array that is called like an input.", hint=f"It has {held}.", path=file
        )
    return found


def with_options(invocation: Invocation, signature: Signature, plan: RunPlan) -> dict[str, InputChoice]:
    """Every input of the signature with the options that are given for its source. Raises RequestError."""
    found = {spec.name: plan.inputs.get(spec.name, InputChoice()) for spec in signature.inputs}
    for text in invocation.lists.get("--input-option", []):
        left, _, value = text.partition("=")
        named = _split(text, signature, ":")
        if named is None:
            raise _unknown(left.rpartition(":")[0], signature)
        option, _, value = named[1].partition("=")
        choice = found[named[0]]
        found[named[0]] = replace(choice, options={**choice.options, option: value})
    return found


def dimensions(invocation: Invocation, signature: Signature, plan: RunPlan) -> dict[str, dict[int, int]]:
    """Sizes of dynamic axes, by input and axis. Raises UsageError, RequestError (no such input)."""
    found = {name: dict(axes) for name, axes in plan.dimensions.items()}
    for text in invocation.lists.get("--dim", []):
        name, axis, size = _dimension(text)
        named = _split(f"{name}:", signature, ":")
        if named is None:
            raise _unknown(name, signature)
        found.setdefault(named[0], {})[axis] = size
    return found


def _unknown(name: str, signature: Signature) -> RequestError:
    known = wording.listed([wording.name(spec.name) for spec in signature.inputs], _MOST_SHOWN) or "none"
    return RequestError(
        f"Signature {wording.name(signature.key)} has no input called {wording.name(name)}.",
        hint=f"Its inputs: {known}.",
    )


# --- numbers ---


def _dimension(text: str) -> tuple[str, int, int]:
    left, _, size = text.rpartition("=")
    name, _, axis = left.rpartition(":")
    if not name or not _is_whole(axis) or not _is_whole(size):
        raise UsageError(
            f"--dim {text} does not say which axis has which size.",
            hint="Write --dim NAME:AXIS=N, as in image:0=4.",
        )
    return name, int(axis), int(size)


def _option(text: str) -> None:
    if "=" not in text.partition(":")[2]:
        raise UsageError(
            f"--input-option {text} does not say what it changes.",
            hint="Write --input-option NAME:OPTION=VALUE, as in image:resize=crop.",
        )


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 13


def whole(invocation: Invocation, option: str, usual: int = 0) -> int:
    """The whole number that an option is given. Raises UsageError."""
    text = invocation.values.get(option, str(usual))
    if not _is_whole(text):
        raise UsageError(f"{option} takes a whole number from 0 on, not {text or 'nothing'}.", hint=_SEE)
    return int(text)


def positive(invocation: Invocation, option: str) -> float | None:
    """The number from 0 on that an option is given, None where it is not. Raises UsageError."""
    text = invocation.values.get(option)
    if text is None:
        return None
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found < 1e9:
        raise UsageError(f"{option} takes a number from 0 on, not {text or 'nothing'}.", hint=_SEE)
    if option == "--memory" and 0 < found < _LEAST_MEMORY:
        raise UsageError(
            f"{option} takes at least {_LEAST_MEMORY} GB: no library starts with less.", hint=_SEE
        )
    return found
