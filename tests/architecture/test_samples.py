# SPDX-License-Identifier: Apache-2.0
"""The sample models are the files that their README names, unchanged and small."""

import hashlib
from pathlib import Path

ALL_SAMPLES_BYTES = 4_000_000


def model_files(samples: Path) -> list[Path]:
    """Return every file of a sample model: what is neither the README nor a licence."""
    return sorted(
        file
        for file in samples.rglob("*")
        if file.is_file() and file.name != "README.md" and "licences" not in file.parts
    )


def test_every_sample_is_the_file_that_was_taken_over(samples: Path) -> None:
    listing = (samples / "README.md").read_text(encoding="utf-8").split("```")[1]
    lines = (line.split("  ", 1) for line in listing.strip().splitlines())
    told = {name: digest for digest, name in lines}
    found = {
        file.relative_to(samples).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in model_files(samples)
    }
    assert found == told


def test_samples_stay_small(samples: Path) -> None:
    assert sum(file.stat().st_size for file in model_files(samples)) < ALL_SAMPLES_BYTES
