# SPDX-License-Identifier: Apache-2.0
"""What is built on other systems is well-formed here: the workflow, the installer's script, the bundle's plist."""

import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from cutaway.session.desktop import apple
from cutaway.session.desktop.kinds import KINDS
from helpers.corpus import REPOSITORY


def test_the_workflow_is_what_the_schema_says() -> None:
    """The schema comes with the validator: nothing is asked of the network."""
    validator = Path(sys.executable).with_name("check-jsonschema")
    if not validator.exists():
        pytest.skip("this needs check-jsonschema (packaging/requirements/packages.txt)")
    workflows = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
    assert workflows
    subprocess.run([validator, "--builtin-schema", "vendor.github-workflows", *workflows], check=True)


def test_every_script_that_the_workflow_runs_is_there() -> None:
    text = (REPOSITORY / ".github" / "workflows" / "packages.yml").read_text(encoding="utf-8")
    named = {word for word in text.split() if word.startswith("packaging/")}
    assert len(named) > 5
    assert [name for name in named if not (REPOSITORY / name).exists()] == []


def test_the_windows_installer_offers_every_kind(tmp_path: Path) -> None:
    output = tmp_path / "cutaway.iss"
    writer = REPOSITORY / "packaging" / "windows" / "installer.py"
    subprocess.run([sys.executable, writer, tmp_path, output], check=True)
    lines = output.read_text(encoding="utf-8-sig").splitlines()
    sections = [line for line in lines if line.startswith("[")]
    assert sections == ["[Setup]", "[Languages]", "[InstallDelete]", "[Files]", "[Icons]", "[Registry]"]
    for line in lines[lines.index("[Registry]") + 1 :]:
        assert line.count('"') % 2 == 0
        assert line.startswith("Root: HKA; Subkey: ")
    for kind in KINDS:
        for ending in kind.endings:
            assert any(rf"\.{ending}\OpenWithProgids" in line for line in lines)
    assert output.with_suffix(".ico").stat().st_size > 10_000


def test_the_plist_of_the_bundle_survives_apples_form() -> None:
    found = apple.information("cutaway-gui")
    assert plistlib.loads(plistlib.dumps(found)) == found
