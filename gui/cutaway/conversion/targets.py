# SPDX-License-Identifier: Apache-2.0
"""The table of what a model can be turned into: endings, options, and why one target cannot be had from one source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cutaway.conversion import reasons
from cutaway.description.conversion import TargetId
from cutaway.description.model import ModelDescription
from cutaway.errors import RequestError

OptionValue: TypeAlias = str | int | float | bool
Kind: TypeAlias = Literal["choice", "flag", "integer", "number", "text"]
READ_BACK = "read-back.pb"
"""The graph of a result that only another program could run, beside it while it is proven."""

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a target. choices: values with their titles, for a choice. least, most: of a number.

    when: it matters only where the option of that key has one of these values.
    """

    key: str
    title: str
    kind: Kind
    default: OptionValue
    help: str
    choices: tuple[tuple[str, str], ...] = ()
    least: float | None = None
    most: float | None = None
    when: tuple[str, frozenset[OptionValue]] | None = None

    def read(self, text: str) -> OptionValue:
        """The value that `text` spells. Raises RequestError."""
        try:
            return self.checked(self._parsed(text.strip()))
        except ValueError:
            raise RequestError(
                f"{text[:80]} is no value for the option {self.key}.", hint=f"It takes {self.values()}."
            ) from None

    def checked(self, value: OptionValue) -> OptionValue:
        """The value, where the option takes it. Raises ValueError."""
        if self.kind == "choice" and value not in {key for key, _ in self.choices}:
            raise ValueError(value)
        if self.kind in ("integer", "number") and not isinstance(value, str):
            if self.least is not None and value < self.least:
                raise ValueError(value)
            if self.most is not None and value > self.most:
                raise ValueError(value)
        return value

    def values(self) -> str:
        """What it takes, in words."""
        if self.kind == "choice":
            return ", ".join(key for key, _ in self.choices)
        if self.kind == "flag":
            return "true or false"
        if self.kind == "text":
            return "text"
        bounds = (
            f" from {self.least:g} to {self.most:g}"
            if self.least is not None and self.most is not None
            else ""
        )
        return f"{'a whole number' if self.kind == 'integer' else 'a number'}{bounds}"

    def _parsed(self, text: str) -> OptionValue:
        if self.kind == "flag":
            if text.lower() in _YES | _NO:
                return text.lower() in _YES
            raise ValueError(text)
        if self.kind == "integer":
            return int(text)
        if self.kind == "number":
            return float(text)
        return text


@dataclass(frozen=True, slots=True)
class Target:
    """What a model can become. endings: of its file, the first is proposed; empty for a folder. note: one sentence.

    reason: why it cannot be had from a model, one sentence, empty where it can.
    calibrates: for which values of its options it takes calibration data. takes_several: signatures, not one alone.
    """

    id: TargetId
    title: str
    note: str
    endings: tuple[str, ...]
    reason: Callable[[ModelDescription], str]
    options: tuple[Option, ...] = ()
    calibrates: tuple[str, frozenset[OptionValue]] | None = None
    takes_several: bool = False

    @property
    def is_folder(self) -> bool:
        """Whether the result is a folder."""
        return not self.endings

    def defaults(self) -> dict[str, OptionValue]:
        """All options with their defaults."""
        return {option.key: option.default for option in self.options}

    def filled(self, given: Mapping[str, OptionValue]) -> dict[str, OptionValue]:
        """All options, with what was given. Raises RequestError for an option that is not there, or a wrong value."""
        known = {option.key: option for option in self.options}
        values = self.defaults()
        for key, value in given.items():
            option = known.get(key)
            if option is None:
                hint = f"It has {', '.join(known)}." if known else "It has no options."
                raise RequestError(f"{self.title} has no option called {key[:80]}.", hint=hint)
            values[key] = option.read(value if isinstance(value, str) else str(value))
        return values

    def takes_samples(self, options: Mapping[str, OptionValue]) -> bool:
        """Whether calibration data would be used with these options."""
        return self.calibrates is not None and options.get(self.calibrates[0]) in self.calibrates[1]


_INTEGER = frozenset[OptionValue]({"int8", "int16x8"})

_QUANTIZATION = Option(
    "quantization",
    "Numbers",
    "choice",
    "float32",
    "How weights and values are kept. Fewer bits are smaller and mostly faster, and answer less exactly.",
    (
        ("float32", "float32: as they are"),
        ("float16", "float16: half the size"),
        ("dynamic", "Dynamic range: weights in 8 bits, a quarter of the size"),
        ("int8", "int8: weights and values in 8 bits, with calibration data"),
        ("int16x8", "int16 values, int8 weights, with calibration data"),
    ),
)

