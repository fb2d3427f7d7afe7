# SPDX-License-Identifier: Apache-2.0
"""Whatever ends a conversion or an edit, nothing half done has a name, and what is left goes with the next one."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from cutaway.editing import edits_file
from cutaway.editing.edits import RenameSignature
from cutaway.session import batches
from cutaway.wire import whole
from helpers import corpus, killed_conversion
from helpers.convert_command import convert, path

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.timeout(300),
    pytest.mark.skipif(corpus.root() is None, reason=corpus.missing_reason()),
    pytest.mark.skipif(sys.platform != "linux", reason="processes and disks as Linux has them"),
]
LINEAR, RESNET, SHARDED = "sm_tfjs_times_three_float", "h5_tiny_resnet", "sm_gaps_sharded"
_SMALL_DISK = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")


def left(folder: Path) -> list[str]:
    """All that lies in a folder, hidden files too."""
    return sorted(entry.name for entry in folder.iterdir())


def killed(moment: str, *words: str | Path) -> list[int]:
    """Run a conversion that dies at a moment; gives the processes that it had. Fails where it does not die so."""
    command = [sys.executable, killed_conversion.__file__, moment, "convert", *map(str, words)]
    seen: set[int] = set()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        family = psutil.Process(process.pid)
        while process.poll() is None:
            try:
                seen |= {child.pid for child in family.children(recursive=True)}
            except psutil.NoSuchProcess:
                break
            time.sleep(0.05)
        assert process.stdout is not None
        told = process.stdout.read().decode()
    assert process.returncode == -9, told
    return sorted(seen)


def are_gone(pids: Sequence[int], seconds: float = 10.0) -> bool:
    """Whether all these processes end by themselves soon."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(_lives(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def _lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize("moment", killed_conversion.MOMENTS)
def test_a_kill_at_any_stage_leaves_nothing_half_done_under_a_name(tmp_path: Path, moment: str) -> None:
    output = tmp_path / "out.pb"
    children = killed(moment, path(LINEAR), "--to", "frozen_graph", "--output", output)
    assert children
    assert are_gone(children)
    hidden = [name for name in left(tmp_path) if name != output.name]
    assert hidden
    assert all(name.startswith(".out.pb.") for name in hidden)
    assert output.exists() == (moment == "named")
    if moment == "named":
        shown = subprocess.run(
            [sys.executable, "-m", "cutaway", "show", str(output), "--json"], capture_output=True, check=False
        )
        assert json.loads(shown.stdout)["format"] == "frozen_graph"
    if moment == "converting":
        again = convert(path(LINEAR), "--to", "frozen_graph", "--output", output, "--no-proof", "--json")
        assert again.status == 0, again.stderr
    else:  # as every conversion and edit in that folder begins
        with whole.workplace(tmp_path / "next.pb"):
            pass
    assert left(tmp_path) == (["out.pb"] if moment in ("converting", "named") else [])


