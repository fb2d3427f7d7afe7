# SPDX-License-Identifier: Apache-2.0
"""LiteRT runs small .tflite files: by signature and by place, with what is inside, and says why it runs others not."""

import shutil
import subprocess
from pathlib import Path

import numpy
import pytest

from cutaway.description import choosing
from cutaway.errors import ModelError, RequestError
from cutaway.sampling.values import Sparse
from cutaway.worker.models import Models
from cutaway.worker.tasks.runners import litert, litert_loops
from helpers.flat import Scalar, Table
from helpers.lite import ADD, CUSTOM, FLOAT, INT32, STRING, WHILE, Code, Graph, Model, Op, Tensor, signature

LESS, MUL, BOOL = 58, 18, 6
ONES = numpy.ones((2, 3), numpy.float32)


def opened(path: Path, key: str = "", **options: object) -> litert.LiteRt:
    """The file, loaded for one of its signatures."""
    model = Models().open((str(path), (), ""), lambda _words, _fraction: None)
    return litert.load(model, choosing.signature_of(model.description, key), **options)  # type: ignore[arg-type]


def tapped(running: litert.LiteRt, inputs: dict[str, numpy.ndarray], tensor: str) -> tuple[object, str]:
    found = running.tap(inputs, [tensor])[tensor]
    return None if found.value is None else numpy.asarray(found.value).tolist(), found.note


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    """(x + y) × w, w a constant of twos; two signatures with names of their own."""
    names = ["x", "y", "sum", "w", "out"]
    tensors = [Tensor(name, buffer=1 if name == "w" else 0) for name in names]
    operators = [Op(0, (0, 1), (2,)), Op(1, (2, 3), (4,))]
    twos = numpy.full((2, 3), 2, numpy.float32).tobytes()
    signatures = [
        signature("serving_default", {"left": 0, "right": 1}, {"product": 4}),
        signature("other", {"a": 0, "b": 1}, {"c": 4}),
    ]
    graph = Graph(tensors, operators, outputs=(4,))
    return Model([graph], [Code(ADD), Code(MUL)], [twos], signatures).write(tmp_path / "chain.tflite")


@pytest.fixture
def loop(tmp_path: Path) -> Path:
    """While x < 10: x = x + 3."""
    return looping(tmp_path / "loop.tflite", body(""))


def number(name: str, buffer: int = 0) -> Tensor:
    return Tensor(name, (1,), INT32, buffer)


def again(condition: int) -> Op:
    """While the subgraph of that number says so, run the one behind it."""
    return Op(0, (0,), (1,), (93, Table({0: Scalar("i", condition), 1: Scalar("i", condition + 1)})))


def body(prefix: str) -> list[Graph]:
    """The condition of a loop that ends at 10, and what it does: 3 more."""
    less = [number(f"{prefix}turn"), number("ten", 1), Tensor(f"{prefix}is_less", (1,), BOOL)]
    more = [number(f"{prefix}before"), number("three", 2), number(f"{prefix}after")]
    return [Graph(less, [Op(1)], (0,), (2,), "condition"), Graph(more, [Op(2)], (0,), (2,), "body")]


def looping(path: Path, subgraphs: list[Graph]) -> Path:
    main = Graph([number("x"), number("y")], [again(1)], (0,), (1,))
    constants = [numpy.array([value], numpy.int32).tobytes() for value in (10, 3)]
    codes = [Code(WHILE), Code(LESS), Code(ADD)]
    return Model([main, *subgraphs], codes, constants).write(path)


def test_inputs_and_outputs_go_by_the_names_of_the_signature(chain: Path) -> None:
    first = opened(chain).run({"left": ONES, "right": 2 * ONES})
    assert {name: numpy.asarray(value).tolist() for name, value in first.items()} == {
        "product": [[6.0] * 3] * 2
    }
    second = opened(chain, "other").run({"a": ONES, "b": ONES})
    assert list(second) == ["c"]


