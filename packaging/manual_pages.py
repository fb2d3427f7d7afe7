# SPDX-License-Identifier: Apache-2.0
"""Pages of the manual that are made from the program's tables, and pictures and chapters that lie beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.cli.option import Option
from cutaway.cli.options import COMMANDS
from cutaway.cli.running_reference import values
from cutaway.conversion.targets import TARGETS
from cutaway.description.sources import SOURCES
from cutaway.qt.actions import ACTIONS
from cutaway.session.desktop.kinds import KINDS
from cutaway.session.formats import FORMATS
from cutaway.session.settings import SETTINGS, Setting

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

DOCS = Path(__file__).parents[1] / "docs"
_BESIDE = {
    f"behind/{name}.md": f"{name}.md"
    for name in ("security", "architecture", "converting", "editing", "comparing")
}
_MENUS = {
    "file": "File",
    "model": "Model",
    "go": "Go",
    "view": "View",
    "help": "Help",
    "app": "Program",
    "": "More",
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """What MkDocs calls when it has found the written pages."""
    from mkdocs.structure.files import File

    for name, text in pages().items():
        files.append(File.generated(config, name, content=text))
    for picture in sorted((DOCS / "images").glob("*.png")):
        files.append(File.generated(config, f"images/{picture.name}", abs_src_path=str(picture)))
    return files


def pages() -> dict[str, str]:
    """The made pages, by their place."""
    chapters = {name: (DOCS / source).read_text(encoding="utf-8") for name, source in _BESIDE.items()}
    return {
        "reference/commands.md": "\n".join(_commands()),
        "reference/shortcuts.md": "\n".join(_shortcuts()),
        "reference/settings.md": "\n".join(_settings()),
        "reference/targets.md": "\n".join(_targets()),
        "reference/sources.md": "\n".join(_sources()),
        "reference/formats.md": "\n".join(_formats()),
        "reference/file-kinds.md": "\n".join(_kinds()),
        **chapters,
    }


def _commands() -> Iterator[str]:
    yield "# Commands\n"
    yield "Exit status 0 is done, 1 the model or the request is at fault, 2 wrong usage, "
    yield "3 the proof or the comparison failed its tolerance, 4 a crash, a limit or a cancel ended it."
    for command in COMMANDS:
        yield (
            f"\n## {command.name}\n\n`cutaway {command.name} {command.argument}`".rstrip()
            + f"\n\n{command.summary}\n"
        )
        yield from _table(
            ("Option", "What it does"), ((_spelled(each), each.help) for each in command.options)
        )


def _spelled(option: Option) -> str:
    return f"`{option.name} {option.value}`".replace(" `", "`")


def _shortcuts() -> Iterator[str]:
    yield "# Keyboard shortcuts\n\nAll can be changed: Help, Keyboard shortcuts. On macOS, Ctrl is Cmd.\n"
    for menu, title in _MENUS.items():
        rows = [
            (row.text.rstrip("…"), ", ".join(f"`{keys}`" for keys in row.keys))
            for row in ACTIONS
            if row.menu == menu
        ]
        if rows:
            yield f"\n## {title}\n"
            yield from _table(("Action", "Keys"), rows)


def _settings() -> Iterator[str]:
    yield "# Preferences\n"
    for section in dict.fromkeys(setting.section for setting in SETTINGS):
        yield f"\n## {section}\n"
        rows = (
            (setting.title, setting.help, _usual(setting))
            for setting in SETTINGS
            if setting.section == section
        )
        yield from _table(("Setting", "What it does", "At first"), rows)


def _usual(setting: Setting) -> str:
    titles = dict(setting.choices)
    if isinstance(setting.default, bool):
        return "on" if setting.default else "off"
    return titles.get(setting.default, setting.default) or "Cutaway's own"


def _targets() -> Iterator[str]:
    yield "# Targets of conversion\n\n`cutaway targets MODEL` tells which of them a model can become.\n"
    for target in TARGETS:
        endings = " ".join(f"`{ending}`" for ending in target.endings) or "a folder"
        yield f"\n## {target.title}\n\n`--to {target.id}`, {endings}. {target.note}\n"
        if target.options:
            rows = (
                (f"`{each.key}`", each.values(), f"{_plain(each.default)}", each.help)
                for each in target.options
            )
            yield from _table(("Option", "Values", "Default", "What it does"), rows)


def _plain(value: str | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value) or "–"


def _sources() -> Iterator[str]:
    yield "# Sources of inputs\n\nWhere the inputs of a run, of a proof and of a calibration can come from.\n"
    yield from _table(("Source", "What it is"), ((f"`{kind.spelling}`", kind.help) for kind in SOURCES))
    yield "\n## Options\n"
    rows = (
        (kind.title, f"`{option.name}`", values(option), option.default or "–", option.help)
        for kind in SOURCES
        for option in kind.options
    )
    yield from _table(("Source", "Option", "Values", "Default", "What it does"), rows)


def _formats() -> Iterator[str]:
    yield "# Formats\n\nThe content decides, not the ending.\n"
    rows = ((row.title, " ".join(f"`{ending}`" for ending in row.endings), row.summary) for row in FORMATS)
    yield from _table(("Format", "Usual endings", "What it is"), rows)


def _kinds() -> Iterator[str]:
    yield "# Double click\n\nWhat `cutaway desktop install` and the packages register.\n"
    rows = (
        (
            kind.title,
            " ".join(f"`{pattern}`" for pattern in kind.patterns),
            f"`{kind.mime}`",
            "opens" if kind.is_ours else "is offered",
        )
        for kind in KINDS
    )
    yield from _table(("Kind", "Names", "MIME type", "Cutaway"), rows)


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]] | list[tuple[str, str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
