# SPDX-License-Identifier: Apache-2.0
"""`cutaway graph` as scripts and people meet it: outline, tensors, pictures, and what is wrong with a request."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from helpers.commands import cutaway

KEYWORD = "keyword_ds_cnn.pb"


def test_the_text_tells_what_comes_in_how_it_flows_and_what_comes_out(samples: Path) -> None:
    outcome = cutaway("graph", samples / KEYWORD)
    assert outcome.status == 0
    lines = outcome.stdout.splitlines()
    assert lines[0] == f"{KEYWORD}  Frozen graph · 152 nodes · 152 edges"
    told = [line.split()[-3:] for line in lines if "wav_data" in line]
    assert told[0] == ["Placeholder", "string", "scalar"]
    order = [
        next(place for place, line in enumerate(lines) if word in line) for word in ("Mfcc", "fc1", "Squeeze")
    ]
    assert order[0] < order[2] < order[1]
    assert "\x1b" not in outcome.stdout


def test_nodes_are_counted_as_show_counts_them(samples: Path) -> None:
    outcome = cutaway("graph", samples / "basic_pitch", "--json").json()
    summary = cutaway("show", samples / "basic_pitch", "--json").json()["graph"]
    assert outcome["nodes"] == summary["nodes"] + summary["function_nodes"]
    assert outcome["functions"] == summary["functions"]


def test_the_json_holds_boxes_wires_and_ends(samples: Path) -> None:
    answer = cutaway("graph", samples / KEYWORD, "--json").json()
    assert answer["schema"] == 1
    assert answer["format"] == "frozen_graph"
    assert [spot["tensor"] for spot in answer["inputs"]] == ["wav_data:0"]
    assert answer["inputs"][0]["dtype"] == "string"
    assert answer["inputs"][0]["shape"] == []
    keys = [box["key"] for box in answer["boxes"]]
    assert "MobileNet/conv_1/" in keys
    assert all(wire["source"] in keys and wire["target"] in keys for wire in answer["wires"])
    assert answer["opened"] == ["MobileNet/"]


def test_a_group_is_opened_by_its_key_or_by_a_node_in_it(samples: Path) -> None:
    by_key = cutaway("graph", samples / KEYWORD, "--open", "MobileNet/fc1", "--json").json()
    by_node = cutaway("graph", samples / KEYWORD, "--open", "MobileNet/fc1/MatMul", "--json").json()
    assert by_key["opened"] == by_node["opened"] == ["MobileNet/", "MobileNet/fc1/"]


def test_all_groups_can_be_opened(samples: Path) -> None:
    answer = cutaway("graph", samples / KEYWORD, "--all", "--json").json()
    assert answer["complete"]
    assert {box["form"] for box in answer["boxes"]} == {"node", "open"}


def test_what_is_too_much_to_open_is_opened_in_part_and_said_so(samples: Path) -> None:
    answer = cutaway("graph", samples / "basic_pitch", "--all", "--json").json()
    assert not answer["complete"]
    assert 1_000 < len(answer["boxes"]) < 4_000


def test_a_group_that_is_not_there_is_told_with_one_that_is(samples: Path) -> None:
    outcome = cutaway("graph", samples / KEYWORD, "--open", "Mobilnet", "--json")
    assert outcome.status == 1
    assert outcome.json()["error"]["hint"] == "Did you mean MobileNet/?"


def test_a_search_prints_one_tensor_a_line(samples: Path) -> None:
    outcome = cutaway("graph", samples / KEYWORD, "--search", "op:/^conv2d$/")
    assert outcome.status == 0
    first, *rest = outcome.stdout.splitlines()
    assert first.split() == ["MobileNet/conv_1/Conv2D:0", "Conv2D", "float32"]
    assert len(rest) == 4


def test_a_tensor_in_a_function_is_spelled_with_the_calls_that_lead_to_it(samples: Path) -> None:
    query = r"/^model_1\/conv2d_1\/Conv2D$/"
    answer = cutaway("graph", samples / "basic_pitch", "--search", query, "--json").json()
    (tensor,) = answer["tensors"]
    path = "StatefulPartitionedCall/StatefulPartitionedCall/model_1/conv2d_1/Conv2D:0"
    shape = [None, 172, 264, 8]
    assert tensor == {"tensor": path, "op": "Conv2D", "dtype": "float32", "shape": shape, "inferred": False}


@pytest.mark.tensorflow
def test_shapes_that_the_file_does_not_tell_are_inferred_where_one_asks_for_it(samples: Path) -> None:
    query = "shape:1,12 op:MatMul"
    without = cutaway("graph", samples / KEYWORD, "--search", query, "--json").json()
    assert without["tensors"] == []
    answer = cutaway("graph", samples / KEYWORD, "--search", query, "--infer", "--json").json()
    (tensor,) = answer["tensors"]
    assert tensor["tensor"] == "MobileNet/fc1/MatMul:0"
    assert tensor["shape"] == [1, 12]
    assert tensor["inferred"]
    outputs = cutaway("graph", samples / KEYWORD, "--infer", "--json").json()["outputs"]
    assert [(spot["shape"], spot["inferred"]) for spot in outputs] == [([1, 12], True)]


def test_a_tensor_of_tensorflow_lite_goes_by_its_own_name(samples: Path) -> None:
    answer = cutaway(
        "graph", samples / "hello_world_int8.tflite", "--search", "StatefulPartitionedCall:0", "--json"
    )
    tensors = [tensor["tensor"] for tensor in answer.json()["tensors"] if tensor["op"] == "FULLY_CONNECTED"]
    assert tensors == ["StatefulPartitionedCall:0"]


def test_what_is_beyond_the_limit_is_told_apart_from_the_tensors(samples: Path) -> None:
    outcome = cutaway("graph", samples / KEYWORD, "--search", "op:Const", "--limit", "2")
    assert len(outcome.stdout.splitlines()) == 2
    assert "more nodes (--limit N)" in outcome.stderr


def test_a_search_without_a_hit_is_no_error(samples: Path) -> None:
    outcome = cutaway("graph", samples / KEYWORD, "--search", "nowhere")
    assert (outcome.status, outcome.stdout) == (0, "")
    assert "Nothing fits nowhere." in outcome.stderr


def test_a_regular_expression_that_cannot_be_read_is_told(samples: Path) -> None:
    outcome = cutaway("graph", samples / KEYWORD, "--search", "/(/", "--json")
    assert outcome.status == 1
    assert outcome.json()["error"]["kind"] == "RequestError"


def test_a_format_without_a_graph_is_told(samples: Path) -> None:
    for arguments in ((), ("--search", "x"), ("--export", "/tmp/never.svg")):
        outcome = cutaway("graph", samples / "regression_checkpoint", "--json", *arguments)
        assert outcome.status == 1
        assert "regression_checkpoint has no graph" in outcome.json()["error"]["message"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--export", "picture.bmp"),
        ("--export", "picture"),
        ("--export", "a.svg", "--search", "x"),
        ("--export", "a.svg", "--size", "10x10"),
        ("--export", "a.png", "--size", "10"),
        ("--export", "a.png", "--size", "0x10"),
        ("--export", "a.png", "--scale", "much"),
        ("--export", "a.png", "--scale", "1", "--size", "10x10"),
        ("--export", "a.png", "--theme", "blue"),
        ("--direction", "up"),
        ("--search", "x", "--limit", "-3"),
    ],
)
def test_wrong_usage_has_a_status_of_its_own(samples: Path, arguments: tuple[str, ...]) -> None:
    outcome = cutaway("graph", samples / KEYWORD, *arguments)
    assert outcome.status == 2
    assert outcome.stderr.startswith("cutaway: ")


def test_a_picture_as_svg_is_well_formed_and_names_its_boxes(samples: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.svg"
    assert cutaway("graph", samples / KEYWORD, "--export", file, "--theme", "dark").status == 0
    told = [element.text for element in ET.parse(file).iter() if element.tag.endswith("}text")]  # noqa: S314 - ours
    assert {"conv_1", "labels_softmax"} <= set(told)
    assert list(tmp_path.iterdir()) == [file]


def test_a_picture_as_json_is_what_the_answer_holds(samples: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.json"
    cutaway("graph", samples / KEYWORD, "--export", file)
    written = json.loads(file.read_text(encoding="utf-8"))
    answer = cutaway("graph", samples / KEYWORD, "--json").json()
    assert written == {key: answer[key] if key != "nodes" else written["nodes"] for key in written}


def test_a_picture_as_dot_names_its_groups(samples: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.dot"
    cutaway("graph", samples / KEYWORD, "--export", file, "--direction", "right")
    text = file.read_text(encoding="utf-8")
    assert 'label="MobileNet"' in text
    assert "rankdir=LR" in text


def test_a_picture_as_png_has_the_size_that_was_asked_for(samples: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.png"
    outcome = cutaway("graph", samples / KEYWORD, "--export", file, "--size", "640x480", "--json")
    assert outcome.status == 0, outcome.stdout
    data = file.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (640, 480)
    assert outcome.json()["bytes"] == len(data)


def test_a_picture_as_pdf_is_one_page(samples: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.pdf"
    assert cutaway("graph", samples / KEYWORD, "--export", file).status == 0
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_picture_that_is_too_large_is_refused_before_it_is_painted(samples: Path, tmp_path: Path) -> None:
    outcome = cutaway("graph", samples / KEYWORD, "--export", tmp_path / "a.png", "--scale", "90")
    assert outcome.status == 1
    assert "pixels is too large" in outcome.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_file_that_exists_is_replaced_only_where_that_was_said(
    samples: Path, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"graph.{ending}"
    file.write_bytes(b"mine")
    assert cutaway("graph", samples / KEYWORD, "--export", file).status == 1
    assert file.read_bytes() == b"mine"
    assert cutaway("graph", samples / KEYWORD, "--export", file, "--overwrite").status == 0
    assert file.read_bytes() != b"mine"


@pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="a folder in which nobody may write is one of Linux"
)
@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_place_that_takes_nothing_is_told(samples: Path, ending: str) -> None:
    outcome = cutaway("graph", samples / KEYWORD, "--export", f"/proc/self/graph.{ending}", "--json")
    assert outcome.status == 1
    assert "cannot be saved" in outcome.json()["error"]["message"]


def test_ways_between_two_nodes_are_listed_one_under_another(samples: Path) -> None:
    outcome = cutaway("graph", samples / KEYWORD, "--from", "wav_data", "--to", "Mfcc")
    assert outcome.status == 0
    titles = [line for line in outcome.stdout.splitlines() if line.startswith("Way")]
    assert titles == ["Way 1  3 nodes", "Way 2  4 nodes"]
    answer = cutaway("graph", samples / KEYWORD, "--from", "wav_data", "--to", "Mfcc", "--json").json()
    assert answer["ways"][0] == ["wav_data", "decoded_sample_data", "Mfcc"]
    assert answer["complete"]


def test_that_no_way_leads_there_is_said_beside_the_answer(samples: Path) -> None:
    outcome = cutaway("graph", samples / KEYWORD, "--from", "Mfcc", "--to", "wav_data")
    assert (outcome.status, outcome.stdout) == (0, "")
    assert outcome.stderr == "No way leads from Mfcc to wav_data.\n"


def test_what_feeds_and_follows_a_node_is_listed_a_line_each(samples: Path) -> None:
    outcome = cutaway("graph", samples / KEYWORD, "--to", "Mfcc")
    assert [line.split()[0] for line in outcome.stdout.splitlines()] == [
        "wav_data",
        "decoded_sample_data",
        "AudioSpectrogram",
    ]
    answer = cutaway("graph", samples / KEYWORD, "--from", "Mfcc", "--limit", "2", "--json").json()
    assert answer["listed"] == 2
    assert answer["total"] > 30


def test_dead_nodes_are_listed(samples: Path) -> None:
    assert "No node is dead" in cutaway("graph", samples / KEYWORD, "--dead").stderr
    answer = cutaway("graph", samples / "basic_pitch", "--dead", "--json").json()
    outlined = cutaway("graph", samples / "basic_pitch", "--json").json()
    assert answer["total"] == outlined["dead"]["count"] > 0


def test_questions_are_asked_one_at_a_time(samples: Path) -> None:
    outcome = cutaway("graph", samples / KEYWORD, "--dead", "--from", "Mfcc")
    assert outcome.status == 2
    assert "--from and --to and --dead are different questions" in outcome.stderr
