# SPDX-License-Identifier: Apache-2.0
"""The models of the corpus whose signatures can be edited, and what runs those of each format."""

from helpers import corpus

LOADERS = {"saved_model": ("v1", "v2"), "frozen_graph": ("graph",), "tflite": ("litert",)}
"""Loaders of `edit_probe`, by format."""
ENDLESS = ("gen_gd_chain30k",)
"""TensorFlow takes minutes to import them."""
RACING = ("sm_litert_control_flow",)
"""A Merge of four placeholders, all of them given: it gives whichever comes first, and a cast comes later."""
_WORDS = {"saved_model": "SavedModel", "frozen_graph": "GraphDef", "tflite": "tflite"}


def entries(kind: str) -> list[corpus.Entry]:
    """Those of one format; they are told by their content, so that some turn out to be of another one."""
    return [
        entry
        for entry in corpus.entries()
        if entry.kind != "hostile" and entry.format.startswith(_WORDS[kind]) and "broken" not in entry.format
    ]
