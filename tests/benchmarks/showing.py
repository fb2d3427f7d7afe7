# SPDX-License-Identifier: Apache-2.0
"""How fast `cutaway show` and `cutaway variables` answer, against TensorFlow's own tools."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import once, paired, python, repeated
from benchmarks.results import Result

_MADE = Path(__file__).with_name("made.py")
_LIST_VARIABLES = "import sys, tensorflow as tf; print(len(tf.train.list_variables(sys.argv[1])))"


def against_saved_model_cli(samples: Path) -> Iterator[Result]:
    """`show` of a real SavedModel in turn with `saved_model_cli show --all`."""
    model = str(samples / "basic_pitch")
    peer = python("-m", "tensorflow.python.tools.saved_model_cli", "show", "--all", "--dir", model)
    ours, theirs = paired(python("-m", "cutaway", "show", model), peer)
    yield Result("show, wall", ours.wall, "s", note=f"saved_model_cli {theirs.wall:.2f} s")
    yield Result("show, CPU", ours.cpu, "s", note=f"saved_model_cli {theirs.cpu:.2f} s")
    yield Result("show against saved_model_cli, wall", theirs.wall / ours.wall, "×", 10, at_least=True)
    yield Result("show against saved_model_cli, CPU", theirs.cpu / ours.cpu, "×", 15, at_least=True)
    yield Result("show against saved_model_cli, memory", theirs.peak / ours.peak, "×")


def large_models(folder: Path) -> Iterator[Result]:
    """A frozen graph of 500 MB, SavedModels of 500 MB and 1 GB, and 20,000 variables."""
    for kind, name, bound in (
        ("frozen_500mb", "frozen.pb", None),
        ("saved_model_500mb", "small", 1.0),
        ("saved_model_1gb", "large", None),
    ):
        path = str(_make(kind, folder / name))
        cost = repeated(python("-m", "cutaway", "show", path))
        words = kind.replace("_", " ").replace("mb", " MB").replace("gb", " GB")
        yield Result(f"show of a {words}", cost.wall, "s", bound, note=f"{cost.peak / 1e6:.0f} MB resident")


def many_variables(folder: Path) -> Iterator[Result]:
    """Listing 20,000 variables, in turn with TensorFlow's own listing."""
    prefix = str(_make("variables_20000", folder / "many"))
    ours, theirs = paired(
        python("-m", "cutaway", "variables", prefix, "--json"), python("-c", _LIST_VARIABLES, prefix), runs=3
    )
    yield Result(
        "20,000 variables listed", ours.wall, "s", note=f"tf.train.list_variables {theirs.wall:.2f} s"
    )
    yield Result("20,000 variables against TensorFlow", theirs.wall / ours.wall, "×", 2.9, at_least=True)


def _make(kind: str, path: Path) -> Path:
    once(python(str(_MADE), kind, str(path)))
    return path
