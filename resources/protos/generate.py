# SPDX-License-Identifier: Apache-2.0
"""Collects the descriptors of TensorFlow's messages out of an installed TensorFlow wheel, without importing it.

Usage: python resources/protos/generate.py [SITE_PACKAGES] [OUTPUT]

No maintained package carries all of TensorFlow's messages, so their serialized descriptors are read out of the
wheel's `*_pb2.py` files (Apache-2.0) with `ast`, and the files that the readers need go into one FileDescriptorSet.
"""

from __future__ import annotations

import ast
import sys
import sysconfig
from pathlib import Path

from google.protobuf import any_pb2, descriptor_pb2, wrappers_pb2

SEEDS = (
    "tensorflow/core/protobuf/saved_model.proto",
    "tensorflow/core/protobuf/saved_object_graph.proto",
    "tensorflow/core/protobuf/trackable_object_graph.proto",
    "tensorflow/core/protobuf/tensor_bundle.proto",
    "tensorflow/core/protobuf/fingerprint.proto",
    "tensorflow/core/protobuf/meta_graph.proto",
    "tensorflow/core/util/saved_tensor_slice.proto",
    "tensorflow/core/framework/graph_debug_info.proto",
    "tensorflow/core/framework/variable.proto",
    "tensorflow/python/keras/protobuf/saved_metadata.proto",
    "tensorflow/python/training/checkpoint_state.proto",
)


def harvest(site: Path) -> dict[str, descriptor_pb2.FileDescriptorProto]:
    """Every serialized file descriptor under `site/tensorflow`, by the name of its .proto file."""
    found = {}
    for file in sorted((site / "tensorflow").rglob("*_pb2.py")):
        for node in ast.walk(ast.parse(file.read_bytes())):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="AddSerializedFile"), args=[ast.Constant(value=bytes(data))]
                ):
                    descriptor = descriptor_pb2.FileDescriptorProto.FromString(data)
                    found[descriptor.name] = descriptor
    return found


def session_bundle() -> descriptor_pb2.FileDescriptorProto:
    """The signatures of TensorFlow 0.x and 1.x SessionBundles, which today's wheel no longer carries.

    Source: tensorflow/contrib/session_bundle/manifest.proto (TensorFlow 1.15).
    """
    file = descriptor_pb2.FileDescriptorProto(
        name="tensorflow/contrib/session_bundle/manifest.proto", package="tensorflow.serving", syntax="proto3"
    )
    fields: dict[str, tuple[tuple[str, str, int], ...]] = {
        "TensorBinding": (("tensor_name", "string", 1),),
        "RegressionSignature": (("input", "TensorBinding", 1), ("output", "TensorBinding", 2)),
        "ClassificationSignature": (
            ("input", "TensorBinding", 1),
            ("classes", "TensorBinding", 2),
            ("scores", "TensorBinding", 3),
        ),
        "GenericSignature": (("map", "map TensorBinding", 1),),
        "Signature": (
            ("regression_signature", "RegressionSignature", 1),
            ("classification_signature", "ClassificationSignature", 2),
            ("generic_signature", "GenericSignature", 3),
        ),
        "Signatures": (("default_signature", "Signature", 1), ("named_signatures", "map Signature", 2)),
        "AssetFile": (("tensor_binding", "TensorBinding", 1), ("filename", "string", 2)),
    }
    for message, rows in fields.items():
        made = file.message_type.add(name=message)
        for name, kind, number in rows:
            add_field(made, name, kind, number)
        if message == "Signature":
            made.oneof_decl.add(name="type")
            for field in made.field:
                field.oneof_index = 0
    return file


def add_field(message: descriptor_pb2.DescriptorProto, name: str, kind: str, number: int) -> None:
    """Add a field: `string`, a message of this file, or `map X`, a map from strings to X."""
    field = descriptor_pb2.FieldDescriptorProto
    one, many = field.LABEL_OPTIONAL, field.LABEL_REPEATED
    if kind == "string":
        message.field.add(name=name, number=number, type=field.TYPE_STRING, label=one)
        return
    if kind.startswith("map "):
        entry = message.nested_type.add(name=name.title().replace("_", "") + "Entry")
        entry.options.map_entry = True
        add_field(entry, "key", "string", 1)
        add_field(entry, "value", kind.removeprefix("map "), 2)
        kind = f"{message.name}.{entry.name}"
        message.field.add(
            name=name,
            number=number,
            type=field.TYPE_MESSAGE,
            label=many,
            type_name=f".tensorflow.serving.{kind}",
        )
        return
    message.field.add(
        name=name, number=number, type=field.TYPE_MESSAGE, label=one, type_name=f".tensorflow.serving.{kind}"
    )


def collect(site: Path) -> bytes:
    """The FileDescriptorSet of the seeds and of all they import, in an order in which they can be loaded."""
    files = harvest(site)
    for module in (any_pb2, wrappers_pb2):
        descriptor = descriptor_pb2.FileDescriptorProto()
        module.DESCRIPTOR.CopyToProto(descriptor)
        files[descriptor.name] = descriptor
    done: dict[str, descriptor_pb2.FileDescriptorProto] = {}

    def visit(name: str) -> None:
        if name in done:
            return
        for dependency in files[name].dependency:
            visit(dependency)
        done[name] = files[name]

    for seed in SEEDS:
        visit(seed)
    return descriptor_pb2.FileDescriptorSet(file=[*done.values(), session_bundle()]).SerializeToString()


def main(arguments: list[str]) -> None:
    """Write the descriptor set beside this script."""
    site = Path(arguments[0] if arguments else sysconfig.get_paths()["purelib"])
    output = Path(arguments[1] if len(arguments) > 1 else Path(__file__).with_name("tensorflow.desc"))
    output.write_bytes(collect(site))
    print(f"{output}: {output.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
