# SPDX-License-Identifier: Apache-2.0
"""Every path that means a checkpoint opens it, and none leads out of its folder."""

from pathlib import Path

import numpy
import pytest

from cutaway.description.model import ModelDescription
from cutaway.description.variables import parameters
from cutaway.errors import DamagedFileError, MissingFileError, ModelError, RequestError, UnsafeFileError
from cutaway.formats.checkpoint import open_model
from cutaway.formats.opened import OpenModel, OpenRequest, silent
from helpers import bundles, corpus
from helpers.bundles import OBJECT_GRAPH, BundleV2


def opened(path: Path) -> OpenModel:
    return open_model(OpenRequest(path, str(path)), silent)


def described(path: Path) -> ModelDescription:
    return opened(path).description


def saved(folder: Path, name: str = "model.ckpt-1000") -> Path:
    return BundleV2().add("w", [1.0, 2.0]).add("w/Adam", [0.0, 0.0]).add("global_step", 7).write(folder, name)


def state(folder: Path, latest: str, *listed: str) -> Path:
    lines = [
        f'model_checkpoint_path: "{latest}"',
        *(f'all_model_checkpoint_paths: "{name}"' for name in listed),
    ]
    path = folder / "checkpoint"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ["", ".index", ".data-00000-of-00001"])
def test_opens_by_any_of_its_files(tmp_path: Path, ending: str) -> None:
    saved(tmp_path)
    found = described(tmp_path / f"model.ckpt-1000{ending}")
    assert found.format == "checkpoint"
    assert found.location == str(tmp_path / "model.ckpt-1000.index")
    assert [variable.role for variable in found.variables] == ["other", "weight", "optimizer"]
    assert found.metadata["step"] == 1000


def test_opens_a_folder_by_its_newest_step(tmp_path: Path) -> None:
    for step in (9, 1000, 30):
        saved(tmp_path, f"model.ckpt-{step}")
    assert described(tmp_path).metadata["step"] == 1000


def test_a_state_file_chooses_the_checkpoint(tmp_path: Path) -> None:
    for step in (1, 2):
        saved(tmp_path, f"model.ckpt-{step}")
    state(tmp_path, "model.ckpt-1", "model.ckpt-1", "model.ckpt-2")
    for path in (tmp_path, tmp_path / "checkpoint"):
        found = described(path)
        assert found.metadata["step"] == 1
        assert found.metadata["state_file"]["listed"] == ["model.ckpt-1", "model.ckpt-2"]
        assert not found.findings


def test_another_checkpoint_stands_in_for_one_that_is_gone(tmp_path: Path) -> None:
    saved(tmp_path, "model.ckpt-1")
    found = described(state(tmp_path, "model.ckpt-2", "model.ckpt-1", "model.ckpt-2"))
    assert found.metadata["step"] == 1
    assert found.findings[0].message == (
        "checkpoint points to model.ckpt-2, which is not there; model.ckpt-1 is shown instead."
    )


def test_a_state_file_from_another_machine_opens_what_lies_beside_it(tmp_path: Path) -> None:
    saved(tmp_path, "model.ckpt-5")
    found = described(state(tmp_path, "/home/someone/train/model.ckpt-5"))
    assert found.metadata["step"] == 5
    assert [(finding.code, finding.severity) for finding in found.findings] == [("path-outside", "warning")]


@pytest.mark.parametrize("latest", ["../secret/model.ckpt", "../../etc/passwd", "a/../../secret/model.ckpt"])
def test_a_state_file_that_climbs_out_is_not_followed(tmp_path: Path, latest: str) -> None:
    secret, inside = tmp_path / "secret", tmp_path / "model"
    secret.mkdir()
    inside.mkdir()
    BundleV2().add("secret", [1.0]).write(secret)
    path = state(inside, latest)
    with pytest.raises(UnsafeFileError, match="outside its folder, so it is not followed"):
        opened(path)
    saved(inside, "model")
    found = described(path)
    assert found.findings[0].severity == "danger"
    assert "w" in [variable.name for variable in found.variables]


def test_a_folder_that_is_a_link_to_elsewhere_is_not_followed(tmp_path: Path) -> None:
    secret, inside = tmp_path / "secret", tmp_path / "model"
    secret.mkdir()
    inside.mkdir()
    saved(secret)
    (inside / "sub").symlink_to(secret)
    with pytest.raises(ModelError):
        opened(state(inside, "sub/model.ckpt-1000"))


