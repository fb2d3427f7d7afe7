# SPDX-License-Identifier: Apache-2.0
"""Whoever is killed while an edited model is written: what has a name is whole, and the rest goes with the next one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from cutaway.editing import edits_file
from cutaway.editing.edits import RenameInput
from cutaway.wire import whole
from helpers import edited

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.timeout(200),
    pytest.mark.skipif(sys.platform != "linux", reason="processes as Linux has them"),
]
_BLOCK, _BLOCKS = 8 << 20, 12
"""Of weights, so that copying them takes a while."""
_WEIGHTS = "variables/variables.data-00000-of-00001"


def heavy(folder: Path) -> Path:
    """A SavedModel with 96 MB that nobody has to read."""
    source = edited.saved_model(folder / "model", edited.minus_two())
    with (source / _WEIGHTS).open("wb") as file:
        for _ in range(_BLOCKS):
            file.write(os.urandom(_BLOCK))
    return source


def names(model: Path) -> set[str]:
    """The inputs of a model that is whole: all its weights are there."""
    assert (model / _WEIGHTS).stat().st_size == _BLOCK * _BLOCKS
    opened = edited.opened(model)
    try:
        return {spec.name for spec in opened.description.signatures[0].inputs}
    finally:
        opened.close()


def are_gone(family: list[psutil.Process]) -> bool:
    """Whether all end by themselves within some seconds."""
    _, left = psutil.wait_procs(family, timeout=20)
    return all(each.status() == psutil.STATUS_ZOMBIE for each in left)


@pytest.mark.parametrize("is_over", [False, True], ids=["beside", "over the model"])
@pytest.mark.parametrize("victim", ["command", "reader"])
def test_a_kill_while_weights_are_copied_leaves_nothing_half_done(
    tmp_path: Path, victim: str, is_over: bool
) -> None:
    source = heavy(tmp_path)
    listed = tmp_path / "edits.json"
    listed.write_text(edits_file.text([RenameInput("serving_default", "a", "renamed")]))
    target = source if is_over else tmp_path / "new"
    before = {each.name for each in tmp_path.iterdir()}
    words = ("--edits", listed, "--output", target, "--no-proof", "--overwrite")
    command = [sys.executable, "-m", "cutaway", "edit", str(source), *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and {each.name for each in tmp_path.iterdir()} == before:
            time.sleep(0.002)
        family = psutil.Process(process.pid).children(recursive=True)
        for each in [psutil.Process(process.pid)] if victim == "command" else family:
            each.send_signal(signal.SIGKILL)
        _, told = process.communicate(timeout=60)
        assert are_gone(family)
        assert process.returncode == (-9 if victim == "command" else 4), told
        assert "Traceback" not in told
    with whole.workplace(tmp_path / "next"):  # as every edit and conversion in that folder begins
        pass
    left = {each.name for each in tmp_path.iterdir()} - before
    assert left <= {"new", "model.backup"}
    assert names(tmp_path / "model.backup" if "model.backup" in left else source) == {"a", "b"}
    if left:
        assert names(target) == {"renamed", "b"}
