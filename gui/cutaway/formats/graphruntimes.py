# SPDX-License-Identifier: Apache-2.0
"""Whether TensorFlow, Keras 3 and tf-keras of today can load a model with a graph, with the reason."""

from __future__ import annotations

from collections.abc import Iterable

from cutaway.description.findings import Finding, Runtime
from cutaway.formats.keras_saved import SavedKeras
from cutaway.formats.optable import op_table

TENSORFLOW, KERAS_3, TF_KERAS = "TensorFlow", "Keras 3", "tf-keras"

KERAS_2_OPTIMIZER = Finding(
    "keras-2-optimizer",
    "info",
    "It keeps the state of an optimizer of Keras 2, whose class left TensorFlow in 2.16: tf.saved_model.load fails "
    "on it unless tf_keras was imported before. The loader of TensorFlow 1 and TensorFlow Serving do without.",
)

# Findings that say why TensorFlow fails, the surest first.
_OBSTACLES = (
    "unknown-op",
    "duplicate-node",
    "invalid-name",
    "function-named-as-op",
    "dangling-input",
    "cycle",
    "recursive-function",
    "exploding-functions",
    "damaged-object-graph",
    "missing-variables",
    "missing-shard",
    "truncated-data",
    "damaged-index",
    "reference-output",
    "bad-constant",
    "missing-kernel",
)


def tensorflow(findings: Iterable[Finding]) -> Runtime:
    """TensorFlow's verdict follows from what was found."""
    first = {finding.code: finding for finding in reversed(tuple(findings))}
    for code in _OBSTACLES:
        if code in first:
            return Runtime(TENSORFLOW, verdict=False, reason=first[code].message)
    if "missing-asset" in first:
        return Runtime(TENSORFLOW, verdict=None, reason=first["missing-asset"].message)
    reason = f"TensorFlow {op_table().tensorflow} has every op of it."
    if KERAS_2_OPTIMIZER.code in first:
        reason += " tf.saved_model.load wants tf_keras imported before, for the optimizer of Keras 2 in it."
    return Runtime(TENSORFLOW, verdict=True, reason=reason)


def meta_graph(findings: Iterable[Finding]) -> Runtime:
    """As `tensorflow`; graphs of TensorFlow 1 may still be refused for details that only an import brings up."""
    told = tensorflow(findings)
    if told.verdict is False:
        return told
    reason = f"{told.reason} tf.compat.v1.train.import_meta_graph reads it, if at all."
    return Runtime(TENSORFLOW, verdict=None, reason=reason)


def keras(saved: SavedKeras, signatures: int, tensorflow: Runtime) -> tuple[Runtime, ...]:
    """Keras 3 calls signatures of a SavedModel, tf-keras reads the model where Keras 2 wrote it.

    tensorflow: the verdict on TensorFlow, without which neither can do anything.
    """
    callable_ = "; keras.layers.TFSMLayer can call its signatures." if signatures else "."
    three = Runtime(KERAS_3, verdict=False, reason=f"Keras 3 loads no SavedModel as a model{callable_}")
    if not saved.present:
        return three, Runtime(TF_KERAS, verdict=False, reason="It was not saved by Keras 2.")
    if tensorflow.verdict is False:
        return three, Runtime(TF_KERAS, verdict=False, reason=tensorflow.reason)
    if saved.code:
        reason = "It holds Python code, which tf-keras would run while loading."
        return three, Runtime(TF_KERAS, verdict=None, reason=reason)
    if saved.custom:
        # Classes that are not registered come back as what was traced of them.
        reason = (
            f"It loads; {saved.custom[0]} comes back as its traced functions unless its class is registered."
        )
        return three, Runtime(TF_KERAS, verdict=True, reason=reason)
    written = f"It was written by Keras {saved.version}." if saved.version else "It was written by Keras 2."
    return three, Runtime(TF_KERAS, verdict=True, reason=written)
