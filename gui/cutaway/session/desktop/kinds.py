# SPDX-License-Identifier: Apache-2.0
"""The kinds of files that a desktop hands to Cutaway: the one table that every system's registration is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from cutaway import APP_ID, APP_NAME

Magic: TypeAlias = tuple[int, str]
"""Bytes that tell a kind: their offset in the file, and how they read (ASCII)."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file.

    mime: its name on Linux. word: its name in Windows' ProgIDs and in Apple's type identifiers. patterns: file names,
    a star first where only the ending counts. weight: of 100, how much a name alone tells (shared-mime-info; 50 is
    usual). parent: the MIME type that it is one of. is_ours: nobody else's, so that a double click may open Cutaway;
    of the others Cutaway only offers itself among the programs to open them with. is_known: shared-mime-info has it.
    """

    mime: str
    word: str
    title: str
    patterns: tuple[str, ...]
    is_ours: bool
    weight: int = 50
    magics: tuple[Magic, ...] = ()
    parent: str = ""
    is_known: bool = False

    @property
    def endings(self) -> tuple[str, ...]:
        """Endings without their dot: all that Windows and macOS go by."""
        return tuple(pattern[2:] for pattern in self.patterns if pattern.startswith("*."))


KINDS: tuple[FileKind, ...] = (
    FileKind(
        "application/x-tensorflow-lite",
        "LiteModel",
        "TensorFlow Lite model",
        ("*.tflite",),
        is_ours=True,
        magics=((4, "TFL3"),),  # the file identifier in tensorflow/lite/schema/schema.fbs
    ),
    FileKind(
        "application/x-keras",
        "KerasModel",
        "Keras model",
        ("*.keras",),
        is_ours=True,
        parent="application/zip",
    ),
    FileKind(
        "application/x-tensorflow-saved-model",
        "SavedModel",
        "TensorFlow SavedModel",
        ("saved_model.pb", "saved_model.pbtxt"),
        is_ours=True,
        weight=80,
    ),
    FileKind(
        "application/x-tensorflow-graph",
        "FrozenGraph",
        "TensorFlow graph",
        ("*.pb",),
        is_ours=True,
        weight=40,  # any protobuf message may be called so
    ),
    FileKind(
        "application/x-hdf",
        "Hdf5File",
        "HDF document",
        ("*.h5", "*.hdf5"),
        is_ours=False,
        is_known=True,
    ),
    FileKind(
        "application/x-tensorflow-checkpoint",
        "Checkpoint",
        "TensorFlow checkpoint",
        ("*.index",),
        is_ours=False,
        weight=20,
    ),
    FileKind(
        "application/x-tensorflow-meta-graph",
        "MetaGraph",
        "TensorFlow MetaGraph",
        ("*.meta",),
        is_ours=False,
        weight=20,
    ),
)

FOLDER = "inode/directory"
OURS = tuple(kind for kind in KINDS if kind.is_ours)
OFFERED = tuple(kind for kind in KINDS if not kind.is_ours)

COMMAND = APP_NAME.lower()
WINDOW_COMMAND = f"{COMMAND}-gui"
KEYWORDS = ("TensorFlow", "Keras", "LiteRT", "SavedModel", "neural network", "model", "machine learning")
CATEGORIES = ("Science", "ArtificialIntelligence", "DataVisualization")
GENERIC_NAME = "Model viewer"
DOCUMENT_ICON = f"{APP_ID}-model"
"""The name of the icon that files of all our kinds are shown with."""

OFFERED_ID = f"zz-{APP_ID}-offered"
"""The second launcher, for what others open too. Of programs that nobody has chosen between, GIO and xdg-mime take the
one whose launcher comes first in the alphabet; this one comes last, so that folders stay the file manager's."""


@dataclass(frozen=True, slots=True)
class LauncherAction:
    """An entry in the menu of the launcher: an action of the window (`cutaway --do ACTION`)."""

    word: str
    title: str
    action: str


LAUNCHER_ACTIONS: tuple[LauncherAction, ...] = (
    LauncherAction("Open", "Open file…", "file.open"),
    LauncherAction("OpenFolder", "Open folder…", "file.open_folder"),
    LauncherAction("Convert", "Convert…", "model.convert"),
    LauncherAction("NewWindow", "New window", ""),
)
