# SPDX-License-Identifier: Apache-2.0
"""Names of classes: which of the model's own files has them, and how such a file is read."""

from __future__ import annotations

from collections.abc import Sequence

from cutaway.description.assets import Asset

MOST_BYTES = 4_000_000


def label_asset(assets: Sequence[Asset]) -> Asset | None:
    """The file of the model that names its classes; None where it has none."""
    fitting = [asset for asset in assets if asset.available and asset.bytes and asset.role == "labels"]
    return fitting[0] if fitting else None


def names_in(data: bytes, name: str) -> tuple[str, ...]:
    """The names in a file, by index. Raises RequestError where it holds none."""
    from cutaway.sampling.ranking import of_text  # with numpy, which is read once there is something to show

    return of_text(data, name)


def name_of(names: Sequence[str], place: int, classes: int) -> str:
    """The name of a class; empty where the names are not for so many classes. One more or less is a background."""
    from cutaway.sampling.ranking import offset_of

    offset = offset_of(len(names), classes)
    if offset is None or not 0 <= place + offset < len(names):
        return ""
    return names[place + offset].strip()
