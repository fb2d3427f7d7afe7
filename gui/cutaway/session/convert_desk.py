# SPDX-License-Identifier: Apache-2.0
"""Converting one model: target, options, data and place, the conversion that goes on, and what it gave."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cutaway.conversion import preflight, recipe_script, report
from cutaway.conversion import recipe as recipe_files
from cutaway.conversion.preflight import Concern
from cutaway.conversion.recipe import Recipe
from cutaway.conversion.targets import Option, OptionValue, Target
from cutaway.description import cuts
from cutaway.description.conversion import Converted, LayerError
from cutaway.description.cuts import Cut
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature, for_callers
from cutaway.errors import CutawayError
from cutaway.events import Event
from cutaway.session import recipes
from cutaway.session.documents import Source
from cutaway.session.jobs import Job, JobState
from cutaway.session.proving import Samples
from cutaway.wire import whole

if TYPE_CHECKING:
    from cutaway.description.graph import Graph
    from cutaway.session.convert_service import ConvertService
    from cutaway.session.run_service import TrustQuestion

_KEEP = "keep_float"


class ConvertDesk:
    """changed: something of what is asked for is another. moved: the conversion goes on, or ended.

    graph: of the model, to tell where operators are; None until it was read. found: what the last conversion gave.
    """

    def __init__(self, source: Source, model: ModelDescription, service: ConvertService) -> None:
        self.source = source
        self.model = model
        self.service = service
        self.target: Target | None = None
        self.output = ""
        self.overwrites = False
        self.calibration = ""
        self.calibration_options: dict[str, dict[str, str]] = {}
        self.proves = True
        self.custom_objects = ""
        self.signature = next((found.key for found in self.signatures), "")
        self.dimensions: dict[str, dict[int, int]] = {}
        self.cut = Cut()
        self.graph: Graph | None = None
        self.job: Job[Converted] | None = None
        self.found: Converted | None = None
        self.asked: Recipe | None = None
        self.changed: Event[[]] = Event()
        self.moved: Event[[]] = Event()
        self._given: dict[str, OptionValue] = {}
        self._is_named = False

    # --- what is asked for ---

    @property
    def signatures(self) -> list[Signature]:
        """Those that can be called."""
        return [found for found in for_callers(self.model.signatures) if not found.runs_on_load]

    def chosen(self) -> Signature | None:
        """The signature that is converted and proven; None where the model has none."""
        return next((found for found in self.signatures if found.key == self.signature), None)

    def choose(self, target: Target) -> None:
        """Convert to that; options are those that it has by itself."""
        if target is self.target:
            return
        self.target = target
        self._given = {}
        if not self._is_named:
            self.output = self.proposed()
        elif self.output:
            self.output = str(Path(self.output).with_name(self._name(Path(self.output).name)))
        self.overwrites = False
        self.changed.emit()

    def options(self) -> Mapping[str, OptionValue]:
        """All options with their values."""
        return self.target.filled(self._given) if self.target is not None else {}

    def matters(self, option: Option) -> bool:
        """Whether an option makes a difference beside the others."""
        return option.when is None or self.options().get(option.when[0]) in option.when[1]

    def put(self, key: str, value: OptionValue) -> None:
        """Give an option another value."""
        if self.target is None or self.options().get(key) == value:
            return
        self._given[key] = value
        defaults = self.target.defaults()
        self._given = {name: each for name, each in self._given.items() if defaults[name] != each}
        self.changed.emit()

    def call(self, key: str) -> None:
        """Choose a signature."""
        if key != self.signature:
            self.signature = key
            self.dimensions = {}
            self.changed.emit()

    def size(self, name: str, axis: int, size: int | None) -> None:
        """Fix a dimension of an input, or with None leave it free."""
        axes = {**self.dimensions.get(name, {})}
        axes.pop(axis, None)
        if size is not None:
            axes[axis] = size
        self.dimensions[name] = axes
        self.changed.emit()

    def cut_off(self, takes: Sequence[str], gives: Sequence[str]) -> None:
        """Take and give these tensors of a bare graph, in place of what it takes and gives by itself."""
        self.cut = Cut(cuts.chosen(takes), cuts.chosen(gives))
        self.changed.emit()

    def place(self, output: str) -> None:
        """Write the result there."""
        if output != self.output:
            self.output = output
            self._is_named = True
            self.overwrites = False
            self.changed.emit()

    def overwrite(self, *, is_wanted: bool) -> None:
        """Let what is there be replaced."""
        if is_wanted != self.overwrites:
            self.overwrites = is_wanted
            self.changed.emit()

    def calibrate(self, path: str) -> None:
        """Take calibration data from a folder, a file or a set of inputs; empty for none."""
        if path != self.calibration:
            self.calibration = path
            self.calibration_options = {}
            self.changed.emit()

    def read_as(self, name: str, options: Mapping[str, str]) -> None:
        """Read the samples of an input with these options: scale, mean, resize."""
        if dict(options) != self.calibration_options.get(name, {}):
            self.calibration_options = {**self.calibration_options, name: dict(options)}
            self.changed.emit()

    def define(self, file: str) -> None:
        """Take layers and functions of a Keras file from a Python file; empty for none."""
        if file != self.custom_objects:
            self.custom_objects = file
            self.changed.emit()

    def prove(self, *, is_wanted: bool) -> None:
        """Run both and compare their answers, or not."""
        if is_wanted != self.proves:
            self.proves = is_wanted
            self.changed.emit()

    def keep_in_float(self, layers: tuple[LayerError, ...]) -> None:
        """Quantise those layers no more, beside those that were left out already."""
        kept = [name.strip() for name in str(self.options().get(_KEEP, "")).split(",") if name.strip()]
        self.put(_KEEP, ", ".join(dict.fromkeys((*kept, *(layer.name for layer in layers)))))

    # --- what can be told of it ---

    @property
    def can_keep_float(self) -> bool:
        """Whether single layers can be left out of quantisation."""
        return self.takes_samples and _KEEP in self.options()

    @property
    def takes_cuts(self) -> bool:
        """Whether inputs and outputs are chosen among tensors."""
        return self.model.format in cuts.FORMATS

    @property
    def takes_custom_objects(self) -> bool:
        """Whether the model may need classes that a Python file defines."""
        return self.model.format in ("keras_archive", "keras_h5")

    def question(self) -> TrustQuestion | None:
        """What is to be asked before the model is run; None where it was answered before."""
        return self.service.question(self.model, *self._run_with())

    def accept(self) -> None:
        """The user agrees to run the model, and what it is run with."""
        self.service.accept(self.model, *self._run_with())

    def _run_with(self) -> tuple[str, ...]:
        return (self.custom_objects,) if self.custom_objects else ()

    @property
    def takes_samples(self) -> bool:
        """Whether calibration data would be used."""
        return self.target is not None and self.target.takes_samples(self.options())

    @property
    def is_taken(self) -> bool:
        """Whether there is something where the result is to go."""
        return bool(self.output) and os.path.lexists(self.output)

    def problem(self) -> str:
        """Why the conversion cannot begin as it is asked for; empty where it can."""
        if not self.output.strip():
            return "Say where the result is to go."
        path = Path(self.output)
        if not path.is_absolute():
            return "Give the whole path, from the root on."
        if not path.parent.is_dir():
            return f"There is no folder {path.parent}."
        if self.target is not None and self.target.endings and path.suffix not in self.target.endings:
            return f"The name of the result has to end in {' or '.join(self.target.endings)}."
        if self.is_taken and os.path.realpath(path) == os.path.realpath(self.source.path):
            return "The result cannot go where the model itself is."
        if self.is_taken and not self.overwrites:
            return f"{path.name} is there already. Choose another name, or let it be replaced."
        if self.cut.takes and self.takes_samples:
            return (
                "Choose the inputs in the studio before: calibration data are shown as the model takes them."
            )
        if self.custom_objects and not Path(self.custom_objects).is_file():
            return f"{self.custom_objects} is no file. Choose a Python file, or leave the field empty."
        return ""

    def concerns(self) -> tuple[Concern, ...]:
        """What is known before anything runs."""
        if self.target is None:
            return ()
        return preflight.concerns(
            self.model,
            self.target,
            self._given,
            (self.signature,) if self.signature else (),
            self.graph,
            is_cut=bool(self.cut),
        )

    def estimate(self) -> int:
        """About how many bytes the result has."""
        return preflight.estimate(self.model, self.target, self._given) if self.target is not None else 0

    def samples(self) -> Samples | None:
        """The calibration data; None without any. Raises CutawayError for what cannot be calibrated with."""
        recipe = self.recipe()
        if recipe is None or not self.calibration:
            return None
        return recipes.plan_of(recipe, self.model, Path(self.output)).calibration

    def recipe(self) -> Recipe | None:
        """What is asked for; None without a target."""
        if self.target is None:
            return None
        first = next((found.key for found in self.signatures), "")
        return Recipe(
            self.target.id,
            dict(self._given),
            (self.signature,) if self.signature != first else (),
            dimensions={name: dict(axes) for name, axes in self.dimensions.items() if axes},
            calibration=self.calibration if self.takes_samples else "",
            calibration_options=self.calibration_options if self.takes_samples else {},
            proves=self.proves,
            custom_objects=self.custom_objects,
            source=os.path.abspath(self.source.path),  # noqa: PTH100 (links stay what the user chose)
            cut=self.cut,
        )

    def proposed(self) -> str:
        """Beside the model, under a name that is free."""
        folder = Path(self.source.path).absolute().parent
        name = self._name(Path(self.source.path).name)
        path, number = folder / name, 2
        while os.path.lexists(path):
            path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
            number += 1
        return str(path)

    def _name(self, model: str) -> str:
        return Recipe(self.target.id).output_name(model) if self.target is not None else model

    # --- the conversion ---

    @property
    def is_running(self) -> bool:
        """From its begin to its end."""
        return self.job is not None and not self.job.is_over

    def begin(self) -> None:
        """Convert as it is asked for."""
        recipe = self.recipe()
        if recipe is None or self.is_running:
            return
        self.found, self.asked = None, recipe
        self.job = job = self.service.convert(
            self.source, self.model, recipe, Path(self.output), overwrite=self.overwrites
        )
        job.changed.connect(self._told)
        self.moved.emit()
        if job.is_over:
            self._ended(job)
        else:
            job.finished.connect(self._ended)

    def cancel(self) -> None:
        """End the conversion that goes on."""
        if self.job is not None:
            self.job.cancel()

    @property
    def error(self) -> CutawayError | None:
        """Why the last conversion gave nothing."""
        return self.job.error if self.job is not None else None

    def _told(self, job: Job[Converted]) -> None:
        if job is self.job and not job.is_over:
            self.moved.emit()

    def _ended(self, job: Job[Converted]) -> None:
        if job is not self.job:
            return
        if job.state is JobState.DONE:
            self.found = job.result
        self.moved.emit()

    # --- what is left of it ---

    def command(self) -> str:
        """The command line that does the same."""
        if self.asked is None or self.found is None:
            return ""
        return recipe_files.command(self.asked, self.asked.source, self.found.output)

    def script(self) -> str:
        """A Python script that does the same with the bare libraries."""
        if self.asked is None or self.found is None:
            return ""
        return recipe_script.script(self.asked, self.model, self.found.output)

    def save_report(self, file: Path) -> str:
        """Write the report, JSON where the name says so, else one HTML page; what became of it, as a sentence."""
        if self.found is None:
            return ""
        is_json = file.suffix.lower() == ".json"
        text = (
            report.text(self.found, self.asked)
            if is_json
            else report.html(self.found, self.asked, self.script())
        )
        return _saved(file, text, "report")

    def save_recipe(self, file: Path) -> str:
        """Write the recipe; what became of it, as a sentence."""
        return _saved(file, recipe_files.text(self.asked), "recipe") if self.asked is not None else ""

    def again(self) -> None:
        """What is there is the result of this desk: the next conversion may replace it."""
        if self.found is not None and self.found.output == self.output:
            self.overwrites = True
            self.changed.emit()

    def with_graph(self, graph: Graph | None) -> None:
        """Take the graph, to tell where operators are."""
        self.graph = graph
        self.changed.emit()


def _saved(file: Path, text: str, what: str) -> str:
    try:
        whole.write(file, partial(_fill, text.encode()), overwrite=True)
    except CutawayError as error:
        return f"{error.message} {error.hint}".strip()
    return f"The {what} is saved in {file.name}."


def _fill(content: bytes, file: BinaryIO) -> None:
    file.write(content)
