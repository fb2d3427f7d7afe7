# SPDX-License-Identifier: Apache-2.0
"""The models of the corpus whose signatures can be edited, what is special about each, and what runs each format."""

from cutaway.formats.opened import OpenModel, silent
from cutaway.worker.models import Models
from cutaway.worker.questions import Call
from cutaway.worker.tasks.graph_answers import matches
from helpers import corpus

LOADERS = {"saved_model": ("v1", "v2"), "frozen_graph": ("graph",), "tflite": ("litert",)}
"""Loaders of `edit_probe`, by format."""
ENDLESS = ("gen_gd_chain30k",)
"""TensorFlow takes minutes to import them."""
RACING = ("sm_litert_control_flow",)
"""A Merge of four placeholders, all of them given: it gives whichever comes first, and a cast comes later."""
TRAITS = {
    "saved_model": (
        "TensorFlow 1",
        "TensorFlow 2",
        "tables",
        "assets",
        "control flow",
        "several MetaGraphs",
        "Keras 2",
        "Keras 3",
    ),
    "frozen_graph": ("weights", "control flow", "text"),
    "tflite": ("no signature", "one signature", "several signatures", "metadata", "quantised"),
}
"""What edits have to get along with, by format."""
_KERAS_3 = ("gen_sm_keras3_small",)
_FORKS = frozenset(("Switch", "Merge", "If", "StatelessIf", "While", "StatelessWhile", "Case"))
_WORDS = {"saved_model": "SavedModel", "frozen_graph": "GraphDef", "tflite": "tflite"}


def entries(kind: str) -> list[corpus.Entry]:
    """Those of one format; they are told by their content, so that some turn out to be of another one."""
    return [
        entry
        for entry in corpus.entries()
        if entry.kind != "hostile" and entry.format.startswith(_WORDS[kind]) and "broken" not in entry.format
    ]


def traits(entry: corpus.Entry, model: OpenModel) -> set[str]:
    """Which of `TRAITS` a model has."""
    described = model.description
    if described.format == "tflite":
        return _lite_traits(model)
    graph = model.graph()
    is_forked = graph is not None and not _FORKS.isdisjoint(graph.op_names)
    told = {
        described.detail.partition(",")[0]: described.format == "saved_model",
        "tables": bool(described.tables),
        "assets": bool(described.assets),
        "weights": bool(described.constants),
        "text": "text" in described.detail,
        "control flow": is_forked,
        "several MetaGraphs": len(described.meta_graphs) > 1,
        "Keras 2": bool(described.producer.get("keras")),
        "Keras 3": entry.id in _KERAS_3,
    }
    return {trait for trait in TRAITS[described.format] if told.get(trait)}


def inner(entry: corpus.Entry, tags: tuple[str, ...], count: int = 6) -> list[str]:
    """Some tensors from all over the graph of a model, as edits spell them."""
    models = Models()
    arguments = {"query": "/./", "limit": 4000}
    try:
        found = matches(Call((str(entry.path), tags, ""), arguments, models, silent, lambda _part: None))
    finally:
        models.close()
    listed = [spot.tensor for spot in found.spots if spot.carries] if found is not None else []
    return listed[:: max(len(listed) // count, 1)][:count]


def _lite_traits(model: OpenModel) -> set[str]:
    described = model.description
    count = sum(each.origin != "inferred" for each in described.signatures)
    ports = [spec for each in described.signatures for spec in (*each.inputs, *each.outputs)]
    found = {("no signature", "one signature", "several signatures")[min(count, 2)]}
    found |= {"metadata"} if "model_metadata" in described.metadata else set()
    return found | {
        "quantised" for spec in ports if spec.quantization is not None and spec.quantization.scale
    }
