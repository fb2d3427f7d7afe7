# SPDX-License-Identifier: Apache-2.0
"""A graph in a session of TensorFlow 1: its variables restored, its tables filled, fed and fetched by names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy

from cutaway.formats.nodes import VARIABLES
from cutaway.worker.tasks.runners.failing import Asked, told

FRAMES = frozenset({"Enter", "RefEnter"})
"""What loops of TensorFlow 1 begin with."""
_TABLES = ("InitializeTable", "LookupTableImport")
_COLLECTIONS = ("saved_model_main_op", "legacy_init_op", "table_initializer")


@dataclass(frozen=True, slots=True)
class Sources:
    """What a graph is made whole from.

    graph_def: a GraphDef of TensorFlow. meta: the MetaGraphDef around it, None for a bare graph.
    checkpoint: the prefix of its variables, empty without any. assets: paths by the tensor that takes them.
    stored: names of the variables that the checkpoint has. array: gives the values of one of them.
    init: names of ops that are run once, after the variables have their values.
    """

    asked: Asked
    graph_def: Any
    meta: Any = None
    checkpoint: str = ""
    assets: Mapping[str, str] = field(default_factory=dict)
    stored: frozenset[str] = frozenset()
    array: Callable[[str], numpy.ndarray] | None = None
    init: tuple[str, ...] = ()


class GraphSession:
    """The graph, ready to run. plain: nothing of it is optimised, so that every tensor is computed as it stands.

    Raises ModelError and its kin. Each has variables of its own.
    """

    def __init__(self, sources: Sources, *, plain: bool = False) -> None:
        import tensorflow

        v1 = tensorflow.compat.v1
        config = v1.ConfigProto()
        if plain:
            config.graph_options.rewrite_options.disable_meta_optimizer = True
        self.graph_def = sources.graph_def
        self.graph = tensorflow.Graph()
        self._sources = sources
        with told(sources.asked):
            with self.graph.as_default():
                tensorflow.import_graph_def(_in_turn(self.graph_def) if plain else self.graph_def, name="")
            self.session = v1.Session(graph=self.graph, config=config)
            self._prepare()

    def tensor(self, name: str) -> Any:  # noqa: ANN401 - a tensor of TensorFlow
        """A tensor of the main graph by `NODE:INDEX`. Raises KeyError, ValueError."""
        return self.graph.get_tensor_by_name(name if ":" in name else f"{name}:0")

    def run(self, fetches: Any, feeds: Mapping[Any, Any], **options: Any) -> Any:  # noqa: ANN401 - as TensorFlow has it
        """What a session's `run` gives."""
        return self.session.run(fetches, dict(feeds), **options)

    def close(self) -> None:
        """Let go of the variables."""
        self.session.close()

    # --- getting ready ---

    def _prepare(self) -> None:
        saver = self._sources.meta.saver_def if self._sources.meta is not None else None
        feeds = dict(self._sources.assets)
        missing = [name for name, stored in self._initialisers() if stored not in self._sources.stored]
        self._run_ops(missing, {})
        if self._sources.checkpoint:
            if saver is not None and saver.restore_op_name:
                self._run_ops([saver.restore_op_name], {saver.filename_tensor_name: self._sources.checkpoint})
            else:
                self._assign()
        self._run_ops(self._sources.init or list(self.fillers()), feeds)

    def _run_ops(self, names: Sequence[str], feeds: Mapping[str, str]) -> None:
        if names:
            operations = [self.graph.get_operation_by_name(name.partition(":")[0]) for name in names]
            self.session.run(operations, dict(feeds))

    def _initialisers(self) -> Iterator[tuple[str, str]]:
        """Ops that give variables their first values, each with the name that a checkpoint has for the variable."""
        import tensorflow
        from tensorflow.core.framework import variable_pb2

        meta = self._sources.meta
        for collection in ("variables", "local_variables"):
            if meta is None or collection not in meta.collection_def:
                continue
            for packed in meta.collection_def[collection].bytes_list.value:
                try:
                    found = variable_pb2.VariableDef.FromString(packed)
                except tensorflow.errors.OpError:
                    continue
                stored = found.save_slice_info_def.full_name or found.variable_name.partition(":")[0]
                if self._has(found.initializer_name):
                    yield found.initializer_name, stored

    def fillers(self) -> Iterator[str]:
        """Ops that run once: those that the collections name, else every table initialiser of a bare graph."""
        meta = self._sources.meta
        named = []
        for collection in _COLLECTIONS:
            if meta is not None and collection in meta.collection_def:
                named += [name for name in meta.collection_def[collection].node_list.value if self._has(name)]
        if named:
            yield from dict.fromkeys(named)
        elif meta is None:
            for operation in self.graph.get_operations():
                if operation.type.startswith(_TABLES):
                    yield operation.name

    def _has(self, name: str) -> bool:
        try:
            self.graph.get_operation_by_name(name.partition(":")[0])
        except (KeyError, ValueError):
            return False
        return True

    def _assign(self) -> None:
        """Give each variable of the graph the values that the checkpoint has under its name."""
        import tensorflow

        raw, placeholder = tensorflow.raw_ops, tensorflow.compat.v1.placeholder
        for operation in self.graph.get_operations():
            if operation.type not in VARIABLES or operation.name not in self._sources.stored:
                continue
            if self._sources.array is None:
                return
            array = self._sources.array(operation.name)
            with self.graph.as_default():
                value = placeholder(operation.get_attr("dtype"), array.shape)
                target = operation.outputs[0]
                if operation.type == "VarHandleOp":
                    made = raw.AssignVariableOp(resource=target, value=value)
                else:
                    made = raw.Assign(ref=target, value=value).op
            self.session.run(made, {value: array})


def _in_turn(graph_def: Any) -> Any:  # noqa: ANN401 - GraphDefs
    """The graph with the turns of its loops one after another, so that what is seen of them is in their order."""
    if not any(node.op in FRAMES for node in graph_def.node):
        return graph_def
    copy = type(graph_def)()
    copy.CopyFrom(graph_def)
    for node in copy.node:
        if node.op in FRAMES:
            node.attr["parallel_iterations"].i = 1
    return copy
