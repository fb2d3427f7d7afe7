# SPDX-License-Identifier: Apache-2.0
"""Which library runs which model."""

from typing import Literal

import pytest

from cutaway.description.findings import Runtime
from cutaway.description.model import Format, ModelDescription
from cutaway.session import running
from cutaway.session.run_folders import RunFolders


def keras(version: str, third: bool | None, second: bool | None) -> ModelDescription:
    runtimes = (Runtime("Keras 3", third, ""), Runtime("tf-keras", second, ""))
    return ModelDescription("keras_h5", "m.h5", "m.h5", producer={"keras": version}, runtimes=runtimes)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("saved_model", "tensorflow"),
        ("frozen_graph", "tensorflow"),
        ("meta_graph", "tensorflow"),
        ("tflite", "litert"),
    ],
)
def test_formats_have_their_library(kind: Format, expected: Literal["tensorflow", "litert"]) -> None:
    assert running.runner_of(ModelDescription(kind, "m", "m")) == expected


@pytest.mark.parametrize(
    ("version", "third", "second", "expected"),
    [
        ("2.15.0", None, True, "tf_keras"),
        ("2.2.4-tf", None, None, "tf_keras"),
        ("2.15.0", None, False, "tensorflow"),
        ("2.15.0", False, False, "tf_keras"),
        ("3.4.1", True, None, "tensorflow"),
        ("3.4.1", False, None, "tf_keras"),
        ("", None, None, "tensorflow"),
    ],
)
def test_a_keras_file_goes_to_the_keras_that_wrote_it_unless_only_the_other_loads_it(
    version: str, third: bool | None, second: bool | None, expected: str
) -> None:
    assert running.runner_of(keras(version, third, second)) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("tflite", ("litert",)), ("saved_model", ("tensorflow",)), ("frozen_graph", ("tensorflow",))],
)
def test_only_keras_files_leave_a_choice_of_library(kind: Format, expected: tuple[str, ...]) -> None:
    assert running.runners_of(ModelDescription(kind, "m", "m")) == expected
    assert running.runners_of(keras("3.4.1", None, None)) == ("tensorflow", "tf_keras")
    assert running.runners_of(keras("2.15.0", None, None)) == ("tf_keras", "tensorflow")


def test_a_run_may_write_into_the_folders_of_its_model_alone() -> None:
    folders = RunFolders()
    found = running.grant(ModelDescription("tflite", "/m.tflite", "/m.tflite"), folders, seconds=5, memory=7)
    assert found.write == (folders.root,)
    assert (found.seconds, found.bytes) == (5, 7)
    assert "/m.tflite" in found.read
    folders.close()
