# SPDX-License-Identifier: Apache-2.0
"""What to tell the user when the process that ran a model ended without an answer, or raised what nobody expected."""

from __future__ import annotations

import errno
import signal
from dataclasses import dataclass
from pathlib import PurePath

from cutaway.description import wording
from cutaway.errors import (
    CancelledError,
    CannotStartError,
    ChildError,
    CrashedError,
    CutawayError,
    LimitError,
    UnsafeFileError,
)
from cutaway.worker import failures
from cutaway.worker.limits import STATUS_MEMORY
from cutaway.worker.protocol import Message

LIBRARIES = {
    "tensorflow": "TensorFlow",
    "tf_keras": "tf-keras",
    "litert": "LiteRT",
    "onnxruntime": "ONNX Runtime",
    "openvino": "OpenVINO",
}
_REFUSALS = (errno.EACCES, errno.EPERM)
_GOES_ON = "The rest of Cutaway goes on. The details have its last words."


@dataclass(frozen=True, slots=True)
class Work:
    """What was being done. runner: the role of the child. task: name of the question. signature: empty where none."""

    runner: str
    path: str
    task: str = "run"
    signature: str = ""

    @property
    def library(self) -> str:
        """As people write it."""
        return LIBRARIES.get(self.runner, self.runner)

    @property
    def words(self) -> str:
        """For the middle of a sentence: "running the signature predict of cnn"."""
        doing = {"run": "running", "shapes": "inferring the shapes of"}.get(self.task, "working on")
        name = PurePath(self.path).name or self.path
        return f"{doing} the signature {self.signature} of {name}" if self.signature else f"{doing} {name}"


def work_of(runner: str, request: Message) -> Work:
    """What a request asks a runner to do."""
    arguments = request.body.get("arguments") or {}
    return Work(
        runner,
        str(request.body["source"][0]),
        str(request.body["task"]),
        str(arguments.get("signature") or ""),
    )


def crashed(work: Work, status: int | None, number: int | None, tail: str) -> ChildError:
    """The process ended by itself, with that exit status or by that signal."""
    details = _details(work, tail)
    word = _signal(number) if number is not None else f"exit status {status}"
    if status == STATUS_MEMORY or "std::bad_alloc" in tail or "MemoryError" in tail:
        return out_of_memory(work, details)
    if word == "SIGXCPU":
        return LimitError(
            f"{work.library} took more processor time than it may while {work.words}.",
            hint="The model may never end. Where it is yours, look for a loop in it.",
            path=work.path,
            details=details,
        )
    if word == "SIGKILL":
        return CrashedError(
            f"The system ended {work.library} while {work.words}, most likely because memory ran short.",
            hint="Close other programs, or give the model smaller inputs, and try again.",
            path=work.path,
            details=details,
        )
    return CrashedError(
        f"{work.library} crashed ({word}) while {work.words}.", hint=_GOES_ON, path=work.path, details=details
    )


def out_of_memory(work: Work, details: str = "") -> LimitError:
    """It took more memory than it may."""
    return LimitError(
        f"{work.library} took more memory than it may while {work.words}.",
        hint="Give the model smaller inputs, or allow more memory in the preferences or by --memory. "
        "It may also be made to harm.",
        path=work.path,
        details=details,
    )


def too_little_memory(work: Work, allowed: int, needed: int) -> LimitError:
    """It may take less than its library has taken already, so that nothing could be begun. In bytes."""
    return LimitError(
        f"{work.library} may take {wording.byte_size(allowed)} of memory, which is too little for {work.words}: "
        f"by itself it takes {wording.byte_size(needed)}.",
        hint="Allow more memory in the preferences or by --memory.",
        path=work.path,
    )


def too_long(work: Work, seconds: float, tail: str = "") -> LimitError:
    """It was ended because it did not come on."""
    return LimitError(
        f"{work.library} did not answer within {seconds:g} s while {work.words}, so it was stopped.",
        hint="The model may never end. Allow more time in the preferences or by --timeout where it is only slow.",
        path=work.path,
        details=_details(work, tail),
    )


def cancelled(work: Work) -> CancelledError:
    """The user did not want it any more."""
    return CancelledError("The work was cancelled.", path=work.path)


def nonsense(work: Work, reason: str) -> CrashedError:
    """It answered what is no answer."""
    return CrashedError(
        f"{work.library} gave an answer that makes no sense while {work.words}.",
        hint="The model may be made to harm. Where it is yours, report it with its details.",
        path=work.path,
        details=_details(work, reason),
    )


def not_loaded(work: Work, reason: str) -> CannotStartError:
    """The library could not be imported."""
    return CannotStartError(
        f"{work.library} could not be loaded, so the model cannot be run.",
        hint="Install the full package, or into Cutaway's Python: pip install tensorflow tf-keras ai-edge-litert.",
        path=work.path,
        details=reason,
    )


def not_confined(work: Work, reason: str) -> CannotStartError:
    """The system refused to restrict the process, so that nothing was run in it."""
    return CannotStartError(
        "The system did not let Cutaway confine the process that would have run the model, so it was not run.",
        hint="The details have the system's words.",
        path=work.path,
        details=reason,
    )


def explain(error: BaseException, work: Work) -> CutawayError:
    """The error to tell for an exception that reached the border of a job."""
    if isinstance(error, CutawayError):
        return error
    name = PurePath(work.path).name or work.path
    plain = failures.explain(error, work.path)
    if isinstance(error, MemoryError):
        return out_of_memory(work, plain.details)
    if isinstance(error, OSError) and error.errno in _REFUSALS:
        what = f" {error.filename}" if isinstance(error.filename, str) else " the network or another program"
        return UnsafeFileError(
            f"{name} tried to use{what} when it was run, and the system refused it.",
            hint="A model that is run may read its own files only, and write nothing outside its own folder.",
            path=work.path,
            details=plain.details,
        )
    if isinstance(error, RecursionError):
        return CrashedError(
            f"{name} calls itself without end, so {work.library} stopped while {work.words}.",
            hint="The model is damaged, or made to harm.",
            path=work.path,
            details=plain.details,
        )
    return CrashedError(
        f"{work.library} stopped unexpectedly ({type(error).__name__}) while {work.words}.",
        hint="The details have its own words.",
        path=work.path,
        details=plain.details,
    )


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _details(work: Work, tail: str) -> str:
    lines = [f"Model: {work.path}", f"Signature: {work.signature}" if work.signature else "", tail.strip()]
    return "\n".join(line for line in lines if line)
