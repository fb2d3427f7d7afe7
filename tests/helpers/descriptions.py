# SPDX-License-Identifier: Apache-2.0
"""Builders of descriptions, and a reading that answers at once or when told, for tests of the faces."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, cast

from cutaway.description.assets import Asset, LookupTable
from cutaway.description.findings import Finding, Runtime
from cutaway.description.graph import Graph, GraphSummary, Operator
from cutaway.description.layers import Layer
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.description.picture import Direction, Picture
from cutaway.description.signatures import ConcreteFunction, PythonFunction, Signature
from cutaway.description.statistics import Histogram, Plane, Statistics, Tiles, ValueTable
from cutaway.description.tensors import Quantization, TensorSpec
from cutaway.description.variables import Variable
from cutaway.errors import CancelledError, CutawayError
from cutaway.session.documents import Document, Source
from cutaway.session.jobs import Job
from helpers import pictures


def variable(name: str, *shape: int, dtype: str = "float32", **changes: object) -> Variable:
    """Build a weight of that name and shape."""
    size = 4
    for dimension in shape:
        size *= dimension
    path = name.removesuffix(":0")
    built = Variable(name, path, dtype, shape, size, "weight", trainable=True)
    return built._replace(**cast("dict[str, Any]", changes))


def saved_model(path: str = "/models/nmp", *, variables: int = 74) -> ModelDescription:
    """Build a SavedModel with two signatures, an asset, and findings of each severity."""
    audio = TensorSpec("input_2", "serving_default_input_2:0", "float32", (None, 43844, 1))
    outputs = tuple(
        TensorSpec(name, f"StatefulPartitionedCall:{place}", "float32", (None, None, width))
        for place, (name, width) in enumerate((("contour", 264), ("note", 88), ("onset", 88)))
    )
    words = TensorSpec("words", "encode_words:0", "string", (None,))
    ids = TensorSpec("ids", "StatefulPartitionedCall_1:0", "int64", (None, 128))
    return ModelDescription(
        format="saved_model",
        path=path,
        location=path,
        detail="TensorFlow 2",
        producer={"tensorflow": "2.4.1", "keras": "2.4.0"},
        signatures=(
            Signature("serving_default", "declared", (audio,), outputs, "tensorflow/serving/predict"),
            Signature("encode", "declared", (words,), (ids,), "tensorflow/serving/predict"),
        ),
        functions=(PythonFunction("__call__", (ConcreteFunction("__inference_1", "(x)", "y"),)),),
        variables=tuple(
            variable(f"conv2d_{place}/kernel:0", 3, 3, 8 + place % 8, 16) for place in range(variables)
        ),
        graph=GraphSummary(
            214, 104, 4_810, (Operator("Conv2D", 24), Operator("Relu", 20), Operator("WriteFile", 1))
        ),
        assets=(Asset("assets/words.txt", 80_214, "vocabulary"),),
        tables=(LookupTable("words", "string", "int64", 10_000, "assets/words.txt"),),
        metadata={"description": "Notes in music", "licence": "Apache-2.0"},
        meta_graphs=(("serve",),),
        findings=(
            Finding("old-producer", "info", "TensorFlow 2.4.1 wrote this model; TensorFlow 2.21 loads it."),
            Finding("custom-op", "warning", "The op CombinedNonMax is custom: its library is needed.", "nms"),
            Finding(
                "writes-files", "danger", "The graph writes files: WriteFile is in it.", "save/WriteFile"
            ),
        ),
        runtimes=(
            Runtime("TensorFlow 2.21", True, "Every op is known."),
            Runtime("Keras 3", False, "It is no .keras file."),
        ),
        files=(
            ModelFile("saved_model.pb", 1_004_871),
            ModelFile("variables/variables.data-00000-of-00001", 300_000),
        ),
    )


def keras(path: str = "/models/resnet8.h5") -> ModelDescription:
    """Build a Keras model with a layer table."""
    layers = []
    variables = []
    for place in range(8):
        name = f"conv2d_{place}"
        variables += [variable(f"{name}/kernel:0", 3, 3, 16, 16), variable(f"{name}/bias:0", 16)]
        inbound = (f"conv2d_{place - 1}",) if place else ()
        layers.append(Layer(name, "Conv2D", (None, 32, 32, 16), 2_320, trainable=True, inbound=inbound))
    layers.append(Layer("flatten", "Flatten", (None, 16_384), 0, trainable=True, inbound=("conv2d_7",)))
    image = TensorSpec("input_1", "input_1", "float32", (None, 32, 32, 3))
    classes = TensorSpec("flatten", "flatten", "float32", (None, 16_384))
    return ModelDescription(
        format="keras_h5",
        path=path,
        location=path,
        producer={"keras": "2.3.1"},
        signatures=(Signature("serving_default", "inferred", (image,), (classes,)),),
        variables=tuple(variables),
        layers=tuple(layers),
        files=(ModelFile(Path(path).name, 328_000),),
    )


def tflite(path: str = "/models/hello_world_int8.tflite") -> ModelDescription:
    """Build a quantised model whose values are constants, with a finding."""
    scale = Quantization((0.0245,), (-128,))
    return ModelDescription(
        format="tflite",
        path=path,
        location=path,
        detail="1 subgraph",
        signatures=(
            Signature(
                "subgraph 0",
                "inferred",
                (TensorSpec("dense_2_input", "0/0", "int8", (1, 1), scale),),
                (TensorSpec("Identity", "0/9", "int8", (1, 1), scale),),
            ),
        ),
        constants=(
            variable("dense/kernel", 16, 1, dtype="int8", role="constant", trainable=None, bytes=16),
            variable("dense/bias", 16, dtype="int32", role="constant", trainable=None),
        ),
        graph=GraphSummary(3, 0, 0, (Operator("FULLY_CONNECTED", 3, (4,)),)),
        findings=(Finding("missing-metadata", "info", "The file says nothing about who made it."),),
        files=(ModelFile(Path(path).name, 2_704),),
    )


def statistics(count: int = 1_152) -> Statistics:
    """Build the figures of a bell-shaped weight."""
    edges = tuple(-1 + place / 4 for place in range(9))
    quantiles = ((0.05, -0.6), (0.5, 0.0), (0.95, 0.6))
    histogram = Histogram(edges, (1, 7, 56, 512, 512, 56, 7, 1))
    return Statistics(count, -1.0, 1.0, 0.0, 0.31, 3, quantiles=quantiles, histogram=histogram)


class FakeReading:
    """Answers at once with the description of that name, or keeps jobs open until a test ends them.

    descriptions: path to what `describe` gives, or the error it fails with.
    is_waiting: leave jobs RUNNING in `jobs`; a test calls `succeed`, `fail` or `report` on them.
    """

    def __init__(
        self,
        descriptions: Mapping[str, ModelDescription | CutawayError] | None = None,
        *,
        is_waiting: bool = False,
    ) -> None:
        self.descriptions = dict(descriptions or {})
        self.is_waiting = is_waiting
        self.graphs: dict[str, Graph] = {}
        self.jobs: list[Job[Any]] = []

    def describe(self, source: Source) -> Job[ModelDescription]:
        """Give the description of `source.path`; a SavedModel of that name where the test gave none."""
        return self._job(
            f"Reading {Path(source.path).name}",
            lambda: self.descriptions.get(source.path) or saved_model(source.path),
        )

    def graph(self, source: Source) -> Job[Graph | None]:
        """Give what the test put into `graphs` under that path."""
        return self._job(f"Graph of {Path(source.path).name}", lambda: self.graphs.get(source.path))

    def picture(
        self, source: Source, opened: Iterable[str] | None, *, direction: Direction = "down", anchor: str = ""
    ) -> Job[Picture | None]:
        """Give the same picture for all."""
        return self._job(f"Drawing the graph of {Path(source.path).name}", pictures.example)

    def statistics(self, source: Source, names: Iterable[str]) -> Job[dict[str, Statistics]]:
        """Give the same figures for all."""
        wanted = list(names)
        return self._job(
            f"Statistics of {len(wanted)} variables", lambda: {name: statistics() for name in wanted}
        )

    def plane(
        self,
        source: Source,
        name: str,
        *,
        row_axis: int,
        column_axis: int,
        fixed: Mapping[int, int],
        limit: int,
    ) -> Job[Plane]:
        """Give two by two values."""
        values = b"\0\0\0\0\0\0\x80?" * 2
        return self._job(
            f"Heatmap of {name}", lambda: Plane(2, 2, values, row_axis, column_axis, 1, 1, 0.0, 1.0)
        )

    def tiles(self, source: Source, name: str, limit: int) -> Job[Tiles]:
        """Give one tile of one value."""
        return self._job(
            f"Filters of {name}", lambda: Tiles(1, 1, 1, 1, b"\0\0\0\0", ("in 0 · out 0",), 0.0, 0.0)
        )

    def table(
        self, source: Source, name: str, *, fixed: Mapping[int, int], rows: range, columns: range
    ) -> Job[ValueTable]:
        """Give cells that name their place."""
        cells = tuple(tuple(f"{row}.{column}" for column in columns) for row in rows)
        return self._job(
            f"Values of {name}", lambda: ValueTable(cells, rows.start, columns.start, rows.stop, columns.stop)
        )

    def save(
        self, source: Source, name: str, file: Path, *, kind: Literal["npy", "csv"], overwrite: bool
    ) -> Job[int]:
        """Say that 128 bytes were written."""
        return self._job(f"Saving {name}", lambda: 128)

    def content(self, source: Source, name: str, limit: int) -> Job[bytes]:
        """Give two lines of text."""
        return self._job(f"Content of {name}", lambda: b"first\nsecond\n")

    def entries(self, source: Source, name: str, limit: int) -> Job[list[tuple[str, str]]]:
        """Give two entries."""
        return self._job(f"Entries of {name}", lambda: [("a", "0"), ("b", "1")])

    def _job(self, title: str, answer: Callable[[], Any]) -> Job[Any]:
        job: Job[Any] = Job(title, _cancel)
        self.jobs.append(job)
        job.run()
        if not self.is_waiting:
            found = answer()
            if isinstance(found, CutawayError):
                job.fail(found)
            else:
                job.succeed(found)
        return job


def _cancel(job: Job[Any]) -> None:
    job.fail(CancelledError(f"{job.title} was cancelled."))


def document(description: ModelDescription) -> Document:
    """Build a document that shows that description."""
    made = Document(Source(description.path), FakeReading({description.path: description}))
    made.load()
    return made
