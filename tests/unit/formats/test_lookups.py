# SPDX-License-Identifier: Apache-2.0
"""Lookup tables of objects, and the rows of text files."""

from pathlib import Path

import pytest

from cutaway.formats import lookups
from cutaway.formats.lookups import Filled, Tables
from cutaway.formats.nodes import take_census
from cutaway.formats.objectgraph import ObjectGraph
from cutaway.formats.reach import Reach
from cutaway.formats.textrows import TextRows
from cutaway.wire.protobuf import Message
from helpers import graphs

LINE, NUMBER = -2, -1


def _rows(tmp_path: Path, text: bytes, key: int, value: int, offset: int = 0) -> TextRows:
    file = tmp_path / "vocab.txt"
    file.write_bytes(text)
    return TextRows(file, key, value, "\t", offset)


def test_lines_and_their_numbers_are_rows(tmp_path: Path) -> None:
    rows = _rows(tmp_path, b"a\r\nb\nc", LINE, NUMBER)
    assert (rows.count(), rows.rows(2)) == (3, [("a", "0"), ("b", "1")])


def test_columns_are_rows_and_a_missing_one_is_empty(tmp_path: Path) -> None:
    rows = _rows(tmp_path, b"x\t1\ny\n", 0, 1)
    assert (rows.count(), rows.rows(9)) == (2, [("x", "1"), ("y", "")])


def test_lines_at_the_top_can_be_passed_over(tmp_path: Path) -> None:
    rows = _rows(tmp_path, b"head\na\n", LINE, NUMBER, offset=1)
    assert (rows.count(), rows.rows(9)) == (1, [("a", "0")])


def test_a_line_without_an_end_is_cut(tmp_path: Path) -> None:
    rows = _rows(tmp_path, b"x" * 200_000 + b"\nb", LINE, NUMBER).rows(9)
    assert (len(rows[0][0]), rows[1]) == (1 << 16, ("b", "1"))


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    rows = _rows(tmp_path, b"", LINE, NUMBER)
    assert (rows.count(), rows.rows(9)) == (0, [])


def _model(op: str, *captured: str) -> Message:
    """A table as TensorFlow 2 keeps it: an object with a function that makes it and one that fills it."""
    graph = graphs.graph()
    keys = graphs.tensor(graphs.INT64, [2], int64_val=[5, 6])
    graphs.node(graph, "keys", "Const", dtype=graphs.INT64, value=keys)
    values = graphs.tensor(graphs.STRING, [2], string_val=[b"five", b"six"])
    graphs.node(graph, "values", "Const", dtype=graphs.STRING, value=values)
    maker = graphs.function(graph, "make", {}, {})
    graphs.node(maker, "table", "HashTableV2", key_dtype=graphs.INT64, value_dtype=graphs.STRING)
    filler = graphs.function(graph, "fill", dict.fromkeys(("handle", *captured), graphs.INT64), {})
    graphs.node(filler, "import", op, "handle", *captured)
    meta = graphs.meta_graph(graph, "serve")
    children: tuple[dict[str, int], ...] = (
        {"words": 1},
        {"_create_resource": 2, "_initialize": 3},
        {},
        {},
        {},
        {},
        {},
    )
    for named in children:
        node = meta.object_graph_def.nodes.add()
        for name, child in named.items():
            node.children.add(local_name=name, node_id=child)
    nodes = meta.object_graph_def.nodes
    nodes[2].function.concrete_functions.append("make")
    nodes[3].function.concrete_functions.append("fill")
    nodes[4].constant.operation, nodes[5].constant.operation = "keys", "values"
    nodes[6].asset.asset_file_def_index = 0
    return meta


def _found(meta: Message, bound: list[int], assets: dict[str, Path]) -> Filled:
    meta.object_graph_def.concrete_functions["fill"].bound_inputs.extend(bound)
    census = take_census(meta.graph_def, lookups.WATCHED)
    tables = Tables(census, Reach(meta.graph_def), graphs.decoded(meta), assets)
    found = tables.find(ObjectGraph(meta.object_graph_def), None)
    assert len(found) == 1
    return found[0]


def test_a_table_filled_from_captured_constants_has_rows() -> None:
    filled = _found(_model("LookupTableImportV2", "k", "v"), [1, 4, 5], {})
    table = filled.table
    assert (table.name, table.key_dtype, table.value_dtype) == ("words", "int64", "string")
    assert (table.entries, table.source) == (2, "constants")
    assert filled.rows(9, graphs.decoded(None), None) == [("5", "five"), ("6", "six")]


def test_a_table_filled_from_a_captured_asset_has_its_lines(tmp_path: Path) -> None:
    (tmp_path / "vocab.txt").write_bytes(b"a\nb\n")
    meta = _model("InitializeTableFromTextFileV2", "file")
    filler = meta.graph_def.library.function[1].node_def[0]
    filler.attr["key_index"].i, filler.attr["value_index"].i = NUMBER, LINE
    filled = _found(meta, [1, 6], {"#0": tmp_path / "vocab.txt"})
    assert (filled.table.entries, filled.table.source) == (2, "vocab.txt")
    assert filled.rows(9, graphs.decoded(None), None) == [("0", "a"), ("1", "b")]


@pytest.mark.parametrize("bound", [[], [1, 99, -3], [1, 4]])
def test_captures_that_do_not_fit_leave_the_rows_unknown(bound: list[int]) -> None:
    filled = _found(_model("LookupTableImportV2", "k", "v"), bound, {})
    assert (filled.table.entries, filled.table.source) == (None, "tensors that are computed")
