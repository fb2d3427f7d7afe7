# SPDX-License-Identifier: Apache-2.0
"""What every source of values takes and gives: the input that is to be filled, options as texts, and what was found."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cutaway.description import wording
from cutaway.description.sources import SourceKind, SourceOption
from cutaway.description.tensors import TensorSpec
from cutaway.errors import MissingFileError, RequestError
from cutaway.sampling.values import Value

MOST_BYTES = 1 << 29
"""Of one input: half a gigabyte; a model that takes more gets it as a .npy file, which is mapped."""
MOST_TEXT = 1 << 27
"""Of a file of text: what it becomes takes ten times as much memory."""


_LONGEST_NAME = 80
"""Characters of a name in a sentence; a hostile file has names of thousands."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """What the model's own file says about values of an input. mean, deviation: of pixels from 0 to 255.

    colors: `RGB`, `grayscale`, or empty. rate: samples a second; 0 where nothing is said.
    """

    mean: tuple[float, ...] = ()
    deviation: tuple[float, ...] = ()
    colors: str = ""
    rate: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """An input that is to be filled. sizes: of its dynamic axes. position: among the signature's inputs."""

    spec: TensorSpec
    sizes: Mapping[int, int] = field(default_factory=dict)
    position: int = 0
    preparation: Preparation = Preparation()

    @property
    def name(self) -> str:
        """As messages have it."""
        return wording.name(self.spec.name, _LONGEST_NAME)

    @property
    def takes(self) -> str:
        """Type and shape in words."""
        return f"{self.spec.dtype} {wording.shape(self.spec.shape)}".strip()

    def shape(self) -> tuple[int, ...]:
        """A shape that can be made: dynamic dimensions as chosen, else 1; an unknown rank is a scalar, if not chosen.

        Raises RequestError (an axis that it has not, or one of a fixed size).
        """
        if self.spec.shape is None:
            return tuple(self.sizes.get(axis, 1) for axis in range(max([-1, *self.sizes]) + 1))
        for axis, size in self.sizes.items():
            self._check(axis, size)
        return tuple(
            self.sizes.get(axis, 1) if size is None else size for axis, size in enumerate(self.spec.shape)
        )

    def _check(self, axis: int, size: int) -> None:
        shape = self.spec.shape or ()
        if not 0 <= axis < len(shape):
            raise RequestError(
                f"Input {self.name} has no axis {axis}: it is {self.takes}.",
                hint=f"Its axes are counted from 0 to {len(shape) - 1}."
                if shape
                else "It is a single value.",
            )
        fixed = shape[axis]
        if fixed is not None and fixed != size:
            raise RequestError(
                f"Axis {axis} of input {self.name} is {fixed} and cannot be {size}.",
                hint="Choose sizes of dynamic axes only.",
            )


@dataclass(frozen=True, slots=True)
class Found:
    """What a source gave. words: the source in words. notes: what was done to the values.

    is_written: numbers as text, which have no type of their own. is_loose: a table or list whose shape means little,
    so that it may be given another one of as many elements.
    """

    value: Value
    words: str
    notes: tuple[str, ...] = ()
    is_written: bool = False
    is_loose: bool = False


class Options:
    """The options of a source, checked against its row of the table. Raises RequestError for what is not in it."""

    def __init__(self, kind: SourceKind, given: Mapping[str, str]) -> None:
        self._kind = kind
        self._given = dict(given)
        for name, text in self._given.items():
            self._check(self._row(name), text.strip())

    def text(self, name: str) -> str:
        """As it was given, or the default of the table."""
        return self._given.get(name, "").strip() or self._row(name).default

    def is_auto(self, name: str) -> bool:
        """Whether the input decides."""
        return self.text(name) == "auto"

    def number(self, name: str) -> float:
        """A number; what is `auto` has none."""
        return _numbers(self.text(name))[0]

    def numbers(self, name: str) -> tuple[float, ...]:
        """One number, or one for each channel."""
        return _numbers(self.text(name))

    def integer(self, name: str) -> int | None:
        """A whole number; None for `auto`."""
        return None if self.is_auto(name) else int(self.number(name))

    @property
    def given(self) -> dict[str, str]:
        """What was told, by name."""
        return dict(self._given)

    def _row(self, name: str) -> SourceOption:
        found = self._kind.option(name)
        if found is None:
            known = ", ".join(option.name for option in self._kind.options)
            raise RequestError(
                f"{self._kind.title} has no option {wording.safe(name)}.",
                hint=f"Its options are {known}." if known else "It has none.",
            )
        return found

    def _check(self, row: SourceOption, text: str) -> None:
        if not text or text == row.default or row.type == "text":
            return
        if row.type == "choice":
            if text not in row.choices:
                raise RequestError(
                    f"{row.name} cannot be {wording.safe(text)}.",
                    hint=f"It is one of {', '.join(row.choices)}.",
                )
            return
        values = _numbers(text)
        if not values or (row.type != "numbers" and len(values) != 1):
            raise RequestError(f"{row.name} takes a number, not {wording.safe(text)}.", hint=f"{row.help}.")
        if row.type == "integer" and (values[0] != int(values[0]) or values[0] <= 0):
            raise RequestError(
                f"{row.name} takes a whole number above 0, not {wording.safe(text)}.", hint=f"{row.help}."
            )


def _numbers(text: str) -> tuple[float, ...]:
    """Numbers apart by commas or spaces; none where one of them is no finite number."""
    try:
        found = tuple(float(word) for word in text.replace(",", " ").split())
    except ValueError:
        return ()
    return found if all(map(math.isfinite, found)) else ()


def content(path: Path, most: int = MOST_TEXT) -> bytes:
    """The bytes of a file. Raises MissingFileError, RequestError (no file, too large)."""
    size = size_of(path)
    if size > most:
        raise RequestError(
            f"{path.name} has {wording.byte_size(size)}, and at most {wording.byte_size(most)} are read.",
            hint="Save the values as .npy instead.",
            path=path,
        )
    try:
        with path.open("rb") as file:
            return file.read(most + 1)[:most]
    except OSError as error:
        raise unreadable(path, error) from None


def size_of(path: Path) -> int:
    """Bytes of a regular file. Raises MissingFileError, RequestError (a device, a folder)."""
    try:
        if not path.is_file():
            if path.exists():
                raise RequestError(f"{path.name} is no file.", hint="Choose a file.", path=path)
            raise FileNotFoundError(str(path))
        return path.stat().st_size
    except OSError as error:
        raise unreadable(path, error) from None
    except ValueError:  # a NUL in the path
        raise MissingFileError("No file can have this name.", hint="Check the path.") from None


def unreadable(path: Path, error: OSError) -> MissingFileError:
    """The sentence for a file that is not there or may not be read."""
    if isinstance(error, FileNotFoundError):
        return MissingFileError(f"{path.name} does not exist.", hint="Check the path.", path=path)
    reason = error.strerror or "the system refused"
    return MissingFileError(
        f"{path.name} cannot be read: {reason}.", hint="Check that you may read it.", path=path
    )
