# SPDX-License-Identifier: Apache-2.0
"""Help texts, made from the table of commands."""

from __future__ import annotations

import cutaway
from cutaway.cli.columns import wrapped
from cutaway.cli.option import Option
from cutaway.cli.options import COMMANDS, Command

_WIDTH = 22
_COMMANDS = 26
_MEASURE = 100
_READABLE = 24
"""Columns under which a second column of text is harder to read than lines below each other."""


def program(width: int) -> str:
    """The answer to `cutaway --help`, in lines of at most `width` columns."""
    rows = [
        ("cutaway [PATH …]", "the window; each PATH opens in a tab"),
        ("cutaway --new-window …", "another window, where one is open already"),
        *((_usage(command), command.summary) for command in COMMANDS),
    ]
    more = [
        ("cutaway COMMAND --help", "the options of a command"),
        ("cutaway --version", "the version of the program"),
    ]
    lines = [
        *_prose(
            f"Cutaway {cutaway.__version__} opens TensorFlow models and shows what they are, without TensorFlow.",
            width,
        ),
        "",
        *(line for row in rows for line in _row(*row, width, _COMMANDS)),
        "",
        *(line for row in more for line in _row(*row, width, _COMMANDS)),
        "",
        *_prose("A file that is called like a command is opened in the window as ./show.", width),
        *_prose(
            "Exit status: 0 done, 1 the model or the request is at fault, 2 wrong usage, 3 the proof or the comparison "
            "failed its tolerance, 4 a child process crashed, ran out of its limits, or was cancelled.",
            width,
        ),
    ]
    return "\n".join(lines)


def of(command: Command, width: int) -> str:
    """The answer to `cutaway COMMAND --help`, in lines of at most `width` columns."""
    lines = [_usage(command) + " [OPTION …]", "", *_prose(command.summary, width, indent=2), ""]
    for option in command.options:
        lines += _row(_spelling(option), option.help, width, _WIDTH)
    if command.name == "run":
        lines += ["", *_sources(width)]
    return "\n".join(lines)


def _sources(width: int) -> list[str]:
    """Where inputs come from, with the options of each source."""
    from cutaway.description.sources import SOURCES

    lines = [*_prose("Sources of inputs, with what --input-option NAME:OPTION=VALUE changes:", width)]
    for kind in SOURCES:
        lines += _row(kind.spelling, kind.help, width, _WIDTH)
        names = [
            option.name + (f" ({', '.join(option.choices)})" if option.choices else "")
            for option in kind.options
        ]
        if names:
            lines += _row("", f"options: {'; '.join(names)}", width, _WIDTH)
    return lines


def _prose(text: str, width: int, indent: int = 0) -> list[str]:
    return [" " * indent + line for line in wrapped(text, min(width, _MEASURE) - indent)]


def _row(left: str, right: str, width: int, room: int) -> list[str]:
    """What is typed and, in a second column, what it does; below each other where the terminal is narrow."""
    indent = room + 4
    if width - indent >= _READABLE and len(left) > room:
        return [f"  {left}", *_prose(right, width, indent=indent)]
    if width - indent >= _READABLE:
        first, *rest = wrapped(right, min(width, _MEASURE) - indent)
        return [f"  {left:<{room}}  {first}", *(" " * indent + line for line in rest)]
    return [f"  {left}", *_prose(right, width, indent=6)]


def _usage(command: Command) -> str:
    return f"cutaway {command.name} {command.argument}".rstrip()


def _spelling(option: Option) -> str:
    return f"{option.name} {option.value}".rstrip()
