# SPDX-License-Identifier: Apache-2.0
"""Keeps the model that was asked about last open, as long as its files stay what they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

if TYPE_CHECKING:
    from cutaway.description.model import ModelDescription
    from cutaway.formats.opened import OpenModel

T = TypeVar("T")
Stamp: TypeAlias = tuple[tuple[str, int, int], ...]
Source: TypeAlias = tuple[str, tuple[str, ...], str]
Opening: TypeAlias = "Callable[[Source, Callable[[str, float | None], None]], OpenModel]"

AS_ONNX = ("onnx",)
"""Tags that ask for an .onnx whoever wrote it: to be compared with. None but our own are opened otherwise."""


def open_file(source: Source, progress: Callable[[str, float | None], None]) -> OpenModel:
    """Open the model, the folder of a run, or the .onnx or .xml of a conversion, that `source` names.

    source: path, tags, version.

    Raises ModelError or RequestError.
    """
    from cutaway.formats.detect import open_model
    from cutaway.sampling import run_record

    path, tags, version = source
    if run_record.is_run(Path(path)):
        from cutaway.sampling.run_folder import RunFolder

        return RunFolder(Path(path))
    if path.lower().endswith(".onnx"):
        from cutaway.formats import onnx_results

        if tags == AS_ONNX or onnx_results.is_result(Path(path)):
            return onnx_results.open_result(Path(path))
    if path.lower().endswith(".xml"):
        from cutaway.formats import openvino_results

        if openvino_results.is_result(Path(path)):
            return openvino_results.open_result(Path(path))
    return open_model(Path(path), path, tags, version, progress)


class Models:
    """At most one open model: a file's pages are asked for many times in a row."""

    def __init__(self, opening: Opening = open_file) -> None:
        self._opening = opening
        self._source: Source | None = None
        self._stamp: Stamp = ()
        self._model: OpenModel | None = None
        self._kept: dict[str, Any] = {}
        self._later: dict[str, Iterator[object]] = {}

    def open(self, source: Source, progress: Callable[[str, float | None], None]) -> OpenModel:
        """The model, read again where a file of it is not what it was. Raises as the readers do."""
        if (
            self._model is not None
            and source == self._source
            and self._stamp == stamp(self._model.description)
        ):
            return self._model
        self.close()
        model = self._opening(source, progress)
        self._model, self._source, self._stamp = model, source, stamp(model.description)
        return model

    def keep(self, name: str, make: Callable[[], T]) -> T:
        """What was made of the open model under that name, made now where it was not; it goes with the model."""
        if name not in self._kept:
            self._kept[name] = make()
        found: T = self._kept[name]
        return found

    def later(self, name: str, steps: Iterator[object]) -> None:
        """Leave work for when nothing is asked, in short steps; it takes the place of what has that name."""
        self._later[name] = steps

    def go_on(self) -> bool:
        """Do one step of what was left for later; False where nothing is left. Raises what the step raises."""
        while self._later:
            name, steps = next(iter(self._later.items()))
            try:
                next(steps)
            except StopIteration:
                del self._later[name]
            except BaseException:
                del self._later[name]
                raise
            else:
                return True
        return False

    def close(self) -> None:
        """Let go of the files."""
        self._later.clear()
        self._kept.clear()
        model, self._model, self._source = self._model, None, None
        if model is not None:
            model.close()


def stamp(description: ModelDescription) -> Stamp:
    """Name, size and time of each file of the model; −1 for one that is not there.

    Of a folder with versions also how many it has, so that a newer one is noticed.
    """
    location = Path(description.location)
    folder = location if location.is_dir() else location.parent
    found = [("", len(_version_folders(Path(description.path))), 0)] if description.versions else []
    for file in description.files:
        try:
            status = (folder / file.name).stat()
        except (OSError, ValueError):
            found.append((file.name, -1, -1))
        else:
            found.append((file.name, status.st_size, status.st_mtime_ns))
    return tuple(found)


def _version_folders(folder: Path) -> list[str]:
    """Folders in it that TensorFlow Serving takes for versions; none where it is not there."""
    try:
        return [entry.name for entry in folder.iterdir() if entry.name.isdecimal()]
    except OSError:
        return []
