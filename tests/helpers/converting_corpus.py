# SPDX-License-Identifier: Apache-2.0
"""Converts models of the corpus through one engine, and asks stock libraries what the results answer."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cutaway.conversion.targets import target_of
from cutaway.description.conversion import Converted
from cutaway.description.cuts import Cut
from cutaway.description.model import ModelDescription
from cutaway.session import commands
from cutaway.session.blocking import BlockingLoop
from cutaway.session.converting import ConversionPlan, convert
from cutaway.session.documents import Source
from cutaway.session.engine import Engine
from cutaway.session.jobs import Job
from cutaway.session.proving import Samples
from helpers import stock_probe


class Conversions:
    """One engine for many conversions. folder: where the results go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._loop = BlockingLoop()
        self._engine = Engine(self._loop.transport, self._loop, front=1, back=0)
        self._number = 0

    @property
    def engine(self) -> Engine:
        """What converts."""
        return self._engine

    def close(self) -> None:
        """End all children."""
        self._engine.close()

    def wait(self, job: Job[Any]) -> Any:  # noqa: ANN401 - what the job gives
        """The answer of a job. Raises what it failed with."""
        self._loop.run_until(lambda: job.is_over)
        if job.error is not None:
            raise job.error
        return job.result

    def describe(self, source: Source) -> ModelDescription:
        """What a model is."""
        found = self.wait(self._engine.describe(source))
        assert isinstance(found, ModelDescription)
        return found

    def convert(
        self,
        path: Path,
        target: str,
        options: Mapping[str, str] | None = None,
        samples: Samples | None = None,
        calibration: Samples | None = None,
        signatures: tuple[str, ...] = (),
        cut: Cut | None = None,
    ) -> Converted:
        """Convert a model, with two random samples for the proof where none are given."""
        self._number += 1
        endings = target_of(target).endings
        output = self.folder / f"{self._number}-{target}{endings[0] if endings else ''}"
        source = Source(str(path))
        model = self.describe(source)
        plan = ConversionPlan(
            target,
            output,
            options or {},
            signatures,
            samples or Samples(count=2),
            calibration,
            cut=cut or Cut(),
        )
        found = self.wait(convert(self._engine, source, model, plan))
        assert isinstance(found, Converted)
        return found


def differences(asked: Mapping[str, Mapping[str, str]], folder: Path) -> dict[str, float]:
    """The largest difference between source and result of each case, found by stock libraries in one process.

    asked: `source` and `result` of each case, and how `stock_probe` loads them.
    """
    file = folder / "asked.json"
    file.write_text(json.dumps({name: dict(case) for name, case in asked.items()}))
    done = subprocess.run(
        [sys.executable, "-I", "-W", "ignore", stock_probe.__file__, str(file)],
        capture_output=True,
        check=False,
        env=commands.environment(str(folder)),
        timeout=150,
    )
    assert done.returncode == 0, done.stderr.decode()[-4000:]
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
