# SPDX-License-Identifier: Apache-2.0
"""Edits of a frozen graph: its placeholders are the inputs, the nodes that nothing takes from are the outputs.

Nodes that stay as they are stay in the file byte for byte, weights among them; others are parsed one by one. What no
output needs any more is cut away once an output was removed or a tensor in the middle became an input.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cutaway.editing import protos
from cutaway.editing.casts import cast_ref
from cutaway.editing.draft import Draft, DraftSignature, Port, begin
from cutaway.editing.refusals import Refusal
from cutaway.editing.values import array
from cutaway.formats.nodes import PLACEHOLDERS
from cutaway.wire.protobuf import Decoded, Message, message_class
from cutaway.wire.protosplice import Rope, kept, rewrite, rope
from cutaway.wire.varints import fields

_NODE = 1


@dataclass(slots=True)
class _Put:
    """A node that is put at the beginning or the end. old: its name in the file, empty for a new one.

    speaks_old: it takes from tensors by the names that the file has for them.
    """

    node: Message
    old: str = ""
    speaks_old: bool = False


@dataclass
class _Plan:
    """What becomes of the nodes. refs: tensors (`node:0`) to what is taken in their place. replaced: by old name."""

    renamed: dict[str, str] = field(default_factory=dict)
    refs: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, Message] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    first: list[_Put] = field(default_factory=list)
    last: list[_Put] = field(default_factory=list)


def edited(decoded: Decoded, data: memoryview, draft: Draft) -> Rope:
    """The graph file with the signatures of the draft. data: its bytes in binary form. Raises Refusal."""
    return _Editing(decoded.message, data, draft).made()


class _Editing:
    """One graph while it is edited."""

    def __init__(self, graph: Message, data: memoryview, draft: Draft) -> None:
        self.data = data
        self.draft = draft
        self.names = [node.name for node in graph.node]
        self.nodes = {node.name: node for node in graph.node}
        self.inputs = {node.name: list(node.input) for node in graph.node}
        self.taken = set(self.nodes)
        self.plan = _Plan()
        self.leaving = self._leaving()
        self.ends: list[str] = []
        """Tensors of the outputs, as the graph has them before any renaming."""

    def made(self) -> Rope:
        """The bytes."""
        old = begin(self.draft.description).signatures
        for place, signature in enumerate(self.draft.signatures):
            before = next(each for each in old if each.key == signature.base)
            if signature.key != signature.base:
                message = "A frozen graph has no keys for its signatures; it is called by its tensors."
                raise Refusal(message, hint="Convert it to a SavedModel first.", signature=signature.base)
            if not place and (signature.inputs, signature.fed) != (before.inputs, before.fed):
                self._inputs(signature, before)  # the others are fed by the same placeholders
            if signature.outputs != before.outputs:
                self._outputs(signature, before)
            self.ends += [_tensor(port) for port in signature.outputs] + [
                self._end(port) for port in signature.outputs
            ]
        if self._has_less(old):
            self._cut()
        self._check_fed()
        return self._written()

    def _leaving(self) -> set[str]:
        """Nodes that get another name, so that theirs is free."""
        found: set[str] = set()
        for signature in self.draft.signatures:
            ends = [self._end(port) for port in signature.outputs]
            found |= {
                _node(_tensor(port)) for port in signature.inputs if port.source and port.name != port.source
            }
            found |= {
                end
                for end, port in zip(ends, signature.outputs, strict=True)
                if port.source == end != port.name and port.cast is None and ends.count(end) == 1
            }
        return found

    def _has_less(self, old: tuple[DraftSignature, ...]) -> bool:
        """Whether something may not be needed any more."""
        before = {self._end(port) for signature in old for port in signature.outputs}
        added = any(not port.source for signature in self.draft.signatures for port in signature.inputs)
        return added or not before <= set(self.ends)

    def _inputs(self, signature: DraftSignature, before: DraftSignature) -> None:
        gone = {port.source for port in before.inputs} - {port.source for port in signature.inputs}
        gone -= {fed.port.source for fed in signature.fed}
        self.plan.dropped |= {_node(port.spec.tensor) for port in before.inputs if port.source in gone}
        for fed in signature.fed:
            self._constant(signature, fed.port, fed.value)
        for port in signature.inputs:
            self._input(signature, port)
        if [port.source for port in signature.inputs] != [port.source for port in before.inputs]:
            self._move([_node(port.spec.tensor) for port in signature.inputs if port.source], self.plan.first)

    def _outputs(self, signature: DraftSignature, before: DraftSignature) -> None:
        ends = [self._end(port) for port in signature.outputs]
        moves = [port.source for port in signature.outputs] != [port.source for port in before.outputs]
        for port, end in zip(signature.outputs, ends, strict=True):
            there = len(self.plan.last)
            self._output(signature, port)
            if moves and len(self.plan.last) == there and ends.count(end) == 1:
                self._move([end], self.plan.last)

    def _end(self, port: Port) -> str:
        """The node that gives an output: its own where it is the result of a function that was saved as a graph."""
        is_result = port.source in self.nodes and self.nodes[port.source].op == "_Retval"
        return port.source if is_result else _node(_tensor(port))

    # --- inputs ---

    def _input(self, signature: DraftSignature, port: Port) -> None:
        old = _node(port.spec.tensor)
        if not port.source:
            self._chosen(signature, port)
            return
        is_plain = port.cast is None and not port.default and port.spec.shape == port.shape
        if (not is_plain and self.nodes[old].op not in PLACEHOLDERS) or (port.name != port.source != old):
            message = (
                f"{port.source} is no placeholder but given by the node {old}, so it can only be replaced."
            )
            hint = f"Take {port.spec.tensor} as an input under another name."
            raise Refusal(message, hint=hint, signature=signature.key, port=port.name)
        if port.name != port.source:
            self._free(signature, port)
            self.plan.renamed[old] = port.name
        if is_plain:
            return
        node = self._own(old)
        self._shape(node, port)
        if port.cast is not None:
            node.attr["dtype"].type = protos.number(port.spec.dtype)
            owner = message_class("GraphDef")()
            ref = cast_ref(owner, port.name, port.name, protos.number(port.dtype), port, is_input=True)
            self._add(owner, self.plan.first, signature, port)
            self.plan.refs[f"{old}:0"] = ref
        if port.default:
            self._default(signature, port, node)

    def _default(self, signature: DraftSignature, port: Port, node: Message) -> None:
        if node.op == "PlaceholderWithDefault":
            message = f"{port.name} has a default already, which another part of the graph computes."
            raise Refusal(message, signature=signature.key, port=port.name)
        owner = message_class("GraphDef")()
        value = array(signature.key, port, port.default[0])
        made = protos.constant(owner, f"{port.name}_default", value, port.spec.dtype)
        self._add(owner, self.plan.first, signature, port)
        node.op = "PlaceholderWithDefault"
        if "shape" not in node.attr:  # which only a plain placeholder may lack
            node.attr["shape"].shape.unknown_rank = True
        node.input.append(made.name)

    def _chosen(self, signature: DraftSignature, port: Port) -> None:
        """A placeholder in place of a tensor in the middle."""
        self._free(signature, port)
        node = self._placeholder(port)
        if port.cast is not None:
            owner = message_class("GraphDef")()
            ref = cast_ref(owner, port.name, port.name, protos.number(port.dtype), port, is_input=True)
            self._add(owner, self.plan.first, signature, port)
        else:
            ref = port.name
        self.plan.first.append(_Put(node))
        if port.default:
            self._default(signature, port, node)
        self.plan.refs[_indexed(port.spec.tensor)] = ref

    def _placeholder(self, port: Port) -> Message:
        node = message_class("NodeDef")(name=port.name, op="Placeholder")
        node.attr["dtype"].type = protos.number(port.spec.dtype)
        protos.set_shape(node.attr["shape"].shape, port.spec.shape)
        return node

    def _shape(self, node: Message, port: Port) -> None:
        if port.spec.shape != port.shape:
            protos.set_shape(node.attr["shape"].shape, port.spec.shape)
            node.attr.pop("_output_shapes", None)

    def _constant(self, signature: DraftSignature, port: Port, value: object) -> None:
        """A constant under the placeholder's name, or behind casts if there are some."""
        old = _node(port.spec.tensor)
        node = self._own(old)
        owner = message_class("GraphDef")()
        made = protos.constant(owner, old, array(signature.key, port, value), port.spec.dtype)
        node.CopyFrom(made)
        if port.cast is not None:
            ref = cast_ref(owner, old, old, protos.number(port.dtype), port, is_input=True)
            del owner.node[0]
            self._add(owner, self.plan.first, signature, port)
            self.plan.refs[f"{old}:0"] = ref

    # --- outputs ---

    def _output(self, signature: DraftSignature, port: Port) -> None:
        tensor, node = _indexed(_tensor(port)), self._end(port)
        self._check_others(signature, port)
        same = [each for each in signature.outputs if self._end(each) == node]
        is_own = bool(port.source) and port.source == node and len(same) == 1
        if node != _node(tensor) and port.cast is not None:
            message = (
                f"{port.source} is the result of a function that was saved as a graph, so it is not cast."
            )
            raise Refusal(message, signature=signature.key, port=port.name)
        if port.spec.shape != port.shape:
            message = "A frozen graph keeps no shapes of what it gives, so they cannot be set."
            raise Refusal(message, hint="Set the shapes of inputs.", signature=signature.key, port=port.name)
        if all(each.source and each.name == each.source and each.cast is None for each in same):
            return
        if is_own and port.cast is None:
            if port.name != node:
                self._free(signature, port)
                self.plan.renamed[node] = port.name
            return
        if port.name == node:  # the name goes to what stands behind the node
            self.plan.renamed[node] = protos.unique(f"{node}/model", self.taken)
        else:
            self._free(signature, port)
        owner = message_class("GraphDef")()
        ref = tensor.removesuffix(":0")
        if port.cast is not None:
            ref = cast_ref(owner, port.name, ref, protos.number(port.dtype), port, is_input=False)
        protos.node(owner, port.name, "Identity", ref, T=protos.number(port.spec.dtype))
        for made in owner.node:
            self.taken.add(made.name)
            self.plan.last.append(_Put(made, speaks_old=True))

    def _check_others(self, signature: DraftSignature, port: Port) -> None:
        """Refuse a second name for what is an output among the other ends: it would be none any more."""
        ends = [
            (each, other)
            for other in self.draft.signatures
            if other is not signature
            for each in other.outputs
        ]
        for each, other in ends:
            if not port.source and self._end(each) == self._end(port):
                message = f"{port.spec.tensor} is given already: it is the output {each.name} of {other.key}."
                hint = "Rename that output instead."
                raise Refusal(message, hint=hint, signature=signature.key, port=port.name)

    # --- what all of them need ---

    def _free(self, signature: DraftSignature, port: Port) -> None:
        if port.name in self.taken and port.name not in self.leaving:
            message = f"There is a node {port.name} in the graph already."
            raise Refusal(message, hint="Choose another name.", signature=signature.key, port=port.name)
        self.taken.add(port.name)

    def _add(self, owner: Message, place: list[_Put], signature: DraftSignature, port: Port) -> None:
        for made in owner.node:
            if made.name in self.taken:
                message = (
                    f"There is a node {made.name} in the graph already, which the edit of {port.name} needs."
                )
                raise Refusal(
                    message, hint="Rename the input first.", signature=signature.key, port=port.name
                )
            self.taken.add(made.name)
            place.append(_Put(made))

    def _own(self, name: str) -> Message:
        """A node that is changed, with all that it holds."""
        if name not in self.plan.replaced:
            number = self.names.index(name)
            for place, body in enumerate(_bodies(self.data)):
                if place == number:
                    self.plan.replaced[name] = message_class("NodeDef").FromString(body)
        return self.plan.replaced[name]

    def _move(self, names: list[str], place: list[_Put]) -> None:
        """Bring nodes to the beginning or the end of the file, in this order."""
        for name in names:
            if name in self.nodes:
                place.append(_Put(self._own(name), name, speaks_old=True))
                self.plan.dropped.add(name)

    def _cut(self) -> None:
        """Drop what no output needs."""
        waiting = [_node(tensor) for tensor in self.ends if _indexed(tensor) not in self.plan.refs]
        seen = set(waiting)
        while waiting:
            for ref in self.inputs.get(waiting.pop(), ()):
                name = _node(ref.removeprefix("^"))
                if name not in seen and (ref.startswith("^") or _indexed(ref) not in self.plan.refs):
                    seen.add(name)
                    waiting.append(name)
        given = [port for signature in self.draft.signatures for port in signature.inputs if port.source]
        seen |= {_node(port.spec.tensor) for port in given}
        self.plan.dropped |= set(self.names) - seen

    def _check_fed(self) -> None:
        """Refuse where something that stays takes from what goes."""
        put = {each.old for each in (*self.plan.first, *self.plan.last)}
        gone = self.plan.dropped - put
        for name in self.names:
            if name in gone:
                continue
            for ref in self.inputs[name]:
                node = _node(ref.removeprefix("^"))
                if node in gone and (ref.startswith("^") or _indexed(ref) not in self.plan.refs):
                    message = f"{name} cannot be computed without feeding {node}."
                    raise Refusal(message, hint="Give it a value in its place.", port=node)

    def _written(self) -> Rope:
        place = -1

        def change(body: memoryview) -> Rope | None:
            nonlocal place
            place += 1
            name = self.names[place]
            if name in self.plan.dropped:
                return None
            own = self.plan.replaced.get(name)
            if own is not None or name in self.plan.renamed or self._touches(place):
                own = message_class("NodeDef").FromString(body) if own is None else own
                return self._message(_Put(own, name, speaks_old=True))
            return kept(body)

        made = rewrite(memoryview(b""), {}, [(_NODE, self._message(put)) for put in self.plan.first])
        made.join(rewrite(self.data, {_NODE: change}))
        made.join(rewrite(memoryview(b""), {}, [(_NODE, self._message(put)) for put in self.plan.last]))
        return made

    def _touches(self, place: int) -> bool:
        """Whether a node takes from, or is placed with, one that has another name now."""
        name = self.names[place]
        if any(self._ref(ref) != ref for ref in self.inputs[name]):
            return True
        attributes = self.nodes[name].attr
        return bool(self.plan.renamed) and "_class" in attributes

    def _ref(self, ref: str) -> str:
        if ref.startswith("^"):
            return f"^{self.plan.renamed.get(ref[1:], ref[1:])}"
        new = self.plan.refs.get(_indexed(ref))
        if new is not None:
            return new
        name, colon, index = ref.partition(":")
        return f"{self.plan.renamed.get(name, name)}{colon}{index}"

    def _message(self, put: _Put) -> Rope:
        """The node with its own new name, and those of what it takes from."""
        node = put.node
        if put.speaks_old:
            feeds_itself = node.op == "PlaceholderWithDefault" and put.old in self.plan.replaced
            refs = list(node.input) if feeds_itself else [self._ref(ref) for ref in node.input]
            del node.input[:]
            node.input.extend(refs)
        if put.old:
            node.name = self.plan.renamed.get(put.old, put.old)
        for place, word in enumerate(node.attr["_class"].list.s if "_class" in node.attr else ()):
            name = word.decode("utf-8", "replace").removeprefix("loc:@")
            node.attr["_class"].list.s[place] = f"loc:@{self.plan.renamed.get(name, name)}".encode()
        return rope(node.SerializeToString(deterministic=True))


def _bodies(data: memoryview) -> Iterator[memoryview]:
    for found in fields(data, 0, len(data)):
        if found.number == _NODE:
            yield data[found.start : found.end]


def _tensor(port: Port) -> str:
    return port.spec.tensor


def _node(tensor: str) -> str:
    return tensor.partition(":")[0]


def _indexed(tensor: str) -> str:
    return tensor if ":" in tensor else f"{tensor}:0"
