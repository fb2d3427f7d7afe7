# SPDX-License-Identifier: Apache-2.0
"""Which files the page may ask for, and what is served beside them."""

from pathlib import Path

import pytest

from cutaway.description.model import ModelDescription, ModelFile
from cutaway.qt.netron import scheme
from cutaway.qt.netron.files import ModelFiles, files_of


def saved_model(folder: Path) -> ModelFiles:
    """A SavedModel with variables, beside a file that is none of its own."""
    (folder / "variables").mkdir(parents=True)
    for name in ("saved_model.pb", "variables/variables.index", "secret.txt"):
        (folder / name).write_text(name)
    files = (
        ModelFile("saved_model.pb", 1),
        ModelFile("variables/variables.index", 1),
        ModelFile("../up.txt", 1),
    )
    found = files_of(ModelDescription("saved_model", str(folder), str(folder), files=files))
    assert found is not None
    return found


def test_variables_are_given(tmp_path: Path) -> None:
    files = saved_model(tmp_path / "model")
    assert files.main == files.identifier == "saved_model.pb"
    found = files.path("variables/variables.index")
    assert found is not None
    assert found.read_text() == "variables/variables.index"


@pytest.mark.parametrize(
    "name", ["secret.txt", "../up.txt", "/etc/passwd", "variables", "variables/../secret.txt", ""]
)
def test_what_is_not_the_models_is_not(tmp_path: Path, name: str) -> None:
    files = saved_model(tmp_path / "model")
    (tmp_path / "up.txt").write_text("outside")
    assert files.path(name) is None


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    files = saved_model(tmp_path / "model")
    (tmp_path / "outside").write_text("outside")
    (tmp_path / "model" / "variables" / "variables.index").unlink()
    (tmp_path / "model" / "variables" / "variables.index").symlink_to(tmp_path / "outside")
    assert files.path("variables/variables.index") is None


def test_a_store_that_keeps_files_by_their_hash_is(tmp_path: Path) -> None:
    files = saved_model(tmp_path / "snapshots" / "model")
    (tmp_path / "blobs").mkdir()
    for number, name in enumerate(("saved_model.pb", "variables/variables.index")):
        blob = (files.folder / name).rename(tmp_path / "blobs" / str(number))
        (files.folder / name).symlink_to(blob)
    assert files.path("variables/variables.index") == (tmp_path / "blobs" / "1").resolve()


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("model.tflite", "model.tflite"), ("Model.LITE", "Model.LITE"), ("m.bin", "m.bin.tflite")],
)
def test_netron_is_told_an_ending_that_it_knows(tmp_path: Path, name: str, identifier: str) -> None:
    (tmp_path / name).write_bytes(b"")
    found = files_of(ModelDescription("tflite", name, str(tmp_path / name)))
    assert found is not None
    assert found.identifier == identifier


@pytest.mark.parametrize(
    "name", ["index.html", "host.js", "view.js", "onnx-metadata.json", "fonts/Inter-Regular.otf"]
)
def test_the_programs_own_files_are_served(name: str) -> None:
    assert scheme.program_file(name) is not None


@pytest.mark.parametrize(
    "name", ["", "server.py", "../netron/view.js", "fonts/../icons/cutaway.svg", "/etc/passwd", "index.js"]
)
def test_other_files_of_the_program_are_not(name: str) -> None:
    found = scheme.program_file(name)
    assert found is None or name == "index.js"


def test_our_page_stands_in_for_netrons_own() -> None:
    page = scheme.program_file("index.html")
    assert page is not None
    text = page.read_text(encoding="utf-8")
    assert '<meta name="date" content="">' in text
    assert '<meta name="version" content="0.0.0">' in text


def test_the_pinned_netron_is_as_we_expect_it() -> None:
    """The style in its page, and the characters and fonts that are changed on the way."""
    assert b".sidebar-title" in scheme.netron_style()
    assert b"u3008" not in scheme.adjusted("view.js")
    assert b"u27e8" in scheme.adjusted("view.js")
    assert b"Inter" in scheme.adjusted("grapher.css")


def test_a_result_that_the_shipped_netron_cannot_read_has_no_files_for_it(tmp_path: Path) -> None:
    file = tmp_path / "result.onnx"
    file.write_bytes(b"")
    assert (
        files_of(ModelDescription("onnx", str(file), str(file), files=(ModelFile("result.onnx", 0),))) is None
    )
