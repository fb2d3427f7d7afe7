# SPDX-License-Identifier: Apache-2.0
"""Puts recorders into copies of functions, so that tensors inside calls, loops and branches tell their values.

A recorder is a `PyFunc` beside the tensor that it records; it has no output, so that nothing that the function computes
depends on it. The functions along the path to the tensor are copied, and one more call of the outermost copy is run:
what is in a branch that was not taken is never recorded, what is in a loop is recorded at every turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy

from cutaway.worker.tasks.runners.call_paths import CallTree, Step, Way
from cutaway.worker.tasks.runners.interface import Ragged, Tapped

LOOPS = frozenset({"While", "StatelessWhile"})
_MOST_BYTES = 1 << 29
"""Of what one tensor's recorder keeps; what comes after is only counted."""
# Ops that TensorFlow may drop or fold since they promise to have no effect, and what they are when they have one.
_COMPILED = "_XlaMustCompile"
_WITH_EFFECT = {
    "PartitionedCall": "StatefulPartitionedCall",
    "StatelessWhile": "While",
    "StatelessIf": "If",
    "StatelessCase": "Case",
}


class Record:
    """What a recorder has seen in one run: copies of the values, in their order."""

    def __init__(self) -> None:
        self.values: list[numpy.ndarray] = []
        self.count = 0
        self._bytes = 0

    def add(self, value: Any) -> None:  # noqa: ANN401 - what PyFunc hands over
        """Keep a value as long as there is room."""
        self.count += 1
        array = numpy.array(value, dtype=object if isinstance(value, bytes) else None)
        self._bytes += array.nbytes
        if self._bytes <= _MOST_BYTES:
            self.values.append(array.astype(object) if array.dtype.kind == "S" else array)

    def clear(self) -> None:
        """Forget what was seen, before the next run."""
        self.values.clear()
        self.count = self._bytes = 0

    def told(self, *, looped: bool) -> Tapped:
        """The value; of a loop all turns, one after another along a first axis that they get."""
        if not self.values:
            branch = "the branch that it is in was not taken"
            why = f"the loop had no turn, or {branch}" if looped else branch
            note = (
                "It is too large to be kept."
                if self.count
                else f"It is not executed for these inputs: {why}."
            )
            return Tapped(None, note)
        if len(self.values) == 1 and not looped:
            return Tapped(self.values[0])
        return self._turns()

    def _turns(self) -> Tapped:
        kept = len(self.values)
        words = f"{self.count:,} turn{'s' if self.count != 1 else ''} of a loop, along the first axis."
        if kept < self.count:
            words += f" The first {kept:,} are kept."
        shapes = {value.shape for value in self.values}
        if len(shapes) == 1:
            return Tapped(numpy.stack(self.values), words)
        ends = {shape[1:] for shape in shapes}
        if len(ends) == 1 and all(shapes):
            lengths = [len(value) for value in self.values]
            splits = numpy.concatenate([[0], numpy.cumsum(lengths)]).astype(numpy.int64)
            return Tapped(Ragged(numpy.concatenate(self.values), (splits,)), words)
        return Tapped(
            self.values[-1], f"Its shape changes from turn to turn; this is the last of {self.count:,}."
        )


class Wanted(NamedTuple):
    """A tensor to record. way: from the body that is being copied on. reference: how its body names it."""

    way: Way
    reference: str
    dtype: str
    number: int
    token: str


class Recorders:
    """Copies functions with recorders in them. made: the copies, to be added to the graph."""

    def __init__(self, tree: CallTree, prefix: str) -> None:
        self.tree = tree
        self.prefix = prefix
        self.made: list[Any] = []

    def into(self, node: Any, wanted: Sequence[Wanted]) -> Any:  # noqa: ANN401 - NodeDefs
        """A copy of a node whose functions record what is wanted of them; each way begins with the node's call."""
        copy = type(node)()
        copy.CopyFrom(node)
        steps: dict[Step, list[Wanted]] = {}
        for each in wanted:
            rest = each.way._replace(steps=each.way.steps[1:])
            steps.setdefault(each.way.steps[0], []).append(each._replace(way=rest))
        for step, inner in steps.items():
            name = self._copied(step, inner)
            if not step.attr:
                copy.op = name
            elif copy.attr[step.attr].WhichOneof("value") == "func":
                copy.attr[step.attr].func.name = name
            else:
                copy.attr[step.attr].list.func[step.place].name = name
        _without_compiling(copy.attr)
        copy.op = _WITH_EFFECT.get(copy.op, copy.op)
        if copy.op == "While":
            copy.attr["parallel_iterations"].i = 1  # turns are recorded in their order
        return copy

    def _copied(self, step: Step, wanted: Sequence[Wanted]) -> str:
        function = step.function
        body = self.tree.body(function)
        assert body.function is not None  # noqa: S101 - only the main graph has none
        copy = type(body.function)()
        copy.CopyFrom(body.function)
        copy.signature.name = f"{function}__{self.prefix}_{len(self.made)}"
        copy.signature.is_stateful = True
        _without_compiling(copy.attr)
        self.made.append(copy)
        places = {node.name: place for place, node in enumerate(copy.node_def)}
        calls: dict[str, list[Wanted]] = {}
        for each in wanted:
            if each.way.steps:
                calls.setdefault(each.way.steps[0].call, []).append(each)
            else:
                _add_recorder(copy, each, f"{self.prefix}_{each.number}")
        for call, inner in calls.items():
            copy.node_def[places[call]].CopyFrom(self.into(body.nodes[call], inner))
            _keep(copy, call)  # or what is recorded in a branch would count as without effect
        if step.attr == "cond":
            recorders = [f"{self.prefix}_{each.number}" for each in wanted if not each.way.steps]
            _decide_after(copy, [*recorders, *calls], self.prefix)
        return str(copy.signature.name)


def _add_recorder(function: Any, wanted: Wanted, name: str) -> None:  # noqa: ANN401 - a FunctionDef
    """Add a `PyFunc` that takes the tensor and gives nothing, as a side effect of the function."""
    import tensorflow

    node = function.node_def.add()
    node.name, node.op = name, "PyFunc"
    node.input.append(wanted.reference)
    node.attr["token"].s = wanted.token.encode()
    node.attr["Tin"].list.type.append(tensorflow.dtypes.as_dtype(wanted.dtype).as_datatype_enum)
    node.attr["Tout"].list.SetInParent()
    _keep(function, name)


def _keep(function: Any, name: str) -> None:  # noqa: ANN401 - a FunctionDef
    """Have a node executed whenever the function is."""
    if name not in function.control_ret.values():
        function.control_ret[name] = name
        function.signature.control_output.append(name)


def _decide_after(function: Any, recorders: Sequence[str], prefix: str) -> None:  # noqa: ANN401 - a FunctionDef
    """Let the result of a loop's condition wait for its recorders: side effects of conditions are left out else."""
    for argument in function.signature.output_arg:
        node = function.node_def.add()
        node.name, node.op = f"{prefix}_{argument.name}", "Identity"
        node.input.extend([function.ret[argument.name], *(f"^{name}" for name in recorders)])
        node.attr["T"].type = argument.type
        function.ret[argument.name] = f"{node.name}:output:0"


def _without_compiling(attributes: Any) -> None:  # noqa: ANN401 - the attributes of a node or function
    """A compiled function cannot call Python: it is run op by op."""
    if _COMPILED in attributes:
        del attributes[_COMPILED]
