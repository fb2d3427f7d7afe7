# SPDX-License-Identifier: Apache-2.0
"""Snippets are pasted into a terminal and an editor: what they hold must parse there, whatever a model is called."""

import ast
import json
import shlex
import subprocess
import sys
from typing import Any

import pytest

from cutaway.description import dtypes
from cutaway.description.findings import Finding
from cutaway.description.graph import GraphSummary, Operator
from cutaway.description.model import Format, ModelDescription, ModelFile
from cutaway.description.signatures import Origin, Signature
from cutaway.description.tensors import Shape, TensorSpec
from cutaway.description.variables import Variable
from cutaway.session import snippets
from cutaway.session.example_values import shell_word

ODD = [
    "x",
    "lambda",
    "input_1:0",
    "per cent %s",
    'quote\' "double" back\\slash',
    "line\nend",
    "right\u202eleft",
    "$(touch marker)`id`",
    "ключ 鍵 🔑",
    "",
]
FORMATS: list[Format] = ["saved_model", "keras_h5", "keras_archive", "frozen_graph", "meta_graph", "tflite"]
EVERY_DTYPE = sorted(set(dtypes.TENSORFLOW.values()) - {"resource", "variant"})


def spec(name: str = "x", dtype: str = "float32", shape: Shape = (None, 3)) -> TensorSpec:
    return TensorSpec(name, f"{name}:0", dtype, shape)


def signature(*inputs: TensorSpec, key: str = "serving_default", origin: Origin = "declared") -> Signature:
    return Signature(key, origin, inputs, (spec("y", "float32", (None, 10)),), "tensorflow/serving/predict")


def model(form: Format = "saved_model", path: str = "/models/nmp", **kwargs: object) -> ModelDescription:
    return ModelDescription(form, path, path, **kwargs)  # type: ignore[arg-type]


def text(title: str, description: ModelDescription, of: Signature) -> str:
    return next(found.text for found in snippets.snippets(description, of) if found.title == title)


def body(command: str) -> dict[str, Any]:
    """Return what `curl` would send, with the pipe before it run."""
    if command.startswith("python3"):
        words = shlex.split(command.replace(" |\n", "\n"))
        done = subprocess.run([sys.executable, *words[1:3]], capture_output=True, text=True, check=True)
        text = done.stdout
    else:
        words = shlex.split(command)
        text = words[words.index("-d") + 1]
    sent: dict[str, Any] = json.loads(text)
    return sent


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ODD)
def test_python_compiles_whatever_names_are(form: Format, name: str) -> None:
    of = signature(spec(name), spec(name + "2"), key=name)
    compile(text("Python", model(form, f"/models/{name}"), of), "snippet", "exec")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("dtype", EVERY_DTYPE)
def test_python_compiles_for_every_type(form: Format, dtype: str) -> None:
    compile(text("Python", model(form), signature(spec(dtype=dtype))), "snippet", "exec")


@pytest.mark.parametrize("shape", [None, (), (0,), (None, None), (1, 224, 224, 3)])
def test_python_compiles_for_every_shape(shape: Shape) -> None:
    for form in FORMATS:
        for origin in ("declared", "inferred"):
            of = signature(spec(shape=shape), origin="declared" if origin == "declared" else "inferred")
            compile(text("Python", model(form), of), "snippet", "exec")


def test_python_keeps_odd_keys_and_paths_as_they_are() -> None:
    of = signature(spec("a b"), key="it's")
    tree = ast.parse(text("Python", model(path="/models/it's"), of))
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert {"/models/it's", "it's", "a b"} <= strings


def test_python_names_the_meta_graph_where_there_are_several() -> None:
    description = model(meta_graphs=(("serve",), ("serve", "gpu")))
    found = snippets.snippets(description, signature(spec()), ("serve", "gpu"))[0].text
    assert 'tags=["serve", "gpu"]' in found


def test_python_loads_the_folder_where_the_file_in_it_was_opened() -> None:
    assert 'load("/models/nmp")' in text(
        "Python", model(path="/models/nmp/saved_model.pb"), signature(spec())
    )