TARGETS: tuple[Target, ...] = (
    Target(
        "tflite",
        "TensorFlow Lite",
        "For phones, browsers and microcontrollers; run by LiteRT.",
        (".tflite",),
        reasons.to_tflite,
        (
            _QUANTIZATION,
            Option(
                "integer_io",
                "Integer inputs and outputs",
                "flag",
                default=False,
                help="Inputs and outputs are int8 too (int16 for int16x8), without conversions at the borders.",
                when=("quantization", _INTEGER),
            ),
            Option(
                "select_tf_ops",
                "TensorFlow's own operators",
                "flag",
                default=False,
                help="What TensorFlow Lite lacks is kept as TensorFlow's operators (Flex). Apps have to bring the Flex "
                "delegate; LiteRT's Python package has none, so that the result cannot be proven here.",
            ),
            Option(
                "keep_float",
                "Layers kept in float",
                "text",
                "",
                "Names of layers, with commas between them, that are not quantised: those with the largest errors.",
                when=("quantization", _INTEGER),
            ),
        ),
        ("quantization", _INTEGER),
        takes_several=True,
    ),
    Target(
        "saved_model",
        "SavedModel",
        "For TensorFlow Serving and for every program with TensorFlow.",
        (),
        reasons.to_saved_model,
        (
            Option(
                "serving_layout",
                "TensorFlow Serving's layout",
                "flag",
                default=False,
                help="A folder with a version folder in it, and warm-up requests from the samples of the proof.",
            ),
            Option("version", "Version", "integer", 1, "Number of the version folder.", (), 1, 2**31 - 1),
        ),
        takes_several=True,
    ),
    Target(
        "frozen_graph",
        "Frozen graph",
        "One .pb with the weights as constants, as TensorFlow 1 programs and many tools read it.",
        (".pb", ".pbtxt"),
        reasons.to_frozen_graph,
    ),
    Target(
        "keras_archive",
        "Keras 3 archive",
        "A .keras file, which Keras 3 loads, trains on and exports.",
        (".keras",),
        reasons.to_keras,
    ),
    Target(
        "keras_h5",
        "Keras HDF5",
        "An .h5 file, which Keras 2 and many older tools read.",
        (".h5",),
        reasons.to_keras,
    ),
    Target(
        "checkpoint",
        "Checkpoint",
        "The weights alone, by the paths of TensorFlow 2's objects.",
        (".index",),
        reasons.to_checkpoint,
    ),
    Target(
        "onnx",
        "ONNX",
        "For onnxruntime and most other frameworks.",
        (".onnx",),
        reasons.to_onnx,
        (Option("opset", "Opset", "integer", 18, "Version of ONNX's operators.", (), 9, 18),),
    ),
    Target(
        "openvino",
        "OpenVINO IR",
        "For OpenVINO, on Intel's processors and others; an .xml with its weights in a .bin.",
        (".xml",),
        reasons.to_openvino,
        (
            Option(
                "weights",
                "Weights",
                "choice",
                "float32",
                "How the weights are kept in the .bin.",
                (("float32", "float32: as they are"), ("float16", "float16: half the size")),
            ),
        ),
    ),
    Target(
        "tfjs",
        "TensorFlow.js graph model",
        "A folder with model.json and shards of weights, for browsers and Node.",
        (),
        reasons.to_tfjs,
        (
            Option(
                "weights",
                "Weights",
                "choice",
                "float32",
                "How the weights are kept in the shards.",
                (
                    ("float32", "float32: as they are"),
                    ("float16", "float16: half the size"),
                    ("uint8", "uint8: a quarter"),
                ),
            ),
            Option(
                "shard_size",
                "Size of a shard, MB",
                "integer",
                4,
                "Browsers load shards side by side.",
                (),
                1,
                1024,
            ),
        ),
    ),
)
"""All targets, the most frequent first."""

_BY_ID = {target.id: target for target in TARGETS}


def target_of(name: str) -> Target:
    """The target of that id. Raises RequestError."""
    for target in TARGETS:
        if name == target.id:
            return target
    known = ", ".join(_BY_ID)
    raise RequestError(f"There is no target called {name[:80]}.", hint=f"There are {known}.")
