# SPDX-License-Identifier: Apache-2.0
"""Pictures of real models: without flaws, neither empty nor crowded, and calls of subgraphs can be looked into."""

import csv
from pathlib import Path

import pytest

from cutaway.description.graph import Graph
from cutaway.errors import CutawayError
from cutaway.formats.detect import open_model
from cutaway.formats.opened import silent
from cutaway.graphing.layers import layer_graph
from cutaway.graphing.maps import GraphMap
from helpers import picture_flaws

pytestmark = pytest.mark.corpus


def graph_of(path: Path) -> Graph | None:
    try:
        model = open_model(path, str(path), (), "", silent)
    except CutawayError:
        return None
    try:
        layers = model.description.layers
        return model.graph() or (layer_graph(layers) if layers else None)
    finally:
        model.close()


def test_first_pictures_of_real_models_have_no_flaws(corpus_root: Path) -> None:
    wrong = []
    seen = 0
    for row in csv.DictReader((corpus_root / "manifest.csv").read_text(encoding="utf-8").splitlines()):
        graph = graph_of(corpus_root / row["path"]) if row["kind"] != "hostile" else None
        if graph is None:
            continue
        seen += 1
        picture = GraphMap(graph).picture()
        flaws = [
            *picture_flaws.overlapping(picture),
            *picture_flaws.outside(picture),
            *picture_flaws.loose_ends(picture),
            *picture_flaws.crossed_boxes(picture),
        ]
        boxes = len(picture.boxes.keys)
        if flaws or boxes > 200 or (boxes < 5 and len(graph.names) > 40):
            wrong.append((row["id"], boxes, flaws[:2]))
    assert seen > 150
    assert wrong == []


@pytest.mark.parametrize(
    ("model", "role"), [("tl_litert_multi_subgraphs_while", "cond"), ("tl_litert_call_once_mul", "f")]
)
def test_operators_tell_the_subgraphs_that_they_call(corpus_root: Path, model: str, role: str) -> None:
    rows = csv.DictReader((corpus_root / "manifest.csv").read_text(encoding="utf-8").splitlines())
    graph = graph_of(corpus_root / next(row["path"] for row in rows if row["id"] == model))
    assert graph is not None
    assert role in {each for _, _, each in graph.calls}
