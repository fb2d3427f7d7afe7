# SPDX-License-Identifier: Apache-2.0
"""Turns what TensorFlow and Keras raise into one sentence that names the model and what was asked of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cutaway.errors import (
    CutawayError,
    LimitError,
    MissingFileError,
    ModelError,
    RequestError,
    UnsafeFileError,
)

# What TensorFlow's and Keras's Python raise beside TensorFlow's own errors, for models that they do not take.
REFUSED = (
    ValueError,
    TypeError,
    ArithmeticError,
    AssertionError,
    LookupError,
    AttributeError,
    RuntimeError,
    OSError,
    ImportError,
    NameError,
    SyntaxError,
    EOFError,
)
_LONGEST = 300
_DETAILS = 20_000
_MARKS = re.compile(r"\{\{(?:function_node|node) ([^}]*)\}\}")
_PREFIX = re.compile(
    r"(Graph execution error:|Detected at node |defined at |<stack traces unavailable>|Node: |File \"|"
    r"in user code:|Exception encountered when |\d+ root error\(s\) found|Original stack trace|Name: <unknown>$)"
)
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Asked:
    """model: name of the file. path: the file. what: "its signature predict", for the middle of a sentence."""

    model: str
    path: str
    what: str = ""

    @property
    def subject(self) -> str:
        """The same at the beginning of a sentence."""
        return _capital(self.part)

    @property
    def part(self) -> str:
        """The signature of the model, in words."""
        return f"{self.what} of {self.model}" if self.what else self.model


@contextmanager
def told(asked: Asked) -> Iterator[None]:
    """Raise what happens inside as a CutawayError; memory that ran out is left to the border of the job."""
    import tensorflow

    try:
        yield
    except CutawayError:
        raise
    except (*REFUSED, tensorflow.errors.OpError) as error:
        raise explain(error, asked) from None


def explain(error: BaseException, asked: Asked) -> CutawayError:
    """The error to tell; TensorFlow's own words are in its details."""
    text = str(error)
    details = f"{type(error).__name__}: {text}"[:_DETAILS]
    for pattern, cls, message, hint in _KNOWN:
        found = re.search(pattern, text)
        if found is not None:
            words = message.format(
                *found.groups(), part=asked.part, model=asked.model, first=first_line(text)
            )
            return cls(
                words[0].upper() + words[1:] if words.startswith("the ") else words,
                hint=hint,
                path=asked.path,
                details=details,
            )
    by_class = _BY_CLASS.get(type(error).__name__)
    if by_class is not None:
        cls, message, hint = by_class
        words = message.format(part=asked.part, model=asked.model, first=first_line(text))
        return cls(_capital(words), hint=hint, path=asked.path, details=details)
    message = f"{asked.subject} could not be run: {first_line(text) or type(error).__name__}"
    return ModelError(
        _sentence(message), hint="The details have TensorFlow's own words.", path=asked.path, details=details
    )


def first_line(text: str) -> str:
    """The first line that says something, without the marks of nodes; ends with a full stop."""
    for line in _COLOURS.sub("", text).splitlines():
        bare = re.sub(r"\s*\[\[.*", "", _MARKS.sub(r"\1", line)).strip()
        if bare and not _PREFIX.match(bare):
            return _sentence(bare if len(bare) <= _LONGEST else f"{bare[:_LONGEST].rstrip()}…")
    return ""


def _capital(words: str) -> str:
    """A sentence that may begin with a name, which stays as it is."""
    return f"T{words[1:]}" if words.startswith("the ") else words


def _sentence(text: str) -> str:
    text = text.rstrip()
    return text if text.endswith((".", "…", "!", "?")) else f"{text.rstrip(':;,')}."


