# SPDX-License-Identifier: Apache-2.0
"""The command line as scripts and people meet it: answers, exit statuses, errors, and nothing left behind."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy
import psutil
import pytest

from helpers.bundles import BundleV2
from helpers.commands import cutaway, show

KEYS = {
    "schema",
    "path",
    "format",
    "producer",
    "signatures",
    "variables",
    "graph",
    "assets",
    "metadata",
    "layers",
    "meta_graphs",
    "versions",
    "findings",
}


@pytest.mark.parametrize(
    ("sample", "kind"),
    [
        ("basic_pitch", "saved_model"),
        ("half_plus_two", "saved_model"),
        ("resnet8_cifar10.h5", "keras_h5"),
        ("sleep_stages.keras", "keras_archive"),
        ("keyword_ds_cnn.pb", "frozen_graph"),
        ("regression_checkpoint/model.meta", "meta_graph"),
        ("regression_checkpoint", "checkpoint"),
        ("hello_world_int8.tflite", "tflite"),
    ],
)
def test_every_format_is_shown_with_all_keys(samples: Path, sample: str, kind: str) -> None:
    answer = show(samples / sample)
    assert answer["schema"] == 1
    assert answer["path"] == str(samples / sample)
    assert answer["format"] == kind
    assert answer.keys() >= KEYS


def test_signatures_have_names_dtypes_and_shapes(samples: Path) -> None:
    (signature,) = show(samples / "hello_world_int8.tflite")["signatures"]
    (given,) = signature["inputs"]
    assert (given["name"], given["dtype"], given["shape"]) == ("dense_input", "int8", [None, 1])


def test_the_text_says_what_it_is_in_its_first_line(samples: Path) -> None:
    outcome = cutaway("show", samples / "basic_pitch")
    assert outcome.status == 0
    assert outcome.stderr == ""
    first = outcome.stdout.splitlines()[0]
    assert first.startswith("basic_pitch  SavedModel")
    assert "16,864 parameters · optimizer 33,569" in first
    assert "\x1b" not in outcome.stdout


def test_all_lists_more_than_the_largest(samples: Path) -> None:
    short = cutaway("show", samples / "basic_pitch").stdout
    long = cutaway("show", "--all", samples / "basic_pitch").stdout
    assert "(--all)" in short
    assert "(--all)" not in long
    assert len(long) > len(short)


def test_a_version_can_be_chosen(samples: Path, tmp_path: Path) -> None:
    model = tmp_path / "served"
    for version in ("1", "2"):
        shutil.copytree(samples / "half_plus_two" / "00000123", model / version)
    assert Path(show(model, "--version", "1")["location"]).name == "1"
    assert Path(show(model)["location"]).name == "2"


def test_a_version_that_is_not_there_is_a_fault_of_the_request(samples: Path) -> None:
    outcome = cutaway("show", "--json", "--version=9", samples / "half_plus_two")
    assert outcome.status == 1
    assert outcome.json()["error"]["kind"] == "RequestError"


def test_a_missing_file_is_told_on_stderr_and_as_json(tmp_path: Path) -> None:
    outcome = cutaway("show", "--json", tmp_path / "none.pb")
    assert outcome.status == 1
    assert outcome.stderr.startswith(f"cutaway: {tmp_path / 'none.pb'} does not exist.\n  ")
    error = outcome.json()["error"]
    assert set(error) == {"kind", "message", "hint", "path"}
    assert error["kind"] == "MissingFileError"


def test_without_json_an_error_leaves_stdout_empty(tmp_path: Path) -> None:
    assert cutaway("show", tmp_path / "none.pb").stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["show"],
        ["show", ""],
        ["variables", "--", ""],
        [""],
        ["show", "a", "b"],
        ["show", "a", "--no-such-option"],
        ["show", "a", "--tags"],
        ["show", "a", "--json=yes"],
        ["formats", "a"],
        ["variables", "a", "--save", "name-without-a-file"],
        ["variables", "a", "--save", "name=file.txt"],
        ["--no-such-option"],
        ["shwo", "a"],
        ["variable"],
    ],
)
def test_wrong_usage_has_a_sentence_and_status_2(arguments: list[str]) -> None:
    outcome = cutaway(*arguments)
    assert outcome.status == 2
    assert outcome.stderr.startswith("cutaway: ")
    assert "Traceback" not in outcome.stderr
    assert outcome.stdout == ""


@pytest.mark.parametrize(
    "command", [["--help"], ["show", "--help"], ["variables", "-h"], ["formats", "--help"]]
)
def test_help_is_there(command: list[str]) -> None:
    outcome = cutaway(*command)
    assert outcome.status == 0
    assert "cutaway" in outcome.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["graph", "--help"],
        ["show", "basic_pitch"],
        ["variables", "basic_pitch"],
        ["variables", "--stats", "basic_pitch"],
    ],
)
def test_sixty_columns_are_enough(samples: Path, arguments: list[str]) -> None:
    found = cutaway(*(samples / word if word == "basic_pitch" else word for word in arguments), width=60)
    assert found.status == 0
    assert not [line for line in found.stdout.splitlines() if len(line) > 60]


def test_the_version_of_the_program() -> None:
    assert cutaway("--version").stdout.startswith("cutaway 0.")


def test_formats_are_listed() -> None:
    names = {row["name"] for row in cutaway("formats", "--json").json()["formats"]}
    assert {"saved_model", "tflite", "keras_h5"} <= names
    assert "SavedModel" in cutaway("formats").stdout


def test_variables_are_listed_with_their_totals(samples: Path) -> None:
    answer = cutaway("variables", "--json", samples / "regression_checkpoint").json()
    assert answer["variables"]["count"] == 2
    assert [item["name"] for item in answer["variables"]["items"]] == ["W", "b"]


def test_a_mistyped_command_is_told_from_a_path(tmp_path: Path) -> None:
    assert "Did you mean `cutaway show`?" in cutaway("shwo", "model").stderr
    outcome = cutaway("bogus")
    assert (outcome.status, outcome.stdout) == (1, "")
    assert outcome.stderr.startswith("cutaway: bogus does not exist.")


def test_no_window_opens_for_paths_that_lead_nowhere(tmp_path: Path) -> None:
    outcome = cutaway(tmp_path / "shwo", tmp_path / "b.tflite")
    assert outcome.status == 1
    assert outcome.stderr.startswith(f"cutaway: {tmp_path / 'shwo'} does not exist.")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_full_disk_is_told_in_a_sentence(samples: Path, more: list[str]) -> None:
    command = [sys.executable, "-m", "cutaway", "show", str(samples / "half_plus_two"), *more]
    with Path("/dev/full").open("w") as full:
        outcome = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert outcome.returncode == 1
    assert outcome.stderr.startswith("cutaway: The answer could not be written: No space left on device.")
    assert "Traceback" not in outcome.stderr


def test_show_and_variables_call_variables_the_same(samples: Path) -> None:
    for sample in ("basic_pitch", "resnet8_cifar10.h5"):
        shown = cutaway("show", "--all", samples / sample).stdout
        names = [line.split()[0] for line in cutaway("variables", samples / sample).stdout.splitlines()[2:40]]
        assert all(f"  {name} " in shown for name in names)
        assert not any(".ATTRIBUTES" in name or name.endswith(":0") for name in names)


def test_a_pattern_fits_what_is_shown_and_the_key(samples: Path) -> None:
    for pattern in ("batch_normalization/gamma", "layer_with_weights-0/gamma/.ATTRIBUTES/*"):
        answer = cutaway("variables", "--json", "--match", pattern, samples / "basic_pitch").json()
        (item,) = answer["variables"]["items"]
        assert item["path"] == "batch_normalization/gamma"


def test_a_pattern_that_nothing_fits_is_told(samples: Path) -> None:
    arguments = ("variables", "--match", "no-such*", samples / "resnet8_cifar10.h5")
    outcome = cutaway(*arguments)
    assert (outcome.status, outcome.stderr) == (0, "")
    assert re.fullmatch(r"None of \d+ variables matches no-such\*\.\n", outcome.stdout)
    assert cutaway(*arguments, "--json").json()["variables"]["items"] == []


def test_a_pattern_chooses_variables(samples: Path) -> None:
    answer = cutaway(
        "variables", "--json", "--match", "conv2d_*/kernel:0", samples / "resnet8_cifar10.h5"
    ).json()
    assert answer["variables"]["count"] == 8


def test_statistics_are_those_of_the_values(samples: Path, tmp_path: Path) -> None:
    file = tmp_path / "kernel.npy"
    name = "conv2d_7/kernel:0"
    sample = samples / "resnet8_cifar10.h5"
    answer = cutaway(
        "variables", sample, "--json", "--stats", "--match", name, "--save", f"{name}={file}"
    ).json()
    values = numpy.load(file)
    (item,) = answer["variables"]["items"]
    assert values.shape == tuple(item["shape"])
    assert item["statistics"]["mean"] == pytest.approx(values.mean(dtype=float), rel=1e-4)
    assert item["statistics"]["maximum"] == values.max()
    assert answer["saved"] == [{"name": name, "file": str(file), "bytes": file.stat().st_size}]


def test_values_that_are_no_numbers_are_a_finding(tmp_path: Path) -> None:
    prefix = (
        BundleV2().add("dense/kernel", numpy.array([1, numpy.nan, numpy.inf], numpy.float32)).write(tmp_path)
    )
    answer = cutaway("variables", prefix, "--json", "--stats").json()
    assert [(each["code"], each["where"]) for each in answer["findings"]] == [("not-finite", "dense/kernel")]
    assert "dense/kernel holds 1 NaN and 1 infinite value;" in cutaway("variables", prefix, "--stats").stdout
    assert cutaway("variables", prefix, "--json").json()["findings"] == []


def test_a_file_that_exists_is_replaced_only_on_the_word(samples: Path, tmp_path: Path) -> None:
    file = tmp_path / "w.csv"
    file.write_text("mine")
    saving = ("variables", samples / "regression_checkpoint", f"--save=W={file}")
    assert cutaway(*saving).status == 1
    assert file.read_text() == "mine"
    assert cutaway(*saving, "--overwrite").status == 0
    assert file.read_text() != "mine"


def test_a_variable_that_is_not_there_is_told_with_the_closest_name(samples: Path, tmp_path: Path) -> None:
    saving = f"conv2d_7/kernal:0={tmp_path / 'x.npy'}"
    outcome = cutaway("variables", samples / "resnet8_cifar10.h5", "--save", saving)
    assert outcome.status == 1
    assert "Did you mean conv2d_7/kernel:0?" in outcome.stderr


def test_a_variable_can_be_called_by_its_place_in_the_model(samples: Path, tmp_path: Path) -> None:
    saving = f"conv2d_1/kernel={tmp_path / 'x.npy'}"
    outcome = cutaway("variables", samples / "basic_pitch", "--match", "no-such", "--save", saving)
    assert outcome.status == 0
    assert numpy.load(tmp_path / "x.npy").shape == (3, 39, 8, 8)


def test_names_that_would_steer_a_terminal_are_escaped(samples: Path, tmp_path: Path) -> None:
    folder = tmp_path / "\x1b[31mred\u202e\n"
    shutil.copytree(samples / "basic_pitch", folder)
    outcome = cutaway("show", folder)
    assert outcome.status == 0
    assert "\x1b" not in outcome.stdout
    assert "\u202e" not in outcome.stdout
    assert outcome.stdout.startswith("\\x1b[31mred\\u202e\\n")


@pytest.mark.skipif(sys.platform != "linux", reason="only here file names are any bytes")
def test_a_path_that_is_no_utf_8_is_shown(samples: Path, tmp_path: Path) -> None:
    model = tmp_path / os.fsdecode(b"caf\xe9.tflite")
    shutil.copy(samples / "hello_world_int8.tflite", model)
    assert show(model)["path"] == str(model)
    assert cutaway("show", model).status == 0
    assert cutaway("show", str(model) + "x").status == 1


def test_ascii_terminals_get_ascii(samples: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "cutaway", "show", str(samples / "basic_pitch")]
    found = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert found.stdout.isascii()
    assert b"? x 43844 x 1" in found.stdout


def test_a_reader_that_has_seen_enough_gets_no_complaint(samples: Path) -> None:
    command = f"{sys.executable} -m cutaway show --all {samples / 'basic_pitch'} | head -n 1"
    found = subprocess.run(["bash", "-c", command], capture_output=True, check=True)
    assert found.stderr == b""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_an_interrupted_command_ends_quietly_with_its_child(tmp_path: Path, number: signal.Signals) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command = [sys.executable, "-c", _SLOW, "show", "/models/sleep"]
    environment = {**os.environ, "TMPDIR": str(scratch), "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
    family = psutil.Process(process.pid)
    end = time.monotonic() + 10
    while not family.children() and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(0.3)
    children = family.children()
    process.send_signal(number)
    out, errors = process.communicate(timeout=10)
    assert process.returncode == 4
    assert (out, errors) == (b"", b"")
    assert children
    assert not psutil.wait_procs(children, timeout=2)[1]
    assert list(scratch.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_a_killed_command_takes_its_child_along(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen([sys.executable, "-c", _SLOW, "show", "/models/spin"], env=environment)
    family = psutil.Process(process.pid)
    end = time.monotonic() + 10
    while not family.children() and time.monotonic() < end:
        time.sleep(0.02)
    children = family.children()
    time.sleep(0.3)
    process.kill()
    process.wait()
    assert children
    assert not psutil.wait_procs(children, timeout=2)[1]


_SLOW = """
import sys
from cutaway.__main__ import main
from cutaway.session import commands
from cutaway.session.engine import Engine
from cutaway.session.transports import Command
from helpers import odd_worker
odd = lambda scratch: Command([sys.executable, "-I", odd_worker.__file__], commands.environment(scratch))
Engine.__init__.__kwdefaults__["command"] = odd
sys.exit(main())
"""


def test_a_crashed_child_is_status_4_with_one_sentence(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", _SLOW, "show", "--json", "/models/crash"]
    found = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert found.returncode == 4
    assert json.loads(found.stdout)["error"]["kind"] == "CrashedError"
    assert b"Traceback" not in found.stderr


def test_without_a_display_the_window_is_refused_with_a_sentence(samples: Path) -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    command = [sys.executable, "-m", "cutaway", str(samples / "basic_pitch")]
    found = subprocess.run(command, capture_output=True, env=environment, check=False, text=True)
    if sys.platform == "linux":
        assert found.returncode == 4
        assert "there is no display" in found.stderr


def test_showing_a_model_imports_nothing_heavy_into_the_command(samples: Path) -> None:
    heavy = "numpy", "google.protobuf", "pyfive", "PySide6", "rich", "argparse", "asyncio", "logging"
    program = (
        "import sys\nfrom cutaway.__main__ import main\nmain()\n"
        f"print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program, "show", str(samples / "basic_pitch")],
        capture_output=True,
        check=True,
        text=True,
    )
    assert found.stderr.strip() == "[]"
