# SPDX-License-Identifier: Apache-2.0
"""What the child answers where one walks along the edges of a graph."""

from collections.abc import Iterator

import pytest

from cutaway import paths
from cutaway.description import codec
from cutaway.description.drawing import Trail
from cutaway.errors import RequestError
from cutaway.worker.models import Models
from cutaway.worker.questions import QUESTIONS, Call

SAMPLE = paths.resource("samples") / "keyword_ds_cnn.pb"
NESTED = paths.resource("samples") / "basic_pitch"


@pytest.fixture
def models() -> Iterator[Models]:
    """What a child keeps open."""
    kept = Models()
    yield kept
    kept.close()


def ask(models: Models, question: str, path: object = SAMPLE, **arguments: object) -> Trail:
    """The answer, as it arrives in the other process."""
    call = Call((str(path), (), ""), arguments, models, lambda *_: None, print)
    asked = QUESTIONS[question]
    found: Trail = codec.unpack(asked.answer(), codec.pack(asked.answer(), asked.load()(call)))
    return found


def ways(models: Models, begin: str, end: str, *, limit: int = 100, either: bool = False) -> Trail:
    return ask(models, "ways", begin=[begin, ""], end=[end, ""], limit=limit, either=either)


def test_all_ways_are_found_the_shortest_first(models: Models) -> None:
    found = ways(models, "wav_data", "Mfcc")
    told = [[found.hits.names[place] for place in way] for way in found.ways]
    around = ["wav_data", "decoded_sample_data", "AudioSpectrogram", "Mfcc"]
    assert told == [["wav_data", "decoded_sample_data", "Mfcc"], around]
    assert found.complete
    assert not found.is_back


def test_ways_back_are_found_where_they_are_asked_for(models: Models) -> None:
    assert ways(models, "Mfcc", "wav_data").ways == []
    found = ways(models, "Mfcc", "wav_data", either=True)
    assert (len(found.ways), found.is_back) == (2, True)


def test_that_there_are_more_ways_is_told(models: Models) -> None:
    found = ways(models, "wav_data", "Mfcc", limit=1)
    assert (len(found.ways), found.complete) == (1, False)


def test_every_node_has_the_groups_that_show_it(models: Models) -> None:
    found = ask(models, "reach", node=["labels_softmax", ""], limit=1000, back=True)
    keys = dict(zip(found.hits.names, found.keys, strict=True))
    assert keys["MobileNet/conv_1/Conv2D"] == ("MobileNet/", "MobileNet/conv_1/", "MobileNet/conv_1/Conv2D")
    assert "labels_softmax" not in keys
    assert found.hits.total == len(keys)


def test_only_so_many_are_listed_and_all_are_counted(models: Models) -> None:
    found = ask(models, "reach", node=["Mfcc", ""], limit=2, back=False)
    assert len(found.hits.names) == 2
    assert found.hits.total > 30


def test_dead_nodes_are_those_that_nothing_depends_on(models: Models) -> None:
    assert ask(models, "dead", limit=10).hits.total == 0
    found = ask(models, "dead", NESTED, limit=3)
    assert "NoOp" in found.hits.ops
    assert found.hits.total > 3


def test_a_node_in_a_function_goes_by_its_path(models: Models) -> None:
    deep = next(path for path in ask(models, "dead", NESTED, limit=40).spelled if path.startswith("Stateful"))
    found = ask(models, "reach", NESTED, node=[deep, ""], limit=9, back=True)
    assert all(path != deep for path in found.spelled)
    name, function = found_in(models, deep)
    again = ask(models, "reach", NESTED, node=[name, function], limit=9, back=True)
    assert again.spelled == found.spelled


def found_in(models: Models, path: str) -> tuple[str, str]:
    """Name and function of a node by its path."""
    found = ask(models, "dead", NESTED, limit=100)
    place = found.spelled.index(path)
    return found.hits.names[place], found.hits.functions[place]


def test_a_tensors_name_is_its_nodes(models: Models) -> None:
    assert ways(models, "wav_data:0", "Mfcc:0").hits.names[0] == "wav_data"


def test_a_node_that_is_not_there_is_told_with_one_alike(models: Models) -> None:
    with pytest.raises(RequestError) as failure:
        ways(models, "wav_dat", "Mfcc")
    assert "has no node called wav_dat" in str(failure.value)
    assert failure.value.hint == "Did you mean wav_data?"
