# SPDX-License-Identifier: Apache-2.0
"""Two maps beside each other: what differs, and which group is which."""

from __future__ import annotations

from dataclasses import replace

from cutaway.comparing.sides import MapSides
from cutaway.description.comparison import Box, BoxPair, MapMatch, Match


def box(key: str, kind: str = "Conv2D", *weights: str) -> Box:
    """A node in the groups that its key names."""
    scopes = key.split("/")[:-1]
    around = tuple("/".join(scopes[: end + 1]) + "/" for end in range(len(scopes)))
    return Box(key, "", kind, (*around, key), weights)


def pair(first: Box, second: Box, match: Match = "name") -> BoxPair:
    return BoxPair((first,), (second,), match)


def sides(*pairs: BoxPair, changed: tuple[set[str], set[str]] = (set(), set())) -> MapSides:
    return MapSides(MapMatch(pairs, (box("old"),), (box("new"),)), changed)


def test_a_node_whose_weight_differs_is_changed_and_others_are_the_same() -> None:
    found = sides(
        pair(box("a/x", "Conv2D", "w"), box("b/x", "Conv2D", "v")),
        pair(box("a/y", "Conv2D", "u"), box("b/y", "Conv2D", "t")),
        changed=({"w"}, {"v"}),
    )
    assert found.statuses(0) == {"a/x": "changed", "a/y": "same", "old": "removed"}
    assert found.statuses(1) == {"b/x": "changed", "b/y": "same", "new": "added"}
    assert [(step.status, step.words) for step in found.steps] == [
        ("changed", "weights differ"),
        ("removed", ""),
        ("added", ""),
    ]
    assert found.same == 1


def test_another_op_is_a_change_but_not_where_a_converter_renamed_it() -> None:
    found = sides(pair(box("x", "Relu"), box("x", "Relu6")), pair(box("c"), box("c", "CONV_2D"), "fused"))
    assert [step.words for step in found.steps[:1]] == ["Relu → Relu6"]
    assert found.statuses(1)["c"] == "same"


def test_another_shape_is_a_change_and_a_free_size_is_none() -> None:
    one, other, free = (replace(box("x"), shape=text) for text in ("1 × 32", "1 × 64", "? × 32"))
    assert [step.words for step in sides(pair(one, other)).steps[:1]] == ["1 × 32 → 1 × 64"]
    assert sides(pair(one, free)).same == 1
    assert sides(pair(one, other, "fused")).same == 1


def test_a_node_whose_weight_has_no_other_is_changed_unless_a_converter_may_have_folded_it() -> None:
    boxes = box("x", "Conv2D", "w"), box("x", "Conv2D", "v")
    known: tuple[tuple[Match, int], ...] = (("name", 0), ("fused", 1))
    for match, same in known:
        told = MapMatch((BoxPair((boxes[0],), (boxes[1],), match),))
        assert MapSides(told, (set(), set()), ({"w"}, set())).same == same


def test_a_group_is_the_one_that_holds_the_same_nodes() -> None:
    found = sides(
        pair(box("model/a/x"), box("net/p/x")),
        pair(box("model/a/y"), box("net/p/y")),
        pair(box("model/b/z"), box("net/q/z")),
    )
    assert [found.twin(0, group) for group in ("model/", "model/a/", "model/b/")] == [
        "net/",
        "net/p/",
        "net/q/",
    ]
    assert found.twin(1, "net/p/") == "model/a/"
    assert found.twin(0, "nothing/") == ""


def test_partners_lead_to_the_other_side_and_back() -> None:
    found = sides(pair(box("x"), box("y"), "path"))
    assert [each.name for each in found.partners(0, "x")] == ["y"]
    assert [each.name for each in found.partners(1, "y")] == ["x"]
    assert found.partners(0, "old") == ()
