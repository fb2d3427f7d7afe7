# SPDX-License-Identifier: Apache-2.0
"""Info.plist declares what it names, and only offers Cutaway for what others open too."""

import os
import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from cutaway import APP_ID
from cutaway.session.desktop import apple, icon_set
from cutaway.session.desktop.programs import Programs


def test_every_document_type_is_declared_or_apples_own() -> None:
    found = apple.information("cutaway-gui")
    declared = {
        row["UTTypeIdentifier"]
        for key in ("UTExportedTypeDeclarations", "UTImportedTypeDeclarations")
        for row in found[key]
    }
    used = {name for row in found["CFBundleDocumentTypes"] for name in row["LSItemContentTypes"]}
    assert used - declared == {"public.folder"}
    assert found["CFBundleIdentifier"] == APP_ID


@pytest.mark.parametrize("ending", ["h5", "meta", "index"])
def test_what_others_open_too_is_only_offered(ending: str) -> None:
    found = apple.information("cutaway-gui")
    (identifier,) = (
        row["UTTypeIdentifier"]
        for row in found["UTImportedTypeDeclarations"]
        if ending in row["UTTypeTagSpecification"]["public.filename-extension"]
    )
    (rank,) = (
        row["LSHandlerRank"]
        for row in found["CFBundleDocumentTypes"]
        if identifier in row["LSItemContentTypes"]
    )
    assert rank == "Alternate"


@pytest.mark.skipif(os.name == "nt", reason="the starter is a shell script")
def test_a_bundle_starts_the_program_that_is_installed(tmp_path: Path) -> None:
    programs = Programs((sys.executable, "-c", "import sys; print(sys.argv[1:])"), ("x",))
    bundle = apple.write_bundle(tmp_path, programs, icon_set.icns())
    with (bundle / "Contents" / "Info.plist").open("rb") as file:
        name = plistlib.load(file)["CFBundleExecutable"]
    started = bundle / "Contents" / "MacOS" / name
    done = subprocess.run([started, "a b"], capture_output=True, text=True, check=True)
    assert done.stdout == "['a b']\n"
    assert (bundle / "Contents" / "Resources" / "cutaway.icns").read_bytes()[:4] == b"icns"
