# SPDX-License-Identifier: Apache-2.0
"""The manual is built without a warning, holds what the tables hold, and fetches nothing from elsewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cutaway.cli.options import COMMANDS
from cutaway.session import manual
from cutaway.session.settings import SETTINGS
from helpers.corpus import REPOSITORY


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built manual."""
    builder = Path(sys.executable).with_name("mkdocs")
    if not builder.exists():
        pytest.skip("this needs mkdocs-material (packaging/requirements/packages.txt)")
    folder = tmp_path_factory.mktemp("manual")
    done = subprocess.run(
        [builder, "build", "--quiet", "--strict", "-f", REPOSITORY / "docs" / "mkdocs.yml", "-d", folder],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return folder


def test_f1_finds_its_pages(site: Path, tmp_path: Path) -> None:
    resources = tmp_path / "resources"
    resources.mkdir()
    (resources / "manual").symlink_to(site)
    for page in manual.PAGES:
        file, _, place = manual.address(page, resources).partition("#")
        text = Path(file).read_text(encoding="utf-8")
        assert Path(file).parent.resolve().is_relative_to(site)
        assert not place or f'id="{place}"' in text


def test_the_reference_holds_every_command_and_setting(site: Path) -> None:
    commands = (site / "reference" / "commands.html").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f'id="{command.name}"' in commands
        for option in command.options:
            assert option.name in commands
    settings = (site / "reference" / "settings.html").read_text(encoding="utf-8")
    assert all(setting.title in settings for setting in SETTINGS)


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        fetched = re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="(https?://[^"]+)"', text)
        assert [address for address in fetched if "canonical" not in address] == []
