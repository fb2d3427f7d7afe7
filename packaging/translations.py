# SPDX-License-Identifier: Apache-2.0
"""Brings the translations in `resources/translations` up to what the window says, by Qt's own lupdate and lrelease.

python packaging/translations.py            finds the texts, updates every .ts, and makes the .qm files
python packaging/translations.py --check    only tells what is missing, as the exit status

lupdate finds texts where `tr` is called with a literal. Most texts of the window are handed to functions that call
`tr` for them, or stand in tables: these are collected here and written as such calls for lupdate to read.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from cutaway import paths
from cutaway.conversion.targets import TARGETS
from cutaway.description import output_verdicts
from cutaway.editing import sentences
from cutaway.qt.words import CONTEXT, FOLDER
from cutaway.session import diagnosis
from cutaway.session.settings import SETTINGS

TOP = Path(__file__).parents[1]
SOURCE = TOP / "gui" / "cutaway" / "qt"
SPEAKERS: dict[str, tuple[int | str, ...]] = {
    "tr": (0,),
    "label": (0,),
    "button": (0,),
    "LinkButton": (0,),
    "IconButton": (1,),
    "CopyButton": (2, "words"),
    "FilterField": (0,),
    "SectionHeading": (0,),
    "Card": (1, "title"),
    "EmptyState": (1, "hint"),
    "ActionRow": (1,),
    "PageRow": (1,),
    "__init__": (0, 1, 2),
    "add": (0,),
    "Section": (1, 2),
    "set_title": (0,),
    "Figure": (0, 1),
    "setPlaceholderText": (0,),
    "tell": (1, 2),
    "segments": ("words",),
    "page_tabs": ("words",),
    "counted": (1, 2),
}
"""Functions and tables whose arguments are texts of the window: places or names of these arguments."""

TABLES = frozenset(
    {
        "COLORINGS",
        "DELEGATES",
        "FILTERS",
        "SEVERITY_WORDS",
        "SOURCES",
        "TITLES",
        "VERDICTS",
        "_ASSETS",
        "_EXPORTS",
        "_FILTERS",
        "_HEADER",
        "_HINTS",
        "_KIND_TITLES",
        "_LARGEST",
        "_LIBRARY",
        "_MATCHES",
        "_MODEL",
        "_NOTHING",
        "_PLACEHOLDERS",
        "_SYNTAX",
        "_TITLES",
        "_STANDS",
        "_TOGGLES",
        "_VERDICTS",
        "_VERDICT_WORDS",
        "_WORDS",
        "found",
    }
)
"""Constants of modules that hold texts of the window, which are handed to `tr` when they are shown; `found`: views by
their titles, which are segments."""

_WHOLE = frozenset({"tr", "counted"})
"""What is handed to these is a text, even where it is one word in small letters."""

LANGUAGES = ("de",)


def texts() -> list[str]:
    """All texts of the window, in the order of the alphabet."""
    found = {text for file in SOURCE.rglob("*.py") for text in _spoken(file)}
    for setting in SETTINGS:
        found |= {setting.section, setting.title, setting.help, *(title for _, title in setting.choices)}
    found |= {*_tables(), *diagnosis.LACKS, *sentences.TEMPLATES, *output_verdicts.TOLERANCES.values()}
    return sorted(text for text in found if any(letter.isalpha() for letter in text))


def _spoken(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            yield from _tabled(node)
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        for place in SPEAKERS.get(name, ()):
            given: list[ast.expr] = (
                node.args[place : place + 1]
                if isinstance(place, int)
                else [word.value for word in node.keywords if word.arg == place]
            )
            for text in (each for one in given for each in _literals(one)):
                if name in _WHOLE or _is_said(text):
                    yield from (text, f"{text}s") if name == "counted" and len(node.args) == 2 else (text,)


def _literals(given: ast.expr) -> Iterator[str]:
    """The texts that an argument may be: it, or what it chooses from."""
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        yield given.value
    elif isinstance(given, ast.IfExp):
        yield from (*_literals(given.body), *_literals(given.orelse))


def _tabled(node: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    """What a table says: all its texts that are for people."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    named = {each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}
    if not named & TABLES or node.value is None:
        return
    if "found" in named:
        yield from (
            target.slice.value
            for target in targets
            if isinstance(target, ast.Subscript)
            and isinstance(target.slice, ast.Constant)
            and isinstance(target.slice.value, str)
            and _is_said(target.slice.value)
        )
    keys = {key for each in ast.walk(node.value) if isinstance(each, ast.Dict) for key in each.keys}
    for each in ast.walk(node.value):
        if not (isinstance(each, ast.Constant) and isinstance(each.value, str) and _is_said(each.value)):
            continue
        if each not in keys or "found" in named:
            yield each.value
        if "COLORINGS" in named:  # said within a sentence, too
            yield each.value.lower()


def _is_said(text: str) -> bool:
    """Words for people, and no object name or role: these are one word in small letters."""
    return " " in text or not text.islower()


def _tables() -> Iterator[str]:
    from cutaway.qt.dialogs import log_view, shortcuts

    yield from (title for title, _ in log_view.LEVELS)
    yield from shortcuts.TITLES.values()
    for target in TARGETS:
        yield from (target.title, target.note)
        for option in target.options:
            yield from (option.title, option.help, *(title for _, title in option.choices))


def update(language: str) -> Path:
    """Bring a .ts up to date and make its .qm; texts that are gone go."""
    file = paths.resources() / FOLDER / f"cutaway_{language}.ts"
    file.parent.mkdir(exist_ok=True)
    spoken = TOP / "build" / "spoken.py"
    spoken.parent.mkdir(exist_ok=True)
    calls = "".join(f"QCoreApplication.translate({CONTEXT!r}, {_quoted(text)})\n" for text in texts())
    spoken.write_text(calls, encoding="utf-8")
    options = ["-no-obsolete", "-locations", "none", "-target-language", language, "-source-language", "en"]
    _run("pyside6-lupdate", *options, str(spoken), "-ts", str(file))
    _run("pyside6-lrelease", "-silent", "-removeidentical", str(file), "-qm", str(file.with_suffix(".qm")))
    return file


def missing(language: str) -> list[str]:
    """Texts that a .ts does not translate."""
    file = paths.resources() / FOLDER / f"cutaway_{language}.ts"
    done = {
        message.findtext("source")
        for message in ElementTree.parse(file).getroot().iter("message")  # noqa: S314 (our own file)
        if (found := message.find("translation")) is not None and found.text and "type" not in found.attrib
    }
    return [text for text in texts() if text not in done]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _run(program: str, *options: str) -> None:
    subprocess.run([str(Path(sys.executable).with_name(program)), *options], check=True, cwd=TOP)


def main() -> int:
    """Update or check all languages."""
    if "--check" not in sys.argv:
        for language in LANGUAGES:
            print(update(language))
    lacking = {language: missing(language) for language in LANGUAGES}
    for language, found in lacking.items():
        for text in found:
            print(f"{language}: {text}")
    return int(any(lacking.values()))


if __name__ == "__main__":
    sys.exit(main())
