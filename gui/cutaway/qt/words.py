# SPDX-License-Identifier: Apache-2.0
"""The language of the window: what it says by itself goes through `tr`, what models and their files say does not."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from cutaway import paths

CONTEXT = "Cutaway"
"""The one context of all texts: a word is translated the same wherever it stands."""

FOLDER = "translations"


def tr(text: str) -> str:
    """The text in the language of the window; as it is where there is no translation of it.

    `packaging/translations.py` finds the texts: literals handed to this, or to what calls it (`SPEAKERS` there).
    """
    return QCoreApplication.translate(CONTEXT, text) if text else ""


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
