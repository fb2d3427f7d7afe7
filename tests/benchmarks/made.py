# SPDX-License-Identifier: Apache-2.0
"""Makes the large models that are measured, with stock TensorFlow, in a process of its own: made.py KIND PATH."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

_ROW = 1024  # columns of a weight
_CHECKPOINT_BATCH = 20_000


def frozen_500mb(path: Path) -> None:
    """A frozen chain of 1,000 nodes, half of them constants of 1 MB."""
    import numpy
    import tensorflow as tf

    generator = numpy.random.default_rng(0)
    graph = tf.Graph()
    with graph.as_default():
        tensor = tf.compat.v1.placeholder(tf.float32, [None, _ROW], name="x")
        for index in range(500):
            weight = generator.standard_normal((256, _ROW), dtype=numpy.float32)
            tensor = tf.add(
                tensor, tf.constant(weight, name=f"block{index}/weight")[0], name=f"block{index}/add"
            )
    path.write_bytes(graph.as_graph_def().SerializeToString())


def saved_model_500mb(path: Path) -> None:
    """A SavedModel of 32 variables of 16 MB."""
    _saved_model(path, 32, 4096)


def saved_model_1gb(path: Path) -> None:
    """A SavedModel of 64 variables of 16 MB."""
    _saved_model(path, 64, 4096)


def saved_model_plus_one(path: Path) -> None:
    """A SavedModel that gives back rows of 1,024 numbers, each one more."""
    _saved_model(path, 1, 1)


def variables_20000(path: Path) -> None:
    """A V2 checkpoint of 20,000 small variables; `path` is its prefix."""
    import numpy
    import tensorflow as tf

    names = [f"encoder/layer_{index // 100}/block_{index % 100}/kernel" for index in range(_CHECKPOINT_BATCH)]
    values = [tf.constant(numpy.full((4, 4), index, numpy.float32)) for index in range(_CHECKPOINT_BATCH)]
    tf.raw_ops.SaveV2(
        prefix=str(path), tensor_names=names, shape_and_slices=[""] * len(names), tensors=values
    )


def _saved_model(path: Path, count: int, rows: int) -> None:
    import tensorflow as tf

    class Stack(tf.Module):  # type: ignore[misc,unused-ignore]  # tensorflow has no types
        def __init__(self) -> None:
            super().__init__()
            self.weights = [tf.Variable(tf.random.normal([rows, _ROW])) for _ in range(count)]

        @tf.function(input_signature=[tf.TensorSpec([None, _ROW], tf.float32, "x")])  # type: ignore[untyped-decorator,unused-ignore]
        def serve(self, x: Any) -> dict[str, Any]:  # noqa: ANN401 - a tensor
            for weight in self.weights:
                x += weight[0]
            return {"y": x}

    module = Stack()
    tf.saved_model.save(module, str(path), signatures=module.serve)


KINDS = {
    "frozen_500mb": frozen_500mb,
    "saved_model_500mb": saved_model_500mb,
    "saved_model_1gb": saved_model_1gb,
    "saved_model_plus_one": saved_model_plus_one,
    "variables_20000": variables_20000,
}

if __name__ == "__main__":
    KINDS[sys.argv[1]](Path(sys.argv[2]))
