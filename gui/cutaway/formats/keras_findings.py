# SPDX-License-Identifier: Apache-2.0
"""What a Keras configuration would run or need: code in it, functions it names, files it reads, classes of others."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cutaway.description.findings import Finding
from cutaway.formats.keras_config import Node
from cutaway.formats.keras_json import Object, as_dict, as_text
from cutaway.formats.keras_stock import is_stock

_KERAS = ("keras", "tf_keras", "tensorflow.keras", "tensorflow.python.keras", "keras_core")
_PLAIN_PARTS = frozenset(
    (
        "activations",
        "backend",
        "constraints",
        "dtype_policies",
        "initializers",
        "layers",
        "legacy",
        "losses",
        "metrics",
        "models",
        "ops",
        "optimizers",
        "quantizers",
        "random",
        "regularizers",
        "trainers",
    )
)
_BUILT_IN_DANGERS = frozenset(
    ("eval", "exec", "compile", "open", "input", "breakpoint", "getattr", "setattr")
)
_VALUES = frozenset(
    ("__tuple__", "__tensor__", "__numpy__", "__bytes__", "__ellipsis__", "__slice__", "__typespec__")
)
_VOCABULARIES = frozenset(("StringLookup", "IntegerLookup", "TextVectorization"))
_MOST = 50


@dataclass(slots=True)
class Needs:
    """What loading takes. code: layers with code of their own. custom: classes and functions that are not Keras's."""

    findings: list[Finding] = field(default_factory=list)
    code: dict[str, None] = field(default_factory=dict)
    custom: dict[str, None] = field(default_factory=dict)


def inspect(model: Node | None, config: Object) -> Needs:
    """Walk the whole configuration, the parts that describe no layer included."""
    needs = Needs()
    for where, entry in _entries(config):
        _inspect_entry(needs, where, entry)
        _inspect_layer(needs, where, as_text(entry.get("class_name")), as_dict(entry.get("config")))
    for node in _nodes(model):
        if not node.module and not is_stock(node.class_name) and not node.layers:
            _custom(needs, node.class_name, node.name)
    needs.findings = list(dict.fromkeys(needs.findings))
    return needs


def _nodes(model: Node | None) -> Iterator[Node]:
    waiting = [model] if model is not None else []
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.layers))


def _entries(config: Object) -> Iterator[tuple[str, Object]]:
    """Every object of the configuration that names a class, with the layer that it belongs to."""
    waiting: list[tuple[str, Iterator[Any]]] = [("", iter((config,)))]
    while waiting:
        where, parts = waiting[-1]
        for part in parts:
            if part and isinstance(part, (dict, list)):
                break
        else:
            waiting.pop()
            continue
        if isinstance(part, list):
            waiting.append((where, iter(part)))
        else:
            if isinstance(part.get("class_name"), str):
                where = as_text(as_dict(part.get("config")).get("name")) or as_text(part.get("name")) or where
                yield where, part
            waiting.append((where, iter(part.values())))


def _inspect_entry(needs: Needs, where: str, entry: Object) -> None:
    """An object of Keras 3's configurations, which name the module that a class or function is imported from."""
    class_name, module = as_text(entry.get("class_name")), entry.get("module")
    if class_name == "__lambda__":
        _code(needs, where)
    elif class_name in _VALUES or "module" not in entry:
        return
    elif class_name == "function":
        _function(needs, where, as_text(module), as_text(entry.get("config"), "?"))
    elif isinstance(module, str) and module.split(".", 1)[0] in sys.stdlib_module_names - {"builtins"}:
        _imports(needs, where, module, class_name)
    elif not _of_keras(module):
        _custom(needs, class_name, where)


def _function(needs: Needs, where: str, module: str, name: str) -> None:
    root = module.split(".", 1)[0]
    if _of_keras(module):
        parts = [
            part
            for part in module.split(".")[1:]
            if part not in ("src", "keras", "python", "api", "_tf_keras")
        ]
        if parts and parts[0] not in _PLAIN_PARTS:
            _imports(needs, where, module, name)
    elif root == "builtins" and name not in _BUILT_IN_DANGERS:
        _custom(needs, name, where)
    elif root in sys.stdlib_module_names:
        _imports(needs, where, module, name)
    else:
        _custom(needs, name, where)


def _inspect_layer(needs: Needs, where: str, class_name: str, config: Object) -> None:
    """A layer, in a wrapper too, whose settings themselves run or read something."""
    function = config.get("function")
    if class_name == "Lambda":
        if isinstance(function, str) and config.get("function_type", "function") == "function":
            _custom(needs, function, where)
        elif function is not None and as_dict(function).get("class_name") not in ("function", "__lambda__"):
            _code(needs, where)
    elif class_name == "TFOpLambda" and isinstance(function, str):
        if function.startswith(("io.", "raw_ops.")) or function.endswith(
            ("py_function", "py_func", "numpy_function")
        ):
            _imports(needs, where, "tensorflow", function)
    elif class_name == "TFSMLayer":
        _reads(needs, where, as_text(config.get("filepath"), "another model"), "runs the SavedModel")
    elif class_name in _VOCABULARIES and isinstance(config.get("vocabulary"), str):
        _reads(needs, where, config["vocabulary"], "reads the file")


def _code(needs: Needs, where: str) -> None:
    needs.code[where] = None
    message = f"Layer {where} holds Python byte code, which runs when the model is loaded or called."
    _add(needs, Finding("contains-code", "danger", message, where))


def _imports(needs: Needs, where: str, module: str, name: str) -> None:
    needs.code[where] = None
    message = (
        f"Layer {where} makes the loader look up {name} in the Python module {module}, which is not a layer."
    )
    _add(needs, Finding("contains-code", "danger", message, where))


def _reads(needs: Needs, where: str, file: str, verb: str) -> None:
    _add(
        needs,
        Finding("reads-files", "danger", f"Layer {where} {verb} {file} when the model is loaded.", where),
    )


def _custom(needs: Needs, name: str, where: str) -> None:
    if name not in needs.custom:
        needs.custom[name] = None
        message = f"Keras has no {name}: loading the model needs the code that defines it."
        _add(needs, Finding("custom-object", "warning", message, where or None))


def _add(needs: Needs, finding: Finding) -> None:
    if len(needs.findings) < _MOST:
        needs.findings.append(finding)


def _of_keras(module: object) -> bool:
    return isinstance(module, str) and any(module == root or module.startswith(f"{root}.") for root in _KERAS)
