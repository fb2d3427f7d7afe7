# SPDX-License-Identifier: Apache-2.0
"""What is refused before a conversion begins, and how the result gets its name."""

from dataclasses import replace
from pathlib import Path

import pytest

from cutaway.conversion.targets import target_of
from cutaway.description.cuts import Cut
from cutaway.description.model import ModelDescription
from cutaway.errors import RequestError
from cutaway.session import converting
from cutaway.session.blocking import BlockingLoop
from cutaway.session.converting import ConversionPlan, convert
from cutaway.session.documents import Source
from cutaway.session.engine import Engine
from cutaway.wire import whole
from helpers import example_models
from helpers.disk_order import DiskOrder

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
    assert "--overwrite" in error.hint
    assert there.read_bytes() == b"mine"


def test_a_folder_that_holds_the_model_or_other_things_is_never_replaced(
    engine: Engine, tmp_path: Path
) -> None:
    own = replace(example_models.saved_model(), location=str(tmp_path / "served" / "1"))
    (tmp_path / "served" / "1").mkdir(parents=True)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letters.txt").write_text("Dear Ada")
    for name, words in (
        ("served", "or one around it, and the model would be lost"),
        ("home", "other things"),
    ):
        error = refused(engine, ConversionPlan("tflite", tmp_path / name, overwrite=True), own)
        assert words in error.message


def test_a_target_that_cannot_be_had_is_refused_with_its_reason(engine: Engine, tmp_path: Path) -> None:
    model = replace(example_models.saved_model(), layers=None)
    error = refused(engine, ConversionPlan("keras_archive", tmp_path / "m.keras"), model)
    assert error.message.startswith("nmp cannot become Keras 3 archive: ")
    assert error.message.endswith(".")


def test_an_option_that_the_target_has_not_is_refused(engine: Engine, tmp_path: Path) -> None:
    error = refused(engine, ConversionPlan("tflite", tmp_path / "m.tflite", {"opset": 18}))
    assert "no option called opset" in error.message


def test_tensors_are_chosen_in_bare_graphs_alone(engine: Engine, tmp_path: Path) -> None:
    error = refused(engine, ConversionPlan("tflite", tmp_path / "m.tflite", cut=Cut({"x": "x:0"})))
    assert error.message == "nmp has signatures of its own, and tensors are chosen in bare graphs alone."


def test_several_signatures_for_a_target_of_one_are_refused(engine: Engine, tmp_path: Path) -> None:
    error = refused(engine, ConversionPlan("onnx", tmp_path / "m.onnx", signatures=("a", "b")))
    assert error.message == "ONNX holds one signature, and 2 were chosen."


def test_a_folder_that_is_not_there_is_told(engine: Engine, tmp_path: Path) -> None:
    plan = ConversionPlan("tflite", tmp_path / "nowhere" / "m.tflite")
    job = convert(engine, Source("/models/nmp"), example_models.saved_model(), plan)
    assert job.error is not None
    assert job.error.message.startswith("m.tflite cannot be written to ")


def test_the_values_of_a_checkpoint_move_with_its_index(tmp_path: Path) -> None:
    for name in ("m.index", "m.data-00000-of-00002", "m.data-00001-of-00002", "m2.data-00000-of-00001"):
        (tmp_path / name).touch()
    found = [file.name for file in converting.beside_it(tmp_path / "m.index")]
    assert found == ["m.data-00000-of-00002", "m.data-00001-of-00002"]
    assert converting.beside_it(tmp_path / "m.tflite") == []


def test_nothing_stays_of_a_conversion_that_failed(tmp_path: Path) -> None:
    def failing() -> None:
        with converting._beside(tmp_path / "m.tflite") as place:
            (place / "half").write_bytes(b"half a model")
            raise RequestError("the disk is full")

    with pytest.raises(RequestError):
        failing()
    assert list(tmp_path.iterdir()) == []


def conversion(output: Path, *, overwrite: bool = False) -> converting._Conversion:
    """One that is far enough to name its result."""
    loop = BlockingLoop()
    engine = Engine(loop.transport, loop, front=1, back=0)
    plan = ConversionPlan("checkpoint", output, overwrite=overwrite)
    model = example_models.saved_model()
    return converting._Conversion(engine, Source("/models/nmp"), model, plan, target_of("checkpoint"))


def made(place: Path, *names: str, content: str = "new") -> list[Path]:
    """Files as a converter wrote them, which nobody brought to the disk yet."""
    for name in names:
        (place / name).write_text(content)
    return [place / name for name in names]


def test_a_result_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = DiskOrder(monkeypatch)
    with converting._beside(tmp_path / "m.index") as place:
        index, data = made(place, "m.index", "m.data-00000-of-00001")
        conversion(tmp_path / "m.index")._name(index, [data])
    assert list(order.named.items()) == [("m.data-00000-of-00001", []), ("m.index", [])]
    assert tmp_path.stat().st_ino in order.synced


def test_files_of_two_results_never_stand_together_under_one_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is looked at in between, values of one are never beside the index of the other."""
    made(tmp_path, "m.index", "m.data-00000-of-00001", content="old")
    seen: list[set[str]] = []
    put = whole.put

    def watching(*arguments: object, **more: object) -> object:
        found = put(*arguments, **more)  # type: ignore[arg-type]
        seen.append({file.read_text() for file in tmp_path.glob("m.*")})
        return found

    monkeypatch.setattr(whole, "put", watching)
    with converting._beside(tmp_path / "m.index") as place:
        index, data = made(place, "m.index", "m.data-00000-of-00001")
        conversion(tmp_path / "m.index", overwrite=True)._name(index, [data])
    assert seen == [{"new"}, {"new"}]


def test_of_two_conversions_to_one_name_the_second_is_refused_and_the_first_stays(tmp_path: Path) -> None:
    output = tmp_path / "m.index"
    with converting._beside(output) as one, converting._beside(output) as other:
        [early] = made(one, "m.index", content="first")
        conversion(output)._name(early, [])
        [late] = made(other, "m.index", content="second")
        with pytest.raises(RequestError, match="exists already"):
            conversion(output)._name(late, [])
    assert [file.name for file in tmp_path.iterdir()] == ["m.index"]
    assert output.read_text() == "first"
