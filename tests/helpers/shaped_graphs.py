# SPDX-License-Identifier: Apache-2.0
"""Graphs of every shape that folding and layout must bear, made without TensorFlow."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from random import Random

from cutaway.description.graph import CONTROL, Graph


class Growing:
    """A graph while it grows: `node` gives an index, `link` takes indices."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.op_ids: dict[str, int] = {}
        self.ops = array("i")
        self.functions: list[str] = []
        self.function_of = array("i")
        self.edges: list[tuple[int, int, int, int]] = []
        self.calls: list[tuple[int, int, str]] = []
        self.current = -1

    def node(self, name: str, op: str, *inputs: int, controls: Sequence[int] = ()) -> int:
        self.names.append(name)
        self.ops.append(self.op_ids.setdefault(op, len(self.op_ids)))
        self.function_of.append(self.current)
        number = len(self.names) - 1
        for slot, source in enumerate(inputs):
            self.link(source, number, slot=slot)
        for source in controls:
            self.link(source, number, output=CONTROL, slot=len(inputs))
        return number

    def link(self, source: int, target: int, *, output: int = 0, slot: int = 0) -> None:
        self.edges.append((source, target, output, slot))

    def function(self, name: str, fill: Callable[[], None]) -> int:
        """Add a function; `fill` adds its nodes."""
        self.functions.append(name)
        number = self.current = len(self.functions) - 1
        fill()
        self.current = -1
        return number

    def graph(self) -> Graph:
        columns = [array("i", [edge[place] for edge in self.edges]) for place in range(4)]
        return Graph(
            self.names,
            list(self.op_ids),
            self.ops,
            self.functions,
            self.function_of,
            columns[0],
            columns[1],
            columns[2],
            columns[3],
            [],
            self.calls,
        )


def chain(count: int = 100_000) -> Graph:
    """A deep chain without scopes."""
    made = Growing()
    last = made.node("x", "Placeholder")
    for number in range(count - 1):
        last = made.node(f"n{number}", ("MatMul", "Add", "Relu")[number % 3], last)
    return made.graph()


def fan(count: int = 100_000) -> Graph:
    """One node feeds all others, and all of them feed one."""
    made = Growing()
    source = made.node("x", "Placeholder")
    made.node("sum", "AddN", *(made.node(f"branch_{number}", "Relu", source) for number in range(count - 2)))
    return made.graph()


def residual(count: int = 100_000, towers: int = 4, scopes: bool = True) -> Graph:
    """Towers of residual blocks with their weights, side by side, as in a ResNet."""
    made = Growing()
    inputs = made.node("input", "Placeholder")
    ends = []
    for tower in range(towers):
        last = inputs
        block = 0
        while len(made.names) < (tower + 1) * (count - 2) // towers - 8:
            at = f"tower_{tower}/stage_{block // 50}/block_{block}/" if scopes else f"t{tower}_{block}_"
            kernel = made.node(f"{at}kernel", "Const")
            read = made.node(f"{at}kernel/read", "Identity", kernel)
            found = made.node(f"{at}conv", "Conv2D", last, read)
            found = made.node(f"{at}bn", "FusedBatchNormV3", found, made.node(f"{at}gamma", "Const"))
            found = made.node(f"{at}relu", "Relu", found)
            last = made.node(f"{at}add", "AddV2", found, last)
            block += 1
        ends.append(last)
    made.node("output", "ConcatV2", *ends)
    return made.graph()


def functions(count: int = 3_000, inside: int = 12) -> Graph:
    """A main graph that calls thousands of functions, each of which calls another one."""
    made = Growing()
    last = made.node("x", "Placeholder")
    calls = []
    for number in range(count):
        last = made.node(f"call_{number}", "StatefulPartitionedCall", last)
        calls.append(last)

    def fill(number: int) -> None:
        at = made.node("x", "_Arg")
        for step in range(inside - 2):
            at = made.node(f"step_{step}", "Relu" if step % 2 else "MatMul", at)
        if number + 1 < count:
            at = made.node("inner", "PartitionedCall", at)
            made.calls.append((at, number + 1, "f"))
        made.node("y", "_Retval", at)

    for number in range(count):
        made.function(f"__inference_step_{number}", lambda number=number: fill(number))  # type: ignore[misc]
        made.calls.append((calls[number], number, "f"))
    return made.graph()


