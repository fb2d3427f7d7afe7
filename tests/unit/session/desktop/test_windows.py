# SPDX-License-Identifier: Apache-2.0
"""The registry offers Cutaway for every ending, and takes no ending over."""

from cutaway import APP_ID
from cutaway.session.desktop import windows
from cutaway.session.desktop.kinds import KINDS
from cutaway.session.desktop.programs import Programs

PROGRAMS = Programs(
    (r"C:\Program Files\Cutaway\cutaway-gui.exe",), (r"C:\Program Files\Cutaway\cutaway.exe",)
)
ROWS = list(windows.values(PROGRAMS, r"C:\icon.ico"))


def test_every_kind_has_a_prog_id_that_opens_the_window() -> None:
    for kind in KINDS:
        key = rf"{windows.CLASSES}\{windows.prog_id(kind)}"
        told = {(row.key, row.name): row.data for row in ROWS}
        assert told[key, ""] == kind.title
        assert told[key, "AppUserModelID"] == APP_ID
        opening = told[rf"{key}\shell\open\command", ""]
        assert opening == r'"C:\Program Files\Cutaway\cutaway-gui.exe" "%1"'


def test_endings_and_folders_are_offered_and_never_taken() -> None:
    for row in ROWS:
        if row.key.startswith(rf"{windows.CLASSES}\."):
            assert row.key.endswith("OpenWithProgids")
            assert row.name
            assert row.is_shared
        assert not row.key.startswith(rf"{windows.CLASSES}\Directory\shell\open")
        assert row.key != rf"{windows.CLASSES}\Directory\shell"


def test_what_goes_with_cutaway_is_its_own() -> None:
    own = windows.own_keys(iter(ROWS))
    assert all("Cutaway" in key or "cutaway" in key for key in own)
    assert own == sorted(own, reverse=True)
