# SPDX-License-Identifier: Apache-2.0
"""Tells weights from what an optimizer keeps beside them, by TensorFlow 2's object graph or TensorFlow 1's names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from cutaway.description.variables import Role, Variable
from cutaway.errors import DamagedFileError
from cutaway.formats.bundle import Bundle

OBJECT_GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH"
"""Key of the TrackableObjectGraph. It counts as a variable, as in everything that lists a checkpoint."""
_MOST_GRAPH_BYTES = 1 << 25
"""A parsed graph takes up to 25 times its bytes; 20,000 variables take 4 MB."""
_ATTRIBUTES = "/.ATTRIBUTES/"
_VALUE = "VARIABLE_VALUE"
_SLOT = "/.OPTIMIZER_SLOT/"

# Patterns are compiled when they are first needed: most models need few of them, and compiling takes milliseconds.
# What optimizers of TensorFlow 1 append to the name of a variable (tensorflow/python/training/*.py, contrib/opt).
_SLOT_NAME = (
    r"(Adam|AdamAsync|AdaMax|Adamax|Nadam|LAMB|Adagrad|AdagradDA|Adadelta|Momentum|LARSOptimizer|RMSProp|Ftrl"
    r"|ProximalAdagrad|ShampooOptimizer|YellowFin|ExponentialMovingAverage|adam_[mv]|lamb_[mv]|gradient_accumulator)"
    r"(_\d+)?"
)
# What Keras optimizers append, always below their own name (keras/optimizer_v2/*.py, optimizers/*.py).
_KERAS_SLOT = r"(m|v|vhat|accumulator|linear|momentum|velocity|rms|mg|accum_grad|accum_var|average)(_\d+)?"
_OPTIMIZER_SCOPE = (
    r"(?i:(adam\w?|adamax|nadam|lamb|lion|sgd|rmsprop|adagrad|adadelta|ftrl|\w*optimizer)(_\d+)?)"
)
_OPTIMIZER_SCALAR = (
    r"(beta[12]_power|beta_?[12]?|iter|iterations|decay|learning_rate|learning_rate_power|epsilon|rho|momentum"
    r"|l[12]_regularization_strength|loss_scale|current_loss_scale|good_steps)(_\d+)?"
)
_POWER = r"beta[12]_power(_\d+)?"
_COUNTER = r"(global_step|save_counter|step|epoch|num_examples|seed_generator_state)(_\d+)?"
_METRIC = re.compile(r"(^|/)(metrics|compile_metrics|_metrics|loss_tracker)/")


class Place(NamedTuple):
    """What an object graph says of a stored value. path: of attribute names from the root; full_name: the graph's name.

    trainable: None where the graph does not list it among either.
    """

    path: str
    full_name: str
    role: Role
    trainable: bool | None


def is_slot(key: str) -> bool:
    """Whether a key of a checkpoint of TensorFlow 2 is that of an optimizer's slot, as Keras 2 writes them."""
    return _SLOT in key


def of_bundle(bundle: Bundle) -> tuple[Variable, ...]:
    """Every entry of a checkpoint as a variable, with its path and role, in the order of the file.

    An object graph that cannot be read is left out of account: names then say less, values stay readable.
    """
    try:
        places = object_places(bundle)
    except DamagedFileError:
        places = {}
    names = frozenset(bundle.entries)
    found = []
    for entry in bundle.entries.values():
        place = places.get(entry.name) or by_name(entry.name, names)
        if not entry.shape and place.role == "weight" and entry.dtype in {"string", "variant", "resource"}:
            place = place._replace(role="other")
        found.append(
            Variable(
                entry.name,
                place.path,
                entry.dtype,
                entry.shape,
                entry.bytes,
                place.role,
                place.trainable,
                entry.available,
            )
        )
    return tuple(found)


def object_places(bundle: Bundle) -> dict[str, Place]:
    """Checkpoint key to place, from the object graph in the bundle; empty where there is none.

    Raises DamagedFileError where it cannot be parsed or is larger than any real one.
    """
    entry = bundle.entries.get(OBJECT_GRAPH)
    if entry is None or not entry.available or entry.dtype != "string" or entry.bytes > _MOST_GRAPH_BYTES:
        return {}
    from pathlib import Path

    from cutaway.wire import protobuf

    path = Path(f"{bundle.prefix}.index")
    return dict(_places(protobuf.decode("TrackableObjectGraph", bundle.string(OBJECT_GRAPH), path)))


def by_name(name: str, names: frozenset[str]) -> Place:
    """What the name alone says of a variable among `names`, TensorFlow 1's way or a key of TensorFlow 2."""
    path, _, attribute = name.partition(_ATTRIBUTES)
    if attribute:
        return _by_key(path, attribute)
    return Place(name, "", _role_of_name(name, names), None)


