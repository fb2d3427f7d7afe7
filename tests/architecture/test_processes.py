# SPDX-License-Identifier: Apache-2.0
"""No process that opens a model ever imports TensorFlow, Keras or h5py, the children included."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WATCHED = ("tensorflow", "keras", "tf_keras", "ai_edge_litert", "h5py")
# Python runs a module of this name at every start, in children too: it notes who started and who imported what.
WATCH = f"""
import os, sys

def note(word):
    with open({{log!r}}, "a", encoding="utf-8") as log:
        log.write(f"{{{{os.getpid()}}}} {{{{word}}}}\\n")

class Watch:
    def find_spec(self, name, path=None, target=None):
        if name in {WATCHED!r}:
            note(name)
        return None

note("started")
sys.meta_path.insert(0, Watch())
"""
OF_EACH_KIND = [
    "basic_pitch",
    "half_plus_two",
    "hello_world_int8.tflite",
    "keyword_ds_cnn.pb",
    "regression_checkpoint",
    "resnet8_cifar10.h5",
    "sleep_stages.keras",
]


@pytest.mark.parametrize("model", OF_EACH_KIND)
def test_showing_a_model_imports_no_tensorflow(model: str, samples: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    (tmp_path / "sitecustomize.py").write_text(WATCH.format(log=str(log)), encoding="utf-8")
    shown = subprocess.run(
        [sys.executable, "-m", "cutaway", "show", samples / model, "--json"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert shown.returncode == 0, shown.stderr
    notes = [line.split() for line in log.read_text(encoding="utf-8").splitlines()]
    assert len({process for process, _ in notes}) > 1, "the child that read the model was not watched"
    assert {word for _, word in notes} == {"started"}
