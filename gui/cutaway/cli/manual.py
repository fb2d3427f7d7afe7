# SPDX-License-Identifier: Apache-2.0
"""Help texts, made from the table of commands."""

from __future__ import annotations

import cutaway
from cutaway.cli.options import COMMANDS, Command, Option

_WIDTH = 22


def program() -> str:
    """The answer to `cutaway --help`."""
    lines = [
        f"Cutaway {cutaway.__version__} opens TensorFlow models and shows what they are, without TensorFlow.",
        "",
        "  cutaway [PATH …]            the window; each PATH opens in a tab",
        *(f"  {_usage(command):<26}  {command.summary}" for command in COMMANDS),
        "",
        "  cutaway COMMAND --help      the options of a command",
        "  cutaway --version           the version of the program",
        "",
        "A file that is called like a command is opened in the window as ./show.",
        "Exit status: 0 done, 1 the model or the request is at fault, 2 wrong usage, 4 a child process",
        "crashed, ran out of its limits, or was cancelled.",
    ]
    return "\n".join(lines)


def of(command: Command) -> str:
    """The answer to `cutaway COMMAND --help`."""
    lines = [_usage(command) + " [OPTION …]", "", f"  {command.summary}", ""]
    lines += [f"  {_spelling(option):<{_WIDTH}}  {option.help}" for option in command.options]
    return "\n".join(lines)


def _usage(command: Command) -> str:
    return f"cutaway {command.name}" + (" PATH" if command.path else "")


def _spelling(option: Option) -> str:
    return f"{option.name} {option.value}".rstrip()
