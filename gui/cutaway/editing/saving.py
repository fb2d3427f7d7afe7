# SPDX-License-Identifier: Apache-2.0
"""Writes an edited model beside its place, reads it back, and gives it its name; the model that was opened stays."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature
from cutaway.description.tensors import Shape
from cutaway.editing.answers import Saved
from cutaway.editing.draft import FORMATS, Draft
from cutaway.editing.refusals import Refusal
from cutaway.errors import CancelledError, CutawayError, RequestError
from cutaway.formats.detect import open_model
from cutaway.formats.noted import NotedModel
from cutaway.formats.opened import OpenModel, Progress
from cutaway.wire import copying, whole
from cutaway.wire.protosplice import Rope

_BLOCK = 16 << 20


def save(
    model: OpenModel,
    draft: Draft,
    target: Path,
    progress: Progress,
    *,
    tags: tuple[str, ...] = (),
    overwrite: bool = False,
) -> Saved:
    """Write the draft as `target`; over the model itself only with `overwrite`, and then it is kept as a backup.

    tags: of the MetaGraph that was opened. A folder of versions that the model was opened by keeps all of them: the
    place of the model is that of its version.

    Raises Refusal and RequestError before anything is written; whatever is raised leaves no half model behind.
    """
    description = model.description
    source = Path(own(model).description.location)
    check_format(description)
    target = _place(description, source, target)
    _check_target(source, target, overwrite=overwrite)
    _check_archive(model, target)
    _check_weights(own(model).description, source, target)
    backup = overwrite and os.path.lexists(target) and os.path.lexists(source) and target.samefile(source)
    work = _Work(model, draft, tags, progress)
    is_folder = source.is_dir()
    kept = whole.put(
        target,
        work.folder if is_folder else work.file,
        check=lambda place: check(place, draft, tags, progress),
        overwrite=overwrite,
        backup=backup,
    )
    return Saved(
        os.fspath(target),
        description.format,
        work.done,
        description.bytes,
        0.0,
        work.shared,
        os.fspath(kept) if kept else "",
    )


def check_format(description: ModelDescription) -> None:
    """Refuse formats whose signatures are not edited."""
    if description.format not in FORMATS:
        name = Path(description.path).name
        message = (
            f"{name} is no SavedModel, .tflite file or frozen graph, so its signatures cannot be edited."
        )
        raise Refusal(message, hint="Convert it to a SavedModel first.")


def _place(description: ModelDescription, source: Path, target: Path) -> Path:
    """The model's own place where its folder of versions is meant. Raises RequestError for other folders around it."""
    around, inside = Path(os.path.realpath(target)), Path(os.path.realpath(source))
    if not target.is_dir() or around == inside or not inside.is_relative_to(around):
        return target
    if around == Path(os.path.realpath(description.path)):
        return source
    message = f"{target.name or target} is a folder with the model {source.name} in it, and all of it would be lost."
    raise RequestError(message, hint="Choose a place beside the model.", path=target)


def _check_target(source: Path, target: Path, *, overwrite: bool) -> None:
    if overwrite and target.is_dir() and not source.is_dir():
        message = f"{target.name} is a folder, which a file does not replace."
        raise RequestError(message, hint="Choose another name.", path=target)
    if overwrite:
        whole.check_folder(target)
    inside = Path(os.path.realpath(target))
    if (
        source.is_dir()
        and inside != Path(os.path.realpath(source))
        and inside.is_relative_to(os.path.realpath(source))
    ):
        message = f"{target.name} would lie inside the model {source.name} itself."
        raise RequestError(message, hint="Choose a place beside it.", path=target)


def _check_archive(model: OpenModel, target: Path) -> None:
    """Refuse to put one model in the place of an archive that it was found in."""
    archive = Path(model.description.location.partition("!")[0])
    if own(model) is model or not archive.is_file() or not os.path.lexists(target):
        return
    if target.exists() and target.samefile(archive):
        message = f"{target.name} is an archive, and the edited model would take its place."
        raise RequestError(message, hint="Choose a place beside it.", path=target)


def _check_weights(description: ModelDescription, source: Path, target: Path) -> None:
    """Refuse a place from where a .tflite file would not find the files that its weights are in."""
    others = [file.name for file in description.files[1:]]
    if description.format != "tflite" or not others or not target.parent.is_dir():
        return
    if not source.parent.is_dir() or not target.parent.samefile(source.parent):
        message = f"{source.name} has weights in {others[0]} beside it, which it would not find from another folder."
        hint = "Save the edited model in the folder where the model lies."
        raise RequestError(message, hint=hint, path=target)


