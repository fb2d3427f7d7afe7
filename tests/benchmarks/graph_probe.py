# SPDX-License-Identifier: Apache-2.0
"""Reads the graph of a model and makes its first picture, and tells on stdout what each took: MODEL."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from cutaway.description import codec
from cutaway.description.picture import Picture
from cutaway.formats.detect import open_model
from cutaway.formats.opened import silent


def main() -> None:
    """Print one JSON object: seconds of reading and of the picture, what is in it, and peak memory in bytes."""
    import resource

    model = open_model(Path(sys.argv[1]), sys.argv[1], (), "", silent)
    graph = model.graph()
    assert graph is not None
    began = time.perf_counter()
    from cutaway.graphing.maps import GraphMap

    picture = GraphMap(graph).picture()
    packed = codec.pack(Picture, picture)
    seconds = time.perf_counter() - began
    told = {
        "seconds": seconds,
        "nodes": len(graph.names),
        "boxes": len(picture.boxes.keys),
        "wires": len(picture.wires.source),
        "bytes": sum(len(buffer) for buffer in packed.buffers),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
