# SPDX-License-Identifier: Apache-2.0
"""What is packed comes out the same: descriptions, graphs, figures, whatever their names and numbers are."""

import dataclasses
import json
from array import array
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutaway.description import codec
from cutaway.description.assets import Asset, LookupTable
from cutaway.description.codec import CodecError, Packed
from cutaway.description.findings import Finding, Runtime
from cutaway.description.graph import Graph, GraphSummary, Operator
from cutaway.description.layers import Layer
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.description.signatures import ConcreteFunction, PythonFunction, Signature
from cutaway.description.statistics import Histogram, Plane, Statistics, Tiles, ValueTable
from cutaway.description.tensors import Quantization, TensorSpec
from cutaway.description.variables import Variable

names = st.text(st.characters(), max_size=12)
numbers = st.floats(allow_nan=False)
sizes = st.integers(0, 2**100)
shapes = st.none() | st.lists(st.none() | sizes, max_size=4).map(tuple)


def many(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(inner, max_size=3).map(tuple)


variables = st.builds(
    Variable,
    names,
    names,
    st.sampled_from(["float32", "int4"]),
    many(sizes),
    sizes,
    st.sampled_from(["weight", "optimizer", "constant", "other"]),
    st.none() | st.booleans(),
    st.booleans(),
)
specs = st.builds(
    TensorSpec,
    names,
    names,
    names,
    shapes,
    st.none() | st.builds(Quantization, many(numbers), many(st.integers()), st.none() | st.integers()),
    names,
)
metadata = st.dictionaries(
    names, st.none() | numbers | names | st.lists(st.integers(), max_size=3), max_size=3
)
models = st.builds(
    ModelDescription,
    format=st.sampled_from(["saved_model", "tflite"]),
    path=names,
    location=names,
    detail=names,
    producer=st.dictionaries(names, names, max_size=2),
    signatures=many(
        st.builds(
            Signature, names, st.just("declared"), many(specs), many(specs), names, st.booleans(), sizes
        )
    ),
    functions=many(st.builds(PythonFunction, names, many(st.builds(ConcreteFunction, names, names, names)))),
    variables=many(variables),
    constants=many(variables),
    graph=st.none()
    | st.builds(
        GraphSummary, sizes, sizes, sizes, many(st.builds(Operator, names, sizes, many(sizes), names))
    ),
    layers=st.none()
    | many(st.builds(Layer, names, names, shapes, sizes, st.none() | st.booleans(), sizes, many(names))),
    assets=many(st.builds(Asset, names, sizes, names, st.booleans())),
    tables=many(st.builds(LookupTable, names, names, names, st.none() | sizes, names)),
    metadata=metadata,
    meta_graphs=many(many(names)),
    versions=many(names),
    findings=many(st.builds(Finding, names, st.just("danger"), names, st.none() | names)),
    runtimes=many(st.builds(Runtime, names, st.none() | st.booleans(), names)),
    files=many(st.builds(ModelFile, names, sizes, st.booleans())),
)


def crossed(hint: codec.Hint, value: object) -> codec.Value:
    """Send the value as the protocol would: JSON text and plain bytes."""
    packed = codec.pack(hint, value)
    text = json.dumps(packed.header, ensure_ascii=False).encode("utf-8", "surrogatepass")
    header = json.loads(text.decode("utf-8", "surrogatepass"))
    return codec.unpack(hint, Packed(header, tuple(memoryview(bytes(part)) for part in packed.buffers)))


@given(models)
def test_a_description_comes_out_the_same(model: ModelDescription) -> None:
    assert crossed(ModelDescription, model) == model


@given(st.lists(names, max_size=6), st.lists(st.tuples(names, names), max_size=2))
def test_a_graph_comes_out_the_same(found: list[str], dangling: list[tuple[str, str]]) -> None:
    column = array("i", range(-1, len(found) - 1))
    graph = Graph(found, ["Const"], column, ["f"], column, column, column, column, column, dangling)
    assert crossed(Graph | None, graph) == graph


def test_no_graph_comes_out_as_none() -> None:
    assert crossed(Graph | None, None) is None


@given(
    st.dictionaries(names, st.builds(Statistics, sizes, numbers, quantiles=many(st.tuples(numbers, numbers))))
)
def test_statistics_come_out_the_same(found: dict[str, Statistics]) -> None:
    assert crossed(dict[str, Statistics], found) == found


@pytest.mark.parametrize(
    "value",
    [
        Plane(1, 2, b"12345678", 0, -1, 1, 3, -0.0, float("inf")),
        Tiles(1, 1, 1, 4, b"1234", ("in 0 · out 3",), 0.0, 1.0),
        ValueTable((("1", "\ud800"), ("", "nan")), 0, 5, 10, 20),
        Statistics(3, histogram=Histogram((0.0, 1.0, 2.0), (1, 2), below=1)),
    ],
)
def test_figures_come_out_the_same(value: object) -> None:
    assert crossed(type(value), value) == value


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (bytes, b"\0\xff"),
        (int, 7),
        (list[tuple[str, str]], [("a", "b")]),
        (tuple[str, Statistics], ("w", Statistics(1))),
    ],
)
def test_answers_of_other_types_come_out_the_same(hint: codec.Hint, value: object) -> None:
    assert crossed(hint, value) == value


def test_nan_crosses() -> None:
    found = crossed(Statistics, Statistics(1, mean=float("nan")))
    assert found.mean != found.mean


def test_what_is_not_of_the_type_is_refused() -> None:
    packed = codec.pack(ModelDescription, ModelDescription("tflite", "p", "l"))
    with pytest.raises(CodecError):
        codec.unpack(Plane, packed)
    with pytest.raises(CodecError):
        codec.unpack(Plane, Packed([1, 2, 9, 0, 0, 1, 1, 0.0, 0.0], ()))


def test_types_outside_the_description_cannot_travel() -> None:
    with pytest.raises(TypeError):
        codec.codec(dict[int, set[str]])


def test_every_field_of_a_description_travels() -> None:
    """A field of a type that the codec does not know would fail here, not in front of a user."""
    assert len(codec.pack(ModelDescription, ModelDescription("tflite", "p", "l")).header) == len(
        dataclasses.fields(ModelDescription)
    )
