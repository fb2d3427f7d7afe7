# SPDX-License-Identifier: Apache-2.0
"""`cutaway convert` on real models: a proof, recipes and scripts, a batch, and what is left where something fails."""

import json
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from cutaway.conversion import recipe as recipes
from cutaway.conversion.recipe import Recipe
from cutaway.session import batches
from helpers import corpus
from helpers.convert_command import BROKEN, MIXED, convert, path

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.timeout(900),
    pytest.mark.skipif(corpus.root() is None, reason=corpus.missing_reason()),
]
LINEAR, RESNET, REGRESSION = "sm_tfjs_times_three_float", "h5_tiny_resnet", "gd_onnx_regression"


def left(folder: Path) -> list[str]:
    """All that lies in a folder, hidden files too."""
    return sorted(entry.name for entry in folder.iterdir())


def test_a_conversion_tells_its_proof_and_exits_with_0(tmp_path: Path) -> None:
    outcome = convert(path(LINEAR), "--to", "onnx", "--output", tmp_path / "out.onnx", "--json")
    assert outcome.status == 0, outcome.stderr
    found = outcome.json()
    assert found["proof"]["verdict"] == "pass"
    assert found["proof"]["samples"] == 3
    assert found["bytes"] == (tmp_path / "out.onnx").stat().st_size
    assert {"name", "seconds"} == found["stages"][0].keys()
    assert left(tmp_path) == ["out.onnx"]


@pytest.mark.parametrize(
    ("model", "target", "option"),
    [
        (RESNET, "tfjs", "weights=float32"),
        (RESNET, "tfjs", "weights=float16"),
        (LINEAR, "tfjs", "weights=uint8"),
        (REGRESSION, "tfjs", "shard_size=1"),
        (REGRESSION, "onnx", "opset=13"),
        ("tl_basic_pitch", "onnx", "opset=18"),
    ],
)
def test_results_for_other_libraries_are_proven(tmp_path: Path, model: str, target: str, option: str) -> None:
    outcome = convert(
        path(model), "--to", target, "--output", tmp_path / "out.onnx", "--option", option, "--json"
    )
    assert outcome.status == 0, outcome.stderr
    found = outcome.json()
    assert found["proof"]["verdict"] == "pass", found["proof"]["reason"]
    assert found["hashes"].keys() == {"source", "result"}
    assert left(tmp_path) == ["out.onnx"]


def test_nothing_is_replaced_unless_told(tmp_path: Path) -> None:
    output = tmp_path / "out.pb"
    output.write_bytes(b"mine")
    outcome = convert(path(LINEAR), "--to", "frozen_graph", "--output", output, "--json")
    assert outcome.status == 1
    assert outcome.json()["error"]["message"] == "out.pb is there already."
    assert output.read_bytes() == b"mine"
    outcome = convert(path(LINEAR), "--to", "frozen_graph", "--output", output, "--overwrite")
    assert outcome.status == 0, outcome.stderr
    assert output.stat().st_size > 4


def killed_in_the_middle(words: Sequence[str | Path], out: Path, after: int) -> int:
    """Run a batch and kill it when so many are through; gives how many were converted at once at most."""
    command = [sys.executable, "-m", "cutaway", *map(str, words)]
    most = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        end = time.monotonic() + 300
        while time.monotonic() < end and process.poll() is None and through(out) < after:
            most = max(most, len(list(out.glob(".*.making"))))
            time.sleep(0.02)
        process.kill()
    assert process.returncode == -9
    return most


def through(out: Path) -> int:
    """How many models of a batch are, as it wrote down."""
    try:
        return len(json.loads((out / batches.STATE).read_bytes())["items"])
    except (OSError, ValueError):
        return 0


