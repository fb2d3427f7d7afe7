# SPDX-License-Identifier: Apache-2.0
"""What becomes a group, what belongs to a box, and what is open at first."""

from array import array

from cutaway.description.graph import CONTROL
from cutaway.description.picture import FOLDED, NODE, OPEN, Picture
from cutaway.graphing.maps import GraphMap
from helpers import shaped_graphs
from helpers.shaped_graphs import Growing


def box(picture: Picture, key: str) -> int:
    return picture.boxes.keys.index(key)


def attached(picture: Picture, key: str) -> list[int]:
    number, starts = box(picture, key), picture.boxes.attached_starts
    return list(picture.boxes.attached[starts[number] : starts[number + 1]])


def wires(picture: Picture) -> set[tuple[str, str]]:
    keys = picture.boxes.keys
    return {
        (keys[source], keys[target])
        for source, target in zip(picture.wires.source, picture.wires.target, strict=True)
    }


def serving() -> Growing:
    """A main graph that only wraps a call, beside a saver, as TensorFlow 2 writes it."""
    made = Growing()
    x = made.node("serving_default_x", "Placeholder")
    kernel = made.node("dense/kernel", "VarHandleOp")
    call = made.node("StatefulPartitionedCall", "StatefulPartitionedCall", x, kernel)
    made.node("saver_filename", "Placeholder")
    save = made.node("StatefulPartitionedCall_1", "StatefulPartitionedCall", 3, kernel)

    def serve() -> None:
        inner, handle = made.node("x", "_Arg"), made.node("unknown", "_Arg")
        read = made.node("model/dense/MatMul/ReadVariableOp", "ReadVariableOp", handle)
        product = made.node("model/dense/MatMul", "MatMul", inner, read)
        made.node("model/dense/Relu", "Relu", product)
        made.node("y", "_Retval", len(made.names) - 1)

    def saver() -> None:
        name, handle = made.node("name", "_Arg"), made.node("unknown", "_Arg")
        made.node("SaveV2", "SaveV2", name, made.node("Read", "ReadVariableOp", handle))

    made.calls.append((call, made.function("__inference_signature_wrapper_12", serve), "f"))
    made.calls.append((save, made.function("__inference__traced_save_99", saver), "f"))
    made.node("Identity", "Identity", call)
    return made


def test_constants_and_variables_belong_to_what_uses_them() -> None:
    made = Growing()
    weight = made.node("conv/kernel", "VariableV2")
    read = made.node("conv/kernel/read", "Identity", weight)
    axis = made.node("axis", "Const")
    conv = made.node("conv/Conv2D", "Conv2D", made.node("x", "Placeholder"), read)
    made.node("sum", "Sum", conv, axis)
    picture = GraphMap(made.graph()).picture()
    assert attached(picture, "conv/Conv2D") == [weight, read]
    assert picture.boxes.variables[box(picture, "conv/Conv2D")] == 2
    assert picture.boxes.constants[box(picture, "sum")] == 1
    assert len(picture.boxes.keys) == 3


def test_constants_and_variables_have_boxes_where_one_asks_for_them() -> None:
    made = Growing()
    made.node("y", "Add", made.node("x", "Placeholder"), made.node("one", "Const"))
    assert "one" in GraphMap(made.graph(), plain=True).picture().boxes.keys


def test_what_nothing_uses_is_set_aside_in_one_group() -> None:
    made = Growing()
    for number in range(9):
        made.node(f"forgotten_{number}", "Const")
    made.node("y", "Relu", made.node("x", "Placeholder"))
    picture = GraphMap(made.graph()).picture([])
    assert sorted(picture.boxes.labels) == ["Unused", "x", "y"]


def test_the_first_picture_of_a_saved_model_shows_the_inside_of_what_serves() -> None:
    picture = GraphMap(serving().graph()).picture()
    assert picture.opened[0] == "StatefulPartitionedCall()"
    assert "StatefulPartitionedCall()/x" in picture.boxes.keys
    assert picture.boxes.form[box(picture, "StatefulPartitionedCall_1()")] == FOLDED
    assert "signature_wrapper" in picture.boxes.notes[box(picture, "StatefulPartitionedCall()")]


