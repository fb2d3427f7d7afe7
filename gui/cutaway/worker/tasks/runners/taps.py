# SPDX-License-Identifier: Apache-2.0
"""Values of tensors inside a graph, in functions, loops and branches too, for inputs that are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from cutaway.worker.tasks.runners.call_paths import CallTree, Way
from cutaway.worker.tasks.runners.failing import first_line
from cutaway.worker.tasks.runners.interface import Tapped
from cutaway.worker.tasks.runners.recording import LOOPS, Record, Recorders, Wanted
from cutaway.worker.tasks.runners.session import FRAMES, GraphSession
from cutaway.worker.tasks.runners.values import HANDLES, handle_note

_MOST_ALONE = 200
"""So many tensors at most are tried one by one."""


class Taps:
    """session: one without optimisation, whose graph gets a few more nodes with every set of tensors.

    outputs, inputs: tensors of the signature; what does not lead from the ones to the others is not executed.
    """

    def __init__(self, session: GraphSession, outputs: Sequence[str], inputs: Sequence[str]) -> None:
        self._session = session
        self._tree = CallTree(session.graph_def, outputs, inputs)
        self._sets: dict[tuple[str, ...], _Set] = {}

    def values(self, feeds: Mapping[Any, Any], tensors: Sequence[str]) -> dict[str, Tapped]:
        """The values of tensors as the graph is drawn: `NODE:INDEX`, `CALL/INNER/NODE:INDEX`.

        Where they cannot be had at once, each is tried by itself, and those that fail say why.
        """
        import tensorflow

        try:
            return self._together(feeds, tuple(tensors))
        except tensorflow.errors.OpError:
            if len(tensors) > _MOST_ALONE:
                raise
        return {tensor: self._alone(feeds, tensor) for tensor in tensors}

    def _alone(self, feeds: Mapping[Any, Any], tensor: str) -> Tapped:
        import tensorflow

        try:
            return self._together(feeds, (tensor,))[tensor]
        except tensorflow.errors.OpError as error:
            return Tapped(None, f"It could not be computed: {first_line(str(error))}")

    def _together(self, feeds: Mapping[Any, Any], key: tuple[str, ...]) -> dict[str, Tapped]:
        if key not in self._sets:
            self._sets[key] = _Set(self._session, self._tree, key, f"cutaway_tap_{len(self._sets)}")
        return self._sets[key].run(feeds)


class _Set:
    """Recorders for some tensors, made once and run for any inputs."""

    def __init__(self, session: GraphSession, tree: CallTree, tensors: Sequence[str], prefix: str) -> None:
        self._session = session
        self._tree = tree
        self._prefix = prefix
        self._told: dict[str, Tapped] = {}
        self._records: dict[str, tuple[Record, bool]] = {}
        self._targets: list[Any] = []
        self._kept: list[Any] = []
        self._moved: dict[str, str] = {}
        self._calls: dict[str, list[Wanted]] = {}
        self._tensors = tensors
        for tensor in dict.fromkeys(tensors):
            self._plan(tensor)
        self._build()

    def run(self, feeds: Mapping[Any, Any]) -> dict[str, Tapped]:
        """Run the recorders for what is fed."""
        for record, _ in self._records.values():
            record.clear()
        if self._targets:
            self._session.run(self._targets, feeds)
        return {tensor: self._of(tensor) for tensor in self._tensors}

    def _of(self, tensor: str) -> Tapped:
        if tensor not in self._records:
            return self._told[tensor]
        record, looped = self._records[tensor]
        found = record.told(looped=looped)
        return Tapped(found.value, " ".join(filter(None, (found.note, self._moved.get(tensor)))))

    def _plan(self, tensor: str) -> None:
        way = self._tree.find(tensor)
        if way is None:
            self._told[tensor] = Tapped(None, self._unknown(tensor))
            return
        dead = self._tree.dead(way)
        other = self._tree.elsewhere(way) if dead and way.steps else None
        if other is not None and way.steps[0].call not in self._tree.main.alive:
            way, dead = other, self._tree.dead(other)
            self._moved[tensor] = f"This signature executes it in the call {other.steps[0].call}."
        reference = self._tree.reference(way)
        if dead or reference is None:
            self._told[tensor] = Tapped(None, dead or f"The node has no output {way.output}.")
            return
        name, dtype = reference
        if dtype in HANDLES or dtype == "unknown":
            note = handle_note(dtype) if dtype in HANDLES else "The type of this tensor is not known."
            self._told[tensor] = Tapped(None, note)
            return
        record = Record()
        self._records[tensor] = (record, self._is_looped(way))
        token = self._token(record)
        if way.steps:
            wanted = Wanted(way, name, dtype, len(self._records), token)
            self._calls.setdefault(way.steps[0].call, []).append(wanted)
        else:
            self._targets.append(self._recorder(name, token))

    def _unknown(self, tensor: str) -> str:
        path = tensor.rpartition(":")[0] or tensor
        function, _, rest = path.partition("/")
        if function in self._tree.functions and rest:
            return f"It is not executed: nothing in the graph calls the function {function}."
        return "There is no such tensor in the graph."

    def _is_looped(self, way: Way) -> bool:
        body = self._tree.main
        for step in way.steps:
            if body.nodes[step.call].op in LOOPS:
                return True
            body = self._tree.body(step.function)
        return not way.steps and way.node in self._framed

    @cached_property
    def _framed(self) -> frozenset[str]:
        """Nodes of the main graph inside loops of TensorFlow 1: behind an Enter and before the Exit."""
        nodes = self._tree.main.nodes
        if not any(node.op in FRAMES for node in nodes.values()):
            return frozenset()
        users: dict[str, list[str]] = {}
        for node in nodes.values():
            for name in node.input:
                users.setdefault(name.removeprefix("^").partition(":")[0], []).append(node.name)
        waiting = [node.name for node in nodes.values() if node.op in FRAMES]
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in found and nodes[name].op not in ("Exit", "RefExit"):
                found.add(name)
                waiting.extend(users.get(name, ()))
        return frozenset(found)

    def _token(self, record: Record) -> str:
        """The name under which TensorFlow knows the recorder: that of a `numpy_function` in a graph of its own."""
        import tensorflow

        graph = tensorflow.Graph()
        with graph.as_default():
            made = tensorflow.numpy_function(record.add, [tensorflow.constant(0.0)], [])
        self._kept.append(graph)  # the function lives as long as the graph
        operation = made if made is not None and hasattr(made, "get_attr") else graph.get_operations()[-1]
        return str(operation.get_attr("token").decode())

    def _build(self) -> None:
        graph, nodes = self._session.graph, self._tree.main.nodes
        recorders = Recorders(self._tree, self._prefix)
        calls = [recorders.into(nodes[call], wanted) for call, wanted in self._calls.items()]
        self._import(recorders.made)
        for number, call in enumerate(calls):
            inputs = [self._session.tensor(name) for name in call.input if not name.startswith("^")]
            before = [graph.get_operation_by_name(name[1:]) for name in call.input if name.startswith("^")]
            attributes = {name: value for name, value in call.attr.items() if name != "_class"}
            with graph.as_default(), graph.control_dependencies(before):
                self._targets.append(
                    graph.create_op(
                        call.op, inputs, None, name=f"{self._prefix}/call_{number}", attrs=attributes
                    )
                )

    def _import(self, functions: Sequence[Any]) -> None:
        import tensorflow
        from tensorflow.core.framework import graph_pb2

        library = graph_pb2.GraphDef()
        library.versions.CopyFrom(self._session.graph_def.versions)
        library.library.function.extend(functions)
        with self._session.graph.as_default():
            tensorflow.import_graph_def(library, name="")

    def _recorder(self, name: str, token: str) -> Any:  # noqa: ANN401 - an operation of TensorFlow
        """A recorder of a tensor of the main graph."""
        from tensorflow.core.framework import attr_value_pb2

        graph, tensor = self._session.graph, self._session.tensor(name)
        kinds = attr_value_pb2.AttrValue()
        kinds.list.type.append(tensor.dtype.base_dtype.as_datatype_enum)
        nothing = attr_value_pb2.AttrValue()
        nothing.list.SetInParent()
        attributes = {"token": attr_value_pb2.AttrValue(s=token.encode()), "Tin": kinds, "Tout": nothing}
        with graph.as_default():
            return graph.create_op("PyFunc", [tensor], [], name=f"{self._prefix}/tap", attrs=attributes)
