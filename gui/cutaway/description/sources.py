# SPDX-License-Identifier: Apache-2.0
"""Where the values of an input can come from, as a table; help, forms and docs are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal, TypeAlias

OptionType: TypeAlias = Literal["number", "numbers", "integer", "choice", "text"]
"""numbers: one, or one for each channel, apart by commas or spaces."""


@dataclass(frozen=True, slots=True)
class SourceOption:
    """default: what is taken where nothing is told; `auto` is decided by the input. help: a phrase for a form's label.

    dtypes: kinds of inputs that it is for (`float`, `int`, `string`), empty for all.
    """

    name: str
    type: OptionType
    default: str
    help: str
    choices: tuple[str, ...] = ()
    dtypes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceKind:
    """One row. name: stable word. spelling: as one writes it. endings: of files that are read this way."""

    name: str
    title: str
    spelling: str
    help: str
    endings: tuple[str, ...] = ()
    options: tuple[SourceOption, ...] = ()

    def option(self, name: str) -> SourceOption | None:
        """The option of that name."""
        return next((option for option in self.options if option.name == name), None)


_CONVERT = SourceOption(
    "convert",
    "choice",
    "safe",
    "When types differ: only where values stay, but for rounding; by force; or as the input is quantised",
    ("safe", "cast", "quantize"),
)
_HEADER = SourceOption("header", "choice", "auto", "Whether the first line has names", ("auto", "yes", "no"))
_SPLIT = SourceOption(
    "split", "choice", "auto", "What makes one text", ("auto", "whole", "lines"), dtypes=("string",)
)
_KEY = SourceOption("key", "text", "", "Name of the array in the file, else the input's own")

IMAGE_OPTIONS = (
    SourceOption(
        "resize",
        "choice",
        "stretch",
        "How the picture is brought to the input's size",
        ("stretch", "crop", "pad", "none"),
    ),
    SourceOption("height", "integer", "auto", "Rows of pixels, where the input takes any number"),
    SourceOption("width", "integer", "auto", "Columns of pixels, where the input takes any number"),
    SourceOption(
        "filter",
        "choice",
        "bilinear",
        "How pixels are mixed",
        ("nearest", "bilinear", "bicubic", "lanczos", "area"),
    ),
    SourceOption("channels", "choice", "auto", "Order of colours", ("auto", "rgb", "bgr", "gray", "rgba")),
    SourceOption("scale", "number", "auto", "Pixels (0 to 255) are multiplied by it, first of all"),
    SourceOption("mean", "numbers", "auto", "Then this is taken away"),
    SourceOption("deviation", "numbers", "auto", "Then they are divided by it"),
    SourceOption("layout", "choice", "auto", "Order of the axes", ("auto", "nhwc", "nchw")),
    SourceOption(
        "content",
        "choice",
        "auto",
        "For inputs of strings: the file's own bytes, or its decoded pixels",
        ("auto", "bytes", "pixels"),
        dtypes=("string",),
    ),
)

SOUND_OPTIONS = (
    SourceOption("rate", "integer", "auto", "Samples a second that the model expects"),
    SourceOption("channels", "choice", "auto", "Mixed to one channel or kept", ("auto", "mono", "keep")),
    SourceOption("start", "number", "0", "Seconds that are left out at the beginning"),
    SourceOption(
        "scale", "choice", "auto", "Samples from −1 to 1, or integers of 16 bits", ("auto", "unit", "int16")
    ),
    SourceOption(
        "content",
        "choice",
        "auto",
        "For inputs of strings: the file's own bytes, or its samples",
        ("auto", "bytes", "samples"),
        dtypes=("string",),
    ),
)

SOURCES: tuple[SourceKind, ...] = (
    SourceKind(
        "random",
        "Random",
        "random",
        "Numbers from a seeded generator: standard normal for floats, 0 to 9 for integers, either for bool; strings "
        "are `sample 0`, `sample 1`, ….",
        options=(
            SourceOption(
                "distribution",
                "choice",
                "auto",
                "How values are spread",
                ("auto", "normal", "uniform", "integers"),
                ("float", "int"),
            ),
            SourceOption("mean", "number", "0", "Middle of the normal distribution", dtypes=("float", "int")),
            SourceOption(
                "deviation", "number", "1", "Deviation of the normal distribution", dtypes=("float", "int")
            ),
            SourceOption("low", "number", "0", "Least value", dtypes=("float", "int")),
            SourceOption("high", "number", "auto", "All values are less than this", dtypes=("float", "int")),
        ),
    ),
    SourceKind("zeros", "Zeros", "zeros", "0 everywhere; false, or empty strings."),
    SourceKind("ones", "Ones", "ones", "1 everywhere; true, or the string `1`."),
    SourceKind(
        "constant",
        "Constant",
        "constant",
        "One value everywhere.",
        options=(SourceOption("value", "text", "0", "The value"),),
    ),
    SourceKind(
        "value",
        "Value",
        "value:JSON",
        'A value in JSON: `value:0.5`, `value:[[1, 2], [3, 4]]`, `value:"some words"`.',
        options=(_CONVERT,),
    ),
    SourceKind(
        "default",
        "Default",
        "default",
        "Nothing is given: the value counts that the model itself has for the input.",
    ),
    SourceKind("text", "Text", "text:WORDS", "A text as it stands: one string, or numbers apart by spaces."),
    SourceKind("npy", "NumPy array", "FILE.npy", "An array; never a pickle.", (".npy",), (_CONVERT,)),
    SourceKind(
        "npz",
        "NumPy archive",
        "FILE.npz",
        "One array of several; never a pickle.",
        (".npz",),
        (_KEY, _CONVERT),
    ),
    SourceKind(
        "csv",
        "Table",
        "FILE.csv",
        "Rows of numbers or texts.",
        (".csv", ".tsv"),
        (
            _HEADER,
            SourceOption("delimiter", "text", "auto", "What stands between cells; `tab` for a tab"),
            _CONVERT,
        ),
    ),
    SourceKind(
        "json",
        "JSON",
        "FILE.json",
        "Nested lists, or an object with the values of several inputs.",
        (".json",),
        (_KEY, _CONVERT),
    ),
    SourceKind(
        "txt",
        "Text file",
        "FILE.txt",
        "Texts for inputs of strings; numbers apart by spaces for others.",
        (".txt",),
        (_SPLIT, _CONVERT),
    ),
    SourceKind(
        "image",
        "Picture",
        "IMAGE",
        "A picture, resized and scaled as the model wants it.",
        (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm"),
        IMAGE_OPTIONS,
    ),
    SourceKind("sound", "Sound", "FILE.wav", "A sound, resampled where needed.", (".wav",), SOUND_OPTIONS),
    SourceKind(
        "folder",
        "Folder",
        "FOLDER",
        "A folder of such files as a batch, in the order of their names; options are those of its files.",
        options=(SourceOption("limit", "integer", "256", "At most so many files"),),
    ),
)

BY_NAME = {kind.name: kind for kind in SOURCES}

VALUE, TEXT = "value:", "text:"
DEFAULT = "default"
RANDOM = "random"
GENERATED = (RANDOM, "zeros", "ones", "constant")
"""Sources that make an array of any shape, instead of having one."""
_WORDS = frozenset({"random", "zeros", "ones", "constant", DEFAULT})


def kind_of(source: str, *, is_folder: bool = False) -> SourceKind | None:
    """The row of a source as it is written; None for a file whose ending is in none."""
    if source in _WORDS:
        return BY_NAME[source]
    if source.startswith(VALUE):
        return BY_NAME["value"]
    if source.startswith(TEXT):
        return BY_NAME["text"]
    if is_folder or source.endswith(("/", "\\")):
        return BY_NAME["folder"]
    ending = PurePath(source).suffix.lower()
    return next((kind for kind in SOURCES if ending in kind.endings), None)


def is_file(source: str) -> bool:
    """Whether a source is the path of a file or a folder."""
    return source not in _WORDS and not source.startswith((VALUE, TEXT))


def endings() -> tuple[str, ...]:
    """Endings of all files that can be read as inputs."""
    return tuple(ending for kind in SOURCES for ending in kind.endings)


def options_for(kind: SourceKind, dtype: str) -> tuple[SourceOption, ...]:
    """The options that make sense for an input of that type."""
    family = "string" if dtype == "string" else "int" if "int" in dtype else "float"
    return tuple(option for option in kind.options if not option.dtypes or family in option.dtypes)
