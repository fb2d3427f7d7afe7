# SPDX-License-Identifier: Apache-2.0
"""Registers Cutaway with the current user's Linux desktop, and takes that back without a trace."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cutaway import APP_ID, paths
from cutaway.errors import RequestError
from cutaway.session import store
from cutaway.session.desktop import freedesktop, icon_set
from cutaway.session.desktop.kinds import OFFERED_ID
from cutaway.session.desktop.programs import Programs

_SECONDS = 60
_NOTED = "desktop.json"


@dataclass(frozen=True, slots=True)
class Registered:
    """files: those that are in place; missing: those that were and are not any more, or say something else now."""

    files: tuple[Path, ...]
    missing: tuple[Path, ...]


def share() -> Path:
    """The user's folder of shared data (XDG base directory specification)."""
    told = os.environ.get("XDG_DATA_HOME", "")
    return Path(told) if told.startswith("/") else Path.home() / ".local" / "share"


def contents(programs: Programs) -> Iterator[tuple[str, bytes]]:
    """Every file of the registration: its place below a `share` folder, and its bytes."""
    texts = {
        f"applications/{APP_ID}.desktop": freedesktop.launcher(programs.window),
        f"applications/{OFFERED_ID}.desktop": freedesktop.offering_launcher(programs.window),
        f"mime/packages/{APP_ID}.xml": freedesktop.mime_types(),
        f"metainfo/{APP_ID}.metainfo.xml": freedesktop.metainfo(),
        f"thumbnailers/{APP_ID}.thumbnailer": freedesktop.thumbnailer(programs.command),
    }
    for place, text in texts.items():
        yield place, text.encode("utf-8")
    for picture, place in icon_set.placed():
        yield f"icons/{place}", picture.read_bytes()


def install(programs: Programs) -> Registered:
    """Write the files, note them, and have the desktop's caches made anew. Raises RequestError."""
    folder = share()
    made: list[Path] = []
    written: list[Path] = []
    for place, data in contents(programs):
        target = folder / place
        try:
            made += _make(target.parent)
            target.write_bytes(data)
        except OSError as error:
            raise RequestError(
                f"{target} could not be written: {error.strerror or error}.",
                hint="Make room there, or allow writing; `cutaway desktop remove` takes back what was written.",
                path=str(target),
            ) from error
        finally:
            written.append(target)
            _note([*_noted("files"), *written], [*_noted("folders"), *made])
    _refresh(folder)
    return status(programs)


def status(programs: Programs) -> Registered:
    """What of the registration is in place now; both are empty where Cutaway was never registered."""
    folder = share()
    if not _noted("files"):
        return Registered((), ())
    there: list[Path] = []
    gone: list[Path] = []
    for place, data in contents(programs):
        target = folder / place
        try:
            is_same = target.read_bytes() == data
        except OSError:
            is_same = False
        (there if is_same else gone).append(target)
    return Registered(tuple(there), tuple(gone))


def remove() -> Registered:
    """Take back all that `install` wrote, and the folders that it made; tells the files that were removed."""
    removed = []
    for file in _noted("files"):
        with contextlib.suppress(OSError):
            file.unlink()
            removed.append(file)
    folders = _noted("folders")
    if removed or folders:
        _refresh(share())
    _clear(share(), folders)
    note = paths.state() / _NOTED
    for file in (note, note.with_name(note.name + ".lock")):
        file.unlink(missing_ok=True)
    return Registered(tuple(removed), ())


def _make(folder: Path) -> list[Path]:
    """Make a folder with those above it; the new ones, the innermost last."""
    new = []
    for each in (folder, *folder.parents):
        if each.exists():
            break
        new.append(each)
    folder.mkdir(parents=True, exist_ok=True)
    return new[::-1]


def _noted(key: str) -> list[Path]:
    found = store.read(paths.state() / _NOTED).get(key)
    return [Path(text) for text in found if isinstance(text, str)] if isinstance(found, list) else []


def _note(files: list[Path], folders: list[Path]) -> None:
    value = {
        "files": sorted({str(file) for file in files}),
        "folders": sorted({str(each) for each in folders}),
    }
    store.write(paths.state() / _NOTED, value)


def _refresh(folder: Path) -> None:
    """Have the caches made anew by the desktop's own tools; where one is missing, desktops look at the files."""
    for command in (
        ["update-mime-database", str(folder / "mime")],
        ["update-desktop-database", "--quiet", str(folder / "applications")],
        [
            "gtk-update-icon-cache",
            "--quiet",
            "--ignore-theme-index",
            "--force",
            str(folder / "icons" / icon_set.THEME),
        ],
    ):
        program = shutil.which(command[0])
        if program is None or not Path(command[-1]).is_dir():
            continue
        if command[0].startswith("gtk") and not (Path(command[-1]) / "icon-theme.cache").exists():
            continue  # without a cache, icons are looked for in the folders
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run([program, *command[1:]], capture_output=True, timeout=_SECONDS, check=False)


def _clear(share_folder: Path, folders: list[Path]) -> None:
    """Remove the folders that were made, as far as others have put nothing into them.

    What update-mime-database and update-desktop-database made of our files alone is nothing of others.
    """
    mime, applications = share_folder / "mime", share_folder / "applications"
    if mime in folders and not _has(mime / "packages", "*"):
        shutil.rmtree(mime, ignore_errors=True)
    if applications in folders and not _has(applications, "*.desktop"):
        (applications / "mimeinfo.cache").unlink(missing_ok=True)
    for folder in sorted(folders, reverse=True):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _has(folder: Path, pattern: str) -> bool:
    return folder.is_dir() and any(folder.glob(pattern))
