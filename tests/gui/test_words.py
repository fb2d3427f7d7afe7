# SPDX-License-Identifier: Apache-2.0
"""The window speaks the language that is chosen, and what a model says stays as it is."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cutaway import paths
from cutaway.qt import words
from helpers.corpus import REPOSITORY
from helpers.literals import unspoken

_WINDOW = """
import json, sys
from pathlib import Path
from cutaway.qt import app
from cutaway.qt.words import tr
application, window = app.create(["cutaway"], Path(sys.argv[1]))
told = {
    "action": window.actions_by_id["file.open"].text(),
    "tip": window.actions_by_id["view.back"].toolTip(),
    "button": window.workspace.welcome.findChild(object, "welcomeOpen").text(),
    "unknown": tr("dense_1/kernel"),
}
window.close()
print(json.dumps(told))
"""


@pytest.mark.parametrize(("language", "action"), [("de", "Datei öffnen …"), ("en", "Open file…")])
def test_the_window_speaks_the_language_of_the_settings(tmp_path: Path, language: str, action: str) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"language": language}))
    done = subprocess.run(
        [sys.executable, "-c", _WINDOW, tmp_path], capture_output=True, text=True, timeout=60, check=True
    )
    told = json.loads(done.stdout)
    assert told["action"] == told["button"] == action
    assert told["tip"].startswith("Zurück" if language == "de" else "Back")
    assert told["unknown"] == "dense_1/kernel"


def test_the_compiled_translation_is_not_older_than_its_text(tmp_path: Path) -> None:
    """Where this fails, run packaging/translations.py."""
    source = paths.resource(f"{words.FOLDER}/cutaway_de.ts")
    again = tmp_path / "again.qm"
    program = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([program, "-silent", "-removeidentical", source, "-qm", again], check=True, timeout=60)
    assert again.read_bytes() == source.with_suffix(".qm").read_bytes()


def test_nothing_is_shown_in_english_alone() -> None:
    """Every literal that Qt shows goes through `tr`."""
    modules = sorted((REPOSITORY / "gui" / "cutaway" / "qt").rglob("*.py"))
    assert [text for module in modules for text in unspoken(module)] == []


def test_what_the_window_says_is_translated() -> None:
    """A text may come a little before its translation, which packaging/translations.py asks for."""
    script = (
        "import sys; sys.path.insert(0, 'packaging'); import translations as found;"
        "print(len(found.texts()), len(found.missing('de')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=True
    )
    spoken, missing = map(int, done.stdout.split())
    assert spoken > 1000
    assert missing < spoken / 50
