# SPDX-License-Identifier: Apache-2.0
"""Infers the shapes of several graphs in one process, so that TensorFlow is imported once; answers on stdout.

For each path of the command line, by its name: what the outputs give, as `function:node:output`, and whether the file
tells it.
"""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "gui"))

from cutaway.session.graph_shapes import table
from cutaway.worker.models import Models
from cutaway.worker.questions import Call
from cutaway.worker.tasks.shapes import shapes


def probe(path: str) -> dict[str, tuple[str, bool]]:
    """Infer the shapes of one file."""
    models = Models()
    call = Call((path, (), ""), {}, models, lambda _words, _fraction: None, lambda _part: None)
    known = table(shapes(call))
    graph = models.open(call.source, call.progress).graph()
    models.close()
    if graph is None:
        return {}
    functions = ["", *graph.functions]
    return {
        f"{functions[graph.function_of[node] + 1]}:{graph.names[node]}:{output}": (found.words, found.is_told)
        for (node, output), found in known.items()
    }


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    json.dump({Path(path).name: probe(path) for path in sys.argv[1:]}, answers)
    answers.close()