class _Work:
    """One model while it is written."""

    def __init__(self, model: OpenModel, draft: Draft, tags: tuple[str, ...], progress: Progress) -> None:
        self.model = model
        self.own = own(model).description
        self.draft = draft
        self.tags = tags
        self.progress = progress
        self.done = 0
        self.shared = 0
        self.total = max(model.description.bytes, 1)

    def file(self, place: Path) -> None:
        """Write a model that is one file."""
        made = rewritten(self.model, self.draft, self.tags)
        if made is None:
            self._copy(Path(self.own.location), place)
        else:
            self._write(made, place)

    def folder(self, place: Path) -> None:
        """Write a SavedModel: its graph file anew, all other files as they are."""
        source = Path(self.own.location)
        graph = self.own.files[0].name
        made = rewritten(self.model, self.draft, self.tags)
        place.mkdir()
        for name in _files(source):
            to = place / name
            to.parent.mkdir(parents=True, exist_ok=True)
            if made is not None and name == graph:
                self._write(made, to)
            elif made is None or name != _FINGERPRINT:
                self._copy(source / name, to)
        whole.sync_tree(place)

    def _watch(self, count: int) -> None:
        self.done += count
        self.progress("Writing", min(self.done / self.total, 1.0))

    def _copy(self, source: Path, target: Path) -> None:
        before = self.done
        if copying.copy(source, target, self._watch) == "shared":
            self.shared += self.done - before

    def _write(self, made: Rope, target: Path) -> None:
        with target.open("xb") as file:
            for piece in made.pieces:
                for start in range(0, len(piece), _BLOCK):
                    block = memoryview(piece)[start : start + _BLOCK]
                    file.write(block)
                    self._watch(len(block))
            file.flush()
            os.fsync(file.fileno())


_FINGERPRINT = "fingerprint.pb"
"""Checksums of the graph as it was: loaders take a SavedModel without them, and must not find false ones."""
_MOST_FILES = 100_000


def _files(folder: Path) -> Iterator[str]:
    """Paths of the files in a model's folder, links followed: caches are made of them.

    Folders that a link leads to are entered at the top only, where a model's own have fixed names.
    """
    waiting = [""]
    left = _MOST_FILES
    while waiting:
        prefix = waiting.pop()
        with os.scandir(folder / prefix) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
        for entry in listed:
            left -= 1
            if left < 0:
                message = f"{folder.name} has more than {_MOST_FILES:,} files, so it is not copied."
                raise RequestError(message, path=folder)
            if entry.is_dir(follow_symlinks=not prefix):
                waiting.append(f"{prefix}{entry.name}/")
            elif entry.is_file():
                yield f"{prefix}{entry.name}"


def own(model: OpenModel) -> OpenModel:
    """The model as its reader opened it, without what is said of an archive around it."""
    return model.inner if isinstance(model, NotedModel) else model


def rewritten(model: OpenModel, draft: Draft, tags: tuple[str, ...] = ()) -> Rope | None:
    """The edited file of the model, None where nothing was edited. Raises Refusal."""
    if not draft.is_changed:
        return None
    from cutaway.editing.writers import WRITERS

    return WRITERS[model.description.format](own(model), draft, tags)


def check(place: Path, draft: Draft, tags: tuple[str, ...], progress: Progress) -> None:
    """Read back what was written. Raises RequestError where it is not what the draft says."""
    progress("Reading back", None)
    name = Path(draft.description.path).name
    try:
        model = open_model(place, os.fspath(place), tags, "", progress)
    except CancelledError:
        raise
    except CutawayError as error:
        raise _unlike(name, error.message) from error
    try:
        found = {signature.key: _told(signature) for signature in model.description.signatures}
    finally:
        model.close()
    wanted = {signature.key: _told(signature) for signature in draft.edited().signatures}
    if draft.description.format == "tflite":  # without a signature its first subgraph is told as one
        inferred = {each.key for each in model.description.signatures if each.origin == "inferred"}
        found = {key: told for key, told in found.items() if key in wanted or key not in inferred}
    if draft.description.format == "frozen_graph":
        found, wanted = _at_ends(found), _at_ends(wanted)
    if found != wanted:
        wrong = next(key for key in {**wanted, **found} if found.get(key) != wanted.get(key))
        raise _unlike(name, f"the signature {wrong} is not what was asked for")


def _told(signature: Signature) -> tuple[dict[str, tuple[str, Shape]], ...]:
    """What an edit can change of a signature, whatever the order in the file and the tensors behind it."""
    return tuple(
        {spec.name: (spec.dtype, spec.shape) for spec in ports}
        for ports in (signature.inputs, signature.outputs)
    )


def _at_ends(
    told: dict[str, tuple[dict[str, tuple[str, Shape]], ...]],
) -> dict[str, tuple[dict[str, tuple[str, Shape]], ...]]:
    """What goes into a frozen graph and comes out of it, whatever a reader takes for results and for leftovers.

    No shapes of what comes out: the graph keeps none for new nodes.
    """
    inputs = {name: spec for each in told.values() for name, spec in each[0].items()}
    outputs: dict[str, tuple[str, Shape]] = {
        name: (dtype, None) for each in told.values() for name, (dtype, _) in each[1].items()
    }
    return {"graph": (inputs, outputs)}


def _unlike(name: str, why: str) -> RequestError:
    return RequestError(
        f"{name} was edited, but what came of it does not read back: {why}.",
        hint="Nothing was saved. This is a fault of Cutaway; please report it with the edits.",
    )
