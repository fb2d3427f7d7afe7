# SPDX-License-Identifier: Apache-2.0
"""Whatever graph a file holds, it is outlined, searched and drawn in time and in bounds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers import corpus
from helpers.commands import Outcome, cutaway

pytestmark = pytest.mark.corpus

MOST_SECONDS = 10
MOST_BYTES = 1_000_000_000
_LARGE = 400
"""Nodes from which on a graph is worth a test."""
_GRAPHS = ("GraphDef", "SavedModel", "MetaGraph", "checkpoint+meta", "tflite")


def _nodes(entry: corpus.Entry) -> int:
    return sum(int(part) for part in entry.row["n_nodes"].replace("+", " ").split() if part.isdigit())


def _is_hostile(entry: corpus.Entry) -> bool:
    return entry.kind == "hostile" and any(word in entry.format for word in _GRAPHS)


ENTRIES = corpus.entries()
HOSTILE = [pytest.param(entry, id=entry.id) for entry in ENTRIES if _is_hostile(entry)]
LARGE = [
    pytest.param(entry, id=entry.id)
    for entry in ENTRIES
    if entry.kind != "hostile" and _nodes(entry) >= _LARGE and any(word in entry.format for word in _GRAPHS)
]


def judge(outcome: Outcome) -> None:
    """What must hold for every graph there is."""
    assert outcome.status in {0, 1, 4}, outcome.stderr
    assert outcome.seconds < MOST_SECONDS
    assert outcome.peak < MOST_BYTES
    assert "Traceback" not in outcome.stdout + outcome.stderr
    if outcome.status:
        assert outcome.json()["error"]["kind"] != "CrashedError", outcome.stdout


@pytest.mark.parametrize("entry", HOSTILE)
def test_a_hostile_graph_is_outlined_in_bounds(entry: corpus.Entry) -> None:
    judge(cutaway("graph", entry.path, "--json"))


@pytest.mark.parametrize("entry", HOSTILE)
def test_a_hostile_graph_is_opened_as_far_as_that_can_be_drawn(entry: corpus.Entry, tmp_path: Path) -> None:
    file = tmp_path / "graph.svg"
    outcome = cutaway("graph", entry.path, "--all", "--export", file, "--json")
    judge(outcome)
    assert file.exists() == (outcome.status == 0)
    assert list(tmp_path.iterdir()) == [file] * file.exists()


@pytest.mark.parametrize("entry", HOSTILE)
def test_a_hostile_graph_is_searched_in_bounds(entry: corpus.Entry) -> None:
    judge(cutaway("graph", entry.path, "--search", "/./", "--json"))


@pytest.mark.parametrize("entry", LARGE)
def test_a_large_graph_shows_as_many_boxes_as_one_can_look_at(entry: corpus.Entry) -> None:
    outcome = cutaway("graph", entry.path, "--json")
    judge(outcome)
    assert outcome.status == 0, outcome.stdout
    boxes = json.loads(outcome.stdout)["boxes"]
    assert 5 <= len(boxes) <= 200


@pytest.mark.parametrize("entry", LARGE)
def test_a_large_graph_is_searched_for_all_its_nodes(entry: corpus.Entry) -> None:
    outcome = cutaway("graph", entry.path, "--search", "op:/./", "--limit", "50", "--json")
    judge(outcome)
    answer = outcome.json()
    assert answer["total"] >= _nodes(entry)
    assert answer["listed"] == 50
    assert len({tensor["tensor"] for tensor in answer["tensors"]}) == len(answer["tensors"])
