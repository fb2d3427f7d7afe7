# SPDX-License-Identifier: Apache-2.0
"""Puts the bodies of a graph's functions in the place of their calls, as converters of graphs need it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def inlined(graph_def: Any, kept: Sequence[str]) -> Any:  # noqa: ANN401 - GraphDefs
    """With the bodies of calls in their place: converters look for the weights of a layer beside it. kept: tensors."""
    from tensorflow.core.protobuf import config_pb2, meta_graph_pb2, rewriter_config_pb2
    from tensorflow.python.framework.convert_to_constants import disable_lower_using_switch_merge
    from tensorflow.python.grappler import tf_optimizer
    from tensorflow.python.training.saver import export_meta_graph

    if not graph_def.library.function:
        return graph_def
    graph_def = disable_lower_using_switch_merge(graph_def)  # loops stay whole
    for function in graph_def.library.function:
        function.attr.pop("api_implements", None)  # else another body is taken
    config = config_pb2.ConfigProto()
    rewriting = config.graph_options.rewrite_options
    rewriting.min_graph_nodes = -1  # else small graphs stay as they are
    rewriting.optimizers.append("function")
    rewriting.function_optimization = rewriter_config_pb2.RewriterConfig.AGGRESSIVE
    meta = export_meta_graph(graph_def=graph_def)
    fetches = meta_graph_pb2.CollectionDef()
    fetches.node_list.value.extend(kept)
    meta.collection_def["train_op"].CopyFrom(fetches)
    return tf_optimizer.OptimizeGraph(config, meta)