def test_edges_of_a_call_go_on_to_the_arguments_and_results_in_it() -> None:
    picture = GraphMap(serving().graph()).picture()
    found = wires(picture)
    assert ("serving_default_x", "StatefulPartitionedCall()/x") in found
    assert ("StatefulPartitionedCall()/y", "Identity") in found


def test_a_variable_that_is_passed_into_a_call_belongs_to_what_reads_it_there() -> None:
    picture = GraphMap(serving().graph()).picture(
        ["StatefulPartitionedCall()", "StatefulPartitionedCall()/model/dense/"]
    )
    assert picture.boxes.variables[box(picture, "StatefulPartitionedCall()/model/dense/MatMul")] == 2
    assert "StatefulPartitionedCall()/unknown" not in picture.boxes.keys


def test_branches_and_loops_have_a_group_for_each_function() -> None:
    made = Growing()
    loop = made.node("loop", "While", made.node("x", "Placeholder"))

    def body() -> None:
        made.node("y", "_Retval", made.node("step", "Relu", made.node("x", "_Arg")))

    made.calls.append((loop, made.function("again", body), "cond"))
    made.calls.append((loop, made.function("todo", body), "body"))
    made.node("end", "Relu", loop)
    picture = GraphMap(made.graph()).picture(["loop()", "loop()/cond:", "loop()/body:"])
    found = wires(picture)
    assert {("x", "loop()/cond:/x"), ("x", "loop()/body:/x"), ("loop()/body:/y", "end")} <= found
    assert ("loop()/cond:/y", "end") not in found


def test_functions_that_nothing_calls_are_shown_beside_the_main_graph() -> None:
    made = Growing()
    made.node("x", "Placeholder")

    def fill() -> None:
        made.node("y", "_Retval", made.node("step", "Relu", made.node("x", "_Arg")))

    for number in range(5):
        made.function(f"__inference_call_{number}", fill)
    picture = GraphMap(made.graph()).picture(["#functions"])
    assert picture.boxes.form[box(picture, "#functions")] == OPEN
    assert picture.boxes.labels.count("call") == 5


def test_a_scope_that_holds_one_scope_is_one_group() -> None:
    made = Growing()
    made.node("a/b/c/y", "Relu", made.node("a/b/c/x", "Placeholder"))
    picture = GraphMap(made.graph()).picture([])
    assert picture.boxes.labels == ["a/b/c"]


def test_a_node_that_is_called_like_a_scope_lies_in_it() -> None:
    made = Growing()
    made.node("dense/x", "Relu", made.node("dense", "MatMul", made.node("x", "Placeholder")))
    picture = GraphMap(made.graph()).picture([])
    assert sorted(picture.boxes.keys) == ["dense/", "x"]
    assert picture.boxes.form[box(picture, "x")] == NODE


def test_layers_of_one_structure_become_one_group_that_counts_them() -> None:
    made = Growing()
    last = made.node("x", "Placeholder")
    for number in range(24):
        last = made.node(f"layer_{number}/act", "Relu", made.node(f"layer_{number}/mul", "MatMul", last))
    picture = GraphMap(made.graph()).picture([])
    repeated = list(picture.boxes.repeat).index(24)
    assert picture.boxes.labels[repeated] == "layer_0 … layer_23"
    assert picture.boxes.notes[repeated].startswith("×24")


def test_numbered_blocks_in_flat_names_become_groups() -> None:
    made = Growing()
    last = made.node("x", "Placeholder")
    for stage in (1, 2, 3):
        for part in ("a", "b"):
            for step, op in (
                ("conv", "Conv2D"),
                ("bn", "FusedBatchNormV3"),
                ("relu", "Relu"),
                ("out", "Add"),
                ("end", "Mul"),
            ):
                last = made.node(f"block{stage}{part}_{step}", op, last)
    picture = GraphMap(made.graph()).picture([])
    assert [label for label in picture.boxes.labels if label.startswith("block")] == [
        "block1",
        "block2",
        "block3",
    ]


