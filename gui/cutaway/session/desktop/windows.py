# SPDX-License-Identifier: Apache-2.0
"""What Windows' registry says of Cutaway: ProgIDs and "open with"; written for the current user, or by the installer.

Only `OpenWithProgids` name an ending, never its default value: Windows asks the user which program opens it.
https://learn.microsoft.com/windows/win32/shell/fa-file-types
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from cutaway import APP_ID, APP_NAME, SUMMARY
from cutaway.session.desktop.kinds import KINDS, WINDOW_COMMAND, FileKind
from cutaway.session.desktop.programs import Programs

CLASSES = r"Software\Classes"
CAPABILITIES = rf"Software\{APP_NAME}\Capabilities"


@dataclass(frozen=True, slots=True)
class RegistryValue:
    """A text in the registry, below the current user or the machine. name: empty for the key's own value.

    is_shared: the key is others' too, so that only the value goes when Cutaway does.
    """

    key: str
    name: str
    data: str
    is_shared: bool = False


def prog_id(kind: FileKind) -> str:
    """The kind's name in Windows: `Cutaway.LiteModel`."""
    return f"{APP_NAME}.{kind.word}"


def values(programs: Programs, icon: str) -> Iterator[RegistryValue]:
    """All of the registration. icon: the `.ico` or executable that holds the icon."""
    opening = f'{subprocess.list2cmdline(programs.window)} "%1"'
    for kind in KINDS:
        name = rf"{CLASSES}\{prog_id(kind)}"
        yield RegistryValue(name, "", kind.title)
        yield RegistryValue(name, "AppUserModelID", APP_ID)
        yield RegistryValue(rf"{name}\DefaultIcon", "", icon)
        yield RegistryValue(rf"{name}\shell\open\command", "", opening)
        for ending in kind.endings:
            yield RegistryValue(rf"{CLASSES}\.{ending}\OpenWithProgids", prog_id(kind), "", is_shared=True)
            yield RegistryValue(rf"{CAPABILITIES}\FileAssociations", f".{ending}", prog_id(kind))
    # A folder is offered in its own menu; its double click stays the Explorer's.
    folder = rf"{CLASSES}\Directory\shell\{APP_NAME}"
    yield RegistryValue(folder, "", f"Open with {APP_NAME}")
    yield RegistryValue(folder, "Icon", icon)
    yield RegistryValue(rf"{folder}\command", "", opening)
    program = rf"{CLASSES}\Applications\{WINDOW_COMMAND}.exe"
    yield RegistryValue(program, "FriendlyAppName", APP_NAME)
    yield RegistryValue(rf"{program}\shell\open\command", "", opening)
    yield RegistryValue(CAPABILITIES, "ApplicationName", APP_NAME)
    yield RegistryValue(CAPABILITIES, "ApplicationDescription", SUMMARY)
    yield RegistryValue(r"Software\RegisteredApplications", APP_NAME, CAPABILITIES, is_shared=True)


def own_keys(rows: Iterator[RegistryValue]) -> list[str]:
    """The keys that are Cutaway's alone, those inside others first: these go whole."""
    return sorted({row.key for row in rows if not row.is_shared}, reverse=True)


if sys.platform == "win32":
    import winreg

    def install(programs: Programs, icon: str) -> int:
        """Write everything for the current user; how many values that are."""
        rows = list(values(programs, icon))
        for row in rows:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, row.key) as key:
                winreg.SetValueEx(key, row.name, 0, winreg.REG_SZ, row.data)
        _tell()
        return len(rows)

    def remove(programs: Programs, icon: str) -> int:
        """Take it all back; how many values were there."""
        found = status(programs, icon)[0]
        for row in values(programs, icon):
            if row.is_shared:
                with (
                    contextlib.suppress(OSError),
                    winreg.OpenKey(winreg.HKEY_CURRENT_USER, row.key, 0, winreg.KEY_SET_VALUE) as key,
                ):
                    winreg.DeleteValue(key, row.name)
        above = {
            f"{CLASSES}\\{prog_id(kind)}{more}" for kind in KINDS for more in (r"\shell\open", r"\shell")
        }
        above |= {rf"Software\{APP_NAME}"}
        for name in sorted({*own_keys(values(programs, icon)), *above}, reverse=True):
            with contextlib.suppress(OSError):
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, name)
        _tell()
        return found

    def status(programs: Programs, icon: str) -> tuple[int, int]:
        """How many values are there as they should be, and how many are not."""
        there = 0
        rows = list(values(programs, icon))
        for row in rows:
            with contextlib.suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, row.key) as key:
                there += winreg.QueryValueEx(key, row.name)[0] == row.data
        return there, len(rows) - there

    def _tell() -> None:
        import ctypes

        associations_changed = 0x08000000  # SHCNE_ASSOCCHANGED, shlobj_core.h
        ctypes.windll.shell32.SHChangeNotify(associations_changed, 0, None, None)
