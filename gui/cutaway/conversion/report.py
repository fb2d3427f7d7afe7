# SPDX-License-Identifier: Apache-2.0
"""The report of a conversion: as JSON, as one HTML file that needs nothing else, and read back from either."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from cutaway.conversion import report_page
from cutaway.conversion.recipe import Recipe
from cutaway.conversion.recipe import as_json as recipe_json
from cutaway.conversion.recipe import of_json as recipe_of
from cutaway.description import diverging, pages
from cutaway.description.conversion import (
    Converted,
    Drawn,
    LayerError,
    Proof,
    ProofOutput,
    Stage,
    TargetId,
)
from cutaway.description.findings import Finding
from cutaway.description.statistics import Histogram
from cutaway.errors import CutawayError, DamagedFileError, MissingFileError

SCHEMA = 1
_LARGEST = 1 << 26


def as_json(found: Converted, recipe: Recipe | None = None, *, plots: bool = False) -> dict[str, Any]:
    """What the contract's `convert --json` has, and more. plots: with the points and errors of each output."""
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "source": found.source,
        "target": found.target,
        "output": found.output,
        "bytes": found.bytes,
        "source_bytes": found.source_bytes,
        "seconds": found.seconds,
        "stages": [{"name": stage.name, "seconds": stage.seconds} for stage in found.stages],
        "findings": [
            {"code": each.code, "severity": each.severity, "message": each.message, "where": each.where}
            for each in found.findings
        ],
        "proof": _proof(found.proof, plots=plots),
        "signature": found.signature,
        "names": dict(found.names),
        "layers": [
            {"name": each.name, "op": each.op, "rmse": each.rmse, "share": each.share}
            for each in found.layers
        ],
        "versions": dict(found.versions),
        "hashes": dict(found.hashes),
    }
    return told if recipe is None else {**told, "recipe": recipe_json(recipe)}


def text(found: Converted, recipe: Recipe | None = None) -> str:
    """The report as a JSON file."""
    return json.dumps(_finite(as_json(found, recipe, plots=True)), indent=2, allow_nan=False) + "\n"


def html(found: Converted, recipe: Recipe | None = None, script: str = "") -> str:
    """The report as a page. script: the Python script that does the same."""
    data = json.dumps(_finite(as_json(found, recipe, plots=True)), allow_nan=False)
    return report_page.page(found, recipe, script, data)


def read(file: Path) -> tuple[Converted, Recipe | None]:
    """A report that was written before, from either form. Raises MissingFileError, DamagedFileError."""
    try:
        with file.open("rb") as stream:
            content = stream.read(_LARGEST).decode()
        return of_json(json.loads(pages.data_of(content)))
    except OSError as error:
        reason = error.strerror or "the system refused"
        raise MissingFileError(
            f"{file.name} could not be read: {reason}.", hint="Check the path.", path=file
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, CutawayError):
        hint = "Choose a file that `cutaway convert --report` wrote."
        raise DamagedFileError(f"{file.name} is no report of a conversion.", hint=hint, path=file) from None


def of_json(found: Mapping[str, Any]) -> tuple[Converted, Recipe | None]:
    """The report that `as_json` gave. Raises ValueError, KeyError or TypeError for what is none."""
    if found["schema"] != SCHEMA:
        raise ValueError(found["schema"])
    converted = Converted(
        str(found["source"]),
        cast("TargetId", str(found["target"])),
        str(found["output"]),
        int(found["bytes"]),
        int(found["source_bytes"]),
        float(found["seconds"]),
        tuple(Stage(str(each["name"]), float(each["seconds"])) for each in found["stages"]),
        tuple(
            Finding(each["code"], each["severity"], str(each["message"]), each["where"])
            for each in found["findings"]
        ),
        _proof_of(found["proof"]),
        str(found["signature"]),
        tuple((str(one), str(other)) for one, other in found["names"].items()),
        tuple(
            LayerError(str(each["name"]), str(each["op"]), float(each["rmse"]), float(each["share"]))
            for each in found["layers"]
        ),
        {str(name): str(version) for name, version in found["versions"].items()},
        {str(name): str(value) for name, value in found["hashes"].items()},
    )
    return converted, recipe_of(found["recipe"]) if "recipe" in found else None


def _proof(proof: Proof, *, plots: bool) -> dict[str, Any]:
    first = proof.diverging
    return {
        "verdict": proof.verdict,
        "reason": proof.reason,
        "samples": proof.samples,
        "inputs": proof.inputs,
        "tolerance": dict(proof.tolerance),
        "outputs": [_output(output, plots=plots) for output in proof.outputs],
        "diverging": None if first is None else diverging.as_json(first),
        "inside": proof.inside,
    }


def _output(output: ProofOutput, *, plots: bool) -> dict[str, Any]:
    told = {
        "source": output.source,
        "target": output.target,
        **diverging.figures_json(output.figures),
        "verdict": output.verdict,
        "passed": output.passed,
        "varies": output.varies,
        "steps": output.steps,
        "noise_before_softmax": output.before,
        "nearest": output.nearest,
    }
    if not plots or output.drawn is None:
        return told
    spread = output.drawn.errors
    return {
        **told,
        "points": [list(output.drawn.source), list(output.drawn.target)],
        "errors": None if spread is None else {"edges": list(spread.edges), "counts": list(spread.counts)},
    }


def _proof_of(found: Mapping[str, Any]) -> Proof:
    if found["verdict"] not in ("pass", "fail", "not_run"):
        raise ValueError(found["verdict"])
    first = found.get("diverging")
    return Proof(
        found["verdict"],
        str(found["reason"]),
        int(found["samples"]),
        str(found["inputs"]),
        {str(name): float(value) for name, value in found["tolerance"].items()},
        tuple(_output_of(output) for output in found["outputs"]),
        None if first is None else diverging.of_json(first),
        inside=str(found.get("inside", "")),
    )


def _output_of(found: Mapping[str, Any]) -> ProofOutput:
    return ProofOutput(
        str(found["source"]),
        str(found["target"]),
        diverging.figures_of(found),
        bool(found["passed"]),
        bool(found["varies"]),
        found["steps"],
        _drawn_of(found),
        found.get("noise_before_softmax"),
        nearest=str(found.get("nearest", "")),
    )


def _drawn_of(found: Mapping[str, Any]) -> Drawn | None:
    if "points" not in found:
        return None
    source, target = (tuple(float(value) for value in values) for values in found["points"])
    spread = found.get("errors")
    if spread is None:
        return Drawn(source, target)
    edges = tuple(float(edge) for edge in spread["edges"])
    return Drawn(source, target, Histogram(edges, tuple(int(count) for count in spread["counts"])))


def _finite(value: Any) -> Any:  # noqa: ANN401 - JSON
    """JSON has no NaN and no infinity."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    return [_finite(each) for each in value] if isinstance(value, list) else value
