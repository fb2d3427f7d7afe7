# SPDX-License-Identifier: Apache-2.0
"""Makes small models with TensorFlow and runs them, all in one process; what they answered goes to stdout as JSON.

The first argument is the folder for the models. The answers are a dict by the names of the functions below.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "gui"))

import numpy

from cutaway.description import codec
from cutaway.description.running import RunAnswer
from cutaway.errors import CutawayError
from cutaway.sampling import run_record, stored
from cutaway.sampling.values import Sparse, Value
from cutaway.worker.models import Models
from cutaway.worker.questions import Call
from cutaway.worker.tasks import running

X = numpy.ones((2, 4), numpy.float32)
INNER = "StatefulPartitionedCall/StatefulPartitionedCall"


class Probe:
    """Runs models as a child would. folder: of models and runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._models = Models()
        self._number = 0

    def run(self, model: str, inputs: Mapping[str, Value], **asked: object) -> dict[str, Any]:
        """The answer as JSON can hold it, or the error."""
        self._number += 1
        folder = self.folder / f"run-{self._number}"
        values = [stored.store(folder, name, value, "in") for name, value in inputs.items()]
        run_record.record(folder, "in", values)
        call = Call(
            (str(self.folder / model), (), ""),
            {"folder": str(folder), **asked},
            self._models,
            lambda _words, _fraction: None,
            lambda _part: None,
        )
        try:
            answer = running.run(call)
        except CutawayError as error:
            return {"error": error.as_json()}
        codec.pack(RunAnswer, answer)
        return {
            "out": {at.name: at.preview for at in answer.outputs},
            "shapes": {at.name: at.value.shape for at in answer.outputs if at.value},
            "dtypes": {at.name: at.value.dtype for at in answer.outputs if at.value},
            "notes": {at.name: at.note for at in (*answer.outputs, *answer.taps)},
            "taps": {at.name: at.preview for at in answer.taps},
            "runs": answer.timing.runs,
            "warm": answer.warm,
            "load": answer.timing.load,
            "runner": answer.runner,
            "findings": [found.message for found in answer.findings],
            "profile": [[at.node, at.op, at.calls] for at in answer.profile.rows] if answer.profile else None,
            "recorded": {group: len(found) for group, found in run_record.read(folder).items()},
        }


# --- models ---


