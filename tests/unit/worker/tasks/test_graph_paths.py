# SPDX-License-Identifier: Apache-2.0
"""Nodes are found by the paths under which a run tells of them: through calls, whichever call it was."""

from pathlib import Path

import pytest

from cutaway.worker.models import Models
from cutaway.worker.questions import Call
from cutaway.worker.tasks.graph_index import Index, index_of
from cutaway.worker.tasks.graphs import chains, place


def silent(*_: object) -> None:
    """Watch nothing."""


@pytest.fixture(scope="module")
def models() -> Models:
    """Models that are kept open."""
    return Models()


@pytest.fixture(scope="module")
def index(models: Models, samples: Path) -> Index:
    """The graph of a model whose layers are in a function that the signature calls."""
    found = index_of(models.open((str(samples / "basic_pitch"), (), ""), silent))
    assert found is not None
    return found


PATH = "StatefulPartitionedCall/StatefulPartitionedCall/model_1/conv2d_1/BiasAdd"


def test_a_path_leads_through_calls(index: Index) -> None:
    node = index.along(PATH)
    assert index.graph.names[node] == "model_1/conv2d_1/BiasAdd"
    assert index.function(node).startswith("__inference__wrapped_model")


def test_a_node_of_the_main_graph_is_its_own_path(index: Index) -> None:
    name = "serving_default_input_2"
    assert index.along(name) == index.node(name) >= 0


def test_what_is_not_there_is_not_found(index: Index) -> None:
    assert index.along(f"{PATH}/nothing") == -1
    assert index.along("") == -1


def test_figures_by_path_reach_their_boxes(models: Models, samples: Path) -> None:
    arguments = {"nodes": [[PATH, ""], ["gone", ""]], "name": PATH, "function": ""}
    call = Call((str(samples / "basic_pitch"), (), ""), arguments, models, silent, silent)
    found = chains(call)
    there = place(call)
    assert there is not None
    assert found == [(*there.opened, there.key), ()]
