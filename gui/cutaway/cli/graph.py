# SPDX-License-Identifier: Apache-2.0
"""`cutaway graph`: how a model computes, which tensors it has, what leads where, and pictures of it as files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TypeVar, cast

from cutaway.cli import answers, terminal
from cutaway.cli.options import Invocation, UsageError
from cutaway.cli.reading import Reader, reader, source
from cutaway.description.picture import Direction
from cutaway.errors import RequestError
from cutaway.session.graph_views import View

T = TypeVar("T")

PAINTED = (".png", ".pdf")
_ENDINGS = (".svg", *PAINTED, ".dot", ".json")
_LIMIT, _WAYS = 1000, 100
_LARGEST = 100_000


def graph(invocation: Invocation) -> int:
    """Outline, search or draw the graph. Raises CutawayError."""
    values = invocation.values
    walks = "--from" in values or "--to" in values
    asked = {
        "--search": "--search" in values,
        "--from and --to": walks,
        "--dead": "--dead" in invocation.flags,
        "--export": "--export" in values,
    }
    if sum(asked.values()) > 1:
        several = " and ".join(option for option, is_asked in asked.items() if is_asked)
        raise UsageError(
            f"{several} are different questions: ask one at a time.", hint="See: cutaway graph --help"
        )
    if walks or asked["--dead"]:
        return _walk(invocation)
    if "--export" in values:
        return _export(invocation)
    return _search(invocation) if "--search" in values else _outline(invocation)


def _outline(invocation: Invocation) -> int:
    out, as_json = terminal.of(sys.stdout), "--json" in invocation.flags
    view = _view(invocation)
    with reader(invocation) as reading:
        _infer(reading, invocation)
        job = reading.engine.outline(source(invocation), view, places=as_json)
        from cutaway.cli import graph_report  # while the child works

        found = _there(reading.wait(job), invocation)
        if as_json:
            answer = graph_report.outlined(found, invocation.path)
            out.print(answers.text(answer, pretty=out.is_terminal))
        else:
            graph_report.write(out, found, invocation.path)
        out.stream.flush()
    return 0


def _search(invocation: Invocation) -> int:
    out, query = terminal.of(sys.stdout), invocation.values["--search"]
    limit = _number(invocation, "--limit", _LIMIT)
    with reader(invocation) as reading:
        _infer(reading, invocation)
        job = reading.engine.matches(source(invocation), query, limit)
        from cutaway.cli import graph_report  # while the child works

        found = _there(reading.wait(job), invocation)
        if "--json" in invocation.flags:
            answer = graph_report.matched(found, invocation.path, query)
            out.print(answers.text(answer, pretty=out.is_terminal))
        else:
            graph_report.list_matches(out, terminal.of(sys.stderr), found, query)
        out.stream.flush()
    return 0


def _walk(invocation: Invocation) -> int:
    out, values = terminal.of(sys.stdout), invocation.values
    ends = values.get("--from", ""), values.get("--to", "")
    limit = _number(invocation, "--limit", _WAYS if all(ends) else _LIMIT)
    with reader(invocation) as reading:
        engine, chosen = reading.engine, source(invocation)
        if all(ends):
            job = engine.ways(chosen, (ends[0], ""), (ends[1], ""), limit)
        elif any(ends):
            job = engine.reach(chosen, (ends[0] or ends[1], ""), limit, back=not ends[0])
        else:
            job = engine.dead(chosen, limit)
        from cutaway.cli import graph_walks  # while the child works

        found = _there(reading.wait(job), invocation)
        if "--json" in invocation.flags:
            answer = graph_walks.walked(found, invocation.path, *ends)
            out.print(answers.text(answer, pretty=out.is_terminal))
        else:
            graph_walks.write(out, terminal.of(sys.stderr), found, *ends)
        out.stream.flush()
    return 0


def _export(invocation: Invocation) -> int:
    out, file = terminal.of(sys.stdout), Path(invocation.values["--export"])
    _check_ending(file, invocation)
    size, scale, view = _size(invocation), _scale(invocation), _view(invocation)
    dark = _one_of(invocation, "--theme", ("light", "dark")) == "dark"
    with reader(invocation, paints=file.suffix.lower() in PAINTED) as reading:
        _infer(reading, invocation)
        job = reading.engine.export(
            source(invocation),
            file,
            view,
            dark=dark,
            size=size,
            scale=scale,
            overwrite="--overwrite" in invocation.flags,
        )
        from cutaway.cli import graph_report  # while the child works

        found = _there(reading.wait(job), invocation)
        if "--json" in invocation.flags:
            answer = graph_report.exported(found, invocation.path, file)
            out.print(answers.text(answer, pretty=out.is_terminal))
        else:
            graph_report.tell_export(out, found, file)
        out.stream.flush()
    return 0


def _infer(reading: Reader, invocation: Invocation) -> None:
    """Have TensorFlow infer what the file does not tell, where that is asked for, and the reader know it."""
    if "--infer" in invocation.flags:
        chosen = source(invocation)
        shapes = reading.wait(reading.engine.shapes(chosen))
        if shapes is not None:
            reading.wait(reading.engine.learn(chosen, shapes))


def _there(found: T | None, invocation: Invocation) -> T:
    if found is None:
        message = f"{Path(invocation.path).name} has no graph: a file of its format does not hold one."
        hint = f"See what it holds: cutaway show {invocation.path}"
        raise RequestError(message, hint=hint, path=invocation.path)
    return found


def _view(invocation: Invocation) -> View:
    direction = _one_of(invocation, "--direction", ("down", "right"))
    wanted = tuple(invocation.lists.get("--open", ()))
    return View(wanted, "--all" in invocation.flags, cast("Direction", direction))


def _one_of(invocation: Invocation, option: str, words: tuple[str, ...]) -> str:
    """The option's value, the first of the words where it is not given. Raises UsageError."""
    word = invocation.values.get(option, words[0])
    if word not in words:
        raise UsageError(
            f"{option} is {' or '.join(words)}, not {word or 'nothing'}.", hint="See: cutaway graph --help"
        )
    return word