def make_loop(folder: Path) -> None:
    """A SavedModel of calls, a loop and a branch, with a node that nothing comes from, and a second signature."""
    import tensorflow as tf

    class Loop(tf.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            self.w = tf.Variable(tf.eye(4) * 0.5, name="w")

        @tf.function  # type: ignore[untyped-decorator]
        def inner(self, x: Any) -> Any:  # noqa: ANN401
            tf.sin(x, name="dead")
            return tf.nn.relu(tf.matmul(x, self.w, name="product"), name="positive")

        @tf.function  # type: ignore[untyped-decorator]
        def call(self, x: Any, n: Any) -> Any:  # noqa: ANN401
            y = self.inner(x)
            y = self.inner(y + 1.0)
            i = tf.constant(0)
            while i < n:
                y = tf.tanh(tf.matmul(y, self.w, name="turn"))
                y = (
                    tf.multiply(y, 2.0, name="taken")
                    if tf.reduce_sum(y) > 0.0
                    else tf.negative(y, name="left")
                )
                i += 1
            return {"y": y, "turns": i}

    made = Loop()
    x, n = tf.TensorSpec((None, 4), tf.float32, name="x"), tf.TensorSpec((), tf.int32, name="n")
    signature = made.call.get_concrete_function(x, n)
    tf.saved_model.save(
        made, str(folder / "loop"), signatures={"serving_default": signature, "other": signature}
    )


def make_kinds(folder: Path) -> None:
    """A SavedModel that takes and gives every kind of tensor as it is."""
    import tensorflow as tf

    types = {
        "text": tf.string,
        "flag": tf.bool,
        "long": tf.int64,
        "brain": tf.bfloat16,
        "complex": tf.complex64,
    }
    specs = {name: tf.TensorSpec((None,), dtype, name=name) for name, dtype in types.items()}
    specs["scalar"] = tf.TensorSpec((), tf.float64, name="scalar")

    class Kinds(tf.Module):  # type: ignore[misc]
        @tf.function  # type: ignore[untyped-decorator]
        def call(self, **given: Any) -> Any:  # noqa: ANN401
            return {f"same_{name}": tf.identity(value) for name, value in given.items()}

    made = Kinds()
    signature = made.call.get_concrete_function(**specs)
    tf.saved_model.save(made, str(folder / "kinds"), signatures={"serving_default": signature})


def make_graphs(folder: Path) -> None:
    """Frozen graphs (a table, a loop of TensorFlow 1) and a MetaGraph with its checkpoint, and one without."""
    import tensorflow as tf

    v1 = tf.compat.v1
    v1.disable_control_flow_v2()
    with tf.Graph().as_default() as graph:
        text = v1.placeholder(tf.string, [None], name="text")
        pairs = tf.lookup.KeyValueTensorInitializer(tf.constant(["a", "b"]), tf.constant([3, 4], tf.int64))
        table = v1.lookup.StaticHashTable(pairs, -1)
        tf.identity(table.lookup(text), name="number")
        _write(folder / "table.pb", graph)
    with tf.Graph().as_default() as graph:
        x = v1.placeholder(tf.float32, [], name="x")
        tf.while_loop(lambda i, _: i < 3, lambda i, v: (i + 1, tf.multiply(v, 2.0, name="double")), [0, x])
        _write(folder / "frames.pb", graph)
    with tf.Graph().as_default() as graph:
        x = v1.placeholder(tf.float32, [None], name="x")
        w = v1.get_variable("w", initializer=3.0, use_resource=False)
        tf.multiply(x, w, name="y")
        with v1.Session() as session:
            session.run(v1.global_variables_initializer())
            session.run(w.assign(7.0))
            v1.train.Saver().save(session, str(folder / "saved" / "model"))
            v1.train.Saver().export_meta_graph(str(folder / "alone.meta"))
        _write(folder / "unfrozen.pb", graph)


def _write(file: Path, graph: Any) -> None:  # noqa: ANN401
    file.write_bytes(graph.as_graph_def().SerializeToString())


def make_sparse(folder: Path) -> None:
    """A SavedModel of TensorFlow 1 with a sparse and an optional input, that gives a sparse value."""
    import tensorflow as tf

    v1 = tf.compat.v1
    with tf.Graph().as_default(), v1.Session() as session:
        given = v1.sparse_placeholder(tf.float32, [2, 3], name="given")
        scale = v1.placeholder_with_default(tf.constant(2.0), [], name="scale")
        doubled = tf.SparseTensor(given.indices, given.values * scale, given.dense_shape)
        info = v1.saved_model.build_tensor_info
        signature = v1.saved_model.build_signature_def(
            {"given": info(given), "scale": info(scale)},
            {"doubled": info(doubled)},
            "tensorflow/serving/predict",
        )
        builder = v1.saved_model.Builder(str(folder / "sparse"))
        builder.add_meta_graph_and_variables(session, ["serve"], {"serving_default": signature})
        builder.save()


def make_keras(folder: Path) -> None:
    """Keras files: stock layers, one used twice, a class that only a Python file defines."""
    import keras

    shared = keras.layers.Dense(4, name="shared", kernel_initializer="ones")
    x = keras.Input((4,), name="x")
    inner = keras.Sequential([keras.Input((4,)), keras.layers.ReLU(name="positive")], name="inner")
    keras.Model(x, keras.layers.Add(name="sum")([shared(shared(x)), inner(x)])).save(folder / "shared.keras")
    custom = folder / "own.py"
    custom.write_text(
        "import keras\n\n\nclass Twice(keras.layers.Layer):\n    def call(self, x):\n        return 2 * x\n"
        "\n\nclass Half(Twice):\n    def call(self, x):\n        return x / 2\n"
        "\n\nclass Own(keras.Model):\n    def build(self, a_shape, b_shape):\n        pass\n"
        "\n    def call(self, a, b):\n        return a + 2 * b\n",
        encoding="utf-8",
    )
    space: dict[str, Any] = {}
    exec(custom.read_text(encoding="utf-8"), space)  # noqa: S102 - our own lines
    keras.Model(x, space["Twice"](name="twice")(x)).save(folder / "custom.keras")
    again = space["Half"](name="half")(space["Twice"](name="twice")(shared(x)))
    keras.Model(x, again).save(folder / "several.keras")
    own = space["Own"]()
    own(numpy.ones((1, 4), numpy.float32), numpy.ones((1, 4), numpy.float32))
    own.save(folder / "subclassed.keras")


MAKERS = (make_loop, make_kinds, make_sparse, make_keras, make_graphs)
LOOP = {"x": X, "n": numpy.array(3, numpy.int32)}


def tapped(probe: Probe) -> dict[str, Any]:
    """Calls, the turns of a loop, its condition, both branches, what is dead, what has no values."""
    body = f"{INNER}/while/while"
    names = {
        "product": f"{INNER}/StatefulPartitionedCall/product:0",
        "second": f"{INNER}/StatefulPartitionedCall_1/product:0",
        "turn": f"{body}/turn:0",
        "condition": f"{body}/Less:0",
        "taken": f"{body}/cond/while/cond/taken:0",
        "left": f"{body}/cond/while/cond/left:0",
        "dead": f"{INNER}/StatefulPartitionedCall/dead:0",
        "handle": "w:0",
        "unknown": "nothing:0",
        "result": f"{INNER}/while:4",
        "restored": "StatefulPartitionedCall_2:0",
        "elsewhere": "StatefulPartitionedCall_1/StatefulPartitionedCall/StatefulPartitionedCall/product:0",
    }
    found = probe.run("loop", LOOP, taps=list(names.values()), signature="serving_default")
    found["paths"] = names
    return found


QUESTIONS: dict[str, Callable[[Probe], dict[str, Any]]] = {
    "tapped": tapped,
    "again": lambda probe: probe.run("loop", LOOP, repeat=5, profile=True, signature="serving_default"),
    "misfit": lambda probe: probe.run("loop", {**LOOP, "x": numpy.ones((2, 3), numpy.float32)}),
    "left out": lambda probe: probe.run("loop", {"x": X}),
    "no signature": lambda probe: probe.run("loop", LOOP, signature="nothing"),
    "init": lambda probe: probe.run("loop", LOOP, signature="__saved_model_init_op"),
    "kinds": lambda probe: probe.run(
        "kinds",
        {
            "text": numpy.array([b"a\0b", b""], object),
            "flag": numpy.array([True, False]),
            "long": numpy.array([2**62, -1]),
            "brain": _brain(),
            "complex": numpy.array([1 + 2j], numpy.complex64),
            "scalar": numpy.array(0.25),
        },
    ),
    "sparse": lambda probe: probe.run(
        "sparse", {"given": Sparse(numpy.array([[0, 1]]), numpy.array([5], numpy.float32), (2, 3))}
    ),
    "table": lambda probe: probe.run("table.pb", {"text": numpy.array([b"b", b"?"], object)}),
    "frames": lambda probe: probe.run(
        "frames.pb", {"x": numpy.array(1, numpy.float32)}, taps=["while/double:0"]
    ),
    "restored": lambda probe: probe.run("saved/model.meta", {"x": numpy.ones(2, numpy.float32)}),
    "alone": lambda probe: probe.run("alone.meta", {"x": numpy.ones(2, numpy.float32)}),
    "unfrozen": lambda probe: probe.run("unfrozen.pb", {"x": numpy.ones(2, numpy.float32)}),
    "keras": lambda probe: probe.run(
        "shared.keras", {"x": X}, taps=["shared:0", "shared:1", "inner/positive", "x", "none"], profile=True
    ),
    "refused": lambda probe: probe.run("custom.keras", {"x": X}),
    "several": lambda probe: probe.run("several.keras", {"x": X}),
    "unknown": lambda probe: probe.run("subclassed.keras", {"a": X, "b": X}),
    "subclassed": lambda probe: probe.run(
        "subclassed.keras", {"a": X, "b": 2 * X}, custom_objects=str(probe.folder / "own.py")
    ),
    "custom": lambda probe: probe.run("custom.keras", {"x": X}, custom_objects=str(probe.folder / "own.py")),
}


def _brain() -> numpy.ndarray:
    import ml_dtypes

    return numpy.array([1.5, -2], ml_dtypes.bfloat16)


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    place = Path(sys.argv[1])
    for make in MAKERS:
        make(place)
    probe = Probe(place)
    json.dump({name: ask(probe) for name, ask in QUESTIONS.items()}, answers)
    answers.close()
