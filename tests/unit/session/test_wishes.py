# SPDX-License-Identifier: Apache-2.0
"""A wish survives the way to another process, and nothing else is taken for one."""

from pathlib import Path

import pytest

from cutaway.session import wishes
from cutaway.session.wishes import Wish


def test_paths_that_are_no_utf8_arrive() -> None:
    wish = Wish(("/models/\udcff.h5", "/ä"), action="file.open", activation="t")
    assert wishes.decode(wish.encode()) == wish


def test_paths_become_absolute_and_the_launchers_token_goes_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "a token")
    assert Wish(("a.h5",), is_new=True).absolute() == Wish(
        (str(tmp_path / "a.h5"),), is_new=True, activation="a token"
    )


@pytest.mark.parametrize(
    "line", [b"", b"{}", b"[]", b'{"paths": [1], "action": "", "activation": ""}', b"[" * 9000]
)
def test_nothing_else_is_a_wish(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- json's own words, or ours
        wishes.decode(line)