_ADD_OP = (
    "Run it where the library that brings this operation is installed, or export it without the operation."
)
_CHECK_INPUTS = "Compare the shapes and types of the inputs with the signature."
_EXAMPLE = "The input takes serialized tf.train.Example messages: give a file that holds one."
_MISFITS = (
    r"Incompatible shapes|size-incompatible|[Ss]hapes? .* (?:incompatible|must be equal)|is not compatible with|"
    r"[Cc]annot feed value of shape|Dimensions must be equal|must have the same|[Ii]nput is not compatible|"
    r"is incompatible with the layer|expected min_ndim|must be at least rank|must be rank"
)
_KNOWN: tuple[tuple[str, type[CutawayError], str, str], ...] = (
    (
        r"Op type not registered '([^']*)'",
        ModelError,
        "{part} needs the custom operation {0}, which TensorFlow does not have.",
        _ADD_OP,
    ),
    (
        r"No OpKernel was registered to support Op '([^']*)'",
        ModelError,
        "{part} needs the operation {0}, and this TensorFlow has nothing that computes it on a processor.",
        "Run it with the version of TensorFlow that wrote it, or on the device that it was made for.",
    ),
    (
        r"[Tt]able not initialized|Lookup table .*not.* initialized",
        ModelError,
        "{part} uses a lookup table that nothing has filled.",
        "Export the model again with its table's initialiser, as a SavedModel.",
    ),
    (
        r"Attempting to use uninitialized value ([^\s\[]+)",
        ModelError,
        "{part} uses the variable {0}, which has no value: the file holds the graph without its weights.",
        "Open the SavedModel, or the .meta file with its checkpoint beside it.",
    ),
    (
        r"(?:variable|resource) (?:named )?\S*?([^/\s]\S*?) (?:from Container|does not exist)",
        ModelError,
        "{part} uses the variable {0}, which has no value: the file holds the graph without its weights.",
        "Open the SavedModel, or the .meta file with its checkpoint beside it.",
    ),
    (
        r"You must feed a value for placeholder tensor '([^']*)'",
        RequestError,
        "{part} needs a value for {0} as well, which it does not name as an input.",
        "Choose another signature, or give the graph one that has this input.",
    ),
    (
        r"Retval\[\d+\] does not have value",
        ModelError,
        "{part} gives no value for these inputs: what it comes from is in a branch that was not taken.",
        _CHECK_INPUTS,
    ),
    (
        r"Key (\S+) not found in checkpoint",
        ModelError,
        "the checkpoint of {model} has no value for {0}, which its graph asks for.",
        "Put the checkpoint that belongs to the graph beside it.",
    ),
    (
        r"Error executing an HTTP request",
        UnsafeFileError,
        "{part} tried to reach a server, which a model may not do here.",
        "Nothing was sent. The findings tell which operations of it do that.",
    ),
    (
        r"Could not find callback with key=|pyfunc_\d+|Tried to obtain a python function",
        ModelError,
        "{part} calls a Python function that was not saved with it, so nobody but its author's program can run it.",
        "Export the model again without tf.py_function and tf.numpy_function.",
    ),
    (
        r"Feature: (\S+) \(data type: \w+\) is required but could not be found",
        RequestError,
        "the inputs do not fit {part}: it wants an example with the feature {0}.",
        _EXAMPLE,
    ),
    (
        r"Could not parse example|Invalid serialized Example|error parsing (?:example|Example)",
        RequestError,
        "the inputs do not fit {part}: it wants serialized examples.",
        _EXAMPLE,
    ),
    (
        _MISFITS,
        RequestError,
        "the inputs do not fit {part}: {first}",
        _CHECK_INPUTS,
    ),
    (
        r"(?:out of memory|OOM when allocating|failed to allocate memory)",
        LimitError,
        "{part} asked for more memory than a run may take.",
        "Try a smaller batch, or raise the memory limit in the settings.",
    ),
)
_BY_CLASS: dict[str, tuple[type[CutawayError], str, str]] = {
    "ResourceExhaustedError": (
        LimitError,
        "{part} asked for more memory than a run may take.",
        "Try a smaller batch, or raise the memory limit in the settings.",
    ),
    "PermissionDeniedError": (
        UnsafeFileError,
        "{part} tried to reach a file or a server, which a model may not do here: {first}",
        "Nothing was written or sent. The findings tell which operations of it do that.",
    ),
    "PermissionError": (
        UnsafeFileError,
        "{part} tried to use a file, a server or another program, which a model may not do here.",
        "Nothing was written or sent. The findings tell what code the file holds.",
    ),
    "NotFoundError": (MissingFileError, "{part} misses something: {first}", "Check that the model is whole."),
    "FailedPreconditionError": (
        ModelError,
        "{part} was not ready to run: {first}",
        "Check that the model is whole: its graph, its weights and its assets.",
    ),
    "DataLossError": (ModelError, "{model} is damaged: {first}", "Fetch or export it again."),
    "InvalidArgumentError": (
        ModelError,
        "{part} cannot compute with these inputs: {first}",
        _CHECK_INPUTS,
    ),
    "UnimplementedError": (
        ModelError,
        "{part} asks for what TensorFlow does not do here: {first}",
        "Run it on the device that it was made for.",
    ),
}
