# SPDX-License-Identifier: Apache-2.0
"""Runs of training along time, labelled samples put to float and int8, MetaGraphs and versions compared."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy
import pytest

from helpers import corpus, trained_run
from helpers.commands import cutaway

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not corpus.entries(), reason=corpus.missing_reason()),
]


def path_of(name: str) -> Path:
    found = next((entry for entry in corpus.entries() if entry.id == name), None)
    if found is None:
        pytest.skip(f"the corpus has no {name}")
    return found.path


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three epochs, saved as `trained_run` says."""
    folder = tmp_path_factory.mktemp("run")
    subprocess.run([sys.executable, trained_run.__file__, str(folder)], check=True, capture_output=True)
    return folder


def test_a_run_that_tensorflow_saved_is_followed_with_its_slots(run: Path) -> None:
    for name in ("keras3", "keras2"):
        outcome = cutaway("compare", run / name / "checkpoint", "--along", "--json")
        assert outcome.status == 0, outcome.stderr
        answer = outcome.json()
        assert [each["title"] for each in answer["moments"]] == ["ckpt-1", "ckpt-2", "ckpt-3"]
        weights = [each for each in answer["weights"] if each["role"] == "weight"]
        assert len(weights) == 4
        assert all(each["from_first"][2] > 0 for each in weights)
        slots = [each for each in answer["weights"] if each["role"] == "optimizer" and each["shape"]]
        assert len(slots) == 8
        assert all(each["norms"][0] != each["norms"][2] for each in slots)
        if name == "keras3":
            assert {each["slot_of"] for each in slots} == {each["title"] for each in weights}
            assert {each["slot"] for each in slots} == {"momentum", "velocity"}


@pytest.mark.parametrize(("name", "ending"), [("files3", "keras"), ("files2", "h5")])
def test_a_folder_of_a_runs_files_is_followed_with_the_slots_of_every_variable(
    run: Path, name: str, ending: str
) -> None:
    outcome = cutaway("compare", run / name, "--along", "--json")
    assert outcome.status == 0, outcome.stderr
    answer = outcome.json()
    assert [each["title"] for each in answer["moments"]] == [f"epoch-{epoch}.{ending}" for epoch in (1, 2, 3)]
    weights = {each["title"] for each in answer["weights"] if each["role"] == "weight"}
    slots = [each for each in answer["weights"] if each["role"] == "optimizer" and each["shape"]]
    assert (len(weights), len(slots)) == (4, 8)
    assert all(each["norms"][0] != each["norms"][2] for each in slots)
    assert {each["slot_of"] for each in slots} == weights
    assert len({each["slot"] for each in slots}) == 2


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Twelve pictures that mean nothing, with the labels 0 to 9, 0 and 1."""
    folder = tmp_path_factory.mktemp("samples")
    numpy.save(
        folder / "x.npy", numpy.random.default_rng(0).uniform(0, 255, (12, 32, 32, 3)).astype("float32")
    )
    numpy.save(folder / "y.npy", numpy.arange(12) % 10)
    return folder / "x.npy", folder / "y.npy"


def test_float_and_int8_are_told_apart_whichever_is_the_first(samples: tuple[Path, Path]) -> None:
    paths = path_of("h5_tiny_resnet"), path_of("tl_tiny_resnet_int8")
    asked = ("--samples", samples[0], "--labels", samples[1], "--tolerance", "0.5", "--json")
    there, back = (
        cutaway("compare", *order, *asked, patience=250.0).json()["labelled"]
        for order in (paths, paths[::-1])
    )
    assert (there["samples"], there["count"]) == (12, 10)
    assert sum(cell["count"] for cell in there["source"]["confusion"]) == 12
    assert (there["source"], there["target"]) == (back["target"], back["source"])
    assert there["differ"] == len(there["disagreements"])
    assert (there["outputs"], there["only_source_right"]) == (
        back["outputs"][::-1],
        back["only_target_right"],
    )


def test_metagraphs_and_versions_are_chosen_for_each() -> None:
    graphs, versions = path_of("gen_sm_two_metagraphs"), path_of("sm_srv_hp2_2versions").parent
    outcome = cutaway(
        *("compare", graphs, graphs, "--tags", "serve", "--tags", "serve,gpu", "--no-run", "--json")
    )
    assert [(each["before"], each["after"]) for each in outcome.json()["description"]] == [
        ('["serve"]', '["serve", "gpu"]')
    ]
    both = ("compare", versions, versions, "--no-run", "--json")
    assert cutaway(*both, "--version", "123", "--version", "124").status == 0
    missing = cutaway(*both, "--version", "", "--version", "7")
    assert missing.status == 1
    assert "has no version 7: there are 00000124, 00000123" in missing.json()["error"]["message"]
