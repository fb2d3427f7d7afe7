# SPDX-License-Identifier: Apache-2.0
"""Declared signatures, with every encoding of an argument."""

from cutaway.formats.signaturedefs import read_signatures, with_row_splits
from helpers import graphs


def test_arguments_come_by_name_with_types_and_shapes() -> None:
    meta = graphs.meta_graph()
    made = graphs.signature(meta, "b", {"z": "z:0", "a": "a:0"}, {"y": "y:1"})
    made.method_name = "tensorflow/serving/predict"
    made.inputs["a"].tensor_shape.unknown_rank = False
    for size in (-1, 3):
        made.inputs["a"].tensor_shape.dim.add(size=size)
    graphs.signature(meta, "a", {}, {})
    found = read_signatures(meta)
    assert [signature.key for signature in found] == ["a", "b"]
    assert [(spec.name, spec.tensor, spec.shape) for spec in found[1].inputs] == [
        ("a", "a:0", (None, 3)),
        ("z", "z:0", None),
    ]
    assert (found[1].method, found[1].origin) == ("tensorflow/serving/predict", "declared")


def test_sparse_and_composite_arguments_tell_their_parts() -> None:
    meta = graphs.meta_graph()
    made = meta.signature_def["s"]
    sparse = made.inputs["s"].coo_sparse
    sparse.values_tensor_name, sparse.indices_tensor_name, sparse.dense_shape_tensor_name = (
        "v:0",
        "i:0",
        "d:0",
    )
    composite = made.inputs["r"].composite_tensor
    composite.type_spec.type_spec_class_name = "RaggedTensorSpec"
    for name in ("values:0", "splits:0"):
        composite.components.add(name=name)
    ragged, values = read_signatures(meta)[0].inputs
    assert (values.tensor, values.description) == ("v:0", "SparseTensor: indices i:0, shape d:0")
    assert (ragged.tensor, ragged.description) == ("values:0", "RaggedTensor: values:0, splits:0")


def test_an_argument_with_a_default_says_so() -> None:
    meta = graphs.meta_graph()
    made = graphs.signature(meta, "s", {"x": "x:0"}, {})
    made.defaults["x"].CopyFrom(graphs.tensor(graphs.FLOAT, [], float_val=[1]))
    assert read_signatures(meta)[0].inputs[0].description == "Has a default, so it may be left out."


def test_the_initialiser_is_told_from_what_callers_call() -> None:
    meta = graphs.meta_graph()
    graphs.signature(meta, "__saved_model_init_op", {}, {"__saved_model_init_op": "NoOp"}, dtype=0)
    found = read_signatures(meta)[0]
    assert (found.runs_on_load, found.outputs[0].dtype) == (True, "unknown")


def test_row_splits_know_whose_values_they_cut() -> None:
    meta = graphs.meta_graph()
    made = graphs.signature(meta, "s", {"ids": "i:0", "ids_1": "j:0", "ids_2": "k:0"}, {}, dtype=9)
    for name in ("ids", "ids_1"):
        made.inputs[name].tensor_shape.unknown_rank = False
        made.inputs[name].tensor_shape.dim.add(size=-1)
    found = with_row_splits(read_signatures(meta), {"ids": 1, "words": 1})[0].inputs
    assert [(spec.name, spec.splits_of) for spec in found] == [("ids", ""), ("ids_1", "ids"), ("ids_2", "")]
    assert found[1].description == "Row splits of ids."
