# SPDX-License-Identifier: Apache-2.0
"""Which targets there are to choose."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from cutaway.conversion.targets import TARGETS
from cutaway.session import convert_service
from cutaway.session.convert_service import available, frequent


def test_a_target_without_a_converter_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    assert available() == TARGETS[: len(available())] or set(available()) < set(TARGETS)
    monkeypatch.setattr(
        convert_service, "find_spec", lambda name: None if name.endswith(".onnx") else find_spec(name)
    )
    assert "onnx" not in [target.id for target in available()]
    assert "tflite" in [target.id for target in available()]


def test_what_a_name_tells_decides_what_is_offered(tmp_path: Path) -> None:
    assert frequent([str(tmp_path)])[0].id == "tflite"
    assert "saved_model" not in [target.id for target in frequent(["/a/b.tflite"])]
    assert frequent(["/a/b.wav", "/a/b.h5"]) == ()
