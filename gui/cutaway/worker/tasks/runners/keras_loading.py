# SPDX-License-Identifier: Apache-2.0
"""Loads Keras files with Keras 3 or tf-keras; where that fails, says why, layer by layer, and what can be done."""

from __future__ import annotations

import json
import runpy
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cutaway.description import wording
from cutaway.description.layers import Layer
from cutaway.description.model import ModelDescription
from cutaway.errors import CutawayError, ModelError, RequestError, UnsafeFileError
from cutaway.worker.tasks.runners.failing import REFUSED, Asked, explain, first_line

_CODE = "contains-code"
_MODELS = frozenset({"Functional", "Sequential", "Model"})
_SHOWN = 5
_TELLING = 15
"""Characters from which on a reason is no coincidence."""
_ENDINGS = {"keras_h5": (".h5", ".hdf5"), "keras_archive": (".keras",)}
_KERAS_2 = "Keras 2 (tf-keras)"


@dataclass(frozen=True, slots=True)
class Loader:
    """How a file is loaded. legacy: by tf-keras. custom: a `.py` file to run first. unsafe: its code may run.

    compiles: with how it is trained, and how far it was.
    """

    asked: Asked
    legacy: bool = False
    custom: str = ""
    unsafe: bool = False
    compiles: bool = False

    @property
    def library(self) -> Any:  # noqa: ANN401 - a module
        """Keras 3 or tf-keras; the latter in a process whose environment says so."""
        if self.legacy:
            import tf_keras

            return tf_keras
        import keras

        return keras

    @property
    def name(self) -> str:
        """The library with its version."""
        return f"{'tf-keras' if self.legacy else 'Keras'} {self.library.__version__}"

    def load(self, description: ModelDescription) -> Any:  # noqa: ANN401 - a Keras model
        """The model. Raises ModelError (it does not load; the details tell of each layer), UnsafeFileError."""
        self._check_code(description)
        objects = self.objects()
        try:
            return self._loaded(description, objects)
        except CutawayError:
            raise
        except REFUSED as error:
            raise self._refused(description, error, objects) from None
        except self._errors() as error:
            raise explain(error, self.asked) from None

    def _errors(self) -> type[Exception]:
        import tensorflow

        found: type[Exception] = tensorflow.errors.OpError
        return found

    def _check_code(self, description: ModelDescription) -> None:
        """tf-keras runs the code of a Lambda in an .h5 whatever it is told, so that it must not get that far."""
        found = next((finding for finding in description.findings if finding.code == _CODE), None)
        if found is None or self.unsafe:
            return
        message = f"{self.asked.model} holds code that would run when it is loaded. {found.message}"
        hint = "Run it only if you trust who made it: allow its code then."
        raise UnsafeFileError(message, hint=hint, path=self.asked.path)

    def has_model(self, description: ModelDescription) -> bool:
        """Whether it is a Keras file with more than weights."""
        return (
            description.format in _ENDINGS
            and description.detail != "weights only"
            and "class" in description.metadata
        )

    # --- loading ---

    def _loaded(self, description: ModelDescription, objects: dict[str, Any]) -> Any:  # noqa: ANN401 - a model
        path = Path(description.location)
        if path.suffix == ".json":
            return self._from_json(path, description, objects)
        with _named(path, _ENDINGS[description.format]) as named:
            load = self.library.models.load_model
            return load(str(named), custom_objects=objects, compile=self.compiles, safe_mode=not self.unsafe)

    def _from_json(self, path: Path, description: ModelDescription, objects: dict[str, Any]) -> Any:  # noqa: ANN401
        model = self.library.models.model_from_json(path.read_text(encoding="utf-8"), custom_objects=objects)
        weights = description.metadata.get("weights")
        if isinstance(weights, str):
            with _named(path.parent / weights, (".h5", ".hdf5")) as named:
                model.load_weights(str(named))
        return model

    def objects(self) -> dict[str, Any]:
        """Classes and functions that the user's file defines, by name. Raises RequestError."""
        if not self.custom:
            return {}
        path = Path(self.custom)
        try:
            found = runpy.run_path(str(path), run_name="custom_objects")
        except REFUSED as error:
            message = f"{path.name} could not be run to get the classes of {self.asked.model}: {first_line(str(error))}"
            hint = "Choose a Python file that only defines them."
            details = f"{type(error).__name__}: {error}"
            raise RequestError(message, hint=hint, path=path, details=details) from None
        return {name: each for name, each in found.items() if callable(each) and not name.startswith("_")}

    # --- why not ---

    def _refused(
        self, description: ModelDescription, error: Exception, objects: dict[str, Any]
    ) -> CutawayError:
        if isinstance(error, PermissionError):
            return explain(error, self.asked)
        failing = list(self._failing_layers(description, objects))
        message = (
            f"{self.name} cannot load {self.asked.model}: {_reason(str(error)) or type(error).__name__}."
        )
        # A layer that fails by itself is blamed where Keras stopped for the same reason.
        blamed = next(
            ((layer, why) for layer, why in failing if len(why) > _TELLING and why in str(error)), None
        )
        if blamed is not None:
            layer, why = blamed
            message = (
                f"{self.name} cannot load {self.asked.model}: "
                f"layer {layer.name} ({layer.class_name}) is refused. {why}."
            )
        if len(failing) > 1:
            message += f" {len(failing)} layers fail by themselves; the details list them."
        rows = [f"{layer.name} ({layer.class_name}): {why}" for layer, why in failing]
        details = "\n".join([*rows, f"{type(error).__name__}: {error}"])
        return ModelError(message, hint=self._hint(description), path=self.asked.path, details=details)

    def _hint(self, description: ModelDescription) -> str:
        custom = [finding.where for finding in description.findings if finding.code == "custom-object"]
        if custom:
            own = (layer.class_name for layer in description.layers or () if layer.name in custom)
            whole = description.metadata.get("class")  # nothing but its class is known of such a model
            unknown = list(dict.fromkeys([*own, *([str(whole)] if not description.layers else [])]))
            names = wording.listed(unknown, _SHOWN) if unknown else "its own classes"
            if self.custom:
                file = Path(self.custom).name
                return f"{file} was run; {names} in it has to be as it was when the model was saved."
            return f"Name a Python file that defines {names} as custom objects; it is run only in the limited child."
        other = "Keras 3" if self.legacy else _KERAS_2
        return f"Try {other}, or load it where it was written and export it as a SavedModel."

    def _failing_layers(
        self, description: ModelDescription, objects: dict[str, Any]
    ) -> Iterator[tuple[Layer, str]]:
        """Layers that the library does not make from their settings, each made by itself, with the reason."""
        for layer in description.layers or ():
            if layer.class_name in _MODELS:
                continue
            try:
                self._made(description, layer, objects)
            except REFUSED as error:
                yield layer, _reason(str(error))

    def _made(self, description: ModelDescription, layer: Layer, objects: dict[str, Any]) -> None:
        """Make one layer as the format's loader does: files before .keras have another way to write settings."""
        described: dict[str, Any] = {"class_name": layer.class_name, "config": json.loads(layer.config)}
        if self.legacy:
            self.library.layers.deserialize(described, custom_objects=objects, use_legacy_format=True)
        elif description.format == "keras_archive":
            own = layer.class_name in objects or not hasattr(self.library.layers, layer.class_name)
            registered = layer.class_name if own else None
            described |= {"module": None if own else "keras.layers", "registered_name": registered}
            self.library.layers.deserialize(described, custom_objects=objects)
        else:
            from keras.src.legacy.saving.saving_utils import model_from_config

            model_from_config(described, custom_objects=objects)


def _reason(text: str) -> str:
    """What went wrong, without the settings that Keras repeats before and after it."""
    for advice in (" Full object config:", " Make sure custom "):  # on how to write the class
        text = text.partition(advice)[0]
    for mark in ("Exception encountered:", "Error:"):
        _, found, rest = text.rpartition(mark)
        if found and rest.strip():
            return first_line(rest).rstrip(".")
    return first_line(text).rstrip(".")


class _named:  # noqa: N801 - used like a function
    """The file under a name with one of these endings, which Keras judges files by: a link where it has another."""

    def __init__(self, path: Path, endings: tuple[str, ...]) -> None:
        self._path = path
        self._endings = endings
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Path:
        if self._path.suffix.lower() in self._endings:
            return self._path
        self._folder = tempfile.TemporaryDirectory(prefix="cutaway-")
        link = Path(self._folder.name) / f"model{self._endings[0]}"
        try:
            link.symlink_to(self._path.resolve())
        except OSError:  # a confined process makes no links
            shutil.copyfile(self._path, link)
        return link

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            self._folder.cleanup()
