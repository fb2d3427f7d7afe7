# SPDX-License-Identifier: Apache-2.0
"""What the options of `cutaway run` mean for a model, and what is told where they mean nothing."""

from pathlib import Path

import numpy
import pytest

from cutaway.cli import options, run_request
from cutaway.cli.options import Invocation, UsageError
from cutaway.cli.run_request import Request
from cutaway.description import choosing
from cutaway.description.model import ModelDescription
from cutaway.description.running import InputChoice
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.errors import CutawayError, DamagedFileError, MissingFileError, RequestError
from cutaway.session import input_sets
from cutaway.session.run_plan import RunPlan

SPECS = (
    TensorSpec("image", "image:0", "float32", (None, 8, 8, 3)),
    TensorSpec("a=b:c", "x:0", "float32", (None,)),
    TensorSpec("0", "y:0", "int32", ()),
)
MODEL = ModelDescription(
    "saved_model",
    "folder/model",
    "folder/model",
    signatures=(
        Signature("other", "declared", SPECS[:1], ()),
        Signature("serving_default", "declared", SPECS, ()),
    ),
)


def invocation(*arguments: str) -> Invocation:
    return options.parse(options.BY_NAME["run"], ["model", *arguments])


def request(*arguments: str) -> Request:
    asked = invocation(*arguments)
    run_request.check(asked)
    return run_request.request(asked, MODEL)


def test_without_options_everything_is_random() -> None:
    found = request()
    assert found.plan.signature == "serving_default"
    assert found.plan.inputs == {spec.name: InputChoice() for spec in SPECS}
    assert (found.plan.seed, found.plan.repeat, found.plan.taps) == (0, 0, ())
    assert (found.runner, found.seconds, found.memory, found.top, found.is_ranked) == (
        None,
        None,
        0,
        5,
        False,
    )


def test_inputs_go_by_name_or_position_whatever_is_in_a_name() -> None:
    found = request("--input", "image=zeros", "--input", "a=b:c=value:[1]", "--input", "0=ones").plan.inputs
    assert {name: choice.source for name, choice in found.items()} == {
        "image": "zeros",
        "a=b:c": "value:[1]",
        "0": "ones",
    }
    assert request("--input", "1=ones").plan.inputs["a=b:c"].source == "ones"


def test_files_are_absolute_and_words_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = request("--input", "image=cat.png", "--input", "1=constant", "--input", "0=rnadom").plan.inputs
    assert found["image"].source == str(tmp_path / "cat.png")
    assert found["a=b:c"].source == "constant"
    assert found["0"].source == "rnadom"


def test_options_and_sizes_belong_to_inputs() -> None:
    plan = request(
        *("--input-option", "image:mean=1,2,3", "--input-option", "a=b:c:low=-1"),
        *("--dim", "image:0=4", "--dim", "a=b:c:0=7"),
    ).plan
    assert plan.inputs["image"].options == {"mean": "1,2,3"}
    assert plan.inputs["a=b:c"].options == {"low": "-1"}
    assert plan.dimensions == {"image": {0: 4}, "a=b:c": {0: 7}}


def test_an_archive_fills_inputs_by_name(tmp_path: Path) -> None:
    numpy.savez(tmp_path / "in.npz", **{"image": numpy.zeros(1), "in__a=b:c": numpy.zeros(1)})  # type: ignore[arg-type]
    found = request("--input", str(tmp_path / "in.npz"), "--input", "0=value:3").plan.inputs
    assert found["image"] == InputChoice(str(tmp_path / "in.npz"), {"key": "image"})
    assert found["a=b:c"].options == {"key": "in__a=b:c"}
    assert found["0"].source == "value:3"


def test_an_archive_without_an_input_is_told(tmp_path: Path) -> None:
    numpy.savez(tmp_path / "in.npz", else_=numpy.zeros(1))
    with pytest.raises(RequestError, match="no array that is called like an input") as caught:
        request("--input", str(tmp_path / "in.npz"))
    assert "else_" in caught.value.hint
    (tmp_path / "no.npz").write_bytes(b"no")
    with pytest.raises(DamagedFileError):
        request("--input", str(tmp_path / "no.npz"))
    with pytest.raises(MissingFileError):
        request("--input", str(tmp_path / "nowhere.npz"))


def test_a_set_gives_what_is_not_told(tmp_path: Path) -> None:
    plan = RunPlan("other", {"image": InputChoice("ones")}, {"image": {0: 2}}, seed=5)
    input_sets.save(plan, "", tmp_path / "set.json")
    found = request("--input-set", str(tmp_path / "set.json"))
    assert (found.plan.signature, found.plan.seed) == ("other", 5)
    assert found.plan.inputs["image"].source == "ones"
    assert found.plan.dimensions == {"image": {0: 2}}
    assert found.notes == ("Inputs are those of set.json.",)
    input_sets.save(plan, "another", tmp_path / "other.json")
    assert (
        request("--input-set", str(tmp_path / "other.json")).notes[1] == "They were made for another model."
    )
    over = request("--input-set", str(tmp_path / "set.json"), "--input", "image=zeros", "--seed", "1")
    assert (over.plan.inputs["image"].source, over.plan.seed) == ("zeros", 1)


def test_the_rest_is_passed_on() -> None:
    found = request(
        *("--tap", "a:0", "--tap", "b:0", "--repeat", "9", "--profile", "--threads", "2", "--top", "3"),
        *("--timeout", "1.5", "--memory", "2", "--runner", "litert", "--output", "o.npz", "--seed", "4"),
    )
    assert found.plan.taps == ("a:0", "b:0")
    assert (found.plan.repeat, found.plan.profile, found.plan.threads, found.plan.seed) == (9, True, 2, 4)
    assert (found.top, found.is_ranked, found.seconds, found.memory) == (3, True, 1.5, 2 << 30)
    assert (found.runner, found.output) == ("litert", Path("o.npz"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("--dim", "image=4"),
        ("--dim", "image:0=-1"),
        ("--dim", "image:x=1"),
        ("--input-option", "image"),
        ("--seed", "x"),
        ("--repeat", "-1"),
        ("--timeout", "soon"),
        ("--memory", "-2"),
        ("--memory", "0.001"),
        ("--output", "o.npy"),
        ("--with-inputs",),
        ("--runner", "torch"),
        ("--top", "many"),
        ("--top", "0", "--labels", "x"),
        ("--input", "zeros"),
    ],
)
def test_wrong_usage_is_told(arguments: tuple[str, ...]) -> None:
    with pytest.raises(UsageError) as caught:
        request(*arguments)
    assert caught.value.hint
    assert caught.value.exit_status == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("--input", "nobody=zeros"),
        ("--dim", "nobody:0=1"),
        ("--input-option", "nobody:low=1"),
        ("--signature", "nobody"),
    ],
)
def test_what_the_model_has_not_is_told_with_what_it_has(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CutawayError, match="nobody") as caught:
        request(*arguments)
    assert caught.value.exit_status == 1
    assert "image" in caught.value.hint or "serving_default" in caught.value.hint


def test_a_model_without_signatures_cannot_be_run() -> None:
    with pytest.raises(RequestError, match="has no signature"):
        choosing.signature_of(ModelDescription("checkpoint", "model", "model"), "")
