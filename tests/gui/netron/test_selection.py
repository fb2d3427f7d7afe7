# SPDX-License-Identifier: Apache-2.0
"""One selection: what is chosen in the drawing is chosen in the window, and the other way round."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cutaway.session.selection import Chosen
from helpers.netron_pages import Shown
from helpers.windows import child

Show = Callable[..., Shown]
CONV = "MobileNet/conv_1/Conv2D"


def click(shown: Shown, place: int) -> None:
    """What Netron does where a node is clicked."""
    shown.do(f"__view__.target.activate(__view__.activeTarget.nodes[{place}])")


def test_a_click_on_a_node_chooses_it(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "keyword_ds_cnn.pb").wait_drawn()
    click(shown, 6)
    qtbot.waitUntil(lambda: shown.document.selection.current == Chosen("node", CONV))
    assert shown.view.holds(shown.document.selection.current)
    assert shown.selected == [CONV]


def test_a_node_of_a_tflite_goes_by_its_first_output(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "hello_world_int8.tflite").wait_drawn()
    click(shown, 2)
    qtbot.waitUntil(lambda: shown.document.selection.current == Chosen("node", "StatefulPartitionedCall:0"))


def test_a_click_on_a_keras_node_chooses_the_layer(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "resnet8_cifar10.h5").wait_drawn()
    click(shown, 3)
    qtbot.waitUntil(lambda: shown.document.selection.current == Chosen("layer", "conv2d_1"))
    assert shown.view.holds(Chosen("layer", "conv2d_1"))
    assert not shown.view.holds(Chosen("layer", "conv2d_2"))


def test_a_click_on_a_weight_chooses_the_constant(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "keyword_ds_cnn.pb").wait_drawn()
    shown.do("__view__.target.activate(__view__.activeTarget.nodes[6].inputs[1])")
    qtbot.waitUntil(lambda: shown.document.selection.current.kind == "constant")
    assert shown.document.selection.current.name == "MobileNet/conv_1/weights"


def test_a_node_chosen_elsewhere_is_selected(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "keyword_ds_cnn.pb").wait_drawn()
    shown.document.selection.choose(Chosen("node", CONV))
    qtbot.waitUntil(lambda: shown.selected == [CONV])
    assert shown.document.selection.current == Chosen("node", CONV)
    shown.document.selection.choose(Chosen("node", CONV, "some_function"))
    qtbot.waitUntil(lambda: shown.selected == [])


def function_of(shown: Shown) -> tuple[str, str]:
    """A function of the model that is drawn, and a node in it, by the names that Netron has for them."""
    return tuple(
        shown.run(
            "(() => { const [f] = (__view__.model.functions || __view__.model.modules[0].functions)"
            ".filter((f) => f.nodes.length > 3); return [f.name, f.nodes[2].name]; })()"
        )
    )


def drawn(shown: Shown) -> str:
    """The function that is drawn, empty for the main graph."""
    return str(shown.run("__view__.activeTarget.type === 'function' ? __view__.activeTarget.name : ''"))


def test_a_node_in_a_function_is_drawn_and_selected_there(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "basic_pitch").wait_drawn()
    function, node = function_of(shown)
    assert drawn(shown) == ""
    shown.document.selection.choose(Chosen("node", node, function))
    qtbot.waitUntil(lambda: shown.selected == [node], timeout=20_000)
    assert drawn(shown) == function
    assert shown.document.selection.current == Chosen("node", node, function)


def test_a_click_in_a_function_chooses_its_node_and_one_in_the_main_graph_leads_back(
    show: Show, samples: Path, qtbot: QtBot
) -> None:
    shown = show(samples / "basic_pitch").wait_drawn()
    main = shown.nodes[0]
    function, node = function_of(shown)
    shown.document.selection.choose(Chosen("node", node, function))
    qtbot.waitUntil(lambda: shown.selected == [node], timeout=20_000)
    click(shown, 1)
    qtbot.waitUntil(lambda: shown.document.selection.current.name != node)
    assert shown.document.selection.current == Chosen("node", shown.nodes[1], function)
    shown.document.selection.choose(Chosen("node", main))
    qtbot.waitUntil(lambda: shown.selected == [main], timeout=20_000)
    assert drawn(shown) == ""


def test_a_function_of_too_many_nodes_is_told_and_not_drawn(
    show: Show, samples: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cutaway.qt.netron.drawing.MOST_NODES", 3)
    shown = show(samples / "basic_pitch").wait_drawn()
    function, node = function_of(shown)
    shown.document.selection.choose(Chosen("node", node, function))
    words = child(shown.desk, QLabel, "netronWords")
    qtbot.waitUntil(words.isVisible)
    assert "lies in a function of" in words.text()
    assert drawn(shown) == ""


def test_a_constant_leads_to_the_node_that_holds_it(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "keyword_ds_cnn.pb").wait_drawn()
    shown.document.selection.choose(Chosen("constant", "MobileNet/conv_1/weights"))
    qtbot.waitUntil(lambda: shown.selected == [CONV])


def test_a_variable_of_a_keras_file_leads_to_its_layer(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "resnet8_cifar10.h5").wait_drawn()
    shown.document.selection.choose(Chosen("variable", "conv2d_1/kernel:0"))
    qtbot.waitUntil(lambda: shown.selected == ["conv2d_1"])


def test_an_input_leads_to_its_placeholder(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "keyword_ds_cnn.pb")
    description = shown.document.description
    assert description is not None
    signature = description.signatures[0]
    shown.document.selection.choose(Chosen("input", signature.inputs[0].name, signature.key))
    shown.wait_drawn()
    qtbot.waitUntil(lambda: shown.selected == [signature.inputs[0].tensor.partition(":")[0]])


def test_a_click_on_an_input_chooses_it(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "hello_world_int8.tflite").wait_drawn()
    shown.do("__view__.target.activate((__view__.activeSignature || __view__.activeTarget).inputs[0])")
    qtbot.waitUntil(lambda: shown.document.selection.current.kind == "input")
    description = shown.document.description
    assert description is not None
    key = description.signatures[0].key
    assert shown.document.selection.current == Chosen("input", description.signatures[0].inputs[0].name, key)


def test_an_output_of_a_signature_is_selected(show: Show, samples: Path, qtbot: QtBot) -> None:
    shown = show(samples / "hello_world_int8.tflite").wait_drawn()
    description = shown.document.description
    assert description is not None
    signature = description.signatures[0]
    shown.document.selection.choose(Chosen("output", signature.outputs[0].name, signature.key))
    qtbot.waitUntil(lambda: len(shown.selected) == 1)
