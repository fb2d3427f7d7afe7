# SPDX-License-Identifier: Apache-2.0
"""The options of `cutaway convert`, as rows of the table of commands."""

from __future__ import annotations

from cutaway.cli.option import CHOICE, COMMON, Option

CONVERT: tuple[Option, ...] = (
    Option("--to", "What it is to become; `cutaway targets` lists them.", "value", "TARGET"),
    Option("--output", "Where the result goes: a file, or a folder.", "value", "OUT"),
    Option(
        "--option",
        "Set an option of the target, as `cutaway targets` lists them; may be repeated.",
        "list",
        "K=V",
    ),
    Option(
        "--signature",
        "Choose a signature (serving_default, else the first); may be repeated, the first is proven.",
        "list",
        "KEY",
    ),
    Option(
        "--take",
        "Of a frozen graph, take this tensor as an input (NAME= may be left out); may be repeated. What else the "
        "outputs need stays an input.",
        "list",
        "NAME=TENSOR",
    ),
    Option(
        "--give", "Of a frozen graph, give this tensor as an output; may be repeated.", "list", "NAME=TENSOR"
    ),
    Option("--dim", "Choose the size of an axis, 0 to free it; may be repeated.", "list", "NAME:AXIS=N"),
    Option(
        "--calibration",
        "Data that an integer model is fitted to, and proven with: a folder of pictures, arrays or sounds, a file, or "
        "an input set.",
        "value",
        "SOURCE",
    ),
    Option(
        "--input",
        "Prove it with this instead of random values, as for `cutaway run`; may be repeated.",
        "list",
        "NAME=SOURCE",
    ),
    Option(
        "--input-option",
        "Say how a source is read, calibration data too: image:resize=crop; may be repeated.",
        "list",
        "NAME:OPTION=VALUE",
    ),
    Option("--samples", "How many samples it is proven with (3).", "value", "N"),
    Option("--seed", "Seed of random samples (0).", "value", "N"),
    Option("--no-proof", "Do not run both to compare their answers."),
    Option("--save-recipe", "Write what was asked as a recipe that can be replayed.", "value", "FILE"),
    Option(
        "--save-script",
        "Write a Python script that does the same with the bare libraries.",
        "value",
        "FILE.py",
    ),
    Option("--report", "Write a report: one HTML page, or JSON.", "value", "FILE"),
    Option("--recipe", "Replay a recipe, on its own model or on each PATH.", "value", "FILE"),
    Option(
        "--output-dir", "Where the results of a recipe go; a summary is written there, too.", "value", "DIR"
    ),
    Option("--workers", "How many models of a recipe are worked on at once (2).", "value", "N"),
    Option("--overwrite", "Replace what is there."),
    Option("--custom-objects", "Python file with the custom objects of a Keras model.", "value", "FILE"),
    Option("--timeout", "Stop a step that takes so many seconds (0: never).", "value", "SECONDS"),
    Option("--memory", "Stop it when it takes so many gigabytes (half of all).", "value", "GB"),
    Option("--trust", "Convert and run a model although it could do harm."),
    *CHOICE,
    *COMMON,
)
