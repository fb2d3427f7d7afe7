# SPDX-License-Identifier: Apache-2.0
"""What the studio asks reaches the engine with the document's own source."""

from pathlib import Path
from typing import Any

from cutaway.editing import edits
from cutaway.session.documents import Document, Source
from cutaway.session.edit_service import DocumentEdits
from cutaway.session.jobs import Job
from cutaway.session.settings import Settings
from cutaway.session.trust import Trust
from helpers import example_models
from helpers.readings import FakeReading

EDIT = edits.RenameInput("serving_default", "x", "number")


class Recorder:
    """An engine that notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def _noted(self, *asked: object) -> Job[Any]:
        self.asked.append(asked)
        return Job("noted", lambda _job: None)

    def matches(self, source: Source, query: str, limit: int) -> Job[Any]:
        return self._noted("matches", source, query, limit)

    def check_edits(self, source: Source, listed: object) -> Job[Any]:
        return self._noted("check", source, listed)

    def save_edits(self, source: Source, listed: object, file: Path, *, overwrite: bool) -> Job[Any]:
        return self._noted("save", source, listed, file, overwrite)


def test_questions_are_asked_about_the_open_model(tmp_path: Path) -> None:
    description = example_models.classifier(str(tmp_path))
    source = Source(str(tmp_path), ("serve",))
    document = Document(source, FakeReading(description))
    document.load()
    engine = Recorder()
    trusted = Trust(tmp_path / "trusted.json")
    service = DocumentEdits(engine, document, trusted, Settings(tmp_path / "s.json"))  # type: ignore[arg-type]
    service.matches("conv", 5)
    service.check([EDIT])
    service.save([EDIT], tmp_path / "out", overwrite=True)
    assert engine.asked == [
        ("matches", source, "conv", 5),
        ("check", source, [EDIT]),
        ("save", source, [EDIT], tmp_path / "out", True),
    ]
    service.accept()
    assert service.question() is None
