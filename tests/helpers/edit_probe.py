# SPDX-License-Identifier: Apache-2.0
"""Runs models in a process of its own: cases as JSON on stdin, answers on stdout.

A case is {"path", "tags", "signature", "inputs": FILE.npz, "outputs": {NAME: TENSOR}, "loader"}, where the loader is
one of LOADERS; its answer {"outputs": FILE.npz}, or {"error": text}. An input that the file does not give is left out.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import numpy

_SECONDS = 30
"""A case that takes longer is ended, and that is its answer."""


def main() -> None:
    """Answer every case, each in a fork: a case that dies is an answer, too."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    listed = json.load(sys.stdin)
    if any(case["loader"] != "litert" for case in listed["cases"]):
        import tensorflow  # noqa: F401 -- paid once, before the forks
    answers = []
    for number, case in enumerate(listed["cases"]):
        file = Path(listed["folder"]) / f"answer_{number}.npz"
        child = os.fork()
        if not child:
            _answer(case, file)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        told = file.with_suffix(".txt")
        if file.exists() and not status:
            answers.append({"outputs": str(file)})
        else:
            answers.append({"error": told.read_text() if told.exists() else f"it ended with {status}"})
    print(json.dumps(answers))


def _answer(case: dict[str, Any], file: Path) -> None:
    signal.alarm(_SECONDS)
    try:
        with numpy.load(case["inputs"], allow_pickle=True) as given:
            inputs = {name: given[name] for name in given.files}
        numpy.savez(file, **LOADERS[case["loader"]](case, inputs))
    except BaseException as error:  # noqa: BLE001 -- whatever is raised is the answer
        file.with_suffix(".txt").write_text(f"{type(error).__name__}: {error}"[:2000])
        os._exit(1)
    os._exit(0)


def _v2(case: dict[str, Any], inputs: dict[str, Any]) -> dict[str, Any]:
    import tensorflow as tf

    loaded = tf.saved_model.load(case["path"], tags=case["tags"] or None)
    function = loaded.signatures[case["signature"]]
    found = function(**{name: tf.constant(value) for name, value in inputs.items()})
    return {name: value.numpy() for name, value in found.items()}


def _v1(case: dict[str, Any], inputs: dict[str, Any]) -> dict[str, Any]:
    import tensorflow as tf

    v1 = tf.compat.v1
    with v1.Session(graph=tf.Graph()) as session:
        meta = v1.saved_model.loader.load(session, case["tags"] or ["serve"], case["path"])
        signature = meta.signature_def[case["signature"]]
        feed = {signature.inputs[name].name: value for name, value in inputs.items()}
        wanted = {name: info.name for name, info in signature.outputs.items()}
        found: dict[str, Any] = session.run(wanted, feed)
    return found


def _graph(case: dict[str, Any], inputs: dict[str, Any]) -> dict[str, Any]:
    import tensorflow as tf

    v1 = tf.compat.v1
    graph = v1.GraphDef()
    path = Path(case["path"])
    if path.suffix == ".pbtxt":
        from google.protobuf import text_format

        text_format.Parse(path.read_text(encoding="utf-8"), graph)
    else:
        graph.ParseFromString(path.read_bytes())
    with v1.Session(graph=tf.Graph()) as session:
        tf.import_graph_def(graph, name="")
        feed = {name if ":" in name else f"{name}:0": value for name, value in inputs.items()}
        found: dict[str, Any] = session.run(case["outputs"], feed)
    return found


def _litert(case: dict[str, Any], inputs: dict[str, Any]) -> dict[str, Any]:
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_path=case["path"], num_threads=1)
    if case["signature"] in interpreter.get_signature_list():
        found: dict[str, Any] = interpreter.get_signature_runner(case["signature"])(**inputs)
        return found
    details = interpreter.get_input_details()
    for detail in details:
        interpreter.resize_tensor_input(detail["index"], inputs[detail["name"]].shape)
    interpreter.allocate_tensors()
    for detail in details:
        interpreter.set_tensor(detail["index"], inputs[detail["name"]])
    interpreter.invoke()
    return {each["name"]: interpreter.get_tensor(each["index"]) for each in interpreter.get_output_details()}


LOADERS = {"v1": _v1, "v2": _v2, "graph": _graph, "litert": _litert}

if __name__ == "__main__":
    main()
