# SPDX-License-Identifier: Apache-2.0
"""One selection: what is chosen in the drawing is chosen in the window, and the other way round."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from cutaway.session.selection import Chosen
from helpers.netron_pages import Shown

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
