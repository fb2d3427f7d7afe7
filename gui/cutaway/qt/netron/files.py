# SPDX-License-Identifier: Apache-2.0
"""Which files of a model Netron may read, and by what name it is given the first of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cutaway.description.model import Format, ModelDescription

# Netron chooses its reader by the ending first; a file with another one is introduced by one that it knows.
_ENDINGS: dict[Format, tuple[str, ...]] = {
    "saved_model": (".pb", ".pbtxt"),
    "keras_h5": (".h5", ".hdf5", ".keras"),
    "keras_archive": (".keras",),
    "frozen_graph": (".pb", ".pbtxt"),
    "meta_graph": (".meta", ".pbtxt"),
    "checkpoint": (".index", ".ckpt"),
    "tflite": (".tflite", ".lite"),
}
_SAVED_MODELS = ("saved_model.pb", "saved_model.pbtxt")


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """folder: what the names are relative to. main: the file that Netron opens. names: all that it may read.

    identifier: the name that Netron is told, whose ending fits the format.
    """

    folder: Path
    main: str
    names: frozenset[str]
    identifier: str

    def path(self, name: str) -> Path | None:
        """Where the file of that name lies; None for one that is not the model's, or leads out of its folder.

        A link may lead to where the main file lies, as in stores that keep files by their hash.
        """
        plain = PurePosixPath(name)
        if name not in self.names or plain.is_absolute() or ".." in plain.parts:
            return None
        try:
            found = (self.folder / name).resolve(strict=True)
            homes = (self.folder.resolve(), (self.folder / self.main).resolve().parent)
        except OSError:
            return None
        return found if found.is_file() and any(map(found.is_relative_to, homes)) else None


def files_of(description: ModelDescription) -> ModelFiles | None:
    """The files of a model; None for one inside an archive, which Netron would have to search for itself.

    None also for results of conversions whose readers are no part of the shipped Netron.
    """
    endings = _ENDINGS.get(description.format)
    if endings is None:
        return None
    location = Path(description.location)
    if not location.exists():
        return None
    if location.is_dir():
        main = next((name for name in _SAVED_MODELS if (location / name).is_file()), None)
        folder = location
    else:
        main, folder = location.name, location.parent
    if main is None:
        return None
    names = frozenset({main, *(file.name for file in description.files if file.exists)})
    identifier = main if main.lower().endswith(endings) else f"{main}{endings[0]}"
    return ModelFiles(folder, main, names, identifier)
