# SPDX-License-Identifier: Apache-2.0
"""Makes importing what belongs into children an error in the window's process."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType

BANNED = frozenset(
    {
        "tensorflow",
        "keras",
        "tf_keras",
        "ai_edge_litert",
        "tf2onnx",
        "onnxruntime",
        "openvino",
        "h5py",
        "pyfive",
        "google.protobuf",
    }
)
"""What costs seconds, runs code, or reads files that may be hostile: only children import these."""


class ImportGuard:
    """Stands first on `sys.meta_path` and refuses what is banned, whoever asks.

    No `importlib.abc.MetaPathFinder`, whose import would take 15 ms of the start.
    """

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,  # noqa: ARG002 (part of the protocol)
        target: ModuleType | None = None,  # noqa: ARG002 (part of the protocol)
    ) -> ModuleSpec | None:
        """None for everything that is allowed. Raises ImportError for the rest."""
        if fullname in BANNED:
            message = (
                f"{fullname} may not be imported in the process of the window; ask a child process instead."
            )
            raise ImportError(message, name=fullname)
        return None


def install() -> ImportGuard:
    """Refuse banned imports from now on."""
    guard = ImportGuard()
    sys.meta_path.insert(0, guard)
    return guard


def remove(guard: ImportGuard) -> None:
    """Allow everything again; tests share a process with readers."""
    if guard in sys.meta_path:
        sys.meta_path.remove(guard)
