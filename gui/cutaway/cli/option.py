# SPDX-License-Identifier: Apache-2.0
"""What an option of a command is, and those that many commands share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["flag", "value", "list"]


@dataclass(frozen=True, slots=True)
class Option:
    """kind: a flag, one value, or a value that may be given again and again. value: what stands for it in the help."""

    name: str
    help: str
    kind: Kind = "flag"
    value: str = ""


_JSON = Option("--json", "Print one JSON object.")
_VERBOSE = Option("--verbose", "Tell on stderr what the children do, and all details of an error.")
_HELP = Option("--help", "Print this.")
CHOICE = (
    Option("--tags", "Choose the MetaGraph with these tags.", "value", "TAG,…"),
    Option("--version", "Choose a version folder.", "value", "N"),
)
COMMON = (_JSON, _VERBOSE, _HELP)
