# SPDX-License-Identifier: Apache-2.0
"""What a Linux desktop reads about a program: launchers, MIME types, AppStream metainfo, the thumbnailer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from cutaway import APP_ID, APP_NAME, HOMEPAGE, SUMMARY, __version__
from cutaway.session.desktop import kinds
from cutaway.session.desktop.kinds import FOLDER, KINDS, OFFERED, OURS, FileKind

RELEASED = date(2026, 11, 21)
"""The day of this version."""

_SCREENSHOTS = (
    ("overview-light", "What a model is, at a glance"),
    ("graph-light", "What it computes: a graph of any size, folded into groups"),
    ("run-light", "What it answers, run in a process that is confined"),
    ("convert-light", "Turned into another format, with the proof that it answers alike"),
    ("compare-light", "What differs between two models of any formats"),
    ("studio-light", "Signatures edited as a picture"),
    ("variables-light", "Every variable with its figures and its picture"),
)
_WHAT = (
    "Cutaway opens TensorFlow models of every format: SavedModel, Keras, frozen graph, MetaGraph, checkpoint and "
    "TensorFlow Lite. It shows signatures, variables, layers and the graph, and tells what could be dangerous. It "
    "runs them, converts them with a proof, edits their signatures and compares them."
)
_HOW = (
    "It reads the files itself, without running anything in them, so the answer takes a fraction of a second and a "
    "hostile file stays a file. What is run is run in a process of its own, confined by the system."
)
# A desktop entry's own characters within one argument (Desktop Entry Specification, "The Exec key").
_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")


def launcher(command: Sequence[str]) -> str:
    """The `.desktop` file of the program. command: what starts the window, without paths."""
    lines = [
        *_entry(command, OURS),
        f"Categories={_list(kinds.CATEGORIES)}",
        f"Keywords={_list(kinds.KEYWORDS)}",
        f"Actions={_list(row.word for row in kinds.LAUNCHER_ACTIONS)}",
    ]
    for row in kinds.LAUNCHER_ACTIONS:
        options = ["--do", row.action] if row.action else ["--new-window"]
        lines += [
            "",
            f"[Desktop Action {row.word}]",
            f"Name={row.title}",
            f"Exec={_exec([*command, *options])}",
        ]
    return "\n".join(lines) + "\n"


def offering_launcher(command: Sequence[str]) -> str:
    """The second `.desktop` file, for folders and for files that others open too; it is in no menu."""
    return "\n".join([*_entry(command, OFFERED, FOLDER), "NoDisplay=true"]) + "\n"


def mime_types() -> str:
    """The package for shared-mime-info."""
    rows = "".join(_mime_type(kind) for kind in KINDS)
    space = "http://www.freedesktop.org/standards/shared-mime-info"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<mime-info xmlns="{space}">\n{rows}</mime-info>\n'


def thumbnailer(command: Sequence[str]) -> str:
    """The entry by which file managers ask for small pictures of models of every kind.

    Of files that others have, too, those that hold no model have none: the command fails, and their icon stays.
    """
    return "\n".join(
        (
            "[Thumbnailer Entry]",
            f"TryExec={_exec(command[:1])}",
            f"Exec={_exec([*command, 'thumbnail', '%i', '--out', '%o', '--size', '%s'])}",
            f"MimeType={_list(kind.mime for kind in KINDS)}",
            "",
        )
    )


def metainfo() -> str:
    """The AppStream component that software centres show."""
    pictures = "".join(_screenshot(place, *row) for place, row in enumerate(_SCREENSHOTS))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>{APP_ID}</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>Apache-2.0 AND BSD-3-Clause AND ISC AND OFL-1.1</project_license>
  <name>{APP_NAME}</name>
  <summary>{SUMMARY}</summary>
  <description>
{"".join(f"    <p>{escape(text)}</p>{chr(10)}" for text in (_WHAT, _HOW))}  </description>
  <developer id="{APP_ID.rpartition(".")[0]}">
    <name>The {APP_NAME} authors</name>
  </developer>
  <developer_name>The {APP_NAME} authors</developer_name>
  <launchable type="desktop-id">{APP_ID}.desktop</launchable>
  <icon type="stock">{APP_ID}</icon>
  <url type="homepage">{HOMEPAGE}</url>
  <url type="bugtracker">{HOMEPAGE}/issues</url>
  <url type="help">{HOMEPAGE}/tree/main/docs/manual</url>
  <categories>
{"".join(f"    <category>{word}</category>{chr(10)}" for word in kinds.CATEGORIES)}  </categories>
  <keywords>
{"".join(f"    <keyword>{word}</keyword>{chr(10)}" for word in kinds.KEYWORDS)}  </keywords>
  <provides>
    <binary>{kinds.COMMAND}</binary>
    <binary>{kinds.WINDOW_COMMAND}</binary>
{"".join(f"    <mediatype>{kind.mime}</mediatype>{chr(10)}" for kind in KINDS)}  </provides>
  <screenshots>
{pictures}  </screenshots>
  <content_rating type="oars-1.1"/>
  <releases>
    <release version="{__version__}" date="{RELEASED.isoformat()}"/>
  </releases>
</component>
"""


