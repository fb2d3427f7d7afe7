# SPDX-License-Identifier: Apache-2.0
"""Watches the layers of a Keras model while it is called: what each gives, how often, and for how long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

_DEEPEST = 20


@dataclass(slots=True)
class Watched:
    """values: tensors that the layer gave, of all its calls one after another. seconds: in all of its calls."""

    values: list[Any] = field(default_factory=list)
    seconds: float = 0.0
    calls: int = 0


def layer_paths(model: Any, *, leaves: bool = False, depth: int = 0) -> dict[str, Any]:  # noqa: ANN401 - Keras objects
    """Layers by their path: those of a nested model behind its name. leaves: without the nested models themselves."""
    found: dict[str, Any] = {}
    for layer in getattr(model, "operations", None) or getattr(model, "layers", None) or ():
        inner = layer_paths(layer, leaves=leaves, depth=depth + 1) if depth < _DEEPEST else {}
        if not (leaves and inner):
            found[layer.name] = layer
        found.update({f"{layer.name}/{path}": each for path, each in inner.items()})
    return found


@contextmanager
def watched(layers: Mapping[str, Any]) -> Iterator[dict[str, Watched]]:
    """Watch these layers, called one by one, as long as the context lasts; by the paths that they are given by.

    Their `call` is replaced on the object itself, which Keras looks up at every call. What is in the model under two
    paths is watched under the first of them.
    """
    seen = {path: Watched() for path in layers}
    replaced: dict[tuple[int, str], Any] = {}
    try:
        for path, layer in layers.items():
            name = _method(layer)
            if (id(layer), name) not in replaced:
                original = getattr(layer, name)
                object.__setattr__(layer, name, _watching(original, seen[path]))
                replaced[id(layer), name] = layer
        yield seen
    finally:
        for (_, name), layer in replaced.items():
            object.__delattr__(layer, name)


def _method(layer: Any) -> str:  # noqa: ANN401 - a layer
    """What Keras calls a layer by; quantised ones have a way of their own."""
    is_quantised = getattr(layer, "quantization_mode", None) is not None and hasattr(layer, "quantized_call")
    return "quantized_call" if is_quantised else "call"


def _watching(call: Callable[..., Any], into: Watched) -> Callable[..., Any]:
    from functools import wraps

    import tensorflow

    @wraps(call)
    def watching(*arguments: Any, **keywords: Any) -> Any:  # noqa: ANN401 - as the layer has it
        begun = time.perf_counter()
        given = call(*arguments, **keywords)
        into.seconds += time.perf_counter() - begun
        into.calls += 1
        into.values.extend(tensorflow.nest.flatten(given))
        return given

    return watching
