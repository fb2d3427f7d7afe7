# SPDX-License-Identifier: Apache-2.0
"""Writes the Inno Setup script of the Windows installer from the constants of the package.

python packaging/windows/installer.py FROZEN_FOLDER OUTPUT.iss      then: iscc OUTPUT.iss
"""

from __future__ import annotations

import sys
import uuid
from pathlib import Path

from cutaway import APP_ID, APP_NAME, HOMEPAGE, __version__
from cutaway.session.desktop import icon_set, windows
from cutaway.session.desktop.kinds import WINDOW_COMMAND
from cutaway.session.desktop.programs import Programs

_APP = uuid.uuid5(uuid.NAMESPACE_DNS, APP_ID)
"""What Windows knows the installation by; it never changes, so that an update replaces what is there."""

_PROGRAMS = Programs((rf"{{app}}\{WINDOW_COMMAND}.exe",), (r"{app}\cutaway.exe",))


def script(frozen: Path, icon: Path) -> str:
    """The script. Installs for the user, or for all where somebody with the right to do so wishes it."""
    lines = [
        "; Written by packaging/windows/installer.py",
        "[Setup]",
        f"AppId={{{{{_APP}}}",
        f"AppName={APP_NAME}",
        f"AppVersion={__version__}",
        f"AppPublisher=The {APP_NAME} authors",
        f"AppPublisherURL={HOMEPAGE}",
        rf"DefaultDirName={{autopf}}\{APP_NAME}",
        "DisableProgramGroupPage=yes",
        "PrivilegesRequired=lowest",
        "PrivilegesRequiredOverridesAllowed=dialog",
        "ArchitecturesAllowed=x64compatible",
        "ArchitecturesInstallIn64BitMode=x64compatible",
        "ChangesAssociations=yes",
        "CloseApplications=yes",
        "Compression=lzma2",
        "SolidCompression=yes",
        f"SetupIconFile={icon}",
        rf"UninstallDisplayIcon={{app}}\{WINDOW_COMMAND}.exe",
        f"OutputBaseFilename={APP_NAME}-{__version__}-setup",
        "",
        "[Languages]",
        'Name: "en"; MessagesFile: "compiler:Default.isl"',
        r'Name: "de"; MessagesFile: "compiler:Languages\German.isl"',
        "",
        "[InstallDelete]",
        r'Type: filesandordirs; Name: "{app}\_internal"',
        "",
        "[Files]",
        rf'Source: "{frozen}\*"; DestDir: "{{app}}"; Flags: recursesubdirs ignoreversion',
        "",
        "[Icons]",
        rf'Name: "{{autoprograms}}\{APP_NAME}"; Filename: "{{app}}\{WINDOW_COMMAND}.exe"; AppUserModelID: "{APP_ID}"',
        "",
        "[Registry]",
        *_registry(),
    ]
    return "\n".join(lines) + "\n"


def _registry() -> list[str]:
    icon = rf"{{app}}\{WINDOW_COMMAND}.exe,0"
    rows = list(windows.values(_PROGRAMS, icon))
    lines = []
    for row in rows:
        flags = "uninsdeletevalue" if row.is_shared else "uninsdeletekey"
        data = row.data.replace('"', '""')
        name = f'ValueName: "{row.name}"; ' if row.name else ""
        lines.append(
            f'Root: HKA; Subkey: "{row.key}"; ValueType: string; {name}ValueData: "{data}"; Flags: {flags}'
        )
    return lines


def main() -> int:
    """Write the script and the icon beside it."""
    frozen, output = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    icon = output.with_suffix(".ico")
    icon.write_bytes(icon_set.ico())
    output.write_text(script(frozen, icon), encoding="utf-8-sig")  # Inno Setup takes a mark for UTF-8
    return 0


if __name__ == "__main__":
    sys.exit(main())