def on_a_small_disk(place: Path, size: int, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `cutaway` where `place` is a disk of so many bytes; the last line of stdout lists what is left on it."""
    command = " ".join(f"'{word}'" for word in (sys.executable, "-m", "cutaway", *words))
    disk = f"mount -t tmpfs -o size={size} tmpfs '{place}'"
    script = f"{disk} && {{ {command}; status=$?; ls -A '{place}' | tr '\\n' ' '; exit $status; }}"
    return subprocess.run([*_SMALL_DISK, script], capture_output=True, text=True, check=False, timeout=200)


def _can_mount() -> bool:
    try:
        done = subprocess.run([*_SMALL_DISK, "mount -t tmpfs tmpfs /mnt"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


needs_disk = pytest.mark.skipif(not _can_mount(), reason="this system lets a user mount no disk of his own")


@needs_disk
@pytest.mark.parametrize(("target", "name"), [("tflite", "out.tflite"), ("saved_model", "out")])
def test_a_full_disk_is_told_and_nothing_is_left_on_it(tmp_path: Path, target: str, name: str) -> None:
    output = tmp_path / name
    done = on_a_small_disk(
        tmp_path, 65_536, "convert", path(RESNET), "--to", target, "--output", output, "--json"
    )
    answer, _, names = done.stdout.rpartition("}")
    assert done.returncode in (1, 4), done.stdout + done.stderr
    assert "error" in json.loads(answer + "}")
    assert names.strip() == ""
    assert "Traceback" not in done.stderr


@needs_disk
def test_a_full_disk_leaves_nothing_of_an_edit_either(tmp_path: Path) -> None:
    made = tmp_path / "edits.json"
    made.write_text(edits_file.text([RenameSignature("serving_default", "served")]))
    disk = tmp_path / "disk"
    disk.mkdir()
    done = on_a_small_disk(disk, 65_536, "edit", path(SHARDED), "--edits", made, "--output", disk / "out")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "there is no room left on its disk" in done.stderr
    assert done.stdout.strip() == ""
    assert "Traceback" not in done.stderr


def test_a_converter_that_is_shot_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    """Code of the user's own, which is loaded with the model, reads where it may not."""
    code = tmp_path / "objects.py"
    code.write_text("import ctypes\nctypes.string_at(0)\n")
    words = ("--to", "tflite", "--output", tmp_path / "out.tflite", "--custom-objects", code, "--trust")
    outcome = convert(path(RESNET), *words, "--json")
    assert outcome.status == 4, outcome.stdout + outcome.stderr
    assert outcome.json()["error"]["kind"] == "CrashedError"
    assert "Traceback" not in outcome.stderr
    assert left(tmp_path) == ["objects.py"]


@needs_disk
def test_a_folder_without_the_right_to_write_is_told(tmp_path: Path) -> None:
    """On a disk that can only be read: not even an administrator may write there."""
    script = (
        f"mount -t tmpfs tmpfs '{tmp_path}' && mount -o remount,ro '{tmp_path}' && "
        f"'{sys.executable}' -m cutaway convert '{path(LINEAR)}' --to frozen_graph --output '{tmp_path}/out.pb'"
    )
    done = subprocess.run([*_SMALL_DISK, script], capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 1, done.stderr
    assert "out.pb cannot be written to" in done.stderr
    assert "Read-only file system" in done.stderr


def test_several_conversions_at_once_in_one_folder_do_not_disturb_each_other(tmp_path: Path) -> None:
    """Two to the same name, of which one is refused, and one to a name of its own."""
    names = ("same.pb", "same.pb", "other.pb")
    command = [sys.executable, "-m", "cutaway", "convert", str(path(LINEAR)), "--to", "frozen_graph"]
    running = [
        subprocess.Popen(
            [*command, "--output", str(tmp_path / name), "--no-proof", "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        for name in names
    ]
    told = [json.loads(process.communicate(timeout=200)[0]) for process in running]
    assert sorted(process.returncode for process in running[:2]) == [0, 1]
    assert running[2].returncode == 0
    refused = next(each["error"]["message"] for each in told[:2] if "error" in each)
    assert refused in ("same.pb exists already.", "same.pb is there already.")
    assert left(tmp_path) == ["other.pb", "same.pb"]


def test_a_second_batch_into_the_same_folder_is_refused_while_the_first_goes_on(tmp_path: Path) -> None:
    recipe, out = tmp_path / "recipe.json", tmp_path / "out"
    recipe.write_text('{"schema": 1, "target": "frozen_graph", "proof": false}')
    words = ("--recipe", str(recipe), str(path(LINEAR)), str(path(RESNET)), "--output-dir", str(out))
    command = [sys.executable, "-m", "cutaway", "convert", *words]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as first:
        end = time.monotonic() + 60
        while time.monotonic() < end and not (out / batches.LOCK).exists():
            time.sleep(0.02)
        second = convert(*words, "--json")
        assert second.status == 1
        assert second.json()["error"]["message"].startswith("Another batch is being converted into")
        assert first.wait(timeout=200) == 0
    assert not any(name.startswith(".") for name in left(out))
