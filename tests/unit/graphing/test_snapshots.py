# SPDX-License-Identifier: Apache-2.0
"""First pictures of the samples are those that were looked at."""

import pytest

from helpers import snapshots


@pytest.mark.parametrize("name", snapshots.TAKEN)
def test_a_first_picture_is_the_one_that_was_looked_at(name: str) -> None:
    """Where one is meant to change, `PYTHONPATH=tests python -m helpers.snapshots` takes them anew."""
    kept = (snapshots.FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert snapshots.picture(name) == kept, f"tests/snapshots/{name}.svg shows another picture"