def _by_key(path: str, attribute: str) -> Place:
    """A key of TensorFlow 2 holds the path: `layer/kernel/.OPTIMIZER_SLOT/optimizer/m/.ATTRIBUTES/VARIABLE_VALUE`."""
    owner, _, slot = path.partition(_SLOT)
    if slot:
        optimizer, _, kind = slot.rpartition("/")
        return Place(_unescaped(f"{optimizer}/{owner}/{kind}"), "", "optimizer", None)
    return Place(_unescaped(path), "", _role_of_path(path) if attribute == _VALUE else "other", None)


def _role_of_path(path: str) -> Role:
    *scopes, last = path.split("/")
    if _has_scope(scopes):
        return "optimizer"
    return "other" if _METRIC.search(path) or _word(last).is_counter else "weight"


class _Word(NamedTuple):
    """What a part of a name can mean."""

    is_slot: bool
    is_keras_slot: bool
    is_scalar: bool
    is_power: bool
    is_counter: bool
    is_scope: bool


@lru_cache(maxsize=4096)
def _word(part: str) -> _Word:
    """The meanings of a part; the same few make up the names of 20,000 variables."""
    patterns = (_SLOT_NAME, _KERAS_SLOT, _OPTIMIZER_SCALAR, _POWER, _COUNTER, _OPTIMIZER_SCOPE)
    return _Word(*(re.fullmatch(pattern, part) is not None for pattern in patterns))


def _has_scope(parts: list[str]) -> bool:
    """Whether one of the parts is what optimizers are called."""
    for part in parts:  # noqa: SIM110 - `any` takes twice as long, and this is asked 20,000 times
        if _word(part).is_scope:
            return True
    return False


def _role_of_name(name: str, names: frozenset[str]) -> Role:
    parts = name.split("/")
    scopes, last = parts[:-1], parts[-1]
    word = _word(last)
    if name == OBJECT_GRAPH or last.startswith("global_step") or (word.is_counter and not scopes):
        return "other"
    if word.is_power or (word.is_slot and _tail_in(scopes, names)):
        return "optimizer"
    if _has_scope(scopes):
        if word.is_scalar or (word.is_keras_slot and _tail_in(scopes, names)):
            return "optimizer"
        if _tail_in([*scopes[1:], last], names):  # Adam/m/dense/kernel
            return "optimizer"
    return "weight"


def _tail_in(parts: list[str], names: frozenset[str]) -> bool:
    """Whether the path, or what is left of it behind some scopes, is the name of a variable."""
    return any("/".join(parts[start:]) in names for start in range(min(len(parts), 8)))


def _unescaped(path: str) -> str:
    """Attribute names with their slashes and dots back (trackable_utils.py, `escape_local_name`)."""
    return path.replace(".S", "/").replace("..", ".") if "." in path else path


def _places(graph: Any) -> Iterator[tuple[str, Place]]:  # noqa: ANN401 - a TrackableObjectGraph, made at run time
    nodes = graph.nodes
    slots = {slot.slot_variable_node_id for node in nodes for slot in node.slot_variables}
    outside = _outside_optimizers(nodes)
    learning, fixed = _listed(nodes, "trainable_variables"), _listed(nodes, "non_trainable_variables")
    for number, node in enumerate(nodes):
        for attribute in node.attributes:
            path, _, kind = attribute.checkpoint_key.partition(_ATTRIBUTES)
            place = _by_key(path, kind or _VALUE)
            role = place.role
            if number in slots or number not in outside:
                role = "optimizer"
            elif role == "optimizer" and _SLOT not in path:
                role = "weight"  # the name alone was misleading
            known = role == "weight" and (number in learning or number in fixed)
            # Where lists have numbers for names, what the variable was called says more.
            numbered = any(part.isdigit() for part in place.path.split("/"))
            shown = attribute.full_name if numbered and "/" in attribute.full_name else place.path
            yield (
                attribute.checkpoint_key,
                Place(shown, attribute.full_name, role, number in learning if known else None),
            )


def _outside_optimizers(nodes: Any) -> set[int]:  # noqa: ANN401 - repeated TrackableObject
    """Numbers of the objects that are reached from the root without passing through an optimizer."""
    reached = {0} if len(nodes) else set()
    todo = list(reached)
    while todo:
        for child in nodes[todo.pop()].children:
            number = child.node_id
            if not 0 <= number < len(nodes) or number in reached or nodes[number].slot_variables:
                continue
            if not re.fullmatch(_OPTIMIZER_SCOPE, child.local_name):
                reached.add(number)
                todo.append(number)
    return reached


def _listed(nodes: Any, name: str) -> set[int]:  # noqa: ANN401 - repeated TrackableObject
    """Numbers of the objects in the lists that objects have under that name."""
    lists = {child.node_id for node in nodes for child in node.children if child.local_name == name}
    return {child.node_id for number in lists if 0 <= number < len(nodes) for child in nodes[number].children}
