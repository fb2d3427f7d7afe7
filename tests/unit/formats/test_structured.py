# SPDX-License-Identifier: Apache-2.0
"""Structured values as Python would write them."""

from cutaway.formats.structured import argument_names, arguments, ragged_arguments, write
from cutaway.wire.protobuf import Message, message_class
from helpers import graphs


def _value() -> Message:
    return message_class("StructuredValue")()


def test_plain_values_are_written_as_literals() -> None:
    value = _value()
    assert write(value) == "None"
    value.bool_value = True
    assert write(value) == "True"
    value.string_value = "a'b"
    assert write(value) == '"a\'b"'
    value.float64_value = 0.5
    assert write(value) == "0.5"


def test_containers_are_written_with_their_brackets() -> None:
    value = _value()
    value.tuple_value.values.add(int64_value=1)
    assert write(value) == "(1,)"
    value.list_value.values.add(int64_value=2)
    assert write(value) == "[2]"
    value.dict_value.fields["b"].int64_value = 3
    value.dict_value.fields["a"].none_value.SetInParent()
    assert write(value) == "{'a': None, 'b': 3}"
    value.named_tuple_value.name = "Point"
    value.named_tuple_value.values.add(key="x").value.int64_value = 4
    assert write(value) == "Point(x=4)"


def test_specifications_of_tensors_are_written_as_tensorflow_has_them() -> None:
    value = _value()
    spec = value.tensor_spec_value
    spec.name, spec.dtype = "x", graphs.FLOAT
    for size in (-1, 3):
        spec.shape.dim.add(size=size)
    assert write(value) == "TensorSpec(shape=(None, 3), dtype=tf.float32, name='x')"
    value.type_spec_value.type_spec_class_name = "tensorflow.RaggedTensorSpec"
    value.type_spec_value.type_state.tuple_value.values.add().tensor_dtype_value = graphs.INT32
    assert write(value) == "RaggedTensorSpec(tf.int32)"


def test_arguments_get_the_names_that_python_gave_them() -> None:
    function = message_class("SavedConcreteFunction")()
    signature = function.canonicalized_input_signature.tuple_value
    signature.values.add().tuple_value.values.add(int64_value=1)
    signature.values.add().dict_value.fields["mode"].string_value = "train"
    assert arguments(function, ["x", "y"]) == "x=1, mode='train'"
    assert arguments(function, []) == "1, mode='train'"


def test_ragged_arguments_tell_how_many_of_their_axes_are() -> None:
    function = message_class("SavedConcreteFunction")()
    signature = function.canonicalized_input_signature.tuple_value
    given, named = signature.values.add(), signature.values.add()
    for value, axes in (
        (given.tuple_value.values.add(), 1),
        (given.tuple_value.values.add().dict_value.fields["inner"], 3),
        (named.dict_value.fields["words"], 2),
    ):
        value.type_spec_value.type_spec_class_name = "RaggedTensorSpec"
        state = value.type_spec_value.type_state.tuple_value.values
        state.add().tensor_shape_value.dim.add(size=-1)
        state.add().tensor_dtype_value = graphs.INT32
        state.add().int64_value = axes
    assert ragged_arguments(function, ["ids", "all"]) == {"ids": 1, "inner": 3, "words": 2}
    assert ragged_arguments(message_class("SavedConcreteFunction")(), ["x"]) == {}


def test_self_is_no_argument() -> None:
    spec = message_class("FunctionSpec")()
    pair = spec.fullargspec.named_tuple_value.values.add(key="args")
    for name in ("self", "x"):
        pair.value.list_value.values.add(string_value=name)
    assert argument_names(spec) == ["x"]


def test_thousands_of_arguments_are_cut() -> None:
    function = message_class("SavedConcreteFunction")()
    for _ in range(3000):
        function.canonicalized_input_signature.list_value.values.add(int64_value=1)
    assert len(arguments(function, [])) == 4001
