# SPDX-License-Identifier: Apache-2.0
"""The commands and their options as a table; parsing and help are made from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cutaway.cli.compare_options import COMPARE
from cutaway.cli.convert_options import CONVERT
from cutaway.cli.option import CHOICE, COMMON, Option
from cutaway.errors import CutawayError


class UsageError(CutawayError):
    """The command line itself is wrong."""

    exit_status = 2


@dataclass(frozen=True, slots=True)
class Command:
    """task: `module:function` that takes an `Invocation` and returns the exit status. path: whether it takes one.

    words: where its argument is one of these instead of a path. can_lack: its path may be left out. can_have_more:
    it may be given several. needs_two: it takes two paths, with `--along` any number.
    """

    name: str
    summary: str
    task: str
    path: bool = True
    options: tuple[Option, ...] = ()
    words: tuple[str, ...] = ()
    can_lack: bool = False
    can_have_more: bool = False
    needs_two: bool = False

    @property
    def argument(self) -> str:
        """What stands for the argument in the help, empty where there is none."""
        if self.words:
            return "WORD"
        if self.needs_two:
            return "A B …"
        path = f"PATH{' …' if self.can_have_more else ''}" if self.path else ""
        return f"[{path}]" if self.can_lack else path


@dataclass(frozen=True, slots=True)
class Invocation:
    """What was asked for on the command line. path: the first of the paths."""

    command: Command
    path: str = ""
    flags: frozenset[str] = frozenset()
    values: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    paths: tuple[str, ...] = ()


COMMANDS: tuple[Command, ...] = (
    Command(
        "show",
        "Tell what a model is, without running any of it.",
        "cutaway.cli.show:show",
        options=(Option("--all", "List everything, not only the largest."), *CHOICE, *COMMON),
    ),
    Command(
        "variables",
        "List variables, take their statistics, save their values.",
        "cutaway.cli.variables:variables",
        options=(
            Option("--stats", "Take statistics: range, mean, deviation, zeros, NaN."),
            Option("--match", "Only variables whose name or path fits the pattern.", "value", "GLOB"),
            Option("--save", "Save a variable as .npy or .csv; may be repeated.", "list", "NAME=FILE"),
            Option("--overwrite", "Let --save replace a file that exists."),
            *CHOICE,
            *COMMON,
        ),
    ),
    Command(
        "graph",
        "Tell how a model computes; find tensors; draw it into a file.",
        "cutaway.cli.graph:graph",
        options=(
            Option(
                "--search",
                "List tensors of nodes that fit: words, op:…, dtype:…, shape:…, attr:…, /pattern/.",
                "value",
                "TEXT",
            ),
            Option("--infer", "Have TensorFlow infer shapes that the file does not tell."),
            Option("--from", "List what follows a node; with --to the ways between both.", "value", "NODE"),
            Option("--to", "List what feeds a node.", "value", "NODE"),
            Option("--dead", "List nodes on which nothing depends that the graph gives."),
            Option("--limit", "List at most so many nodes (1000), or ways (100).", "value", "N"),
            Option(
                "--open", "Open a group by its key, or those around a node; may be repeated.", "list", "GROUP"
            ),
            Option("--all", "Open all groups, as far as that can be laid out."),
            Option("--direction", "Which way the graph flows: down or right (down).", "value", "WAY"),
            Option("--export", "Draw into a .svg, .png, .pdf, .dot or .json.", "value", "FILE"),
            Option("--theme", "Colours of the picture: light or dark (light).", "value", "THEME"),
            Option("--size", "Fit a .png into so many pixels, a .pdf into points.", "value", "WxH"),
            Option("--scale", "Pixels of a .png for each on the screen (2).", "value", "X"),
            Option("--overwrite", "Let --export replace a file that exists."),
            *CHOICE,
            *COMMON,
        ),
    ),
    Command(
        "run",
        "Run a model on inputs: what it answers, what is inside it, how long it takes.",
        "cutaway.cli.run:run",
        options=(
            Option("--signature", "Choose a signature (serving_default, else the first).", "value", "KEY"),
            Option(
                "--input",
                "Fill an input (random): random, zeros, ones, constant, value:JSON, text:WORDS, a file (.npy, .npz, "
                ".csv, .json, .txt, a picture, .wav) or a folder of them; may be repeated. A FILE.npz alone fills "
                "inputs by name.",
                "list",
                "NAME=SOURCE",
            ),
            Option(
                "--input-option",
                "Say how a source is read: image:resize=crop, image:mean=127.5, x:low=0; may be repeated.",
                "list",
                "NAME:OPTION=VALUE",
            ),
            Option("--dim", "Choose the size of a dynamic axis (1); may be repeated.", "list", "NAME:AXIS=N"),
            Option("--seed", "Seed of random inputs (0).", "value", "N"),
            Option("--input-set", "Take inputs from a set that was saved in the window.", "value", "FILE"),
            Option("--tap", "Give the value of a tensor inside, too; may be repeated.", "list", "TENSOR"),
            Option("--repeat", "Run it N times more and tell how long that takes.", "value", "N"),
            Option("--profile", "Tell how long each operation takes."),
            Option("--top", "Show the best classes of a classifier (5; 0 for none).", "value", "K"),
            Option("--labels", "Names of classes: one a line, or JSON.", "value", "FILE"),
            Option("--output", "Save all outputs and taps.", "value", "FILE.npz"),
            Option("--with-inputs", "Save the inputs with them, as in__NAME."),
            Option("--overwrite", "Let --output replace a file that exists."),
            Option(
                "--runner", "Run it with tensorflow, tf_keras or litert, whatever fits best.", "value", "NAME"
            ),
            Option("--threads", "Threads for one operation (0: as the library likes).", "value", "N"),
            Option(
                "--delegate", "What LiteRT hands operations to: none, xnnpack, or a library.", "value", "NAME"
            ),
            Option(
                "--custom-objects", "Python file with the custom objects of a Keras model.", "value", "FILE"
            ),
            Option(
                "--timeout",
                "Stop it when a step takes so many seconds (120; 0 for never).",
                "value",
                "SECONDS",
            ),
            Option("--memory", "Stop it when it takes so many gigabytes (half of all).", "value", "GB"),
            Option("--trust", "Run a model although it could do harm."),
            *CHOICE,
            *COMMON,
        ),
    ),
    Command(
        "convert",
        "Convert a model, and prove that the result answers like it; replay a recipe on many.",
        "cutaway.cli.convert:convert",
        options=CONVERT,
        can_lack=True,
        can_have_more=True,
    ),
    Command(
        "targets",
        "List what models can be converted to, with the options; of a model, what it can become.",
        "cutaway.cli.targets:targets",
        options=(*CHOICE, *COMMON),
        can_lack=True,
    ),
    Command(
        "compare",
        "Tell what differs between two models of any formats: descriptions, weights, structure, answers.",
        "cutaway.cli.compare:compare",
        options=COMPARE,
        needs_two=True,
    ),
    Command(
        "edit",
        "Edit signatures by a file of edits, and save the model that comes of it.",
        "cutaway.cli.edit:edit",
        options=(
            Option("--edits", "The edits to make: JSON, as the signature studio saves it.", "value", "FILE"),
            Option("--output", "Where to save: a folder for a SavedModel, else a file.", "value", "OUT"),
            Option("--overwrite", "Replace what is there; the model itself is kept as a backup."),
            Option("--no-proof", "Do not run the edited model beside the one that it was made of."),
            Option("--report", "Write a report: one HTML page, or JSON.", "value", "FILE"),
            Option("--trust", "Edit and run a model although that could do harm."),
            *CHOICE,
            *COMMON,
        ),
    ),
    Command(
        "formats",
        "List the formats that can be opened.",
        "cutaway.cli.formats:formats",
        path=False,
        options=COMMON,
    ),
    Command(
        "thumbnail",
        "Draw a small picture of what is inside, as file managers show it.",
        "cutaway.cli.thumbnail:thumbnail",
        options=(
            Option("--out", "The .png to write, replacing one that is there.", "value", "FILE"),
            Option("--size", "Pixels of its longer side (256).", "value", "N"),
            *COMMON,
        ),
    ),
    Command(
        "desktop",
        "Register with the desktop for double clicks, or take that back: install, remove, status.",
        "cutaway.cli.desktop:desktop",
        options=COMMON,
        words=("install", "remove", "status"),
    ),
    Command(
        "doctor",
        "Tell versions, libraries and limits, and try what works.",
        "cutaway.cli.doctor:doctor",
        path=False,
        options=COMMON,
    ),
)

BY_NAME = {command.name: command for command in COMMANDS}


def parse(command: Command, arguments: Sequence[str]) -> Invocation:
    """Read what follows the command's name. `--` ends the options. Raises UsageError."""
    paths: list[str] = []
    flags: set[str] = set()
    values: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--":
            paths += rest
            break
        if not word.startswith("-") or word == "-":
            paths.append(word)
            continue
        option, value = _option(command, word, rest)
        if option.kind == "flag":
            flags.add(option.name)
        elif option.kind == "value":
            values[option.name] = value
        else:
            lists.setdefault(option.name, []).append(value)
    if "--help" not in flags:
        _check_paths(command, paths, is_along="--along" in flags)
    return Invocation(command, paths[0] if paths else "", frozenset(flags), values, lists, tuple(paths))


