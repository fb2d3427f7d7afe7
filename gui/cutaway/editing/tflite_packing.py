# SPDX-License-Identifier: Apache-2.0
"""Files that are packed behind a .tflite file: those there are, and those that edits add, replace or take away.

They are a zip archive behind the flatbuffer, as `tflite_support.metadata` packs them: stored plainly, with places
that are counted from the archive's own start.
"""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from typing import Any

from cutaway.editing.draft import Draft
from cutaway.editing.refusals import Refusal
from cutaway.errors import ModelError
from cutaway.formats.tflite_file import TfliteFile
from cutaway.formats.tflite_metadata import appended

PREFIX = "files."
"""Paths of the metadata that mean a packed file; its name follows."""
_LARGEST = 256 << 20
_LONGEST = 255


def wrong(name: str, value: Any) -> str:  # noqa: ANN401 - of JSON
    """Why a file of that name and content cannot be packed, empty where it can. value: a text, or `{"b64": …}`."""
    if (
        not name
        or len(name) > _LONGEST
        or not name.isprintable()
        or "/" in name
        or "\\" in name
        or ".." in name
    ):
        return f"{name} is no name for a packed file: it is one word without folders, as in labels.txt."
    if value is None:
        return ""
    try:
        content(value)
    except (TypeError, KeyError, ValueError, binascii.Error):
        return f'What {name} holds has to be a text, or {{"b64": …}} with its bytes.'
    return ""


def content(value: Any) -> bytes:  # noqa: ANN401 - of JSON
    """The bytes of a packed file. Raises TypeError, KeyError or ValueError for what is none."""
    if isinstance(value, str):
        return value.encode()
    if set(value) != {"b64"}:
        raise KeyError("b64")
    return base64.b64decode(value["b64"], validate=True)


def repacked(file: TfliteFile, draft: Draft) -> tuple[int, bytes] | None:
    """Where the archive behind the tables begins, and what is there with the edits; None where they change nothing.

    Raises Refusal where what is there cannot be packed again.
    """
    new = {path.removeprefix(PREFIX): value for path, value in draft.notes.items() if path.startswith(PREFIX)}
    if not new:
        return None
    archive = appended(file)
    members = archive.members if archive is not None else ()
    begin = min((member.header for member in members), default=len(file.flat.data))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as packed:
        try:
            for member in members:
                if archive is not None and member.name not in new:
                    packed.writestr(zipfile.ZipInfo(member.name), bytes(archive.open(member, _LARGEST)))
        except ModelError as error:
            message = f"The files packed with {file.flat.name} cannot be packed again: {error.message}"
            raise Refusal(message, hint=error.hint) from None
        for name, value in new.items():
            if value is not None:
                packed.writestr(zipfile.ZipInfo(name), content(value))
        is_empty = not packed.namelist()
    return begin, b"" if is_empty else made.getvalue()
