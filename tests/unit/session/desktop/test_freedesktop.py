# SPDX-License-Identifier: Apache-2.0
"""What a Linux desktop reads says what the table says; `tests/packages` has the desktop's own tools judge it."""

import configparser
import shlex
from xml.etree import ElementTree

from cutaway.session.desktop import freedesktop
from cutaway.session.desktop.kinds import FOLDER, KINDS, LAUNCHER_ACTIONS, OFFERED, OURS

SPACE = "{http://www.freedesktop.org/standards/shared-mime-info}"


def read(text: str) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    return parser


def test_the_launcher_opens_our_kinds_and_has_the_actions() -> None:
    parser = read(freedesktop.launcher(["cutaway-gui"]))
    entry = parser["Desktop Entry"]
    assert entry["Exec"] == "cutaway-gui %F"
    assert entry["MimeType"].rstrip(";").split(";") == [kind.mime for kind in OURS]
    actions = [section for section in parser.sections() if section.startswith("Desktop Action")]
    assert actions == [f"Desktop Action {row.word}" for row in LAUNCHER_ACTIONS]
    assert parser["Desktop Action Open"]["Exec"] == "cutaway-gui --do file.open"


def test_what_others_open_too_has_a_launcher_that_comes_last() -> None:
    entry = read(freedesktop.offering_launcher(["cutaway-gui"]))["Desktop Entry"]
    assert entry["MimeType"].rstrip(";").split(";") == [*(kind.mime for kind in OFFERED), FOLDER]
    assert entry["NoDisplay"] == "true"


def test_arguments_are_quoted_as_the_exec_key_wants_it() -> None:
    command = ["/home/a b/$x/cutaway", "100%"]
    line = read(freedesktop.launcher(command))["Desktop Entry"]["Exec"]
    unescaped = line.replace("\\\\", "\\").replace(
        "\\$", "$"
    )  # as any string of a desktop entry, then the key's own
    assert [word.replace("%%", "%") for word in shlex.split(unescaped)] == [*command, "%F"]


def test_the_mime_types_are_those_of_the_table() -> None:
    root = ElementTree.fromstring(freedesktop.mime_types())  # noqa: S314 (our own text)
    found = {
        each.attrib["type"]: [glob.attrib["pattern"] for glob in each.iter(f"{SPACE}glob")] for each in root
    }
    assert found == {kind.mime: list(kind.patterns) for kind in KINDS}
    (match,) = root.iter(f"{SPACE}match")
    assert (match.attrib["offset"], match.attrib["value"]) == ("4", "TFL3")


def test_thumbnails_are_asked_for_by_the_command() -> None:
    entry = read(freedesktop.thumbnailer(["cutaway"]))["Thumbnailer Entry"]
    assert entry["TryExec"] == "cutaway"
    assert entry["Exec"] == "cutaway thumbnail %i --out %o --size %s"
    assert entry["MimeType"].rstrip(";").split(";") == [kind.mime for kind in KINDS]


def test_the_metainfo_names_pictures_that_exist() -> None:
    from helpers.corpus import REPOSITORY

    root = ElementTree.fromstring(freedesktop.metainfo())  # noqa: S314 (our own text)
    pictures = [image.text or "" for image in root.iter("image")]
    assert pictures
    for address in pictures:
        assert (REPOSITORY / address.partition("/raw/main/")[2]).is_file()