@pytest.mark.parametrize(
    "content", [b"\xff\xfe nonsense", b"model_checkpoint_path: 7", b"x" * ((1 << 20) + 1)]
)
def test_says_that_a_state_file_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "checkpoint").write_bytes(content)
    with pytest.raises(DamagedFileError, match="checkpoint is no list of checkpoints"):
        opened(tmp_path / "checkpoint")


def test_says_what_a_data_file_lacks(tmp_path: Path) -> None:
    saved(tmp_path)
    (tmp_path / "model.ckpt-1000.index").unlink()
    for path in (tmp_path, tmp_path / "model.ckpt-1000.data-00000-of-00001"):
        with pytest.raises(MissingFileError, match=r"names, types and shapes are in model\.ckpt-1000\.index"):
            opened(path)


def test_says_which_shard_is_missing(tmp_path: Path) -> None:
    BundleV2(shards=2).add("a", [1.0]).add("b", [1.0], shard=1).write(tmp_path)
    (tmp_path / "model.ckpt.data-00001-of-00002").unlink()
    found = described(tmp_path / "model.ckpt.index")
    assert found.findings[0].message == (
        "model.ckpt.data-00001-of-00002 is missing, so 1 of 2 variables has no values. "
        "Put it beside model.ckpt.index and reload."
    )
    assert [variable.available for variable in found.variables] == [True, False]
    assert found.runtimes[0].verdict is False


def test_says_where_data_are_cut_off(tmp_path: Path) -> None:
    saved(tmp_path)
    data = tmp_path / "model.ckpt-1000.data-00000-of-00001"
    data.write_bytes(data.read_bytes()[:20])
    finding = described(tmp_path).findings[0]
    assert finding.code == "truncated-data"
    assert "is cut off at byte 20, so 2 of 3 variables have no values" in finding.message


def test_says_that_bytes_do_not_fit_a_shape(tmp_path: Path) -> None:
    built = BundleV2().add("v", [1.0])
    built.entries[b"v"] = bundles.entry("float32", (1 << 40,), 0, 0, 8, 0)
    finding = described(built.write(tmp_path)).findings[0]
    assert (finding.code, finding.where) == ("damaged-variable", "v")


@pytest.mark.parametrize("name", ["old", "old-00000-of-00001"])
def test_opens_version_1_and_its_graph_beside_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "old-00000-of-00001").write_bytes(bundles.v1_whole(w=numpy.float32(3)))
    info = bundles.message(1, bundles.message(5, b"0.12.head"))
    (tmp_path / "old.meta").write_bytes(info)
    found = opened(tmp_path / name)
    assert found.description.metadata["checkpoint_version"] == "V1"
    assert found.description.producer == {"tensorflow": "0.12.head"}
    assert found.array("w") == 3


def test_tells_tensorflow_2_by_its_object_graph(tmp_path: Path) -> None:
    built = BundleV2().add(OBJECT_GRAPH, numpy.array(b"", object)).add("w/.ATTRIBUTES/VARIABLE_VALUE", [1.0])
    found = described(built.write(tmp_path))
    assert found.detail == "TensorFlow 2, version 2"
    assert found.metadata["saver"] == "tf.train.Checkpoint"


def test_has_neither_graph_nor_assets(tmp_path: Path) -> None:
    found = opened(saved(tmp_path))
    assert found.graph() is None
    for ask in (found.content, found.entries):
        with pytest.raises(RequestError, match="only variables"):
            ask("vocabulary.txt", 10)
    found.close()


@pytest.mark.corpus
@pytest.mark.parametrize(
    "entry",
    [entry for entry in corpus.entries() if "checkpoint" in entry.format.lower() and entry.facts()],
    ids=lambda entry: entry.id,
)
def test_describes_the_corpus_as_its_facts_say(entry: corpus.Entry) -> None:
    facts = entry.facts() or {}
    path = entry.path
    if path.name.endswith(".meta"):
        path = path.with_name(path.name.removesuffix(".meta") + ".index")
    if "n_variables" not in facts:
        try:
            opened(path)
        except ModelError as error:
            assert error.message.endswith(".")  # noqa: PT017
        return
    found = described(path)
    assert len(found.variables) == facts["n_variables"]
    if "n_params" in facts:
        assert parameters(found.variables) == facts["n_params"]
