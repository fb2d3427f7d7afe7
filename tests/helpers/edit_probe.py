# SPDX-License-Identifier: Apache-2.0
"""Runs SavedModels by both loaders of TensorFlow, in a process of its own: cases as JSON on stdin, answers on stdout.

A case is {"path", "tags", "signature", "inputs": FILE.npz, "loader": "v1" | "v2"}; its answer {"outputs": FILE.npz}, or
{"error": text}. An input that the file does not give is left out of the call.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy


def main() -> None:
    """Answer every case."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow as tf

    listed = json.load(sys.stdin)
    answers = []
    for number, case in enumerate(listed["cases"]):
        try:
            with numpy.load(case["inputs"], allow_pickle=True) as given:
                inputs = {name: given[name] for name in given.files}
            found = (_v1 if case["loader"] == "v1" else _v2)(tf, case, inputs)
        except Exception as error:  # noqa: BLE001 -- whatever TensorFlow raises is the answer
            answers.append({"error": f"{type(error).__name__}: {error}"[:2000]})
            continue
        file = Path(listed["folder"]) / f"answer_{number}.npz"
        numpy.savez(file, **found)
        answers.append({"outputs": str(file)})
    print(json.dumps(answers))


def _v2(tf: Any, case: dict[str, Any], inputs: dict[str, Any]) -> dict[str, Any]:
    loaded = tf.saved_model.load(case["path"], tags=case["tags"] or None)
    function = loaded.signatures[case["signature"]]
    found = function(**{name: tf.constant(value) for name, value in inputs.items()})
    return {name: value.numpy() for name, value in found.items()}


def _v1(tf: Any, case: dict[str, Any], inputs: dict[str, Any]) -> dict[str, Any]:
    v1 = tf.compat.v1
    with v1.Session(graph=tf.Graph()) as session:
        meta = v1.saved_model.loader.load(session, case["tags"] or ["serve"], case["path"])
        signature = meta.signature_def[case["signature"]]
        feed = {signature.inputs[name].name: value for name, value in inputs.items()}
        found: dict[str, Any] = session.run(
            {name: info.name for name, info in signature.outputs.items()}, feed
        )
    return found


if __name__ == "__main__":
    main()
