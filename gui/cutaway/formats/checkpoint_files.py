# SPDX-License-Identifier: Apache-2.0
"""Finds the checkpoint that a path means: an index, a prefix, a data file, a `checkpoint` state file, or a folder."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from cutaway.description.findings import Finding
from cutaway.errors import (
    DamagedFileError,
    MissingFileError,
    ModelError,
    UnsafeFileError,
    UnsupportedFormatError,
)
from cutaway.formats import bundle_v1
from cutaway.wire import protobuf
from cutaway.wire.files import inside, open_regular, read_start

STATE_FILE = "checkpoint"
_MOST_STATE_BYTES = 1 << 20
_MOST_LISTED = 1000
_DATA = re.compile(r"\.data-\d{5,}-of-\d{5,}$")
_TABLE = re.compile(r"-\d{5}-of-\d{5}$")
_STEP = re.compile(r"-(\d+)$")


@dataclass(frozen=True, slots=True)
class State:
    """What a `checkpoint` file says. latest: the checkpoint it points to; listed: all it knows, oldest first."""

    path: Path
    latest: str
    listed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """prefix: what `Bundle.open` takes; it ends with a separator where the prefix is empty. state: of its folder."""

    prefix: str
    state: State | None
    findings: tuple[Finding, ...]


def locate(path: Path) -> Located:
    """The checkpoint that `path` means. Nothing outside its folder is looked at, whatever a state file says.

    Raises MissingFileError, UnsafeFileError, DamagedFileError, UnsupportedFormatError.
    """
    if path.is_dir() and not _index(os.fspath(path)).exists():
        state = path / STATE_FILE
        return _by_state(state) if os.path.lexists(state) else Located(_newest(path), None, ())
    if path.name == STATE_FILE and not _index(os.fspath(path)).exists():
        return _by_state(path)
    return _beside_state(_prefix(path))


def _prefix(path: Path) -> str:
    """The prefix behind an index, a data file, a table of version 1, or the prefix itself."""
    text = os.fspath(path)
    if text.endswith(".index"):
        os.close(open_regular(path))
        return text.removesuffix(".index")
    data = _DATA.search(text)
    if data is not None:
        return _of_data_file(path, text[: data.start()])
    table = _TABLE.search(text)
    if table is not None and path.is_file():
        return text[: table.start()]
    if _index(text).exists() or bundle_v1.table_paths(text):
        return text
    os.close(open_regular(path))
    raise UnsupportedFormatError(f"{path.name} is not a file of a checkpoint.", path=path)


def _of_data_file(path: Path, prefix: str) -> str:
    index = _index(prefix)
    if index.exists():
        return prefix
    os.close(open_regular(path))
    raise MissingFileError(
        f"{path.name} holds only the values of a checkpoint; names, types and shapes are in {index.name}, which is "
        "missing.",
        hint=f"Put {index.name} beside it and open that.",
        path=index,
    )


def _index(prefix: str) -> Path:
    return Path(f"{prefix}.index")


def _beside_state(prefix: str) -> Located:
    """A checkpoint that was named itself; the state file of its folder only says what else there is."""
    file = Path(os.path.dirname(prefix)) / STATE_FILE  # noqa: PTH120 - a prefix may end with a separator
    if not file.is_file():
        return Located(prefix, None, ())
    try:
        state = read_state(file)
    except ModelError:
        return Located(prefix, None, ())
    return Located(prefix, state, _outside(state))


def _by_state(file: Path) -> Located:
    state = read_state(file)
    findings = list(_outside(state))
    named = [name for name in (state.latest, *reversed(state.listed)) if name]
    for name in named:
        prefix = followed(file.parent, name)
        if prefix is not None:
            if name != state.latest:
                message = (
                    f"{file.name} points to {state.latest}, which is not there; {name} is shown instead."
                )
                findings.append(Finding("other-checkpoint", "warning", message, file.name))
            return Located(prefix, state, tuple(findings))
    try:
        prefix = _newest(file.parent)
    except MissingFileError as error:
        raise _nothing_beside(state, findings) from error
    shown = Path(prefix).name if not prefix.endswith(os.sep) else ".index"
    message = f"{file.name} points to {state.latest}, which is not in its folder; {shown} beside it is shown instead."
    findings.append(Finding("other-checkpoint", "warning", message, file.name))
    return Located(prefix, state, tuple(findings))


def _nothing_beside(state: State, findings: list[Finding]) -> ModelError:
    if findings:
        message = f"{state.path.name} points to {state.latest}, outside its folder, so it is not followed."
        return UnsafeFileError(message, hint="Open the checkpoint's .index file itself.", path=state.path)
    message = f"{state.path.name} points to {state.latest}, which is not there."
    return MissingFileError(
        message, hint="Put the checkpoint beside it, or open its .index file.", path=state.path
    )


def followed(folder: Path, name: str) -> str | None:
    """The prefix inside `folder` that a state file names, or its last part where it leads elsewhere; None if absent.

    The folder has to be inside; the files themselves may be links, which caches are made of.
    """
    parent, _, last = name.replace("\\", "/").rpartition("/")
    if _leads_outside(name):
        parent = ""
    if inside(folder, parent) is None:
        return None
    prefix = os.path.join(folder, parent, last)  # noqa: PTH118 - an empty prefix keeps its separator
    return prefix if _index(prefix).is_file() or (last and bundle_v1.table_paths(prefix)) else None


def _leads_outside(name: str) -> bool:
    return (
        PurePosixPath(name).is_absolute()
        or PureWindowsPath(name).drive != ""
        or ".." in re.split(r"[/\\]", name)
    )


def _outside(state: State) -> tuple[Finding, ...]:
    """A finding about names that leave the folder; `..` was put there by hand, absolute paths by old Savers too."""
    names = dict.fromkeys(name for name in (state.latest, *state.listed) if _leads_outside(name))
    if not names:
        return ()
    climbing = [name for name in names if ".." in re.split(r"[/\\]", name)]
    name = (climbing or list(names))[0]
    message = (
        f"{state.path.name} points to {name}, outside its own folder. It is not followed here, but TensorFlow's "
        "latest_checkpoint would open it."
    )
    return (Finding("path-outside", "danger" if climbing else "warning", message, state.path.name),)


def _newest(folder: Path) -> str:
    """The prefix of the newest checkpoint in a folder: the highest step, else the last written."""
    try:
        names = sorted(file.name for file in folder.iterdir())
    except OSError as error:
        message = f"{folder.name} cannot be read: {error.strerror}."
        raise MissingFileError(message, hint="Check the path and its permissions.", path=folder) from None
    data = [name for name in names if _DATA.search(name)]
    prefixes = {name.removesuffix(".index") for name in names if name.endswith(".index")} or {
        _TABLE.sub("", name) for name in names if _TABLE.search(name) and name not in data
    }
    if not prefixes:
        if data:
            _of_data_file(folder / data[0], _DATA.sub("", os.fspath(folder / data[0])))
        message = f"{folder.name} holds no checkpoint."
        raise MissingFileError(message, hint="Choose a folder with .index and .data files.", path=folder)
    best = max(prefixes, key=lambda prefix: (_step(prefix), _written(folder, prefix), prefix))
    return os.path.join(folder, best)  # noqa: PTH118 - an empty prefix keeps its separator


def step(prefix: str) -> int | None:
    """The training step that ends the name of a checkpoint (`model.ckpt-1000`), where there is one."""
    found = _STEP.search(prefix)
    return int(found[1]) if found else None


def _step(prefix: str) -> int:
    found = step(prefix)
    return -1 if found is None else found


def _written(folder: Path, prefix: str) -> float:
    try:
        return _index(os.path.join(folder, prefix)).stat().st_mtime  # noqa: PTH118
    except OSError:
        return 0.0


def read_state(file: Path) -> State:
    """Parse a CheckpointState in text form (checkpoint_state.proto). Raises DamagedFileError and as `open_regular`."""
    from google.protobuf import text_format

    content = read_start(file, _MOST_STATE_BYTES + 1)
    message = protobuf.message_class("CheckpointState")()
    try:
        if len(content) > _MOST_STATE_BYTES:
            raise ValueError("it is larger than a list of checkpoints can be")  # noqa: TRY301
        text_format.Parse(content, message, descriptor_pool=protobuf.pool())
    except (text_format.ParseError, ValueError) as error:
        said = f"{file.name} is no list of checkpoints: {error}."
        raise DamagedFileError(said, hint="Open the checkpoint's .index file itself.", path=file) from None
    return State(
        file, message.model_checkpoint_path, tuple(message.all_model_checkpoint_paths[:_MOST_LISTED])
    )
