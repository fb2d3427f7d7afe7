# SPDX-License-Identifier: Apache-2.0
"""Runs the benchmarks, prints a table, and fails where a bound is missed: python -m benchmarks [--only WORD]."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import (
    compare,
    convert,
    edits,
    graph_command,
    graph_peers,
    graph_window,
    graphs,
    results,
    running,
    showing,
    statistics,
    window,
)
from benchmarks.measure import FailedRunError
from benchmarks.results import Result

_SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


def _cases(folder: Path) -> dict[str, Callable[[], Iterator[Result]]]:
    return {
        "paint": lambda: window.first_paint(_SAMPLES),
        "show": lambda: showing.against_saved_model_cli(_SAMPLES),
        "large": lambda: showing.large_models(folder),
        "variables": lambda: showing.many_variables(folder),
        "graphs": lambda: graphs.everything(folder),
        "command": lambda: graph_command.command(folder),
        "peers": lambda: graph_peers.against_peers(folder, _SAMPLES),
        "frames": graph_window.frames,
        "window": lambda: graph_window.window(folder),
        "statistics": lambda: statistics.against_a_bare_sum(folder),
        "run": lambda: running.everything(folder, _SAMPLES),
        "edits": lambda: edits.rename(folder),
        "compare": lambda: compare.two_models(folder),
        "convert": lambda: convert.against_bare_scripts(folder),
        "resnet50": lambda: convert.a_large_model(folder),
    }


def main() -> int:
    """Measure what was asked for; 1 where a bound was missed, or a measurement failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument(
        "--only",
        action="append",
        metavar="CASE",
        help=", ".join(_cases(Path())),
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE too")
    arguments = parser.parse_args()
    found: list[Result] = []
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="cutaway-bench-") as folder:
        for name, case in _cases(Path(folder)).items():
            if not arguments.only or name in arguments.only:
                print(f"measuring {name} …", file=sys.stderr, flush=True)
                try:
                    found.extend(case())
                except (FailedRunError, subprocess.CalledProcessError) as error:
                    print(
                        f"{name} failed: {error}", file=sys.stderr
                    )  # the other figures are told all the same
                    failed.append(name)
    print(results.table(found))
    if arguments.json:
        results.write(found, arguments.json)
    return 0 if not failed and all(result.holds for result in found) else 1


if __name__ == "__main__":
    sys.exit(main())