def doubling(depth: int = 40) -> Graph:
    """Functions that call the next one twice, so that all of it would be 2 to the power of `depth`."""
    made = Growing()
    main = made.node("start", "StatefulPartitionedCall", made.node("x", "Placeholder"))

    def fill(number: int) -> None:
        at = made.node("x", "_Arg")
        for side in ("left", "right"):
            at = made.node(side, "PartitionedCall", at)
            if number + 1 < depth:
                made.calls.append((at, number + 1, "f"))
        made.node("y", "_Retval", at)

    for number in range(depth):
        made.function(f"level_{number}", lambda number=number: fill(number))  # type: ignore[misc]
    made.calls.append((main, 0, "f"))
    return made.graph()


def recursive() -> Graph:
    """A function that calls itself inside a conditional."""
    made = Growing()
    main = made.node("fact", "PartitionedCall", made.node("n", "Placeholder"))

    def fill() -> None:
        argument = made.node("n", "_Arg")
        again = made.node("again", "If", made.node("stop", "LessEqual", argument), argument)
        made.calls.append((again, 0, "else_branch"))
        made.calls.append((again, 0, "then_branch"))
        made.node("y", "_Retval", made.node("mul", "Mul", argument, again))

    made.calls.append((main, made.function("fact", fill), "f"))
    return made.graph()


def unrolled_lstm(steps: int = 50, slots: bool = True) -> Graph:
    """An LSTM unrolled over its steps, with gradients, Adam's slots and a saver, as TensorFlow 1 wrote them."""
    made = Growing()
    inputs = made.node("x", "Placeholder")
    weights = [_variable(made, f"rnn/lstm_cell/{name}") for name in ("kernel", "bias")]
    weights += [_variable(made, f"dense/{name}") for name in ("kernel", "bias")]
    reads = [made.names.index(f"{made.names[handle]}/read") for handle in weights]
    state = [
        made.node(f"rnn/zero_state/zeros_{place}", "Fill", made.node(f"rnn/zero_state/c{place}", "Const"))
        for place in "ch"
    ]
    split = made.node("rnn/unstack", "Unpack", inputs)
    tape: list[tuple[str, list[int]]] = []
    for step in range(steps):
        at = f"rnn/lstm_cell_{step}/" if step else "rnn/lstm_cell/cell/"
        tape.append((at, _step(made, at, split, state, reads)))
        state = tape[-1][1][-2:]
    logits = made.node(
        "dense/BiasAdd", "BiasAdd", made.node("dense/MatMul", "MatMul", state[1], reads[2]), reads[3]
    )
    loss = made.node(
        "loss/Mean",
        "Mean",
        made.node("loss/xent", "SoftmaxCrossEntropyWithLogits", logits, made.node("labels", "Placeholder")),
    )
    sums = _gradients(made, loss, tape)
    total = made.node("gradients/AddN", "AddN", *sums)
    if slots:
        _train(made, weights, total)
    return made.graph()


def _step(made: Growing, at: str, split: int, state: list[int], reads: list[int]) -> list[int]:
    """One step of the LSTM: its nodes that gradients are taken of, the cell and its output last."""
    joined = made.node(f"{at}concat", "ConcatV2", split, state[1], made.node(f"{at}concat/axis", "Const"))
    gates = made.node(
        f"{at}BiasAdd", "BiasAdd", made.node(f"{at}MatMul", "MatMul", joined, reads[0]), reads[1]
    )
    parts = made.node(f"{at}split", "Split", made.node(f"{at}split/dim", "Const"), gates)
    forget = made.node(
        f"{at}Sigmoid", "Sigmoid", made.node(f"{at}add", "Add", parts, made.node(f"{at}add/y", "Const"))
    )
    kept = made.node(f"{at}mul", "Mul", forget, state[0])
    fresh = made.node(
        f"{at}mul_1",
        "Mul",
        made.node(f"{at}Sigmoid_1", "Sigmoid", parts),
        made.node(f"{at}Tanh", "Tanh", parts),
    )
    cell = made.node(f"{at}add_1", "Add", kept, fresh)
    hidden = made.node(
        f"{at}mul_2",
        "Mul",
        made.node(f"{at}Tanh_1", "Tanh", cell),
        made.node(f"{at}Sigmoid_2", "Sigmoid", parts),
    )
    return [joined, gates, parts, forget, kept, fresh, cell, hidden]


def _gradients(made: Growing, loss: int, tape: list[tuple[str, list[int]]]) -> list[int]:
    """Back through all steps; the gradient of the weights at each."""
    last = made.node("gradients/loss_grad/mul", "Mul", loss, made.node("gradients/ones", "Const"))
    sums: list[int] = []
    for at, saved in reversed(tape):
        grad = "gradients/" + at.replace("rnn/", "rnn_grad/")
        for place, node in enumerate(reversed(saved)):
            shape = made.node(f"{grad}Shape_{place}", "Shape", node)
            reduced = made.node(
                f"{grad}Sum_{place}", "Sum", made.node(f"{grad}mul_{place}", "Mul", last, node), shape
            )
            last = made.node(f"{grad}Reshape_{place}", "Reshape", reduced, shape)
        sums.append(made.node(f"{grad}MatMul_1", "MatMul", saved[0], last))
    return sums


