# SPDX-License-Identifier: Apache-2.0
"""Files of other kinds: each gets a sentence that says what it is, and a hint what to do."""

import io
import pickle
import struct
import zipfile
from pathlib import Path

import pytest

from cutaway.errors import UnsupportedFormatError
from cutaway.formats.foreign import LAST, MARKED, NAMED, TEXT
from cutaway.formats.identify import identify
from cutaway.wire.checksums import masked


def _record(data: bytes) -> bytes:
    length = struct.pack("<Q", len(data))
    return length + struct.pack("<I", masked(length)) + data + struct.pack("<I", masked(data))


def _zip(*names: str) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return raw.getvalue()


ONNX = b"\x08\x08\x12\x07pytorch\x1a\x032.1\x3a\x04\x12\x02\x0a\x00"
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 123456789\n"
JSON = b'{"format": "layers-model", "modelTopology": {"model_config": {}}, "weightsManifest": []}'
CASES: list[tuple[str, bytes, str]] = [
    ("m.h5", LFS, "is a Git LFS pointer, not the model itself (123,456,789 bytes have not been downloaded)"),
    ("m.h5", b"/annex/objects/SHA256E-s1--x.h5\n", "git-annex pointer"),
    ("m.tflite", b"<!DOCTYPE html>\n<html><body>Sign in</body></html>", "is a web page"),
    ("m.tflite", b"<!-- a --><!-- b -->\n<html></html>", "is a web page"),
    ("m.onnx", ONNX, "is an ONNX model, which Cutaway does not read"),
    ("m.pb", ONNX, "is an ONNX model"),
    ("m.onnx", ONNX[:-3], "is an ONNX model, which Cutaway does not read; it is cut off besides, at byte"),
    ("m.onnx", b"\xff" * 40, "is named like an ONNX model, but it is damaged"),
    ("model.json", JSON, "is a TensorFlow.js layers model"),
    (
        "model.json",
        JSON.replace(b'"model_config"', b'"mod\xff\xfe_config"').ljust(400),
        "is a TensorFlow.js layers model",
    ),
    ("model.json", b'{"format": "graph-model", "modelTopology": {}}', "is a TensorFlow.js graph model"),
    ("w.json", b'[{"weights": [{"name": "w"}], "paths": ["w.bin"]}]', "is a TensorFlow.js weights manifest"),
    ("model.json", b'{"name": "package", "version": "1.0.0"}', "is JSON, but neither a Keras architecture"),
    ("config.json", b'{"architectures": ["BertModel"]}', "configuration of a Hugging Face model"),
    ("m.safetensors.index.json", b'{"metadata": {}, "weight_map": {}}', "index of sharded PyTorch"),
    ("m.ipynb", b'{"cells": [], "nbformat": 4}', "Jupyter notebook"),
    ("m.pt", _zip("m/data.pkl", "m/version"), "is a PyTorch model"),
    ("m.pt", b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02", "PyTorch file in the old pickled form"),
    ("m.npz", _zip("a.npy", "b.npy"), "archive of numpy arrays"),
    ("m.docx", _zip("[Content_Types].xml"), "Microsoft Office"),
    ("m.whl", _zip("m-1.dist-info/WHEEL"), "Python wheel"),
    ("m.litertlm", b"LITERTLM\1\0\0\0", "is a LiteRT-LM bundle"),
    ("m.npy", b"\x93NUMPY\1\0", "is a numpy array"),
    ("m.pkl", pickle.dumps({"a": 1}), "is a Python pickle"),
    ("m.safetensors", struct.pack("<Q", 2) + b"{}", "is a safetensors file"),
    ("m.gguf", b"GGUF\3\0\0\0", "is a GGUF model"),
    ("saved_model.cpb", b"\x83\xaf\x70\xd1\x0d\x88\x4a\x3f" + bytes(56), "is a chunked model"),
    ("m.7z", b"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive"),
    ("m.mlir", b"module {\n  func.func @main() { return }\n}", "is MLIR text"),
    ("m.mlirbc", b"ML\xefR", "is MLIR byte code"),
    ("m.xml", b'<?xml version="1.0"?>\n<net name="m" version="11">', "is an OpenVINO model"),
    ("m.xml", b'<?xml version="1.0"?>\n<note/>', "is an XML text"),
    ("events.out.tfevents.1", _record(b"\x09" + bytes(8) + b"\x1a\x0dbrain.Event:2"), "TensorBoard events"),
    ("m.tfrecord", _record(b"abc"), "is a file of records"),
    ("m.pdf", b"%PDF-1.7", "is a PDF document"),
    ("m.png", b"\x89PNG\r\n\x1a\n", "is a PNG image"),
    ("m.jpg", b"\xff\xd8\xff\xe0", "is a JPEG image"),
    ("m.webp", b"RIFF\0\0\0\0WEBP", "is a WebP image"),
    ("m.so", b"\x7fELF\2", "program or library of Linux"),
    ("m.exe", b"MZ".ljust(60, b"\0") + struct.pack("<I", 64) + b"PE\0\0", "program or library of Windows"),
    ("m.py", b"import tensorflow as tf\n", "is a Python program"),
    ("m.prototxt", b'name: "LeNet"\nlayer { name: "data" }', "is a Caffe network"),
    ("m.cfg", b"[net]\nbatch=1\n", "Darknet"),
    (
        "m.pbtxt",
        b'pipeline_info {\n  id: "iris"\n}\n',
        "text in protobuf's form, but of none of TensorFlow's models",
    ),
    ("notes.pb", b"These are notes about a model, not a model.\n", "notes.pb is a text, not a model."),
    ("stats.pb", b"\x0a\x03\x10\x90\x4e", "is a message of protobuf, but none of TensorFlow's models"),
    ("fingerprint.pb", b"\x09" + bytes(8) + b"\x31" + bytes(8), "is a part of a SavedModel"),
]


@pytest.mark.parametrize(
    ("name", "data", "words"), CASES, ids=[f"{name} {words[:24]}" for name, _, words in CASES]
)
def test_each_kind_is_named(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnsupportedFormatError) as caught:
        identify(path)
    assert caught.value.message.startswith(name)
    assert words in caught.value.message
    assert caught.value.hint.endswith(".")


def test_a_page_of_comments_without_an_end_is_judged_at_once(tmp_path: Path) -> None:
    path = tmp_path / "m.tflite"
    path.write_bytes(b"<!-- -->" * 8000 + b"x")
    with pytest.raises(UnsupportedFormatError):
        identify(path)


@pytest.mark.parametrize("kind", [*MARKED, *TEXT, *LAST, *NAMED], ids=lambda kind: kind.name[:40])
def test_every_row_is_a_sentence_with_a_hint(kind: object) -> None:
    name, hint = getattr(kind, "name"), getattr(kind, "hint")  # noqa: B009 - rows of several tuples
    assert not name.endswith(".")
    assert "{file}" in name or name.startswith(("a ", "an ", "MLIR", "LLVM", "the "))
    assert hint.endswith(".")
