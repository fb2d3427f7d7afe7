# SPDX-License-Identifier: Apache-2.0
"""What computes in a model: functions inlined, without what only passes on, and what an input has a part in."""

from __future__ import annotations

from pathlib import Path

from cutaway.comparing import units
from cutaway.formats.graphmodel import GraphModel
from cutaway.formats.opened import silent
from cutaway.worker.models import open_file
from helpers.corpus import SAMPLES


def opened(path: Path) -> GraphModel:
    found = open_file((str(path), (), ""), silent)
    assert isinstance(found, GraphModel)
    return found


def test_functions_that_a_signature_calls_are_inlined_and_others_are_not_there() -> None:
    model = opened(SAMPLES / "basic_pitch")
    graph = model.graph()
    found = units.nodes(graph, model.description)
    inside = [unit for unit in found if graph.function_of[unit.node] >= 0]
    assert len(inside) == len(found) > 300
    functions = {graph.functions[graph.function_of[unit.node]] for unit in found}
    assert len(functions) < len(graph.functions)
    assert {unit.kind for unit in found}.isdisjoint(
        {"PartitionedCall", "StatefulPartitionedCall", "Const", "SaveV2"}
    )
    assert len([unit for unit in found if unit.kind == "Conv2D"]) == 32


def test_what_follows_from_variables_alone_is_constant_also_through_calls() -> None:
    model = opened(SAMPLES / "basic_pitch")
    found = units.nodes(model.graph(), model.description)
    kernels = [unit for unit in found if unit.name.endswith("conv1d/ExpandDims_1")]
    assert kernels
    assert all(unit.constant for unit in kernels)
    assert not any(unit.constant for unit in found if unit.kind in ("Conv2D", "Sigmoid"))


def test_ops_of_all_formats_have_one_kind() -> None:
    for spellings in (
        ("AddV2", "ADD", "Add"),
        ("Sigmoid", "LOGISTIC"),
        ("ConcatV2", "CONCATENATION", "Concat"),
    ):
        assert len({units.plain_kind(each) for each in spellings}) == 1
