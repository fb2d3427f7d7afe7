# SPDX-License-Identifier: Apache-2.0
"""How a child is started: its command and its environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import cutaway
from cutaway.session.transports import Command

# One thread is enough for readers, and OpenBLAS takes memory for every core of a large machine.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

# What a program needs to start at all, on Windows too.
_NEEDED = frozenset(
    {"PATH", "LANG", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR"}
)


def reader(scratch: str, inherited: Mapping[str, str] | None = None) -> Command:
    """The reader child with `scratch` as its temporary folder; installed, from a checkout, or frozen."""
    return Command([*_program(), "--worker", "reader"], environment(scratch, inherited))


def painter(scratch: str, inherited: Mapping[str, str] | None = None) -> Command:
    """A reader child that may also paint with Qt, out of sight: for pictures that only the window's painter makes."""
    found = environment(scratch, inherited)
    return Command([*_program(), "--worker", "painter"], {**found, "QT_QPA_PLATFORM": "offscreen"})


def runner(role: str, scratch: str, inherited: Mapping[str, str] | None = None) -> Command:
    """A child that runs models: none of what the user's environment holds beside what a program needs to start.

    role: one of `worker.questions.RUNNERS`. A home of its own keeps it from the user's settings and keys, which no
    model has a use for.
    """
    found = environment(scratch, inherited)
    kept = {name: value for name, value in found.items() if name in _NEEDED or name.startswith("LC_")}
    return Command(
        [*_program(), "--worker", role],
        {
            **kept,
            **dict.fromkeys(_THREADS, "1"),
            **dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP"), scratch),
            **({"TF_USE_LEGACY_KERAS": "1"} if role == "tf_keras" else {}),
            "CUDA_VISIBLE_DEVICES": "-1",
            "KERAS_BACKEND": "tensorflow",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "NO_GCE_CHECK": "true",  # nothing is asked whether this is a machine of a cloud
        },
    )


def environment(scratch: str, inherited: Mapping[str, str] | None = None) -> dict[str, str]:
    """The program's environment without what steers Python or the loader, with a temporary folder of its own."""
    kept = {
        name: value
        for name, value in (os.environ if inherited is None else inherited).items()
        if not name.startswith(("PYTHON", "COVERAGE_", "COV_CORE_"))
    }
    return {
        **kept,
        **dict.fromkeys(_THREADS, "1"),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch),
    }


def _program() -> list[str]:
    if getattr(sys, "frozen", False):
        # The window's executable has no console on Windows, so the command line's is every worker.
        return [str(Path(sys.executable).with_name("cutaway" + Path(sys.executable).suffix))]
    script = Path(cutaway.__file__).with_name("__main__.py")
    # -I: neither the current folder, which may be the model's, nor PYTHONPATH is searched for modules.
    return [sys.executable, "-I", "-X", "utf8", "-W", "ignore", str(script)]
