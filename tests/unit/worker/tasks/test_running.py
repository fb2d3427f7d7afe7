# SPDX-License-Identifier: Apache-2.0
"""Running small models: what they answer, what is inside them, and what is told where they cannot be run."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy
import pytest

from cutaway.sampling.values import Ragged, Sparse, Value
from cutaway.session import commands
from cutaway.worker.models import Models
from cutaway.worker.tasks import running
from cutaway.worker.tasks.graph_index import index_of
from cutaway.worker.tasks.running import preview, timing_of
from helpers import running_probe

pytestmark = pytest.mark.tensorflow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the probe's models are."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def answers(folder: Path) -> dict[str, dict[str, Any]]:
    """What the probe's questions were answered, all by one process."""
    done = subprocess.run(
        [sys.executable, "-I", "-W", "ignore", running_probe.__file__, str(folder)],
        capture_output=True,
        check=False,
        env=commands.environment(str(folder)),
        timeout=100,
    )
    assert done.returncode == 0, done.stderr.decode()[-4000:]
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found


def _tap(answers: dict[str, dict[str, Any]], name: str) -> tuple[Any, str]:
    found = answers["tapped"]
    path = found["paths"][name]
    return found["taps"][path], found["notes"][path]


def test_a_model_answers_and_its_values_are_listed(answers: dict[str, dict[str, Any]]) -> None:
    found = answers["tapped"]
    assert found["out"]["turns"] == 3
    assert found["shapes"]["y"] == [2, 4]
    assert found["out"]["y"][0][0] == pytest.approx(0.66167, abs=1e-5)
    values = [value for value in found["taps"].values() if value is not None]
    assert found["recorded"] == {"in": 2, "out": 2, "tap": len(values)}
    assert found["runner"].startswith("TensorFlow 2.")


def test_a_tensor_in_a_call_is_told_for_each_call_by_itself(answers: dict[str, dict[str, Any]]) -> None:
    assert _tap(answers, "product")[0] == [[0.5] * 4] * 2
    assert _tap(answers, "second")[0] == [[0.75] * 4] * 2


def test_a_call_of_another_signature_is_seen_where_this_one_executes_it(
    answers: dict[str, dict[str, Any]],
) -> None:
    value, note = _tap(answers, "product")
    same, plain = _tap(answers, "elsewhere")
    assert value == same
    assert {note, plain} == {"", "This signature executes it in the call StatefulPartitionedCall_1."}


def test_all_turns_of_a_loop_are_told_in_their_order(answers: dict[str, dict[str, Any]]) -> None:
    value, note = _tap(answers, "turn")
    assert note.startswith("3 turns of a loop")
    assert [turn[0][0] for turn in value] == pytest.approx([0.375, 0.358357, 0.343766], abs=1e-5)


@pytest.mark.parametrize("name", ["product", "turn", "condition", "taken", "left"])
def test_a_node_chosen_on_the_map_is_asked_for_by_a_path_that_leads_to_it(
    answers: dict[str, dict[str, Any]], folder: Path, name: str
) -> None:
    path = answers["tapped"]["paths"][name].partition(":")[0]
    kept = Models()
    index = index_of(kept.open((str(folder / "loop"), (), ""), lambda _words, _part: None))
    assert index is not None
    node = index.along(path)
    assert index.graph.names[node].endswith(path.rpartition("/")[2])
    assert index.places.of(node).path == path
    kept.close()


def test_the_last_turn_of_a_loop_is_what_the_model_answers(answers: dict[str, dict[str, Any]]) -> None:
    value, _ = _tap(answers, "taken")
    assert value[-1] == answers["tapped"]["out"]["y"]


def test_the_condition_of_a_loop_is_told_once_more_than_its_body(answers: dict[str, dict[str, Any]]) -> None:
    assert _tap(answers, "condition")[0] == [True, True, True, False]


def test_a_branch_that_is_not_taken_is_not_executed(answers: dict[str, dict[str, Any]]) -> None:
    value, note = _tap(answers, "left")
    assert value is None
    assert note.startswith("It is not executed for these inputs")


