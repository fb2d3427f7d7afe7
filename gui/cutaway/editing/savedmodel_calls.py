# SPDX-License-Identifier: Apache-2.0
"""Signatures of TensorFlow 2: a new function around the old one, and all that the loaders read about it.

Names are never changed in place. `tf.saved_model.load` passes arguments and unpacks results in the order of their
sorted names, so a new name that sorts elsewhere would swap two tensors without an error; the main graph, which the
loader of TensorFlow 1 and TensorFlow Serving use, would still be right. The new function takes and gives in the order
of the new names, and every reader finds the same signature: signature_def, the object graph with its concrete function,
the body.
"""

from __future__ import annotations

from cutaway.editing import protos
from cutaway.editing.casts import cast_ref
from cutaway.editing.draft import DraftSignature, Port
from cutaway.editing.inlining import Inlined, check_fed
from cutaway.editing.refusals import Refusal
from cutaway.editing.savedmodel_changes import Changes
from cutaway.editing.savedmodel_source import Calling, MetaSource
from cutaway.editing.savedmodel_tensors import Spot, find
from cutaway.editing.values import array
from cutaway.wire.protobuf import Message, message_class

_CALL = "call"


class Wrapping:
    """One signature while its function is made."""

    def __init__(self, source: MetaSource, calling: Calling, wanted: DraftSignature, taken: set[str]) -> None:
        self.source = source
        self.calling = calling
        self.wanted = wanted
        self.taken = taken
        self.inputs = sorted(wanted.inputs, key=lambda port: port.name)
        self.outputs = sorted(wanted.outputs, key=lambda port: port.name)
        self.given: list[str] = []
        self.function = message_class("FunctionDef")()
        self.function.signature.name = protos.unique(
            f"__inference_signature_wrapper_{protos.word(wanted.key)}", taken
        )

    @property
    def name(self) -> str:
        """Of the new function."""
        name: str = self.function.signature.name
        return name

    def write(self, changes: Changes) -> None:
        """Put the signature into the changes, under its key."""
        self._body()
        changes.functions.append(self.function)
        self._main_graph(changes)
        self._objects(changes)

    # --- the function ---

    def _body(self) -> None:
        old, function = self.calling.wrapper, self.function
        refs = self._arguments()
        captures = self._captures()
        chosen = {port.name: self._spot(port) for port in (*self.inputs, *self.outputs) if not port.source}
        if chosen:
            results, ends = self._open(refs, captures, chosen)
        else:
            results, ends = self._call(refs, captures)
        for place, (port, ref) in enumerate(zip(self.outputs, results, strict=True)):
            if port.cast is not None:
                own = protos.number(port.dtype)
                ref = cast_ref(function, f"out_{place}", ref, own, port, is_input=False)  # noqa: PLW2901
            made = protos.node(function, f"out_{place}", "Identity", ref, T=protos.number(port.spec.dtype))
            function.signature.output_arg.add(name=f"out_{place}", type=made.attr["T"].type)
            function.ret[f"out_{place}"] = f"{made.name}:output:0"
        function.signature.is_stateful = old.signature.is_stateful
        for end in ends:
            function.signature.control_output.append(end)
            function.control_ret[end] = end
        if "_construction_context" in old.attr:
            function.attr["_construction_context"].CopyFrom(old.attr["_construction_context"])

    def _call(self, refs: dict[str, str], captures: list[str]) -> tuple[list[str], list[str]]:
        """Call the old function; gives the tensors of the outputs, and the nodes that have to run."""
        missing = next((name for name in self.calling.arguments if name not in refs), None)
        if missing is not None:
            message = f"The outputs of {self.wanted.key} cannot be computed without feeding {missing}."
            raise Refusal(message, hint="Give it a value in its place.", signature=self.wanted.key)
        call = self.function.node_def.add()
        call.CopyFrom(self.calling.node)
        call.name = _CALL
        del call.input[:]
        call.input.extend([refs[name] for name in self.calling.arguments] + captures)
        self._call_to(call, self.calling.wrapper)
        return [f"{_CALL}:output:{self.calling.results[port.source]}" for port in self.outputs], [_CALL]

    def _spot(self, port: Port) -> Spot:
        spot = find(self.source, port.spec.tensor, self.wanted.key, port.name)
        if (spot.path[0] if spot.path else spot.node) != self.calling.node.name and spot.path:
            message = f"{port.spec.tensor} is computed by another call than that of this signature."
            hint = f"Choose a tensor inside {self.calling.node.name}."
            raise Refusal(message, hint=hint, signature=self.wanted.key, port=port.name)
        return spot

    def _open(
        self, refs: dict[str, str], captures: list[str], chosen: dict[str, Spot]
    ) -> tuple[list[str], list[str]]:
        """Put the bodies on the way to the chosen tensors here; gives likewise."""
        names = {
            name: f"missing_{place}" for place, name in enumerate(self.calling.arguments) if name not in refs
        }
        placeholders = {_tensor(info.name): name for name, info in self._signature().inputs.items()}
        given = [refs.get(name) or names[name] for name in self.calling.arguments] + captures
        inlined = Inlined(self.source, self.calling.node, given, chosen.values())
        feeds: dict[str, str] = {}
        for place, port in enumerate(self.inputs):
            if port.source:
                continue
            spot = chosen[port.name]
            if not spot.path and spot.ref in placeholders:
                argument = placeholders[spot.ref]
                feeds[names.pop(argument, f"missing_{argument}")] = self.given[place]
                given[self.calling.arguments.index(argument)] = self.given[place]
            elif spot.path:
                feeds[inlined.tensor(spot)] = self.given[place]
            else:
                message = f"{port.spec.tensor} is none of the tensors that a call of the model computes."
                raise Refusal(message, signature=self.wanted.key, port=port.name)
        results = [self._result(port, inlined, chosen) for port in self.outputs]
        results = [feeds.get(ref, ref) for ref in results]
        ends = inlined.ends() if not feeds and self.wanted.base else []
        if not inlined.scopes:
            self.function.node_def.add().CopyFrom(self._outer(given))
        else:
            nodes = list(inlined.needed(results, feeds, ends))
            check_fed(results, nodes, {names[name]: name for name in names}, self.wanted.key)
            self.function.node_def.extend(nodes)
        return results, ends if inlined.scopes else [self.calling.node.name]

    def _outer(self, given: list[str]) -> Message:
        """The old call under its own name, which the tensors it gives go by."""
        missing = next(
            (name for name, ref in zip(self.calling.arguments, given, strict=False) if "missing" in ref), None
        )
        if missing is not None:
            message = f"The outputs of {self.wanted.key} cannot be computed without feeding {missing}."
            raise Refusal(message, hint="Take it as an input, too.", signature=self.wanted.key)
        call = message_class("NodeDef")()
        call.CopyFrom(self.calling.node)
        del call.input[:]
        call.input.extend(given)
        self._call_to(call, self.calling.wrapper)
        return call

    def _result(self, port: Port, inlined: Inlined, chosen: dict[str, Spot]) -> str:
        if port.source:
            return inlined.result(self.calling.results[port.source])
        spot = chosen[port.name]
        if spot.path:
            return inlined.tensor(spot)
        if spot.node == self.calling.node.name:
            return inlined.result(spot.index)
        message = f"{port.spec.tensor} is none of the tensors that a call of the model computes."
        raise Refusal(message, signature=self.wanted.key, port=port.name)

    def _signature(self) -> Message:
        """The signature of the file whose call this one is made of."""
        return self.source.message.signature_def[self.calling.key]

    def _arguments(self) -> dict[str, str]:
        """Add the arguments that callers give; tells the tensors for those of the old function, by their names."""
        function = self.function
        refs: dict[str, str] = {}
        for place, port in enumerate(self.inputs):
            kind = protos.number(port.spec.dtype)
            name = f"arg_{place}"
            function.signature.input_arg.add(name=name, type=kind)
            attributes = function.arg_attr[place].attr
            attributes["_user_specified_name"].s = port.name.encode()
            shape = attributes["_output_shapes"].list.shape.add()
            protos.set_shape(shape, port.spec.shape)
            ref = name
            if port.cast is not None:
                own = protos.number(port.dtype)
                ref = cast_ref(function, name, name, own, port, is_input=True)
            self.given.append(ref)
            if port.source:
                refs[port.source] = ref
        for place, fed in enumerate(self.wanted.fed):
            value = array(self.wanted.key, fed.port, fed.value)
            made = protos.constant(function, f"fed_{place}", value, fed.port.spec.dtype)
            refs[fed.port.source] = f"{made.name}:output:0"
            if fed.port.cast is not None:
                own = protos.number(fed.port.dtype)
                refs[fed.port.source] = cast_ref(
                    function, made.name, refs[fed.port.source], own, fed.port, is_input=True
                )
        return refs

    def _captures(self) -> list[str]:
        """Add the arguments for what the function is given by the model itself: variables, tables."""
        old, function = self.calling.wrapper, self.function
        first_old, first_new = len(self.calling.arguments), len(self.inputs)
        names = []
        for place, argument in enumerate(old.signature.input_arg[first_old:]):
            made = function.signature.input_arg.add()
            made.CopyFrom(argument)
            made.name = f"capture_{place}"
            if first_old + place in old.arg_attr:
                function.arg_attr[first_new + place].CopyFrom(old.arg_attr[first_old + place])
            names.append(made.name)
        return names

    def _call_to(self, call: Message, function: Message) -> None:
        call.attr["f"].func.Clear()
        call.attr["f"].func.name = function.signature.name
        protos.set_types(call, "Tin", [argument.type for argument in function.signature.input_arg])
        protos.set_types(call, "Tout", [argument.type for argument in function.signature.output_arg])
        for key in ("_output_shapes", "_read_only_resource_inputs"):
            if key in call.attr:
                del call.attr[key]

    # --- what the loaders read ---

    def _main_graph(self, changes: Changes) -> None:
        wanted = self.wanted
        signature = message_class("SignatureDef")(method_name=wanted.method)
        tensors = []
        for port in self.inputs:
            info = signature.inputs[port.name]
            made = self._placeholder(changes, port, signature)
            info.name = f"{made.name}:0"
            _tell(info, port)
            tensors.append(made.name)
        call = message_class("NodeDef")()
        call.CopyFrom(self.calling.node)
        call.name = protos.unique(f"StatefulPartitionedCall_{protos.word(wanted.key)}", self.taken)
        controls = [tensor for tensor in self.calling.node.input if tensor.startswith("^")]
        del call.input[:]
        call.input.extend([*tensors, *self.calling.captures, *controls])
        self._call_to(call, self.function)
        changes.added_nodes.append(call)
        for place, port in enumerate(self.outputs):
            info = signature.outputs[port.name]
            info.name = f"{call.name}:{place}"
            _tell(info, port)
        changes.signatures[wanted.key] = signature

    def _placeholder(self, changes: Changes, port: Port, signature: Message) -> Message:
        graph = message_class("GraphDef")()
        name = protos.unique(f"{protos.word(self.wanted.key)}_{protos.word(port.name)}", self.taken)
        kind = protos.number(port.spec.dtype)
        if port.default:
            value = array(self.wanted.key, port, port.default[0])
            default = protos.unique(f"{name}/default", self.taken)
            protos.constant(graph, default, value, port.spec.dtype)
            made = protos.node(graph, name, "PlaceholderWithDefault", default, dtype=kind)
            signature.defaults[port.name].CopyFrom(protos.tensor(value, port.spec.dtype))
        else:
            made = protos.node(graph, name, "Placeholder", dtype=kind)
        protos.set_shape(made.attr["shape"].shape, port.spec.shape)
        changes.added_nodes.extend(graph.node)
        return made

    def _objects(self, changes: Changes) -> None:
        names = [port.name for port in self.inputs]
        made = message_class("SavedObject")()
        bare = made.bare_concrete_function
        bare.concrete_function_name = self.name
        bare.argument_keywords.extend(names)
        bare.allowed_positional_arguments = int(len(names) == 1)
        if self.calling.bare.HasField("function_spec"):
            bare.function_spec.CopyFrom(self.calling.bare.function_spec)
            _set_arguments(bare.function_spec, names)
        changes.added_objects.append(made)
        objects = self.source.message.object_graph_def
        child = changes.objects[self.source.signature_map].children.add()
        child.node_id = len(objects.nodes) + len(changes.added_objects) - 1
        child.local_name = self.wanted.key
        concrete = message_class("SavedConcreteFunction")()
        concrete.bound_inputs.extend(self.calling.concrete.bound_inputs)
        values = concrete.canonicalized_input_signature.tuple_value.values
        values.add().tuple_value.SetInParent()
        given = values.add().dict_value
        given.SetInParent()
        concrete.output_signature.dict_value.SetInParent()
        for into, ports in ((given, self.inputs), (concrete.output_signature.dict_value, self.outputs)):
            for port in ports:
                spec = into.fields[port.name].tensor_spec_value
                spec.name, spec.dtype = port.name, protos.number(port.spec.dtype)
                protos.set_shape(spec.shape, port.spec.shape)
        changes.concrete[self.name] = concrete


def _tensor(name: str) -> str:
    return name if ":" in name else f"{name}:0"


def _set_arguments(spec: Message, names: list[str]) -> None:
    """The arguments of a signature's function are given by keyword alone."""
    for pair in spec.fullargspec.named_tuple_value.values:
        if pair.key == "kwonlyargs":
            pair.value.list_value.SetInParent()
            del pair.value.list_value.values[:]
            for name in names:
                pair.value.list_value.values.add().string_value = name


def _tell(info: Message, port: Port) -> None:
    info.dtype = protos.number(port.spec.dtype)
    protos.set_shape(info.tensor_shape, port.spec.shape)
