# SPDX-License-Identifier: Apache-2.0
"""What OpenVINO raises is told by what it means, and IR is run for the shapes that come."""

from pathlib import Path

import numpy
import pytest

from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.errors import ModelError, RequestError
from cutaway.worker.tasks.runners import openvino as runner

RAISED = """Exception from src/inference/src/cpp/core.cpp:84:
Check 'false' failed at src/frontends/unconverted_ops_report.cpp:151:
FrontEnd API failed with OpConversionFailure:
Summary:
-- No conversion rule found for operations: AsString
To facilitate the conversion of unsupported operations, refer to the documentation.
"""


def test_what_is_raised_is_told_without_places_in_sources() -> None:
    assert runner.said(RAISED).startswith("No conversion rule found for operations: AsString")
    assert runner.said("Exception from a.cpp:1:\nThe rank is dynamic.") == "The rank is dynamic."


def running(folder: Path) -> runner.OpenvinoRunning:
    """Twice the input, of any rank."""
    openvino = pytest.importorskip("openvino", reason="the extra openvino is not installed")
    taken = openvino.opset13.parameter(openvino.PartialShape.dynamic(), numpy.float32)
    taken.output(0).get_tensor().set_names({"x"})
    given = openvino.opset13.multiply(taken, numpy.float32(2))
    given.output(0).get_tensor().set_names({"y"})
    openvino.save_model(openvino.Model([given], [taken]), str(folder / "m.xml"), compress_to_fp16=False)
    taken_spec, given_spec = (TensorSpec(name, name, "float32", None) for name in "xy")
    signature = Signature("serving_default", "declared", (taken_spec,), (given_spec,))
    return runner.OpenvinoRunning(folder / "m.xml", signature, 1)


def test_any_rank_is_computed(tmp_path: Path) -> None:
    model = running(tmp_path)
    for shape in ((), (3,), (2, 2)):
        value = numpy.full(shape, 3, numpy.float32)
        assert numpy.array_equal(numpy.asarray(model.run({"x": value})["y"]), value * 2)
    with pytest.raises(ModelError, match=r"m\.xml cannot compute"):
        model.run({"x": numpy.array(["text"], object)})
    tapped = model.tap({"x": numpy.array(1, numpy.float32)}, ["y", "inside"])
    assert tapped["inside"].note
    assert tapped["y"].value == 2
    with pytest.raises(RequestError, match="not profiled by operator"):
        model.profile({"x": numpy.array(1, numpy.float32)}, 1)
    assert model.arena() is None
    assert model.library.startswith("OpenVINO ")
    model.close()
