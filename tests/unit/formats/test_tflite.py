# SPDX-License-Identifier: Apache-2.0
"""The .tflite reader: what it says of a model, its graph, and its answers while the model is open."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest

from cutaway.description.graph import Operator
from cutaway.description.tensors import Quantization
from cutaway.errors import DamagedFileError, MissingFileError, RequestError, UnsupportedFormatError
from cutaway.formats.opened import OpenRequest, silent
from cutaway.formats.tflite import TfliteModel, open_model
from helpers.flat import Scalar, Table, Text
from helpers.lite import CUSTOM, INT8, Code, Graph, Model, Op, Tensor, signature


def _open(path: Path, model: Model) -> TfliteModel:
    return open_model(OpenRequest(model.write(path / "m.tflite"), "m.tflite"), silent)


def test_without_signatures_the_first_subgraph_is_what_can_be_called(tmp_path: Path) -> None:
    (found,) = _open(tmp_path, Model()).description.signatures
    assert (found.key, found.origin) == ("main", "inferred")
    assert [(spec.name, spec.tensor, spec.dtype, spec.shape) for spec in found.inputs] == [
        ("x", "x", "float32", (2, 3)),
        ("y", "y", "float32", (2, 3)),
    ]


def test_declared_signatures_give_the_callers_names_and_the_tensors(tmp_path: Path) -> None:
    declared = signature("add", {"left": 0, "right": 1}, {"sum": 2})
    (found,) = _open(tmp_path, Model(signatures=[declared])).description.signatures
    assert (found.key, found.origin) == ("add", "declared")
    assert [(spec.name, spec.tensor) for spec in (*found.inputs, *found.outputs)] == [
        ("left", "x"),
        ("right", "y"),
        ("sum", "z"),
    ]


def test_a_signature_without_outputs_leaves_the_subgraph_to_be_called(tmp_path: Path) -> None:
    found = _open(tmp_path, Model(signatures=[signature("lookup", {"x": 0}, {})])).description.signatures
    assert [(one.key, one.origin) for one in found] == [("lookup", "declared"), ("main", "inferred")]


def test_unknown_dimensions_come_from_the_shape_signature(tmp_path: Path) -> None:
    tensors = [Tensor("x", (1, 3), shape_signature=(-1, 3)), Tensor("y"), Tensor("z", ())]
    (found,) = _open(tmp_path, Model([Graph(tensors)])).description.signatures
    assert [spec.shape for spec in (*found.inputs, *found.outputs)] == [(None, 3), (2, 3), ()]


def test_quantization_is_told_for_the_whole_tensor_and_for_each_channel(tmp_path: Path) -> None:
    tensors = [
        Tensor("x", type=INT8, quantization=([0.5], [-3], 0)),
        Tensor("y", type=INT8, quantization=([0.5, 0.25, 2.0], [0, 0, 1], 1)),
        Tensor("z"),
    ]
    (found,) = _open(tmp_path, Model([Graph(tensors)])).description.signatures
    assert found.inputs[0].quantization == Quantization((0.5,), (-3,), None)
    assert found.inputs[1].quantization == Quantization((0.5, 0.25, 2.0), (0, 0, 1), 1)
    assert found.outputs[0].quantization is None


def test_operators_are_counted_over_all_subgraphs_with_their_versions_and_kinds(tmp_path: Path) -> None:
    codes = [Code(version=1), Code(version=2), Code(CUSTOM, custom="Foo"), Code(CUSTOM, custom="FlexAddV2")]
    graphs = [Graph(operators=[Op(0), Op(1), Op(2)]), Graph(operators=[Op(0), Op(3)], name="body")]
    description = _open(tmp_path, Model(graphs, codes)).description
    assert description.graph is not None
    assert (description.graph.nodes, description.detail) == (5, "2 subgraphs")
    assert description.graph.operators == (
        Operator("ADD", 3, (1, 2), "builtin"),
        Operator("CUSTOM:FlexAddV2", 1, (1,), "flex"),
        Operator("CUSTOM:Foo", 1, (1,), "custom"),
    )


def test_the_graph_has_the_operators_of_every_subgraph_and_the_edges_between_them(tmp_path: Path) -> None:
    tensors = [Tensor("x"), Tensor("y"), Tensor("sum"), Tensor("twice")]
    graph = Graph(tensors, [Op(0, (0, 1), (2,)), Op(0, (2, 2), (3,))], outputs=(3,))
    found = _open(tmp_path, Model([graph, Graph(name="body")])).graph()
    assert found.names[:5] == ["x", "y", "sum", "twice", "twice:result"]
    assert [found.op_names[op] for op in found.ops[:5]] == ["_Arg", "_Arg", "ADD", "ADD", "_Retval"]
    assert list(zip(found.edge_from, found.edge_to, found.edge_input, strict=True))[:5] == [
        (0, 2, 0),
        (1, 2, 1),
        (2, 3, 0),
        (2, 3, 1),
        (3, 4, 0),
    ]
    assert (found.functions, list(found.function_of[:6])) == (["body"], [-1] * 5 + [0])


def test_operators_that_name_tensors_out_of_range_are_listed_as_dangling(tmp_path: Path) -> None:
    found = _open(tmp_path, Model([Graph(operators=[Op(0, (0, -1, 77), (2,))])])).graph()
    assert found.dangling == [("z", "77")]


def test_names_that_occur_twice_stay_unique_in_the_graph(tmp_path: Path) -> None:
    tensors = [Tensor("same"), Tensor("same"), Tensor("same")]
    found = _open(tmp_path, Model([Graph(tensors)])).graph()
    assert found.names == ["same", "same (2)", "same (3)", "same:result"]


def test_constants_have_unique_names_and_are_read_as_views(tmp_path: Path) -> None:
    values = np.arange(6, dtype=np.float32)
    model = Model([Graph([Tensor("x"), Tensor("w", buffer=1), Tensor("z")])], buffers=[values.tobytes()])
    opened = _open(tmp_path, model)
    (found,) = opened.description.constants
    assert (found.name, found.dtype, found.shape, found.bytes, found.role) == (
        "w",
        "float32",
        (2, 3),
        24,
        "weight",
    )
    array = opened.array("w")
    assert array.tolist() == values.reshape(2, 3).tolist()
    assert not array.flags.writeable
    assert not array.flags.owndata


def test_constants_of_one_name_are_told_apart_by_their_place(tmp_path: Path) -> None:
    data = np.arange(6, dtype=np.float32).tobytes()
    graph = Graph([Tensor("w", buffer=1), Tensor("w", buffer=2), Tensor(b"\xff\xfe", buffer=3)])
    opened = _open(tmp_path, Model([graph], buffers=[data, data, data]))
    assert [found.name for found in opened.description.constants] == ["0/0", "0/1", "\ufffd\ufffd"]
    assert opened.array("0/1").shape == (2, 3)


def test_a_constant_that_two_subgraphs_share_counts_once_and_is_found_under_both(tmp_path: Path) -> None:
    data = np.arange(6, dtype=np.float32).tobytes()
    first = Graph([Tensor("x"), Tensor("w", buffer=1), Tensor("z")])
    second = Graph([Tensor("x2"), Tensor("v", buffer=1), Tensor("z2")], name="other")
    opened = _open(tmp_path, Model([first, second], buffers=[data]))
    assert [found.name for found in opened.description.constants] == ["w"]
    assert opened.description.metadata["tensors_sharing_constants"] == 1
    assert opened.array("1/1").tolist() == opened.array("w").tolist()


def test_tensors_that_are_kept_between_calls_are_variables_that_start_at_zero(tmp_path: Path) -> None:
    state = Tensor("state", (1, 4), type=INT8, quantization=([0.5], [-7], 0), variable=True)
    opened = _open(tmp_path, Model([Graph([Tensor("x"), state, Tensor("h", (2,), variable=True)])]))
    found = opened.description.variables
    assert [(one.name, one.shape, one.bytes, one.role, one.trainable) for one in found] == [
        ("state", (1, 4), 0, "other", False),
        ("h", (2,), 0, "other", False),
    ]
    assert opened.array("state").tolist() == [[-7, -7, -7, -7]]
    assert opened.array("h").tolist() == [0, 0]
    assert opened.description.constants == ()


def test_state_of_an_impossible_size_has_no_values(tmp_path: Path) -> None:
    state = Tensor("state", (2**31 - 1,) * 3, variable=True)
    opened = _open(tmp_path, Model([Graph([Tensor("x"), state, Tensor("z")])]))
    with pytest.raises(RequestError, match="kept between calls"):
        opened.array("state")


def test_a_name_that_looks_like_a_place_is_not_taken_for_one(tmp_path: Path) -> None:
    data = np.arange(6, dtype=np.float32).tobytes()
    graph = Graph([Tensor("0/1", buffer=1), Tensor("", buffer=2), Tensor("z")])
    opened = _open(tmp_path, Model([graph], buffers=[data, bytes(24)]))
    assert [one.name for one in opened.description.constants] == ["0/0", "0/1"]
    assert opened.array("0/1").sum() == 0


def test_an_unknown_constant_is_a_fault_of_the_request(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"m\.tflite has no constant called nothing"):
        _open(tmp_path, Model()).array("nothing")


def test_weights_in_another_file_beside_the_model_are_read(tmp_path: Path) -> None:
    values = np.arange(6, dtype=np.float32)
    (tmp_path / "weights.bin").write_bytes(b"head" + values.tobytes())
    model = _external("weights.bin", 4, 24)
    opened = _open(tmp_path, model)
    assert opened.array("w").ravel().tolist() == values.tolist()
    assert [file.name for file in opened.description.files] == ["m.tflite", "weights.bin"]


def test_weights_in_a_file_outside_the_folder_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(bytes(24))
    (tmp_path / "model").mkdir()
    opened = _open(tmp_path / "model", _external("../secret", 0, 24))
    with pytest.raises(MissingFileError, match="outside the model's folder"):
        opened.array("w")
    assert "external-weights" in [found.code for found in opened.description.findings]


def test_weights_that_are_packed_are_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.bin").write_bytes(bytes(24))
    assert _open(tmp_path, _external("weights.bin", 0, 24, "unpacked")).array("w").sum() == 0
    with pytest.raises(UnsupportedFormatError, match="packed by a method called tiles"):
        _open(tmp_path, _external("weights.bin", 0, 24, "tiles")).array("w")


def _external(file: str, offset: int, length: int, packing: str = "") -> Model:
    return Model(
        [Graph([Tensor("x"), Tensor("w", external=7), Tensor("z")])],
        groups=[Table({0: Text(file)})],
        external=[
            Table(
                {
                    0: Scalar("I", 7),
                    1: Scalar("I", 0),
                    2: Scalar("Q", offset),
                    3: Scalar("Q", length),
                    4: Text(packing),
                }
            )
        ],
    )


def test_a_buffer_behind_the_flatbuffer_is_read_by_its_offset(tmp_path: Path) -> None:
    values = np.arange(6, dtype=np.float32).tobytes()
    graph = Graph([Tensor("x"), Tensor("w", buffer=1), Tensor("z")])

    def model(offset: int) -> Model:
        return Model([graph], buffers=[Table({1: Scalar("Q", offset), 2: Scalar("Q", 24)})])

    size = len(model(1 << 40).build())
    path = tmp_path / "m.tflite"
    path.write_bytes(model(size).build() + values)
    opened = open_model(OpenRequest(path, "m.tflite"), silent)
    assert opened.array("w").tobytes() == values


def test_a_buffer_said_to_lie_beyond_the_file_is_shown_with_a_warning(tmp_path: Path) -> None:
    stored = Table({1: Scalar("Q", 1 << 40), 2: Scalar("Q", 24)})
    opened = _open(
        tmp_path, Model([Graph([Tensor("x"), Tensor("w", buffer=1), Tensor("z")])], buffers=[stored])
    )
    assert [found.available for found in opened.description.constants] == [False]
    assert "buffer-outside-file" in [found.code for found in opened.description.findings]
    with pytest.raises(DamagedFileError, match="lie outside the file"):
        opened.array("w")


def test_files_packed_behind_the_model_are_assets(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("labels.txt", "cat\ndog\n")
    path = tmp_path / "m.tflite"
    path.write_bytes(Model().build() + packed.getvalue())
    opened = open_model(OpenRequest(path, "m.tflite"), silent)
    assert [(asset.name, asset.bytes, asset.role) for asset in opened.description.assets] == [
        ("labels.txt", 8, "labels")
    ]
    assert opened.content("labels.txt", 4) == b"cat\n"
    with pytest.raises(RequestError):
        opened.content("nothing.txt", 4)


def test_another_identifier_is_said_to_be_an_unknown_version(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormatError, match="its identifier is TFL9, only TFL3 is known"):
        _open(tmp_path, Model(identifier=b"TFL9"))


def test_an_identifier_of_nothing_is_damage(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError, match=r"its bytes 4 to 7 are TF\`3 and should be TFL3"):
        _open(tmp_path, Model(identifier=b"TF`3"))


def test_another_version_of_the_schema_is_damage(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError, match="version 4 of the TensorFlow Lite schema"):
        _open(tmp_path, Model(version=4))


def test_a_file_that_is_cut_off_says_where(tmp_path: Path) -> None:
    whole = Model(buffers=[bytes(1000)]).build()
    path = tmp_path / "m.tflite"
    path.write_bytes(whole[: len(whole) - 600])
    with pytest.raises(DamagedFileError, match="cut off or damaged"):
        open_model(OpenRequest(path, "m.tflite"), silent)


def test_a_model_without_subgraphs_is_shown_empty(tmp_path: Path) -> None:
    description = _open(tmp_path, Model([], [])).description
    assert description.signatures == ()
    assert description.graph is not None
    assert description.graph.nodes == 0


def test_types_that_the_schema_does_not_have_are_shown_by_number(tmp_path: Path) -> None:
    description = _open(
        tmp_path, Model([Graph([Tensor("x", type=127), Tensor("y"), Tensor("z")])])
    ).description
    assert description.signatures[0].inputs[0].dtype == "dtype(127)"
    assert "unknown-type" in [found.code for found in description.findings]


def test_metadata_tells_the_schema_the_description_and_the_least_runtime(tmp_path: Path) -> None:
    model = Model(codes=[Code(version=3)], metadata={"min_runtime_version": b"1.5.0" + bytes(11)})
    description = _open(tmp_path, model).description
    assert description.metadata == {
        "description": "MLIR Converted.",
        "schema_version": 3,
        "min_runtime_version": "1.5.0",
        "least_runtime_version": "2.4.0",
    }
    assert description.producer == {"converter": "MLIR"}


def test_lookup_tables_are_none_of_a_tflite_file(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="has no lookup table t"):
        _open(tmp_path, Model()).entries("t", 5)


def test_what_is_asked_after_closing_is_no_crash(tmp_path: Path) -> None:
    opened = _open(tmp_path, Model())
    opened.close()
    assert opened.description.format == "tflite"


def test_many_inputs_of_a_type_are_named_by_their_numbers_when_out_of_range(tmp_path: Path) -> None:
    description = _open(tmp_path, Model([Graph(inputs=(0, 500), outputs=(-4,))])).description
    assert [spec.tensor for spec in description.signatures[0].inputs] == ["x", "0/500"]
    assert description.signatures[0].outputs[0].dtype == "unknown"
