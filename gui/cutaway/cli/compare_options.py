# SPDX-License-Identifier: Apache-2.0
"""The options of `cutaway compare`, as rows of the table of commands."""

from __future__ import annotations

from cutaway.cli.option import COMMON, Option

COMPARE: tuple[Option, ...] = (
    Option(
        "--tolerance",
        "Largest difference that is borne, as a part of the largest value (0.0001); past it the exit status is 3.",
        "value",
        "T",
    ),
    Option("--weights-only", "Compare weights alone."),
    Option("--no-run", "Do not run the models to compare their answers."),
    Option(
        "--along",
        "Follow the variables of one run over several checkpoints, a folder of them, or a `checkpoint` file.",
    ),
    Option(
        "--samples",
        "How many random samples both answer (3); or samples whose classes are known: a folder with a folder for each "
        "class, or with --labels a folder or .npy of samples.",
        "value",
        "N|PATH",
    ),
    Option(
        "--labels",
        "Labels of the samples: a .csv of file and label, or a .npy, .txt or .json with one for each.",
        "value",
        "FILE",
    ),
    Option("--classes", "Names of the classes: one a line, or JSON.", "value", "FILE"),
    Option("--limit", "Take at most so many labelled samples (10000), evenly.", "value", "N"),
    Option(
        "--accuracy-loss",
        "How much less accurate the second may be on labelled samples (0.01: one of a hundred); past it the exit "
        "status is 3, and differences of weights and answers are only told.",
        "value",
        "P",
    ),
    Option("--tags", "MetaGraph of the first; given again, of the second.", "list", "TAG,…"),
    Option("--version", "Version folder of the first; given again, of the second.", "list", "N"),
    Option(
        "--input",
        "Ask both this instead of random values, by the first's names, as for `cutaway run`; may be repeated.",
        "list",
        "NAME=SOURCE",
    ),
    Option(
        "--input-option",
        "Say how a source is read: image:resize=crop; may be repeated.",
        "list",
        "NAME:OPTION=VALUE",
    ),
    Option("--input-set", "Take inputs from a set that was saved in the window.", "value", "FILE"),
    Option("--dim", "Choose the size of a dynamic axis (1); may be repeated.", "list", "NAME:AXIS=N"),
    Option("--seed", "Seed of random samples (0).", "value", "N"),
    Option("--signature", "Choose a signature (serving_default, else the first).", "value", "KEY"),
    Option("--report", "Write a report: one HTML page, or JSON.", "value", "FILE"),
    Option("--overwrite", "Let --report replace a file that exists."),
    Option("--trust", "Run models although they could do harm."),
    *COMMON,
)
