# SPDX-License-Identifier: Apache-2.0
"""Pictures are written in forms that other programs read."""

import json
from xml.etree import ElementTree

from cutaway.description.picture import OPEN, Picture
from cutaway.graphing.exports.dot import dot
from cutaway.graphing.exports.listing import listing
from cutaway.graphing.exports.svg import svg
from cutaway.graphing.maps import GraphMap
from helpers import shaped_graphs

SPACE = "{http://www.w3.org/2000/svg}"


def picture() -> Picture:
    return GraphMap(shaped_graphs.unrolled_lstm(4)).picture(["rnn/"])


def test_svg_holds_every_box_and_every_routed_wire() -> None:
    drawn = picture()
    root = ElementTree.fromstring(svg(drawn))  # noqa: S314 - our own
    titles = [each.text or "" for each in root.iter(f"{SPACE}title")]
    assert {title.partition("\n")[0] for title in titles} >= set(drawn.boxes.keys)
    starts = drawn.wires.point_starts
    routed = sum(starts[wire] < starts[wire + 1] for wire in range(len(drawn.wires.source)))
    assert (
        len([path for path in root.iter(f"{SPACE}path") if path.get("class", "").startswith("w")]) == routed
    )


def test_svg_says_what_wires_carry() -> None:
    made = shaped_graphs.Growing()
    last = made.node("x", "Placeholder")
    for number in range(4):
        last = made.node(f"conv_{number}", "Conv2D", last)
    tensors = {(node, 0): f"float32 1 × {node}" for node in range(5)}
    drawn = GraphMap(made.graph()).picture(tensors=tensors)
    root = ElementTree.fromstring(svg(drawn))  # noqa: S314 - our own
    said = [each.text for each in root.iter(f"{SPACE}text") if each.get("class") == "n t"]
    assert said == [label for label in drawn.wires.labels if label] != []


def test_svg_bears_names_that_are_markup_or_control_characters() -> None:
    made = shaped_graphs.Growing()
    made.node("<script>&\"'\x00\x1b", "Relu")
    text = svg(GraphMap(made.graph()).picture())
    assert ElementTree.fromstring(text) is not None  # noqa: S314 - our own


def test_dot_links_clusters_and_quotes_names() -> None:
    made = shaped_graphs.Growing()
    first = made.node('say "hi"\\', "Relu")
    made.node("group/a", "Relu", made.node("group/b", "Relu", first))
    text = dot(GraphMap(made.graph()).picture(["group/"]))
    assert '"say \\"hi\\"\\\\' in text
    assert "subgraph cluster_" in text
    assert text.count("{") == text.count("}")
    assert text.count(" -> ") == 2


def test_json_tells_boxes_by_key_and_wires_between_them() -> None:
    drawn = picture()
    graph = shaped_graphs.unrolled_lstm(4)
    told = json.loads(json.dumps(listing(drawn, graph.names)))
    boxes = {box["key"]: box for box in told["boxes"]}
    assert len(boxes) == len(drawn.boxes.keys)
    assert boxes["rnn/"]["form"] == "open"
    assert all(wire["source"] in boxes and wire["target"] in boxes for wire in told["wires"])
    assert {box["key"] for box in told["boxes"] if box["form"] == "open"} == set(told["opened"])
    assert list(drawn.boxes.form).count(OPEN) == 1
