# SPDX-License-Identifier: Apache-2.0
"""The page of a report: one HTML file without scripts, with plots as SVG and the data in it."""

from __future__ import annotations

from html import escape

from cutaway.conversion import recipe as recipes
from cutaway.conversion.recipe import Recipe
from cutaway.conversion.targets import target_of
from cutaway.description import diverging, output_verdicts, wording
from cutaway.description.conversion import Converted, Proof, ProofOutput
from cutaway.description.pages import document, table
from cutaway.description.plots import histogram, scatter

_VERDICTS = {"pass": "Proof passed", "fail": "Proof failed", "not_run": "Not proven"}
_MOST_PLOTS = 12


def page(found: Converted, recipe: Recipe | None, script: str, data: str) -> str:
    """The page. data: the report as JSON, which `data_of` finds again."""
    target = target_of(found.target)
    name = _name(found.source)
    parts = [
        f"<h1>{escape(name)} as {escape(target.title)}</h1>",
        f'<p class="lead">{escape(found.source)} → {escape(found.output)}</p>',
        verdict(found.proof),
        outputs(found.proof),
        _plots(found.proof),
        _findings(found),
        _layers(found),
        _facts(found),
        _recipe(found, recipe, script),
    ]
    return document(f"{name} as {target.title}", parts, data)


def verdict(proof: Proof) -> str:
    """Whether it is proven, and how it was asked."""
    asked = f"<br>Asked: {escape(proof.inputs)}." if proof.inputs else ""
    borne = escape(output_verdicts.borne(proof.tolerance))
    tolerance = f"<br>Borne: {borne}." if borne else ""
    where = "".join(f"<br>{escape(told)}" for told in diverging.sentences(proof))
    return (
        f'<p class="verdict {proof.verdict}"><strong>{_VERDICTS[proof.verdict]}.</strong> '
        f"{escape(proof.reason)}{asked}{tolerance}{where}</p>"
    )


def outputs(proof: Proof) -> str:
    """A table of the outputs and how far they are off; empty where none was compared."""
    if not proof.outputs:
        return ""
    heads = ("Output", "In the result", "Max abs", "RMSE", "Cosine", "SQNR, dB", "Top 1", "Verdict")
    return "<h2>Outputs</h2>" + table(heads, (_output(output) for output in proof.outputs), 2, 7)


def _output(output: ProofOutput) -> list[str]:
    figures = output.figures
    tone = {"pass": "good", "fail": "bad"}.get(output.verdict, "")
    agreement = figures.argmax_agreement
    return [
        escape(output.source),
        escape(output.target),
        wording.number(figures.max_abs, 3),
        wording.number(figures.rmse, 3),
        wording.number(figures.cosine, 6),
        wording.number(figures.sqnr_db, 4),
        "–" if agreement is None else wording.percent(agreement),
        f'<span class="{tone}">{escape(output_verdicts.words(output))}</span>',
    ]


def _plots(proof: Proof) -> str:
    drawn = [output for output in proof.outputs if output.drawn is not None][:_MOST_PLOTS]
    figures = []
    for output in drawn:
        if output.drawn is None:
            continue
        name = escape(output.source)
        figures.append(
            f"<figure>{scatter(output.drawn)}<figcaption>{name}: result against source</figcaption></figure>"
        )
        if output.drawn.errors is not None:
            figures.append(
                f"<figure>{histogram(output.drawn.errors)}"
                f"<figcaption>{name}: result − source</figcaption></figure>"
            )
    return f'<h2>Answers</h2><div class="plots">{"".join(figures)}</div>' if figures else ""


def _findings(found: Converted) -> str:
    if not found.findings:
        return ""
    rows = "".join(f"<li>{escape(finding.message)}</li>" for finding in found.findings)
    return f"<h2>Findings</h2><ul>{rows}</ul>"


def _layers(found: Converted) -> str:
    if not found.layers:
        return ""
    rows = (
        [
            escape(layer.name),
            escape(layer.op),
            wording.number(layer.rmse, 3),
            wording.percent(layer.share),
        ]
        for layer in found.layers
    )
    return "<h2>Errors inside</h2>" + table(("Layer", "Operator", "RMSE", "Share of the noise"), rows, 2, 4)


def _facts(found: Converted) -> str:
    rows = [
        ("Signature", found.signature),
        ("Size", f"{wording.byte_size(found.bytes)}, of {wording.byte_size(found.source_bytes)}"),
        ("Time", wording.duration(found.seconds)),
        *((f"· {stage.name}", wording.duration(stage.seconds)) for stage in found.stages),
        *((f"Version of {name}", version) for name, version in found.versions.items()),
        *((f"SHA-256 of {name}", value) for name, value in found.hashes.items()),
        *((f"Output {one}", other) for one, other in found.names if one != other),
    ]
    return "<h2>Facts</h2>" + table((), ([escape(name), escape(value)] for name, value in rows if value))


def _recipe(found: Converted, recipe: Recipe | None, script: str) -> str:
    if recipe is None:
        return ""
    rows = ([escape(key), escape(str(value))] for key, value in recipe.kind().filled(recipe.options).items())
    options = "<h2>Options</h2>" + table((), rows) if recipe.kind().options else ""
    line = escape(recipes.command(recipe, found.source, found.output))
    python = f"<h2>The same in Python</h2><pre>{escape(script)}</pre>" if script else ""
    return f"{options}<h2>The same again</h2><pre>{line}</pre>{python}"


def _name(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2] or path