def _entry(command: Sequence[str], rows: Iterable[FileKind], *more: str) -> list[str]:
    return [
        "[Desktop Entry]",
        "Version=1.1",
        "Type=Application",
        f"Name={APP_NAME}",
        f"GenericName={kinds.GENERIC_NAME}",
        f"Comment={SUMMARY}",
        f"Exec={_exec(command)} %F",
        f"Icon={APP_ID}",
        "Terminal=false",
        "StartupNotify=true",
        f"StartupWMClass={APP_ID}",
        f"MimeType={_list((*(kind.mime for kind in rows), *more))}",
    ]


def _mime_type(kind: FileKind) -> str:
    weight = (
        f' weight="{kind.weight}"' if kind.weight != FileKind.__dataclass_fields__["weight"].default else ""
    )
    lines = [] if kind.is_known else [f"<comment>{escape(kind.title)}</comment>"]
    if kind.parent:
        lines.append(f'<sub-class-of type="{kind.parent}"/>')
    if kind.is_ours:
        lines.append(f'<icon name="{kinds.DOCUMENT_ICON}"/>')
    if kind.magics:
        matches = "".join(f'<match type="string" offset="{at}" value="{text}"/>' for at, text in kind.magics)
        lines.append(f"<magic>{matches}</magic>")
    lines += [f"<glob pattern={quoteattr(pattern)}{weight}/>" for pattern in kind.patterns]
    return (
        f'  <mime-type type="{kind.mime}">\n'
        + "".join(f"    {line}\n" for line in lines)
        + "  </mime-type>\n"
    )


def _screenshot(place: int, name: str, caption: str) -> str:
    kind = ' type="default"' if place == 0 else ""
    address = f"{HOMEPAGE}/raw/main/docs/images/{name}.png"
    return f"""    <screenshot{kind}>
      <caption>{caption}</caption>
      <image type="source">{address}</image>
    </screenshot>
"""


def _list(words: Iterable[str]) -> str:
    return "".join(f"{word};" for word in words)


def _exec(words: Iterable[str]) -> str:
    return " ".join(_quoted(word) for word in words)


def _quoted(word: str) -> str:
    """An argument as the Exec key wants it: first quoted as there, then as any string of the file."""
    if word.startswith("%") and len(word) == len("%F"):
        return word
    doubled = word.replace("%", "%%")
    if not _RESERVED & set(word):
        return doubled
    for character in ("\\", '"', "`", "$"):
        doubled = doubled.replace(character, "\\" + character)
    return '"' + doubled.replace("\\", "\\\\") + '"'
