# SPDX-License-Identifier: Apache-2.0
"""What is told of a run's limits is what this system enforces; the rest is told as open."""

import pytest

from cutaway.session import confinement
from cutaway.worker import sandbox


def test_where_all_is_enforced_nothing_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    every = (sandbox.NO_NETWORK, sandbox.NO_PROGRAM, sandbox.FEW_READ, sandbox.FEW_WRITTEN, sandbox.MEMORY)
    monkeypatch.setattr(sandbox, "holds", lambda: every)
    found = confinement.limits(120, 4 << 30)
    assert found.open == ()
    assert "no network" in found.words
    assert found.words.endswith("stopped after 120 s")
    assert any("4 GB" in sentence for sentence in found.enforced)


def test_where_nothing_is_enforced_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "holds", lambda: ())
    found = confinement.limits(0, 0)
    assert found.words == ""
    assert "It could reach the network." in found.open
    assert "It could write files that you may write." in found.open
    assert any("as long as it likes" in sentence for sentence in found.open)
    assert found.enforced == ("It sees none of your environment variables.",)
