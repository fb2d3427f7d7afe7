# SPDX-License-Identifier: Apache-2.0
"""What a MetaGraph says of itself, as JSON."""

import json
from pathlib import Path

from cutaway.formats.savedmodel_metadata import beside, of_meta_graph, producer
from helpers import graphs


def test_collections_are_told_for_people_and_are_json() -> None:
    meta = graphs.meta_graph(graphs.graph(), "serve")
    collections = meta.collection_def
    collections["names"].node_list.value.extend(f"n{number}" for number in range(60))
    collections["protos"].bytes_list.value.append(b"12345")
    collections["numbers"].float_list.value.extend([0.5, float("nan"), float("inf")])
    collections["any"].any_list.value.add(type_url="type.googleapis.com/x.Y")
    collections["empty"].SetInParent()
    found = of_meta_graph(meta)["collections"]
    assert (len(found["names"]), found["names"][-1]) == (51, "and 10 more")
    assert (found["protos"], found["any"], found["empty"]) == (["5 bytes"], ["type.googleapis.com/x.Y"], [])
    assert found["numbers"] == [0.5, "nan", "inf"]
    json.dumps(found, allow_nan=False)


def test_who_wrote_it_is_told_as_far_as_it_says() -> None:
    meta = graphs.meta_graph()
    assert producer(meta) == {}
    meta.meta_info_def.tensorflow_version = "2.9.1"
    assert producer(meta, "2.9.0") == {"tensorflow": "2.9.1", "keras": "2.9.0"}


def test_nothing_beside_the_model_is_nothing_to_tell(tmp_path: Path) -> None:
    assert beside(tmp_path) == ({}, [])
