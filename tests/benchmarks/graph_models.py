# SPDX-License-Identifier: Apache-2.0
"""Makes the graphs that are hard to draw, with stock TensorFlow, in a process of its own: graph_models.py KIND PATH."""

from __future__ import annotations

import sys
from pathlib import Path

STEPS = 50


def unrolled_lstm(path: Path) -> None:
    """The MetaGraph of an LSTM unrolled over 50 steps, with its gradients, Adam and a saver."""
    import tensorflow as tf

    v1 = tf.compat.v1
    units, features, classes = 32, 16, 10
    with tf.Graph().as_default():
        inputs = v1.placeholder(tf.float32, [None, STEPS, features], name="x")
        labels = v1.placeholder(tf.int32, [None], name="labels")
        with v1.variable_scope("rnn"):
            kernel = v1.get_variable("kernel", [features + units, 4 * units], use_resource=False)
            bias = v1.get_variable("bias", [4 * units], use_resource=False)
            batch = tf.shape(inputs)[0]
            cell = hidden = tf.zeros([batch, units])
            for step, value in enumerate(tf.unstack(inputs, axis=1)):
                with v1.name_scope(f"lstm_cell_{step}"):
                    gates = tf.nn.bias_add(tf.matmul(tf.concat([value, hidden], 1), kernel), bias)
                    enter, fresh, forget, leave = tf.split(gates, 4, axis=1)
                    cell = tf.sigmoid(forget + 1.0) * cell + tf.sigmoid(enter) * tf.tanh(fresh)
                    hidden = tf.sigmoid(leave) * tf.tanh(cell)
        with v1.variable_scope("dense"):
            weights = v1.get_variable("kernel", [units, classes], use_resource=False)
            offset = v1.get_variable("bias", [classes], use_resource=False)
            logits = tf.nn.bias_add(tf.matmul(hidden, weights), offset)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits), name="loss")
        v1.train.AdamOptimizer().minimize(loss)
        v1.train.Saver()
        v1.train.export_meta_graph(str(path))


def efficientnet_b7(path: Path) -> None:
    """EfficientNetB7 without weights of its own, frozen into a GraphDef."""
    import keras
    import tensorflow as tf
    from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

    model = keras.applications.EfficientNetB7(weights=None, input_shape=(64, 64, 3), classes=10)

    @tf.function(input_signature=[tf.TensorSpec([1, 64, 64, 3], tf.float32, "x")])  # type: ignore[untyped-decorator,unused-ignore]
    def call(x: tf.Tensor) -> tf.Tensor:
        return model(x, training=False)

    frozen = convert_variables_to_constants_v2(call.get_concrete_function())
    path.write_bytes(frozen.graph.as_graph_def().SerializeToString())


KINDS = {"unrolled_lstm": unrolled_lstm, "efficientnet_b7": efficientnet_b7}

if __name__ == "__main__":
    KINDS[sys.argv[1]](Path(sys.argv[2]))