def _variable(made: Growing, name: str) -> int:
    handle = made.node(name, "VariableV2")
    value = made.node(f"{name}/Initializer/zeros", "Const")
    made.node(f"{name}/Assign", "Assign", handle, value)
    made.node(f"{name}/read", "Identity", handle)
    return handle


def _train(made: Growing, weights: list[int], gradient: int) -> None:
    """Adam's update of each weight, and a saver of all that is a variable."""
    updates = []
    handles = list(weights)
    for handle in weights:
        slots = [_variable(made, f"{made.names[handle]}/{slot}") for slot in ("Adam", "Adam_1")]
        handles += slots
        rates = [
            made.node(f"Adam/update_{made.names[handle]}/{rate}", "Const")
            for rate in ("lr", "beta1", "beta2")
        ]
        updates.append(
            made.node(
                f"Adam/update_{made.names[handle]}/ApplyAdam", "ApplyAdam", handle, *slots, *rates, gradient
            )
        )
    made.node("Adam", "NoOp", controls=updates)
    name = made.node("save/Const", "Const")
    made.node("save/SaveV2", "SaveV2", name, *handles)
    restored = made.node("save/RestoreV2", "RestoreV2", name)
    assigns = [
        made.node(f"save/Assign_{place}", "Assign", handle, restored) for place, handle in enumerate(handles)
    ]
    made.node("save/restore_all", "NoOp", controls=assigns)


def loop() -> Graph:
    """A while loop of TensorFlow 1, a cycle of the graph itself, and a node that feeds itself."""
    made = Growing()
    enter = made.node("while/Enter", "Enter", made.node("x", "Placeholder"))
    merge = made.node("while/Merge", "Merge", enter)
    condition = made.node("while/LoopCond", "LoopCond", made.node("while/Less", "Less", merge))
    switch = made.node("while/Switch", "Switch", merge, condition)
    body = made.node("while/add", "Add", switch, made.node("while/add/y", "Const"))
    made.link(made.node("while/NextIteration", "NextIteration", body), merge, slot=1)
    out = made.node("while/Exit", "Exit", switch)
    odd = made.node("odd", "Add", out)
    made.link(odd, odd, slot=1)
    return made.graph()


def hub(count: int = 1_000) -> Graph:
    """A chain of scopes beside a NoOp that every one of its nodes controls, as freezing leaves behind."""
    made = Growing()
    last = made.node("x", "Placeholder")
    nodes = []
    for number in range(count):
        last = made.node(f"block_{number // 10}/op_{number}", "Relu" if number % 2 else "Conv2D", last)
        nodes.append(last)
    made.node("NoOp", "NoOp", controls=nodes)
    return made.graph()


def scattered(random: Random, count: int, functions: int = 0, cyclic: bool = True) -> Graph:
    """A random graph: scopes of any depth, names that are scopes too, constants, control edges, cycles, calls."""
    made = Growing()
    ops = ["Conv2D", "Relu", "Const", "Identity", "AddV2", "NoOp", "VarHandleOp", "ReadVariableOp"]

    def fill(size: int, callable_from: int) -> None:
        nodes: list[int] = []
        if made.current >= 0:
            nodes = [made.node(f"arg_{place}", "_Arg") for place in range(random.randrange(3))]
        for number in range(size):
            parts = [random.choice(("a", "b", "block_1", "block_2", "c")) for _ in range(random.randrange(4))]
            calls = made.current < functions - 1 and random.random() < 0.1
            op = "PartitionedCall" if calls and callable_from < functions else random.choice(ops)
            node = made.node("/".join([*parts, f"n{number}"]), op)
            if op == "PartitionedCall":
                made.calls.append((node, random.randrange(callable_from, functions), "f"))
            nodes.append(node)
        for _ in range(random.randrange(2 * size + 1)):
            a, b = random.choice(nodes), random.choice(nodes)
            if (cyclic and random.random() < 0.1) or a < b:
                made.link(a, b, output=CONTROL if random.random() < 0.2 else 0, slot=random.randrange(3))
        if made.current >= 0 and nodes:
            made.node("result", "_Retval", random.choice(nodes))

    fill(count, 0)
    for number in range(functions):
        made.function(f"f{number}", lambda number=number: fill(random.randrange(1, 8), number + 1))  # type: ignore[misc]
    return made.graph()
