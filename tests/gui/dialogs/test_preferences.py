# SPDX-License-Identifier: Apache-2.0
"""What the preferences say of size and fonts is so at the next start."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

_WINDOW = """
import json, sys
from pathlib import Path
from cutaway.qt import app, fonts
application, window = app.create(["cutaway"], Path(sys.argv[1]))
told = {
    "scale": window.devicePixelRatioF(),
    "interface": application.font().family(),
    "name": fonts.mono().family(),
}
window.close()
print(json.dumps(told))
"""


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (
            {"scale": "150", "interface_font": "JetBrains Mono", "mono_font": "Inter"},
            {"scale": 1.5, "interface": "JetBrains Mono", "name": "Inter"},
        ),
        (
            {"interface_font": "A font that was uninstalled"},
            {"scale": 1.0, "interface": "Inter", "name": "JetBrains Mono"},
        ),
    ],
)
def test_the_next_start_has_the_size_and_the_fonts(
    tmp_path: Path, settings: dict[str, str], told: dict[str, object]
) -> None:
    (tmp_path / "settings.json").write_text(json.dumps(settings))
    done = subprocess.run(
        [sys.executable, "-c", _WINDOW, tmp_path], capture_output=True, text=True, timeout=60, check=True
    )
    assert json.loads(done.stdout) == told
