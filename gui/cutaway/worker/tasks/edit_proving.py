# SPDX-License-Identifier: Apache-2.0
"""Values between a model and its edited copy, as an edit says that they change, and the copy under other loaders."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy

from cutaway.description.tensors import TensorSpec
from cutaway.editing.answers import Loaded
from cutaway.editing.draft import Port
from cutaway.editing.values import array
from cutaway.errors import CutawayError
from cutaway.sampling import run_record, stored
from cutaway.sampling.run_record import Group
from cutaway.sampling.values import Value
from cutaway.worker.questions import Call
from cutaway.worker.tasks.runners.failing import Asked, told
from cutaway.worker.tasks.runners.values import to_array, to_tensor


def carry_over(call: Call) -> list[str]:
    """Make values of the runs in `folders[i][0]` the inputs, or the answers, of `folders[i][1]`.

    Arguments: `from`, groups that values are looked for in; `to`, the group that they are put into, where other values
    stay; `ports`, each {"from", "to", "dtype", "scale", "offset", "is_input"} with a cast as `edits.CastInput` and
    `CastOutput` have it; `constants`, each with "value", "given" (type) and "shape" in the place of "from". The answer
    names the ports whose cast has no defined result, since values do not fit the type.
    """
    arguments = call.arguments
    undefined: dict[str, None] = {}
    for first, second in arguments["folders"]:
        found = {
            value.name: value
            for group in reversed(arguments["from"])
            for value in run_record.read(Path(first))[group]
        }
        group: Group = arguments["to"]
        kept = {value.name: value for value in _there(Path(second), group)}
        for port in arguments["ports"]:
            call.progress(f"Preparing {port['to']}", None)
            if port["from"] in found:
                value = _cast(stored.load(Path(first), found[port["from"]]), port)
                if value is None:
                    undefined[port["to"]] = None
                else:
                    kept[port["to"]] = stored.store(Path(second), port["to"], value, group)
        for port in arguments["constants"]:
            value = _cast(_constant(port), port)
            if value is not None:
                kept[port["to"]] = stored.store(Path(second), port["to"], value, group)
        run_record.record(Path(second), group, kept.values())
    return list(undefined)


def _there(folder: Path, group: Group) -> Sequence[Any]:
    return run_record.read(folder)[group] if (folder / run_record.NAME).exists() else ()


def _constant(port: Mapping[str, Any]) -> Value:
    shape = None if port["shape"] is None else tuple(port["shape"])
    spec = TensorSpec(port["to"], "", port["given"], shape)
    return array("", Port(spec, "", port["given"], shape), port["value"])


def _cast(value: Value, port: Mapping[str, Any]) -> Value | None:
    """An input is cast first, an output last; None where the numbers do not fit the type."""
    kind = stored.of_type(port["dtype"])
    if kind is None or not isinstance(value, numpy.ndarray) or object in (kind, value.dtype):
        return value
    if port["is_input"]:
        made = _typed(value, kind)
        return None if made is None else _moved(made, port)
    return _typed(_moved(value, port), kind)


def _moved(value: numpy.ndarray, port: Mapping[str, Any]) -> numpy.ndarray:
    """`value × scale + offset` in its own type."""
    if port["scale"] != 1:
        value = value * value.dtype.type(port["scale"])
    if port["offset"] != 0:
        value = value + value.dtype.type(port["offset"])
    return value


def _typed(value: numpy.ndarray, kind: numpy.dtype) -> numpy.ndarray | None:
    if kind.kind in "iu" and value.dtype.kind not in "iub" and value.size:
        ends = numpy.iinfo(kind)
        real = value.astype(numpy.float64)
        if not (numpy.isfinite(real).all() and real.min() > ends.min - 1.0 and real.max() < ends.max + 1.0):
            return None
    found: numpy.ndarray = value.astype(kind)
    return found


# --- other loaders ---


def load_edited(call: Call) -> Loaded:
    """Call a signature of a SavedModel through the loaders of TensorFlow, and show it with `saved_model_cli`.

    Arguments: `signature`; `loaders`, words of `LOADERS`; `folders`, of runs with inputs; `answers`, by loader the
    folders that take the answers. What a loader says against it is told, and nothing is raised.
    """
    arguments = call.arguments
    described = call.models.open(call.source, call.progress).description
    folder, key = described.location, arguments["signature"]
    tags = list(call.source[1]) or list(described.meta_graphs[0] if described.meta_graphs else ())
    asked = Asked(Path(described.path).name, described.path, f"the signature {key}")
    failures: dict[str, str] = {}
    for loader in arguments["loaders"]:
        call.progress(f"Loading by {loader}", None)
        try:
            with told(asked):
                _answer(
                    LOADERS[loader](folder, tags, key), arguments["folders"], arguments["answers"][loader]
                )
        except CutawayError as error:
            failures[loader] = error.message
    return Loaded(failures, _shown(folder, tags, key, asked))


def _answer(
    run: Callable[[Mapping[str, Value]], dict[str, Value]], folders: Sequence[str], answers: Sequence[str]
) -> None:
    for folder, answer in zip(folders, answers, strict=True):
        listed = run_record.read(Path(folder))["in"]
        inputs = {value.name: stored.load(Path(folder), value) for value in listed}
        values = [stored.store(Path(answer), name, each, "out") for name, each in run(inputs).items()]
        run_record.record(Path(answer), "out", values)


def _second(folder: str, tags: Sequence[str], key: str) -> Callable[[Mapping[str, Value]], dict[str, Value]]:
    import tensorflow

    loaded = tensorflow.saved_model.load(folder, tags=list(tags) or None)

    def run(
        inputs: Mapping[str, Value],
    ) -> dict[str, Value]:  # keeps `loaded`, whose variables the function needs
        found = loaded.signatures[key](**{name: to_tensor(value) for name, value in inputs.items()})
        return {name: to_array(value) for name, value in found.items()}

    return run


def _first(folder: str, tags: Sequence[str], key: str) -> Callable[[Mapping[str, Value]], dict[str, Value]]:
    import tensorflow

    v1 = tensorflow.compat.v1
    session = v1.Session(graph=tensorflow.Graph())
    with session.graph.as_default():
        meta = v1.saved_model.loader.load(session, list(tags), folder)
    signature = meta.signature_def[key]
    wanted = {name: info.name for name, info in signature.outputs.items()}

    def run(inputs: Mapping[str, Value]) -> dict[str, Value]:
        found: dict[str, Value] = session.run(
            wanted, {signature.inputs[name].name: value for name, value in inputs.items()}
        )
        return {name: to_array(value) for name, value in found.items()}

    return run


LOADERS = {"tf.saved_model.load": _second, "tf.compat.v1.saved_model.loader": _first}
"""By what users call them."""


def _shown(folder: str, tags: Sequence[str], key: str, asked: Asked) -> str:
    """What `saved_model_cli show` prints of the signature; empty where it fails."""
    from tensorflow.python.tools import saved_model_cli

    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), told(asked):
            saved_model_cli._show_inputs_outputs(folder, ",".join(tags), key)  # noqa: SLF001 -- what `show` calls
    except (CutawayError, SystemExit):
        return ""
    return said.getvalue()
