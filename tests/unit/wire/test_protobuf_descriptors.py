# SPDX-License-Identifier: Apache-2.0
"""The shipped descriptor set is what its generator makes of the installed TensorFlow."""

import importlib.util
import sysconfig
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType

import pytest

from cutaway import paths

SITE = Path(sysconfig.get_paths()["purelib"])


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_protos", paths.resource("protos/generate.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_descriptor_set_is_not_stale() -> None:
    try:
        installed = version("tensorflow")
    except PackageNotFoundError:
        pytest.skip("TensorFlow is not installed, so the descriptor set cannot be made again")
    if not installed.startswith("2.21."):
        pytest.skip(f"the descriptor set is that of TensorFlow 2.21, and {installed} is installed")
    made = _generator().collect(SITE)
    assert made == paths.resource("protos/tensorflow.desc").read_bytes()
