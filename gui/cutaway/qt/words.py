# SPDX-License-Identifier: Apache-2.0
"""The language of the window: what it says by itself goes through `tr`, what models and their files say does not."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from cutaway import paths
from cutaway.description import wording

CONTEXT = "Cutaway"
"""The one context of all texts: a word is translated the same wherever it stands."""

FOLDER = "translations"


def tr(text: str, /, **values: object) -> str:
    """The text in the language of the window; as it is where there is no translation of it.

    values: what stands for `{name}` in the text. `packaging/translations.py` finds the texts: literals handed to
    this, or to what calls it (`SPEAKERS` there), and tables that are made before a language is chosen (`TABLES`).
    """
    found = QCoreApplication.translate(CONTEXT, text) if text else ""
    return found.format(**values) if values else found


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun, as `1 node` and `2,154 nodes`. many: where it is more than `one` with an s."""
    return f"{wording.count(number)} {tr(one if number == 1 else many or f'{one}s')}"


def install(app: QCoreApplication, language: str) -> str:
    """Speak a language from now on; the one that is spoken. language: `system`, or a code as `de`."""
    locale = QLocale.system() if language == "system" else QLocale(language)
    wanted = locale.name().partition("_")[0]
    file = paths.resources() / FOLDER / f"cutaway_{wanted}.qm"
    ours = QTranslator(app)
    if wanted == "en" or not file.is_file() or not ours.load(str(file)):
        ours.deleteLater()
        return "en"
    app.installTranslator(ours)
    qts = QTranslator(app)
    if qts.load(f"qtbase_{wanted}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qts)
    return wanted