def test_a_batch_of_20_with_a_broken_one_that_is_killed_goes_on_and_ends_with_a_summary(
    tmp_path: Path,
) -> None:
    recipe, out = tmp_path / "recipe.json", tmp_path / "out"
    recipe.write_text(recipes.text(Recipe("frozen_graph", samples=1)))
    models = [path(name) for name in (*MIXED[:7], BROKEN, *MIXED[7:])]
    assert len(models) == 20
    words: tuple[str | Path, ...] = (
        "convert",
        "--recipe",
        recipe,
        *models,
        "--output-dir",
        out,
        "--trust",
        "--workers",
        "2",
        "--json",
    )
    assert killed_in_the_middle(words, out, 9) == 2
    before = {file.name: file.stat().st_mtime_ns for file in out.glob("*.pb")}
    done = through(out)
    assert 9 <= done < 20
    outcome = convert(*words[1:], patience=800)
    items = outcome.json()["items"]
    assert [item["source"] for item in items] == [str(model.absolute()) for model in models]
    failed = [item["source"] for item in items if "error" in item]
    assert failed == [str(models[7])]
    assert outcome.status == 1
    assert all(Path(item["output"]).is_file() for item in items if "error" not in item)
    kept = [name for name, time in before.items() if (out / name).stat().st_mtime_ns == time]
    assert len(kept) >= done - 1  # all but the broken one
    summary = json.loads((out / batches.SUMMARY).read_text())
    assert summary == outcome.json()
    assert not any(name.startswith(".") for name in left(out))


def _limited() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process as Linux has them")
def test_no_room_leaves_no_half_file(tmp_path: Path) -> None:
    words: list[str | Path] = [
        "convert",
        path(RESNET),
        "--to",
        "tflite",
        "--output",
        tmp_path / "out.tflite",
        "--json",
    ]
    found = subprocess.run(
        [sys.executable, "-m", "cutaway", *map(str, words)],
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=_limited,
        timeout=200,
    )
    assert found.returncode in (1, 4), found.stdout + found.stderr
    assert "error" in json.loads(found.stdout)
    assert "Traceback" not in found.stderr
    assert left(tmp_path) == []


@pytest.mark.parametrize("after", [1.0, 3.0, 5.0])
def test_an_interrupt_at_any_stage_leaves_nothing(tmp_path: Path, after: float) -> None:
    words: list[str | Path] = ["convert", path(RESNET), "--to", "onnx", "--output", tmp_path / "out.onnx"]
    while True:
        with subprocess.Popen(
            [sys.executable, "-m", "cutaway", *map(str, words)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            time.sleep(after)
            process.send_signal(signal.SIGINT)
            began = time.monotonic()
            status = process.wait(timeout=30)
            seconds = time.monotonic() - began
        if status != 0:
            break
        (tmp_path / "out.onnx").unlink()  # this machine was done by then
        after /= 2
    assert status == 4
    assert seconds < 2.0
    assert left(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    output = tmp_path / "file" / "out.pb"
    outcome = convert(path(LINEAR), "--to", "frozen_graph", "--output", output, "--json")
    assert outcome.status == 1
    assert "out.pb cannot be written" in outcome.json()["error"]["message"]
    assert left(tmp_path) == ["file"]


def test_a_converter_that_crashes_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    """Code of the user's own, which is loaded with the model, ends the process."""
    code = tmp_path / "objects.py"
    code.write_text("import os\nos.abort()\n")
    words = ("--to", "tflite", "--output", tmp_path / "out.tflite", "--custom-objects", code, "--trust")
    outcome = convert(path(RESNET), *words, "--json")
    assert outcome.status == 4, outcome.stdout + outcome.stderr
    assert outcome.json()["error"]["kind"] == "CrashedError"
    assert "Traceback" not in outcome.stderr
    assert left(tmp_path) == ["objects.py"]


@pytest.mark.parametrize(
    ("model", "target", "ending"),
    [
        (RESNET, "onnx", "onnx"),
        (LINEAR, "tflite", "tflite"),
        (REGRESSION, "frozen_graph", "pb"),
        (REGRESSION, "saved_model", ""),
        (RESNET, "keras_h5", "h5"),
    ],
)
def test_the_script_does_the_same_with_the_bare_libraries(
    tmp_path: Path, model: str, target: str, ending: str
) -> None:
    output, script = tmp_path / f"out.{ending}".rstrip("."), tmp_path / "same.py"
    first = convert(
        path(model), "--to", target, "--output", output, "--save-script", script, "--no-proof", "--json"
    )
    assert first.status == 0, first.stderr
    kept = output.rename(tmp_path / f"first.{ending}".rstrip("."))
    found = subprocess.run(
        [sys.executable, script], check=False, capture_output=True, text=True, timeout=200, cwd=tmp_path
    )
    assert found.returncode == 0, found.stderr
    size = output.stat().st_size
    assert output.is_dir() if kept.is_dir() else abs(size - kept.stat().st_size) < 0.2 * size + 2000
