# SPDX-License-Identifier: Apache-2.0
"""The id of the program is one constant, and no kind of file that others open too is taken for ours."""

from cutaway import APP_ID
from cutaway.session.desktop.kinds import KINDS
from helpers.corpus import REPOSITORY

SOURCES = ("gui", "packaging", "docs/manual", ".github")


def test_the_id_is_spelled_in_one_place() -> None:
    assert APP_ID == "io.github.cutaway.Cutaway"
    spelling = [
        str(file.relative_to(REPOSITORY))
        for top in SOURCES
        for file in (REPOSITORY / top).rglob("*")
        if file.is_file() and file.suffix not in {".pyc", ".png"} and APP_ID.encode() in file.read_bytes()
    ]
    assert spelling == ["gui/cutaway/__init__.py"]


def test_what_others_open_too_is_never_ours() -> None:
    ours = {pattern for kind in KINDS if kind.is_ours for pattern in kind.patterns}
    offered = {pattern for kind in KINDS if not kind.is_ours for pattern in kind.patterns}
    assert ours == {"*.tflite", "*.keras", "saved_model.pb", "saved_model.pbtxt", "*.pb"}
    assert offered == {"*.h5", "*.hdf5", "*.index", "*.meta"}