def _option(command: Command, word: str, rest: list[str]) -> tuple[Option, str]:
    name, equals, value = word.partition("=")
    if name == "-h":
        name = "--help"
    option = next((option for option in command.options if option.name == name), None)
    if option is None:
        raise UsageError(f"{command.name} has no option {name}.", hint=_see(command))
    if option.kind == "flag":
        if equals:
            raise UsageError(f"{name} takes no value.", hint=_see(command))
        return option, ""
    if not equals:
        if not rest:
            raise UsageError(f"{name} needs a value: {name} {option.value}.", hint=_see(command))
        value = rest.pop(0)
    return option, value


def _check_paths(command: Command, paths: list[str], *, is_along: bool = False) -> None:
    if command.words:
        _check_words(command, paths)
        return
    if command.path and not paths and not command.can_lack:
        raise UsageError(f"{command.name} needs the path of a model.", hint=_see(command))
    if "" in paths:  # the system would take it for the current folder
        raise empty_path()
    if command.needs_two:
        if not is_along:
            _check_two(command, paths)
        return
    if len(paths) > (1 if command.path else 0) and not command.can_have_more:
        extra = paths[1 if command.path else 0]
        message = "takes one path" if command.path else "takes no path"
        raise UsageError(f"{command.name} {message}; {extra} is one too many.", hint=_see(command))


def _check_two(command: Command, paths: list[str]) -> None:
    if len(paths) != 2:
        given = "one is given" if len(paths) == 1 else f"{len(paths)} are given"
        hint = "To follow one run over its checkpoints, say --along." if len(paths) > 2 else _see(command)
        raise UsageError(f"{command.name} takes the paths of two models; {given}.", hint=hint)


def _check_words(command: Command, given: list[str]) -> None:
    if len(given) != 1 or given[0] not in command.words:
        several = f"{', '.join(command.words[:-1])} or {command.words[-1]}"
        raise UsageError(f"{command.name} takes one word: {several}.", hint=_see(command))


def empty_path() -> UsageError:
    """The error for a path without a character."""
    return UsageError(
        "The path of the model is empty.",
        hint="Where a variable of the shell gives it, check that it is set.",
    )


def _see(command: Command) -> str:
    return f"See: cutaway {command.name} --help"
