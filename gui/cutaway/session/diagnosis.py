# SPDX-License-Identifier: Apache-2.0
"""What this installation is and what of it works: for `cutaway doctor`, and for whoever helps from afar."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal, TypeAlias

from cutaway import APP_NAME, HOMEPAGE, __version__, logs, paths
from cutaway.description import wording
from cutaway.worker import limits, sandbox

Verdict: TypeAlias = Literal["good", "plain", "lacking", "bad"]
"""lacking: something does without; bad: what should work does not."""


@dataclass(frozen=True, slots=True)
class Library:
    """A library: the distribution that brings it, and what does not work without it."""

    distribution: str
    cost: str
    is_needed: bool = False


LIBRARIES: tuple[Library, ...] = (
    Library("PySide6", "there is no window, and no PNG or PDF of a graph", is_needed=True),
    Library("numpy", "no model with values can be opened", is_needed=True),
    Library("protobuf", "SavedModels, graphs and checkpoints cannot be opened", is_needed=True),
    Library("netron", "the page with Netron stays empty"),
    Library(
        "tensorflow", "only .tflite can be run, nothing can be converted, and unknown shapes stay unknown"
    ),
    Library("tf_keras", "models of Keras 1 and 2 cannot be run or converted"),
    Library("ai-edge-litert", "a .tflite is run by TensorFlow, where that is installed"),
    Library("tf2onnx", "nothing can be converted to ONNX"),
    Library("onnxruntime", "a conversion to ONNX cannot be proved"),
    Library("openvino", "nothing can be converted to OpenVINO IR; it is an extra"),
)


LACKS = (
    "TensorFlow is not installed: every model can be looked at, and only .tflite can be run.",
    f"To run and convert all models, install the full package: {HOMEPAGE}/releases",
    "To run and convert all models: pip install tensorflow tf-keras",
)
"""What the lack of TensorFlow costs, and how to add it to a package, or to a Cutaway from pip."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the diagnosis. section: what it stands under."""

    section: str
    name: str
    value: str
    verdict: Verdict = "plain"


def facts() -> Iterator[Fact]:
    """All that can be said without starting a child."""
    yield from _program()
    yield from _libraries()
    yield from _machine()
    yield from _limits()
    yield from _folders()


def version_of(distribution: str) -> str:
    """The version of an installed distribution, empty where it is not installed."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def has_tensorflow() -> bool:
    """Whether TensorFlow is installed, without importing it."""
    return bool(version_of("tensorflow"))


def lack() -> tuple[str, str] | None:
    """What the window says where TensorFlow is missing: what that costs, and how to add it."""
    if has_tensorflow():
        return None
    sentence, for_packages, for_python = LACKS
    return sentence, for_packages if getattr(sys, "frozen", False) else for_python


def _program() -> Iterator[Fact]:
    section = "Program"
    yield Fact(section, APP_NAME, __version__)
    yield Fact(section, "Python", f"{platform.python_version()} ({sys.executable})")
    yield Fact(section, "System", platform.platform(terse=True))
    kind = "a package" if getattr(sys, "frozen", False) else "Python"
    yield Fact(section, "Runs from", f"{kind}, {Path(__file__).parent.parent}")


def _libraries() -> Iterator[Fact]:
    for library in LIBRARIES:
        version = version_of(library.distribution)
        verdict: Verdict = "good" if version else "bad" if library.is_needed else "lacking"
        missing = f"not installed: {library.cost}"
        yield Fact("Libraries", library.distribution, version or missing, verdict)


def _machine() -> Iterator[Fact]:
    section = "Machine"
    yield Fact(section, "Processor", f"{os.cpu_count()} cores, {platform.machine()}")
    yield Fact(section, "Graphics card", f"{_graphics()}; models run on the processor, so that answers agree")
    screen = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    if sys.platform == "linux":
        verdict: Verdict = "plain" if screen else "lacking"
        yield Fact(section, "Screen", screen or "none: only the command line works", verdict)


def _graphics() -> str:
    driver = Path("/proc/driver/nvidia/version")
    if driver.exists():
        return driver.read_text(encoding="utf-8", errors="replace").splitlines()[0]
    return "NVIDIA, by its tools" if shutil.which("nvidia-smi") else "no NVIDIA driver"


def _limits() -> Iterator[Fact]:
    section = "Limits"
    yield Fact(section, "Memory of a reader", wording.byte_size(limits.MEMORY))
    yield Fact(section, "Memory to run a model", wording.byte_size(limits.to_run()))
    held = sandbox.holds()
    if held:
        yield Fact(section, "A running model has", ", ".join(held), "good")
    else:
        yield Fact(section, "Sandbox", "none on this system: run only models that you trust", "lacking")
    free = shutil.disk_usage(tempfile.gettempdir()).free
    yield Fact(section, "Room for temporary files", f"{wording.byte_size(free)} in {tempfile.gettempdir()}")


def _folders() -> Iterator[Fact]:
    section = "Folders"
    yield Fact(section, "Settings", str(paths.config()))
    yield Fact(section, "State", str(paths.state()))
    yield Fact(section, "Cache", str(paths.cache_folder()))
    yield Fact(section, "Log", str(logs.file()))