def _check_ending(file: Path, invocation: Invocation) -> None:
    ending = file.suffix.lower()
    if ending not in _ENDINGS:
        raise UsageError(
            f"--export {file} does not say what to draw.",
            hint=f"Give a FILE that ends in {', '.join(_ENDINGS[:-1])} or {_ENDINGS[-1]}.",
        )
    sized = next((option for option in ("--size", "--scale") if option in invocation.values), None)
    if sized is not None and ending not in PAINTED:
        raise UsageError(
            f"{sized} is for .png and .pdf; a {ending} has no size.", hint="See: cutaway graph --help"
        )


def _number(invocation: Invocation, option: str, usual: int) -> int:
    text = invocation.values.get(option, str(usual))
    if not (text.isascii() and text.isdigit() and int(text[:12]) > 0):
        raise UsageError(f"{option} takes a number above 0, not {text or 'nothing'}.")
    return min(int(text[:12]), 1 << 30)


def _size(invocation: Invocation) -> tuple[int, int] | None:
    text = invocation.values.get("--size")
    if text is None:
        return None
    sides = text.lower().replace("×", "x").split("x")
    if len(sides) != 2 or not all(side.isascii() and side.isdigit() and int(side[:9]) > 0 for side in sides):
        raise UsageError(f"--size takes width and height, as in 3000x2000, not {text or 'nothing'}.")
    width, height = (min(int(side[:9]), _LARGEST) for side in sides)
    return width, height


def _scale(invocation: Invocation) -> float | None:
    text = invocation.values.get("--scale")
    if text is None:
        return None
    if "--size" in invocation.values:
        raise UsageError("--size and --scale both say how large the picture is: give one of them.")
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not 0.01 <= scale <= 100:
        raise UsageError(f"--scale takes a number from 0.01 to 100, not {text or 'nothing'}.")
    return scale