def test_without_a_signature_they_go_by_their_places(samples: Path) -> None:
    running = opened(samples / "micro_speech_quantized.tflite")
    given = {"Reshape_1": numpy.zeros((1, 1960), numpy.int8)}
    (answer,) = running.run(given).values()
    assert isinstance(answer, numpy.ndarray)
    assert answer.dtype == numpy.int8
    assert answer.shape == (1, 4)
    assert running.library.startswith("LiteRT ")


def test_other_sizes_are_taken_where_an_axis_is_dynamic(samples: Path) -> None:
    running = opened(samples / "hello_world_int8.tflite")
    for rows in (1, 5, 2):
        answer = running.run({"dense_input": numpy.zeros((rows, 1), numpy.int8)})["dense_2"]
        assert answer.shape == (rows, 1)


def test_a_run_begins_where_the_model_begins(chain: Path) -> None:
    running = opened(chain)
    answers = [running.run({"left": ONES, "right": ONES})["product"] for _ in range(2)]
    assert numpy.array_equal(answers[0], answers[1])  # type: ignore[arg-type]


@pytest.mark.parametrize("tensor", ["sum", "sum:0", "0/2"])
def test_a_tensor_inside_is_seen_by_its_name_its_operator_and_its_place(chain: Path, tensor: str) -> None:
    assert tapped(opened(chain), {"left": ONES, "right": ONES}, tensor) == ([[2.0] * 3] * 2, "")


def test_a_constant_is_told_as_such(chain: Path) -> None:
    value, note = tapped(opened(chain), {"left": ONES, "right": ONES}, "w")
    assert value == [[2.0] * 3] * 2
    assert note == "It is a constant of the file."


def looped(running: litert.LiteRt, tensor: str) -> tuple[object, str]:
    (name,) = (spec.name for spec in running.signature.inputs)
    inputs = {name: numpy.array([2], numpy.int32)}
    assert [numpy.asarray(value).tolist() for value in running.run(inputs).values()] == [[11]]
    return tapped(running, inputs, tensor)


def test_all_turns_of_a_loop_are_seen(loop: Path) -> None:
    assert looped(opened(loop), "after") == ([[5], [8], [11]], "3 turns of a loop, along the first axis.")


def test_the_condition_of_a_loop_is_seen_once_more_than_its_body(loop: Path) -> None:
    found = [[True], [True], [True], [False]]
    assert looped(opened(loop), "is_less") == (found, "4 turns of a loop, along the first axis.")


def test_all_turns_of_a_loop_in_a_loop_are_seen(tmp_path: Path) -> None:
    outer, _ = body("outer_")
    around = Graph([number("outer"), number("all")], [again(3)], (0,), (1,), "around")
    running = opened(looping(tmp_path / "nested.tflite", [outer, around, *body("")]))
    assert looped(running, "after") == ([[5], [8], [11]], "3 turns of a loop, along the first axis.")
    assert looped(running, "all") == ([[11]], "1 turn of a loop, along the first axis.")


def test_of_a_loop_that_does_not_run_by_itself_the_last_turn_is_seen(
    loop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError("The variable is not there.")

    monkeypatch.setattr(litert_loops, "turns", refuse)
    assert looped(opened(loop), "after") == ([11], "The value is that of the last turn or call.")


def test_a_tensor_that_there_is_not_is_an_error(chain: Path) -> None:
    with pytest.raises(RequestError, match=r"chain\.tflite has no tensor called nothing\."):
        opened(chain).tap({"left": ONES, "right": ONES}, ["nothing"])


def test_what_fusing_changes_is_told() -> None:
    exact, fused = {"y": ONES}, {"y": ONES + numpy.float32(0.25)}
    note = "Computed without fused operators, with which the outputs differ by up to 0.25."
    assert litert._difference(fused, exact) == note
    assert litert._difference(exact, exact) == ""
    assert litert._difference({"y": ONES}, {"y": ONES[:1]}) == ""


@pytest.mark.parametrize("delegate", ["", "xnnpack", "none"])
def test_threads_and_delegates_are_chosen(chain: Path, delegate: str) -> None:
    running = opened(chain, threads=2, delegate=delegate)
    assert running.threads == 2
    assert numpy.asarray(running.run({"left": ONES, "right": ONES})["product"]).tolist() == [[4.0] * 3] * 2


@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler to build a delegate with")
def test_a_delegate_may_be_a_library(chain: Path, tmp_path: Path) -> None:
    """It refuses to prepare, so that a model only fails where it was really asked."""
    source, library = tmp_path / "own.c", tmp_path / "own.so"
    source.write_text(
        "#include <stdlib.h>\n"
        "struct delegate { void *data; int (*prepare)(void *, struct delegate *); void *rest[6]; };\n"
        "static int refuse(void *context, struct delegate *self) { return 1; }\n"
        "struct delegate *tflite_plugin_create_delegate(char **keys, char **values, size_t count, void *report) {\n"
        "  struct delegate *made = calloc(1, sizeof *made); made->prepare = refuse; return made; }\n"
        "void tflite_plugin_destroy_delegate(struct delegate *made) { free(made); }\n",
        encoding="utf-8",
    )
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(source)], check=True)
    with pytest.raises(ModelError, match=r"chain\.tflite could not be run"):
        opened(chain, delegate=str(library))