def test_layers_that_are_only_numbered_are_no_blocks() -> None:
    made = Growing()
    last = made.node("x", "Placeholder")
    for number in range(15):
        last = made.node(f"conv2d_{number}", "Conv2D", last)
        last = made.node(f"max_pooling2d_{number}", "MaxPool", last)
    labels = GraphMap(made.graph()).picture([]).boxes.labels
    assert not any(label in {"conv2", "conv2d", "max_pooling2d"} for label in labels)


def test_a_scope_all_over_a_network_falls_into_its_parts() -> None:
    made = Growing()
    last = made.node("x", "Placeholder")
    for number in range(4):
        last = made.node(f"act_{number}", "Relu", last)
        last = made.node(f"conv/b_{number}", "BiasAdd", made.node(f"conv/a_{number}", "Conv2D", last))
    picture = GraphMap(made.graph()).picture([])
    assert [label for label in picture.boxes.labels if label.startswith("conv")] == [
        f"conv · {n}" for n in (1, 2, 3, 4)
    ]


def test_a_loop_of_the_graph_itself_leaves_scopes_whole() -> None:
    picture = GraphMap(shaped_graphs.loop()).picture([])
    assert "while/" in picture.boxes.keys


def test_branches_that_do_the_same_become_one_group() -> None:
    picture = GraphMap(shaped_graphs.fan(200)).picture([])
    assert sorted(picture.boxes.repeat) == [1, 1, 198]


def test_edges_of_a_hub_are_not_routed_but_there() -> None:
    made = Growing()
    nodes = [made.node("n0", "Placeholder")]
    for number in range(1, 14):
        nodes.append(made.node(f"n{number}", "Relu", nodes[-1]))
    made.node("all", "NoOp", controls=nodes)
    picture = GraphMap(made.graph()).picture([])
    starts = picture.wires.point_starts
    routed = [starts[wire] < starts[wire + 1] for wire in range(len(picture.wires.source))]
    assert routed == [tensors > 0 for tensors in picture.wires.tensors]
    assert routed.count(False) == 14


def test_an_edge_into_a_constant_goes_on_to_what_uses_it() -> None:
    made = Growing()
    first = made.node("first", "Placeholder")
    constant = made.node("one", "Const")
    made.link(first, constant, output=CONTROL)
    made.node("y", "Relu", constant)
    picture = GraphMap(made.graph()).picture([])
    assert wires(picture) == {("first", "y")}
    assert list(picture.wires.controls) == [1]


def test_fused_operators_of_tensorflow_lite_go_by_their_first_name() -> None:
    made = Growing()
    first = made.node(
        "model/conv2d/Relu;model/bn/Fused;model/conv2d/Conv2D", "CONV_2D", made.node("x", "_Arg")
    )
    made.node("model/conv2d_1/Relu", "CONV_2D", first)
    picture = GraphMap(made.graph()).picture(["model/"])
    assert "conv2d/Relu" in picture.boxes.notes


def test_groups_that_are_called_like_a_keras_layer_tell_its_class() -> None:
    made = Growing()
    made.node(
        "dense_1/BiasAdd", "BiasAdd", made.node("dense_1/MatMul", "MatMul", made.node("x", "Placeholder"))
    )
    picture = GraphMap(made.graph(), layers={"dense_1": "Dense"}).picture([])
    assert "Dense · 2 ops" in picture.boxes.notes


def test_what_a_function_calls_counts_and_never_overflows() -> None:
    picture = GraphMap(shaped_graphs.doubling(60)).picture([])
    start = box(picture, "start()")
    assert picture.boxes.count[start] == 2**31 - 1
    assert "billions" in picture.boxes.notes[start]
    assert isinstance(picture.boxes.count, array)
