# SPDX-License-Identifier: Apache-2.0
"""Writes operators.json: names of the builtin operators, and the runtime that each version of them came with.

The names come from an installed TensorFlow's `schema_py_generated.py`, read with `ast` and never imported. The
versions come from `runtime_version.cc` of a LiteRT source tree, which no package carries.

    python resources/tflite/make_operators.py path/to/runtime_version.cc
"""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import sys
from pathlib import Path

TARGET = Path(__file__).with_name("operators.json")
SOURCE = "tflite/converter/tools/versioning/runtime_version.cc of LiteRT (Apache-2.0)"


def schema() -> Path | None:
    """The schema module of the installed TensorFlow, without importing TensorFlow; None where there is none."""
    found = importlib.util.find_spec("tensorflow")
    if found is None or not found.submodule_search_locations:
        return None
    place = Path(found.submodule_search_locations[0]) / "lite" / "python" / "schema_py_generated.py"
    return place if place.is_file() else None


def names(module: Path, enum: str) -> dict[int, str]:
    """Members of an enum of the schema module, by number."""
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef) and node.name == enum:
            members = [line for line in node.body if isinstance(line, ast.Assign)]
            return {ast.literal_eval(line.value): line.targets[0].id for line in members}  # type: ignore[attr-defined]
    raise SystemExit(f"{module} has no enum {enum}")


def versions(text: str) -> dict[str, dict[str, str]]:
    """Operator → its version → the first runtime that knows it, from the map in runtime_version.cc."""
    found: dict[str, dict[str, str]] = {}
    for name, version, runtime in re.findall(r'\{\{BuiltinOperator_(\w+),\s*(\d+)\},\s*"([\d.]+)"\}', text):
        found.setdefault(name, {})[version] = runtime
    return found


def main() -> None:
    """Write the table."""
    module = schema()
    if module is None or len(sys.argv) != 2:
        raise SystemExit(__doc__)
    table = {
        "source": SOURCE,
        "operators": {str(number): name for number, name in sorted(names(module, "BuiltinOperator").items())},
        "runtimes": versions(Path(sys.argv[1]).read_text(encoding="utf-8")),
    }
    TARGET.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
