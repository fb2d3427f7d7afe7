# SPDX-License-Identifier: Apache-2.0
"""An engine that runs hostile models with all that a user can allow, and a server that none of them may reach."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy

from cutaway.description.model import ModelDescription
from cutaway.description.running import RunAnswer, Runner
from cutaway.description.signatures import for_callers
from cutaway.errors import CutawayError
from cutaway.sampling import run_record, stored
from cutaway.session import commands, granting, running
from cutaway.session.blocking import BlockingLoop
from cutaway.session.documents import Source
from cutaway.session.engine import Engine
from cutaway.session.jobs import Job, JobState
from cutaway.session.run_folders import RunFolders
from cutaway.session.transports import Command
from cutaway.worker.grants import Grant
from helpers import hostile_models

_WIDEST = 64
WARM: tuple[Runner, ...] = ("tensorflow", "tf_keras", "litert")


class Listener:
    """A server on this machine that whoever reaches the network would reach: proxies and metadata point at it."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        address = f"127.0.0.1:{self._socket.getsockname()[1]}"
        proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"), f"http://{address}")
        self.port = self._socket.getsockname()[1]
        self.environment = {**proxies, "GCE_METADATA_HOST": address}

    def was_reached(self) -> bool:
        try:
            connection, _ = self._socket.accept()
        except BlockingIOError:
            return False
        connection.close()
        return True

    def close(self) -> None:
        self._socket.close()


class Session:
    """An engine with warm runners. environment: what they get beside the usual one. error: of a run that must fail."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._loop = BlockingLoop()
        self._folders = RunFolders()
        self.engine = Engine(self._loop.transport, self._loop, runner=self._command)
        for role in WARM:
            self.engine.warm_runner(role)
        self.until(lambda: all(self.engine.runner_state(role) == "ready" for role in WARM), 90)

    def _command(self, role: str, scratch: str) -> Command:
        made = commands.runner(role, scratch)
        return Command(made.arguments, {**made.environment, **self._environment})

    def until(self, is_so: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        self._loop.run_until(lambda: is_so() or time.monotonic() > end)
        assert is_so()

    def begin(
        self, path: Path, runner: Runner = "tensorflow", seconds: float = 60.0, custom: str = ""
    ) -> Job[RunAnswer]:
        """custom: a Python file that is run with the model."""
        folder = self._folders.make()
        read = (*granting.beside(str(path)), *([custom] if custom else []))
        granted = Grant(read, (self._folders.root,), 2 << 30, seconds)
        _inputs(Path(folder))
        options = {"unsafe": True, "custom_objects": custom}
        return self.engine.run(Source(str(path)), runner, granted, folder, "", options=options)

    def describe(self, path: Path) -> Job[ModelDescription]:
        job = self.engine.describe(Source(str(path)))
        self.until(lambda: job.is_over, 60)
        return job

    def run_described(
        self, description: ModelDescription, runner: Runner, seconds: float = 60.0
    ) -> Job[RunAnswer]:
        """Run a model by its first signature on zeros."""
        folder = self._folders.make()
        callable_ones = for_callers(description.signatures)
        values = []
        for spec in callable_ones[0].inputs if callable_ones else ():
            shape = [min(size or 1, _WIDEST) for size in spec.shape or ()]
            dtype = stored.of_type(spec.dtype)
            zeros = numpy.full(shape, b"", object) if dtype is None else numpy.zeros(shape, dtype)
            values.append(stored.store(Path(folder), spec.name, zeros, "in"))
        run_record.record(Path(folder), "in", values)
        granted = running.grant(description, self._folders, seconds=seconds, memory=2 << 30)
        options = {"unsafe": True}
        source = Source(description.path)
        job = self.engine.run(source, runner, granted, folder, "", options=options)
        self.until(lambda: job.is_over, 100)
        return job

    def run(
        self, path: Path, runner: Runner = "tensorflow", seconds: float = 60.0, custom: str = ""
    ) -> Job[RunAnswer]:
        job = self.begin(path, runner, seconds, custom)
        self.until(lambda: job.is_over, 100)
        return job

    def error(self, path: Path, runner: Runner = "tensorflow", seconds: float = 60.0) -> CutawayError:
        found = self.run(path, runner, seconds).error
        assert found is not None, "it ran"
        return found

    def close(self) -> None:
        self.engine.close()
        self._folders.close()


def _inputs(folder: Path) -> None:
    one = numpy.ones(1, numpy.float32)
    run_record.record(folder, "in", [stored.store(folder, name, one, "in") for name in ("x", "y")])


def lives(session: Session, folder: Path, runner: Runner = "tensorflow") -> bool:
    """Whether the next model is run as ever, by a process that was forked from the same library."""
    if runner == "litert":
        path = hostile_models.harmless_lite(folder / "harmless.tflite")
    else:
        path = hostile_models.harmless(folder / "harmless.pb")
    return session.run(path, runner).state is JobState.DONE


def judge(error: CutawayError, name: str) -> None:
    """One full sentence that names the model."""
    assert name in error.message
    assert error.message.endswith(".")
    assert error.hint
    assert "Traceback" not in error.message
