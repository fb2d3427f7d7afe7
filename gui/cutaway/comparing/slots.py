# SPDX-License-Identifier: Apache-2.0
"""Whose an optimizer's slots are: by their names, and where Keras 3 only numbers them, by their order."""

from __future__ import annotations

from cutaway.comparing import names
from cutaway.comparing.values import Weights
from cutaway.description import variables
from cutaway.description.variables import Variable

_SLOT = "/.optimizer_slot/"
_NAMES = {
    **dict.fromkeys(("adam", "adamw", "nadam", "lamb"), ("momentum", "velocity")),
    "adamax": ("momentum", "infinity norm"),
    "sgd": ("momentum",),
    "lion": ("momentum",),
    "rmsprop": ("velocity",),
    "adagrad": ("accumulator",),
    "adadelta": ("accumulated gradient", "accumulated change"),
    "ftrl": ("accumulator", "linear"),
}
"""What optimizers of Keras 3 keep for each variable, in their order: `build` in keras/src/optimizers."""


def owner(variable: Variable, titles: dict[str, str]) -> tuple[str, str]:
    """The title of the variable that an optimizer keeps this one for, and what it is; empty where it is none's.

    titles: of all variables by their paths. `Adam/m/dense/kernel`, `dense/kernel/Adam_1`,
    `optimizer/dense/kernel/velocity` and Keras 3's `optimizer/dense_kernel_velocity` are all of `dense/kernel`.
    """
    if variable.role != "optimizer":
        return "", ""
    place, slot, kind = key(variable).partition(_SLOT)
    if slot:
        return titles.get(place, ""), kind.rpartition("/")[2]
    own = names.path(variable)
    parts = own.split("/")
    spans = sorted(
        ((begin, end) for begin in range(len(parts)) for end in range(begin + 1, len(parts) + 1)),
        key=lambda span: span[0] - span[1],
    )
    for begin, end in spans:
        inner = "/".join(parts[begin:end])
        if inner != own and inner in titles:
            rest = [*parts[:begin], *parts[end:]]
            return titles[inner], rest[-1] if rest else ""
    return _joined(parts[-1], titles)


def key(variable: Variable) -> str:
    """What a checkpoint of TensorFlow 2 calls it."""
    return names.plain(variable.name).lower()


def _joined(word: str, titles: dict[str, str]) -> tuple[str, str]:
    """Of names that Keras 3 joins with `_`, the longest that begins the word."""
    known = {path.replace("/", "_"): title for path, title in titles.items() if "/" in path}
    fitting = [text for text in known if word.startswith(f"{text}_")]
    if not fitting:
        return "", ""
    text = max(fitting, key=len)
    return known[text], word[len(text) + 1 :]


def numbered(weights: Weights) -> dict[str, tuple[str, str]]:
    """By the names of the slots that a .keras file numbers, the variable that each is of, and what it is called.

    Keras 3 writes all slots of the first variable that is trained, then those of the next. Empty where sizes say that
    they lie otherwise.
    """
    described = weights.model.description
    if described.format != "keras_archive":
        return {}
    trained = [each for each in described.variables if each.role == "weight" and each.trainable]
    found = [each for each in described.variables if each.role == "optimizer"]
    found = [each for each in found if each.name.rpartition("/")[2].isdecimal()]
    count = len(found) // len(trained) if trained else 0
    if not count or len(found) != count * len(trained):
        return {}
    if any(slot.shape != trained[place // count].shape for place, slot in enumerate(found)):
        return {}
    training = described.metadata.get("training")
    optimizer = str(training.get("optimizer", "")) if isinstance(training, dict) else ""
    known = _NAMES.get(optimizer.lower(), ())
    called = known if len(known) == count else tuple(str(number) for number in range(1, count + 1))
    return {
        slot.name: (variables.title(trained[place // count]), called[place % count])
        for place, slot in enumerate(found)
    }