def test_a_library_that_is_no_delegate_is_told(chain: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.so"
    text.write_text("no library", encoding="utf-8")
    with pytest.raises(RequestError, match=r"text\.so cannot be loaded as a delegate: "):
        opened(chain, delegate=str(text))


def test_the_arena_has_room_for_what_lies_between_operators(chain: Path, samples: Path) -> None:
    assert (opened(chain).arena() or 0) >= 24
    running = opened(samples / "hello_world_int8.tflite", delegate="none")
    sizes = []
    for rows in (1, 1000):
        running.run({"dense_input": numpy.zeros((rows, 1), numpy.int8)})
        sizes.append(running.arena() or 0)
    assert sizes[1] > sizes[0] > 0


def test_what_is_closed_lets_go_of_the_interpreter(chain: Path) -> None:
    running = opened(chain)
    running.close()
    assert not hasattr(running, "_loaded")


# --- what it does not run ---


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"left": ONES, "right": ONES[:, :2]}, "chain.tflite"),
        ({"left": ONES, "right": ONES.astype(numpy.int32)}, "The inputs do not fit chain.tflite"),
        ({"left": ONES}, "chain.tflite"),
        ({"left": ONES, "right": Sparse(numpy.zeros((0, 2)), ONES[0], (2, 3))}, "ragged or sparse"),
    ],
)
def test_inputs_that_do_not_fit_are_told(chain: Path, inputs: dict[str, numpy.ndarray], words: str) -> None:
    with pytest.raises((RequestError, ModelError)) as caught:
        opened(chain).run(inputs)
    assert words in caught.value.message
    assert caught.value.message.endswith(".")
    assert "Traceback" not in caught.value.message


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (Code(CUSTOM, custom="FlexErf"), "needs operators of TensorFlow (Flex)"),
        (Code(CUSTOM, custom="MyOwn"), "needs the custom operator MyOwn"),
        (Code(ADD, version=99), "needs version 99 of the operator ADD"),
    ],
)
def test_operators_that_litert_lacks_are_named(tmp_path: Path, code: Code, words: str) -> None:
    path = Model(codes=[code]).write(tmp_path / "lacking.tflite")
    with pytest.raises(ModelError) as caught:
        opened(path).run({"x": ONES, "y": ONES})
    assert words in caught.value.message
    assert caught.value.hint


def test_texts_pass_as_they_are(tmp_path: Path) -> None:
    """A model that gives back what it is given."""
    tensors = [Tensor("text", (2,), STRING), Tensor("x", (1,), FLOAT), Tensor("y", (1,), FLOAT)]
    graph = Graph(tensors, [Op(0, (1, 1), (2,))], (0, 1), (0, 2))
    running = opened(Model([graph]).write(tmp_path / "text.tflite"))
    texts = numpy.array([b"a", b"bc\xff"], object)
    given = dict(zip(("text", "x"), (texts, numpy.ones(1, numpy.float32)), strict=True))
    assert [numpy.asarray(value).tolist() for value in running.run(given).values()] == [
        [b"a", b"bc\xff"],
        [2.0],
    ]
