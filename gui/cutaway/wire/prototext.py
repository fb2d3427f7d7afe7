# SPDX-License-Identifier: Apache-2.0
"""Messages written as text (`.pbtxt`), with comments and with fields that today's TensorFlow does not know."""

from __future__ import annotations

from pathlib import Path

from cutaway.errors import DamagedFileError, UnsupportedFormatError
from cutaway.wire import protobuf
from cutaway.wire.files import map_file

MOST_BYTES = 16 << 20
"""Text is parsed at about 2 MB a second and takes many times its size in memory."""


def load(name: str, path: Path) -> protobuf.Decoded:
    """Read the file as text of the message called `name`.

    Raises MissingFileError, UnsafeFileError, UnsupportedFormatError (too large), DamagedFileError with the line.
    """
    from google.protobuf import text_format

    data = map_file(path)
    if len(data) > MOST_BYTES:
        raise UnsupportedFormatError(
            f"{path.name} is {len(data):,} bytes of text, and Cutaway reads up to {MOST_BYTES:,} of it.",
            hint="Save the model in binary form (.pb), which opens at once at any size.",
            path=path,
        )
    message = protobuf.message_class(name)()
    try:
        # allow_unknown_field: files of older and newer versions have fields that are none of ours.
        text_format.Parse(
            str(data, "utf-8"), message, allow_unknown_field=True, descriptor_pool=protobuf.pool()
        )
    except UnicodeDecodeError as error:
        raise _damaged(path, f"it is not UTF-8 text at byte {error.start:,}") from None
    except RecursionError:
        raise _damaged(path, "its messages nest too deep") from None
    except text_format.ParseError as error:
        line = error.GetLine()
        where = f" in line {line:,}" if line is not None else ""
        raise _damaged(path, f"it cannot be read as a {name}{where}", str(error)) from None
    return protobuf.Decoded(message, data)


def _damaged(path: Path, why: str, details: str = "") -> DamagedFileError:
    return DamagedFileError(
        f"{path.name} is damaged: {why}.",
        hint="Fetch the file again, or save the model in binary form.",
        path=path,
        details=details,
    )
