# SPDX-License-Identifier: Apache-2.0
"""Which pages a model has."""

from pathlib import Path

from cutaway.description.graph import GraphSummary, Operator
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.qt.views.table import PAGES


def test_a_result_in_onnx_shows_its_signature_and_graph_and_no_page_that_cannot_read_it(
    tmp_path: Path,
) -> None:
    file = tmp_path / "result.onnx"
    file.touch()
    port = TensorSpec("x", "x", "float32", (None, 4))
    result = ModelDescription(
        "onnx",
        str(file),
        str(file),
        signatures=(Signature("serving_default", "declared", (port,), (port,)),),
        graph=GraphSummary(1, 0, 0, (Operator("Gemm", 1),)),
        files=(ModelFile("result.onnx", 0),),
    )
    shown = {row.id for row in PAGES if row.when(result)}
    assert {"overview", "signatures", "graph"} <= shown
    assert "netron" not in shown
