# SPDX-License-Identifier: Apache-2.0
"""Wizards over conversions that a test controls."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cutaway.description.model import ModelDescription
from cutaway.qt.convert.wizard import ConvertWizard
from cutaway.session.convert_desk import ConvertDesk
from cutaway.session.documents import Source
from helpers import example_models
from helpers.fake_conversions import FakeConversions
from helpers.readings import FakeReading


@pytest.fixture
def made(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., ConvertWizard]]:
    """Give a function that shows the wizard of a model that lies in a folder of the test's own."""
    shown: list[ConvertWizard] = []

    def make(description: ModelDescription | None = None, *, asks: bool = False) -> ConvertWizard:
        found = description or example_models.saved_model()
        path = str(tmp_path / "model")
        model = replace(found, path=path, location=path)
        desk = ConvertDesk(Source(path), model, FakeConversions(FakeReading(model), asks=asks))
        wizard = ConvertWizard(desk, None)
        qtbot.addWidget(wizard)
        with qtbot.waitExposed(wizard):
            wizard.show()
        shown.append(wizard)
        return wizard

    yield make
    for wizard in shown:
        wizard.close()
