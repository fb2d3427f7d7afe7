# SPDX-License-Identifier: Apache-2.0
"""Finds what loading a SavedModel runs: initialisers run before anybody has asked for anything."""

from __future__ import annotations

from collections.abc import Iterator

from cutaway.description.findings import Finding
from cutaway.formats.graphchecks import short
from cutaway.formats.nodes import Census, Place, node_of, text
from cutaway.formats.objectgraph import ObjectGraph
from cutaway.formats.opfindings import TEXT_TABLES, acts, does, watched
from cutaway.formats.optable import op_table
from cutaway.formats.reach import Reach, Reached
from cutaway.formats.savedmodel_assets import asset_definitions
from cutaway.formats.signaturedefs import INIT_KEY
from cutaway.wire.protobuf import Message

_COLLECTIONS = ("saved_model_main_op", "legacy_init_op", "saved_model_initializers", "serving_init_op")


_HARMLESS = "it touches no files but the model's assets"


def init_tensors(meta: Message) -> list[str]:
    """Names of the nodes that loaders run, as the MetaGraph lists them."""
    found = [
        name
        for key in _COLLECTIONS
        if key in meta.collection_def
        for name in meta.collection_def[key].node_list.value
    ]
    if INIT_KEY in meta.signature_def:
        found += [info.name for info in meta.signature_def[INIT_KEY].outputs.values()]
    return found


def runs_on_load(meta: Message, census: Census, reach: Reach, objects: ObjectGraph) -> Iterator[Finding]:
    """What the initialisers reach: danger where they touch files or run Python, else a word that they are there."""
    tensors = init_tensors(meta)
    run = reach.behind(tensors, objects.initialisers())
    harmful = [
        place for place in census.places(sorted(watched() - TEXT_TABLES)) if run.holds(place) and acts(place)
    ]
    for place in harmful:
        where = short(place.label)
        message = (
            f"Loading this model runs the op {place.node.op} ({where}), which {does(place.node.op)}; "
            "Cutaway shows it without loading it."
        )
        yield Finding("runs-on-load", "danger", message, where)
    assets = {node_of(asset.tensor_info.name) for asset in asset_definitions(meta)}
    yield from outside_tables(assets, census, reach, run)
    if tensors and not harmful and _does_anything(run, reach):
        where = short(node_of(tensors[0]))
        unknown = next(
            (op for op, place in sorted(census.first.items()) if _foreign(op, reach) and run.holds(place)), ""
        )
        what = f"it includes the op {short(unknown)}, which is not TensorFlow's own" if unknown else _HARMLESS
        message = f"Loaders run {where} to prepare the model; {what}."
        yield Finding("runs-on-load", "info", message, where)


def _foreign(op: str, reach: Reach) -> bool:
    return op not in op_table() and op not in reach.functions


def _does_anything(run: Reached, reach: Reach) -> bool:
    """Whether an initialiser is more than the empty operation that most models have."""
    return any(reach.nodes[name].op != "NoOp" for name in run.nodes if name in reach.nodes)


def outside_tables(assets: set[str], census: Census, reach: Reach, run: Reached | None) -> Iterator[Finding]:
    """Lookup tables filled from a file that is none of the model's assets. assets: nodes that give their paths."""
    for place in census.places(sorted(TEXT_TABLES), main=True):
        source = file_node(place, reach)
        if source is None or source.name in assets or source.op != "Const":
            continue
        name = next(iter(source.attr["value"].tensor.string_val), b"") if "value" in source.attr else b""
        when = "Loading this model" if run is not None and run.holds(place) else "Running this model"
        where = short(place.label)
        message = (
            f"{when} fills a lookup table from the file {short(text(name))}, which is no asset of the model."
        )
        yield Finding("reads-files", "danger", message, where)


def file_node(place: Place, reach: Reach) -> Message:
    """The node of the main graph that gives an initialiser its file name, None where it comes from elsewhere."""
    inputs = list(place.node.input)
    node = reach.nodes.get(node_of(inputs[1])) if len(inputs) > 1 else None
    for _ in range(len(reach.nodes)):
        if node is None or node.op not in ("Identity", "PlaceholderWithDefault") or not node.input:
            break
        node = reach.nodes.get(node_of(node.input[0]))
    return node
