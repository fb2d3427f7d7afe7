# SPDX-License-Identifier: Apache-2.0
"""No process that opens a model ever imports TensorFlow, Keras or h5py, the children included."""

import subprocess
import sys
from pathlib import Path

import pytest

NEVER = {"tensorflow", "keras", "tf_keras", "ai_edge_litert", "h5py"}
OF_EACH_KIND = [
    "basic_pitch",
    "half_plus_two",
    "hello_world_int8.tflite",
    "keyword_ds_cnn.pb",
    "regression_checkpoint",
    "resnet8_cifar10.h5",
    "sleep_stages.keras",
]
# Children are isolated from the environment but started with sys.executable: here a Python that tells what it imports.
WRAPPER = """#!/bin/sh
exec {python} -X importtime "$@" 2>>"{log}.$$"
"""
COMMAND = "import sys; sys.executable = {python!r}; from cutaway.__main__ import main; sys.exit(main())"


def imported(log: Path) -> set[str]:
    """Return the top-level packages that a process told of on its stderr."""
    lines = (line for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.skipif(sys.platform == "win32", reason="the Python that tells what it imports is a shell script")
@pytest.mark.parametrize("model", OF_EACH_KIND)
def test_showing_a_model_imports_no_tensorflow(model: str, samples: Path, tmp_path: Path) -> None:
    wrapper = tmp_path / "python"
    wrapper.write_text(WRAPPER.format(python=sys.executable, log=tmp_path / "log"), encoding="utf-8")
    wrapper.chmod(0o755)
    command = COMMAND.format(python=str(wrapper))
    shown = subprocess.run(
        [wrapper, "-c", command, "show", samples / model, "--json"],
        capture_output=True,
        timeout=60,
        check=False,
    )
    processes = [imported(log) for log in tmp_path.glob("log.*")]
    assert shown.returncode == 0, processes
    assert sum("cutaway" in packages for packages in processes) > 1, (
        "the child that read the model was not watched"
    )
    assert not set.union(*processes) & NEVER