@pytest.mark.parametrize(("version", "module"), [("2.15.0", "tf_keras"), ("3.3.3", "import keras\n")])
def test_keras_files_are_loaded_by_the_keras_that_wrote_them(version: str, module: str) -> None:
    description = model("keras_h5", "m.h5", producer={"keras": version})
    assert module in text("Python", description, signature(spec()))


def test_tflite_without_signature_resizes_dynamic_inputs() -> None:
    found = text("Python", model("tflite", "m.tflite"), signature(spec(), origin="inferred"))
    assert 'resize_tensor_input(inputs[0]["index"], [1, 3])' in found


def test_an_optimizer_of_keras_2_is_loaded_by_the_loader_that_needs_no_class() -> None:
    slots = Finding("keras-2-optimizer", "info", "It keeps the state of an optimizer of Keras 2.")
    found = text("Python", model(findings=(slots,)), signature(spec()))
    assert 'tf.compat.v1.saved_model.load(session, ["serve"], "/models/nmp")' in found
    assert '"x:0": np.zeros((1, 3), dtype=np.float32)' in found
    compile(found, "snippet", "exec")


@pytest.mark.parametrize("method", ["classify", "regress"])
def test_methods_by_example_get_a_serialised_example(method: str) -> None:
    inputs = (spec("inputs", "string", (None,)),)
    of = Signature("key", "declared", inputs, (), f"tensorflow/serving/{method}")
    assert "inputs=tf.constant([example.SerializeToString()])" in text("Python", model(), of)
    assert body(text("curl", model(), of))["inputs"] == {"inputs": [{"b64": ""}]}
    assert "'inputs=[b" in text("Command line", model(), of)


def test_a_graph_that_decodes_files_says_that_a_sample_text_will_not_do() -> None:
    graph = GraphSummary(2, 0, 0, (Operator("DecodeWav", 1),))
    form: Format = "frozen_graph"
    code = text("Python", model(form, graph=graph), signature(spec("wav_data", "string", ())))
    assert "# This graph decodes a WAV file: 'wav_data' may have to be the bytes of one." in code.replace(
        '"', "'"
    )
    assert "decodes" not in text("Python", model(form, graph=graph), signature(spec()))


def test_a_model_in_an_archive_has_to_be_taken_out_first() -> None:
    packed = ModelDescription("saved_model", "/m/all.zip", "/m/all.zip!export/nmp")
    found = text("Python", packed, signature(spec()))
    assert found.startswith("# First take 'export/nmp' out of '/m/all.zip'.\n")
    assert 'tf.saved_model.load("export/nmp")' in found
    assert text("Command line", packed, signature(spec())) == "cutaway show /m/all.zip\n"
    assert "models/nmp:predict" in text("curl", packed, signature(spec()))


def test_a_member_that_was_named_has_to_be_taken_out_as_well() -> None:
    files = (ModelFile("/m/all.zip", 10),)
    packed = ModelDescription("keras_archive", "all.zip!a.keras", "/m/all.zip!a.keras", files=files)
    assert 'load_model("a.keras"' in text("Python", packed, signature(spec()))


def test_an_exclamation_mark_in_a_name_is_part_of_it() -> None:
    plain = ModelDescription("tflite", "wow!.tflite", "/m/wow!.tflite", files=(ModelFile("wow!.tflite", 1),))
    assert 'model_path="/m/wow!.tflite"' in text("Python", plain, signature(spec()))


def test_a_checkpoint_has_no_python() -> None:
    titles = [found.title for found in snippets.snippets(model("checkpoint"), signature(spec()))]
    assert "Python" not in titles


@pytest.mark.parametrize("name", ODD)
def test_curl_sends_the_names_as_they_are(name: str) -> None:
    sent = body(text("curl", model(), signature(spec(name, shape=(None, 2)), key=name)))
    assert sent == {"signature_name": name, "inputs": {name: [[0.0, 0.0]]}}


def test_curl_nests_large_inputs_as_their_shape_says() -> None:
    command = text("curl", model(), signature(spec("image", shape=(None, 7, 5, 3)), spec("flag", "bool", ())))
    inputs = body(command)["inputs"]
    image = inputs["image"]
    assert (len(image), len(image[0]), len(image[0][0]), len(image[0][0][0])) == (1, 7, 5, 3)
    assert inputs["flag"] is False
    assert len(command) < 300


