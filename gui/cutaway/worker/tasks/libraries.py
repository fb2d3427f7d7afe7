# SPDX-License-Identifier: Apache-2.0
"""Imports the library that a child runs models with, without having it do anything yet."""

from __future__ import annotations

from importlib import import_module

_READERS = "cutaway.formats.detect"


def load(runner: str) -> None:
    """Import the library of a runner, and the readers. Raises ImportError, and whatever a library raises.

    For Keras 2 the environment must hold `TF_USE_LEGACY_KERAS` before.
    """
    if runner in ("tensorflow", "tf_keras"):
        import tensorflow

        _ = tensorflow.keras.layers  # parts of it are imported when they are first touched
    elif runner == "litert":
        import_module("ai_edge_litert.interpreter")
    else:
        import_module(runner)  # onnxruntime, openvino
    import_module(_READERS)
