# SPDX-License-Identifier: Apache-2.0
"""What is refused before a conversion begins, and how the result gets its name."""

from dataclasses import replace
from pathlib import Path

import pytest

from cutaway.description.conversion import Made
from cutaway.description.model import ModelDescription
from cutaway.errors import RequestError
from cutaway.session import converting
from cutaway.session.blocking import BlockingLoop
from cutaway.session.converting import ConversionPlan, convert
from cutaway.session.documents import Source
from cutaway.session.engine import Engine
from helpers import example_models

SIGNATURE = example_models.saved_model().signatures[1]


@pytest.fixture
def engine() -> Engine:
    """One that is never asked anything, so that no child starts."""
    loop = BlockingLoop()
    return Engine(loop.transport, loop, front=1, back=0)


def refused(engine: Engine, plan: ConversionPlan, model: ModelDescription | None = None) -> RequestError:
    with pytest.raises(RequestError) as caught:
        convert(engine, Source("/models/nmp"), model or example_models.saved_model(), plan)
    return caught.value


def test_what_is_there_is_never_replaced_unasked(engine: Engine, tmp_path: Path) -> None:
    there = tmp_path / "nmp.tflite"
    there.write_bytes(b"mine")
    error = refused(engine, ConversionPlan("tflite", there))
    assert error.message == "nmp.tflite is there already."
    assert there.read_bytes() == b"mine"


def test_a_target_that_cannot_be_had_is_refused_with_its_reason(engine: Engine, tmp_path: Path) -> None:
    model = replace(example_models.saved_model(), layers=None)
    error = refused(engine, ConversionPlan("keras_archive", tmp_path / "m.keras"), model)
    assert error.message.startswith("nmp cannot become Keras 3 archive: ")
    assert error.message.endswith(".")


def test_an_option_that_the_target_has_not_is_refused(engine: Engine, tmp_path: Path) -> None:
    error = refused(engine, ConversionPlan("tflite", tmp_path / "m.tflite", {"opset": 18}))
    assert "no option called opset" in error.message


def test_a_folder_that_is_not_there_is_told(engine: Engine, tmp_path: Path) -> None:
    plan = ConversionPlan("tflite", tmp_path / "nowhere" / "m.tflite")
    job = convert(engine, Source("/models/nmp"), example_models.saved_model(), plan)
    assert job.error is not None
    assert job.error.message.startswith("m.tflite cannot be written to ")


def test_a_frozen_graph_is_run_with_what_was_frozen() -> None:
    made = Made({"input_2": "audio_in"}, {"note": "note_1", "onset": "onset"}, (), "", {}, (), 0.0)
    called, options = converting._frozen(SIGNATURE, made)
    assert [(spec.name, spec.tensor, spec.dtype) for spec in called.inputs] == [
        ("audio_in", "audio_in:0", "float32")
    ]
    assert options == {
        "inputs": {"audio_in": "audio_in:0"},
        "outputs": {"note_1": "note_1:0", "onset": "onset:0"},
    }


def test_the_result_is_called_by_the_same_key_else_by_its_first() -> None:
    other = replace(SIGNATURE, key="encode")
    assert converting._alike([other, SIGNATURE], "encode") is other
    assert converting._alike([SIGNATURE], "encode") is SIGNATURE
    with pytest.raises(RequestError):
        converting._alike([], "encode")


def test_the_values_of_a_checkpoint_move_with_its_index(tmp_path: Path) -> None:
    for name in ("m.index", "m.data-00000-of-00002", "m.data-00001-of-00002", "m2.data-00000-of-00001"):
        (tmp_path / name).touch()
    found = [file.name for file in converting._beside_it(tmp_path / "m.index")]
    assert found == ["m.data-00000-of-00002", "m.data-00001-of-00002"]
    assert converting._beside_it(tmp_path / "m.tflite") == []


def test_nothing_stays_of_a_conversion_that_failed(tmp_path: Path) -> None:
    def failing() -> None:
        with converting._beside(tmp_path / "m.tflite") as place:
            (place / "half").write_bytes(b"half a model")
            raise RequestError("the disk is full")

    with pytest.raises(RequestError):
        failing()
    assert list(tmp_path.iterdir()) == []
