# SPDX-License-Identifier: Apache-2.0
"""First pictures of the samples as they were last looked at; run it as a program to take them anew, then look at them.

What is drawn depends on neither fonts nor screens, so that each is the same on every machine.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cutaway import paths
from cutaway.description.picture import Direction
from cutaway.formats.detect import open_model
from cutaway.formats.opened import silent
from cutaway.graphing.exports.inks import DARK, LIGHT
from cutaway.graphing.exports.svg import svg
from cutaway.worker.tasks.graph_index import index_of

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parents[1] / "snapshots"
TAKEN: Mapping[str, tuple[str, Direction, bool]] = {
    "half_plus_two": ("half_plus_two", "down", False),
    "resnet8": ("resnet8_cifar10.h5", "down", True),
    "keyword": ("keyword_ds_cnn.pb", "right", False),
    "basic_pitch": ("basic_pitch", "down", False),
    "micro_speech": ("micro_speech_quantized.tflite", "down", True),
}
"""Names of pictures: the sample, where its graph flows to, whether in dark colours."""


def picture(name: str) -> str:
    """The first picture of that name, as SVG."""
    sample, direction, is_dark = TAKEN[name]
    path = paths.resource("samples") / sample
    model = open_model(path, sample, (), "", silent)
    try:
        index = index_of(model)
        assert index is not None
        made = index.map.picture(direction=direction, tensors=index.tensors)
    finally:
        model.close()
    return svg(made, DARK if is_dark else LIGHT)


if __name__ == "__main__":
    for each in TAKEN:
        (FOLDER / f"{each}.svg").write_text(picture(each), encoding="utf-8")
