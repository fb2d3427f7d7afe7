# SPDX-License-Identifier: Apache-2.0
"""Draws the pictures in docs/images/graphs by `cutaway graph`; some models for them are in the corpus alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
from PySide6.QtGui import QImage, qRgb

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images" / "graphs"
SHIPPED = {
    "hello_world": "hello_world_int8.tflite",
    "half_plus_two": "half_plus_two",
    "keyword": "keyword_ds_cnn.pb",
    "resnet8": "resnet8_cifar10.h5",
    "basic_pitch": "basic_pitch",
}
CORPUS = {
    "retention_times": "kz_deeplc3/model.keras",
    "face_detection": "tl_mp_face_detection_short_range/face_detection_short_range.tflite",
    "segmenter": "gd_cutkum/frozen_model.pb",
    "wide_and_deep": "ck_tfx_estimator/model.ckpt-1000.meta",
    "music_tagger": "ck_musicnn_mtt_vgg/MTT_vgg/.meta",
    "nasnet": "gen_gd_nasnet_frozen",
    "chain": "gen_gd_chain30k/chain.pb",
}
SHADES = 256
_BLOCK = 20_000


def models() -> dict[str, Path]:
    """The models by the names of their pictures, those that are there."""
    corpus = Path(os.environ.get("CUTAWAY_CORPUS") or ROOT.parent / "shared" / "corpus") / "models"
    found = {name: ROOT / "resources" / "samples" / path for name, path in SHIPPED.items()}
    found |= {name: corpus / path for name, path in CORPUS.items()}
    return {name: path for name, path in found.items() if path.exists()}


def draw(model: Path, picture: Path, theme: str) -> None:
    """One picture, by the command that a user would give."""
    command = [sys.executable, "-m", "cutaway", "graph", str(_file(model)), "--theme", theme]
    subprocess.run(
        [*command, "--scale", "1", "--export", str(picture)], check=True, stdout=subprocess.DEVNULL
    )


def _file(model: Path) -> Path:
    """A folder that holds a single file stands for it, unless it is a SavedModel."""
    inside = [] if model.is_file() else [each for each in model.iterdir() if each.is_file()]
    return inside[0] if len(inside) == 1 and inside[0].name != "saved_model.pb" else model


def shrink(picture: Path, target: Path) -> None:
    """The picture with its SHADES most frequent colours, which are nearly all that it has."""
    image = QImage(str(picture)).convertToFormat(QImage.Format.Format_RGB32)
    flat = numpy.frombuffer(image.constBits(), numpy.uint32).reshape(image.height(), -1) & 0xFFFFFF
    colours, places, counts = numpy.unique(flat, return_inverse=True, return_counts=True)
    kept = colours[numpy.argsort(-counts, kind="stable")[:SHADES]]
    reduced = QImage(image.width(), image.height(), QImage.Format.Format_Indexed8)
    reduced.setColorTable([qRgb(*channels) for channels in _channels(kept).tolist()])
    nearest = numpy.concatenate(
        [_nearest(colours[at : at + _BLOCK], kept) for at in range(0, len(colours), _BLOCK)]
    )
    rows = numpy.frombuffer(reduced.bits(), numpy.uint8).reshape(image.height(), -1)
    rows[:, : image.width()] = nearest[places].reshape(flat.shape)[:, : image.width()]
    target.parent.mkdir(parents=True, exist_ok=True)
    if not reduced.save(str(target), quality=0):  # the strongest compression: a PNG loses nothing by it
        message = f"{target} could not be written"
        raise OSError(message)


def _channels(colours: numpy.ndarray) -> numpy.ndarray:
    """Red, green and blue of packed colours, a row each."""
    return numpy.stack([colours >> 16 & 0xFF, colours >> 8 & 0xFF, colours & 0xFF], axis=1).astype(
        numpy.int32
    )


def _nearest(colours: numpy.ndarray, kept: numpy.ndarray) -> numpy.ndarray:
    """For each colour the place of the one that is nearest to it."""
    away = _channels(colours)[:, None, :] - _channels(kept)[None, :, :]
    return (away * away).sum(axis=2).argmin(axis=1).astype(numpy.uint8)


def main() -> None:
    """Draw all of them, light and dark; `--shrink FILE …` only makes pictures smaller."""
    if sys.argv[1:2] == ["--shrink"]:
        for file in sys.argv[2:]:
            shrink(Path(file), Path(file))
        return
    with tempfile.TemporaryDirectory(prefix="cutaway-pictures-") as folder:
        for name, model in models().items():
            for theme in ("light", "dark"):
                large = Path(folder) / f"{name}-{theme}.png"
                draw(model, large, theme)
                shrink(large, IMAGES / large.name)
                print((IMAGES / large.name).relative_to(ROOT))


if __name__ == "__main__":
    main()
