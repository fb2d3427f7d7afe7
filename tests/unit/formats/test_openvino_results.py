# SPDX-License-Identifier: Apache-2.0
"""Results in OpenVINO IR are read without OpenVINO; other .xml files and damaged ones are told."""

from pathlib import Path

import numpy
import pytest

from cutaway.errors import DamagedFileError, RequestError
from cutaway.formats import openvino_results
from cutaway.worker.models import open_file

WEIGHT = numpy.arange(6, dtype=numpy.float32).reshape(2, 3)
PORT = '<port id="{}" precision="FP32"{}><dim>-1</dim><dim>2</dim></port>'
IR = """<?xml version="1.0"?>
<net name="g" version="11"><layers>
<layer id="0" name="x" type="Parameter" version="opset1"><data shape="?,2" element_type="f32" />
  <output>{x}</output></layer>
<layer id="1" name="w" type="Const" version="opset1">
  <data element_type="f32" shape="2, 3" offset="4" size="24" />
  <output><port id="0" precision="FP32" names="w"><dim>2</dim><dim>3</dim></port></output></layer>
<layer id="2" name="loop" type="Loop" version="opset5">
  <input>{in0}{in1}</input>
  <output><port id="2" precision="FP32" names="a\\,b,y"><dim>-1</dim><dim>3</dim></port></output>
  <body><layers><layer id="0" name="inner" type="Relu" version="opset1" /></layers><edges /></body></layer>
<layer id="3" name="y" type="Result" version="opset1"><input>{in0}</input></layer>
</layers>
<edges><edge from-layer="0" from-port="0" to-layer="2" to-port="0" />
<edge from-layer="1" from-port="0" to-layer="2" to-port="1" />
<edge from-layer="2" from-port="2" to-layer="3" to-port="0" /></edges>
<rt_info><info name="OpenVINO Runtime" value="2026.4" />{mark}
<cutaway><inputs value="[&quot;x&quot;]" /><outputs value="[&quot;a,b&quot;]" /></cutaway></rt_info></net>
"""


def model(folder: Path, mark: str = '<converted_by value="Cutaway 1" />', head: str = "") -> Path:
    """A loop over a parameter and a weight."""
    file = folder / "m.xml"
    ports = {"x": PORT.format(0, ' names="x"'), "in0": PORT.format(0, ""), "in1": PORT.format(1, "")}
    text = IR.format(mark=mark, **ports)
    file.write_text(text.replace("<net ", f"{head}<net ", 1))
    file.with_suffix(".bin").write_bytes(b"\0" * 4 + WEIGHT.tobytes())
    return file


def test_ports_are_those_of_the_signature(tmp_path: Path) -> None:
    found = open_file((str(model(tmp_path)), (), ""), lambda _words, _fraction: None)
    told = found.description
    (signature,) = told.signatures
    assert [(spec.name, spec.dtype, spec.shape) for spec in signature.inputs] == [("x", "float32", (None, 2))]
    assert [(spec.name, spec.shape) for spec in signature.outputs] == [("a,b", (None, 3))]
    assert (told.format, told.detail, told.producer) == ("openvino", "version 11", {"openvino": "2026.4"})
    assert [file.name for file in told.files] == ["m.xml", "m.bin"]
    found.close()


def test_values_are_those_beside_it(tmp_path: Path) -> None:
    found = openvino_results.open_result(model(tmp_path))
    assert numpy.array_equal(found.array("w"), WEIGHT)
    with pytest.raises(RequestError, match="no weight called v"):
        found.array("v")


def test_the_graph_has_bodies_as_functions(tmp_path: Path) -> None:
    found = openvino_results.open_result(model(tmp_path))
    graph, summary = found.graph(), found.description.graph
    assert graph is not None
    assert summary is not None
    assert graph.names == ["x", "w", "loop", "inner", "y"]
    assert graph.functions == ["loop/body"]
    assert list(graph.edge_output) == [0, 0, 0]
    assert list(graph.edge_input) == [0, 1, 0]
    assert (summary.nodes, summary.functions, summary.function_nodes) == (4, 1, 1)


def test_only_what_a_conversion_wrote_is_a_result(tmp_path: Path) -> None:
    assert openvino_results.is_result(model(tmp_path))
    assert not openvino_results.is_result(model(tmp_path, mark=""))
    assert not openvino_results.is_result(tmp_path / "none.xml")


def test_damage_is_told(tmp_path: Path) -> None:
    file = model(tmp_path)
    file.with_suffix(".bin").write_bytes(b"\0" * 8)
    with pytest.raises(DamagedFileError, match=r"m\.xml is damaged"):
        openvino_results.open_result(file)
    file.write_text(file.read_text()[:400])
    with pytest.raises(DamagedFileError):
        openvino_results.open_result(file)


def test_entities_are_refused(tmp_path: Path) -> None:
    file = model(tmp_path, head='<!DOCTYPE net [<!ENTITY a "aaaa">]>')
    with pytest.raises(DamagedFileError):
        openvino_results.open_result(file)
