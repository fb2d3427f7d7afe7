# SPDX-License-Identifier: Apache-2.0
"""Files of other kinds than Cutaway reads, as a table: how each is known, what it is, and what to do with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from cutaway.errors import UnsupportedFormatError
from cutaway.formats import foreign_tests as tests
from cutaway.formats.sample import Sample

_UNPACK = "Unpack it and open the model that is in it."
_AGAIN = "Download the file again; the address may need a login, or `raw` or `resolve` in place of `blob`."
_SOURCE = "Open the SavedModel, Keras or .tflite file that it was made from, if there is one."
_OTHER = "Open it with the program that it belongs to, or convert it to a SavedModel, Keras or .tflite file."
_TORCH = "Convert it with litert-torch, or export it to ONNX and run `onnx2tf -i model.onnx`."
_WEIGHTS = (
    "It holds weights alone. Load them with the program that they belong to, and save a whole model there."
)
_CODE = "It is a program, not a model. Open the model's own file."
_DATA = "It holds data, not a model. Open the model's own file."


@dataclass(frozen=True, slots=True)
class ForeignKind:
    """One kind of file, known by all of these that are given.

    magic: one of these at byte `at`. pattern: at the beginning of its text. test: anything else. endings: of the name,
    for files whose content is too damaged to tell.
    name: goes into "FILE is NAME, which Cutaway does not read"; a name with {file} in it is the whole sentence.
    more: words that are added, read from the file.
    """

    name: str
    hint: str
    magic: tuple[bytes, ...] = ()
    at: int = 0
    pattern: str = ""
    test: Callable[[Sample], bool] | None = None
    endings: tuple[str, ...] = ()
    more: Callable[[Sample], str] | None = None

    def matches(self, sample: Sample) -> bool:
        """Whether the file is of this kind."""
        if self.magic and not sample.start(self.at + 64)[self.at :].startswith(self.magic):
            return False
        if self.pattern and not re.match(self.pattern, sample.text.lstrip(), re.IGNORECASE | re.DOTALL):
            return False
        if self.endings and not sample.path.name.lower().endswith(self.endings):
            return False
        return self.test is None or self.test(sample)

    def refusal(self, sample: Sample) -> UnsupportedFormatError:
        """The error that says what the file is."""
        sentence = (
            self.name if "{file}" in self.name else "{file} is " + self.name + ", which Cutaway does not read"
        )
        more = self.more(sample) if self.more else ""
        message = sentence.replace("{file}", sample.path.name) + more + "."
        return UnsupportedFormatError(message, hint=self.hint, path=sample.path)


# Kinds with a mark that no model file has by accident: looked for before the formats that have none (protobuf).
MARKED: tuple[ForeignKind, ...] = (
    ForeignKind(
        "{file} is a Git LFS pointer, not the model itself",
        "Run `git lfs pull` in the repository, or download the file from its web page.",
        (b"version https://git-lfs.github.com/spec/",),
        more=tests.lfs_size,
    ),
    ForeignKind(
        "{file} is a git-annex pointer, not the model itself",
        "Run `git annex get` for it in the repository.",
        (b"/annex/objects/", b"../.git/annex/objects/", b".git/annex/objects/"),
    ),
    ForeignKind(
        "{file} is a web page, not a model: a download has saved the page about it, or its error",
        _AGAIN,
        pattern=r"(<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(!doctype\s+html|html|head|body)\b",
    ),
    ForeignKind("a GGUF model of llama.cpp", _WEIGHTS, (b"GGUF",)),
    ForeignKind("a GGML model of llama.cpp", _WEIGHTS, (b"lmgg", b"fmgg", b"tjgg")),
    ForeignKind("a safetensors file", _WEIGHTS, test=tests.safetensors),
    ForeignKind(
        "a PyTorch file in the old pickled form", _TORCH, (b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.",)
    ),
    ForeignKind("a PyTorch model", _TORCH, (b"PK\x03\x04",), test=tests.torch_zip),
    ForeignKind("an archive of numpy arrays (.npz)", _DATA, (b"PK\x03\x04",), test=tests.numpy_zip),
    ForeignKind("a Microsoft Office or OpenDocument file", _DATA, (b"PK\x03\x04",), test=tests.office_zip),
    ForeignKind("a Core ML package", _OTHER, (b"PK\x03\x04",), test=tests.coreml_zip),
    ForeignKind("a Python wheel or Java archive", _UNPACK, (b"PK\x03\x04",), test=tests.code_zip),
    ForeignKind(
        "a LiteRT-LM bundle (.litertlm)",
        "Unpack it with the tools of LiteRT-LM and open a .tflite that is in it.",
        (b"LITERTLM",),
    ),
    ForeignKind("a numpy array", _DATA, (b"\x93NUMPY",)),
    ForeignKind(
        "{file} is a Python pickle (joblib, scikit-learn or PyTorch), which runs code when it is loaded, "
        "so Cutaway does not read it",
        "Export the model as a SavedModel, Keras or .tflite file with the program that wrote it.",
        test=tests.pickled,
    ),
    ForeignKind(
        "a chunked model (.cpb, TensorFlow's proto splitter)",
        "Load it with TensorFlow and save it again with `tf.saved_model.save`, which splits only what exceeds 2 GB.",
        (b"\x83\xaf\x70\xd1\x0d\x88\x4a\x3f",),
    ),
    ForeignKind("a 7-Zip archive", _UNPACK, (b"7z\xbc\xaf\x27\x1c",)),
    ForeignKind("a RAR archive", _UNPACK, (b"Rar!\x1a\x07",)),
    ForeignKind("a Zstandard archive", _UNPACK, (b"\x28\xb5\x2f\xfd",)),
    ForeignKind("an LZ4 archive", _UNPACK, (b"\x04\x22\x4d\x18",)),
    ForeignKind("MLIR byte code", _SOURCE, (b"ML\xefR",)),
    ForeignKind("LLVM bit code", _CODE, (b"BC\xc0\xde",)),
    ForeignKind("a TensorRT engine", _SOURCE, (b"ftrt",)),
    ForeignKind(
        "a file of TensorBoard events", "Open it with `tensorboard --logdir FOLDER`.", test=tests.events
    ),
    ForeignKind("a file of records (TFRecord)", _DATA, test=tests.records),
    ForeignKind("a Parquet file", _DATA, (b"PAR1",)),
    ForeignKind("an Arrow file", _DATA, (b"ARROW1",)),
    ForeignKind("an SQLite database", _DATA, (b"SQLite format 3\0",)),
    ForeignKind("an HDF4 file, older than the HDF5 of Keras", _DATA, (b"\x0e\x03\x13\x01",)),
    ForeignKind("a PDF document", _DATA, (b"%PDF-",)),
    ForeignKind("a PNG image", _DATA, (b"\x89PNG\r\n\x1a\n",)),
    ForeignKind("a JPEG image", _DATA, (b"\xff\xd8\xff",)),
    ForeignKind("a GIF image", _DATA, (b"GIF87a", b"GIF89a")),
    ForeignKind("a TIFF image", _DATA, (b"II*\0", b"MM\0*")),
    ForeignKind("a WebP image", _DATA, (b"RIFF",), test=lambda sample: sample.start(12)[8:] == b"WEBP"),
    ForeignKind("a sound file", _DATA, (b"RIFF", b"OggS", b"fLaC", b"ID3")),
    ForeignKind("a film", _DATA, (b"ftyp",), 4),
    ForeignKind("a program or library of Linux", _CODE, (b"\x7fELF",)),
    ForeignKind("a program or library of Windows", _CODE, (b"MZ",), test=tests.windows_program),
    ForeignKind(
        "a program or library of macOS, or Java byte code",
        _CODE,
        (b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"),
    ),
)

# Kinds of text, the particular before the general.
TEXT: tuple[ForeignKind, ...] = (
    ForeignKind(
        "a TensorFlow.js layers model",
        "Turn it into a Keras file: `tensorflowjs_converter --input_format=tfjs_layers_model --output_format=keras "
        "model.json model.h5`.",
        test=tests.tfjs_layers,
    ),
    ForeignKind("a TensorFlow.js graph model", _SOURCE, test=tests.tfjs_graph),
    ForeignKind("a TensorFlow.js weights manifest", _SOURCE, test=tests.tfjs_manifest),
    ForeignKind(
        "the index of sharded PyTorch or safetensors weights", _WEIGHTS, pattern=r'\{.*"weight_map"\s*:'
    ),
    ForeignKind(
        "{file} is the configuration of a Hugging Face model, not the model itself",
        "Open the model's own file; TensorFlow's is called tf_model.h5.",
        pattern=r'\{.*"(architectures|model_type|transformers_version)"\s*:',
    ),
    ForeignKind("{file} is a Jupyter notebook, not a model", _DATA, pattern=r'\{.*"nbformat"\s*:'),
    ForeignKind(
        "{file} is JSON, but neither a Keras architecture nor any other model that Cutaway knows",
        "Open the model's own file.",
        test=tests.json_text,
    ),
    ForeignKind("an OpenVINO model", _SOURCE, pattern=r"(<\?xml[^>]*>\s*)?<net\b"),
    ForeignKind("a PMML model", _OTHER, pattern=r"(<\?xml[^>]*>\s*)?<PMML\b"),
    ForeignKind("{file} is an XML text, not a model", "Open the model's own file.", pattern=r"<\?xml\b"),
    ForeignKind(
        "MLIR text", _SOURCE, pattern=r"(//[^\n]*\n\s*|#\w+ = [^\n]*\n\s*)*(module\b[^\n]*\{|func\.func\b)"
    ),
    ForeignKind(
        "a Caffe network", _OTHER, pattern=r'(#[^\n]*\n\s*)*(name\s*:\s*"[^"]*"\s+)?(layers?|input)\s*[:{]'
    ),
    ForeignKind("a Darknet configuration", _OTHER, pattern=r"(#[^\n]*\n\s*)*\[net\]"),
    ForeignKind("an ncnn network", _OTHER, pattern=r"7767517\s"),
    ForeignKind(
        "{file} is a Python program, not a model", "Run it to get the model.", test=tests.python_text
    ),
    ForeignKind(
        "{file} is a text in protobuf's form, but of none of TensorFlow's models",
        "Open the model's own file.",
        test=tests.text_message,
    ),
    ForeignKind(
        "{file} is a text, not a model", "Open the model's own file.", test=lambda sample: bool(sample.text)
    ),
)

# Kinds of protobuf, and what is left when nothing else fits.
LAST: tuple[ForeignKind, ...] = (
    ForeignKind(
        "an ONNX model",
        "Convert it to TensorFlow with `onnx2tf -i model.onnx`, and open what that writes.",
        test=tests.onnx,
        more=tests.cut_off,
    ),
    ForeignKind("a Core ML model", _OTHER, test=tests.coreml),
    ForeignKind(
        "{file} is a part of a SavedModel, not the model itself",
        "Open the folder that it lies in.",
        test=tests.message,
        endings=("fingerprint.pb", "keras_metadata.pb"),
    ),
    ForeignKind(
        "{file} is a message of protobuf, but none of TensorFlow's models: no GraphDef, MetaGraph or SavedModel",
        "Open the model's own file.",
        test=tests.message,
    ),
)


_DAMAGED = (
    "{file} is named like {kind}, but it is damaged or something else; Cutaway would not read it either way"
)

# Names of other programs, asked when the content is too damaged to say anything.
NAMED: tuple[ForeignKind, ...] = tuple(
    ForeignKind(_DAMAGED.replace("{kind}", kind), hint, endings=endings)
    for kind, endings, hint in (
        ("an ONNX model", (".onnx",), _OTHER),
        ("a PyTorch model", (".pt", ".pth", ".pt2"), _TORCH),
        ("a TensorFlow.js model", ("model.json", "weights_manifest.json"), _SOURCE),
        ("a Core ML model", (".mlmodel",), _OTHER),
        ("a safetensors file", (".safetensors",), _WEIGHTS),
        ("a GGUF model", (".gguf",), _WEIGHTS),
        ("an archive", (".rar", ".7z", ".zst", ".lz4"), _UNPACK),
    )
)


def marked(sample: Sample) -> ForeignKind | None:
    """The foreign kind that the file's mark names, None where it has none of them."""
    return next((kind for kind in MARKED if kind.matches(sample)), None)


def unmarked(sample: Sample) -> ForeignKind | None:
    """The foreign kind of a file that is no model, None where nothing is known of it."""
    found = next((kind for kind in (TEXT if sample.text else LAST) if kind.matches(sample)), None)
    if found is None:
        loose = replace(sample, text=sample.loose_text())
        found = next((kind for kind in (*TEXT, *NAMED) if kind.matches(loose)), None)
    return found
