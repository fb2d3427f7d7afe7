# SPDX-License-Identifier: Apache-2.0
"""The formats that Cutaway reads, as a table; readers are named as strings so that listing them imports none."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TypeGuard, cast

from cutaway.description.model import Format
from cutaway.formats.opened import Opener


@dataclass(frozen=True, slots=True)
class FormatRow:
    """name: the contract's word. endings: hints only, the content decides. reader: module with `open_model`."""

    name: Format
    title: str
    endings: tuple[str, ...]
    reader: str
    summary: str

    def opener(self) -> Opener:
        """Import the reader and give its `open_model`."""
        return cast("Opener", import_module(self.reader).open_model)


FORMATS: tuple[FormatRow, ...] = (
    FormatRow(
        "saved_model",
        "SavedModel",
        ("saved_model.pb", "saved_model.pbtxt"),
        "cutaway.formats.savedmodel",
        "A folder with saved_model.pb, variables/ and assets/, of TensorFlow 1 or 2; or a folder of version folders.",
    ),
    FormatRow(
        "keras_archive",
        "Keras archive",
        (".keras",),
        "cutaway.formats.keras_archive",
        "The zip archive of Keras 3: configuration, weights and assets.",
    ),
    FormatRow(
        "keras_h5",
        "Keras HDF5",
        (".h5", ".hdf5", ".keras", ".json"),
        "cutaway.formats.keras_h5",
        "HDF5 of Keras 1, 2 or 3: whole models, weights alone, and architecture JSON beside its weights.",
    ),
    FormatRow(
        "frozen_graph",
        "Frozen graph",
        (".pb", ".pbtxt"),
        "cutaway.formats.graphdef",
        "A GraphDef in binary or text form, usually with its weights as constants.",
    ),
    FormatRow(
        "meta_graph",
        "MetaGraph",
        (".meta",),
        "cutaway.formats.metagraph",
        "A MetaGraphDef of TensorFlow 1, with the checkpoint beside it where there is one.",
    ),
    FormatRow(
        "checkpoint",
        "Checkpoint",
        (".index", ".ckpt", "checkpoint"),
        "cutaway.formats.checkpoint",
        "Variables saved by TensorFlow 1 or 2: V2 with .index and .data files, or V1 in one table.",
    ),
    FormatRow(
        "tflite",
        "TensorFlow Lite",
        (".tflite", ".lite"),
        "cutaway.formats.tflite",
        "A flatbuffer for LiteRT, with its metadata and the files packed behind it.",
    ),
)


def row(name: Format) -> FormatRow:
    """The row of a format by the contract's word."""
    return next(found for found in FORMATS if found.name == name)


def is_format(word: str) -> TypeGuard[Format]:
    """Whether a word is the contract's name of a format."""
    return any(found.name == word for found in FORMATS)
