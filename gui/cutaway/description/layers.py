# SPDX-License-Identifier: Apache-2.0
"""The layers of a Keras model, as `model.summary()` would list them."""

from __future__ import annotations

from dataclasses import dataclass

from cutaway.description.tensors import Shape


@dataclass(frozen=True, slots=True)
class Layer:
    """One row. output_shape: inferred from the configuration, None where that is not possible.

    depth: 0 for the model's own layers, 1 for those of a model nested in it, and so on.
    inbound: names of the layers that feed it. config: its configuration as JSON text.
    """

    name: str
    class_name: str
    output_shape: Shape
    parameters: int
    trainable: bool | None = None
    depth: int = 0
    inbound: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    config: str = "{}"
