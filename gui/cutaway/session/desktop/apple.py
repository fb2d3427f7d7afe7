# SPDX-License-Identifier: Apache-2.0
"""What macOS reads about a program: document types and type identifiers of its Info.plist, and a bundle to hold it."""

from __future__ import annotations

import plistlib
import shlex
from pathlib import Path
from typing import Any

from cutaway import APP_ID, APP_NAME, __version__
from cutaway.session.desktop.kinds import KINDS, OURS, FileKind
from cutaway.session.desktop.programs import Programs

_OLDEST = "12.0"


def identifier(kind: FileKind) -> str:
    """The uniform type identifier of a kind: the id of the program, a dot, and its word in small letters."""
    return f"{APP_ID}.{kind.word.lower()}"


def information(executable: str) -> dict[str, Any]:
    """The Info.plist. Of kinds that are not ours alone, Cutaway is an alternate viewer; so it is of folders.

    https://developer.apple.com/documentation/bundleresources/information-property-list
    """
    return {
        "CFBundleName": APP_NAME,
        "CFBundleDisplayName": APP_NAME,
        "CFBundleIdentifier": APP_ID,
        "CFBundleExecutable": executable,
        "CFBundleIconFile": "cutaway.icns",
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": __version__,
        "CFBundleVersion": __version__,
        "LSMinimumSystemVersion": _OLDEST,
        "LSApplicationCategoryType": "public.app-category.developer-tools",
        "NSHighResolutionCapable": True,
        "NSSupportsAutomaticGraphicsSwitching": True,
        "CFBundleDocumentTypes": [*(_document(kind) for kind in KINDS), _folders()],
        "UTExportedTypeDeclarations": [_declared(kind) for kind in OURS],
        "UTImportedTypeDeclarations": [_declared(kind) for kind in KINDS if not kind.is_ours],
    }


def write_bundle(folder: Path, programs: Programs, icon: bytes) -> Path:
    """Make `Cutaway.app` in a folder, which starts a program that is installed elsewhere."""
    bundle = folder / f"{APP_NAME}.app"
    contents = bundle / "Contents"
    for name in ("MacOS", "Resources"):
        (contents / name).mkdir(parents=True, exist_ok=True)
    starter = contents / "MacOS" / APP_NAME.lower()
    starter.write_text(f'#!/bin/sh\nexec {shlex.join(programs.window)} "$@"\n', encoding="utf-8")
    starter.chmod(0o755)
    (contents / "Resources" / "cutaway.icns").write_bytes(icon)
    (contents / "Info.plist").write_bytes(plistlib.dumps(information(starter.name)))
    return bundle


def _document(kind: FileKind) -> dict[str, Any]:
    return {
        "CFBundleTypeName": kind.title,
        "CFBundleTypeRole": "Viewer",
        "LSHandlerRank": "Default" if kind.is_ours else "Alternate",
        "LSItemContentTypes": [identifier(kind)],
    }


def _folders() -> dict[str, Any]:
    return {
        "CFBundleTypeName": "Folder of a model",
        "CFBundleTypeRole": "Viewer",
        "LSHandlerRank": "Alternate",
        "LSItemContentTypes": ["public.folder"],
    }


def _declared(kind: FileKind) -> dict[str, Any]:
    endings = kind.endings or tuple({Path(pattern).suffix[1:] for pattern in kind.patterns})
    return {
        "UTTypeIdentifier": identifier(kind),
        "UTTypeDescription": kind.title,
        "UTTypeConformsTo": ["public.data"],
        "UTTypeTagSpecification": {
            "public.filename-extension": sorted(endings),
            "public.mime-type": [kind.mime],
        },
    }
