# SPDX-License-Identifier: Apache-2.0
"""TensorFlow's protocol messages without TensorFlow: classes by name, parsed from mapped files, every failure told.

The descriptors live in a pool of their own, so that they never clash with those of a TensorFlow in the same process.
google.protobuf costs 30 ms at import, so it is imported when the first message is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from cutaway import paths
from cutaway.errors import DamagedFileError, UnsupportedFormatError
from cutaway.wire import protostrip
from cutaway.wire.files import map_file
from cutaway.wire.varints import fields

if TYPE_CHECKING:
    from google.protobuf.descriptor_pool import DescriptorPool

Message: TypeAlias = Any
"""A message of TensorFlow's: the classes are made at run time, so nothing can be said of them before."""

STRIP_ABOVE = 2 << 20
"""Files beyond this many bytes are walked first, and leave their large payloads where they are."""
MOST_BYTES = (1 << 31) - 1
"""The protobuf library refuses messages of 2 GiB and more."""
MOST_TEXT = 64 << 20
"""Text takes far more memory than the bytes it stands for; models written as text are small."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A parsed file. message: of the class asked for. data: the mapped file that its payload references lead into.

    token: marks those references, empty where the whole file was parsed; `payload` resolves them.
    """

    message: Any
    data: memoryview
    token: bytes = b""

    def payload(self, value: bytes) -> tuple[int, memoryview]:
        """What a bytes field really holds: the number of the field that it replaces (0: itself), and the bytes."""
        reference = protostrip.reference(value, self.token)
        if reference is None:
            return 0, memoryview(value)
        return reference.field, self.data[reference.offset : reference.offset + reference.length]

    def size(self, value: bytes) -> int:
        """How many bytes `payload` would give, without touching them."""
        reference = protostrip.reference(value, self.token)
        return len(value) if reference is None else reference.length


@cache
def pool() -> DescriptorPool:
    """The private pool, filled from the shipped descriptor set (`resources/protos/generate.py` makes it)."""
    from google.protobuf import descriptor_pool

    found = descriptor_pool.DescriptorPool()
    shipped = paths.resource("protos/tensorflow.desc").read_bytes()
    for file in fields(shipped, 0, len(shipped)):  # a FileDescriptorSet has one field, the files
        found.AddSerializedFile(shipped[file.start : file.end])
    return found


@cache
def message_class(name: str) -> Message:
    """The class of a message: `GraphDef`, `serving.Signatures`, or a full name where it is not below `tensorflow.`.

    Raises KeyError where the descriptor set has none of that name.
    """
    from google.protobuf import message_factory

    full = name if name.startswith(("google.", "third_party.")) else f"tensorflow.{name}"
    return message_factory.GetMessageClass(pool().FindMessageTypeByName(full))


def decode(name: str, data: bytes | memoryview, path: Path) -> Message:
    """Parse the bytes as the message called `name`; `path` is the file they came from.

    Raises DamagedFileError, which says what is wrong at which offset; UnsupportedFormatError (2 GiB and more);
    MemoryError.
    """
    from google.protobuf.message import DecodeError

    cls = message_class(name)
    if len(data) > MOST_BYTES:
        raise too_large(path, len(data))
    try:
        return cls.FromString(data)
    except DecodeError as error:
        if "alloc" in str(error):  # how the library says that memory has run out
            raise MemoryError from None
        raise damaged(name, data, path) from None


def fault(name: str, data: bytes | memoryview) -> str:
    """Words for the first thing that keeps the bytes from being the message called `name`, with its place."""
    from cutaway.wire import protofault

    return protofault.find(message_class(name).DESCRIPTOR, data)


def damaged(name: str, data: bytes | memoryview, path: Path) -> DamagedFileError:
    """The error for bytes that the protobuf library refused as the message called `name`."""
    return DamagedFileError(
        f"{path.name} is damaged: {fault(name, data)}.",
        hint="The file may be cut off or changed on its way; fetch or export it again.",
        path=path,
    )


def too_large(path: Path, size: int) -> UnsupportedFormatError:
    """The error for structure that the protobuf format itself cannot hold."""
    return UnsupportedFormatError(
        f"{path.name} holds {size:,} bytes of structure, and a protobuf message ends at 2 GiB.",
        hint="Save the model again with its weights in a checkpoint.",
        path=path,
    )


def load(name: str, path: Path) -> Decoded:
    """Map the file and parse it as the message called `name`, large payloads left in the file.

    Raises MissingFileError, UnsafeFileError, DamagedFileError, UnsupportedFormatError (too large to be parsed).
    """
    data = map_file(path)
    schema = protostrip.SCHEMAS.get(name)
    if schema is None or len(data) <= STRIP_ABOVE:
        return Decoded(decode(name, data, path), data)
    try:
        stripped = protostrip.strip(data, schema)
    except protostrip.TooManyFieldsError:
        raise UnsupportedFormatError(
            f"{path.name} has more than {protostrip.MOST_FIELDS:,} nodes or other parts, which is where Cutaway stops.",
            path=path,
        ) from None
    except protostrip.StripError:
        # Either damaged, which the parser below tells with its place, or one of the rare legal layouts that
        # references cannot stand for.
        return Decoded(decode(name, data, path), data)
    if stripped.length > MOST_BYTES:
        raise too_large(path, stripped.length)
    return Decoded(decode(name, stripped.join(), path), data, stripped.token)