def test_what_no_result_comes_from_is_not_executed(answers: dict[str, dict[str, Any]]) -> None:
    value, note = _tap(answers, "dead")
    assert value is None
    assert "no result of the function" in note
    assert "no result of the signature" in _tap(answers, "restored")[1]


def test_handles_and_unknown_tensors_are_told_as_such(answers: dict[str, dict[str, Any]]) -> None:
    assert "handle of a variable" in _tap(answers, "handle")[1]
    assert _tap(answers, "unknown")[1] == "There is no such tensor in the graph."


def test_a_loop_of_tensorflow_1_tells_its_turns_too(answers: dict[str, dict[str, Any]]) -> None:
    assert answers["frames"]["taps"] == {"while/double:0": [2, 4, 8]}
    assert 8 in answers["frames"]["out"].values()


def test_a_model_is_kept_for_its_next_run(answers: dict[str, dict[str, Any]]) -> None:
    assert not answers["tapped"]["warm"]
    assert answers["again"]["warm"]
    assert answers["again"]["load"] == 0
    assert answers["again"]["runs"] == 5


def test_a_profile_names_operations_as_the_graph_does(answers: dict[str, dict[str, Any]]) -> None:
    calls = {node.partition("/")[2]: (op, count) for node, op, count in answers["again"]["profile"]}
    assert calls["StatefulPartitionedCall/StatefulPartitionedCall/product"] == ("MatMul", 1)
    assert calls["StatefulPartitionedCall/while/while/turn"] == ("MatMul", 3)


def test_all_types_pass_as_they_are(answers: dict[str, dict[str, Any]]) -> None:
    found = answers["kinds"]
    assert found["out"] == {
        "same_brain": [1.5, -2],
        "same_complex": [[1, 2]],
        "same_flag": [True, False],
        "same_long": [2**62, -1],
        "same_scalar": 0.25,
        "same_text": ["a\0b", ""],
    }
    assert found["dtypes"]["same_brain"] == "bfloat16"
    assert found["shapes"]["same_scalar"] == []


def test_sparse_values_pass_and_an_input_with_a_default_may_be_left_out(
    answers: dict[str, dict[str, Any]],
) -> None:
    assert answers["sparse"]["out"] == {"doubled": [10]}
    assert answers["sparse"]["shapes"] == {"doubled": [2, 3]}


def test_the_table_of_a_bare_graph_is_filled(answers: dict[str, dict[str, Any]]) -> None:
    assert answers["table"]["out"] == {"number": [4, -1]}


def test_a_metagraph_gets_the_values_of_its_checkpoint(answers: dict[str, dict[str, Any]]) -> None:
    assert answers["restored"]["out"] == {"y": [7, 7]}
    assert answers["restored"]["findings"] == []


def test_a_metagraph_without_checkpoint_begins_anew_and_says_so(answers: dict[str, dict[str, Any]]) -> None:
    assert answers["alone"]["out"] == {"y": [3, 3]}
    assert "The checkpoint is missing" in answers["alone"]["findings"][0]


@pytest.mark.parametrize(
    ("question", "kind", "words"),
    [
        ("misfit", "RequestError", "The inputs do not fit the signature"),
        ("left out", "RequestError", "needs a value for its input n."),
        ("no signature", "RequestError", "loop has no signature called nothing."),
        ("init", "RequestError", "it is not meant to be called."),
        ("unfrozen", "ModelError", "uses the variable w, which has no value"),
        (
            "refused",
            "ModelError",
            "cannot load custom.keras: layer twice (Twice) is refused. Could not locate class 'Twice'.",
        ),
    ],
)
def test_what_cannot_be_run_is_told_in_a_sentence(
    answers: dict[str, dict[str, Any]], question: str, kind: str, words: str
) -> None:
    error = answers[question]["error"]
    assert error["kind"] == kind
    assert words in error["message"]
    assert error["hint"]
    assert "Traceback" not in error["message"]