def test_curl_sends_bytes_as_base64() -> None:
    sent = body(text("curl", model(), signature(spec("s", "string", (None,)))))
    assert sent["inputs"]["s"] == [{"b64": "c2FtcGxlIDA="}]


@pytest.mark.parametrize("dtype", ["bfloat16", "float16", "complex64", "qint8", "uint16"])
def test_curl_says_which_type_the_rest_api_does_not_take(dtype: str) -> None:
    found = next(s for s in snippets.snippets(model(), signature(spec(dtype=dtype))) if s.title == "curl")
    assert not found.text
    assert dtype in found.reason


def test_curl_asks_for_the_version_of_a_version_folder() -> None:
    command = text("curl", model(path="/models/half plus two/00000123"), signature(spec()))
    assert "/v1/models/half%20plus%20two/versions/00000123:predict" in command


def test_only_saved_models_are_served() -> None:
    titles = [found.title for found in snippets.snippets(model("tflite", "m.tflite"), signature(spec()))]
    assert "curl" not in titles


@pytest.mark.parametrize("name", ["x", "a b", "it's", "$(id)"])
def test_saved_model_cli_gets_literals_it_can_read(name: str) -> None:
    of = signature(spec(name, "int32", (None, 2)), spec("s", "string", (1,)))
    command = text("Command line", model(), of).split("\n\n")[1]
    words = shlex.split(command)
    given = words[words.index("--input_exprs") + 1]
    pairs = dict(pair.split("=", 1) for pair in given.split(";"))
    assert {key: ast.literal_eval(value) for key, value in pairs.items()} == {
        name: [[0, 0]],
        "s": [b"sample 0"],
    }


@pytest.mark.parametrize("name", ["a;b", "a=b"])
def test_saved_model_cli_is_left_out_where_it_would_split_a_name(name: str) -> None:
    assert "saved_model_cli" not in text("Command line", model(), signature(spec(name)))


def test_large_inputs_reach_saved_model_cli_as_files() -> None:
    _, make, run = text("Command line", model(), signature(spec(shape=(1, 224, 224, 3)))).split("\n", 2)
    compile(shlex.split(run.split("\n")[0])[2], "snippet", "exec")
    assert not make
    assert "--inputs x=input_0.npy" in run


def test_paths_that_look_like_options_stay_paths() -> None:
    assert text("Command line", model(path="-rf"), signature(spec())).startswith("cutaway show ./-rf\n")


@pytest.mark.parametrize("name", ODD)
def test_shell_words_are_one_line_and_safe(name: str) -> None:
    word = shell_word(name)
    assert word.isprintable()
    shown = subprocess.run(["bash", "-c", f"printf %s {word}"], capture_output=True, check=True)
    assert shown.stdout.decode() == name


def test_an_initialiser_is_explained_instead_of_called() -> None:
    of = Signature("__saved_model_init_op", "declared", (), (), "", runs_on_load=True)
    found = snippets.snippets(model(), of)
    assert [bool(snippet.text) for snippet in found] == [False, False, True]
    assert "initialiser" in found[0].reason


def test_a_resource_cannot_be_made_and_the_snippet_says_so() -> None:
    found = snippets.snippets(model(), signature(spec("table", "resource", ())))
    assert "'table'" in found[0].reason
    assert not found[0].text


@pytest.mark.parametrize("dtype", EVERY_DTYPE)
def test_numpy_code_compiles(dtype: str) -> None:
    of = signature(spec("serving_default_x:0", dtype), spec("class", dtype, None))
    compile(text("NumPy", model(), of), "snippet", "exec")


@pytest.mark.parametrize("dtype", ["float32", "bfloat16", "string"])
def test_variable_code_compiles(dtype: str) -> None:
    variable = Variable("dense/kernel'\n", "dense/class", dtype, (2, 3), 24, "weight")
    code = snippets.variable_code(model(), variable)
    compile(code, "snippet", "exec")
    assert "value_class = np.load" in code
