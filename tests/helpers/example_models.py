# SPDX-License-Identifier: Apache-2.0
"""Descriptions as readers would give them, for tests of what shows them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cutaway.description.assets import Asset, LookupTable
from cutaway.description.findings import Finding, Runtime
from cutaway.description.graph import GraphSummary, Operator
from cutaway.description.layers import Layer
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.description.signatures import ConcreteFunction, PythonFunction, Signature
from cutaway.description.tensors import Quantization, TensorSpec
from cutaway.description.variables import Role, Variable

HOSTILE = (
    "<b>bold</b><img src=x> \u202egnp.exe\u202c \x1b[31m\nDonaudampfschifffahrtsgesellschaftskapitän" * 2
)


def conv(name: str, shape: tuple[int, ...] = (3, 3, 16, 32), role: Role = "weight") -> Variable:
    """A float32 variable of that shape."""
    found = Variable(
        f"{name}", f"{name}/.ATTRIBUTES/VARIABLE_VALUE", "float32", shape, 0, role, role == "weight"
    )
    return found._replace(bytes=4 * found.elements)


_FUNCTIONS = (
    PythonFunction(
        "__call__",
        (
            ConcreteFunction(
                "__inference_fn_1",
                "inputs: TensorSpec(shape=(None, 43844, 1)), training=False",
                "dict of 3 tensors",
            ),
            ConcreteFunction(
                "__inference_fn_2",
                "inputs: TensorSpec(shape=(None, 43844, 1)), training=True",
                "dict of 3 tensors",
            ),
        ),
    ),
    PythonFunction(
        "encoder.predict",
        (
            ConcreteFunction(
                "__inference_fn_3",
                "paths: TensorSpec(shape=(None,), dtype=string)",
                "TensorSpec(shape=(None, None), dtype=int64)",
            ),
        ),
    ),
)
_GRAPH = GraphSummary(
    1204,
    104,
    3911,
    (
        Operator("Const", 812),
        Operator("Conv2D", 214),
        Operator("Identity", 190),
        Operator("ReadVariableOp", 148),
        Operator("BiasAdd", 96),
        Operator("Relu", 88),
        Operator("Reshape", 61),
        Operator("StatefulPartitionedCall", 42),
        Operator("FusedBatchNormV3", 31),
        Operator("StridedSlice", 22),
        Operator("MyCustomOp", 2, kind="custom"),
        Operator("ReadFile", 1),
    ),
)
_ASSETS = (
    Asset("assets/vocab.txt", 21_344, "vocabulary"),
    Asset("assets.extra/tf_serving_warmup_requests", 4_211, "warm-up requests"),
    Asset("assets/labels.txt", 0, "labels", available=False),
)
_METADATA: dict[str, Any] = {
    "model_config": {
        "class_name": "Functional",
        "config": {"name": "nmp", "layers": [{"name": "input_2"}, {"name": "conv"}]},
    },
    "training_config": {
        "loss": "binary_crossentropy",
        "optimizer": {"class_name": "Adam", "config": {"learning_rate": 0.001}},
    },
    "fingerprint": {"saved_model_checksum": 15788619162413586750, "version": 1},
    "description": "Automatic music transcription",
    "custom objects": ["HarmonicStacking"],
}
_FINDINGS = (
    Finding(
        "reads-files",
        "danger",
        "The graph reads a file (ReadFile) whose name is an input of the signature encode.",
        "encode/ReadFile",
    ),
    Finding(
        "missing-shard",
        "warning",
        "variables.data-00001-of-00002 is missing, so 1 of 19 variables has no values. "
        "Put it beside variables.index and reload.",
        "variables/variables.data-00001-of-00002",
    ),
    Finding(
        "old-writer",
        "info",
        "The file was written by TensorFlow 2.4.1 of January 2021; current versions read it.",
    ),
)
_RUNTIMES = (
    Runtime("TensorFlow 2.21", True, "All 41 ops and their versions are known."),
    Runtime("Keras 3", False, "It does not load SavedModel folders; keras.layers.TFSMLayer can wrap one."),
    Runtime("TensorFlow Serving", None, "The custom op MyCustomOp has to be linked into the server."),
)
_FILES = (
    ModelFile("saved_model.pb", 412_887),
    ModelFile("variables/variables.data-00000-of-00002", 244_120),
    ModelFile("variables/variables.data-00001-of-00002", 0, exists=False),
    ModelFile("variables/variables.index", 2_211),
    ModelFile("keras_metadata.pb", 31_245),
    ModelFile("assets/vocab.txt", 21_344),
)


def _variables() -> tuple[Variable, ...]:
    convolutions = ((3, 3, 1, 32), (5, 5, 8, 16), (3, 39, 32, 1), (7, 7, 1, 32), (7, 3, 32, 1))
    names = ("contour_conv", "harmonic_conv", "note_conv", "onset_conv", "onset_out")
    weights = [conv(f"{name}/kernel", shape) for name, shape in zip(names, convolutions, strict=True)]
    biases = [conv(f"{name}/bias", (shape[-1],)) for name, shape in zip(names, convolutions, strict=True)]
    slots = [
        conv(f"Adam/m/{name}/kernel", shape, "optimizer")
        for name, shape in zip(names, convolutions, strict=True)
    ]
    extra = [
        Variable("Adam/iter", "optimizer/iter", "int64", (), 8, "optimizer", False),
        Variable("vocabulary", "table/vocabulary", "string", (2048,), 20_480, "other", None),
        Variable("flag", "flag", "bool", (), 1, "other", False),
        Variable(
            "embedding/table",
            "embedding/table",
            "bfloat16",
            (4096, 128),
            1_048_576,
            "weight",
            True,
            available=False,
        ),
    ]
    return (*weights, *biases, *slots, *extra)


def saved_model(path: str = "/models/nmp") -> ModelDescription:
    """A transcription model with two signatures, a dangerous finding, an asset, two MetaGraphs."""
    audio = TensorSpec("input_2", "serving_default_input_2:0", "float32", (None, 43844, 1))
    outputs = tuple(
        TensorSpec(name, f"StatefulPartitionedCall:{place}", "float32", (None, 172, size))
        for place, (name, size) in enumerate((("note", 88), ("onset", 88), ("contour", 264)))
    )
    text = TensorSpec("paths", "encode_paths:0", "string", (None,))
    initialiser = TensorSpec("__saved_model_init_op", "NoOp", "unknown", None)
    ids = TensorSpec("ids", "StatefulPartitionedCall_1:0", "int64", (None, None))
    return ModelDescription(
        "saved_model",
        path,
        path,
        producer={"tensorflow": "2.4.1", "keras": "2.4.0"},
        signatures=(
            Signature("__saved_model_init_op", "declared", (), (initialiser,), "", runs_on_load=True),
            Signature("serving_default", "declared", (audio,), outputs, "tensorflow/serving/predict"),
            Signature("encode", "declared", (text,), (ids,), "tensorflow/serving/predict"),
        ),
        functions=_FUNCTIONS,
        variables=_variables(),
        graph=_GRAPH,
        assets=_ASSETS,
        tables=(LookupTable("hash_table_vocab", "string", "int64", 2048, "assets/vocab.txt"),),
        metadata=_METADATA,
        meta_graphs=(("serve",), ("serve", "gpu")),
        versions=("2", "1"),
        findings=_FINDINGS,
        runtimes=_RUNTIMES,
        files=_FILES,
    )


def keras_file(path: str = "/models/resnet8.h5") -> ModelDescription:
    """A Keras file with a model nested in another."""
    rows = (
        Layer("input_1", "InputLayer", (None, 32, 32, 3), 0),
        Layer("rescaling", "Rescaling", (None, 32, 32, 3), 0, trainable=True, inbound=("input_1",)),
        Layer("backbone", "Functional", (None, 8, 8, 64), 23_584, True, inbound=("rescaling",)),
        Layer(
            "conv2d",
            "Conv2D",
            (None, 16, 16, 32),
            896,
            True,
            1,
            ("input_2",),
            ("conv2d/kernel", "conv2d/bias"),
            '{"name": "conv2d", "filters": 32, "kernel_size": [3, 3], "strides": [2, 2], "activation": "relu"}',
        ),
        Layer("batch_normalization", "BatchNormalization", (None, 16, 16, 32), 128, True, 1, ("conv2d",)),
        Layer("conv2d_1", "Conv2D", (None, 8, 8, 64), 22_560, True, 1, ("batch_normalization",)),
        Layer(
            "dense", "Dense", (None, 10), 40_970, False, inbound=("backbone",), variables=("dense/kernel",)
        ),
    )
    variables = (
        conv("conv2d/kernel", (3, 3, 3, 32)),
        conv("conv2d/bias", (32,)),
        conv("dense/kernel", (4096, 10)),
    )
    return ModelDescription(
        "keras_h5",
        path,
        path,
        producer={"keras": "2.15.0"},
        signatures=(
            Signature(
                "default",
                "inferred",
                (TensorSpec("input_1", "input_1", "float32", (None, 32, 32, 3)),),
                (TensorSpec("dense", "dense", "float32", (None, 10)),),
            ),
        ),
        variables=variables,
        layers=rows,
        metadata={
            "training_config": {
                "optimizer": {"class_name": "Adam"},
                "loss": "sparse_categorical_crossentropy",
                "metrics": ["accuracy"],
            }
        },
        files=(ModelFile(Path(path).name, 322_112),),
        runtimes=(
            Runtime("tf-keras 2.21", True, "The file was written by Keras 2.15."),
            Runtime("Keras 3", None, "Keras 3 loads many files of Keras 2, not all."),
        ),
    )


def tflite(path: str = "/models/hello.tflite") -> ModelDescription:
    """A quantised .tflite file with constants and no variables."""
    quantised = Quantization((0.024,), (-128,))
    axis = Quantization(tuple(0.01 + place / 1000 for place in range(16)), (0,) * 16, 0)
    return ModelDescription(
        "tflite",
        path,
        path,
        detail="1 subgraph",
        signatures=(
            Signature(
                "main",
                "inferred",
                (TensorSpec("serving_default_x:0", "serving_default_x:0", "int8", (1, 1), quantised),),
                (TensorSpec("out", "out", "int8", (1, 16), axis),),
            ),
        ),
        constants=(
            Variable("dense/MatMul", "dense/MatMul", "int8", (16, 1), 16, "constant"),
            Variable("dense/BiasAdd", "dense/BiasAdd", "int32", (16,), 64, "constant"),
        ),
        graph=GraphSummary(3, 0, 0, (Operator("FULLY_CONNECTED", 3, (4,)),)),
        files=(ModelFile(Path(path).name, 2_704),),
    )


def large(rows: int = 20_000) -> ModelDescription:
    """A model of that many variables."""
    variables = tuple(
        conv(f"encoder/block_{place // 12}/layer_{place}/kernel", (place % 61 + 1, 64))
        for place in range(rows)
    )
    return ModelDescription(
        "checkpoint",
        "/models/large",
        "/models/large.index",
        variables=variables,
        files=(
            ModelFile("large.index", 1_000_000),
            ModelFile("large.data-00000-of-00001", sum(v.bytes for v in variables)),
        ),
    )


def hostile() -> ModelDescription:
    """Every name that a file can choose is markup, control characters and a word that has no end."""
    spec = TensorSpec(HOSTILE, HOSTILE, "float32", (None, 3), description=HOSTILE)
    variables = (
        Variable(HOSTILE, HOSTILE, HOSTILE, (2, 2), 16, "weight"),
        Variable("", "", "float32", (), 4, "other"),
    )
    return ModelDescription(
        "saved_model",
        f"/models/{HOSTILE}",
        f"/models/{HOSTILE}",
        detail=HOSTILE,
        producer={HOSTILE: HOSTILE},
        signatures=(Signature(HOSTILE, "declared", (spec,), (spec, spec), HOSTILE),),
        functions=(PythonFunction(HOSTILE, (ConcreteFunction(HOSTILE, HOSTILE, HOSTILE),)),),
        variables=variables,
        graph=GraphSummary(1, 1, 1, (Operator(HOSTILE, 1),)),
        layers=(Layer(HOSTILE, HOSTILE, None, 1, inbound=(HOSTILE,), config=HOSTILE),),
        assets=(Asset(HOSTILE, 3, HOSTILE),),
        tables=(LookupTable(HOSTILE, HOSTILE, HOSTILE, None, HOSTILE),),
        metadata={HOSTILE: {HOSTILE: [HOSTILE]}},
        versions=(HOSTILE, "2"),
        meta_graphs=((HOSTILE,), ("serve",)),
        findings=(Finding("x", "danger", HOSTILE, HOSTILE), Finding("y", "info", HOSTILE)),
        runtimes=(Runtime(HOSTILE, None, HOSTILE),),
        files=(ModelFile(HOSTILE, 10),),
    )


def classifier(path: str = "/models/mobilenet") -> ModelDescription:
    """An image classifier of a thousand classes with one signature and a graph."""
    image = TensorSpec("image", "serving_default_image:0", "float32", (None, 224, 224, 3))
    scores = TensorSpec("scores", "StatefulPartitionedCall:0", "float32", (None, 1000))
    return ModelDescription(
        "saved_model",
        path,
        path,
        producer={"tensorflow": "2.15.0"},
        signatures=(Signature("serving_default", "declared", (image,), (scores,)),),
        graph=_GRAPH,
        files=(ModelFile("saved_model.pb", 412_887),),
    )


def several_inputs(path: str = "/models/several") -> ModelDescription:
    """Signatures with a text, a sound, integers and a scalar as inputs, and answers of all kinds."""
    text = TensorSpec("words", "words:0", "string", (None,))
    sound = TensorSpec("sound", "sound:0", "float32", (None, 16_000))
    ids = TensorSpec("ids", "ids:0", "int64", (None, None))
    degree = TensorSpec("degree", "degree:0", "float32", ())
    answers = (
        TensorSpec("map", "map:0", "float32", (None, 64, 64)),
        TensorSpec("wave", "wave:0", "float32", (None, 2048)),
        TensorSpec("loss", "loss:0", "float32", ()),
        TensorSpec("labels", "labels:0", "string", (None, 3)),
    )
    return ModelDescription(
        "saved_model",
        path,
        path,
        signatures=(
            Signature("serving_default", "declared", (text, sound, ids, degree), answers),
            Signature("embed", "declared", (text,), answers[:1]),
        ),
        files=(ModelFile("saved_model.pb", 1_000),),
    )


def ragged(path: str = "/models/ragged") -> ModelDescription:
    """One ragged input, which the signature takes by its parts."""
    values = TensorSpec("ids", "ids:0", "int32", (None,))
    splits = TensorSpec("ids_1", "ids_1:0", "int64", (None,), splits_of="ids")
    answer = TensorSpec("mean", "mean:0", "float32", (None, 4))
    signature = Signature("serving_default", "declared", (values, splits), (answer,))
    return ModelDescription("saved_model", path, path, signatures=(signature,))