def test_layers_are_told_at_each_of_their_calls(answers: dict[str, dict[str, Any]]) -> None:
    found = answers["keras"]
    assert found["out"] == {"sum": [[17] * 4] * 2}
    assert found["taps"]["shared:0"] == [[4] * 4] * 2
    assert found["taps"]["shared:1"] == [[16] * 4] * 2
    assert found["taps"]["inner/positive"] == [[1] * 4] * 2
    assert found["notes"]["none"] == "The model has no such layer."


def test_layers_are_timed_by_their_calls(answers: dict[str, dict[str, Any]]) -> None:
    assert ["shared", "Dense", 2] in answers["keras"]["profile"]


def test_custom_objects_come_from_a_file_that_the_user_names(answers: dict[str, dict[str, Any]]) -> None:
    assert "defines Twice" in answers["refused"]["error"]["hint"]
    assert answers["custom"]["out"] == {"twice": [[2] * 4] * 2}


def test_where_keras_does_not_load_a_file_each_layer_that_fails_is_told(
    answers: dict[str, dict[str, Any]],
) -> None:
    error = answers["several"]["error"]
    assert error["message"].endswith("2 layers fail by themselves; the details list them.")
    first, second, whole = error["details"].split("\n", 2)
    assert first.startswith("twice (Twice): Could not locate class 'Twice'")
    assert second.startswith("half (Half): Could not locate class 'Half'")
    assert whole.startswith("TypeError: ")


def test_a_model_of_a_class_of_its_own_is_called_as_it_was_built(answers: dict[str, dict[str, Any]]) -> None:
    assert "Could not locate class 'Own'" in answers["unknown"]["error"]["message"]
    assert "a Python file that defines Own as custom objects" in answers["unknown"]["error"]["hint"]
    assert answers["subclassed"]["out"] == {"output_0": [[5] * 4] * 2}


# --- without a library ---


def test_times_are_summed_up() -> None:
    found = timing_of(1.0, 0.5, [0.04, 0.01, 0.02, 0.03], 2)
    assert (found.load, found.first, found.runs) == (1.0, 0.5, 4)
    assert (found.median, found.p95, found.least) == (0.025, 0.04, 0.01)
    assert found.throughput == pytest.approx(80)


def test_the_most_memory_is_what_came_on_top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status = tmp_path / "status"
    status.write_text("Name:\tpython\nVmHWM:\t  3072 kB\nVmRSS:\t  2048 kB\n", encoding="ascii")
    monkeypatch.setattr(running, "_STATUS", status)
    assert running._peak(1024 * 1024) == 2 * 1024 * 1024
    assert running._peak(None) is None
    status.unlink()
    assert running._peak(1024) is None


def test_a_single_run_has_a_throughput_and_no_median() -> None:
    found = timing_of(1.0, 0.5, [], 2)
    assert found.median is None
    assert found.throughput == 4


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (numpy.array(1.5), 1.5),
        (numpy.array([1, numpy.nan, numpy.inf]), [1, None, None]),
        (numpy.array([1 + 2j], numpy.complex64), [[1, 2]]),
        (numpy.array([b"a\xff", b""], object), ["a�", ""]),
        (numpy.array([1.5], ml_dtypes.bfloat16), [1.5]),
        (numpy.array([-8, 7], ml_dtypes.int4), [-8, 7]),
        (numpy.zeros((0, 2)), []),
        (Sparse(numpy.array([[1]]), numpy.array([5]), (9,)), [5]),
        (Ragged(numpy.array([1, 2, 3]), (numpy.array([0, 2, 2, 3]),)), [[1, 2], [], [3]]),
        (
            Ragged(numpy.array([1, 2, 3]), (numpy.array([0, 1, 2]), numpy.array([0, 2, 3]))),
            [[[1, 2]], [[3]]],
        ),
    ],
)
def test_a_preview_is_json(value: Value, shown: object) -> None:
    assert preview(value) == shown
    json.dumps(preview(value), allow_nan=False)


def test_a_preview_ends_after_a_thousand_values() -> None:
    shown = preview(numpy.zeros((3, 500, 7)))
    assert isinstance(shown, list)
    assert sum(len(inner) for outer in shown for inner in outer) <= 1000
